"use server";
import { refresh } from "next/cache";
import { redirect } from "next/navigation";
import { action } from "../auth/action";
import { archiveJourney, createJourney, restoreJourney, updateJourney } from "./commands";
import { journeyChange, journeyId, journeyInput } from "./schema";

export const createJourneyAction = action({
  input: journeyInput,
  run: async (actor, input) => {
    redirect(`/journeys/${await createJourney(actor, input)}`);
  },
});

export const updateJourneyAction = action({
  input: journeyChange,
  run: async (actor, { id, ...input }) => {
    await updateJourney(actor, id, input);
    redirect(`/journeys/${id}`);
  },
});

export const archiveJourneyAction = action({
  input: journeyId,
  run: async (actor, { id }) => {
    await archiveJourney(actor, id);
    refresh();
  },
});

export const restoreJourneyAction = action({
  input: journeyId,
  run: async (actor, { id }) => {
    await restoreJourney(actor, id);
    refresh();
  },
});
