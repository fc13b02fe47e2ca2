import "server-only";
import type { Actor } from "../../auth/actor";
import { allow } from "../../auth/permissions";
import { reachSql } from "../../customers/reach";
import { inWorkspace, Prisma, rows } from "../../db";
import type { CustomerKind, InteractionReason } from "../../generated/prisma/enums";
import type { Span } from "../../period";

/** A lead or prospect with whom nobody spoke for so many days is to be contacted. */
export const SILENT_DAYS = 14;

/** Something a hunter has to do today: a step that was promised, or a lead that waits. */
export type Task = {
  /** Of the interaction that promised it, of the deal whose demo it is, or of the lead. */
  id: string;
  /** Of a deal's demo. */
  dealId: string | null;
  kind: "step" | "demo" | "lead";
  customerId: string;
  customerName: string;
  customerKind: CustomerKind;
  step: string | null;
  /** YYYY-MM-DD */
  dueOn: string | null;
  lastContactAt: Date | null;
};

/**
 * The hunter's day: own next steps that are due or overdue (a step that speaks of a demo, or that was promised with one,
 * is a demo), demos of own deals until today, then own leads and prospects without contact for SILENT_DAYS and without
 * any of these, the longest first.
 * @param today YYYY-MM-DD in the workspace's zone
 */
export async function huntersDay(
  actor: Actor,
  { now, today, most = 12 }: { now: Date; today: string; most?: number },
): Promise<{ tasks: Task[]; steps: number; leads: number }> {
  allow(actor, "interactions.read");
  if (!actor.userId) return { tasks: [], steps: 0, leads: 0 };
  const since = new Date(+now - SILENT_DAYS * 86_400_000).toISOString();
  const found = await rows<Task & { steps: number; leads: number }>(
    inWorkspace(actor),
    actor,
    (w) => Prisma.sql`
      with steps as (
        select i.id, case when i.kind = 'demo' or i.next_step ~* '\\mdemo' then 'demo' else 'step' end as kind,
          i.customer_id, i.next_step as step, i.next_step_due_on as due_on, null::uuid as deal_id
        from interactions i
        join customers c on c.workspace_id = ${w} and c.id = i.customer_id and c.archived_at is null
          and ${reachSql(actor, w)}
        where i.workspace_id = ${w} and i.user_id = ${actor.userId}::uuid and i.next_step <> ''
          and i.next_step_due_on <= ${today}::date and i.next_step_done_at is null and i.archived_at is null
        union all
        select d.id, 'demo', d.customer_id, d.name, d.demo_on, d.id
        from deals d
        join customers c on c.workspace_id = ${w} and c.id = d.customer_id and c.archived_at is null
        where d.workspace_id = ${w} and d.owner_id = ${actor.userId}::uuid
          and d.stage in ('attention', 'interest', 'desire', 'action') and d.archived_at is null
          and d.demo_on <= ${today}::date and d.demo_done_at is null and ${reachSql(actor, w)}
      ), waiting as (
        select c.id, 'lead' as kind, c.id as customer_id, null::text as step, null::date as due_on, null::uuid as deal_id
        from customers c
        left join customer_experience x on x.workspace_id = ${w} and x.customer_id = c.id
        where c.workspace_id = ${w} and c.owner_id = ${actor.userId}::uuid and c.archived_at is null
          and c.lifecycle in ('lead', 'prospect')
          and coalesce(x.last_interaction_at, '-infinity') < ${since}::timestamptz
          and not exists (select 1 from steps s where s.customer_id = c.id)
      ), all_tasks as (select * from steps union all select * from waiting)
      select t.id, t.kind, t.deal_id as "dealId", t.customer_id as "customerId", c.name as "customerName", c.kind as "customerKind",
        t.step, t.due_on::text as "dueOn", x.last_interaction_at as "lastContactAt",
        (select count(*)::int from steps) as steps, (select count(*)::int from waiting) as leads
      from all_tasks t
      join customers c on c.workspace_id = ${w} and c.id = t.customer_id
      left join customer_experience x on x.workspace_id = ${w} and x.customer_id = t.customer_id
      order by t.due_on nulls last, x.last_interaction_at nulls first, t.id
      limit ${most}`,
  );
  const [first] = found;
  return {
    tasks: found.map(({ steps: _, leads: __, ...task }) => task),
    steps: first?.steps ?? 0,
    leads: first?.leads ?? 0,
  };
}

/** How many of the customers that became leads in a period went on, whenever that was. */
export type Funnel = { leads: number; contacted: number; offered: number; customers: number };

/**
 * The actor's own conversion: of his customers who became a lead in the period, how many were spoken to since, have a
 * deal, and became a customer. His are those he owns and those with a deal of his: a customer who was won belongs to a
 * farmer now. Counted by cohort, so that no step holds anybody whom the one before lacks.
 */
export async function ownFunnel(actor: Actor, { from, to }: Pick<Span, "from" | "to">): Promise<Funnel> {
  allow(actor, "customers.read");
  const none = { leads: 0, contacted: 0, offered: 0, customers: 0 };
  if (!actor.userId) return none;
  const [found] = await rows<Funnel>(
    inWorkspace(actor),
    actor,
    (w) => Prisma.sql`
      with cohort as (
        select c.id, min(l.at) as at
        from lifecycle_transitions l
        join customers c on c.workspace_id = ${w} and c.id = l.customer_id
        where l.workspace_id = ${w} and l.to_stage = 'lead' and l.at >= ${from.toISOString()}::timestamptz
          and l.at < ${to.toISOString()}::timestamptz and c.archived_at is null
          and ${reachSql(actor, w)}
          and (c.owner_id = ${actor.userId}::uuid
               or exists (select 1 from deals d where d.workspace_id = ${w} and d.customer_id = c.id
                            and d.owner_id = ${actor.userId}::uuid and d.archived_at is null))
        group by c.id
      ), steps as (
        select
          exists (select 1 from lifecycle_transitions l where l.workspace_id = ${w} and l.customer_id = h.id
            and l.to_stage = 'new' and l.at >= h.at) as bought,
          exists (select 1 from deals d where d.workspace_id = ${w} and d.customer_id = h.id
            and d.archived_at is null) as offered,
          exists (select 1 from interactions i where i.workspace_id = ${w} and i.customer_id = h.id
            and i.archived_at is null and i.happened_at >= h.at
            and i.outcome in ('reached', 'done') and i.kind not in ('note', 'service')) as contacted
        from cohort h
      )
      select count(*)::int as leads, count(*) filter (where contacted or offered or bought)::int as contacted,
        count(*) filter (where offered or bought)::int as offered, count(*) filter (where bought)::int as customers
      from steps`,
  );
  return found ?? none;
}

export type Outcomes = {
  won: number;
  lost: number;
  /** What was won, per currency; different currencies are never added. */
  wonSums: { currency: string; amountCents: number }[];
  /** Words of wins and losses as they are stored, with how often each. */
  wins: { reason: string; count: number }[];
  losses: { reason: string; count: number }[];
};

/** What the actor won and lost in a period. */
export async function ownOutcomes(actor: Actor, { from, to }: Pick<Span, "from" | "to">): Promise<Outcomes> {
  allow(actor, "deals.read");
  if (!actor.userId) return { won: 0, lost: 0, wonSums: [], wins: [], losses: [] };
  const found = await rows<{
    stage: "won" | "lost";
    currency: string;
    reason: string;
    count: number;
    amountCents: number;
  }>(
    inWorkspace(actor),
    actor,
    (w) => Prisma.sql`
      select d.stage, d.currency, 
        trim(split_part(case when d.stage = 'lost' then d.loss_reason else d.win_reason end, ':', 1)) as reason,
        count(*)::int as count, sum(d.amount_cents)::float8 as "amountCents"
      from deals d
      where d.workspace_id = ${w} and d.owner_id = ${actor.userId}::uuid and d.stage in ('won', 'lost')
        and d.archived_at is null
        and coalesce(d.won_at, d.lost_at) >= ${from.toISOString()}::timestamptz
        and coalesce(d.won_at, d.lost_at) < ${to.toISOString()}::timestamptz
      group by 1, 2, 3`,
  );
  const sum = (list: readonly { count: number }[]) => list.reduce((total, { count }) => total + count, 0);
  const ended = (stage: "won" | "lost") => found.filter((one) => one.stage === stage);
  /** Reasons over all currencies. */
  const reasons = (list: typeof found) => {
    const counts = new Map<string, number>();
    for (const { reason, count } of list) counts.set(reason, (counts.get(reason) ?? 0) + count);
    return [...counts].map(([reason, count]) => ({ reason, count })).sort((a, b) => b.count - a.count);
  };
  const cents = new Map<string, number>();
  for (const { currency, amountCents } of ended("won")) cents.set(currency, (cents.get(currency) ?? 0) + amountCents);
  return {
    won: sum(ended("won")),
    lost: sum(ended("lost")),
    wonSums: [...cents]
      .map(([currency, amountCents]) => ({ currency, amountCents }))
      .sort((a, b) => b.amountCents - a.amountCents),
    wins: reasons(ended("won")),
    losses: reasons(ended("lost")),
  };
}

/** What the actor's interactions of a period were about, the most frequent first. */
export async function ownReasons(
  actor: Actor,
  { from, to }: Pick<Span, "from" | "to">,
): Promise<{ reason: InteractionReason; count: number }[]> {
  allow(actor, "interactions.read");
  if (!actor.userId) return [];
  return rows<{ reason: InteractionReason; count: number }>(
    inWorkspace(actor),
    actor,
    (w) => Prisma.sql`
      select i.reason, count(*)::int as count from interactions i
      where i.workspace_id = ${w} and i.user_id = ${actor.userId}::uuid and i.archived_at is null
        and i.happened_at >= ${from.toISOString()}::timestamptz and i.happened_at < ${to.toISOString()}::timestamptz
      group by i.reason order by count(*) desc, i.reason`,
  );
}
