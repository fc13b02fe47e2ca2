/**
 * Which cells of a table must stay dark so that no group of fewer than k answers can be worked out: small cells, and
 * beside them the next smallest of their row and column, until what a reader can subtract is at least k answers, or two
 * groups at least.
 * @param counts answers by row and column
 * @param rowTotals answers of each row that are told, those of no column too; columns are taken as told to the last answer
 */
export function hideTable(
  counts: readonly (readonly number[])[],
  rowTotals: readonly number[],
  k: number,
): boolean[][] {
  const dark = counts.map((row) => row.map((n) => n > 0 && n < k));
  const width = counts[0]?.length ?? 0;
  const at = (row: number, column: number) => counts[row]?.[column] ?? 0;
  const cover = (cells: readonly (readonly [number, number])[], rest: number): boolean => {
    let changed = false;
    for (;;) {
      const hidden = cells.filter(([row, column]) => dark[row]?.[column]);
      const sum = hidden.reduce((total, [row, column]) => total + at(row, column), 0);
      if (hidden.length === 0 || (sum + rest >= k && (hidden.length > 1 || rest > 0))) return changed;
      const next = cells
        .filter(([row, column]) => at(row, column) > 0 && !dark[row]?.[column])
        .sort((a, b) => at(...a) - at(...b))[0];
      if (!next) return changed;
      (dark[next[0]] as boolean[])[next[1]] = true;
      changed = true;
    }
  };
  for (let changed = true; changed; ) {
    changed = false;
    counts.forEach((row, i) => {
      const rest = Math.max(0, (rowTotals[i] ?? 0) - row.reduce((sum, n) => sum + n, 0));
      if (
        cover(
          row.map((_, column) => [i, column] as const),
          rest,
        )
      )
        changed = true;
    });
    for (let column = 0; column < width; column++) {
      if (
        cover(
          counts.map((_, row) => [row, column] as const),
          0,
        )
      )
        changed = true;
    }
  }
  return dark;
}

/** The same for one line of groups that are parts of a total. */
export const hideLine = (counts: readonly number[], total: number, k: number): boolean[] => {
  const dark = counts.map((n) => n > 0 && n < k);
  const rest = Math.max(0, total - counts.reduce((sum, n) => sum + n, 0));
  for (;;) {
    const sum = counts.reduce((all, n, i) => all + (dark[i] ? n : 0), 0);
    const hidden = dark.filter(Boolean).length;
    if (hidden === 0 || (sum + rest >= k && (hidden > 1 || rest > 0))) return dark;
    const next = counts
      .map((n, i) => ({ n, i }))
      .filter(({ n, i }) => n > 0 && !dark[i])
      .sort((a, b) => a.n - b.n)[0];
    if (!next) return dark;
    dark[next.i] = true;
  }
};

/** For groups that may overlap, as segments do: too small itself, or so large that its complement is too small. */
export const hideOverlap = (n: number, total: number, k: number): boolean =>
  n > 0 && (n < k || (total - n > 0 && total - n < k));
