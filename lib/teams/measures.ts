import { welch } from "../stats/means";
import { type Moments, meanOf } from "../stats/moments";
import { benjaminiHochberg } from "../stats/multiple";
import { type NpsCounts, nps, npsDifference } from "../stats/nps";
import { compareShares, wilson, type YesCount } from "../stats/proportions";
import type { Interval } from "../stats/types";

// What sellers are compared by. Each measure knows its value with interval, how two groups differ, and how groups add up.

export const MEASURES = ["win", "amount", "retention", "nps", "reached", "kept"] as const;
export type Measure = (typeof MEASURES)[number];

/** Sufficient statistics of a seller, or of several together. */
export type Counts = {
  /** Deals won, of those closed. */
  win: YesCount;
  /** Won deals in the workspace's currency, in cents. */
  amount: Moments;
  /** Customers kept, of those at the period's beginning. */
  retention: YesCount;
  /** The latest answer of each of their customers. */
  nps: NpsCounts;
  /** Calls and visits in which somebody was reached. */
  reached: YesCount;
  /** Next steps done by their day, of those that fell due. */
  kept: YesCount;
};

export const NO_COUNTS: Counts = {
  win: { yes: 0, n: 0 },
  amount: { n: 0, sum: 0, sumSq: 0 },
  retention: { yes: 0, n: 0 },
  nps: { promoters: 0, passives: 0, detractors: 0 },
  reached: { yes: 0, n: 0 },
  kept: { yes: 0, n: 0 },
};

const addShares = (a: YesCount, b: YesCount): YesCount => ({ yes: a.yes + b.yes, n: a.n + b.n });

export function addCounts(a: Counts, b: Counts): Counts {
  return {
    win: addShares(a.win, b.win),
    amount: { n: a.amount.n + b.amount.n, sum: a.amount.sum + b.amount.sum, sumSq: a.amount.sumSq + b.amount.sumSq },
    retention: addShares(a.retention, b.retention),
    nps: {
      promoters: a.nps.promoters + b.nps.promoters,
      passives: a.nps.passives + b.nps.passives,
      detractors: a.nps.detractors + b.nps.detractors,
    },
    reached: addShares(a.reached, b.reached),
    kept: addShares(a.kept, b.kept),
  };
}
export const sumOf = (list: readonly Counts[]): Counts => list.reduce(addCounts, NO_COUNTS);

export type Figure = {
  value: number | null;
  interval: Interval | null;
  n: number;
  /** hidden: under k; indicative: under 30; empty: nothing was counted. */
  state: "ok" | "indicative" | "hidden" | "empty";
};

const npsN = ({ promoters, passives, detractors }: NpsCounts) => promoters + passives + detractors;
const nOf = (counts: Counts, measure: Measure): number => (measure === "nps" ? npsN(counts.nps) : counts[measure].n);

/** Shares are 0 to 1, nps −100 to 100, amount in cents. @param k least n that is shown */
export function figureOf(counts: Counts, measure: Measure, k: number): Figure {
  const n = nOf(counts, measure);
  if (n === 0) return { value: null, interval: null, n, state: "empty" };
  if (n < k) return { value: null, interval: null, n, state: "hidden" };
  const state = n < 30 ? "indicative" : "ok";
  if (measure === "nps") {
    const found = nps(counts.nps);
    return { value: found?.score ?? null, interval: found?.interval ?? null, n, state };
  }
  if (measure === "amount") {
    const found = meanOf(counts.amount);
    // No mean deal is worth less than nothing.
    return {
      value: found?.mean ?? null,
      interval: found && { low: Math.max(0, found.interval.low), high: found.interval.high },
      n,
      state,
    };
  }
  const found = wilson(counts[measure].yes, counts[measure].n);
  return { value: found?.share ?? null, interval: found?.interval ?? null, n, state };
}

export type Difference = { measure: Measure; difference: number; interval: Interval; p: number; n: number };

/** a − b; null when either is under k, or there is nothing to test. */
export function differenceOf(a: Counts, b: Counts, measure: Measure, k: number): Difference | null {
  if (nOf(a, measure) < k || nOf(b, measure) < k) return null;
  const found =
    measure === "nps"
      ? npsDifference(a.nps, b.nps)
      : measure === "amount"
        ? welch(a.amount, b.amount)
        : compareShares({ a: a[measure], b: b[measure] });
  return found && { measure, difference: found.difference, interval: found.interval, p: found.p, n: found.n };
}

export type Compared<G extends string> = {
  group: G;
  sellers: number;
  figures: Record<Measure, Figure>;
  /** Against the other groups together; null where it could not be tested. */
  against: Record<Measure, (Difference & { q: number }) | null>;
};

export type Group<G extends string> = { group: G; sellers: number; counts: Counts };

/**
 * Groups of sellers side by side, each against the others of its set together. Two groups are one comparison a measure.
 * Every test of all sets enters Benjamini and Hochberg's q. Groups without a seller are left out.
 */
export function compareGroups<G extends string>(
  sets: readonly (readonly Group<G>[])[],
  k: number,
): { sets: Compared<G>[][]; tests: number } {
  const present = sets.map((groups) => groups.filter(({ sellers }) => sellers > 0));
  const tests = present.flatMap((groups, set) =>
    // Of two, the second against the first is the same test turned round.
    (groups.length < 2 ? [] : groups.length === 2 ? groups.slice(0, 1) : groups).flatMap(({ group, counts }) => {
      const others = sumOf(groups.filter((one) => one.group !== group).map((one) => one.counts));
      return MEASURES.flatMap((measure) => {
        const found = differenceOf(counts, others, measure, k);
        return found ? [{ key: `${set} ${group} ${measure}`, found }] : [];
      });
    }),
  );
  const q = benjaminiHochberg(tests.map(({ found }) => found.p));
  const known = new Map(tests.map(({ key, found }, index) => [key, { ...found, q: q[index] ?? 1 }]));
  const against = (set: number, group: G, measure: Measure) => {
    const own = known.get(`${set} ${group} ${measure}`);
    if (own) return own;
    const groups = present[set] ?? [];
    const turned = groups.length === 2 ? known.get(`${set} ${groups[0]?.group} ${measure}`) : undefined;
    if (!turned) return null;
    const { difference, interval } = turned;
    return { ...turned, difference: -difference, interval: { low: -interval.high, high: -interval.low } };
  };
  return {
    sets: present.map((groups, set) =>
      groups.map(({ group, sellers, counts }) => ({
        group,
        sellers,
        figures: byMeasure((measure) => figureOf(counts, measure, k)),
        against: byMeasure((measure) => against(set, group, measure)),
      })),
    ),
    tests: tests.length,
  };
}

const byMeasure = <T>(get: (measure: Measure) => T): Record<Measure, T> =>
  Object.fromEntries(MEASURES.map((measure) => [measure, get(measure)])) as Record<Measure, T>;
