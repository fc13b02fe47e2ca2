import { tQuantile, tTwoSidedLog, Z_975 } from "./distributions";
import { type Moments, squaredDeviations } from "./moments";
import type { Interval } from "./types";

/** Two groups' means compared; differences are a − b. */
export type MeanComparison = {
  /** In the values' own unit. */
  difference: number;
  interval: Interval;
  t: number;
  /** Welch and Satterthwaite's degrees of freedom; not a whole number. */
  df: number;
  /** Cohen's d: the difference in pooled standard deviations. */
  d: number;
  dInterval: Interval;
  logP: number;
  p: number;
  n: number;
};

/**
 * Welch's test of two means, with Cohen's d.
 *
 * Null when a group has fewer than 2 values, or when neither group varies at all: without any spread there is no
 * measure of how far apart is far. The interval of d is the large-sample one of Hedges and Olkin (Statistical Methods
 * for Meta-Analysis, 1985): variance (n₁ + n₂) / (n₁ n₂) + d² / (2 (n₁ + n₂)).
 */
export function welch(a: Moments, b: Moments): MeanComparison | null {
  if (a.n < 2 || b.n < 2) return null;
  const squaresA = squaredDeviations(a);
  const squaresB = squaredDeviations(b);
  if (squaresA === 0 && squaresB === 0) return null;
  const partA = squaresA / (a.n - 1) / a.n;
  const partB = squaresB / (b.n - 1) / b.n;
  const squaredError = partA + partB;
  const standardError = Math.sqrt(squaredError);
  const difference = a.sum / a.n - b.sum / b.n;
  const t = difference / standardError;
  const weightA = partA / squaredError;
  const weightB = partB / squaredError;
  const df = 1 / ((weightA * weightA) / (a.n - 1) + (weightB * weightB) / (b.n - 1));
  const half = tQuantile(0.975, df) * standardError;
  const n = a.n + b.n;
  const d = difference / Math.sqrt((squaresA + squaresB) / (n - 2));
  const dHalf = Z_975 * Math.sqrt(n / (a.n * b.n) + (d * d) / (2 * n));
  const logP = tTwoSidedLog(t, df);
  return {
    difference,
    interval: { low: difference - half, high: difference + half },
    t,
    df,
    d,
    dInterval: { low: d - dHalf, high: d + dHalf },
    logP,
    p: Math.exp(logP),
    n,
  };
}
