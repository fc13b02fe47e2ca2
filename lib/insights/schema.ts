import { z } from "zod";
import { segmentRule } from "../segments/schema";

/** How the CRM side of a sentence is said; its words are messages "base.<kind>". */
export const baseWords = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("segment"), name: z.string() }),
  z.object({ kind: z.literal("choice"), label: z.string(), value: z.string() }),
  z.object({ kind: z.literal("boolean"), label: z.string(), yes: z.boolean() }),
  /** Values are in cents when currency is set. */
  z.object({
    kind: z.enum(["below", "atLeast"]),
    label: z.string(),
    value: z.number(),
    unit: z.string(),
    currency: z.string().nullable(),
  }),
  z.object({ kind: z.enum(["customerKind", "side", "lifecycle"]), value: z.string() }),
  z.object({ kind: z.enum(["country", "city", "language", "tag"]), value: z.string() }),
  z.object({
    kind: z.enum(["fewerOrders", "moreOrders", "noOrders", "fewerInteractions", "moreInteractions"]),
    value: z.number(),
  }),
  z.object({ kind: z.enum(["spentBelow", "spentAtLeast"]), value: z.number(), currency: z.string() }),
  z.object({ kind: z.enum(["orderedWithin", "notOrderedFor"]), days: z.number() }),
]);
export type BaseWords = z.output<typeof baseWords>;

/** The CRM condition; `rule` is the same as a segment's rule, so that its customers can be listed and kept. */
export const base = z.object({
  key: z.string(),
  words: baseWords,
  rule: segmentRule,
  segmentId: z.uuid().nullable(),
});
export type Base = z.output<typeof base>;

const scale = { scaleMin: z.number().nullable(), scaleMax: z.number().nullable() };

/** What was answered: `values` of one item. */
export const said = z.object({
  itemId: z.uuid(),
  itemNo: z.number(),
  label: z.string(),
  kind: z.enum(["rating", "effort", "choice"]),
  values: z.array(z.number()).min(1),
  /** How it is said: the two ends of a scale, in the better-is-higher direction, or an option. */
  box: z.enum(["low", "high", "option"]),
  option: z.string().nullable(),
  ...scale,
  touchpointId: z.uuid().nullable(),
  touchpoint: z.string().nullable(),
  firmControlled: z.boolean(),
});
export type Said = z.output<typeof said>;

/** What is explained: a mean on the item's scale, or the share of `goodValues`. */
export const outcome = z.object({
  key: z.string(),
  itemId: z.uuid().nullable(),
  itemNo: z.number().nullable(),
  /** The key of the attribute it is taken from, where it is not an item. */
  attribute: z.string().nullable(),
  label: z.string(),
  kind: z.enum(["mean", "share"]),
  measure: z.enum(["nps", "csat", "ces", "other"]),
  higherIsBetter: z.boolean(),
  goodWord: z.string().nullable(),
  goodValues: z.array(z.number()),
  ...scale,
});
export type Outcome = z.output<typeof outcome>;

const count = z.number().int().min(0);
const interval = z.object({ low: z.number(), high: z.number() });
const moments = z.object({ n: count, sum: z.number(), sumSq: z.number() });
const yesCount = z.object({ yes: count, n: count });
/** Natural logarithm of a p or q; JSON has no infinity, so a p of exactly 0 is kept as −1e300. */
const logarithm = z.number().max(0);

export const shareTest = z.object({
  difference: z.number(),
  interval,
  test: z.enum(["chi2", "fisher"]),
  statistic: z.number().nullable(),
  logP: logarithm,
});

/** A sentence as it is stored: what is said, its counts and its tests. Nothing is rounded. */
export const finding = z.object({
  base,
  said,
  outcome,
  baseSize: count,
  asked: count,
  saidSo: count,
  othersAsked: count,
  othersSaidSo: count,
  /** They say it more, or less, often than others; null when nobody else was asked. */
  saying: shareTest.nullable(),
  /** Those who say it have another outcome. */
  explained: z.discriminatedUnion("kind", [
    z.object({
      kind: z.literal("mean"),
      said: moments,
      rest: moments,
      test: z.object({ difference: z.number(), interval, t: z.number(), df: z.number(), logP: logarithm }),
    }),
    z.object({ kind: z.literal("share"), said: yesCount, rest: yesCount, test: shareTest }),
  ]),
  isWeak: z.boolean(),
  d: z.number(),
  dInterval: interval,
  logP: logarithm,
  logQ: logarithm,
  comparisons: count,
  concerned: count,
  weight: z.number(),
  standsOut: z.number(),
});
export type Finding = z.output<typeof finding>;

/** What a scan was asked to do. */
export const scanParams = z.object({
  /** As in a URL (lib/period.ts). */
  period: z.string().max(40),
});
export type ScanParams = z.output<typeof scanParams>;

export const INSIGHT_ORDERS = ["weight", "difference", "customers"] as const;
export type InsightOrder = (typeof INSIGHT_ORDERS)[number];

export const INSIGHT_KINDS = ["all", "both", "weak"] as const;
export type InsightKind = (typeof INSIGHT_KINDS)[number];

/** Least number of customers in each group that the list may be narrowed to. */
export const LEAST_N_CHOICES = [30, 50, 100, 300, 1000] as const;

/** Options of a choice item, as stored with it; anything else counts as none. */
export const itemOptions = z.array(z.object({ value: z.number(), label: z.string() })).catch([]);
