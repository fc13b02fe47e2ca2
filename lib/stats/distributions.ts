/**
 * Tails and quantiles of the normal, t, chi-squared and F distributions, in natural logarithms.
 *
 * A list of thousands of tests is ranked by its smallest p values. 1 − cdf ends at 0 there, so that the strongest
 * findings would be tied; every tail here is computed as log p and stays exact where p itself underflows
 * (below about e^−745). Right to 1e-9 or better up to 10^7 degrees of freedom. Nothing here is a table: series, continued fractions and Newton steps only.
 */

const HALF_LOG_TWO_PI = 0.5 * Math.log(2 * Math.PI);

/** The 97.5 % point of the standard normal: half width, in standard errors, of a 95 % interval. */
export const Z_975 = 1.959963984540054;

/** log(1 − e^v) for v ≤ 0 without losing digits at either end. */
function logOneMinusExp(v: number): number {
  return v > -Math.LN2 ? Math.log(-Math.expm1(v)) : Math.log1p(-Math.exp(v));
}

/** log(e^a + e^b) without overflow. */
export function logAddExp(a: number, b: number): number {
  if (a === Number.NEGATIVE_INFINITY) return b;
  if (b === Number.NEGATIVE_INFINITY) return a;
  return a > b ? a + Math.log1p(Math.exp(b - a)) : b + Math.log1p(Math.exp(a - b));
}

/** What Stirling's formula leaves over: log Γ(x) − ((x − ½) log x − x + ½ log 2π), for x ≥ 10 (Abramowitz & Stegun 6.1.41). */
function stirlingRest(x: number): number {
  const r = 1 / (x * x);
  return (1 / 12 - r * (1 / 360 - r * (1 / 1260 - r * (1 / 1680 - r * (1 / 1188 - r * (691 / 360360 - r / 156)))))) / x;
}

/**
 * log Γ(x) for x > 0: the argument is raised to 10 or more, then Stirling's series.
 * Throws RangeError for x ≤ 0 or NaN.
 */
export function logGamma(x: number): number {
  if (!(x > 0)) throw new RangeError("logGamma needs x > 0");
  if (x === Number.POSITIVE_INFINITY) return x;
  let raised = x;
  let product = 1;
  while (raised < 10) {
    product *= raised;
    raised += 1;
  }
  return (raised - 0.5) * Math.log(raised) - raised + HALF_LOG_TWO_PI + stirlingRest(raised) - Math.log(product);
}

const FACTORIALS_KEPT = 2048;
const logFactorials = new Float64Array(FACTORIALS_KEPT);
for (let n = 2; n < FACTORIALS_KEPT; n++) logFactorials[n] = logGamma(n + 1);

/** log n! for whole n ≥ 0: a table for the small ones, log Γ(n + 1) beyond. */
export function logFactorial(n: number): number {
  return n < FACTORIALS_KEPT ? (logFactorials[n] as number) : logGamma(n + 1);
}

/** log B(a, b) for a, b > 0, by Stirling remainders, so that large arguments do not cancel. */
function logBeta(a: number, b: number): number {
  const small = Math.min(a, b);
  const large = Math.max(a, b);
  if (small >= 10) {
    const rest = stirlingRest(small) + stirlingRest(large) - stirlingRest(small + large);
    const ratio = small / (small + large);
    return (
      -0.5 * Math.log(large) + HALF_LOG_TWO_PI + rest + (small - 0.5) * Math.log(ratio) + large * Math.log1p(-ratio)
    );
  }
  if (large >= 10) {
    const rest = stirlingRest(large) - stirlingRest(small + large);
    const sum = small + large;
    return logGamma(small) + rest + small - small * Math.log(sum) + (large - 0.5) * Math.log1p(-small / sum);
  }
  return logGamma(small) + logGamma(large) - logGamma(small + large);
}

/**
 * log P(Z > z) of the standard normal.
 * Below 2.5 Φ's power series (Abramowitz & Stegun 26.2.11), above it Laplace's continued fraction (26.2.14).
 */
export function normalUpperLog(z: number): number {
  if (z < 0) return logOneMinusExp(normalUpperLog(-z));
  const logDensity = -0.5 * z * z - HALF_LOG_TWO_PI;
  if (z < 2.5) {
    let term = z;
    let sum = z;
    for (let k = 3; term > sum * 1e-18; k += 2) {
      term *= (z * z) / k;
      sum += term;
    }
    return Math.log(0.5 - Math.exp(logDensity) * sum);
  }
  let fraction = z;
  for (let k = Math.ceil(280 / (z * z)) + 12; k >= 1; k--) fraction = z + k / fraction;
  return logDensity - Math.log(fraction);
}

/** log P(|Z| > |z|) of the standard normal. */
export function normalTwoSidedLog(z: number): number {
  return Math.min(0, Math.LN2 + normalUpperLog(Math.abs(z)));
}

/** P(Z ≤ z) of the standard normal, 0 to 1; small values keep all their digits. */
export function normalCdf(z: number): number {
  return Math.exp(normalUpperLog(-z));
}

/**
 * The z with P(Z ≤ z) = p. Newton's method on the logarithm of the tail, from Abramowitz & Stegun 26.2.22.
 * Throws RangeError unless 0 < p < 1.
 */
export function normalQuantile(p: number): number {
  if (!(p > 0 && p < 1)) throw new RangeError("normalQuantile needs 0 < p < 1");
  if (p === 0.975) return Z_975;
  if (p === 0.5) return 0;
  const logTail = p < 0.5 ? Math.log(p) : Math.log1p(-p);
  const t = Math.sqrt(-2 * logTail);
  let z = Math.max(0, t - (2.30753 + 0.27061 * t) / (1 + t * (0.99229 + 0.04481 * t)));
  for (let i = 0; i < 20; i++) {
    const upper = normalUpperLog(z);
    const step = (upper - logTail) / Math.exp(-0.5 * z * z - HALF_LOG_TWO_PI - upper);
    z += step;
    if (Math.abs(step) < 1e-15 * (1 + z)) break;
  }
  return p < 0.5 ? -z : z;
}

/**
 * The continued fraction of the incomplete beta function (DLMF 8.17.22) by Lentz's method: the factor that follows
 * x^a y^b / (a B(a, b)).
 */
function betaFraction(a: number, b: number, x: number): number {
  const tiny = 1e-300;
  let c = 1;
  let d = 1 - ((a + b) * x) / (a + 1);
  if (Math.abs(d) < tiny) d = tiny;
  d = 1 / d;
  let value = d;
  for (let m = 1; m <= 100_000; m++) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m));
    d = 1 + even * d;
    if (Math.abs(d) < tiny) d = tiny;
    c = 1 + even / c;
    if (Math.abs(c) < tiny) c = tiny;
    d = 1 / d;
    value *= d * c;
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
    d = 1 + odd * d;
    if (Math.abs(d) < tiny) d = tiny;
    c = 1 + odd / c;
    if (Math.abs(c) < tiny) c = tiny;
    d = 1 / d;
    const change = d * c;
    value *= change;
    if (Math.abs(change - 1) < 1e-15) break;
  }
  return value;
}

/**
 * log I_x(a, b), the regularised incomplete beta function; x and y = 1 − x are given by their logarithms, so that
 * neither end loses digits.
 */
function incompleteBetaLog(a: number, b: number, logX: number, logY: number): number {
  const x = Math.exp(logX);
  const front = a * logX + b * logY - logBeta(a, b);
  if (x <= (a + 1) / (a + b + 2)) return front + Math.log(betaFraction(a, b, x) / a);
  return logOneMinusExp(Math.min(0, front + Math.log(betaFraction(b, a, Math.exp(logY)) / b)));
}

/** log P(|T| > |t|) of Student's t with df > 0 degrees of freedom (any real number). Throws RangeError for df ≤ 0. */
export function tTwoSidedLog(t: number, df: number): number {
  if (!(df > 0)) throw new RangeError("a t distribution needs df > 0");
  if (t === 0) return 0;
  if (df === Number.POSITIVE_INFINITY) return normalTwoSidedLog(t);
  const ratio = (t * t) / df;
  return Math.min(0, incompleteBetaLog(df / 2, 0.5, -Math.log1p(ratio), -Math.log1p(1 / ratio)));
}

/** log P(T > t) of Student's t with df > 0 degrees of freedom. Throws RangeError for df ≤ 0. */
export function tUpperLog(t: number, df: number): number {
  const half = tTwoSidedLog(t, df) - Math.LN2;
  return t >= 0 ? half : logOneMinusExp(half);
}

/** log P(F > f) of Fisher's F with df1 and df2 > 0 degrees of freedom. Throws RangeError otherwise. */
export function fUpperLog(f: number, df1: number, df2: number): number {
  if (!(df1 > 0 && df2 > 0)) throw new RangeError("an F distribution needs df1 > 0 and df2 > 0");
  if (f <= 0) return 0;
  const ratio = (df1 * f) / df2;
  return Math.min(0, incompleteBetaLog(df2 / 2, df1 / 2, -Math.log1p(ratio), -Math.log1p(1 / ratio)));
}

/**
 * log Q(a, x), the upper regularised incomplete gamma function, a > 0: power series of the complement below a + 1
 * (DLMF 8.11.4), Legendre's continued fraction above (8.9.2).
 */
function gammaUpperLog(a: number, x: number): number {
  if (x <= 0) return 0;
  const front = a * Math.log(x) - x - logGamma(a);
  if (x < a + 1) {
    let term = 1 / a;
    let sum = term;
    for (let k = 1; term > sum * 1e-17; k++) {
      term *= x / (a + k);
      sum += term;
    }
    return logOneMinusExp(Math.min(0, front + Math.log(sum)));
  }
  const tiny = 1e-300;
  let b = x + 1 - a;
  let c = 1 / tiny;
  let d = 1 / b;
  let value = d;
  for (let k = 1; k <= 100_000; k++) {
    const numerator = -k * (k - a);
    b += 2;
    d = numerator * d + b;
    if (Math.abs(d) < tiny) d = tiny;
    c = b + numerator / c;
    if (Math.abs(c) < tiny) c = tiny;
    d = 1 / d;
    const change = d * c;
    value *= change;
    if (Math.abs(change - 1) < 1e-15) break;
  }
  return front + Math.log(value);
}

/** log P(X > x) of chi-squared with df > 0 degrees of freedom. Throws RangeError for df ≤ 0. */
export function chiSquaredUpperLog(x: number, df: number): number {
  if (!(df > 0)) throw new RangeError("a chi-squared distribution needs df > 0");
  if (x <= 0) return 0;
  // One degree of freedom is the square of a normal: quicker, and the case of every two-by-two table.
  return df === 1 ? normalTwoSidedLog(Math.sqrt(x)) : gammaUpperLog(df / 2, x / 2);
}

/**
 * The t with P(T ≤ t) = p for df > 0. Fisher and Cornish's expansion about the normal quantile (Abramowitz & Stegun
 * 26.7.5), which stands alone from 200 degrees of freedom while |z| < 4; Newton's method inside a bracket otherwise.
 * Throws RangeError unless 0 < p < 1 and df > 0.
 */
export function tQuantile(p: number, df: number): number {
  if (!(df > 0)) throw new RangeError("a t distribution needs df > 0");
  const z = Math.abs(normalQuantile(p));
  const sign = p < 0.5 ? -1 : 1;
  if (z === 0 || df === Number.POSITIVE_INFINITY) return sign * z;
  const s = z * z;
  const expansion =
    z *
    (1 +
      ((s + 1) / 4 +
        ((s * (5 * s + 16) + 3) / 96 +
          ((s * (s * (3 * s + 19) + 17) - 15) / 384 +
            (s * (s * (s * (79 * s + 776) + 1482) - 1920) - 945) / (92160 * df)) /
            df) /
          df) /
        df);
  if (df >= 200 && z < 4) return sign * expansion;
  const logTail = p < 0.5 ? Math.log(p) : Math.log1p(-p);
  const logScale = -logBeta(df / 2, 0.5) - 0.5 * Math.log(df);
  let low = 0;
  let high = Number.POSITIVE_INFINITY;
  let t = Math.max(z, expansion);
  for (let i = 0; i < 200; i++) {
    const upper = tUpperLog(t, df);
    if (upper > logTail) low = t;
    else high = t;
    const density = logScale - ((df + 1) / 2) * Math.log1p((t * t) / df);
    // The tail falls as a power of t: Newton on log t is straight where Newton on t would crawl.
    let next = t * Math.exp((upper - logTail) / (t * Math.exp(density - upper)));
    if (!(next > low && next < high)) next = high === Number.POSITIVE_INFINITY ? 2 * t : (low + high) / 2;
    const moved = Math.abs(next - t);
    t = next;
    if (moved <= 1e-14 * t) break;
  }
  return sign * t;
}
