"use server";

import { refresh } from "next/cache";
import { action } from "../auth/action";
import { createDeal, moveDeal } from "./commands";
import { dealMove, newDeal } from "./schema";

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
    const before = await moveDeal(actor, input);
    refresh();
    return before;
  },
});
