"use server";

import { refresh, revalidatePath } from "next/cache";
import { action } from "../auth/action";
import {
  answerOffer,
  answerSuggestion,
  archiveOfferRule,
  createOfferRule,
  pauseOfferRule,
  restoreOfferRule,
  takeBackOffer,
  updateOfferRule,
} from "./commands";
import {
  changedOfferRule,
  offerAnswer,
  offerId,
  offerRuleId,
  offerRuleInput,
  offerRulePause,
  suggestionAnswer,
} from "./schema";

export const createOfferRuleAction = action({
  input: offerRuleInput,
  run: async (actor, input) => {
    const made = await createOfferRule(actor, input);
    revalidatePath("/offers");
    return made;
  },
});

export const updateOfferRuleAction = action({
  input: changedOfferRule,
  run: async (actor, { id, ...input }) => {
    await updateOfferRule(actor, id, input);
    refresh();
  },
});

export const pauseOfferRuleAction = action({
  input: offerRulePause,
  run: async (actor, { id, paused }) => {
    await pauseOfferRule(actor, id, paused);
    refresh();
  },
});

export const archiveOfferRuleAction = action({
  input: offerRuleId,
  run: async (actor, { id }) => {
    await archiveOfferRule(actor, id);
    refresh();
  },
});

export const restoreOfferRuleAction = action({
  input: offerRuleId,
  run: async (actor, { id }) => {
    await restoreOfferRule(actor, id);
    refresh();
  },
});

export const answerSuggestionAction = action({
  input: suggestionAnswer,
  run: async (actor, input) => {
    const made = await answerSuggestion(actor, input);
    refresh();
    return made;
  },
});

export const answerOfferAction = action({
  input: offerAnswer,
  run: async (actor, { id, answer }) => {
    await answerOffer(actor, id, answer);
    refresh();
  },
});

export const takeBackOfferAction = action({
  input: offerId,
  run: async (actor, { id }) => {
    await takeBackOffer(actor, id);
    refresh();
  },
});
