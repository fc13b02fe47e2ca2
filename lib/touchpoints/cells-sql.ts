import "server-only";
import { Prisma } from "../db";
import type { TouchMeasure } from "./schema";

export type DaySpan = { fromDay: string; toDay: string };

/** Which items give a measure's number, over alias i. Ratings are those that the maps and the home count. */
export const givesMeasure = (measure: TouchMeasure): Prisma.Sql =>
  ({
    rating: Prisma.sql`(i.measure = 'csat' and i.direction = 'higher' and i.scale_max > i.scale_min)`,
    effort: Prisma.sql`(i.measure = 'ces' and i.direction <> 'none' and i.scale_max > i.scale_min)`,
    nps: Prisma.sql`(i.measure = 'nps')`,
  })[measure];

/** Sums and bins of roll-up rows r, under the names of a Cell. */
export const cellSums = Prisma.raw(
  `sum(r.n)::int as n, sum(r.sum)::float8 as sum, sum(r.sum_sq)::float8 as "sumSq",
   array[${Array.from({ length: 11 }, (_, value) => `sum(r.b${value})`).join(", ")}]::int[] as bins`,
);

export const itemScale = Prisma.raw(
  `i.scale_min as "scaleMin", i.scale_max as "scaleMax", i.direction::text as direction`,
);

export const inSpan = ({ fromDay, toDay }: DaySpan): Prisma.Sql =>
  Prisma.sql`r.day >= ${fromDay}::date and r.day < ${toDay}::date`;
