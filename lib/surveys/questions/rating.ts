import type { QuestionKind } from "./kind";
import { readPoint, scaleProblems, showPoint } from "./scale";

const POINTS = [3, 4, 5, 6, 7, 10];

/** A rating from 1 to so many points. */
export const rating: QuestionKind = {
  starts: {
    scaleMin: 1,
    scaleMax: 5,
    lowLabel: "Very poor",
    highLabel: "Excellent",
    direction: "higher",
    measure: "csat",
    options: [],
    required: false,
    notSay: true,
  },
  edits: {
    points: POINTS,
    directions: ["higher", "lower"],
    measures: ["csat", "other"],
    endLabels: true,
    options: false,
    notSay: true,
  },
  problems: (question) => [
    ...scaleProblems(question, 1, POINTS),
    ...(question.measure === "csat" || question.measure === "other"
      ? []
      : [{ field: "measure" as const, message: "A rating is measured as satisfaction, or for itself." }]),
    ...(question.response && question.measure !== "other"
      ? [{ field: "measure" as const, message: "A question of the battery is measured for itself." }]
      : []),
    ...(question.response && !question.touchpointId
      ? [{ field: "touchpointId" as const, message: "Say about which touchpoint the battery is." }]
      : []),
    ...(question.direction === "none" ? [{ field: "direction" as const, message: "Say whether more is better." }] : []),
  ],
  read: readPoint,
  show: showPoint,
};
