const DAY_MS = 86_400_000;
const iso = (date: Date): string => date.toISOString().slice(0, 10);
const at = (day: string): Date => new Date(`${day}T00:00:00Z`);

/** First days of so many months up to and with the one that holds the day before `toDay` (YYYY-MM-DD), in order. */
export function monthsUpTo(toDay: string, count: number): string[] {
  const last = new Date(+at(toDay) - DAY_MS);
  return Array.from({ length: count }, (_, index) =>
    iso(new Date(Date.UTC(last.getUTCFullYear(), last.getUTCMonth() - (count - 1 - index), 1))),
  );
}

/** The same for weeks, each by its Monday. */
export function weeksUpTo(toDay: string, count: number): string[] {
  const last = new Date(+at(toDay) - DAY_MS);
  const monday = +last - ((last.getUTCDay() + 6) % 7) * DAY_MS;
  return Array.from({ length: count }, (_, index) => iso(new Date(monday - (count - 1 - index) * 7 * DAY_MS)));
}

/** The same calendar days a year before: what a season is compared with. */
export function yearBefore({ fromDay, toDay }: { fromDay: string; toDay: string }): { fromDay: string; toDay: string } {
  const back = (day: string): string => {
    const date = at(day);
    const year = date.getUTCFullYear() - 1;
    // 29 February has no day a year before: the 28th stands for it.
    const lastOfMonth = new Date(Date.UTC(year, date.getUTCMonth() + 1, 0)).getUTCDate();
    return iso(new Date(Date.UTC(year, date.getUTCMonth(), Math.min(date.getUTCDate(), lastOfMonth))));
  };
  return { fromDay: back(fromDay), toDay: back(toDay) };
}

/** Which of these firsts a day falls on or after, and how far towards the next (0 to 1); null outside of them. */
export function placeOn(days: readonly string[], day: string, endDay: string): { at: string; offset: number } | null {
  if (days.length === 0 || day < (days[0] as string) || day >= endDay) return null;
  let index = days.findLastIndex((first) => first <= day);
  index = Math.max(0, index);
  const from = +at(days[index] as string);
  const next = days[index + 1];
  const to = next ? +at(next) : +at(endDay);
  const offset = next ? Math.min(1, (+at(day) - from) / Math.max(DAY_MS, to - from)) : 0;
  return { at: days[index] as string, offset };
}

/** The `period` of a URL for the month or week that begins on a day, cut off where the trend ends (`toDay`, not within). */
export function bucketPeriod(first: string, step: "month" | "week", toDay: string): string {
  const start = at(first);
  const next = step === "week" ? +start + 7 * DAY_MS : Date.UTC(start.getUTCFullYear(), start.getUTCMonth() + 1, 1);
  const end = Math.min(next, +at(toDay));
  if (step === "month" && end === next && start.getUTCDate() === 1) return `m:${first.slice(0, 7)}`;
  return `${first}..${iso(new Date(end - DAY_MS))}`;
}
