"use server";

import { refresh } from "next/cache";
import { action } from "../auth/action";
import { archiveInteraction, completeNextStep, logInteraction } from "./commands";
import { interactionId, newInteraction } from "./schema";

export const logInteractionAction = action({
  input: newInteraction,
  run: async (actor, input) => {
    const logged = await logInteraction(actor, input);
    refresh();
    return logged;
  },
});

export const archiveInteractionAction = action({
  input: interactionId,
  run: async (actor, { id }) => {
    await archiveInteraction(actor, id);
    refresh();
  },
});

export const completeNextStepAction = action({
  input: interactionId,
  run: async (actor, { id }) => {
    await completeNextStep(actor, id);
    refresh();
  },
});
