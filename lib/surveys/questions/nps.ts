import type { QuestionKind } from "./kind";
import { readPoint, scaleProblems, showPoint } from "./scale";

/** Likelihood to recommend, 0 to 10: the only question that a net promoter score comes from. */
export const nps: QuestionKind = {
  starts: {
    scaleMin: 0,
    scaleMax: 10,
    lowLabel: "Not at all likely",
    highLabel: "Extremely likely",
    direction: "higher",
    measure: "nps",
    options: [],
    required: true,
    notSay: true,
  },
  edits: { points: [], directions: [], measures: [], endLabels: true, options: false, notSay: true },
  problems: (question) => [
    ...scaleProblems(question, 0, [11]),
    ...(question.measure === "nps" && question.direction === "higher"
      ? []
      : [{ field: "measure" as const, message: "A likelihood to recommend is measured as NPS." }]),
  ],
  read: readPoint,
  show: showPoint,
};
