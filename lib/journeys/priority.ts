import { spearman } from "../stats/correlation";
import { keyDriversFromScatter } from "../stats/drivers";
import type { Scatter } from "../stats/scatter";
import type { Gap } from "./gap";

export const GAP_MEASURES = ["rating", "effort", "nps"] as const;
export type GapMeasure = (typeof GAP_MEASURES)[number];

/** Fewer pairs than this say nothing about importance. */
export const LEAST_PAIRS = 50;

/**
 * How much a touchpoint matters, 0 to 1. `drivers`: its share of the R² by which ratings of the same people explain their
 * NPS. `next_nps`: squared rank correlation of its rating with the customer's next NPS. Neither: unknown, which is not 0.
 */
export type Importance =
  | { kind: "drivers"; value: number; n: number; r2: number; among: number }
  | { kind: "next_nps"; value: number; n: number }
  | { kind: "unknown"; n: number };

/** Customers with an event or an answer there in the period, of all; share is null when too few to be shown. */
export type Reach = { customers: number; of: number; share: number | null };

export type GapRow = {
  stepId: string;
  stepName: string;
  touchpointId: string;
  stageName: string;
  measure: GapMeasure;
  scale: { min: number; max: number } | null;
  gap: Gap;
  importance: Importance;
  reach: Reach;
  /** max(gap share, 0) × importance × reach, 0 to 1; null where a factor is not known. */
  priority: number | null;
};

/**
 * Priority of a gap: max(gap, 0) as a share of the scale × importance × reach. Null when a factor is not known: an
 * unknown importance is no importance of 0.
 */
export function priorityOf(gap: Gap, importance: Importance, reach: Reach): number | null {
  if (gap.gapShare === null || importance.kind === "unknown" || reach.share === null) return null;
  return Math.max(gap.gapShare, 0) * importance.value * reach.share;
}

export type RankedGaps<R> = {
  /** The gap is proved: the most pressing first. */
  proved: R[];
  /** The gap's interval holds 0, or the answers beat the wish. */
  unproved: R[];
  /** A gap whose importance or reach is not known: by the size of the gap. */
  unknown: R[];
  /** Nothing to compare: no wish, or too few answers. */
  silent: R[];
};

/** The order of a gap list. */
export function rankGaps<R extends Pick<GapRow, "gap" | "priority">>(rows: readonly R[]): RankedGaps<R> {
  const byPriority = (a: R, b: R) =>
    (b.priority ?? 0) - (a.priority ?? 0) || (b.gap.gapShare ?? 0) - (a.gap.gapShare ?? 0);
  const bySize = (a: R, b: R) => (b.gap.gapShare ?? 0) - (a.gap.gapShare ?? 0);
  const heard = rows.filter(({ gap }) => gap.gap !== null);
  const proved = heard.filter(({ gap }) => gap.verdict === "short");
  return {
    proved: proved.filter(({ priority }) => priority !== null).sort(byPriority),
    unknown: proved.filter(({ priority }) => priority === null).sort(bySize),
    unproved: heard.filter(({ gap }) => gap.verdict !== "short").sort(bySize),
    silent: rows.filter(({ gap }) => gap.gap === null),
  };
}

/** One item at a step's touchpoint and how many of the asked customers answered it and gave an NPS. */
export type DriverItem = { key: string; n: number };

/**
 * Which items share respondents: those answered by at least half as many as the most answered one, most answered first.
 * Others would leave hardly anybody who answered all.
 */
export function sharedItems(items: readonly DriverItem[], most = 40): string[] {
  const largest = Math.max(0, ...items.map(({ n }) => n));
  return items
    .filter(({ n }) => n >= LEAST_PAIRS && n * 2 >= largest)
    .sort((a, b) => b.n - a.n || a.key.localeCompare(b.key))
    .slice(0, most)
    .map(({ key }) => key);
}

/**
 * Shares of R² from the scatter of items (in the order of `keys`, the outcome last). Empty with too few people: ten a
 * driver, and at least 50.
 */
export function driverImportance(keys: readonly string[], scatter: Scatter | null): Map<string, Importance> {
  const found = new Map<string, Importance>();
  if (!scatter || keys.length < 2 || scatter.n < Math.max(LEAST_PAIRS, keys.length * 10)) return found;
  const drivers = keyDriversFromScatter(scatter);
  if (!drivers || !(drivers.r2 > 0)) return found;
  keys.forEach((key, index) => {
    const value = Math.min(1, Math.max(0, drivers.drivers[index]?.shareOfR2 ?? 0));
    found.set(key, { kind: "drivers", value, n: drivers.n, r2: drivers.r2, among: keys.length });
  });
  return found;
}

/** Pairs of one item's answer and the customer's next NPS, as counts. */
export type NextNps = { value: number; nps: number; n: number };

/** Squared Spearman correlation with the next NPS; unknown under 50 pairs, and where one side never varies. */
export function nextNpsImportance(pairs: readonly NextNps[]): Importance {
  const x: number[] = [];
  const y: number[] = [];
  for (const { value, nps, n } of pairs) {
    for (let i = 0; i < n; i++) {
      x.push(value);
      y.push(nps);
    }
  }
  if (x.length < LEAST_PAIRS) return { kind: "unknown", n: x.length };
  const found = spearman(x, y);
  if (!found) return { kind: "unknown", n: x.length };
  return { kind: "next_nps", value: found.r * found.r, n: found.n };
}
