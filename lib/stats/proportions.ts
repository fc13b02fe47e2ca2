import { logAddExp, logFactorial, normalTwoSidedLog, Z_975 } from "./distributions";
import type { Interval } from "./types";

/** How many of n said yes. */
export type YesCount = { yes: number; n: number };

/** A share (0 to 1) with its Wilson interval. */
export type Share = { share: number; n: number; interval: Interval };

/** Two shares compared; differences are a − b, as shares (−1 to 1). */
export type ShareComparison = {
  difference: number;
  n: number;
  interval: Interval;
  /** Fisher's exact test when an expected count is under 5. */
  test: "chi2" | "fisher";
  /** χ² with 1 degree of freedom, without continuity correction; null under Fisher's test. */
  statistic: number | null;
  /** φ of the two-by-two table, −1 to 1; null when nobody or everybody said yes. */
  phi: number | null;
  logP: number;
  p: number;
};

function requireCounts(yes: number, n: number): void {
  if (!(yes >= 0 && yes <= n && Number.isInteger(yes) && Number.isInteger(n)))
    throw new RangeError("successes are whole numbers between 0 and n");
}

/** Wilson's score interval (Journal of the American Statistical Association, 1927); its ends at 0 and n are exact. */
function wilsonInterval(yes: number, n: number): Interval {
  const z2 = Z_975 * Z_975;
  const center = (yes + z2 / 2) / (n + z2);
  const half = (Z_975 / (n + z2)) * Math.sqrt((yes * (n - yes)) / n + z2 / 4);
  return { low: yes === 0 ? 0 : center - half, high: yes === n ? 1 : center + half };
}

/**
 * The share of successes with its 95 % Wilson interval, both 0 to 1. Null without answers; throws RangeError unless
 * both are whole numbers and 0 ≤ successes ≤ n.
 */
export function wilson(successes: number, n: number): Share | null {
  requireCounts(successes, n);
  return n === 0 ? null : { share: successes / n, n, interval: wilsonInterval(successes, n) };
}

/**
 * log p of Fisher's exact test, two-sided, of the table [[a, b], [c, d]]: the probability, under fixed margins, of all
 * tables no more probable than this one (within 1 part in 10^7, as R's fisher.test has it).
 *
 * Sums run outwards only while their terms count, so that the work grows with the spread of the table's first cell
 * and not with its margins. Throws RangeError for counts that are negative or not whole.
 */
export function fisherLogP(a: number, b: number, c: number, d: number): number {
  for (const count of [a, b, c, d])
    if (!(count >= 0 && Number.isInteger(count))) throw new RangeError("counts are whole numbers, 0 or more");
  const row = a + b;
  const column = a + c;
  const total = row + c + d;
  const lowest = Math.max(0, row + column - total);
  const highest = Math.min(row, column);
  if (lowest === highest) return 0;
  const rest = total - row - column;
  const fixed =
    logFactorial(row) +
    logFactorial(total - row) +
    logFactorial(column) +
    logFactorial(total - column) -
    logFactorial(total);
  const logProbability = (x: number): number =>
    fixed - logFactorial(x) - logFactorial(row - x) - logFactorial(column - x) - logFactorial(rest + x);
  /** P(x + 1) / P(x), and P(x − 1) / P(x). */
  const up = (x: number): number => ((row - x) * (column - x)) / ((x + 1) * (rest + x + 1));
  const down = (x: number): number => (x * (rest + x)) / ((row - x + 1) * (column - x + 1));
  /** log of the sum of probabilities from x outwards, where they fall. */
  const tailLog = (x: number, direction: 1 | -1): number => {
    let term = 1;
    let sum = 1;
    for (let at = x; direction === 1 ? at < highest : at > lowest; at += direction) {
      term *= direction === 1 ? up(at) : down(at);
      sum += term;
      if (term < sum * 1e-17) break;
    }
    return logProbability(x) + Math.log(sum);
  };
  const mode = Math.min(highest, Math.max(lowest, Math.floor(((row + 1) * (column + 1)) / (total + 2))));
  const limit = logProbability(a) + 1e-7;
  if (logProbability(mode) <= limit) return 0;
  const above = a > mode;
  // On the far side of the mode: the nearest cell count that is no more probable than the observed one.
  let near = mode;
  let far = above ? lowest : highest;
  if (logProbability(far) > limit) return Math.min(0, tailLog(a, above ? 1 : -1));
  while (Math.abs(near - far) > 1) {
    const middle = Math.floor((near + far) / 2);
    if (logProbability(middle) <= limit) far = middle;
    else near = middle;
  }
  return Math.min(0, logAddExp(tailLog(a, above ? 1 : -1), tailLog(far, above ? -1 : 1)));
}

/**
 * Two shares compared: χ² without continuity correction, or Fisher's exact test when an expected count is under 5.
 *
 * The interval of the difference is the large-sample one beside χ² (as R's prop.test gives it) and Newcombe's hybrid
 * score interval (Statistics in Medicine 1998, method 10) beside Fisher. Null when a group is empty; throws RangeError
 * unless 0 ≤ yes ≤ n.
 */
export function compareShares(groups: { a: YesCount; b: YesCount }): ShareComparison | null {
  const { a, b } = groups;
  requireCounts(a.yes, a.n);
  requireCounts(b.yes, b.n);
  if (a.n === 0 || b.n === 0) return null;
  const n = a.n + b.n;
  const yes = a.yes + b.yes;
  const no = n - yes;
  const shareA = a.yes / a.n;
  const shareB = b.yes / b.n;
  const difference = shareA - shareB;
  const phi =
    yes === 0 || no === 0
      ? null
      : (a.yes * (b.n - b.yes) - (a.n - a.yes) * b.yes) /
        (Math.sqrt(a.n) * Math.sqrt(b.n) * Math.sqrt(yes) * Math.sqrt(no));
  if (phi === null || (Math.min(a.n, b.n) * Math.min(yes, no)) / n < 5) {
    const wilsonA = wilsonInterval(a.yes, a.n);
    const wilsonB = wilsonInterval(b.yes, b.n);
    const logP = fisherLogP(a.yes, a.n - a.yes, b.yes, b.n - b.yes);
    return {
      difference,
      n,
      interval: {
        low: difference - Math.hypot(shareA - wilsonA.low, wilsonB.high - shareB),
        high: difference + Math.hypot(wilsonA.high - shareA, shareB - wilsonB.low),
      },
      test: "fisher",
      statistic: null,
      phi,
      logP,
      p: Math.exp(logP),
    };
  }
  const statistic = n * phi * phi;
  const half = Z_975 * Math.sqrt((shareA * (1 - shareA)) / a.n + (shareB * (1 - shareB)) / b.n);
  const logP = normalTwoSidedLog(Math.sqrt(statistic));
  return {
    difference,
    n,
    interval: { low: Math.max(-1, difference - half), high: Math.min(1, difference + half) },
    test: "chi2",
    statistic,
    phi,
    logP,
    p: Math.exp(logP),
  };
}
