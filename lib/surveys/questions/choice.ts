import { isBlank, isDeclined, type QuestionKind } from "./kind";

/** One of several options. */
export const choice: QuestionKind = {
  starts: {
    scaleMin: null,
    scaleMax: null,
    lowLabel: "",
    highLabel: "",
    direction: "none",
    measure: "other",
    options: [
      { value: 1, label: "Yes" },
      { value: 2, label: "No" },
    ],
    required: false,
    notSay: true,
  },
  edits: { points: [], directions: [], measures: [], endLabels: false, options: true, notSay: true },
  problems: (question) => {
    if (question.options.length < 2) return [{ field: "options", message: "Give at least two options." }];
    if (question.options.some((option) => option.label.trim() === "")) {
      return [{ field: "options", message: "Every option needs words." }];
    }
    const values = new Set(question.options.map((option) => option.value));
    const labels = new Set(question.options.map((option) => option.label.trim().toLowerCase()));
    return values.size < question.options.length || labels.size < question.options.length
      ? [{ field: "options", message: "Two options are the same." }]
      : [];
  },
  read: (given, question) => {
    if (isDeclined(given) && question.notSay) return { ok: true, answer: null };
    if (isBlank(given)) return question.required ? { ok: false, problem: "choose" } : { ok: true, answer: null };
    const value =
      typeof given === "number" ? given : typeof given === "string" && /^\d{1,4}$/.test(given) ? +given : null;
    return question.options.some((option) => option.value === value)
      ? { ok: true, answer: { value, text: null } }
      : { ok: false, problem: "outside" };
  },
  show: (answer, question) =>
    question.options.find((option) => option.value === answer.value)?.label ?? String(answer.value ?? ""),
};
