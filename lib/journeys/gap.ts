import { type Moments, meanOf } from "../stats/moments";
import type { Interval } from "../stats/types";

/** A statistic stands from 30 answers on; before, it is said to be indicative. */
const INDICATIVE_UNDER = 30;

/**
 * Desired against actual at a step. Gaps are positive where the actual falls short, in the rating's own units; their
 * interval is that of the actual mean.
 */
export type Gap = {
  desired: number | null;
  /** Null without answers, or with fewer than the workspace shows. */
  actual: number | null;
  interval: Interval | null;
  n: number;
  gap: number | null;
  gapInterval: Interval | null;
  /** short, above: the gap's interval leaves out 0. unproved: it holds 0. */
  verdict: "short" | "above" | "unproved" | "unknown";
  state: "ok" | "indicative" | "hidden" | "empty";
  /** The gap divided by the scale's range, −1 to 1: what makes gaps on different scales comparable. */
  gapShare: number | null;
};

/** @param k no statistic under this many answers */
export function gapOf(
  desired: number | null,
  moments: Moments,
  scale: { min: number; max: number } | null,
  k: number,
): Gap {
  const { n } = moments;
  const none: Gap = {
    desired,
    actual: null,
    interval: null,
    n,
    gap: null,
    gapInterval: null,
    verdict: "unknown",
    state: n === 0 ? "empty" : "hidden",
    gapShare: null,
  };
  if (n < k || n === 0) return none;
  const mean = meanOf(moments);
  const actual = mean?.mean ?? moments.sum / n;
  const interval = mean?.interval ?? null;
  const gap = desired === null ? null : desired - actual;
  const gapInterval =
    desired === null || !interval ? null : { low: desired - interval.high, high: desired - interval.low };
  return {
    desired,
    actual,
    interval,
    n,
    gap,
    gapInterval,
    verdict: !gapInterval ? "unknown" : gapInterval.low > 0 ? "short" : gapInterval.high < 0 ? "above" : "unproved",
    state: n < INDICATIVE_UNDER ? "indicative" : "ok",
    gapShare: gap === null || !scale ? null : gap / (scale.max - scale.min),
  };
}

/** Proved shortfalls first, the largest share of the scale at the top; unproved ones below them, unknown ones last. */
export function byGap(a: Gap, b: Gap): number {
  const rank = ({ verdict }: Gap) => (verdict === "short" ? 0 : verdict === "unknown" ? 2 : 1);
  return rank(a) - rank(b) || (b.gapShare ?? -2) - (a.gapShare ?? -2);
}

/** Steps of a map, the furthest short first. */
export function stepsByGap<S extends { gap: Gap }>(map: { stages: readonly { steps: readonly S[] }[] }): S[] {
  return map.stages.flatMap(({ steps }) => steps).sort((a, b) => byGap(a.gap, b.gap));
}
