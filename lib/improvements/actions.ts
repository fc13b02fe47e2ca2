"use server";
import { refresh } from "next/cache";
import { redirect } from "next/navigation";
import { action } from "../auth/action";
import {
  archiveImprovement,
  createImprovement,
  finishImprovement,
  reopenImprovement,
  restoreImprovement,
  startImprovement,
} from "./commands";
import { improvementId, improvementInput } from "./schema";

export const createImprovementAction = action({
  input: improvementInput,
  run: async (actor, input) => {
    const id = await createImprovement(actor, input);
    redirect(`/improvements/${id}`);
  },
});

/** Plans one where it was seen, and stays there. */
export const planImprovementAction = action({
  input: improvementInput,
  run: async (actor, input) => {
    const id = await createImprovement(actor, input);
    refresh();
    return { id };
  },
});

export const startImprovementAction = action({
  input: improvementId,
  run: async (actor, { id }) => {
    await startImprovement(actor, id);
    refresh();
  },
});

export const finishImprovementAction = action({
  input: improvementId,
  run: async (actor, { id }) => {
    await finishImprovement(actor, id);
    refresh();
  },
});

export const reopenImprovementAction = action({
  input: improvementId,
  run: async (actor, { id }) => {
    await reopenImprovement(actor, id);
    refresh();
  },
});

export const archiveImprovementAction = action({
  input: improvementId,
  run: async (actor, { id }) => {
    await archiveImprovement(actor, id);
    refresh();
  },
});

export const restoreImprovementAction = action({
  input: improvementId,
  run: async (actor, { id }) => {
    await restoreImprovement(actor, id);
    refresh();
  },
});
