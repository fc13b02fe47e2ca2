"use server";
import { refresh } from "next/cache";
import { redirect } from "next/navigation";
import { action } from "../auth/action";
import {
  archiveInterview,
  archiveQuote,
  createInterview,
  createQuote,
  markPassage,
  restoreInterview,
  restoreQuote,
  setInterviewConsent,
  updateInterview,
  updateQuote,
} from "./commands";
import {
  interviewConsent,
  interviewId,
  interviewInput,
  interviewUpdate,
  passageInput,
  quoteId,
  quoteInput,
  quoteUpdate,
} from "./schema";

export const createQuoteAction = action({
  input: quoteInput,
  run: async (actor, input) => {
    const id = await createQuote(actor, input);
    refresh();
    return { id };
  },
});

export const updateQuoteAction = action({
  input: quoteUpdate,
  run: async (actor, { id, ...input }) => {
    await updateQuote(actor, id, input);
    refresh();
  },
});

export const archiveQuoteAction = action({
  input: quoteId,
  run: async (actor, { id }) => {
    await archiveQuote(actor, id);
    refresh();
  },
});

export const restoreQuoteAction = action({
  input: quoteId,
  run: async (actor, { id }) => {
    await restoreQuote(actor, id);
    refresh();
  },
});

export const createInterviewAction = action({
  input: interviewInput,
  run: async (actor, input) => {
    const id = await createInterview(actor, input);
    redirect(`/quotes/interviews/${id}`);
  },
});

export const updateInterviewAction = action({
  input: interviewUpdate,
  run: async (actor, { id, ...input }) => {
    await updateInterview(actor, id, input);
    redirect(`/quotes/interviews/${id}`);
  },
});

export const setInterviewConsentAction = action({
  input: interviewConsent,
  run: async (actor, { id, consent }) => {
    const passages = await setInterviewConsent(actor, id, consent);
    refresh();
    return { passages };
  },
});

export const archiveInterviewAction = action({
  input: interviewId,
  run: async (actor, { id }) => {
    await archiveInterview(actor, id);
    refresh();
  },
});

export const restoreInterviewAction = action({
  input: interviewId,
  run: async (actor, { id }) => {
    await restoreInterview(actor, id);
    refresh();
  },
});

export const markPassageAction = action({
  input: passageInput,
  run: async (actor, input) => {
    const id = await markPassage(actor, input);
    refresh();
    return { id };
  },
});
