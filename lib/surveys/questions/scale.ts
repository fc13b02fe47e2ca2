import { type AnswerValue, isBlank, isDeclined, type Question, type QuestionProblem, type Reading } from "./kind";

/** The points of a scale, lowest first. */
export function pointsOf(question: Pick<Question, "scaleMin" | "scaleMax">): number[] {
  if (question.scaleMin === null || question.scaleMax === null) return [];
  const { scaleMin } = question;
  return Array.from({ length: question.scaleMax - scaleMin + 1 }, (_, i) => scaleMin + i);
}

/** A whole number between the ends of the scale, as text or number. */
export function readPoint(given: unknown, question: Question): Reading {
  if (isDeclined(given) && question.notSay) return { ok: true, answer: null };
  if (isBlank(given)) return question.required ? { ok: false, problem: "choose" } : { ok: true, answer: null };
  const point =
    typeof given === "number" ? given : typeof given === "string" && /^\d{1,3}$/.test(given) ? +given : null;
  if (point === null || !Number.isInteger(point)) return { ok: false, problem: "outside" };
  if (point < (question.scaleMin ?? 0) || point > (question.scaleMax ?? -1)) return { ok: false, problem: "outside" };
  return { ok: true, answer: { value: point, text: null } };
}

export const showPoint = (answer: AnswerValue): string => (answer.value === null ? "" : String(answer.value));

/** A scale that starts at `min` and has between `least` and `most` points. */
export function scaleProblems(question: Question, min: number, counts: number[]): QuestionProblem[] {
  const count = (question.scaleMax ?? min - 1) - min + 1;
  if (question.scaleMin === min && counts.includes(count)) return [];
  return [{ field: "scaleMax", message: `This question has a scale from ${min}, with ${counts.join(", ")} points.` }];
}
