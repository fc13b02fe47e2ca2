import { chiSquaredUpperLog, fUpperLog } from "./distributions";
import { addMoments, type Moments, NO_MOMENTS, squaredDeviations } from "./moments";
import { midranks } from "./ranks";

/** Several groups' means compared at once; `etaSquared` is the share (0 to 1) of the variance that lies between groups. */
export type OneWay = {
  n: number;
  groups: number;
  f: number;
  df: { between: number; within: number };
  etaSquared: number;
  logP: number;
  p: number;
};

/** Several groups' ranks compared at once. */
export type RankComparison = { n: number; groups: number; h: number; df: number; logP: number; p: number };

/**
 * One-way analysis of variance from the groups' moments. Groups without values are left out. Null with fewer than 2
 * groups, with no more values than groups, or when no group varies.
 */
export function oneWay(groups: readonly Moments[]): OneWay | null {
  const filled = groups.filter((group) => group.n > 0);
  const all = filled.reduce(addMoments, NO_MOMENTS);
  const between = filled.length - 1;
  const within = all.n - filled.length;
  if (between < 1 || within < 1) return null;
  const squaresWithin = filled.reduce((sum, group) => sum + squaredDeviations(group), 0);
  if (squaresWithin === 0) return null;
  const mean = all.sum / all.n;
  const squaresBetween = filled.reduce((sum, group) => sum + group.n * (group.sum / group.n - mean) ** 2, 0);
  const f = squaresBetween / between / (squaresWithin / within);
  const logP = fUpperLog(f, between, within);
  return {
    n: all.n,
    groups: filled.length,
    f,
    df: { between, within },
    etaSquared: squaresBetween / (squaresBetween + squaresWithin),
    logP,
    p: Math.exp(logP),
  };
}

/** From rank sums and sizes of the groups, and Σ (t³ − t) of the ties. */
function kruskal(rankSums: readonly number[], sizes: readonly number[], ties: number): RankComparison | null {
  const n = sizes.reduce((sum, size) => sum + size, 0);
  const groups = sizes.filter((size) => size > 0).length;
  const correction = 1 - ties / (n ** 3 - n);
  if (groups < 2 || n <= groups || !(correction > 1e-12)) return null;
  // Deviations of the mean ranks, not the textbook's difference of two large sums: nothing is lost at a million rows.
  const middle = (n + 1) / 2;
  let deviations = 0;
  for (let i = 0; i < sizes.length; i++) {
    const size = sizes[i] as number;
    if (size > 0) deviations += size * ((rankSums[i] as number) / size - middle) ** 2;
  }
  const h = ((12 / (n * (n + 1))) * deviations) / correction;
  const logP = chiSquaredUpperLog(h, groups - 1);
  return { n, groups, h, df: groups - 1, logP, p: Math.exp(logP) };
}

/**
 * Kruskal and Wallis's rank test (Journal of the American Statistical Association, 1952), corrected for ties. Empty
 * groups are left out. Null with fewer than 2 groups, with no more values than groups, or when all values are equal.
 */
export function kruskalWallis(groups: readonly (readonly number[])[]): RankComparison | null {
  const { ranks, ties } = midranks(groups.flat());
  let at = 0;
  const rankSums = groups.map((group) => {
    let sum = 0;
    for (let i = 0; i < group.length; i++) sum += ranks[at++] as number;
    return sum;
  });
  return kruskal(
    rankSums,
    groups.map((group) => group.length),
    ties,
  );
}

/**
 * The same test from kept histograms: `counts[group][i]` answers at the i-th value, values ascending and the same for
 * all groups. Throws RangeError when histograms differ in length.
 */
export function kruskalWallisFromCounts(counts: readonly (readonly number[])[]): RankComparison | null {
  const width = counts[0]?.length ?? 0;
  if (counts.some((group) => group.length !== width)) throw new RangeError("histograms must have equal length");
  const rankSums = counts.map(() => 0);
  let below = 0;
  let ties = 0;
  for (let i = 0; i < width; i++) {
    const tied = counts.reduce((sum, group) => sum + (group[i] as number), 0);
    const rank = below + (tied + 1) / 2;
    counts.forEach((group, g) => {
      rankSums[g] = (rankSums[g] as number) + rank * (group[i] as number);
    });
    below += tied;
    ties += tied ** 3 - tied;
  }
  return kruskal(
    rankSums,
    counts.map((group) => group.reduce((sum, count) => sum + count, 0)),
    ties,
  );
}
