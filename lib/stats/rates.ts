import { normalTwoSidedLog, Z_975 } from "./distributions";
import type { Interval } from "./types";

/** How many of n had the event within the same window. */
export type EventCount = { events: number; n: number };

/** One group's rate over another's; 1 means no difference. */
export type RateRatio = {
  ratio: number;
  n: number;
  logStandardError: number;
  interval: Interval;
  logP: number;
  p: number;
};

/**
 * Rate of a over rate of b, such as promoters' over detractors' repurchase; interval and test on the logarithm with
 * SE = sqrt(1/a − 1/n₁ + 1/b − 1/n₂) (Katz and others, Biometrics 1978). Null ("too few") when a group is empty, has
 * no event, or everybody in both has one. Throws RangeError unless 0 ≤ events ≤ n.
 */
export function rateRatio(groups: { a: EventCount; b: EventCount }): RateRatio | null {
  const { a, b } = groups;
  for (const { events, n } of [a, b])
    if (!(events >= 0 && events <= n)) throw new RangeError("events lie between 0 and n");
  if (a.events === 0 || b.events === 0) return null;
  const logStandardError = Math.sqrt(1 / a.events - 1 / a.n + 1 / b.events - 1 / b.n);
  if (logStandardError === 0) return null;
  const ratio = a.events / a.n / (b.events / b.n);
  const half = Z_975 * logStandardError;
  const logP = normalTwoSidedLog(Math.log(ratio) / logStandardError);
  return {
    ratio,
    n: a.n + b.n,
    logStandardError,
    interval: { low: ratio * Math.exp(-half), high: ratio * Math.exp(half) },
    logP,
    p: Math.exp(logP),
  };
}
