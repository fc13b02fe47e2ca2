import type { SegmentRule } from "../segments/schema";

/** One of the conditions that health is the weighted mean of. */
export type HealthCondition = {
  id: string;
  name: string;
  /** Counts for this segment's customers only. */
  segmentId: string | null;
  /** 1 to 10 */
  weight: number;
  good: SegmentRule;
  bad: SegmentRule;
};

/** 10 where the good rule holds, 0 where the bad one does (also when both do), 5 between. */
export type HealthPoint = 0 | 5 | 10;

/** Health under this is trouble; from HEALTHY on all is well. */
export const TROUBLE_UNDER = 5;
export const HEALTHY_FROM = 7;

export type HealthClass = "trouble" | "watch" | "healthy";
export const healthClass = (score: number): HealthClass =>
  score < TROUBLE_UNDER ? "trouble" : score < HEALTHY_FROM ? "watch" : "healthy";

/** A rule of thumb, not a forecast: health 10 is no risk, health 0 is all of it. @returns 0 to 1 */
export const riskOfHealth = (score: number): number => (10 - score) / 10;

/** What every workspace begins with; the names are messages "health.ready.<key>". */
export const READY_CONDITIONS = {
  score: {
    weight: 3,
    good: { all: [{ field: "lastNps", op: "atLeast", value: 9 }] },
    bad: { all: [{ field: "lastNps", op: "atMost", value: 6 }] },
  },
  cases: {
    weight: 2,
    good: { all: [{ field: "openCases", op: "equals", value: 0 }] },
    bad: { all: [{ field: "openCases", op: "atLeast", value: 2 }] },
  },
  contact: {
    weight: 2,
    good: { all: [{ field: "lastInteractionAt", op: "withinLast", value: 30 }] },
    bad: { all: [{ field: "lastInteractionAt", op: "olderThan", value: 90 }] },
  },
  orders: {
    weight: 2,
    good: { all: [{ field: "lastOrderAt", op: "withinLast", value: 90 }] },
    bad: { all: [{ field: "lastOrderAt", op: "olderThan", value: 200 }] },
  },
  answers: {
    weight: 1,
    good: { all: [{ field: "lastAnswerAt", op: "withinLast", value: 120 }] },
    bad: { all: [{ field: "lastAnswerAt", op: "olderThan", value: 365 }] },
  },
} as const satisfies Record<string, { weight: number; good: SegmentRule; bad: SegmentRule }>;

/** English names of the ready conditions, as they are stored; a manager may rename them. */
export const READY_NAMES: Record<keyof typeof READY_CONDITIONS, string> = {
  score: "Latest score",
  cases: "Open cases",
  contact: "Time since contact",
  orders: "Time since the last order",
  answers: "Still answers",
};
