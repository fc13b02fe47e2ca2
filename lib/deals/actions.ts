"use server";

import { refresh } from "next/cache";
import { action } from "../auth/action";
import {
  archiveDeal,
  changeDeal,
  completeDemo,
  createDeal,
  moveDeal,
  moveDealBack,
  removeQuoteLine,
  reopenDemo,
  restoreDeal,
  saveQuoteLine,
  setCompetitors,
  setQuota,
  takeQuoteAmount,
} from "./commands";
import {
  dealChange,
  dealCompetitors,
  dealId,
  dealMove,
  dealMoveBack,
  demoDone,
  demoNotDone,
  newDeal,
  quota,
  quoteLine,
  quoteLineId,
} from "./schema";

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

export const changeDealAction = action({
  input: dealChange,
  run: async (actor, input) => {
    const done = await changeDeal(actor, input);
    refresh();
    return done;
  },
});

export const setCompetitorsAction = action({
  input: dealCompetitors,
  run: async (actor, input) => {
    await setCompetitors(actor, input);
    refresh();
  },
});

export const completeDemoAction = action({
  input: demoDone,
  run: async (actor, input) => {
    await completeDemo(actor, input);
    refresh();
  },
});

export const reopenDemoAction = action({
  input: demoNotDone,
  run: async (actor, input) => {
    await reopenDemo(actor, input);
    refresh();
  },
});

export const saveQuoteLineAction = action({
  input: quoteLine,
  run: async (actor, input) => {
    await saveQuoteLine(actor, input);
    refresh();
  },
});

export const removeQuoteLineAction = action({
  input: quoteLineId,
  run: async (actor, input) => {
    await removeQuoteLine(actor, input);
    refresh();
  },
});

export const takeQuoteAmountAction = action({
  input: dealId,
  run: async (actor, { id }) => {
    const done = await takeQuoteAmount(actor, id);
    refresh();
    return done;
  },
});

export const setQuotaAction = action({
  input: quota,
  run: async (actor, input) => {
    await setQuota(actor, input);
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
