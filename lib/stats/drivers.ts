import { EigenvalueDecomposition, Matrix } from "ml-matrix";
import { percentileInterval, type Resampling } from "./bootstrap";
import { normalsFrom, seededRandom } from "./random";
import { driverCorrelations, type LeastSquares, leastSquaresFromScatter } from "./regression";
import { type Scatter, scatterOf } from "./scatter";
import type { Interval } from "./types";

/** One predictor's part in what all of them explain together. */
type Driver = {
  /** Part of R², 0 to 1; the shares of all drivers sum to R². */
  share: number;
  /** The same as a part of what is explained: these sum to 1. */
  shareOfR2: number;
  /** Correlation with the outcome: the sign of the relation. */
  correlation: number;
  /** Slope in standard deviations, all other drivers held; null when the drivers are combinations of each other. */
  beta: number | null;
  /** log p of that slope; null likewise. */
  logP: number | null;
  /** 95 % percentile bootstrap interval of `share`; null without resampling. */
  interval: Interval | null;
  /** The share is above that of a column of pure noise in at least 97.5 % of resamples; null without resampling. */
  provable: boolean | null;
};

/** Key drivers in the order of the predictors. */
export type Drivers = {
  method: "shapley" | "relativeWeights";
  n: number;
  r2: number;
  r2Interval: Interval | null;
  drivers: Driver[];
};

/** Correlations among predictors (1 on the diagonal) and of each with the outcome. */
export type DriverCorrelations = { among: readonly (readonly number[])[]; withOutcome: readonly number[] };

/** Shares of R² in the order of the predictors. */
export type DriverShares = { r2: number; shares: number[] };

/** Up to this many predictors the Shapley shares are computed exactly, over all subsets. */
const SHAPLEY_LIMIT = 12;

/** A predictor with less than this part of its variance left, given others, is a combination of them. */
const DEPENDENT_BELOW = 1e-10;

/**
 * R² of every subset of predictors, indexed by the subset's bits: one walk that adds one predictor at a time to a
 * Cholesky factor, so that a subset costs one new row. A predictor that others determine adds nothing.
 */
function r2OfSubsets({ among, withOutcome }: DriverCorrelations): Float64Array {
  const count = withOutcome.length;
  const r2 = new Float64Array(2 ** count);
  const factor = new Float64Array(count * count);
  const solved = new Float64Array(count);
  const chosen = new Int32Array(count);
  const walk = (mask: number, size: number, from: number): void => {
    const here = r2[mask] as number;
    for (let j = from; j < count; j++) {
      let left = 1;
      let rest = withOutcome[j] as number;
      for (let a = 0; a < size; a++) {
        let value = (among[j] as readonly number[])[chosen[a] as number] as number;
        for (let b = 0; b < a; b++) value -= (factor[size * count + b] as number) * (factor[a * count + b] as number);
        value /= factor[a * count + a] as number;
        factor[size * count + a] = value;
        left -= value * value;
        rest -= value * (solved[a] as number);
      }
      const next = mask | (1 << j);
      if (left > DEPENDENT_BELOW) {
        const pivot = Math.sqrt(left);
        factor[size * count + size] = pivot;
        solved[size] = rest / pivot;
        chosen[size] = j;
        r2[next] = Math.min(1, here + (rest * rest) / left);
        walk(next, size + 1, j + 1);
      } else {
        r2[next] = here;
        walk(next, size, j + 1);
      }
    }
  };
  walk(0, 0, 0);
  return r2;
}

/** Shapley's shares of the first `count` predictors, from the R² of all their subsets. */
function shapleyFromSubsets(r2: Float64Array, count: number): number[] {
  // Share of the orders in which exactly a given subset comes before j: s! (k − 1 − s)! / k!
  const weight = new Float64Array(count);
  for (let s = 0; s < count; s++) weight[s] = s === 0 ? 1 / count : ((weight[s - 1] as number) * s) / (count - s);
  const shares = new Array<number>(count).fill(0);
  for (let mask = 0; mask < 2 ** count; mask++) {
    let size = 0;
    for (let rest = mask; rest; rest &= rest - 1) size++;
    for (let j = 0; j < count; j++) {
      if (mask & (1 << j)) continue;
      const gain = (r2[mask | (1 << j)] as number) - (r2[mask] as number);
      shares[j] = (shares[j] as number) + (weight[size] as number) * gain;
    }
  }
  return shares;
}

/**
 * Shapley's shares of R² (Lindeman, Merenda and Gold 1980; Grömping, Journal of Statistical Software 2006): the mean,
 * over all orders of entering the predictors, of what each adds to R². From correlations alone. A predictor that is
 * constant or a combination of others is handled: it adds nothing where the others are in already.
 * Throws RangeError above 12 predictors.
 */
export function shapleySharesFromCorrelations(correlations: DriverCorrelations): DriverShares {
  const count = correlations.withOutcome.length;
  if (count > SHAPLEY_LIMIT) throw new RangeError(`Shapley shares are exact to ${SHAPLEY_LIMIT} drivers`);
  const r2 = r2OfSubsets(correlations);
  return { r2: r2[r2.length - 1] as number, shares: shapleyFromSubsets(r2, count) };
}

/**
 * Johnson's relative weights (Multivariate Behavioral Research 2000): the predictors' nearest uncorrelated stand-ins
 * explain the outcome, and their shares are handed back by the squared loadings. Close to Shapley's shares and quick
 * for any number of predictors. From correlations alone; directions without variance are left out.
 */
export function relativeWeightsFromCorrelations({ among, withOutcome }: DriverCorrelations): DriverShares {
  const count = withOutcome.length;
  if (count === 0) return { r2: 0, shares: [] };
  const { realEigenvalues, eigenvectorMatrix } = new EigenvalueDecomposition(
    new Matrix(among.map((line) => [...line])),
    { assumeSymmetric: true },
  );
  const roots = realEigenvalues.map((value) => (value > DEPENDENT_BELOW ? Math.sqrt(value) : 0));
  const loading = (i: number, j: number): number =>
    roots.reduce((sum, root, e) => sum + eigenvectorMatrix.get(i, e) * root * eigenvectorMatrix.get(j, e), 0);
  const standIns = roots.map((root, e) =>
    root === 0 ? 0 : withOutcome.reduce((sum, r, i) => sum + eigenvectorMatrix.get(i, e) * r, 0) / root,
  );
  const explained = withOutcome.map(
    (_, i) => roots.reduce((sum, _root, e) => sum + eigenvectorMatrix.get(i, e) * (standIns[e] as number), 0) ** 2,
  );
  const shares = withOutcome.map((_, i) => explained.reduce((sum, part, j) => sum + loading(i, j) ** 2 * part, 0));
  return { r2: explained.reduce((sum, part) => sum + part, 0), shares };
}

/** A key driver method on a scatter: shares of the first `count` of its predictors, and R² of those alone. */
type Method = (scatter: Scatter, count: number) => { alone: DriverShares; withRest: number[] };

/** The scatter without the predictors from `count` on; the outcome stays last. */
function firstPredictors(scatter: Scatter, count: number): Scatter {
  const kept = scatter.means.map((_, i) => i).filter((i) => i < count || i === scatter.means.length - 1);
  return {
    n: scatter.n,
    means: kept.map((i) => scatter.means[i] as number),
    products: kept.map((i) => kept.map((j) => scatter.products[i]?.[j] as number)),
  };
}

const byShapley: Method = (scatter, count) => {
  // Subsets without the last predictor come first, so one walk serves both the model with and without it.
  const all = scatter.means.length - 1;
  const r2 = r2OfSubsets(driverCorrelations(scatter));
  return {
    alone: { r2: r2[2 ** count - 1] as number, shares: shapleyFromSubsets(r2, count) },
    withRest: all > count ? shapleyFromSubsets(r2, all) : [],
  };
};

const byRelativeWeights: Method = (scatter, count) => ({
  alone: relativeWeightsFromCorrelations(driverCorrelations(firstPredictors(scatter, count))),
  withRest: scatter.means.length - 1 > count ? relativeWeightsFromCorrelations(driverCorrelations(scatter)).shares : [],
});

/** Rows are dealt into at most this many groups, which are what is resampled: the cost no longer grows with the rows. */
const RESAMPLED_GROUPS = 1000;

type Resampled = { shares: (Interval | null)[]; r2: Interval | null; provable: (boolean | null)[] };

/**
 * Percentile bootstrap of shares and R². Beside the predictors stands one column of noise; a driver is provable when
 * its share stays above the noise's (Tonidandel, LeBreton and Johnson, Psychological Methods 2009).
 */
function resample(rows: readonly (readonly number[])[], method: Method, { replicates, seed }: Resampling): Resampled {
  const random = seededRandom(seed);
  const normal = normalsFrom(random);
  const count = (rows[0]?.length ?? 1) - 1;
  const width = count + 2;
  // Predictors, noise, outcome, all about their means so that sums of products lose no digits.
  const { means } = scatterOf(rows);
  const groups = Math.min(rows.length, RESAMPLED_GROUPS);
  const pairs = (width * (width + 1)) / 2;
  const stride = 1 + width + pairs;
  const kept = new Float64Array(groups * stride);
  const order = Uint32Array.from(rows, (_, i) => i);
  for (let i = order.length - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1));
    const swapped = order[i] as number;
    order[i] = order[j] as number;
    order[j] = swapped;
  }
  const line = new Float64Array(width);
  order.forEach((index, position) => {
    const row = rows[index] as readonly number[];
    for (let i = 0; i < count; i++) line[i] = (row[i] as number) - (means[i] as number);
    line[count] = normal();
    line[count + 1] = (row[count] as number) - (means[count] as number);
    let at = (position % groups) * stride;
    kept[at] = (kept[at] as number) + 1;
    at++;
    for (let i = 0; i < width; i++, at++) kept[at] = (kept[at] as number) + (line[i] as number);
    for (let i = 0; i < width; i++)
      for (let j = i; j < width; j++, at++) kept[at] = (kept[at] as number) + (line[i] as number) * (line[j] as number);
  });

  const shares: number[][] = Array.from({ length: count }, () => []);
  const leads: number[][] = Array.from({ length: count }, () => []);
  const r2: number[] = [];
  const sums = new Float64Array(stride);
  for (let r = 0; r < replicates; r++) {
    sums.fill(0);
    for (let g = 0; g < groups; g++) {
      const start = Math.floor(random() * groups) * stride;
      for (let i = 0; i < stride; i++) sums[i] = (sums[i] as number) + (kept[start + i] as number);
    }
    const scatter = unpacked(sums, width);
    if (!((scatter.products[width - 1]?.[width - 1] as number) > 0)) continue;
    const { alone, withRest } = method(scatter, count);
    r2.push(alone.r2);
    for (let i = 0; i < count; i++) {
      shares[i]?.push(alone.shares[i] as number);
      leads[i]?.push((withRest[i] as number) - (withRest[count] as number));
    }
  }
  return {
    shares: shares.map(percentileInterval),
    r2: percentileInterval(r2),
    provable: leads.map((values) => {
      const interval = percentileInterval(values);
      return interval === null ? null : interval.low > 0;
    }),
  };
}

/** The scatter held in one resample's running sums: n, Σ per column, Σ of products per pair of columns. */
function unpacked(sums: Float64Array, width: number): Scatter {
  const n = sums[0] as number;
  const means = Array.from({ length: width }, (_, i) => (sums[1 + i] as number) / n);
  const products = means.map(() => new Array<number>(width).fill(0));
  let at = 1 + width;
  for (let i = 0; i < width; i++) {
    for (let j = i; j < width; j++, at++) {
      const raw = sums[at] as number;
      const value = raw - n * (means[i] as number) * (means[j] as number);
      // A column that is constant in this resample keeps nothing but rounding.
      const settled = i === j && value <= raw * 1e-12 ? 0 : value;
      (products[i] as number[])[j] = settled;
      (products[j] as number[])[i] = settled;
    }
  }
  return { n, means, products };
}

function describe(
  method: Drivers["method"],
  scatter: Scatter,
  { r2, shares }: DriverShares,
  resampled: Resampled | null,
): Drivers {
  const fit: LeastSquares | null = leastSquaresFromScatter(scatter);
  const { withOutcome } = driverCorrelations(scatter);
  return {
    method,
    n: scatter.n,
    r2,
    r2Interval: holding(resampled?.r2, r2),
    drivers: shares.map((share, i) => ({
      share,
      shareOfR2: r2 > 0 ? share / r2 : 0,
      correlation: withOutcome[i] as number,
      beta: fit?.slopes[i]?.beta ?? null,
      logP: fit?.slopes[i]?.logP ?? null,
      interval: holding(resampled?.shares[i], share),
      provable: resampled?.provable[i] ?? null,
    })),
  };
}

/** Resampled shares lie a little high, since noise explains a little too: the interval is widened to hold the share. */
function holding(interval: Interval | null | undefined, value: number): Interval | null {
  return interval ? { low: Math.min(interval.low, value), high: Math.max(interval.high, value) } : null;
}

/** Rows of predictors and outcome whose values are all finite; null when they are too few or the outcome never varies. */
function complete(
  X: readonly (readonly number[])[],
  y: readonly number[],
): { rows: number[][]; scatter: Scatter } | null {
  if (X.length !== y.length) throw new RangeError("as many outcomes as rows are needed");
  const count = X[0]?.length ?? 0;
  const rows = X.map((row, i) => [...row, y[i] as number]).filter((row) => row.every(Number.isFinite));
  if (count === 0 || rows.length < count + 2) return null;
  const scatter = scatterOf(rows);
  return (scatter.products[count]?.[count] as number) > 0 ? { rows, scatter } : null;
}

function analyse(
  method: Drivers["method"],
  X: readonly (readonly number[])[],
  y: readonly number[],
  options: Partial<Resampling>,
): Drivers | null {
  const data = complete(X, y);
  if (data === null) return null;
  const run = method === "shapley" ? byShapley : byRelativeWeights;
  const { replicates = 0, seed = 1 } = options;
  const resampled = replicates > 0 ? resample(data.rows, run, { replicates, seed }) : null;
  return describe(method, data.scatter, run(data.scatter, data.scatter.means.length - 1).alone, resampled);
}

/**
 * Key drivers by Shapley's shares of R², exact for up to 12 predictors.
 *
 * @param X one row per respondent, one column per driver; rows with a value that is not finite are left out (`n` says
 * how many stayed).
 * @param opts `replicates` above 0 (1000 is usual) adds bootstrap intervals and `provable`; the same `seed` gives the same ones.
 * Null with fewer than two rows more than drivers, or when the outcome does not vary. Throws RangeError above 12
 * drivers or when the lengths differ.
 */
export function shapleyShares(
  X: readonly (readonly number[])[],
  y: readonly number[],
  opts: Partial<Resampling> = {},
): Drivers | null {
  if ((X[0]?.length ?? 0) > SHAPLEY_LIMIT) throw new RangeError(`Shapley shares are exact to ${SHAPLEY_LIMIT} drivers`);
  return analyse("shapley", X, y, opts);
}

/** Key drivers by Johnson's relative weights, for any number of predictors; otherwise as `shapleyShares`. */
export function relativeWeights(
  X: readonly (readonly number[])[],
  y: readonly number[],
  opts: Partial<Resampling> = {},
): Drivers | null {
  return analyse("relativeWeights", X, y, opts);
}

/** Key drivers by the method that fits their number: Shapley's shares up to 12, Johnson's weights above. */
export function keyDrivers(
  X: readonly (readonly number[])[],
  y: readonly number[],
  opts: Partial<Resampling> = {},
): Drivers | null {
  return (X[0]?.length ?? 0) > SHAPLEY_LIMIT ? relativeWeights(X, y, opts) : shapleyShares(X, y, opts);
}

/**
 * Key drivers from a scatter (the outcome is its last column), as sums in SQL give it: no rows, so no intervals.
 * Null with fewer than two rows more than drivers, or when the outcome does not vary.
 */
export function keyDriversFromScatter(scatter: Scatter): Drivers | null {
  const count = scatter.means.length - 1;
  if (count < 1 || scatter.n < count + 2 || !((scatter.products[count]?.[count] as number) > 0)) return null;
  const method = count > SHAPLEY_LIMIT ? "relativeWeights" : "shapley";
  const run = method === "shapley" ? byShapley : byRelativeWeights;
  return describe(method, scatter, run(scatter, count).alone, null);
}
