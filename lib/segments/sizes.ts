// The days of a segment's history: days without a change keep the size before. Pure.

export type DayOfSize = { day: string; members: number | null; entered: number; left: number };

const next = (day: string): string => new Date(Date.parse(`${day}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10);

/**
 * Every day of the span, half-open; null before the first size that is known.
 * @param stored in order; days before the span give the size it begins with
 */
export function everyDay(
  stored: readonly { day: string; members: number; entered: number; left: number }[],
  { fromDay, toDay }: { fromDay: string; toDay: string },
): DayOfSize[] {
  const byDay = new Map(stored.map((one) => [one.day, one]));
  let members: number | null = stored.findLast(({ day }) => day < fromDay)?.members ?? null;
  const days: DayOfSize[] = [];
  for (let day = fromDay; day < toDay; day = next(day)) {
    const one = byDay.get(day);
    members = one?.members ?? members;
    days.push({ day, members, entered: one?.entered ?? 0, left: one?.left ?? 0 });
  }
  return days;
}

/** Neighbouring days put together, so that a bar is wide enough to be seen: the last size, the sums of coming and going. */
export function thinned(days: readonly DayOfSize[], most: number): DayOfSize[] {
  const step = Math.max(1, Math.ceil(days.length / most));
  const groups: DayOfSize[] = [];
  for (let at = 0; at < days.length; at += step) {
    const some = days.slice(at, at + step);
    groups.push({
      day: some[0]!.day,
      members: some.findLast(({ members }) => members !== null)?.members ?? null,
      entered: some.reduce((sum, one) => sum + one.entered, 0),
      left: some.reduce((sum, one) => sum + one.left, 0),
    });
  }
  return groups;
}
