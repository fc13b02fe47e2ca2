import { type Coefficient, coefficient } from "./regression";
import { inverseOf } from "./scatter";

/** A series before and after a change; values per step are in the unit of the series per period. */
export type SegmentedFit = {
  n: number;
  /** How many neighbouring periods' errors may go together. */
  lag: number;
  /** The line before the change, at period 0. */
  level: Coefficient;
  /** Its rise per period. */
  trend: Coefficient;
  /** The jump at the change. */
  step: Coefficient;
  /** How much faster it rises after the change than before. */
  trendChange: Coefficient;
};

/**
 * Segmented regression of a series with one value per period: y = level + trend · t + step · after + trendChange ·
 * (periods since), t = 1, 2, …; standard errors of Newey and West (Econometrica 1987, Bartlett weights, no
 * prewhitening, no small-sample factor), so that neighbouring periods may resemble each other; t tests and intervals
 * with n − 4 degrees of freedom.
 *
 * @param changeAfter how many periods lie before the change.
 * @param lag default: the whole part of 4 (n / 100)^(2/9).
 * Null with fewer than 3 periods on a side, or when the lines leave no residual. Throws RangeError for a value that is
 * not finite.
 */
export function segmentedRegression(
  y: readonly number[],
  changeAfter: number,
  lag: number = Math.floor(4 * (y.length / 100) ** (2 / 9)),
): SegmentedFit | null {
  const n = y.length;
  if (y.some((value) => !Number.isFinite(value))) throw new RangeError("a series holds finite numbers");
  if (changeAfter < 3 || n - changeAfter < 3) return null;
  const design = y.map((_, i) => {
    const t = i + 1;
    return t > changeAfter ? [1, t, 1, t - changeAfter] : [1, t, 0, 0];
  });
  const size = 4;
  const square = (): number[][] => Array.from({ length: size }, () => new Array<number>(size).fill(0));
  const products = square();
  const withOutcome = new Array<number>(size).fill(0);
  design.forEach((row, c) => {
    for (let i = 0; i < size; i++) {
      withOutcome[i] = (withOutcome[i] as number) + (row[i] as number) * (y[c] as number);
      for (let j = 0; j < size; j++) add(products, i, j, (row[i] as number) * (row[j] as number));
    }
  });
  const bread = inverseOf(products);
  if (bread === null) return null;
  const dot = (a: readonly number[], b: readonly number[]) => a.reduce((sum, v, i) => sum + v * (b[i] as number), 0);
  const estimates = bread.map((line) => dot(line, withOutcome));
  const residuals = design.map((row, c) => (y[c] as number) - dot(row, estimates));
  const largest = Math.max(...y.map(Math.abs));
  if (residuals.every((residual) => Math.abs(residual) <= largest * 1e-12)) return null;
  const meat = square();
  for (let apart = 0; apart <= Math.min(lag, n - 1); apart++) {
    const weight = 1 - apart / (lag + 1);
    for (let c = apart; c < n; c++) {
      const product = weight * (residuals[c] as number) * (residuals[c - apart] as number);
      const here = design[c] as number[];
      const there = design[c - apart] as number[];
      for (let i = 0; i < size; i++) {
        for (let j = 0; j < size; j++) {
          const forward = (here[i] as number) * (there[j] as number);
          add(meat, i, j, product * (apart === 0 ? forward : forward + (there[i] as number) * (here[j] as number)));
        }
      }
    }
  }
  const fitted = estimates.map((estimate, i) => {
    const line = bread[i] as number[];
    const variance = dot(
      line,
      meat.map((row) => dot(row, line)),
    );
    return coefficient(estimate, Math.sqrt(Math.max(0, variance)), n - size);
  });
  const [level, trend, step, trendChange] = fitted as [Coefficient, Coefficient, Coefficient, Coefficient];
  return { n, lag, level, trend, step, trendChange };
}

function add(matrix: number[][], i: number, j: number, value: number): void {
  const row = matrix[i] as number[];
  row[j] = (row[j] as number) + value;
}
