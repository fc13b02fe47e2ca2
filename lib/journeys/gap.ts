import { welch } from "../stats/means";
import { type Moments, meanOf } from "../stats/moments";
import { type NpsCounts, nps, npsDifference } from "../stats/nps";
import type { Interval } from "../stats/types";

/** A statistic stands from 30 answers on; before, it is said to be indicative. */
const INDICATIVE_UNDER = 30;

/**
 * Desired against actual at a step. Gaps are positive where the actual falls short, in the rating's own units; their
 * interval is that of the actual mean.
 */
export type Gap = {
  desired: number | null;
  /** Null without answers, and where it must stay hidden. */
  actual: number | null;
  interval: Interval | null;
  n: number;
  gap: number | null;
  gapInterval: Interval | null;
  /** short, above: the gap's interval leaves out 0. unproved: it holds 0. */
  verdict: "short" | "above" | "unproved" | "unknown";
  state: "ok" | "indicative" | "hidden" | "empty";
  /**
   * Why it is hidden. few: under k answers. others: it is a part of everybody's number, and the rest of that are under k
   * answers, which would be the one less the other.
   */
  hiddenFor: "few" | "others" | null;
  /** The gap divided by the scale's range, −1 to 1: what makes gaps on different scales comparable. */
  gapShare: number | null;
};

/** Which end of a scale is the good one. */
export type Better = "higher" | "lower";
/** @property others answers that everybody's number has beside these; null when these are everybody's */
export type GapContext = { better?: Better; others?: number | null };
export type Scale = { min: number; max: number };

/** Whether answers of so many others could be worked out from everybody's number and this one. */
const givesAway = (others: number | null, k: number) => others !== null && others > 0 && others < k;

function emptyGap(desired: number | null, n: number, hiddenFor: Gap["hiddenFor"]): Gap {
  return {
    desired,
    actual: null,
    interval: null,
    n,
    gap: null,
    gapInterval: null,
    verdict: "unknown",
    state: hiddenFor ? "hidden" : "empty",
    hiddenFor,
    gapShare: null,
  };
}

/** The same step with its number hidden where so few answered; for numbers that were kept when fewer were enough. */
export const hideUnder = (gap: Gap, k: number): Gap =>
  gap.actual !== null && gap.n < k ? emptyGap(gap.desired, gap.n, "few") : gap;

/** Why answers must stay hidden; null when there are none, or when they may be shown. */
const reasonToHide = (n: number, others: number | null, k: number): Gap["hiddenFor"] =>
  n === 0 ? null : n < k ? "few" : givesAway(others, k) ? "others" : null;

function held(
  desired: number | null,
  { actual, interval, n }: { actual: number; interval: Interval | null; n: number },
  scale: Scale | null,
  better: Better,
): Gap {
  const sign = better === "higher" ? 1 : -1;
  const gap = desired === null ? null : sign * (desired - actual);
  const ends =
    desired === null || !interval ? null : [sign * (desired - interval.high), sign * (desired - interval.low)];
  const gapInterval = ends && { low: Math.min(...ends), high: Math.max(...ends) };
  return {
    desired,
    actual,
    interval,
    n,
    gap,
    gapInterval,
    verdict: !gapInterval ? "unknown" : gapInterval.low > 0 ? "short" : gapInterval.high < 0 ? "above" : "unproved",
    state: n < INDICATIVE_UNDER ? "indicative" : "ok",
    hiddenFor: null,
    gapShare: gap === null || !scale ? null : gap / (scale.max - scale.min),
  };
}

/**
 * Of a mean.
 * @param k no statistic under this many answers
 */
export function gapOf(
  desired: number | null,
  moments: Moments,
  scale: Scale | null,
  k: number,
  { better = "higher", others = null }: GapContext = {},
): Gap {
  const { n } = moments;
  const hiddenFor = reasonToHide(n, others, k);
  if (hiddenFor || n === 0) return emptyGap(desired, n, hiddenFor);
  const mean = meanOf(moments);
  return held(desired, { actual: mean?.mean ?? moments.sum / n, interval: mean?.interval ?? null, n }, scale, better);
}

const NPS_SCALE = { min: -100, max: 100 };

/** Of a net promoter score, in its points. */
export function npsGapOf(desired: number | null, counts: NpsCounts, k: number, others: number | null = null): Gap {
  const score = nps(counts);
  const n = score?.n ?? 0;
  const hiddenFor = reasonToHide(n, others, k);
  if (!score || hiddenFor) return emptyGap(desired, n, hiddenFor);
  return held(desired, { actual: score.score, interval: score.interval, n }, NPS_SCALE, "higher");
}

/** A change against the period before, in the measure's own units; better and worse say that its interval leaves out 0. */
export type Trend = { difference: number; interval: Interval; verdict: "better" | "worse" | "same" };

const trendOf = (change: { difference: number; interval: Interval }, better: Better): Trend => {
  const { difference, interval } = change;
  const moved = interval.low > 0 ? "up" : interval.high < 0 ? "down" : null;
  const good = better === "higher" ? "up" : "down";
  return { difference, interval, verdict: moved === null ? "same" : moved === good ? "better" : "worse" };
};

/** Null when either period has fewer than k answers, or no spread to tell them apart by. */
export function meanTrend(now: Moments, before: Moments, k: number, better: Better = "higher"): Trend | null {
  if (now.n < k || before.n < k) return null;
  const change = welch(now, before);
  return change && trendOf(change, better);
}

export function npsTrend(now: NpsCounts, before: NpsCounts, k: number): Trend | null {
  const size = ({ promoters, passives, detractors }: NpsCounts) => promoters + passives + detractors;
  if (size(now) < Math.max(k, 1) || size(before) < Math.max(k, 1)) return null;
  const change = npsDifference(now, before);
  return change && trendOf(change, "higher");
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
