/**
 * Numbers that look random and are the same for the same seed, each in 0 ≤ x < 1: for resampling, never for secrets.
 * Marsaglia's xor128 (Journal of Statistical Software 2003), started from the seed by a linear congruential generator.
 */
export function seededRandom(seed: number): () => number {
  let state = Math.trunc(seed) | 0;
  const next = (): number => {
    state = (Math.imul(state, 1664525) + 1013904223) | 0;
    return state;
  };
  // Neighbouring seeds start alike under a congruential generator: its first values are passed over.
  for (let i = 0; i < 16; i++) next();
  let x = next();
  let y = next();
  let z = next();
  let w = next() | 1;
  return () => {
    const t = x ^ (x << 11);
    x = y;
    y = z;
    z = w;
    w = w ^ (w >>> 19) ^ t ^ (t >>> 8);
    return (w >>> 0) / 2 ** 32;
  };
}

/** Standard normal numbers from uniform ones (Box and Muller, 1958). */
export function normalsFrom(random: () => number): () => number {
  return () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}
