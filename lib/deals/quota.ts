// A quarter's quota and how far along it is.

/** What one seller is to win in a quarter, and has. */
export type QuotaProgress = {
  userId: string;
  name: string;
  /** YYYY-MM-DD, the quarter's first day */
  quarter: string;
  /** Null when no quota is set. */
  amountCents: number | null;
  currency: string;
  /** Won in the quota's currency. */
  wonCents: number;
  deals: number;
  /** Won in other currencies, which do not count: there is no rate. */
  others: { currency: string; amountCents: number }[];
};

export type QuotaPace = {
  /** Of the quota, 0 and more; null without a quota. */
  share: number | null;
  /** Of the quarter's days that are over, 0 to 1; the day itself counts when it is over. */
  time: number;
  /** True when at least as much of the quota is won as of the quarter is over. */
  onPace: boolean | null;
};

const DAY_MS = 86_400_000;
const day = (text: string) => Date.parse(`${text}T00:00:00Z`);

/** The first day of the quarter that a day is in, or of one some quarters on. "2026-11-22" → "2026-10-01" */
export function quarterOf(today: string, on = 0): string {
  const [year = 0, month = 1] = today.split("-").map(Number);
  return new Date(Date.UTC(year, Math.floor((month - 1) / 3) * 3 + on * 3, 1)).toISOString().slice(0, 10);
}

/** "Q4 2026" */
export const quarterLabel = (quarter: string): string =>
  `Q${Math.floor((Number(quarter.slice(5, 7)) - 1) / 3) + 1} ${quarter.slice(0, 4)}`;

/** @param today YYYY-MM-DD in the workspace's zone */
export function quotaPace(
  { quarter, amountCents, wonCents }: Pick<QuotaProgress, "quarter" | "amountCents" | "wonCents">,
  today: string,
): QuotaPace {
  const from = day(quarter);
  const to = day(quarterOf(quarter, 1));
  const time = Math.min(1, Math.max(0, (day(today) - from) / (to - from || DAY_MS)));
  const share = amountCents === null || amountCents <= 0 ? null : wonCents / amountCents;
  return { share, time, onPace: share === null ? null : share >= time };
}
