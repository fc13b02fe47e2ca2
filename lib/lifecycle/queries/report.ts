import "server-only";
import type { Actor } from "../../auth/actor";
import { allow, may } from "../../auth/permissions";
import { inWorkspace, Prisma, rows } from "../../db";
import type { Span } from "../../period";
import { type Bucket, bucketsOf, type Step } from "../buckets";
import { type LeaveReason, leaveReasonOf, UNSAID } from "../loss";
import { countMarks, scopeSql } from "../marks-sql";
import { type Outcomes, outcomesOf, type Rate, rateOf } from "../outcomes";
import { type Scope, scopeFor } from "../scope";

/** Every instant once, in order. */
function instantsOf(dates: readonly Date[]): Date[] {
  const sorted = [...new Set(dates.map((date) => +date))].sort((a, b) => a - b);
  return sorted.map((time) => new Date(time));
}

export type LifecycleReport = {
  outcomes: Outcomes;
  /** Of the period before; null when there is none, nothing was known yet, or this one is not over. */
  before: Outcomes | null;
  isOver: boolean;
  step: Step;
  trend: { bucket: Bucket; outcomes: Outcomes }[];
  seconds: number;
};

/** The first day of which anything is known: a step, or an order. */
export async function firstKnown(actor: Actor): Promise<Date | null> {
  allow(actor, "lifecycle.read");
  const [found] = await rows<{ at: Date | null }>(
    inWorkspace(actor),
    actor,
    (w) => Prisma.sql`
      select least((select min(at) from lifecycle_transitions where workspace_id = ${w}),
                   (select ordered_at from orders where workspace_id = ${w} order by ordered_at limit 1)) as at`,
  );
  return found?.at ?? null;
}

export type When = { timeZone: string; first: Date; now: Date };

/** The longest day, when clocks are put back. */
const LONGEST_DAY_MS = 25 * 3_600_000;

/** A period that ends after today has seen less than a whole one: who may still leave has not left yet. */
const isRunning = ({ to }: Pick<Span, "to">, now: Date): boolean => +to - +now > LONGEST_DAY_MS;

/** Acquired, retained, loyal and lost customers of a period, and of each month in it. */
export async function lifecycleReport(
  actor: Actor,
  period: Pick<Span, "from" | "to"> & { previous?: Pick<Span, "from" | "to"> | null },
  asked: Scope,
  when: When,
): Promise<LifecycleReport> {
  allow(actor, "lifecycle.read");
  const scope = scopeFor(actor, asked);
  const begun = performance.now();
  const { step, buckets } = bucketsOf(period, when);
  const isOver = !isRunning(period, when.now);
  const known = isOver && period.previous && +period.previous.from >= +when.first ? period.previous : null;
  const at = instantsOf([
    period.from,
    period.to,
    ...(known ? [known.from, known.to] : []),
    ...buckets.flatMap(({ from, to }) => [from, to]),
  ]);
  const place = (date: Date) => at.findIndex((one) => +one === +date);
  const marks = (await countMarks(inWorkspace(actor), actor, at, scope, "all")).get("") ?? [];
  return {
    outcomes: outcomesOf(marks, place(period.from), place(period.to)),
    before: known && outcomesOf(marks, place(known.from), place(known.to)),
    isOver,
    step,
    trend: buckets.map((bucket) => ({ bucket, outcomes: outcomesOf(marks, place(bucket.from), place(bucket.to)) })),
    seconds: (performance.now() - begun) / 1000,
  };
}

export type GroupOutcomes = { key: string; name: string; outcomes: Outcomes; profitable: Rate | null };

/** The same by owner, or by segment; the largest first. */
export async function lifecycleBy(
  actor: Actor,
  period: Pick<Span, "from" | "to">,
  asked: Scope,
  grouping: "owner" | "segment",
): Promise<GroupOutcomes[]> {
  allow(actor, "lifecycle.read");
  const scope = scopeFor(actor, asked);
  const db = inWorkspace(actor);
  const [marks, profit, names] = await Promise.all([
    countMarks(db, actor, [period.from, period.to], scope, grouping),
    countProfit(actor, period, scope, grouping),
    rows<{ key: string; name: string }>(db, actor, (w) =>
      grouping === "owner"
        ? Prisma.sql`select u.id::text as key, u.name from memberships m join users u on u.id = m.user_id where m.workspace_id = ${w}`
        : Prisma.sql`select id::text as key, name from segments where workspace_id = ${w} and archived_at is null`,
    ),
  ]);
  const nameOf = new Map(names.map(({ key, name }) => [key, name]));
  const profitOf = new Map(profit.map((row) => [row.key, row]));
  return (
    [...marks]
      .map(([key, found]) => {
        const made = profitOf.get(key);
        return {
          key,
          name: nameOf.get(key) ?? "",
          outcomes: outcomesOf(found, 0, 1),
          profitable: made ? rateOf(made.profitable, made.judged) : null,
        };
      })
      // A seller's figures are their own, and of who may read teams.
      .filter(({ key }) => grouping === "segment" || may(actor, "team.read") || key === actor.userId)
      .filter(({ outcomes }) => outcomes.before + outcomes.after + outcomes.acquired > 0)
      .sort(
        (a, b) =>
          Number(a.key === "none") - Number(b.key === "none") ||
          b.outcomes.after - a.outcomes.after ||
          a.name.localeCompare(b.name),
      )
  );
}

type ProfitRow = { key: string; judged: number; profitable: number; otherCurrency: number };

async function countProfit(
  actor: Actor,
  { from, to }: Pick<Span, "from" | "to">,
  scope: Scope,
  grouping: "all" | "owner" | "segment",
): Promise<ProfitRow[]> {
  return rows<ProfitRow>(
    inWorkspace(actor),
    actor,
    (w) => Prisma.sql`
      with settings as (
        select currency, margin_share, contact_cost_cents from workspaces where id = ${w}
      ), bought as (
        select o.customer_id, sum(o.total_cents) filter (where o.currency = s.currency) as revenue,
               bool_or(o.currency <> s.currency) as foreign_money
        from orders o cross join settings s
        where o.workspace_id = ${w} and o.ordered_at >= ${from.toISOString()}::timestamptz
          and o.ordered_at < ${to.toISOString()}::timestamptz
        group by o.customer_id
      ), met as (
        select i.customer_id, count(*) as contacts
        from interactions i
        left join channels h on h.workspace_id = ${w} and h.id = i.channel_id
        where i.workspace_id = ${w} and i.archived_at is null and i.kind <> 'note'
          and not coalesce(h.is_self_service, false)
          and i.happened_at >= ${from.toISOString()}::timestamptz and i.happened_at < ${to.toISOString()}::timestamptz
        group by i.customer_id
      ), seen as (
        select coalesce(b.customer_id, m.customer_id) as customer_id, coalesce(b.foreign_money, false) as foreign_money,
               coalesce(b.revenue, 0) * s.margin_share > coalesce(m.contacts, 0) * s.contact_cost_cents as profitable
        from bought b full join met m on m.customer_id = b.customer_id cross join settings s
      )
      select ${
        grouping === "owner"
          ? Prisma.sql`coalesce(c.owner_id::text, 'none')`
          : grouping === "segment"
            ? Prisma.sql`g.segment_id::text`
            : Prisma.sql`''`
      } as key,
        count(*) filter (where not p.foreign_money)::int as judged,
        count(*) filter (where not p.foreign_money and p.profitable)::int as profitable,
        count(*) filter (where p.foreign_money)::int as "otherCurrency"
      from seen p
      join customers c on c.workspace_id = ${w} and c.id = p.customer_id
      ${grouping === "segment" ? Prisma.sql`join segment_members g on g.workspace_id = ${w} and g.customer_id = c.id` : Prisma.empty}
      where ${scopeSql(w, scope)}
      group by 1`,
  );
}

/**
 * Customers who ordered or were contacted in the period, and how many of them brought more than they cost: margin share ×
 * revenue > contacts × cost of a contact. Who has an order in another currency is not judged, and counted apart.
 */
export async function profitable(
  actor: Actor,
  period: Pick<Span, "from" | "to">,
  asked: Scope,
): Promise<{ rate: Rate | null; otherCurrency: number }> {
  allow(actor, "lifecycle.read");
  const scope = scopeFor(actor, asked);
  const [row] = await countProfit(actor, period, scope, "all");
  return { rate: row ? rateOf(row.profitable, row.judged) : null, otherCurrency: row?.otherCurrency ?? 0 };
}

/** The same, for each month of a period. */
export async function profitTrend(
  actor: Actor,
  period: Pick<Span, "from" | "to">,
  asked: Scope,
  when: When,
): Promise<{ bucket: Bucket; rate: Rate | null }[]> {
  allow(actor, "lifecycle.read");
  const scope = scopeFor(actor, asked);
  const { buckets } = bucketsOf(period, when);
  const [first] = buckets;
  if (!first) return [];
  const begins = Prisma.sql`array[${Prisma.join(buckets.map(({ from }) => Prisma.sql`${from.toISOString()}::timestamptz`))}]`;
  const found = await rows<{ bucket: number; judged: number; profitable: number }>(
    inWorkspace(actor),
    actor,
    (w) => Prisma.sql`
      with settings as (
        select currency, margin_share, contact_cost_cents from workspaces where id = ${w}
      ), moved as (
        select o.customer_id, width_bucket(o.ordered_at, ${begins}) as bucket, o.currency <> s.currency as foreign_money,
               case when o.currency = s.currency then o.total_cents else 0 end as revenue, 0 as contacts
        from orders o cross join settings s
        where o.workspace_id = ${w} and o.ordered_at >= ${first.from.toISOString()}::timestamptz
          and o.ordered_at < ${period.to.toISOString()}::timestamptz
        union all
        select i.customer_id, width_bucket(i.happened_at, ${begins}), false, 0, 1
        from interactions i
        left join channels h on h.workspace_id = ${w} and h.id = i.channel_id
        where i.workspace_id = ${w} and i.archived_at is null and i.kind <> 'note'
          and not coalesce(h.is_self_service, false) and i.happened_at >= ${first.from.toISOString()}::timestamptz
          and i.happened_at < ${period.to.toISOString()}::timestamptz
      ), seen as (
        select m.customer_id, m.bucket, sum(m.revenue) as revenue, sum(m.contacts) as contacts
        from moved m
        join customers c on c.id = m.customer_id and ${scopeSql(w, scope)}
        group by 1, 2 having not bool_or(m.foreign_money)
      )
      select p.bucket::int as bucket, count(*)::int as judged,
             count(*) filter (where p.revenue * s.margin_share > p.contacts * s.contact_cost_cents)::int as profitable
      from seen p cross join settings s group by 1`,
  );
  return buckets.map((bucket, index) => {
    const row = found.find((one) => one.bucket === index + 1);
    return { bucket, rate: row ? rateOf(row.profitable, row.judged) : null };
  });
}

export type Losses = {
  /** Customers lost in the period; of somebody lost twice the last counts. */
  n: number;
  reasons: { reason: LeaveReason; count: number }[];
  /** Poor experience among the reasons that somebody gave. */
  poor: Rate | null;
  /** Those whose last score before they left was 0 to 6, among those who gave one in the year before. */
  detractors: Rate | null;
};

/** Why customers were lost in a period. */
export async function lossesOf(actor: Actor, { from, to }: Pick<Span, "from" | "to">, asked: Scope): Promise<Losses> {
  allow(actor, "lifecycle.read");
  const scope = scopeFor(actor, asked);
  const found = await rows<{ reason: string; count: number; scored: number; low: number }>(
    inWorkspace(actor),
    actor,
    (w) => Prisma.sql`
      with gone as (
        select distinct on (l.customer_id) l.customer_id, l.reason, l.at
        from lifecycle_transitions l
        join customers c on c.id = l.customer_id and ${scopeSql(w, scope)}
        where l.workspace_id = ${w} and l.to_stage = 'lost' and l.from_stage in ('new', 'active', 'loyal', 'at_risk')
          and l.at >= ${from.toISOString()}::timestamptz and l.at < ${to.toISOString()}::timestamptz
        order by l.customer_id, l.at desc
      ), judged as (
        select g.reason, (
          select a.value from answers a
          join items i on i.workspace_id = ${w} and i.id = a.item_id and i.measure = 'nps'
          join responses r on r.workspace_id = ${w} and r.id = a.response_id and r.archived_at is null
          where a.workspace_id = ${w} and a.customer_id = g.customer_id and a.value is not null and a.answered_at < g.at
            and a.answered_at >= g.at - interval '1 year'
          order by a.answered_at desc limit 1) as score
        from gone g
      )
      select trim(split_part(reason, ':', 1)) as reason, count(*)::int as count,
             count(score)::int as scored, count(*) filter (where score <= 6)::int as low
      from judged group by 1`,
  );
  const counts = new Map<LeaveReason, number>();
  for (const { reason, count } of found) {
    const known = leaveReasonOf(reason);
    counts.set(known, (counts.get(known) ?? 0) + count);
  }
  const reasons = [...counts].map(([reason, count]) => ({ reason, count })).sort((a, b) => b.count - a.count);
  const said = reasons.filter(({ reason }) => !UNSAID.has(reason)).reduce((sum, { count }) => sum + count, 0);
  const sum = (pick: (row: (typeof found)[number]) => number) => found.reduce((total, row) => total + pick(row), 0);
  return {
    n: sum(({ count }) => count),
    reasons,
    poor: rateOf(counts.get("poor_experience") ?? 0, said),
    detractors: rateOf(
      sum(({ low }) => low),
      sum(({ scored }) => scored),
    ),
  };
}

export type LostRule = {
  days: number;
  /** Set by the workspace, or the 90th percentile of its own gaps between orders. */
  from: "setting" | "gaps" | "none";
  gaps: number;
  /** Customers who have ordered nothing for so long, and are not called lost. */
  overdue: number;
};

/** After how many days without an order a customer counts as lost. With neither a setting nor gaps: 365. */
export async function lostRule(actor: Actor, now: Date): Promise<LostRule> {
  allow(actor, "lifecycle.read");
  const [found] = await rows<{ setting: number | null; gap: number | null; gaps: number }>(
    inWorkspace(actor),
    actor,
    (w) => Prisma.sql`
      with days as (
        -- The newest orders are enough to know how long a usual gap is.
        select distinct o.customer_id, (o.ordered_at at time zone z.time_zone)::date as day
        from (select customer_id, ordered_at from orders where workspace_id = ${w} order by ordered_at desc limit 200000) o
        cross join (select time_zone from workspaces where id = ${w}) z
      ), gaps as (
        select day - lag(day) over (partition by customer_id order by day) as days from days
      )
      select (select lost_after_days from workspaces where id = ${w}) as setting,
             percentile_disc(0.9) within group (order by days)::int as gap, count(days)::int as gaps
      from gaps where days is not null`,
  );
  const setting = found?.setting ?? null;
  const enough = (found?.gaps ?? 0) >= 30;
  const days = setting ?? (enough ? found?.gap : null) ?? 365;
  const [late] = await rows<{ n: number }>(
    inWorkspace(actor),
    actor,
    (w) => Prisma.sql`
      select count(*)::int as n from customers c
      join customer_experience x on x.workspace_id = ${w} and x.customer_id = c.id
      where c.workspace_id = ${w} and c.archived_at is null and c.lifecycle in ('new', 'active', 'loyal', 'at_risk')
        and x.last_order_at < ${new Date(+now - days * 86_400_000).toISOString()}::timestamptz
        and not exists (select 1 from contracts k where k.workspace_id = ${w} and k.customer_id = c.id
          and (k.ended_on is null or k.ended_on > (select (${now.toISOString()}::timestamptz at time zone z.time_zone)::date from workspaces z where z.id = ${w})))`,
  );
  return {
    days,
    from: setting !== null ? "setting" : enough ? "gaps" : "none",
    gaps: found?.gaps ?? 0,
    overdue: late?.n ?? 0,
  };
}

export type Measures = {
  lostAfterDays: number | null;
  marginShare: number;
  contactCostCents: number;
  currency: string;
};

/** What the measures are worked out with. */
export async function getMeasures(actor: Actor): Promise<Measures> {
  allow(actor, "lifecycle.read");
  const found = await inWorkspace(actor).workspace.findFirst({
    select: { lostAfterDays: true, marginShare: true, contactCostCents: true, currency: true },
  });
  return {
    lostAfterDays: found?.lostAfterDays ?? null,
    marginShare: found?.marginShare ?? 0.4,
    contactCostCents: Number(found?.contactCostCents ?? 800n),
    currency: found?.currency ?? "EUR",
  };
}
