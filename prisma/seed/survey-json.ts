import { QUESTION_KINDS } from "../../lib/surveys/questions/registry";
import type { PublishedQuestion, SurveyDefinition, SurveyDraft } from "../../lib/surveys/schema";
import { publishableDraft, surveyDefinition } from "../../lib/surveys/schema";
import type { MadeSurvey } from "./surveys";
import { type DemoItem, TOUCHPOINTS } from "./world";

/** A rating is asked by the name of what is rated, everything else in full. */
export const labelOf = (item: DemoItem): string => (item.kind === "rating" ? item.label : item.text);

function questions({ items }: MadeSurvey, touchpointIds: Record<string, string>): PublishedQuestion[] {
  return Object.values(items).map(({ id, demo: item }) => ({
    ...QUESTION_KINDS[item.kind].starts,
    key: item.key,
    kind: item.kind,
    label: labelOf(item),
    help: item.kind === "rating" ? item.text : "",
    required: item.kind === "nps",
    ...(item.response
      ? {
          help: "",
          measure: "other" as const,
          response: item.response,
          lowLabel: "Not at all",
          highLabel: "Completely",
        }
      : {}),
    touchpointId: item.touchpoint ? (touchpointIds[item.touchpoint] ?? null) : null,
    options: item.kind === "choice" ? (item.options ?? []).map((label, index) => ({ value: index + 1, label })) : [],
    itemId: id,
    touchpointName: item.touchpoint ? TOUCHPOINTS[item.touchpoint].name : null,
  }));
}

export function draftOf(survey: MadeSurvey, touchpointIds: Record<string, string>): SurveyDraft {
  const { about, thanks, promise } = survey.demo;
  const asked = questions(survey, touchpointIds).map(({ itemId, touchpointName, ...question }) => question);
  return publishableDraft.parse({ about, thanks, promise, questions: asked });
}

export function definitionOf(survey: MadeSurvey, touchpointIds: Record<string, string>): SurveyDefinition {
  const { about, thanks } = survey.demo;
  return surveyDefinition.parse({ about, thanks, questions: questions(survey, touchpointIds) });
}
