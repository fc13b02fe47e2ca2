import "server-only";
import type { Actor } from "../../auth/actor";
import { allow } from "../../auth/permissions";
import { reachesSql } from "../../customers/reach";
import { inWorkspace, Prisma, rows } from "../../db";
import { HABIT_DAYS, LEAST_GAPS } from "../habit-sql";
import { scopeSql } from "../marks-sql";
import { type Rate, rateOf } from "../outcomes";
import { type Scope, scopeFor } from "../scope";

/** Above this, a sample of customers answers: a median needs no more. */
const MOST_CUSTOMERS = 200_000;

export type HabitGroup = {
  key: string;
  name: string;
  /** Customers with LEAST_GAPS gaps or more. */
  n: number;
  /** Days; of the customers' own medians. */
  median: number;
  low: number;
  high: number;
  /** Whose last use is longer ago than their own median, and more than twice as long. */
  past: Rate | null;
  longPast: Rate | null;
};

export type HabitReport = { all: HabitGroup | null; segments: HabitGroup[]; sampled: number | null; seconds: number };

/**
 * The customers' own medians of days between uses. A use is a day with an order, in the workspace's zone: two orders of
 * one day are one use.
 */
function habitsSql(w: Prisma.Sql, now: Date, scope: Scope, one: Prisma.Sql): Prisma.Sql {
  const since = new Date(+now - HABIT_DAYS * 86_400_000).toISOString();
  return Prisma.sql`
    uses as (
      select distinct o.customer_id, (o.ordered_at at time zone z.time_zone)::date as day
      from orders o
      join customers c on c.id = o.customer_id and ${scopeSql(w, scope)} and ${one}
      cross join (select time_zone from workspaces where id = ${w}) z
      where o.workspace_id = ${w} and o.ordered_at >= ${since}::timestamptz and o.ordered_at <= ${now.toISOString()}::timestamptz
    ), gaps as (
      select customer_id, day, day - lag(day) over (partition by customer_id order by day) as days from uses
    ), habits as (
      select g.customer_id, count(g.days)::int as gaps, max(g.day) as last_day,
             percentile_cont(0.5) within group (order by g.days) as median
      from gaps g group by g.customer_id having count(g.days) >= ${LEAST_GAPS}
    )`;
}

const summary = (today: Prisma.Sql) => Prisma.sql`
  count(*)::int as n,
  percentile_cont(0.5) within group (order by h.median)::float8 as median,
  percentile_cont(0.25) within group (order by h.median)::float8 as low,
  percentile_cont(0.75) within group (order by h.median)::float8 as high,
  count(*) filter (where ${today} - h.last_day > h.median)::int as past,
  count(*) filter (where ${today} - h.last_day > 2 * h.median)::int as "longPast"`;

type Row = {
  key: string;
  name: string;
  n: number;
  median: number;
  low: number;
  high: number;
  past: number;
  longPast: number;
};

/**
 * Median days between uses: of all customers of a scope, and of each segment. Quartiles are those of the customers' own
 * medians. @param today YYYY-MM-DD in the workspace's zone
 */
export async function habitReport(
  actor: Actor,
  { now, today }: { now: Date; today: string },
  asked: Scope,
): Promise<HabitReport> {
  allow(actor, "lifecycle.read");
  const scope = scopeFor(actor, asked);
  const begun = performance.now();
  const db = inWorkspace(actor);
  const [counted] = await rows<{ n: number }>(
    db,
    actor,
    (w) => Prisma.sql`select count(*)::int as n from customers where workspace_id = ${w} and archived_at is null`,
  );
  const customers = counted?.n ?? 0;
  const every = customers > MOST_CUSTOMERS ? Math.ceil(customers / MOST_CUSTOMERS) : 1;
  const one = every > 1 ? Prisma.sql`mod(abs(hashtext(c.id::text)), ${every}) = 0` : Prisma.sql`true`;
  const day = Prisma.sql`${today}::date`;
  const found = await rows<Row>(
    db,
    actor,
    (w) => Prisma.sql`
      with ${habitsSql(w, now, scope, one)}
      select '' as key, '' as name, ${summary(day)} from habits h
      union all
      select s.id::text, s.name, ${summary(day)}
      from habits h
      join segment_members g on g.workspace_id = ${w} and g.customer_id = h.customer_id
      join segments s on s.workspace_id = ${w} and s.id = g.segment_id and s.archived_at is null
      group by s.id, s.name`,
  );
  const groups = found
    .filter(({ n }) => n > 0)
    .map(({ past, longPast, ...row }) => ({ ...row, past: rateOf(past, row.n), longPast: rateOf(longPast, row.n) }));
  return {
    all: groups.find(({ key }) => key === "") ?? null,
    segments: groups
      .filter(({ key }) => key !== "")
      .sort((a, b) => a.median - b.median || a.name.localeCompare(b.name)),
    sampled: every > 1 ? Math.round(customers / every) : null,
    seconds: (performance.now() - begun) / 1000,
  };
}

export type CustomerHabit = {
  gaps: number;
  /** Days; null with fewer than LEAST_GAPS gaps. */
  median: number | null;
  /** Days since the last use; null without one. */
  since: number | null;
};

/** A customer's own days between uses, and how long ago the last one is. */
export async function customerHabit(
  actor: Actor,
  customerId: string,
  { now, today }: { now: Date; today: string },
): Promise<CustomerHabit> {
  allow(actor, "customers.read");
  const since = new Date(+now - HABIT_DAYS * 86_400_000).toISOString();
  const [found] = await rows<CustomerHabit>(
    inWorkspace(actor),
    actor,
    (w) => Prisma.sql`
      with uses as (
        select distinct (o.ordered_at at time zone z.time_zone)::date as day
        from orders o join workspaces z on z.id = ${w}
        where o.workspace_id = ${w} and o.customer_id = ${customerId}::uuid and o.ordered_at >= ${since}::timestamptz
          and o.ordered_at <= ${now.toISOString()}::timestamptz and ${reachesSql(actor, w, Prisma.sql`o.customer_id`)}
      ), gaps as (select day, day - lag(day) over (order by day) as days from uses)
      select count(days)::int as gaps,
             case when count(days) >= ${LEAST_GAPS} then percentile_cont(0.5) within group (order by days)::float8 end as median,
             (${today}::date - max(day))::int as since
      from gaps`,
  );
  return found ?? { gaps: 0, median: null, since: null };
}

export type LoopTouchpoint = { id: string; name: string; cue: string; reward: string };

/** Touchpoints with what brings a customer there and what they get for it, in the order in which they are met. */
export async function listLoops(actor: Actor): Promise<LoopTouchpoint[]> {
  allow(actor, "catalogue.read");
  return inWorkspace(actor).touchpoint.findMany({
    where: { archivedAt: null },
    orderBy: [{ position: "asc" }, { name: "asc" }],
    select: { id: true, name: true, cue: true, reward: true },
    take: 500,
  });
}
