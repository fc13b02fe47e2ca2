"use server";

import { refresh } from "next/cache";
import { action } from "../auth/action";
import { archiveInteraction, completeNextStep } from "./commands";
import { interactionId } from "./schema";

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
