import "server-only";
import { Prisma } from "../db";
import { scopeSql } from "./marks-sql";
import type { Scope } from "./scope";

/** A habit is judged by the uses of so many days. */
export const HABIT_DAYS = 730;
/** Gaps from which a customer's own median is taken. */
export const LEAST_GAPS = 2;
/** The customers whose last use is longer ago than their own median (or twice that), over c; for a list. */
export function pastHabitSql(now: Date, today: string, times: 1 | 2, scope: Scope): (w: Prisma.Sql) => Prisma.Sql {
  const since = new Date(+now - HABIT_DAYS * 86_400_000).toISOString();
  return (w) => Prisma.sql`(${scopeSql(w, scope)} and x.orders > ${LEAST_GAPS} and (
    select count(g.days) >= ${LEAST_GAPS}
       and ${today}::date - max(g.day) > ${times} * percentile_cont(0.5) within group (order by g.days)
    from (
      select day, day - lag(day) over (order by day) as days from (
        select distinct (o.ordered_at at time zone z.time_zone)::date as day
        from orders o join workspaces z on z.id = ${w}
        where o.workspace_id = ${w} and o.customer_id = c.id and o.ordered_at >= ${since}::timestamptz
          and o.ordered_at <= ${now.toISOString()}::timestamptz) days) g))`;
}
