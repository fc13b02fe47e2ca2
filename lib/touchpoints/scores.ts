import { addMoments, type Moments, meanOf, NO_MOMENTS } from "../stats/moments";
import { nps } from "../stats/nps";
import type { Interval } from "../stats/types";
import type { TouchMeasure } from "./schema";

/** Under 30 answers a number is shown, and said to be indicative. */
export const INDICATIVE_UNDER = 30;

export type Scale = { min: number; max: number };
export type Direction = "higher" | "lower" | "none";

/** Kept counts of the answers of one group on one scale; bins count the values 0 … 10. */
export type Cell = Moments & { scaleMin: number; scaleMax: number; direction: Direction; bins: readonly number[] };

export type StatState = "ok" | "indicative" | "hidden" | "empty";
/** A group's number as a screen may show it; of a hidden one not even n leaves the server. */
export type Stat = { n: number; value: number | null; interval: Interval | null; state: StatState };

export const NOTHING: Stat = { n: 0, value: null, interval: null, state: "empty" };
export const HIDDEN: Stat = { n: 0, value: null, interval: null, state: "hidden" };

/** The same answers on a scale where more is better: an effort scale of the older kind is turned round. */
export function betterHigh<C extends Cell>(cell: C): C {
  if (cell.direction !== "lower") return cell;
  const ends = cell.scaleMin + cell.scaleMax;
  const bins = cell.bins.map((_, value) => cell.bins[ends - value] ?? 0);
  return {
    ...cell,
    direction: "higher",
    sum: cell.n * ends - cell.sum,
    sumSq: cell.n * ends * ends - 2 * ends * cell.sum + cell.sumSq,
    bins,
  };
}

export function groupBy<T>(list: readonly T[], keyOf: (one: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const one of list) {
    const key = keyOf(one);
    const known = groups.get(key);
    if (known) known.push(one);
    else groups.set(key, [one]);
  }
  return groups;
}

const scaleKey = ({ scaleMin, scaleMax }: Cell) => `${scaleMin} ${scaleMax}`;

/** Of several scales the most answered one counts; of two alike the shorter. Null without answers. */
export function mainScale(cells: readonly Cell[]): Scale | null {
  const counts = new Map<string, { n: number; cell: Cell }>();
  for (const cell of cells) {
    const known = counts.get(scaleKey(cell));
    counts.set(scaleKey(cell), { n: (known?.n ?? 0) + cell.n, cell });
  }
  const [best] = [...counts.values()]
    .filter(({ n }) => n > 0)
    .sort((a, b) => b.n - a.n || a.cell.scaleMax - b.cell.scaleMax);
  return best ? { min: best.cell.scaleMin, max: best.cell.scaleMax } : null;
}

export const onScale = <C extends Cell>(cells: readonly C[], scale: Scale | null): C[] =>
  scale === null ? [] : cells.filter((cell) => cell.scaleMin === scale.min && cell.scaleMax === scale.max);

/** n, Σ and Σ² of what the measure's number is the mean of: the ratings, or −100, 0, +100 for NPS. */
export function momentsFor(measure: TouchMeasure, cells: readonly Cell[]): Moments {
  if (measure !== "nps") return cells.reduce<Moments>((all, cell) => addMoments(all, cell), NO_MOMENTS);
  const { promoters, passives, detractors } = countsOf(cells);
  return {
    n: promoters + passives + detractors,
    sum: 100 * (promoters - detractors),
    sumSq: 10_000 * (promoters + detractors),
  };
}

export function countsOf(cells: readonly Cell[]) {
  const sum = (from: number, to: number) =>
    cells.reduce((all, { bins }) => all + bins.slice(from, to + 1).reduce((total, n) => total + n, 0), 0);
  return { promoters: sum(9, 10), passives: sum(7, 8), detractors: sum(0, 6) };
}

/** How many gave each point of the scale. */
export const binsOf = (cells: readonly Cell[], scale: Scale): number[] =>
  Array.from({ length: scale.max - scale.min + 1 }, (_, i) =>
    cells.reduce((sum, { bins }) => sum + (bins[scale.min + i] ?? 0), 0),
  );

/**
 * The measure's number of a group.
 * @param k no statistic under this many answers
 * @param isDark hidden for another reason: it would give a smaller group away
 */
export function statOf(measure: TouchMeasure, cells: readonly Cell[], k: number, isDark = false): Stat {
  const moments = momentsFor(measure, cells);
  const { n } = moments;
  if (n === 0) return NOTHING;
  if (n < k || isDark) return HIDDEN;
  const state = n < INDICATIVE_UNDER ? "indicative" : "ok";
  if (measure === "nps") {
    const result = nps(countsOf(cells));
    return { n, value: result?.score ?? null, interval: result?.interval ?? null, state };
  }
  const mean = meanOf(moments);
  return { n, value: mean?.mean ?? moments.sum / n, interval: mean?.interval ?? null, state };
}
