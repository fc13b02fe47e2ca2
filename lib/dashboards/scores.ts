import { addMoments, type Mean, type Moments, meanOf } from "../stats/moments";
import { type Nps, type NpsChange, type NpsCounts, nps, npsDifference } from "../stats/nps";
import { type Share, wilson } from "../stats/proportions";
import type { Interval } from "../stats/types";
import type { DashboardMeasure, ScoredItem } from "./schema";

/** Counts of one item's answers in one group: what roll-ups keep and what raw rows are counted into. */
export type Cell = {
  /** The group: "" for all, an id, or the first day of a week or month. */
  key: string;
  itemId: string;
  n: number;
  sum: number;
  sumSq: number;
  /** How many gave 0, 1 … 10. */
  bins: readonly number[];
};

/** Under 30 answers a score is shown, and said to be indicative. */
export const INDICATIVE_UNDER = 30;
export type ScoreState = "ok" | "indicative" | "hidden";

/**
 * A group's score. value: NPS in points (−100 to 100), or the share (0 to 1) of answers in the top box; null without
 * answers. The mean is a second number of csat, on the scale that all its items share; null when they do not.
 */
export type Score = {
  measure: DashboardMeasure;
  n: number;
  value: number | null;
  interval: Interval | null;
  mean: Mean | null;
  nps: NpsCounts | null;
  state: ScoreState;
};

/**
 * The least value that counts as satisfied: the two best points of scales of 4 to 7, the best of 3, the three best of
 * more. For scales that run the other way, the same points counted from below.
 */
export function isTopBox(value: number, { scaleMin, scaleMax, direction }: ScoredItem): boolean {
  const points = scaleMax - scaleMin + 1;
  const top = points <= 3 ? 1 : points <= 7 ? 2 : 3;
  return direction === "higher" ? value > scaleMax - top : value < scaleMin + top;
}

/** A score of which only n may be known: nothing else of it leaves the server, in whatever form a page is sent. */
export const hidden = (score: Score): Score => ({
  ...score,
  value: null,
  interval: null,
  mean: null,
  nps: null,
  state: "hidden",
});

const withState = (score: Score): Score => (score.state === "hidden" ? hidden(score) : score);

const NO_MOMENTS: Moments = { n: 0, sum: 0, sumSq: 0 };

/** Promoters, passives and detractors from the counts of 0 to 10. */
export function npsCounts(cells: readonly Cell[]): NpsCounts {
  const of = (from: number, to: number) =>
    cells.reduce((sum, { bins }) => sum + bins.slice(from, to + 1).reduce((all, one) => all + one, 0), 0);
  return { promoters: of(9, 10), passives: of(7, 8), detractors: of(0, 6) };
}

const stateOf = (n: number, k: number): ScoreState =>
  n < k && n > 0 ? "hidden" : n < INDICATIVE_UNDER ? "indicative" : "ok";

/**
 * One score from the cells of a group.
 * @param items of the cells; cells of other items are left out
 * @param k no statistic under this many answers
 */
export function scoreOf(
  cells: readonly Cell[],
  items: readonly ScoredItem[],
  measure: DashboardMeasure,
  k: number,
): Score {
  const byId = new Map(items.map((item) => [item.id, item]));
  const own = cells.filter(({ itemId }) => byId.get(itemId)?.measure === measure);
  if (measure === "nps") {
    const counts = npsCounts(own);
    const result: Nps | null = nps(counts);
    return withState({
      measure,
      n: result?.n ?? 0,
      value: result?.score ?? null,
      interval: result?.interval ?? null,
      mean: null,
      nps: counts,
      state: stateOf(result?.n ?? 0, k),
    });
  }
  let satisfied = 0;
  let n = 0;
  let moments = NO_MOMENTS;
  const scales = new Set<string>();
  for (const cell of own) {
    const item = byId.get(cell.itemId) as ScoredItem;
    n += cell.n;
    cell.bins.forEach((count, value) => {
      if (isTopBox(value, item)) satisfied += count;
    });
    moments = addMoments(moments, { n: cell.n, sum: cell.sum, sumSq: cell.sumSq });
    if (cell.n > 0) scales.add(`${item.scaleMin} ${item.scaleMax} ${item.direction}`);
  }
  const share: Share | null = wilson(satisfied, n);
  return withState({
    measure,
    n,
    value: share?.share ?? null,
    interval: share?.interval ?? null,
    mean: scales.size === 1 ? meanOf(moments) : null,
    nps: null,
    state: stateOf(n, k),
  });
}

/** How a score moved. For csat: difference of the two shares, −1 to 1. Null when either side has too few answers. */
export type Change = { difference: number; interval: Interval; isProved: boolean };

/** @param k both sides need as many answers */
export function changeOf(now: Score, before: Score, k: number): Change | null {
  if (now.n < k || before.n < k) return null;
  if (now.nps && before.nps) {
    const change: NpsChange | null = npsDifference(now.nps, before.nps);
    return change && { difference: change.difference, interval: change.interval, isProved: change.provable };
  }
  if (now.value === null || before.value === null || !now.interval || !before.interval) return null;
  // Newcombe's hybrid of the two Wilson intervals (Statistics in Medicine, 1998, method 10).
  const difference = now.value - before.value;
  const low = difference - Math.hypot(now.value - now.interval.low, before.interval.high - before.value);
  const high = difference + Math.hypot(now.interval.high - now.value, before.value - before.interval.low);
  return { difference, interval: { low, high }, isProved: low > 0 || high < 0 };
}

export type Group = { key: string; name: string; score: Score };

/** Cells by their key, in the order of `names`; groups without answers have n = 0. */
export function groupScores(
  cells: readonly Cell[],
  names: readonly { key: string; name: string }[],
  items: readonly ScoredItem[],
  measure: DashboardMeasure,
  k: number,
): Group[] {
  const byKey = new Map<string, Cell[]>();
  for (const cell of cells) byKey.set(cell.key, [...(byKey.get(cell.key) ?? []), cell]);
  return names.map(({ key, name }) => ({ key, name, score: scoreOf(byKey.get(key) ?? [], items, measure, k) }));
}
