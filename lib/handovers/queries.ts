import "server-only";
import type { Actor } from "../auth/actor";
import { allow, may } from "../auth/permissions";
import { reachSql } from "../customers/reach";
import { inWorkspace, Prisma, rows } from "../db";
import { notFound } from "../errors";
import { isId } from "../id";
import type { Span } from "../period";
import { meanOf, momentsOf } from "../stats/moments";
import { nps, npsChanges, npsPaired } from "../stats/nps";
import { readChecklist } from "./checklist";
import type { FarmerChoice, HandoverExperience, HandoverRow } from "./handover";

type Stored = Omit<HandoverRow, "checklist"> & { checklist: unknown };

async function listWhere(actor: Actor, where: (w: Prisma.Sql) => Prisma.Sql, most: number): Promise<HandoverRow[]> {
  const found = await rows<Stored>(
    inWorkspace(actor),
    actor,
    (w) => Prisma.sql`
      select h.id, h.deal_id as "dealId", d.name as "dealName", d.stage as "dealStage",
        d.amount_cents::float8 as "amountCents", d.currency, h.customer_id as "customerId", c.name as "customerName",
        c.kind as "customerKind", h.hunter_id as "hunterId", hunter.name as "hunterName", h.farmer_id as "farmerId",
        farmer.name as "farmerName", h.started_at as "startedAt", h.completed_at as "completedAt", h.checklist
      from handovers h
      join deals d on d.workspace_id = ${w} and d.id = h.deal_id
      join customers c on c.workspace_id = ${w} and c.id = h.customer_id
      left join users hunter on hunter.id = h.hunter_id
      left join users farmer on farmer.id = h.farmer_id
      where h.workspace_id = ${w} and ${reachSql(actor, w)} and ${where(w)}
      order by h.completed_at is not null, coalesce(h.completed_at, h.started_at) desc, h.id
      limit ${most}`,
  );
  return found.map((one) => ({ ...one, checklist: readChecklist(one.checklist) }));
}

/** @throws AppError not_found */
export async function getHandover(actor: Actor, id: string): Promise<HandoverRow> {
  allow(actor, "handovers.read");
  const [found] = await listWhere(actor, () => Prisma.sql`h.id = ${isId(id) ? id : null}::uuid`, 1);
  if (!found) throw notFound("The hand-over");
  return found;
}

/** The hand-over of a deal, open or done; null when there is none. */
export async function handoverOfDeal(actor: Actor, dealId: string): Promise<HandoverRow | null> {
  allow(actor, "handovers.read");
  const [found] = await listWhere(actor, () => Prisma.sql`h.deal_id = ${isId(dealId) ? dealId : null}::uuid`, 1);
  return found ?? null;
}

/** A customer's hand-overs, open ones first, then the newest. */
export async function handoversOfCustomer(actor: Actor, customerId: string): Promise<HandoverRow[]> {
  allow(actor, "handovers.read");
  return listWhere(actor, () => Prisma.sql`h.customer_id = ${isId(customerId) ? customerId : null}::uuid`, 5);
}

/** Open hand-overs in which the actor gives or takes; for who leads, all. */
export async function listOpenHandovers(actor: Actor, most = 20): Promise<HandoverRow[]> {
  allow(actor, "handovers.read");
  const all = may(actor, "team.lead");
  return listWhere(
    actor,
    () => Prisma.sql`h.completed_at is null
      and (${all} or h.hunter_id = ${actor.userId}::uuid or h.farmer_id = ${actor.userId}::uuid)`,
    most,
  );
}

/**
 * Who may take a customer over, those with the fewest customers first. Suggested is the farmer who keeps the deal's
 * customer already; otherwise the one of the actor's own team with the fewest, or of all teams when that has none.
 */
export async function listFarmers(actor: Actor, { dealId }: { dealId?: string } = {}): Promise<FarmerChoice[]> {
  allow(actor, "handovers.read");
  const found = await rows<Omit<FarmerChoice, "suggested"> & { own: boolean; keeps: boolean }>(
    inWorkspace(actor),
    actor,
    (w) => Prisma.sql`
      select m.user_id as "userId", u.name,
        (select count(*)::int from customers c
         where c.workspace_id = ${w} and c.owner_id = m.user_id and c.archived_at is null) as accounts,
        coalesce(m.team_id = (select me.team_id from memberships me
          where me.workspace_id = ${w} and me.user_id = ${actor.userId}::uuid and me.ended_at is null), false) as own,
        exists (select 1 from deals d join customers c on c.workspace_id = ${w} and c.id = d.customer_id
          where d.workspace_id = ${w} and d.id = ${isId(dealId) ? dealId : null}::uuid and c.owner_id = m.user_id
            and ${reachSql(actor, w)}) as keeps
      from memberships m
      join users u on u.id = m.user_id
      where m.workspace_id = ${w} and m.role = 'farmer' and m.ended_at is null
      order by accounts, u.name, m.user_id
      limit 500`,
  );
  const suggested = found.find(({ keeps }) => keeps) ?? found.find(({ own }) => own) ?? found[0];
  return found.map(({ own: _, keeps, ...farmer }) => ({
    ...farmer,
    suggested: farmer.userId !== suggested?.userId ? null : keeps ? "keeps" : "fewest",
  }));
}

type Pair = { measure: "nps" | "ces"; before: number; after: number; scaleMin: number; scaleMax: number };

/**
 * What customers who were handed over in a span said last before it and first after it: the same people twice. A
 * recommend question is compared with any other; an effort question with itself only, in the direction in which higher
 * is easier, and of several scales the one with most answers is told.
 */
export async function handoverExperience(
  actor: Actor,
  { from, to }: Pick<Span, "from" | "to">,
): Promise<HandoverExperience> {
  allow(actor, "team.read");
  const db = inWorkspace(actor);
  const done = (w: Prisma.Sql) => Prisma.sql`
    select h.customer_id, min(h.completed_at) as at from handovers h
    join customers c on c.workspace_id = ${w} and c.id = h.customer_id and c.archived_at is null
    where h.workspace_id = ${w} and h.completed_at >= ${from.toISOString()}::timestamptz
      and h.completed_at < ${to.toISOString()}::timestamptz
    group by h.customer_id`;
  const [[count], pairs, { smallGroup: k }] = await Promise.all([
    rows<{ n: number }>(db, actor, (w) => Prisma.sql`select count(*)::int as n from (${done(w)}) handed`),
    rows<Pair>(
      db,
      actor,
      (w) => Prisma.sql`
        with handed as (${done(w)}), said as (
          select h.customer_id, h.at, i.measure, i.scale_min, i.scale_max, a.answered_at, a.response_id,
            case when i.measure = 'ces' then a.item_id end as same_item,
            case when i.direction = 'lower' then i.scale_min + i.scale_max - a.value else a.value end as value
          from handed h
          join answers a on a.workspace_id = ${w} and a.customer_id = h.customer_id and a.value is not null
          join items i on i.workspace_id = ${w} and i.id = a.item_id and i.measure in ('nps', 'ces')
          join responses r on r.workspace_id = ${w} and r.id = a.response_id and r.archived_at is null
        ), last_before as (
          select distinct on (customer_id, measure, same_item) * from said where answered_at < at
          order by customer_id, measure, same_item, answered_at desc, response_id
        ), first_after as (
          select distinct on (customer_id, measure, same_item) * from said where answered_at >= at
          order by customer_id, measure, same_item, answered_at, response_id
        )
        -- One pair a customer: of several effort questions the one that was answered last before.
        select distinct on (b.customer_id, b.measure) b.measure, b.value as before, a.value as after,
          b.scale_min as "scaleMin", b.scale_max as "scaleMax"
        from last_before b
        join first_after a on a.customer_id = b.customer_id and a.measure = b.measure
          and a.same_item is not distinct from b.same_item
        order by b.customer_id, b.measure, b.answered_at desc, b.response_id`,
    ),
    db.workspace.findUniqueOrThrow({ where: { id: actor.workspaceId }, select: { smallGroup: true } }),
  ]);
  const npsPairs = pairs.filter(({ measure }) => measure === "nps");
  const efforts = pairs.filter(({ measure }) => measure === "ces");
  const scaleOf = ({ scaleMin, scaleMax }: Pair) => `${scaleMin} ${scaleMax}`;
  const scales = groupBy(efforts, scaleOf);
  const cesPairs = [...scales.values()].sort((a, b) => b.length - a.length)[0] ?? [];
  return {
    handedOver: count?.n ?? 0,
    npsPairs: npsPairs.length,
    nps: npsOf(npsPairs, k),
    cesPairs: cesPairs.length,
    ces: effortOf(cesPairs, k),
  };
}

function groupBy<T>(list: readonly T[], keyOf: (one: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const one of list) groups.set(keyOf(one), [...(groups.get(keyOf(one)) ?? []), one]);
  return groups;
}

const countsOf = (answers: readonly number[]) => ({
  promoters: answers.filter((value) => value >= 9).length,
  passives: answers.filter((value) => value === 7 || value === 8).length,
  detractors: answers.filter((value) => value <= 6).length,
});

function npsOf(pairs: readonly Pair[], k: number): HandoverExperience["nps"] {
  if (pairs.length < k) return null;
  const before = pairs.map((pair) => pair.before);
  const after = pairs.map((pair) => pair.after);
  const change = npsPaired(npsChanges(after, before));
  const first = nps(countsOf(before));
  const then = nps(countsOf(after));
  return change && first && then ? { n: pairs.length, before: first.score, after: then.score, change } : null;
}

function effortOf(pairs: readonly Pair[], k: number): HandoverExperience["ces"] {
  const [first] = pairs;
  if (!first || pairs.length < k) return null;
  const change = meanOf(momentsOf(pairs.map(({ before, after }) => after - before)));
  if (!change) return null;
  const mean = (key: "before" | "after") => pairs.reduce((sum, pair) => sum + pair[key], 0) / pairs.length;
  return {
    n: pairs.length,
    before: mean("before"),
    after: mean("after"),
    change: change.mean,
    interval: change.interval,
    scaleMin: first.scaleMin,
    scaleMax: first.scaleMax,
  };
}
