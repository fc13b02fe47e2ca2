"use server";

import { revalidatePath } from "next/cache";
import { redirect } from "next/navigation";
import { action } from "../auth/action";
import {
  archiveSurvey,
  closeLink,
  closeSurvey,
  createLink,
  createPersonalLinks,
  createSurvey,
  publishSurvey,
  reopenLink,
  reopenSurvey,
  restoreSurvey,
  updateDraft,
} from "./commands";
import { draftChange, linkForm, newSurvey, personalLinks, surveyId } from "./schema";

const refresh = () => revalidatePath("/surveys", "layout");

/** Makes a survey and opens its builder. */
export const createSurveyAction = action({
  input: newSurvey,
  run: async (actor, input) => {
    const { id } = await createSurvey(actor, input);
    redirect(`/surveys/${id}/edit`);
  },
});

export const updateDraftAction = action({
  input: draftChange,
  run: async (actor, input) => {
    await updateDraft(actor, input);
    refresh();
  },
});

/** Saves what the builder shows and publishes it. */
export const publishSurveyAction = action({
  input: draftChange,
  run: async (actor, input) => {
    await updateDraft(actor, input);
    const published = await publishSurvey(actor, input.id);
    refresh();
    return published;
  },
});

export const createLinkAction = action({
  input: linkForm,
  run: async (actor, input) => {
    const made = await createLink(actor, input);
    refresh();
    return made;
  },
});

export const createPersonalLinksAction = action({
  // As it was given: the command reads it, so that lists are checked in one place.
  input: personalLinks.transform((checked) => ({ ...checked, customers: checked.customers.join("\n") })),
  run: async (actor, input) => {
    const made = await createPersonalLinks(actor, input);
    refresh();
    return made;
  },
});

export const closeLinkAction = action({
  input: surveyId,
  run: async (actor, { id }) => {
    await closeLink(actor, id);
    refresh();
  },
});

export const reopenLinkAction = action({
  input: surveyId,
  run: async (actor, { id }) => {
    await reopenLink(actor, id);
    refresh();
  },
});

export const closeSurveyAction = action({
  input: surveyId,
  run: async (actor, { id }) => {
    await closeSurvey(actor, id);
    refresh();
  },
});

export const reopenSurveyAction = action({
  input: surveyId,
  run: async (actor, { id }) => {
    await reopenSurvey(actor, id);
    refresh();
  },
});

export const archiveSurveyAction = action({
  input: surveyId,
  run: async (actor, { id }) => {
    await archiveSurvey(actor, id);
    refresh();
  },
});

export const restoreSurveyAction = action({
  input: surveyId,
  run: async (actor, { id }) => {
    await restoreSurvey(actor, id);
    refresh();
  },
});
