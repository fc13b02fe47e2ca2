"use server";

import { refresh } from "next/cache";
import { action } from "../auth/action";
import { archiveComputedField, createComputedField, restoreComputedField, updateComputedField } from "./commands";
import { computedChange, computedId, computedInput } from "./schema";

export const createComputedAction = action({
  input: computedInput,
  run: async (actor, input) => {
    await createComputedField(actor, input);
    refresh();
  },
});

export const updateComputedAction = action({
  input: computedChange,
  run: async (actor, input) => {
    await updateComputedField(actor, input);
    refresh();
  },
});

export const archiveComputedAction = action({
  input: computedId,
  run: async (actor, { id }) => {
    await archiveComputedField(actor, id);
    refresh();
  },
});

export const restoreComputedAction = action({
  input: computedId,
  run: async (actor, { id }) => {
    await restoreComputedField(actor, id);
    refresh();
  },
});
