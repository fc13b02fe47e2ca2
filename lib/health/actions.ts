"use server";

import { refresh, revalidatePath } from "next/cache";
import { z } from "zod";
import { action } from "../auth/action";
import {
  archiveHealthCondition,
  createHealthCondition,
  restoreHealthCondition,
  startHealth,
  updateHealthCondition,
} from "./commands";
import { previewHealth } from "./queries";
import { changedHealthCondition, healthConditionId, healthConditionInput, healthPreviewInput } from "./schema";

export const startHealthAction = action({
  input: z.object({}),
  run: async (actor) => {
    await startHealth(actor);
    refresh();
  },
});

export const createHealthConditionAction = action({
  input: healthConditionInput,
  run: async (actor, input) => {
    const made = await createHealthCondition(actor, input);
    revalidatePath("/settings/health");
    return made;
  },
});

export const updateHealthConditionAction = action({
  input: changedHealthCondition,
  run: async (actor, { id, ...input }) => {
    await updateHealthCondition(actor, id, input);
    revalidatePath("/settings/health");
    return { id };
  },
});

export const archiveHealthConditionAction = action({
  input: healthConditionId,
  run: async (actor, { id }) => {
    await archiveHealthCondition(actor, id);
    refresh();
  },
});

export const restoreHealthConditionAction = action({
  input: healthConditionId,
  run: async (actor, { id }) => {
    await restoreHealthCondition(actor, id);
    refresh();
  },
});

/** How the customers' health would spread with the condition as it stands in the form. */
export const previewHealthAction = action({
  input: healthPreviewInput,
  run: (actor, { id, condition }) => previewHealth(actor, id, condition, { now: new Date() }),
});
