import { quantileOfSorted } from "./quantile";
import { seededRandom } from "./random";
import type { Interval } from "./types";

/** How often to resample, and the seed: the same seed gives the same interval. */
export type Resampling = { replicates: number; seed: number };

/** The 2.5 and 97.5 % points of values; null for fewer than 40, where those points would be guesses. */
export function percentileInterval(values: readonly number[]): Interval | null {
  if (values.length < 40) return null;
  const sorted = Float64Array.from(values).sort();
  return { low: quantileOfSorted(sorted, 0.025) as number, high: quantileOfSorted(sorted, 0.975) as number };
}

/**
 * A 95 % percentile bootstrap interval (Efron, 1979) of any statistic of n cases: it is handed the indexes of the cases
 * drawn, with repetition, and may answer null where these give none. Null when fewer than 40 replicates gave a value.
 */
export function bootstrapInterval(
  n: number,
  statistic: (drawn: Uint32Array) => number | null,
  { replicates, seed }: Resampling,
): Interval | null {
  const random = seededRandom(seed);
  const drawn = new Uint32Array(n);
  const values: number[] = [];
  for (let r = 0; r < replicates; r++) {
    for (let i = 0; i < n; i++) drawn[i] = Math.floor(random() * n);
    const value = statistic(drawn);
    if (value !== null) values.push(value);
  }
  return percentileInterval(values);
}
