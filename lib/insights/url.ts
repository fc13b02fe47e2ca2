import { isId } from "../id";
import { storableOnly } from "../storable";
import { type OwnParams, ownParams } from "./own";
import { INSIGHT_ORDERS, LEAST_N_CHOICES } from "./schema";

const KINDS = ["both", "all", "weak", "dismissed"] as const;
const STEP = 20;
const MOST = 400;

/** What the list of sentences is narrowed to; all of it stands in the URL. */
export type InsightsUrl = {
  period: string;
  segmentId: string | null;
  touchpointId: string | null;
  leastN: number;
  kind: (typeof KINDS)[number];
  order: (typeof INSIGHT_ORDERS)[number];
  together: boolean;
  /** Rank of the sentence whose subject is shown alone. */
  like: number | null;
  show: number;
};

type Given = Record<string, string | string[] | undefined>;

/** Reads the URL; what is wrong in it counts as absent. */
export function readInsightsUrl(given: Given): InsightsUrl {
  const one = (name: string): string => {
    const value = given[name];
    return storableOnly((Array.isArray(value) ? value[0] : value) ?? "");
  };
  const id = (name: string) => (isId(one(name)) ? one(name) : null);
  const like = Number(one("like"));
  const isLike = Number.isSafeInteger(like) && like > 0 && like < 1_000_000;
  const show = Number(one("show"));
  return {
    period: one("period").slice(0, 40) || "all",
    segmentId: id("segment"),
    touchpointId: id("touchpoint"),
    leastN: LEAST_N_CHOICES.find((n) => String(n) === one("least")) ?? LEAST_N_CHOICES[0],
    kind: KINDS.find((kind) => kind === one("proof")) ?? "both",
    order: INSIGHT_ORDERS.find((order) => order === one("order")) ?? "weight",
    together: !isLike && one("view") !== "every",
    like: isLike ? like : null,
    show: Number.isSafeInteger(show) && show > STEP ? Math.min(MOST, show) : STEP,
  };
}

/** The list's address with some things changed; what is usual is left out. */
export function insightsHref(url: InsightsUrl, changes: Partial<InsightsUrl>): string {
  const next = { ...url, ...changes };
  const query = new URLSearchParams();
  if (next.period !== "all") query.set("period", next.period);
  if (next.segmentId) query.set("segment", next.segmentId);
  if (next.touchpointId) query.set("touchpoint", next.touchpointId);
  if (next.leastN !== LEAST_N_CHOICES[0]) query.set("least", String(next.leastN));
  if (next.kind !== "both") query.set("proof", next.kind);
  if (next.order !== "weight") query.set("order", next.order);
  if (!next.together && next.like === null && url.like === null) query.set("view", "every");
  if (next.like !== null) query.set("like", String(next.like));
  if (next.show > STEP && next.like === url.like) query.set("show", String(next.show));
  const text = query.toString();
  return text === "" ? "/insights" : `/insights?${text}`;
}

/** Where an own sentence stands; what was not chosen is left out. */
export function ownHref(
  own: OwnParams,
  more: { group?: string; cursor?: string } = {},
  page: "" | "/people" = "",
): string {
  const query = new URLSearchParams();
  for (const [key, value] of Object.entries({ ...own, ...more })) {
    if (value && !(key === "period" && value === "all")) query.set(key, value);
  }
  const text = query.toString();
  return text ? `/insights/own${page}?${text}` : `/insights/own${page}`;
}

/** Reads it back; given twice, the first counts. */
export function readOwnUrl(given: Given): OwnParams {
  const one = (value: string | string[] | undefined) => storableOnly((Array.isArray(value) ? value[0] : value) ?? "");
  const { base, op, value, said, outcome, period } = given;
  return ownParams.parse({
    base: one(base),
    op: one(op) || undefined,
    value: one(value),
    said: one(said),
    outcome: one(outcome),
    period: one(period) || undefined,
  });
}
