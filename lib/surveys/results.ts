import type { ItemDirection, Measure } from "../generated/prisma/enums";
import { meanOf } from "../stats/moments";
import { nps } from "../stats/nps";
import { wilson } from "../stats/proportions";
import type { Interval } from "../stats/types";
import { betterHigh, type NpsClass, npsClassOf, type Scored, satisfiedFrom } from "./scoring";

/** Sums over an item's answers; buckets count the single values 0 … 10. */
export type Sums = { n: number; sum: number; sumSq: number; buckets: readonly number[] };
export type ScoredItem = {
  measure: Measure;
  direction: ItemDirection;
  scaleMin: number | null;
  scaleMax: number | null;
};

/** The number that stands for a question; `value` and `interval` are points for NPS and shares (0–1) otherwise. */
export type Headline = { measure: Measure; value: number; n: number; interval: Interval };

const sumOver = (sums: Sums, wanted: (value: number) => boolean): number =>
  sums.buckets.reduce((total, count, value) => total + (wanted(value) ? count : 0), 0);

const shareFrom = (item: Scored, sums: Sums, measure: Measure, from: number | null): Headline | null => {
  if (from === null) return null;
  const share = wilson(
    sumOver(sums, (value) => value >= (item.scaleMin ?? 0) && betterHigh(item, value) >= from),
    sums.n,
  );
  return share && { measure, value: share.share, n: share.n, interval: share.interval };
};

/** One way of concluding per measure. CES shows the share of 5–7 on a 7-point scale, and its like on others. */
const HEADLINES: Record<Measure, (item: Scored, sums: Sums) => Headline | null> = {
  nps: (_item, sums) => {
    const result = nps({
      promoters: sumOver(sums, (value) => value >= 9),
      passives: sumOver(sums, (value) => value === 7 || value === 8),
      detractors: sumOver(sums, (value) => value <= 6),
    });
    return result && { measure: "nps", value: result.score, n: result.n, interval: result.interval };
  },
  csat: (item, sums) => shareFrom(item, sums, "csat", satisfiedFrom(item)),
  ces: (item, sums) =>
    shareFrom(item, sums, "ces", item.scaleMax === null ? null : item.scaleMax === 7 ? 5 : item.scaleMax - 1),
  other: () => null,
};

export type QuestionResult = {
  n: number;
  headline: Headline | null;
  /** On the item's own scale. */
  mean: { value: number; interval: Interval } | null;
  /** The shares of promoters, passives and detractors, for NPS. */
  classes: { promoters: number; passives: number; detractors: number } | null;
  bins: { value: number; label: string; count: number; kind: NpsClass | null }[];
};

/** The headline of an item's sums; null without answers or where the measure has none. */
export function headlineOf(item: ScoredItem, sums: Sums): Headline | null {
  return sums.n > 0 ? HEADLINES[item.measure](item, sums) : null;
}

/** Everything a page shows about one question. */
export function questionResult(
  item: ScoredItem & {
    options: readonly { value: number; label: string }[];
    byValue: readonly { value: number; n: number }[];
  },
  sums: Sums,
): QuestionResult {
  const isScale = item.scaleMin !== null && item.scaleMax !== null;
  const mean = isScale && item.measure !== "nps" ? meanOf(sums) : null;
  const counts = new Map(item.byValue.map(({ value, n }) => [value, n]));
  const countOf = (value: number) => counts.get(value) ?? sums.buckets[value] ?? 0;
  const points = isScale
    ? Array.from({ length: (item.scaleMax ?? 0) - (item.scaleMin ?? 0) + 1 }, (_, i) => (item.scaleMin ?? 0) + i)
    : [];
  const share = (kind: NpsClass) => sumOver(sums, (value) => npsClassOf(item, value) === kind) / sums.n;
  return {
    n: sums.n,
    headline: headlineOf(item, sums),
    mean: mean && { value: mean.mean, interval: mean.interval },
    classes:
      item.measure === "nps" && sums.n > 0
        ? { promoters: share("promoter"), passives: share("passive"), detractors: share("detractor") }
        : null,
    bins: isScale
      ? points.map((value) => ({ value, label: String(value), count: countOf(value), kind: npsClassOf(item, value) }))
      : item.options.map(({ value, label }) => ({ value, label, count: countOf(value), kind: null })),
  };
}
