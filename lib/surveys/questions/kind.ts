import type { ExperienceResponse, ItemDirection, ItemKind, Measure } from "../../generated/prisma/enums";

/** An option of a choice question; answers store the value, so that wording may change. */
export type Option = { value: number; label: string };

/** One question, as the builder edits it and as a published version keeps it. */
export type Question = {
  /** Stable within the survey: a–z, 0–9 and _. */
  key: string;
  kind: ItemKind;
  /** The question in words. */
  label: string;
  help: string;
  /** It must be answered, or declined where that is offered. */
  required: boolean;
  /** Offers "I'd rather not say", which is not an answer. */
  notSay: boolean;
  touchpointId: string | null;
  scaleMin: number | null;
  scaleMax: number | null;
  lowLabel: string;
  highLabel: string;
  direction: ItemDirection;
  measure: Measure;
  options: Option[];
  /** Set: one of the five questions of the battery about its touchpoint (lib/surveys/battery.ts). */
  response?: ExperienceResponse | null | undefined;
};

/** Stored by an answer: exactly one of the two is set. */
export type AnswerValue = { value: number | null; text: string | null };

export type AnswerProblem = "choose" | "write" | "outside" | "too_long";

/** `answer` is null when the respondent gave none. */
export type Reading = { ok: true; answer: AnswerValue | null } | { ok: false; problem: AnswerProblem };

/** What a wrong question says at which of its fields. */
export type QuestionProblem = { field: keyof Question; message: string };

/** The fields that a kind decides itself; the rest is common to all. */
export type KindFields = Pick<
  Question,
  "scaleMin" | "scaleMax" | "lowLabel" | "highLabel" | "direction" | "measure" | "options" | "required" | "notSay"
>;

/**
 * A kind of question: everything that the rest of the product must know about it. A new kind is one file here, one in
 * components/surveys/questions, and a line in each registry.
 */
export type QuestionKind = {
  /** What a new question of this kind begins with. */
  starts: KindFields;
  /** What the builder lets a person change. */
  edits: {
    /** Numbers of points to choose from; empty when the scale is fixed or absent. */
    points: number[];
    directions: ItemDirection[];
    measures: Measure[];
    endLabels: boolean;
    options: boolean;
    notSay: boolean;
  };
  /** What stands in the way of publishing it. */
  problems(question: Question): QuestionProblem[];
  /**
   * Reads what a form or the API sent.
   * @param given text of a form field, a JSON value, or nothing
   */
  read(given: unknown, question: Question): Reading;
  /** An answer as a person reads it. */
  show(answer: AnswerValue, question: Question): string;
};

/** What a form sends for "I'd rather not say". */
export const NOT_SAID = "-";

/** True when nothing was given, or the respondent declined. */
export const isDeclined = (given: unknown): boolean => given === NOT_SAID;
export const isBlank = (given: unknown): boolean =>
  given === undefined || given === null || (typeof given === "string" && given.trim() === "");
