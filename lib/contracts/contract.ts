export type Contract = {
  id: string;
  name: string;
  /** For one year. */
  yearCents: number;
  currency: string;
  /** YYYY-MM-DD, as the others */
  startsOn: string;
  renewsOn: string | null;
  endedOn: string | null;
  endReason: string;
};

export type Renewal = {
  id: string;
  customerId: string;
  customerName: string;
  name: string;
  yearCents: number;
  currency: string;
  /** YYYY-MM-DD */
  renewsOn: string;
};

/** Amounts by currency, the largest first: different currencies are never added. */
export function yearsByCurrency(
  contracts: readonly { yearCents: number; currency: string }[],
): { currency: string; cents: number }[] {
  const sums = new Map<string, number>();
  for (const { currency, yearCents } of contracts) sums.set(currency, (sums.get(currency) ?? 0) + yearCents);
  return [...sums].map(([currency, cents]) => ({ currency, cents })).sort((a, b) => b.cents - a.cents);
}

/** The same day a year later; 29 February becomes the 28th. @param day YYYY-MM-DD */
export function yearLater(day: string): string {
  const [year = 0, month = 1, date = 1] = day.split("-").map(Number);
  const last = new Date(Date.UTC(year + 1, month, 0)).getUTCDate();
  return new Date(Date.UTC(year + 1, month - 1, Math.min(date, last))).toISOString().slice(0, 10);
}
