import { z } from "zod";
import type { AnswerProblem, AnswerValue } from "../surveys/questions/kind";
import { QUESTION_KINDS } from "../surveys/questions/registry";
import type { SurveyDefinition } from "../surveys/schema";

/** What a respondent's page or a program sends. `answers` are checked question by question (readAnswers). */
export const submission = z.object({
  /** Made by the sender, so that sending twice stores once. */
  responseId: z.uuid("Must be a UUID that you make yourself."),
  /** The version that was answered; the link's present one when absent. */
  versionId: z.uuid("Must be the id of a published version.").optional(),
  /** By the questions' keys. A missing, null or empty one is not answered. */
  answers: z.record(z.string().max(40), z.union([z.string().max(20_000), z.number(), z.null()])),
});
export type Submission = z.output<typeof submission>;

export type ReadAnswer = AnswerValue & { itemId: string; touchpointId: string | null };

/** At which question what is wrong; "" is the whole form. */
export type AnswerProblems = Record<string, AnswerProblem | "nothing" | "unknown">;

/**
 * Checks what was given against the questions of a version.
 * @returns the answers in the questions' order, or what is wrong with which
 */
export function readAnswers(
  definition: SurveyDefinition,
  given: Submission["answers"],
): { ok: true; answers: ReadAnswer[] } | { ok: false; problems: AnswerProblems } {
  const answers: ReadAnswer[] = [];
  const problems: AnswerProblems = {};
  const keys = new Set<string>();
  for (const question of definition.questions) {
    keys.add(question.key);
    const own = Object.hasOwn(given, question.key) ? given[question.key] : undefined;
    const reading = QUESTION_KINDS[question.kind].read(own, question);
    if (!reading.ok) problems[question.key] = reading.problem;
    else if (reading.answer) {
      answers.push({ ...reading.answer, itemId: question.itemId, touchpointId: question.touchpointId });
    }
  }
  for (const key of Object.keys(given)) if (!keys.has(key)) problems[key] = "unknown";
  if (Object.keys(problems).length > 0) return { ok: false, problems };
  return answers.length > 0 ? { ok: true, answers } : { ok: false, problems: { "": "nothing" } };
}
