/**
 * Many comparisons: the false discovery rate of Benjamini and Hochberg (Journal of the Royal Statistical Society B,
 * 1995). Of the comparisons listed at q < 0.05, about 5 % at most are expected to be false.
 */

/** Indexes of `values` from the smallest to the largest. */
function ascending(values: ArrayLike<number>): Uint32Array {
  const order = new Uint32Array(values.length);
  for (let i = 0; i < order.length; i++) order[i] = i;
  return order.sort((a, b) => (values[a] as number) - (values[b] as number));
}

function requireTests(values: ArrayLike<number>, tests: number, low: number, high: number): void {
  if (!(tests >= values.length)) throw new RangeError("there cannot be fewer tests than p values");
  for (let i = 0; i < values.length; i++) {
    const value = values[i] as number;
    if (!(value >= low && value <= high)) throw new RangeError("a p value lies between 0 and 1");
  }
}

/**
 * q values from p values (0 to 1), in the same order.
 * @param tests how many tests were made in all, if more than are given here; those left out count as larger than all given.
 * Throws RangeError for a p outside 0…1 or fewer tests than p values.
 */
export function benjaminiHochberg(p: ArrayLike<number>, tests: number = p.length): number[] {
  requireTests(p, tests, 0, 1);
  const order = ascending(p);
  const q = new Array<number>(p.length);
  let least = 1;
  for (let rank = order.length; rank >= 1; rank--) {
    const index = order[rank - 1] as number;
    least = Math.min(least, ((p[index] as number) * tests) / rank);
    q[index] = least;
  }
  return q;
}

/**
 * log q values from log p values, in the same order: the same procedure where p is too small to be written down.
 * @param tests how many tests were made in all, if more than are given here.
 * Throws RangeError for a log p above 0 or NaN, or fewer tests than values.
 */
export function benjaminiHochbergLog(logP: ArrayLike<number>, tests: number = logP.length): number[] {
  requireTests(logP, tests, Number.NEGATIVE_INFINITY, 0);
  const order = ascending(logP);
  const logQ = new Array<number>(logP.length);
  let least = 0;
  for (let rank = order.length; rank >= 1; rank--) {
    const index = order[rank - 1] as number;
    least = Math.min(least, (logP[index] as number) + Math.log(tests / rank));
    logQ[index] = least;
  }
  return logQ;
}
