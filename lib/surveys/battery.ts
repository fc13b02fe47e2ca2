import type { ExperienceResponse } from "../generated/prisma/enums";
import type { Question } from "./questions/kind";
import { freeKey, newQuestion } from "./templates";

/** The five responses of which an experience consists, in the order in which they are asked and drawn. */
export const RESPONSES = [
  "sensory",
  "affective",
  "cognitive",
  "physical",
  "social",
] as const satisfies readonly ExperienceResponse[];

/** What each question of the battery says; 1 to 5, more is better. Its words may be changed, what it measures may not. */
const STATEMENTS: Record<ExperienceResponse, (touchpoint: string) => string> = {
  sensory: (name) => `${name}: what I saw, heard, smelled and felt there was pleasant.`,
  affective: (name) => `${name}: it left me in a good mood.`,
  cognitive: (name) => `${name}: it held my interest, and I understood what was going on.`,
  physical: (name) => `${name}: my body was at ease, and what I had to do took little strength.`,
  social: (name) => `${name}: I felt that I was in good company and well treated.`,
};

/**
 * Five questions about how a touchpoint is experienced. Their measure is none of satisfaction's: agreeing that it smelled
 * good is not being satisfied.
 * @param taken keys that the survey has already
 */
export function batteryFor(touchpoint: { id: string; name: string }, taken: Iterable<string>): Question[] {
  const keys = new Set(taken);
  return RESPONSES.map((response) => {
    const key = freeKey(response, keys);
    keys.add(key);
    return newQuestion("rating", key, {
      label: STATEMENTS[response](touchpoint.name).slice(0, 300),
      touchpointId: touchpoint.id,
      lowLabel: "Not at all",
      highLabel: "Completely",
      measure: "other",
      response,
    });
  });
}

/** True when some battery about the touchpoint is asked already. */
export const hasBattery = (questions: readonly Question[], touchpointId: string): boolean =>
  questions.some((question) => question.touchpointId === touchpointId && Boolean(question.response));
