import { isBlank, isDeclined, type QuestionKind } from "./kind";

/** Longest text of one answer, in characters. */
export const MAX_TEXT = 5000;

/** Own words. */
export const text: QuestionKind = {
  starts: {
    scaleMin: null,
    scaleMax: null,
    lowLabel: "",
    highLabel: "",
    direction: "none",
    measure: "other",
    options: [],
    required: false,
    // Leaving it empty says the same.
    notSay: false,
  },
  edits: { points: [], directions: [], measures: [], endLabels: false, options: false, notSay: false },
  problems: () => [],
  read: (given, question) => {
    if (isBlank(given) || (isDeclined(given) && question.notSay)) {
      return question.required && !question.notSay ? { ok: false, problem: "write" } : { ok: true, answer: null };
    }
    if (typeof given !== "string") return { ok: false, problem: "outside" };
    // Postgres keeps neither zero characters nor halves of characters in text.
    const whole = given.replaceAll("\u0000", "").replace(/\p{Surrogate}/gu, "\ufffd");
    const words = whole.replaceAll("\r\n", "\n").trim();
    return words.length > MAX_TEXT
      ? { ok: false, problem: "too_long" }
      : { ok: true, answer: words === "" ? null : { value: null, text: words } };
  },
  show: (answer) => answer.text ?? "",
};
