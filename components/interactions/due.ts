const DAY_MS = 86_400_000;

/** The days a next step is usually due on, YYYY-MM-DD in the workspace's zone. */
export function usualDays(timeZone: string, now: Date): { key: "today" | "tomorrow" | "week"; day: string }[] {
  // The Swedish way of writing a date is ISO 8601.
  const today = new Intl.DateTimeFormat("sv-SE", { timeZone, dateStyle: "short" }).format(now);
  const after = (days: number) => new Date(Date.parse(`${today}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10);
  return [
    { key: "today", day: today },
    { key: "tomorrow", day: after(1) },
    { key: "week", day: after(7) },
  ];
}
