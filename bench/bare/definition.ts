import { QUESTION_KINDS } from "@/lib/surveys/questions/registry";
import { type SurveyDefinition, surveyDefinition } from "@/lib/surveys/schema";

/** The five questions that both servers ask: a likelihood to recommend and four ratings. */
export const QUESTIONS = [
  { key: "nps", kind: "nps" },
  { key: "boarding", kind: "rating" },
  { key: "seat", kind: "rating" },
  { key: "food", kind: "rating" },
  { key: "baggage", kind: "rating" },
] as const;

/** @param itemIds one a question */
export function definitionOf(itemIds: readonly string[]): SurveyDefinition {
  return surveyDefinition.parse({
    questions: QUESTIONS.map(({ key, kind }, index) => ({
      ...QUESTION_KINDS[kind].starts,
      key,
      kind,
      label: `Question ${key}`,
      required: kind === "nps",
      touchpointId: null,
      options: [],
      itemId: itemIds[index],
    })),
  });
}
