import { normalTwoSidedLog, tQuantile, tTwoSidedLog, Z_975 } from "./distributions";
import { type Moments, squaredDeviations } from "./moments";
import type { Interval } from "./types";

/** Answers to a 0–10 likelihood-to-recommend item: 9–10, 7–8 and 0–6. */
export type NpsCounts = { promoters: number; passives: number; detractors: number };

/** A score in points, −100 to 100, with its standard error in points. */
export type Nps = { score: number; n: number; standardError: number; interval: Interval };

/** A change in points, now − before, −200 to 200. `provable` says that the interval leaves out 0. */
export type NpsChange = {
  difference: number;
  n: number;
  standardError: number;
  interval: Interval;
  logP: number;
  p: number;
  provable: boolean;
};

/**
 * What the people who answered both times have in common: how many they are, the sums of their classes (−1, 0, 1)
 * now and before, and the sum of the products of the two.
 */
export type NpsOverlap = { n: number; sumNow: number; sumBefore: number; sumProduct: number };

/** Pseudo-answers of the adjusted Wald interval: ¾ promoters, ¾ detractors, 1½ passives. */
const ADDED_EXTREMES = 0.75;
const ADDED_ANSWERS = 3;

/** The class of one answer: promoter 1, passive 0, detractor −1. Throws RangeError for anything but a whole 0 to 10. */
export function npsClass(answer: number): -1 | 0 | 1 {
  if (!Number.isInteger(answer) || answer < 0 || answer > 10)
    throw new RangeError("an answer is a whole number, 0 to 10");
  return answer >= 9 ? 1 : answer <= 6 ? -1 : 0;
}

function answered(counts: NpsCounts): number {
  const { promoters, passives, detractors } = counts;
  if (!(promoters >= 0 && passives >= 0 && detractors >= 0)) throw new RangeError("counts cannot be negative");
  return promoters + passives + detractors;
}

/**
 * Variance of one answer's class (−1, 0, 1), from the shares (0 to 1) of promoters and detractors: what a sample size
 * is planned from.
 */
export function npsVariance(promoterShare: number, detractorShare: number): number {
  const balance = promoterShare - detractorShare;
  return promoterShare + detractorShare - balance * balance;
}

/** Squared standard error on a −1 to 1 scale; with the adjusted counts when the plain one is 0 or these are asked for. */
function squaredError(counts: NpsCounts, adjusted: boolean): number {
  const n = answered(counts) + (adjusted ? ADDED_ANSWERS : 0);
  const added = adjusted ? ADDED_EXTREMES : 0;
  return npsVariance((counts.promoters + added) / n, (counts.detractors + added) / n) / n;
}

/**
 * Net promoter score: 100 × (promoters − detractors) / answered; passives stay in the denominator.
 *
 * The interval is the adjusted Wald one (the best of those compared by Rocks, The American Statistician 2016): three
 * answers are added, ¾ promoter and ¾ detractor among them, and it is cut at ±100. It is centred on the adjusted
 * score, nearer to 0 than the score itself, so that with a single answer of ±100 it ends just short of the score.
 * Null without answers; throws RangeError for negative counts.
 */
export function nps(counts: NpsCounts): Nps | null {
  const n = answered(counts);
  if (n === 0) return null;
  const adjustedN = n + ADDED_ANSWERS;
  const center = (100 * (counts.promoters - counts.detractors)) / adjustedN;
  const half = 100 * Z_975 * Math.sqrt(squaredError(counts, true));
  return {
    score: (100 * (counts.promoters - counts.detractors)) / n,
    n,
    standardError: 100 * Math.sqrt(squaredError(counts, false)),
    interval: { low: Math.max(-100, center - half), high: Math.min(100, center + half) },
  };
}

/** `logP` and `p` from the test, the interval around the observed difference, cut at what is possible. */
function change(difference: number, n: number, standardError: number, quantile: number, logP: number): NpsChange {
  const low = Math.max(-200, difference - quantile * standardError);
  const high = Math.min(200, difference + quantile * standardError);
  return {
    difference,
    n,
    standardError,
    interval: { low, high },
    logP,
    p: Math.exp(logP),
    provable: low > 0 || high < 0,
  };
}

/**
 * Change of the score between two periods or groups: z = difference / sqrt(SE₁² + SE₂²). A group whose standard error
 * is 0 (all answered alike) takes that of the adjusted counts; the difference shown stays the observed one.
 *
 * @param overlap given when part of the people answered both times: twice their covariance is taken off the variance.
 * Without it the two groups are taken as independent. `n` counts the answers of both. Null when either has none.
 */
export function npsDifference(now: NpsCounts, before: NpsCounts, overlap?: NpsOverlap): NpsChange | null {
  const nNow = answered(now);
  const nBefore = answered(before);
  if (nNow === 0 || nBefore === 0) return null;
  const difference =
    (100 * (now.promoters - now.detractors)) / nNow - (100 * (before.promoters - before.detractors)) / nBefore;
  const independent =
    (squaredError(now, false) || squaredError(now, true)) + (squaredError(before, false) || squaredError(before, true));
  let variance = independent;
  if (overlap && overlap.n > 0) {
    if (overlap.n > nNow || overlap.n > nBefore) throw new RangeError("more people in common than answered");
    const covariance = overlap.sumProduct / overlap.n - (overlap.sumNow / overlap.n) * (overlap.sumBefore / overlap.n);
    const shared = (2 * overlap.n * covariance) / (nNow * nBefore);
    // The same people giving the same answers leave no variance at all; then the cautious figure stands.
    if (shared < independent * (1 - 1e-9)) variance = independent - shared;
  }
  const standardError = 100 * Math.sqrt(variance);
  return change(difference, nNow + nBefore, standardError, Z_975, normalTwoSidedLog(difference / standardError));
}

/**
 * Moments of the change of class (−2 to 2) of people who answered twice: what `npsPaired` needs. The two lists are in
 * the same order of people, answers 0 to 10. Throws RangeError when their lengths differ.
 */
export function npsChanges(now: readonly number[], before: readonly number[]): Moments {
  if (now.length !== before.length) throw new RangeError("paired answers come in equal numbers");
  let sum = 0;
  let sumSq = 0;
  for (let i = 0; i < now.length; i++) {
    const step = npsClass(now[i] as number) - npsClass(before[i] as number);
    sum += step;
    sumSq += step * step;
  }
  return { n: now.length, sum, sumSq };
}

/**
 * Change of the score of the same people asked twice: a one-sample t test of their changes of class (now − before).
 * When all changed alike, three pairs (−1, 0, +1) are added for the standard error, in the manner of the adjusted
 * counts. `n` counts people. Null with fewer than 2.
 */
export function npsPaired(changes: Moments): NpsChange | null {
  const { n, sum } = changes;
  if (n < 2) return null;
  const squares = squaredDeviations(changes);
  const variance =
    squares > 0
      ? squares / (n - 1) / n
      : squaredDeviations({ n: n + 3, sum, sumSq: changes.sumSq + 2 }) / (n + 2) / (n + 3);
  const difference = (100 * sum) / n;
  const standardError = 100 * Math.sqrt(variance);
  return change(difference, n, standardError, tQuantile(0.975, n - 1), tTwoSidedLog(difference / standardError, n - 1));
}
