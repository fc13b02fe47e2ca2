import { fUpperLog, tQuantile, tTwoSidedLog } from "./distributions";
import { correlationsOf, inverseOf, type Scatter, scatterOf } from "./scatter";
import type { Interval } from "./types";

/** A coefficient in the outcome's unit per unit of its predictor. */
export type Coefficient = {
  estimate: number;
  standardError: number;
  t: number;
  interval: Interval;
  logP: number;
  p: number;
};

/** A fitted line; slopes are in the order of the predictors, `beta` is the slope in standard deviations. */
export type LeastSquares = {
  n: number;
  /** Residual degrees of freedom, n − predictors − 1. */
  df: number;
  intercept: Coefficient;
  slopes: (Coefficient & { beta: number })[];
  /** Share (0 to 1) of the outcome's variance that the predictors explain together. */
  r2: number;
  adjustedR2: number;
  /** In the outcome's unit. */
  residualSd: number;
  f: number;
  logP: number;
  p: number;
};

/** Estimate, t test and 95 % interval from a standard error. */
export function coefficient(estimate: number, standardError: number, df: number): Coefficient {
  const t = estimate / standardError;
  const half = tQuantile(0.975, df) * standardError;
  const logP = tTwoSidedLog(t, df);
  return {
    estimate,
    standardError,
    t,
    interval: { low: estimate - half, high: estimate + half },
    logP,
    p: Math.exp(logP),
  };
}

/**
 * Ordinary least squares from a scatter whose last column is the outcome and whose other columns are the predictors.
 *
 * Null when there are no predictors, no more rows than coefficients, when the outcome or a predictor does not vary,
 * when a predictor is a combination of the others, or when the line leaves no residual.
 */
export function leastSquaresFromScatter(scatter: Scatter): LeastSquares | null {
  const { n, means, products } = scatter;
  const count = means.length - 1;
  const df = n - count - 1;
  if (count < 1 || df < 1) return null;
  const squaresY = products[count]?.[count] as number;
  const predictors = products.slice(0, count).map((line) => line.slice(0, count));
  const inverse = inverseOf(predictors);
  if (!(squaresY > 0) || inverse === null) return null;
  const withOutcome = products.slice(0, count).map((line) => line[count] as number);
  const dot = (a: readonly number[], b: readonly number[]) => a.reduce((sum, x, i) => sum + x * (b[i] as number), 0);
  const estimates = inverse.map((line) => dot(line, withOutcome));
  const r2 = Math.min(1, dot(estimates, withOutcome) / squaresY);
  if (1 - r2 < 1e-13) return null;
  const residualVariance = ((1 - r2) * squaresY) / df;
  const f = r2 / count / ((1 - r2) / df);
  const logP = fUpperLog(f, count, df);
  const meansX = means.slice(0, count);
  const leverage = dot(
    meansX,
    inverse.map((line) => dot(line, meansX)),
  );
  return {
    n,
    df,
    intercept: coefficient(
      (means[count] as number) - dot(estimates, meansX),
      Math.sqrt(residualVariance * (1 / n + leverage)),
      df,
    ),
    slopes: estimates.map((estimate, i) => ({
      ...coefficient(estimate, Math.sqrt(residualVariance * (inverse[i]?.[i] as number)), df),
      beta: estimate * Math.sqrt((predictors[i]?.[i] as number) / squaresY),
    })),
    r2,
    adjustedR2: 1 - ((1 - r2) * (n - 1)) / df,
    residualSd: Math.sqrt(residualVariance),
    f,
    logP,
    p: Math.exp(logP),
  };
}

/**
 * Ordinary least squares of `outcome` on `predictors` (one row per case) with an intercept. Null as above; throws
 * RangeError when the lengths differ or a value is not finite.
 */
export function leastSquares(
  predictors: readonly (readonly number[])[],
  outcome: readonly number[],
): LeastSquares | null {
  if (predictors.length !== outcome.length) throw new RangeError("as many outcomes as rows are needed");
  return leastSquaresFromScatter(scatterOf(predictors.map((row, i) => [...row, outcome[i] as number])));
}

/** Correlations among predictors and with the outcome (the last column): what key drivers are computed from. */
export function driverCorrelations(scatter: Scatter): { among: number[][]; withOutcome: number[] } {
  const all = correlationsOf(scatter);
  const count = all.length - 1;
  return {
    among: all.slice(0, count).map((line) => line.slice(0, count)),
    withOutcome: all.slice(0, count).map((line) => line[count] as number),
  };
}
