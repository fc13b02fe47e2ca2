/**
 * What least squares, correlations and key drivers need to know of any number of rows: how many, the mean of each
 * column, and the sums of squares and products of the deviations from the means (a symmetric matrix).
 */
export type Scatter = { n: number; means: number[]; products: number[][] };

/** Plain sums, as SQL gives them: Σx per column and Σxy per pair of columns (at least for j ≥ i). */
export type ProductSums = { n: number; sums: readonly number[]; products: readonly (readonly number[])[] };

/** The scatter of rows of equal length, in two passes. Throws RangeError for ragged rows or values that are not finite. */
export function scatterOf(rows: readonly (readonly number[])[]): Scatter {
  const width = rows[0]?.length ?? 0;
  const means = new Array<number>(width).fill(0);
  for (const row of rows) {
    if (row.length !== width) throw new RangeError("rows must have equal length");
    for (let i = 0; i < width; i++) {
      if (!Number.isFinite(row[i])) throw new RangeError("rows must hold finite numbers");
      means[i] = (means[i] as number) + (row[i] as number) / rows.length;
    }
  }
  const products = means.map(() => new Array<number>(width).fill(0));
  const deviations = new Float64Array(width);
  for (const row of rows) {
    for (let i = 0; i < width; i++) deviations[i] = (row[i] as number) - (means[i] as number);
    for (let i = 0; i < width; i++) {
      const line = products[i] as number[];
      for (let j = i; j < width; j++)
        line[j] = (line[j] as number) + (deviations[i] as number) * (deviations[j] as number);
    }
  }
  return {
    n: rows.length,
    means,
    products: settled(mirrored(products), (i) => rows.length * ((means[i] as number) * 1e-13) ** 2),
  };
}

/** The scatter from plain sums; exact as long as n · Σxy stays below 2^53 for whole numbers. Null without rows. */
export function scatterFromSums({ n, sums, products }: ProductSums): Scatter | null {
  if (n === 0) return null;
  const upper = sums.map((sum, i) =>
    sums.map((other, j) => (j < i ? 0 : (n * (products[i]?.[j] as number) - sum * other) / n)),
  );
  const noise = (i: number): number => Math.abs(products[i]?.[i] as number) * 1e-13;
  return { n, means: sums.map((sum) => sum / n), products: settled(mirrored(upper), noise) };
}

/** Columns whose spread is no more than rounding noise are taken as constant: all their products become 0. */
function settled(products: number[][], noise: (column: number) => number): number[][] {
  const constant = products.map((line, i) => (line[i] as number) <= noise(i));
  return products.map((line, i) => line.map((value, j) => (constant[i] || constant[j] ? 0 : value)));
}

function mirrored(upper: number[][]): number[][] {
  return upper.map((line, i) => line.map((value, j) => (j < i ? ((upper[j] as number[])[i] as number) : value)));
}

/**
 * Correlations of all columns. A column that does not vary correlates with nothing: 0, and 1 with itself.
 */
export function correlationsOf({ products }: Pick<Scatter, "products">): number[][] {
  const lengths = products.map((line, i) => Math.sqrt(Math.max(0, line[i] as number)));
  return products.map((line, i) =>
    line.map((value, j) => {
      if (i === j) return 1;
      const scale = (lengths[i] as number) * (lengths[j] as number);
      return scale > 0 ? Math.max(-1, Math.min(1, value / scale)) : 0;
    }),
  );
}

/**
 * The inverse of a symmetric positive definite matrix by Cholesky's method after scaling its diagonal to 1. Null when a
 * column is a combination of the others (to within 1 part in 10^10 of its variance) or does not vary.
 */
export function inverseOf(matrix: readonly (readonly number[])[]): number[][] | null {
  const size = matrix.length;
  const scale = matrix.map((line, i) => Math.sqrt(line[i] as number));
  if (!scale.every((s) => s > 0)) return null;
  const lower = matrix.map(() => new Float64Array(size));
  for (let i = 0; i < size; i++) {
    const row = lower[i] as Float64Array;
    for (let j = 0; j <= i; j++) {
      const other = lower[j] as Float64Array;
      let rest = ((matrix[i] as readonly number[])[j] as number) / ((scale[i] as number) * (scale[j] as number));
      for (let k = 0; k < j; k++) rest -= (row[k] as number) * (other[k] as number);
      if (i !== j) row[j] = rest / (other[j] as number);
      else if (rest > 1e-10) row[j] = Math.sqrt(rest);
      else return null;
    }
  }
  const inverse = matrix.map(() => new Array<number>(size).fill(0));
  for (let column = 0; column < size; column++) {
    const solution = new Float64Array(size);
    for (let i = column; i < size; i++) {
      const row = lower[i] as Float64Array;
      let rest = i === column ? 1 : 0;
      for (let k = column; k < i; k++) rest -= (row[k] as number) * (solution[k] as number);
      solution[i] = rest / (row[i] as number);
    }
    for (let i = size - 1; i >= 0; i--) {
      let rest = solution[i] as number;
      for (let k = i + 1; k < size; k++) rest -= ((lower[k] as Float64Array)[i] as number) * (solution[k] as number);
      solution[i] = rest / ((lower[i] as Float64Array)[i] as number);
    }
    for (let i = 0; i < size; i++)
      (inverse[i] as number[])[column] = (solution[i] as number) / ((scale[i] as number) * (scale[column] as number));
  }
  return inverse;
}
