import { z } from "zod";
import { Controller } from "../generated/prisma/enums";
import { storableOnly } from "../storable";

const one = <T extends z.ZodType>(schema: T) =>
  z.preprocess((value) => (Array.isArray(value) ? value[0] : value) || undefined, schema.optional().catch(undefined));

/** How an experience at a touchpoint is scored: mean of ratings, mean of effort, NPS. */
export const TOUCH_MEASURES = ["rating", "effort", "nps"] as const;
export type TouchMeasure = (typeof TOUCH_MEASURES)[number];

/** What the list can be sorted by; "order" is that in which customers meet them. */
export const TOUCH_SORTS = ["order", "name", "controller", "score", "answers", "cases", "journeys"] as const;
export type TouchSort = (typeof TOUCH_SORTS)[number];

/** What the catalogue's URL may say; anything else is the default. */
export const touchpointListParams = z.object({
  q: one(z.string().max(80).transform(storableOnly).pipe(z.string().trim().min(1))),
  controller: one(z.enum(Controller)),
  channel: one(z.uuid()),
  /** A user's id, or nobody. */
  owner: one(z.union([z.uuid(), z.literal("none")])),
  /** Only where nobody asks. */
  listening: one(z.enum(["yes", "no"])),
  sort: z.enum(TOUCH_SORTS).catch("order"),
  dir: z.enum(["asc", "desc"]).catch("asc"),
  archived: one(z.literal("1")),
  period: one(z.string().max(40)),
});
export type TouchpointListParams = z.output<typeof touchpointListParams>;

export const matrixParams = z.object({
  measure: z.enum(TOUCH_MEASURES).catch("rating"),
  period: one(z.string().max(40)),
});

export const touchpointPageParams = z.object({
  period: one(z.string().max(40)),
  /** What the radar is held against: a segment's id, or all touchpoints. */
  against: one(z.uuid()),
});

/** The catalogue's address with some of it changed. */
export function touchpointsHref(params: Partial<TouchpointListParams>, changes: Partial<TouchpointListParams> = {}) {
  const query = new URLSearchParams();
  for (const [key, value] of Object.entries({ ...params, ...changes })) {
    if (!value || (key === "sort" && value === "order") || (key === "dir" && value === "asc")) continue;
    query.set(key, String(value));
  }
  return query.size > 0 ? `/touchpoints?${query}` : "/touchpoints";
}
