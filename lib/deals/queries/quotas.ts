import "server-only";
import type { Actor } from "../../auth/actor";
import { allow, may } from "../../auth/permissions";
import { inWorkspace, Prisma, rows } from "../../db";
import { type QuotaProgress, quarterOf } from "../quota";

/**
 * What sellers are to win in a quarter and have won in it, by the workspace's days; a deal counts for its owner. Who
 * does not lead sees his own.
 * @param quarter YYYY-MM-DD, its first day; @param userIds of these only, otherwise hunters, farmers and whoever has a quota
 */
export async function quotaProgress(
  actor: Actor,
  { quarter, userIds }: { quarter: string; userIds?: readonly string[] },
): Promise<QuotaProgress[]> {
  allow(actor, "deals.read");
  const asked = userIds ? [...userIds] : null;
  const whose = may(actor, "team.read") ? asked : [actor.userId];
  const end = quarterOf(quarter, 1);
  return rows<QuotaProgress>(
    inWorkspace(actor),
    actor,
    (w) => Prisma.sql`
      with s as (
        select time_zone, currency from workspaces where id = ${w}
      ), won as (
        select d.owner_id, d.currency, sum(d.amount_cents)::float8 as cents, count(*)::int as deals
        from deals d, s
        where d.workspace_id = ${w} and d.stage = 'won' and d.archived_at is null
          and d.won_at >= (${quarter}::date)::timestamp at time zone s.time_zone
          and d.won_at < (${end}::date)::timestamp at time zone s.time_zone
        group by d.owner_id, d.currency
      )
      select m.user_id as "userId", u.name, ${quarter} as quarter, q.amount_cents::float8 as "amountCents",
        coalesce(q.currency, s.currency) as currency,
        coalesce((select sum(o.cents) from won o
                  where o.owner_id = m.user_id and o.currency = coalesce(q.currency, s.currency)), 0)::float8 as "wonCents",
        coalesce((select sum(o.deals) from won o where o.owner_id = m.user_id), 0)::int as deals,
        coalesce((select json_agg(json_build_object('currency', o.currency, 'amountCents', o.cents) order by o.currency)
                  from won o where o.owner_id = m.user_id and o.currency <> coalesce(q.currency, s.currency)),
                 '[]'::json) as others
      from memberships m
      cross join s
      join users u on u.id = m.user_id
      left join sales_quotas q on q.workspace_id = ${w} and q.user_id = m.user_id and q.quarter = ${quarter}::date
      where m.workspace_id = ${w} and m.ended_at is null
        and (${whose}::uuid[] is null or m.user_id = any(${whose}::uuid[]))
        and (${asked !== null || whose !== null} or m.role in ('hunter', 'farmer') or q.id is not null)
      order by m.role = 'hunter' desc, u.name, m.user_id`,
  );
}

/** The quotas that are set in some quarters, by seller. */
export async function listQuotas(
  actor: Actor,
  quarters: readonly string[],
): Promise<{ userId: string; quarter: string; amountCents: number; currency: string }[]> {
  allow(actor, "team.read");
  return rows(
    inWorkspace(actor),
    actor,
    (w) => Prisma.sql`
      select q.user_id as "userId", q.quarter::text as quarter, q.amount_cents::float8 as "amountCents", q.currency
      from sales_quotas q
      where q.workspace_id = ${w} and q.quarter = any(${[...quarters]}::date[])
      order by q.quarter, q.user_id`,
  );
}
