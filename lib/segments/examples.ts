import type { SegmentRule } from "./schema";

/** Rules to begin with; their words are messages "examples.<key>.name" and "examples.<key>.hint". */
export const EXAMPLES = {
  unhappy: {
    all: [
      { field: "npsClass", op: "is", value: ["detractor"] },
      { field: "orders", op: "atLeast", value: 1, where: { days: 365 } },
    ],
  },
  silent: {
    all: [
      { field: "npsClass", op: "is", value: ["promoter"] },
      { field: "lastOrderAt", op: "olderThan", value: 90 },
    ],
  },
  open: {
    all: [
      { field: "openCases", op: "atLeast", value: 1 },
      { field: "interactions", op: "equals", value: 0, where: { days: 7 } },
    ],
  },
  queue: { all: [{ field: "comment", op: "is", value: ["price", "expensive"] }] },
  pipeline: {
    all: [
      { field: "dealStage", op: "is", value: ["attention", "interest", "desire", "action"] },
      { field: "lastNps", op: "below", value: 7 },
    ],
  },
} as const satisfies Record<string, SegmentRule>;
export type ExampleKey = keyof typeof EXAMPLES;
