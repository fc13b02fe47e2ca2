import { z } from "zod";
import { DealStage } from "../generated/prisma/enums";
import { storableOnly } from "../storable";

const first = (given: unknown) => (Array.isArray(given) ? given[0] : given);
const optional = <S extends z.ZodType>(schema: S) => z.preprocess(first, schema.optional().catch(undefined));

export const DEAL_SORTS = [
  "close",
  "amount",
  "weighted",
  "chance",
  "name",
  "customer",
  "stage",
  "added",
  "ended",
] as const;
export type DealSort = (typeof DEAL_SORTS)[number];

export const CLOSE_PERIODS = ["late", "this_month", "this_quarter", "next_quarter", "none"] as const;
export type ClosePeriod = (typeof CLOSE_PERIODS)[number];

/** What the table lists: the open ones, the ended ones, or one stage. */
export const STAGE_CHOICES = ["open", "closed", ...Object.values(DealStage)] as const;
export type StageChoice = (typeof STAGE_CHOICES)[number];

/** The address of the deals pages; whatever it does not know is as if it were not there. */
export const dealListParams = z.object({
  view: z.preprocess(first, z.enum(["board", "table"]).catch("board")),
  owner: optional(z.union([z.enum(["mine", "all", "none"]), z.uuid()])),
  stage: optional(z.enum(STAGE_CHOICES)),
  source: optional(z.string().transform(storableOnly).pipe(z.string().min(1).max(80))),
  close: optional(z.enum(CLOSE_PERIODS)),
  q: optional(z.string().transform((text) => storableOnly(text).trim().slice(0, 200) || undefined)),
  sort: optional(z.enum(DEAL_SORTS)),
  dir: optional(z.enum(["asc", "desc"])),
  cursor: optional(z.string().max(1000)),
  /** The saved view that this list began as. */
  saved: optional(z.uuid()),
  /** Cards of each open stage on the board. */
  show: optional(z.coerce.number().int().min(50).max(500)),
});
export type DealListParams = z.output<typeof dealListParams>;

/** Which deals: the filters that board, table and totals share. */
export type DealFilters = Pick<DealListParams, "owner" | "source" | "close" | "q">;

/** Ended deals stand newest first, open ones by the day they should close. */
export function orderOf({ sort, dir, stage }: Pick<DealListParams, "sort" | "dir" | "stage">): {
  sort: DealSort;
  dir: "asc" | "desc";
} {
  const ended = stage === "closed" || stage === "won" || stage === "lost";
  const by = sort ?? (ended ? "ended" : "close");
  return { sort: by, dir: dir ?? usualDirection(by) };
}

export const usualDirection = (sort: DealSort): "asc" | "desc" =>
  sort === "close" || sort === "name" || sort === "customer" || sort === "stage" ? "asc" : "desc";

/** The address after some changes; whatever changes the rows goes back to the first page. */
export function dealsHref(params: DealListParams, changes: Partial<DealListParams>): string {
  const next = { ...params, cursor: undefined, show: undefined, ...changes };
  const url = new URLSearchParams();
  for (const key of [
    "view",
    "owner",
    "stage",
    "source",
    "close",
    "q",
    "sort",
    "dir",
    "cursor",
    "show",
    "saved",
  ] as const) {
    const value = next[key];
    if (value && !(key === "view" && value === "board")) url.set(key, String(value));
  }
  const text = url.toString();
  return text === "" ? "/deals" : `/deals?${text}`;
}

/** The first day of a month, counted from another: firstOfMonth("2026-11-22", 1) is 2026-12-01. */
function firstOfMonth(day: string, months: number): string {
  const [year = 0, month = 1] = day.split("-").map(Number);
  return new Date(Date.UTC(year, month - 1 + months, 1)).toISOString().slice(0, 10);
}

/**
 * The days of a close period, from ≤ day < to; null at an open end.
 * @param today YYYY-MM-DD in the workspace's zone
 */
export function closeDays(period: Exclude<ClosePeriod, "none">, today: string): { from: string | null; to: string } {
  if (period === "late") return { from: null, to: today };
  if (period === "this_month") return { from: firstOfMonth(today, 0), to: firstOfMonth(today, 1) };
  const intoQuarter = (Number(today.slice(5, 7)) - 1) % 3;
  const start = firstOfMonth(today, (period === "next_quarter" ? 3 : 0) - intoQuarter);
  return { from: start, to: firstOfMonth(start, 3) };
}
