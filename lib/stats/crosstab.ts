import { chiSquaredUpperLog } from "./distributions";

/** Whether rows and columns of a table of counts go together. */
export type Crosstab = {
  n: number;
  chiSquared: number;
  df: number;
  /** Strength, 0 to 1. */
  cramersV: number;
  /** Below 5, χ² is only a rough guide. */
  smallestExpected: number;
  /**
   * Per cell of the table as given, how far it is from independence, in standard errors (Haberman's adjusted residual,
   * Biometrics 1973); null in empty rows and columns.
   */
  residuals: (number | null)[][];
  logP: number;
  p: number;
};

/**
 * χ² test of independence without continuity correction, and Cramér's V (1946). Empty rows and columns are left out.
 * Null with fewer than 2 filled rows or columns; throws RangeError for a ragged table or negative counts.
 */
export function crosstab(table: readonly (readonly number[])[]): Crosstab | null {
  const width = table[0]?.length ?? 0;
  const rowSums = table.map(() => 0);
  const columnSums = new Array<number>(width).fill(0);
  let n = 0;
  table.forEach((row, i) => {
    if (row.length !== width) throw new RangeError("rows must have equal length");
    row.forEach((count, j) => {
      if (!(count >= 0)) throw new RangeError("counts cannot be negative");
      rowSums[i] = (rowSums[i] as number) + count;
      columnSums[j] = (columnSums[j] as number) + count;
      n += count;
    });
  });
  const rows = rowSums.filter((sum) => sum > 0).length;
  const columns = columnSums.filter((sum) => sum > 0).length;
  if (rows < 2 || columns < 2) return null;
  let chiSquared = 0;
  let smallestExpected = Number.POSITIVE_INFINITY;
  const residuals = table.map((row, i) =>
    row.map((count, j) => {
      const shareOfRow = (rowSums[i] as number) / n;
      const shareOfColumn = (columnSums[j] as number) / n;
      const expected = n * shareOfRow * shareOfColumn;
      if (expected === 0) return null;
      chiSquared += (count - expected) ** 2 / expected;
      smallestExpected = Math.min(smallestExpected, expected);
      return (count - expected) / Math.sqrt(expected * (1 - shareOfRow) * (1 - shareOfColumn));
    }),
  );
  const df = (rows - 1) * (columns - 1);
  const logP = chiSquaredUpperLog(chiSquared, df);
  return {
    n,
    chiSquared,
    df,
    cramersV: Math.sqrt(chiSquared / (n * (Math.min(rows, columns) - 1))),
    smallestExpected,
    residuals,
    logP,
    p: Math.exp(logP),
  };
}
