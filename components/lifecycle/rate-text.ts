import { INDICATIVE_UNDER } from "@/lib/dashboards/scores";
import { formatInterval, formatShare } from "@/lib/format";
import type { Interval } from "@/lib/stats/types";

type Rate = { share: number; n: number; interval: Interval };
export type RateState = "ok" | "indicative" | "hidden";

/** A share as a page shows it: hidden under k, indicative under 30. */
export function rateText(rate: Rate | null, k: number): { value: string | null; range: string; state: RateState } {
  if (!rate) return { value: null, range: "", state: "ok" };
  const state = rate.n < k ? "hidden" : rate.n < INDICATIVE_UNDER ? "indicative" : "ok";
  return { value: state === "hidden" ? null : formatShare(rate.share, 1), range: rangeText(rate.interval), state };
}

/** "84.4–87.5 %" */
export const rangeText = ({ low, high }: Interval): string =>
  `${formatInterval({ low: low * 100, high: high * 100 }, 1)} %`;

/** A share as a point of a chart. */
export function ratePoint(rate: Rate | null, k: number) {
  if (!rate) return { value: null, low: null, high: null, n: 0 };
  const { state } = rateText(rate, k);
  return { value: rate.share, low: rate.interval.low, high: rate.interval.high, n: rate.n, state };
}
