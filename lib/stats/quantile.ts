function requireShare(p: number): void {
  if (!(p >= 0 && p <= 1)) throw new RangeError("a quantile is asked for between 0 and 1");
}

/**
 * The p-quantile of values that are already in ascending order, interpolated between neighbours: type 7 of Hyndman and
 * Fan (The American Statistician 1996), as R and spreadsheets have it. Null without values.
 */
export function quantileOfSorted(sorted: ArrayLike<number>, p: number): number | null {
  requireShare(p);
  if (sorted.length === 0) return null;
  const position = (sorted.length - 1) * p;
  const below = Math.floor(position);
  const low = sorted[below] as number;
  const high = sorted[Math.min(below + 1, sorted.length - 1)] as number;
  return low + (position - below) * (high - low);
}

/** The p-quantile (0 to 1; 0.5 is the median) of values in any order, in their own unit. Null without values. */
export function quantile(values: ArrayLike<number>, p: number): number | null {
  return quantileOfSorted(Float64Array.from(values).sort(), p);
}

/**
 * The p-quantile of `counts[i]` times `values[i]`, values ascending, as a kept histogram has them: equal to the
 * quantile of all the answers. Null without answers; throws RangeError when the lengths differ.
 */
export function quantileFromCounts(values: readonly number[], counts: readonly number[], p: number): number | null {
  requireShare(p);
  if (values.length !== counts.length) throw new RangeError("as many counts as values are needed");
  const total = counts.reduce((sum, count) => sum + count, 0);
  if (total === 0) return null;
  const position = (total - 1) * p;
  const below = Math.floor(position);
  const at = (rank: number): number => {
    let passed = 0;
    for (let i = 0; i < counts.length; i++) {
      passed += counts[i] as number;
      if (rank < passed) return values[i] as number;
    }
    return at(total - 1);
  };
  const low = at(below);
  return low + (position - below) * (at(Math.min(below + 1, total - 1)) - low);
}
