"use server";

import { refresh } from "next/cache";
import { action } from "../auth/action";
import { forgetNotDuplicates, markNotDuplicates, mergeCustomers, undoMerge } from "./commands";
import { mergeId, mergeRequest, pair } from "./schema";

export const mergeAction = action({ input: mergeRequest, run: mergeCustomers });

export const undoMergeAction = action({
  input: mergeId,
  run: async (actor, { id }) => {
    const undone = await undoMerge(actor, id);
    refresh();
    return undone;
  },
});

export const notDuplicatesAction = action({
  input: pair,
  run: async (actor, { firstId, secondId }) => {
    await markNotDuplicates(actor, firstId, secondId);
    refresh();
  },
});

export const maybeDuplicatesAction = action({
  input: pair,
  run: async (actor, { firstId, secondId }) => {
    await forgetNotDuplicates(actor, firstId, secondId);
    refresh();
  },
});
