import { tTwoSidedLog, Z_975 } from "./distributions";
import { midranks } from "./ranks";
import type { Interval } from "./types";

/** Sums over pairs (x, y), as SQL gives them. */
export type PairSums = { n: number; sumX: number; sumY: number; sumXX: number; sumYY: number; sumXY: number };

/** A correlation, −1 to 1. The interval needs 4 pairs; it is null with 3. */
export type Correlation = { r: number; n: number; interval: Interval | null; logP: number; p: number };

/** t test of r with n − 2 degrees of freedom, and Fisher's z interval with the given variance of z. */
function concluded(r: number, n: number, zVariance: number): Correlation {
  const logP = tTwoSidedLog(r * Math.sqrt((n - 2) / ((1 - r) * (1 + r))), n - 2);
  let interval: Interval | null = null;
  if (n >= 4) {
    const half = Z_975 * Math.sqrt(zVariance);
    const z = Math.atanh(r);
    interval = { low: Math.tanh(z - half), high: Math.tanh(z + half) };
  }
  return { r, n, interval, logP, p: Math.exp(logP) };
}

function limited(r: number): number {
  return Math.max(-1, Math.min(1, r));
}

/**
 * Pearson's correlation from sums, with Fisher's z interval (variance 1 / (n − 3)). Null with fewer than 3 pairs or
 * when x or y does not vary.
 */
export function pearsonFromSums({ n, sumX, sumY, sumXX, sumYY, sumXY }: PairSums): Correlation | null {
  if (n < 3) return null;
  const squaresX = n * sumXX - sumX * sumX;
  const squaresY = n * sumYY - sumY * sumY;
  if (!(squaresX > n * sumXX * 1e-13 && squaresY > n * sumYY * 1e-13)) return null;
  const r = limited((n * sumXY - sumX * sumY) / (Math.sqrt(squaresX) * Math.sqrt(squaresY)));
  return concluded(r, n, 1 / (n - 3));
}

/** Deviations from the mean correlated; null when one side does not vary. */
function productMoment(x: ArrayLike<number>, y: ArrayLike<number>): number | null {
  const n = x.length;
  let meanX = 0;
  let meanY = 0;
  for (let i = 0; i < n; i++) {
    meanX += (x[i] as number) / n;
    meanY += (y[i] as number) / n;
  }
  let xx = 0;
  let yy = 0;
  let xy = 0;
  let scale = 0;
  for (let i = 0; i < n; i++) {
    const dx = (x[i] as number) - meanX;
    const dy = (y[i] as number) - meanY;
    xx += dx * dx;
    yy += dy * dy;
    xy += dx * dy;
    scale = Math.max(scale, Math.abs(x[i] as number) * Math.sqrt(yy), Math.abs(y[i] as number) * Math.sqrt(xx));
  }
  const length = Math.sqrt(xx) * Math.sqrt(yy);
  return length > scale * 1e-13 ? limited(xy / length) : null;
}

function requirePairs(x: ArrayLike<number>, y: ArrayLike<number>): void {
  if (x.length !== y.length) throw new RangeError("pairs come in equal numbers");
}

/**
 * Pearson's correlation of pairs, with Fisher's z interval. Null with fewer than 3 pairs or when one side does not
 * vary; throws RangeError when the lengths differ.
 */
export function pearson(x: ArrayLike<number>, y: ArrayLike<number>): Correlation | null {
  requirePairs(x, y);
  const r = x.length < 3 ? null : productMoment(x, y);
  return r === null ? null : concluded(r, x.length, 1 / (x.length - 3));
}

/**
 * Spearman's rank correlation of pairs; ties share their mean rank. The test is the t approximation (R's
 * `exact = FALSE`), the interval Fisher's z with the variance (1 + r² / 2) / (n − 3) of Bonett and Wright
 * (Psychometrika 2000). Null with fewer than 3 pairs or when one side does not vary.
 */
export function spearman(x: ArrayLike<number>, y: ArrayLike<number>): Correlation | null {
  requirePairs(x, y);
  const r = x.length < 3 ? null : productMoment(midranks(x).ranks, midranks(y).ranks);
  return r === null ? null : concluded(r, x.length, (1 + (r * r) / 2) / (x.length - 3));
}
