"use server";

import { refresh } from "next/cache";
import { action } from "../auth/action";
import { archiveDeal, createDeal, moveDeal, moveDealBack, restoreDeal, updateDeal } from "./commands";
import { dealFacts, dealId, dealMove, dealMoveBack, newDeal } from "./schema";

export const createDealAction = action({
  input: newDeal,
  run: async (actor, input) => {
    const made = await createDeal(actor, input);
    refresh();
    return made;
  },
});

export const moveDealAction = action({
  input: dealMove,
  run: async (actor, input) => {
    const moved = await moveDeal(actor, input);
    refresh();
    return moved;
  },
});

export const moveDealBackAction = action({
  input: dealMoveBack,
  run: async (actor, input) => {
    const moved = await moveDealBack(actor, input);
    refresh();
    return moved;
  },
});

export const updateDealAction = action({
  input: dealFacts,
  run: async (actor, input) => {
    await updateDeal(actor, input);
    refresh();
  },
});

export const archiveDealAction = action({
  input: dealId,
  run: async (actor, { id }) => {
    await archiveDeal(actor, id);
    refresh();
  },
});

export const restoreDealAction = action({
  input: dealId,
  run: async (actor, { id }) => {
    await restoreDeal(actor, id);
    refresh();
  },
});
