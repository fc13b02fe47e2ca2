import { formatInterval, formatMoney, formatNps, formatNumber, formatShare } from "@/lib/format";
import type { Figure, Measure } from "@/lib/teams/measures";

/** A figure of a measure as a page writes it; money is in the workspace's currency. */
export function figureText(measure: Measure, value: number, currency: string): string {
  if (measure === "nps") return formatNps(value);
  if (measure === "amount") return formatMoney(Math.round(value / 100) * 100, currency, { short: true });
  return formatShare(value);
}

/** The 95 % interval beside it. */
export function rangeOf(measure: Measure, { interval }: Pick<Figure, "interval">, currency: string): string {
  if (!interval) return "";
  if (measure === "nps") return formatInterval(interval, 0, { signed: true });
  if (measure === "amount")
    return `${figureText(measure, interval.low, currency)}–${figureText(measure, interval.high, currency)}`;
  return `${formatInterval(interval, 0, { scale: 100 })} %`;
}

/** "< 0.0001" or "= 0.03", to stand after q. */
export const qText = (q: number): string => (q < 0.0001 ? "< 0.0001" : `= ${formatNumber(q, q < 0.01 ? 4 : 2)}`);
