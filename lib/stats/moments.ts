import { tQuantile } from "./distributions";
import type { Interval } from "./types";

/**
 * What a mean, a spread and a test need to know of any number of values: how many, their sum, and the sum of their
 * squares. Moments of groups add up to the moments of all, so that they can be kept and merged in place of rows.
 */
export type Moments = { n: number; sum: number; sumSq: number };

/** A mean with its spread (sample standard deviation, n − 1) and its 95 % interval by Student's t, in the values' own unit. */
export type Mean = { mean: number; sd: number; n: number; interval: Interval };

/** Moments of no values. */
export const NO_MOMENTS: Readonly<Moments> = Object.freeze({ n: 0, sum: 0, sumSq: 0 });

/** Moments of the values themselves. Throws RangeError for a value that is not a finite number. */
export function momentsOf(values: Iterable<number>): Moments {
  let n = 0;
  let sum = 0;
  let sumSq = 0;
  for (const value of values) {
    if (!Number.isFinite(value)) throw new RangeError("moments are of finite numbers");
    n += 1;
    sum += value;
    sumSq += value * value;
  }
  return { n, sum, sumSq };
}

/** Moments of `counts[i]` times `values[i]`, as a kept histogram has them. Throws RangeError when the lengths differ. */
export function momentsFromCounts(values: readonly number[], counts: readonly number[]): Moments {
  if (values.length !== counts.length) throw new RangeError("as many counts as values are needed");
  let n = 0;
  let sum = 0;
  let sumSq = 0;
  for (let i = 0; i < values.length; i++) {
    const value = values[i] as number;
    const count = counts[i] as number;
    n += count;
    sum += count * value;
    sumSq += count * value * value;
  }
  return { n, sum, sumSq };
}

/** Moments of both groups together. */
export function addMoments(a: Moments, b: Moments): Moments {
  return { n: a.n + b.n, sum: a.sum + b.sum, sumSq: a.sumSq + b.sumSq };
}

/** Moments of what remains of `all` without `part`. Throws RangeError when the part has more values than all. */
export function subtractMoments(all: Moments, part: Moments): Moments {
  if (part.n > all.n) throw new RangeError("a part cannot have more values than all");
  return { n: all.n - part.n, sum: all.sum - part.sum, sumSq: all.sumSq - part.sumSq };
}

/** Moments from a mean and a sample standard deviation, as publications give them. */
export function momentsFromMean(n: number, mean: number, sd: number): Moments {
  return { n, sum: n * mean, sumSq: n * mean * mean + (n - 1) * sd * sd };
}

/**
 * Sum of squared deviations from the mean. Exact when the sums are whole numbers (ratings are), also where n Σx²
 * passes 2^53; for others, what rounding alone can make of equal values counts as 0.
 */
export function squaredDeviations(m: Moments): number {
  const { n, sum, sumSq } = m;
  const left = n * sumSq;
  const right = sum * sum;
  if (left <= Number.MAX_SAFE_INTEGER && right <= Number.MAX_SAFE_INTEGER) {
    if (Number.isInteger(sum) && Number.isInteger(sumSq)) return (left - right) / n;
  } else if (Number.isSafeInteger(sum) && Number.isSafeInteger(sumSq)) {
    return Number(BigInt(n) * BigInt(sumSq) - BigInt(sum) * BigInt(sum)) / n;
  }
  const difference = left - right;
  return difference <= left * 1e-13 ? 0 : difference / n;
}

/** Sample variance (n − 1), in squared units; null with fewer than 2 values. */
export function varianceOf(m: Moments): number | null {
  return m.n < 2 ? null : squaredDeviations(m) / (m.n - 1);
}

/**
 * Mean, standard deviation and t interval. Null with fewer than 2 values, where no spread is known. When all values
 * are equal, sd is 0 and the interval is the mean itself.
 */
export function meanOf(m: Moments): Mean | null {
  const variance = varianceOf(m);
  if (variance === null) return null;
  const mean = m.sum / m.n;
  const half = tQuantile(0.975, m.n - 1) * Math.sqrt(variance / m.n);
  return { mean, sd: Math.sqrt(variance), n: m.n, interval: { low: mean - half, high: mean + half } };
}
