import type { QuestionKind } from "./kind";
import { readPoint, scaleProblems, showPoint } from "./scale";

/** Customer effort: 1 to 7 where higher is easier (CES 2.0), or the older 1 to 5 that runs the other way. */
export const effort: QuestionKind = {
  starts: {
    scaleMin: 1,
    scaleMax: 7,
    lowLabel: "Strongly disagree",
    highLabel: "Strongly agree",
    direction: "higher",
    measure: "ces",
    options: [],
    required: true,
    notSay: true,
  },
  edits: {
    points: [5, 7],
    directions: ["higher", "lower"],
    measures: [],
    endLabels: true,
    options: false,
    notSay: true,
  },
  problems: (question) => [
    ...scaleProblems(question, 1, [5, 7]),
    ...(question.measure === "ces" ? [] : [{ field: "measure" as const, message: "Effort is measured as CES." }]),
    ...(question.direction === "none" ? [{ field: "direction" as const, message: "Say whether more is easier." }] : []),
  ],
  read: readPoint,
  show: showPoint,
};
