import { TZDate } from "@date-fns/tz";
import {
  addMonths,
  addYears,
  differenceInCalendarMonths,
  format,
  startOfMonth,
  startOfQuarter,
  startOfYear,
} from "date-fns";
import type { Span } from "../period";

export type Bucket = {
  key: string;
  from: Date;
  to: Date;
  label: string;
  fullLabel: string;
  /** False for one that is not over, or that the period cuts short. */
  isWhole: boolean;
};
export type Step = "month" | "quarter" | "year";

/** So many buckets fit into the bits that a customer's history is folded into (marks-sql.ts). */
const MOST_BUCKETS = 40;

const START = { month: startOfMonth, quarter: startOfQuarter, year: startOfYear } as const;
const NEXT = {
  month: (date: Date) => addMonths(date, 1),
  quarter: (date: Date) => addMonths(date, 3),
  year: (date: Date) => addYears(date, 1),
} as const;

const words = (step: Step, from: Date): Pick<Bucket, "label" | "fullLabel"> => {
  if (step === "month") return { label: format(from, "MMM"), fullLabel: format(from, "MMMM yyyy") };
  if (step === "year") return { label: format(from, "yyyy"), fullLabel: format(from, "yyyy") };
  const quarter = `Q${Math.floor(from.getMonth() / 3) + 1}`;
  return { label: quarter, fullLabel: `${quarter} ${format(from, "yyyy")}` };
};

/**
 * The whole months (quarters, years) that a period touches, in the workspace's zone; the last one ends with the period.
 * Months up to two years, quarters up to ten, years beyond. What begins after now is left out: nothing happened there.
 * @param first nothing is known before this: where an endless period begins
 */
export function bucketsOf(
  period: Pick<Span, "from" | "to">,
  { timeZone, first, now }: { timeZone: string; first: Date; now: Date },
): { step: Step; buckets: Bucket[] } {
  const begin = +period.from < +first ? first : period.from;
  const last = new TZDate(+period.to - 1, timeZone);
  const months = differenceInCalendarMonths(last, new TZDate(begin, timeZone)) + 1;
  const step: Step = months <= 24 ? "month" : months <= 120 ? "quarter" : "year";
  const buckets: Bucket[] = [];
  let from: Date = START[step](new TZDate(begin, timeZone));
  while (+from < +period.to && +from <= +now && buckets.length < MOST_BUCKETS) {
    const next = NEXT[step](from);
    const to = +next < +period.to ? next : period.to;
    buckets.push({
      key: format(from, "yyyy-MM-dd"),
      from: new Date(+from),
      to: new Date(+to),
      isWhole: +to === +next && +to <= +now,
      ...words(step, from),
    });
    from = next;
  }
  return { step, buckets };
}
