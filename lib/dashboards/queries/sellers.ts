import "server-only";
import type { Actor } from "../../auth/actor";
import { allow } from "../../auth/permissions";
import { inWorkspace, Prisma, rows } from "../../db";
import type { CustomerKind } from "../../generated/prisma/enums";
import { riskOfHealth } from "../../health/health";
import { type AccountFacts, type Attention, attentionOf } from "../attention";

/** A seller has some hundred accounts; beyond this the list page is the place. */
const MOST_ACCOUNTS = 1_000;

export type OwnAccount = AccountFacts & {
  id: string;
  name: string;
  kind: CustomerKind;
  /** 0 to 10; null when no condition counts, or before it was first worked out. */
  health: number | null;
  /** Health as a share of what is lost at 0: 0 to 1; a rule, not a forecast. */
  risk: number | null;
  /** Risk times the value of a year. */
  atRiskCents: number;
  /** The conditions of health that take the most from it, at most two: bad ones, or else those between. */
  weak: string[];
  attention: Attention[];
};

/**
 * The actor's own customers who have bought, in the order of risk times value, with what is known about each. The value
 * of a year is what they bought in the last twelve months, or what their running contracts are worth where that is more;
 * in the workspace's currency, others are not added.
 */
export async function listOwnAccounts(
  actor: Actor,
  now: Date,
  /** YYYY-MM-DD in the workspace's zone */
  today: string = now.toISOString().slice(0, 10),
): Promise<OwnAccount[]> {
  allow(actor, "customers.read");
  if (!actor.userId) return [];
  const instant = now.toISOString();
  const found = await rows<Omit<OwnAccount, "attention" | "risk" | "atRiskCents">>(
    inWorkspace(actor),
    actor,
    (w) => Prisma.sql`
      select c.id, c.name, c.kind::text as kind,
             x.last_interaction_at as "lastContactAt", x.last_nps as "lastScore", x.last_nps_at as "lastScoreAt",
             x.last_order_at as "lastOrderAt",
             h.score as health, greatest(coalesce(o.value, 0), coalesce(agreed.value, 0))::float8 as "valueCents", coalesce(o.orders, 0) as orders,
             coalesce(o.before, 0) as "ordersBefore",
             (select count(*)::int from cases k
              where k.workspace_id = ${w} and k.customer_id = c.id and k.resolved_at is null) as "openCases",
             (select min(i.next_step_due_on) from interactions i
              where i.workspace_id = ${w} and i.customer_id = c.id and i.next_step <> '' and i.next_step_done_at is null
                and i.archived_at is null) as "stepDueOn",
             agreed.renews_on as "renewsOn",
             array(
               select q.name from jsonb_each_text(h.points) p(id, point)
               join health_conditions q on q.workspace_id = ${w} and q.id = p.id::uuid
               where p.point <> '10' order by p.point, q.weight desc, q.name limit 2) as weak,
             (select count(*)::int from promises p
              where p.workspace_id = ${w} and p.customer_id = c.id and p.kept_at is null and p.archived_at is null
                and p.due_on < ${today}::date) as "missedPromises",
             case when x.last_nps is null then '{}'::int[] else array(
               select last.value::int from (
                 select a.value, a.answered_at from answers a
                 join items i on i.workspace_id = ${w} and i.id = a.item_id and i.measure = 'nps'
                 join responses r on r.workspace_id = ${w} and r.id = a.response_id and r.archived_at is null
                 where a.workspace_id = ${w} and a.customer_id = c.id and a.value is not null
                 order by a.answered_at desc limit 3) last
               order by last.answered_at) end as "lastScores"
      from customers c
      left join customer_experience x on x.workspace_id = ${w} and x.customer_id = c.id
      left join lateral (
        select count(*) filter (where d.ordered_at >= ${instant}::timestamptz - interval '1 year')::int as orders,
               count(*) filter (where d.ordered_at < ${instant}::timestamptz - interval '1 year')::int as before,
               sum(d.total_cents) filter (where d.ordered_at >= ${instant}::timestamptz - interval '1 year'
                                            and d.currency = s.currency) as value
        from orders d join workspaces s on s.id = ${w}
        where d.workspace_id = ${w} and d.customer_id = c.id
          and d.ordered_at >= ${instant}::timestamptz - interval '2 years' and d.ordered_at <= ${instant}::timestamptz
      ) o on true
      left join lateral (
        select sum(t.year_cents) filter (where t.currency = s.currency and t.starts_on <= ${today}::date) as value,
               min(t.renews_on) filter (where t.ended_on is null) as renews_on
        from contracts t join workspaces s on s.id = ${w}
        where t.workspace_id = ${w} and t.customer_id = c.id
          and (t.ended_on is null or t.ended_on > ${today}::date)
      ) agreed on true
      left join customer_health h on h.workspace_id = ${w} and h.customer_id = c.id
      where c.workspace_id = ${w} and c.owner_id = ${actor.userId}::uuid and c.archived_at is null
        and c.lifecycle not in ('lead', 'prospect')
      order by greatest(coalesce(o.value, 0), coalesce(agreed.value, 0)) desc, c.id
      limit ${MOST_ACCOUNTS}`,
  );
  return found
    .map((account) => {
      const risk = account.health === null ? null : riskOfHealth(account.health);
      return {
        ...account,
        risk,
        atRiskCents: Math.round((risk ?? 0) * account.valueCents),
        attention: attentionOf(account, now, today),
      };
    })
    .sort((a, b) => b.atRiskCents - a.atRiskCents || b.attention.length - a.attention.length || (a.id < b.id ? -1 : 1));
}

export type OwnDetractor = {
  responseId: string;
  customerId: string;
  name: string;
  score: number;
  at: Date;
  reason: string | null;
};

/** Answers of the actor's own customers in the days up to now: how many, and those of 6 or less, the newest first. */
export async function listOwnDetractors(
  actor: Actor,
  now: Date,
  days = 30,
): Promise<{ answers: number; detractors: OwnDetractor[] }> {
  allow(actor, "responses.read");
  if (!actor.userId) return { answers: 0, detractors: [] };
  const since = new Date(+now - days * 86_400_000).toISOString();
  const found = await rows<OwnDetractor>(
    inWorkspace(actor),
    actor,
    (w) => Prisma.sql`
      select a.response_id as "responseId", c.id as "customerId", c.name, a.value as score, a.answered_at as at,
             (select b.text from answers b where b.workspace_id = ${w} and b.response_id = a.response_id
                and b.text is not null limit 1) as reason
      from customers c
      join answers a on a.workspace_id = ${w} and a.customer_id = c.id and a.answered_at >= ${since}::timestamptz
      join items i on i.workspace_id = ${w} and i.id = a.item_id and i.measure = 'nps'
      join responses r on r.workspace_id = ${w} and r.id = a.response_id and r.archived_at is null
      where c.workspace_id = ${w} and c.owner_id = ${actor.userId}::uuid and c.archived_at is null and a.value is not null
      order by a.answered_at desc, a.response_id limit 500`,
  );
  return { answers: found.length, detractors: found.filter(({ score }) => score <= 6) };
}
