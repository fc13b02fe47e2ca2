import "server-only";
import type { Actor } from "../auth/actor";
import { reachSql } from "../customers/reach";
import { type Db, Prisma, rows, type Tx } from "../db";
import type { Suggestion } from "./offer";

const { sql, empty } = Prisma;

/** A habit is judged by the orders of so many days. */
const HABIT_DAYS = 730;

export type SuggestFor = {
  now: Date;
  /** YYYY-MM-DD in the workspace's zone */
  today: string;
  /** " and …" over c: whose suggestions. */
  also: Prisma.Sql;
  most: number;
  /** Only by this rule. */
  ruleId?: string;
};

/**
 * The offers that are due: a rule that runs today, a customer of its segment whose trigger holds, and none by the same
 * rule within its cap, whatever came of it. Per customer the rule that most accepted stands first.
 */
export function dueOffers(
  db: Db | Tx,
  actor: Actor,
  { now, today, also, most, ruleId }: SuggestFor,
): Promise<Suggestion[]> {
  const at = sql`${now.toISOString()}::timestamptz`;
  const since = (instant: Prisma.Sql) => sql`floor(extract(epoch from ${at} - ${instant}) / 86400)::int`;
  const asked = (trigger: string, value: Prisma.Sql) =>
    sql`case when exists (select from rules where trigger = ${trigger}) then ${value} end`;
  return rows<Suggestion>(
    db,
    actor,
    (w) => sql`
      with rules as materialized (
        select r.id, r.name, r.trigger::text as trigger, r.trigger_days, r.offer, r.price_cents, r.currency, r.product_id,
          r.channel_id, ch.name as channel_name, r.segment_id, s.name as segment_name, r.cap_days,
          coalesce(n.accepted, 0) as accepted, coalesce(n.answered, 0) as answered
        from offer_rules r
        left join channels ch on ch.workspace_id = ${w} and ch.id = r.channel_id
        left join segments s on s.workspace_id = ${w} and s.id = r.segment_id
        left join lateral (
          select count(*) filter (where o.accepted_at is not null)::int as accepted,
            count(*) filter (where o.accepted_at is not null or o.declined_at is not null)::int as answered
          from offers o where o.workspace_id = ${w} and o.rule_id = r.id) n on true
        where r.workspace_id = ${w} and r.archived_at is null and r.paused_at is null
          and (r.from_day is null or r.from_day <= ${today}::date) and (r.until_day is null or r.until_day >= ${today}::date)
          ${ruleId ? sql`and r.id = ${ruleId}::uuid` : empty}),
      facts as materialized (
        select c.id, c.name, coalesce(x.last_interaction_at, c.created_at) as contact_at, x.last_nps, x.last_nps_at,
          ${asked(
            "case_resolved",
            sql`(select max(k.resolved_at) from cases k
              where k.workspace_id = ${w} and k.customer_id = c.id having bool_and(k.resolved_at is not null))`,
          )} as resolved_at,
          ${asked(
            "renewal_near",
            sql`(select min(k.renews_on) from contracts k where k.workspace_id = ${w} and k.customer_id = c.id
              and k.ended_on is null and k.renews_on >= ${today}::date)`,
          )} as renews_on,
          ${asked(
            "habit_passed",
            // As lib/lifecycle reports it: days with an order, in the workspace's zone, of the last two years.
            sql`(select percentile_cont(0.5) within group (order by g.gap) from (
              select u.day - lag(u.day) over (order by u.day) as gap from (
                select distinct (o.ordered_at at time zone z.time_zone)::date as day from orders o
                where o.workspace_id = ${w} and o.customer_id = c.id
                  and o.ordered_at >= ${at} - make_interval(hours => ${HABIT_DAYS * 24}) and o.ordered_at <= ${at}) u) g
              where g.gap is not null having count(*) >= 2)`,
          )} as habit, (x.last_order_at at time zone z.time_zone)::date as last_order_on
        from customers c
        join workspaces z on z.id = ${w}
        left join customer_experience x on x.workspace_id = ${w} and x.customer_id = c.id
        where c.workspace_id = ${w} and c.archived_at is null and ${reachSql(actor, w)} ${also}
          and exists (select from rules)),
      due as (
        select f.id as customer_id, f.name as customer_name, r.*, m.since,
          case r.trigger
            when 'silence' then ${since(sql`f.contact_at`)}
            when 'score_low' then ${since(sql`f.last_nps_at`)}
            when 'score_high' then ${since(sql`f.last_nps_at`)}
            when 'case_resolved' then ${since(sql`f.resolved_at`)}
            when 'renewal_near' then f.renews_on - ${today}::date
            when 'habit_passed' then floor(${today}::date - f.last_order_on - f.habit)::int
            else ${since(sql`m.since`)}
          end as days,
          case when r.trigger in ('score_low', 'score_high') then f.last_nps end as score, f.habit
        from facts f
        cross join rules r
        left join segment_members m on m.workspace_id = ${w} and m.segment_id = r.segment_id and m.customer_id = f.id
        where r.segment_id is null or m.customer_id is not null)
      select d.id as "ruleId", d.name as "ruleName", d.customer_id as "customerId", d.customer_name as "customerName",
        d.offer, d.price_cents::float8 as "priceCents", d.currency, d.product_id as "productId",
        d.channel_id as "channelId", d.channel_name as "channelName", d.segment_name as "segmentName", d.trigger, d.days,
        d.score::int as score, case when d.trigger = 'habit_passed' then d.habit::float8 end as "habitDays",
        d.accepted, d.answered
      from due d
      where case d.trigger
          when 'silence' then d.days > d.trigger_days
          when 'score_low' then d.score <= 6 and d.days between 0 and d.trigger_days
          when 'score_high' then d.score >= 9 and d.days between 0 and d.trigger_days
          when 'case_resolved' then d.days between 0 and d.trigger_days
          when 'renewal_near' then d.days <= d.trigger_days
          when 'habit_passed' then d.days >= greatest(d.trigger_days, 1)
          else d.since is not null and (d.trigger_days = 0 or d.days <= d.trigger_days)
        end
        and not exists (
          select from offers o
          where o.workspace_id = ${w} and o.customer_id = d.customer_id and o.rule_id = d.id
            and o.offered_at > ${at} - make_interval(days => d.cap_days))
      order by (d.accepted + 1.0) / (d.answered + 2.0) desc, d.days desc, d.name, d.customer_id
      limit ${most}::int`,
  );
}
