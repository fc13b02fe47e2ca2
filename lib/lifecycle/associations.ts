import { pearson } from "../stats/correlation";
import { benjaminiHochberg } from "../stats/multiple";
import type { Interval } from "../stats/types";

/** What is held against what. */
export type AssociationKind = "buying_referrals" | "selling_referrals" | "selling_newcomers";

export type Association = {
  kind: AssociationKind;
  r: number;
  interval: Interval | null;
  /** Pairs of changes from one month to the next. */
  n: number;
  p: number;
  q: number;
};

type Month = { buying: number; selling: number; referrals: number; newcomers: number };

/** Fewer changes than these say nothing. */
const LEAST_CHANGES = 6;

/**
 * Whether a side that grows goes with referrals, and sellers with new buyers of the month after. Changes from month to
 * month are correlated, not the months themselves: two lines that merely both rise would always agree. Associations:
 * neither proves that one brings the other.
 */
export function associationsOf(months: readonly Month[]): Association[] {
  const changes = (pick: (month: Month) => number) =>
    months.slice(1).map((month, index) => pick(month) - pick(months[index] as Month));
  const buying = changes(({ buying }) => buying);
  const selling = changes(({ selling }) => selling);
  const referrals = changes(({ referrals }) => referrals);
  const newcomers = changes(({ newcomers }) => newcomers);
  const pairs: [AssociationKind, number[], number[]][] = [
    ["buying_referrals", buying, referrals],
    ["selling_referrals", selling, referrals],
    ["selling_newcomers", selling.slice(0, -1), newcomers.slice(1)],
  ];
  const found = pairs.flatMap(([kind, x, y]) => {
    if (x.length < LEAST_CHANGES) return [];
    const result = pearson(x, y);
    return result ? [{ kind, r: result.r, interval: result.interval, n: result.n, p: result.p }] : [];
  });
  const q = benjaminiHochberg(found.map(({ p }) => p));
  return found.map((one, index) => ({ ...one, q: q[index] ?? 1 }));
}
