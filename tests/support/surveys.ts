import type { Actor } from "../../lib/auth/actor";
import { inWorkspace } from "../../lib/db";
import { newId } from "../../lib/id";
import { createLink, createSurvey, publishSurvey, updateDraft } from "../../lib/surveys/commands";
import { type LiveSurvey, liveSurvey } from "../../lib/surveys/live-survey-sql";
import type { Question } from "../../lib/surveys/questions/kind";
import type { SurveyDraft } from "../../lib/surveys/schema";
import { newQuestion } from "../../lib/surveys/templates";

/** Recommend, reason, a rating of 1–5 and a choice. */
export const fourQuestions = (touchpointId: string | null = null): Question[] => [
  newQuestion("nps", "recommend", { label: "Would you recommend us?" }),
  newQuestion("text", "reason", { label: "Why?" }),
  newQuestion("rating", "boarding", { label: "How was boarding?", touchpointId }),
  newQuestion("choice", "purpose", {
    label: "Why did you travel?",
    options: [
      { value: 1, label: "Work" },
      { value: 2, label: "Family" },
    ],
  }),
];

/** A published survey with an open link. */
export async function publishedSurvey(
  actor: Actor,
  fields: Partial<SurveyDraft> = {},
): Promise<{ surveyId: string; versionId: string; token: string; linkId: string }> {
  const { id: surveyId } = await createSurvey(actor, { name: "Flights", template: "empty" });
  const draft = { about: "", thanks: "", promise: "identified" as const, questions: fourQuestions(), ...fields };
  await updateDraft(actor, { id: surveyId, name: "Flights", draft });
  const { versionId } = await publishSurvey(actor, surveyId);
  const link = await inWorkspace(actor).surveyLink.findFirstOrThrow({ where: { surveyId } });
  return { surveyId, versionId, token: link.token, linkId: link.id };
}

/** A customer and their own link to the survey. */
export async function personalLink(actor: Actor, surveyId: string, name = "Amara Obi") {
  const customerId = newId();
  await inWorkspace(actor).customer.create({ data: { workspaceId: actor.workspaceId, id: customerId, name } });
  const link = await createLink(actor, { surveyId, name: "By e-mail", customerId });
  return { customerId, linkId: link.id, token: link.token };
}

/** Where a token leads, which the test expects to exist. */
export async function live(token: string): Promise<LiveSurvey> {
  const survey = await liveSurvey(token);
  if (!survey) throw new Error(`no survey at ${token}`);
  return survey;
}
