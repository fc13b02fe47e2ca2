import { TZDate } from "@date-fns/tz";
import {
  addDays,
  addMonths,
  differenceInCalendarDays,
  format,
  startOfDay,
  startOfMonth,
  startOfQuarter,
  startOfYear,
} from "date-fns";

/** A half-open stretch of time in one zone: from ≤ t < to; and the same as calendar days, fromDay ≤ day < toDay. */
export type Span = {
  from: Date;
  to: Date;
  /** YYYY-MM-DD in the workspace's zone */
  fromDay: string;
  /** YYYY-MM-DD, the first day that no longer belongs */
  toDay: string;
  /** "Q3 2026", "1 Jul – 30 Sep 2026" */
  label: string;
};

export type Period = Span & {
  /** The value in the URL. */
  key: string;
  /** The stretch of the same kind before it; null for "all". */
  previous: Span | null;
};

export const PERIOD_PRESETS = [
  "30d",
  "90d",
  "12m",
  "this_month",
  "this_quarter",
  "this_year",
  "last_month",
  "last_quarter",
  "last_year",
  "all",
] as const;
export type PeriodPreset = (typeof PERIOD_PRESETS)[number];
export const DEFAULT_PERIOD: PeriodPreset = "90d";

const DAY = "yyyy-MM-dd";

function span(from: Date, to: Date, label?: string): Span {
  const last = addDays(to, -1);
  const sameYear = format(from, "yyyy") === format(last, "yyyy");
  return {
    from: new Date(+from),
    to: new Date(+to),
    fromDay: format(from, DAY),
    toDay: format(to, DAY),
    label: label ?? `${format(from, sameYear ? "d MMM" : "d MMM yyyy")} – ${format(last, "d MMM yyyy")}`,
  };
}

const quarterLabel = (from: Date) => `Q${Math.floor(from.getMonth() / 3) + 1} ${from.getFullYear()}`;
const monthLabel = (from: Date) => format(from, "MMMM yyyy");

function calendar(
  start: Date,
  step: (date: Date, amount: number) => Date,
  amount: number,
  label: (from: Date) => string,
) {
  const before = step(start, -amount);
  return { ...span(start, step(start, amount), label(start)), previous: span(before, start, label(before)) };
}

function parseDay(text: string, timeZone: string): Date | null {
  // Years that a person can mean; without a limit a trend would be drawn over thousands of them.
  const match = /^((?:19|20|21)\d{2})-(\d{2})-(\d{2})$/.exec(text);
  if (!match) return null;
  const date = new TZDate(Number(match[1]), Number(match[2]) - 1, Number(match[3]), timeZone);
  return Number.isNaN(+date) || format(date, DAY) !== text ? null : date;
}

/**
 * Reads the `period` of a URL. Unknown or wrong values give the default, so that no link is ever broken by it.
 * @param value a preset, "q:2026-3", "m:2026-09", or "2026-07-01..2026-09-30" (both days belong)
 */
export function parsePeriod(
  value: string | readonly string[] | undefined | null,
  { timeZone, now }: { timeZone: string; now: Date },
): Period {
  const today = startOfDay(new TZDate(now, timeZone));
  const tomorrow = addDays(today, 1);
  // Given twice in a URL, a parameter is a list.
  const key = (typeof value === "string" ? value : value?.[0]) || DEFAULT_PERIOD;
  const rolling = (from: Date, back: Date, length: string): Period => ({
    key,
    ...span(from, tomorrow, `Last ${length}`),
    previous: span(back, from, `the ${length} before`),
  });
  switch (key) {
    case "30d":
      return rolling(addDays(tomorrow, -30), addDays(tomorrow, -60), "30 days");
    case "90d":
      return rolling(addDays(tomorrow, -90), addDays(tomorrow, -180), "90 days");
    case "12m":
      return rolling(addMonths(tomorrow, -12), addMonths(tomorrow, -24), "12 months");
    case "this_month":
      return { key, ...calendar(startOfMonth(today), addMonths, 1, monthLabel) };
    case "last_month":
      return { key, ...calendar(addMonths(startOfMonth(today), -1), addMonths, 1, monthLabel) };
    case "this_quarter":
      return { key, ...calendar(startOfQuarter(today), addMonths, 3, quarterLabel) };
    case "last_quarter":
      return { key, ...calendar(addMonths(startOfQuarter(today), -3), addMonths, 3, quarterLabel) };
    case "this_year":
      return { key, ...calendar(startOfYear(today), addMonths, 12, (from) => format(from, "yyyy")) };
    case "last_year":
      return { key, ...calendar(addMonths(startOfYear(today), -12), addMonths, 12, (from) => format(from, "yyyy")) };
    case "all":
      return { key, ...span(new TZDate(1970, 0, 1, timeZone), tomorrow, "All time"), previous: null };
  }
  const quarter = /^q:((?:19|20|21)\d{2})-([1-4])$/.exec(key);
  if (quarter) {
    const start = new TZDate(Number(quarter[1]), (Number(quarter[2]) - 1) * 3, 1, timeZone);
    return { key, ...calendar(start, addMonths, 3, quarterLabel) };
  }
  const month = /^m:((?:19|20|21)\d{2})-(0[1-9]|1[0-2])$/.exec(key);
  if (month) {
    const start = new TZDate(Number(month[1]), Number(month[2]) - 1, 1, timeZone);
    return { key, ...calendar(start, addMonths, 1, monthLabel) };
  }
  const [first, last] = key.split("..");
  const from = first ? parseDay(first, timeZone) : null;
  const until = last ? parseDay(last, timeZone) : null;
  if (from && until && from <= until) {
    const to = addDays(until, 1);
    const days = differenceInCalendarDays(to, from);
    return { key, ...span(from, to), previous: span(addDays(from, -days), from) };
  }
  return parsePeriod(DEFAULT_PERIOD, { timeZone, now });
}

const days = new Map<string, { minute: number; day: string }>();

/** The calendar day of an instant in a zone, YYYY-MM-DD. */
export function dayIn(timeZone: string, instant: Date): string {
  // Days begin on the minute everywhere, so the last one asked about is the same for all who ask within it.
  const minute = Math.floor(+instant / 60_000);
  const known = days.get(timeZone);
  if (known?.minute === minute) return known.day;
  const day = format(new TZDate(instant, timeZone), DAY);
  if (days.size >= 1_000) days.clear();
  days.set(timeZone, { minute, day });
  return day;
}
