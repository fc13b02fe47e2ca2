import { logGamma, normalCdf, normalQuantile, tQuantile } from "./distributions";

/** Two-sided level of the test (default 0.05) and the probability to find the difference (default 0.8). */
export type Planning = { alpha?: number; power?: number };

function quantiles({ alpha = 0.05, power = 0.8 }: Planning): { level: number; found: number } {
  return { level: normalQuantile(1 - alpha / 2), found: normalQuantile(power) };
}

/**
 * Answers needed in each of two periods to find a change of the net promoter score: (z + z)² (v₁ + v₂) / δ².
 * @param plan variances of one answer (see `npsVariance`) in both periods; `delta` on the same −1 to 1 scale: 7 points
 * are 0.07.
 * Not rounded: the next whole number is the answer. Null when delta is 0 or nobody's answer varies.
 */
export function npsSampleSize(plan: { variance1: number; variance2: number; delta: number } & Planning): number | null {
  const variance = plan.variance1 + plan.variance2;
  if (plan.delta === 0 || !(variance > 0)) return null;
  const { level, found } = quantiles(plan);
  return ((level + found) ** 2 * variance) / plan.delta ** 2;
}

/**
 * Cases needed in each of two groups to tell share p1 from share p2 (0 to 1), as R's power.prop.test (Fleiss,
 * Statistical Methods for Rates and Proportions, without continuity correction). Not rounded. Null when both are equal.
 */
export function shareSampleSize(plan: { p1: number; p2: number } & Planning): number | null {
  const { p1, p2 } = plan;
  if (!(p1 >= 0 && p1 <= 1 && p2 >= 0 && p2 <= 1)) throw new RangeError("shares lie between 0 and 1");
  if (p1 === p2) return null;
  const { level, found } = quantiles(plan);
  const pooled = (p1 + p2) / 2;
  const together = level * Math.sqrt(2 * pooled * (1 - pooled));
  const apart = found * Math.sqrt(p1 * (1 - p1) + p2 * (1 - p2));
  return ((together + apart) / (p1 - p2)) ** 2;
}

/**
 * P(T > t) of the noncentral t distribution: Simpson's rule over the distribution of the estimated standard deviation,
 * given which T is normal.
 */
function noncentralUpper(t: number, df: number, noncentrality: number): number {
  const reach = 12 / Math.sqrt(2 * df);
  const from = Math.max(0, 1 - reach);
  const steps = 800;
  const width = (1 + reach - from) / steps;
  const logConstant = Math.LN2 + (df / 2) * Math.log(df / 2) - logGamma(df / 2);
  let sum = 0;
  for (let i = 0; i <= steps; i++) {
    const s = from + i * width;
    if (s === 0) continue;
    const density = Math.exp(logConstant + (df - 1) * Math.log(s) - (df * s * s) / 2);
    sum += (i === 0 || i === steps ? 1 : i % 2 === 1 ? 4 : 2) * density * normalCdf(noncentrality - t * s);
  }
  return (sum * width) / 3;
}

/**
 * Cases needed in each of two groups to find a difference `delta` of their means when values have the standard
 * deviation `sd`, both in the values' unit: the n at which the t test has the wanted power by the noncentral t
 * distribution, as R's power.t.test. Not rounded; never under 2. Null when delta is 0 or sd is not above 0.
 */
export function meanSampleSize(plan: { delta: number; sd: number } & Planning): number | null {
  const effect = Math.abs(plan.delta) / plan.sd;
  if (!(effect > 0 && Number.isFinite(effect))) return null;
  const { alpha = 0.05, power = 0.8 } = plan;
  const powerAt = (n: number): number => {
    const df = 2 * (n - 1);
    return noncentralUpper(tQuantile(1 - alpha / 2, df), df, Math.sqrt(n / 2) * effect);
  };
  let low = 2;
  let high = 4;
  if (powerAt(low) >= power) return low;
  while (powerAt(high) < power) {
    low = high;
    high *= 2;
  }
  while (high - low > 1e-10 * high) {
    const middle = (low + high) / 2;
    if (powerAt(middle) < power) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}
