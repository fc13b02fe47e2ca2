import type { SegmentRule } from "./schema";

// Segments that every workspace knows: classes of recency and frequency cover the whole grid without meeting, tiers too.

const recency = (from: number, to: number): SegmentRule => ({ field: "rfmRecency", op: "between", value: [from, to] });
const frequency = (from: number, to: number): SegmentRule => ({
  field: "rfmFrequency",
  op: "between",
  value: [from, to],
});
const tier = (value: string): SegmentRule => ({ field: "valueTier", op: "is", value: [value] });

/** Their words are messages "ready.<key>.name" and "ready.<key>.hint". */
export const READY = {
  champions: { all: [recency(4, 5), frequency(4, 5)] },
  loyal: { all: [recency(3, 3), frequency(4, 5)] },
  potential: { all: [recency(4, 5), frequency(1, 3)] },
  attention: { all: [recency(3, 3), frequency(1, 3)] },
  atRisk: { all: [recency(1, 2), frequency(4, 5)] },
  lost: { all: [recency(1, 2), frequency(1, 3)] },
  topTier: tier("top"),
  middleTier: tier("middle"),
  baseTier: tier("base"),
} as const satisfies Record<string, SegmentRule>;
export type ReadyKey = keyof typeof READY;

export const GRID_KEYS = ["champions", "loyal", "potential", "attention", "atRisk", "lost"] as const;

/** The ready-made segment that a cell of the grid belongs to. */
export function readyOf(recencyClass: number, frequencyClass: number): (typeof GRID_KEYS)[number] {
  const isOften = frequencyClass >= 4;
  if (recencyClass >= 4) return isOften ? "champions" : "potential";
  if (recencyClass === 3) return isOften ? "loyal" : "attention";
  return isOften ? "atRisk" : "lost";
}
