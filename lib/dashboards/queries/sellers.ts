import "server-only";
import type { Actor } from "../../auth/actor";
import { allow } from "../../auth/permissions";
import { reachSql } from "../../customers/reach";
import { inWorkspace, Prisma, rows } from "../../db";
import type { CustomerKind } from "../../generated/prisma/enums";
import { type AccountFacts, type Attention, attentionOf } from "../attention";

/** A seller has some hundred accounts; beyond this the list page is the place. */
const MOST_ACCOUNTS = 1_000;

export type OwnAccount = AccountFacts & {
  id: string;
  name: string;
  kind: CustomerKind;
  attention: Attention[];
};

/**
 * The actor's own customers who have bought, with what is known about each: in the order of value times the
 * number of reasons for which each asks for attention; those without a reason come last.
 */
export async function listOwnAccounts(actor: Actor, now: Date): Promise<OwnAccount[]> {
  allow(actor, "customers.read");
  if (!actor.userId) return [];
  const instant = now.toISOString();
  const found = await rows<Omit<OwnAccount, "attention">>(
    inWorkspace(actor),
    actor,
    (w) => Prisma.sql`
      select c.id, c.name, c.kind::text as kind,
             x.last_interaction_at as "lastContactAt", x.last_nps as "lastScore", x.last_nps_at as "lastScoreAt",
             x.last_order_at as "lastOrderAt",
             coalesce(o.value, 0)::float8 as "valueCents", coalesce(o.orders, 0) as orders,
             coalesce(o.before, 0) as "ordersBefore",
             (select count(*)::int from cases k
              where k.workspace_id = ${w} and k.customer_id = c.id and k.resolved_at is null) as "openCases",
             (select min(i.next_step_due_on) from interactions i
              where i.workspace_id = ${w} and i.customer_id = c.id and i.next_step <> '' and i.next_step_done_at is null
                and i.archived_at is null) as "stepDueOn"
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
      where c.workspace_id = ${w} and c.owner_id = ${actor.userId}::uuid and c.archived_at is null
        and c.lifecycle not in ('lead', 'prospect')
      order by coalesce(o.value, 0) desc, c.id
      limit ${MOST_ACCOUNTS}`,
  );
  return found
    .map((account) => ({ ...account, attention: attentionOf(account, now) }))
    .sort((a, b) => b.attention.length * b.valueCents - a.attention.length * a.valueCents || (a.id < b.id ? -1 : 1));
}

export type DueStep = { id: string; customerId: string; customerName: string; step: string; dueOn: Date };

/** The actor's next steps that are not done, the most pressing first. */
export async function listDueSteps(actor: Actor, most = 6): Promise<DueStep[]> {
  allow(actor, "interactions.read");
  if (!actor.userId) return [];
  return rows<DueStep>(
    inWorkspace(actor),
    actor,
    (w) => Prisma.sql`
      select i.id, i.customer_id as "customerId", c.name as "customerName", i.next_step as step, i.next_step_due_on as "dueOn"
      from interactions i join customers c on c.workspace_id = ${w} and c.id = i.customer_id
      where i.workspace_id = ${w} and i.user_id = ${actor.userId}::uuid and i.next_step <> ''
        and i.next_step_due_on is not null and i.next_step_done_at is null and i.archived_at is null
        and c.archived_at is null and ${reachSql(actor, w)}
      order by i.next_step_due_on, i.id limit ${most}`,
  );
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

export type OfferOutcome = { name: string; accepted: number; answered: number; open: number };

/** What came of the actor's own offers, by name. */
export async function offerOutcomes(actor: Actor, most = 4): Promise<OfferOutcome[]> {
  allow(actor, "offers.read");
  if (!actor.userId) return [];
  return rows<OfferOutcome>(
    inWorkspace(actor),
    actor,
    (w) => Prisma.sql`
      select name, count(*) filter (where accepted_at is not null)::int as accepted,
             count(*) filter (where accepted_at is not null or declined_at is not null)::int as answered,
             count(*) filter (where accepted_at is null and declined_at is null)::int as open
      from offers where workspace_id = ${w} and offered_by_id = ${actor.userId}::uuid
      group by name order by answered desc, name limit ${most}`,
  );
}
