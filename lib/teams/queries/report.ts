import "server-only";
import type { Actor } from "../../auth/actor";
import { allow } from "../../auth/permissions";
import { inWorkspace, Prisma, rows } from "../../db";
import { type QuotaProgress, quarterOf } from "../../deals/quota";
import type { InteractionReason, Role, SellerStyle } from "../../generated/prisma/enums";
import { countMarks } from "../../lifecycle/marks-sql";
import { outcomesOf } from "../../lifecycle/outcomes";
import type { Span } from "../../period";
import { accessOf, mustSee } from "../access-sql";
import { type Counts, NO_COUNTS } from "../measures";
import { subtreeOf } from "../tree";

export type Money = { currency: string; cents: number };

export type Workload = {
  /** Customers they own. */
  accounts: number;
  openDeals: number;
  openTasks: number;
  openCases: number;
  /** Next steps whose day is over. */
  overdueSteps: number;
};

export type SellerFigures = {
  userId: string;
  name: string;
  role: Role;
  style: SellerStyle | null;
  teamId: string | null;
  teamName: string | null;
  /** Won in the period, a currency each. */
  won: Money[];
  deals: number;
  /** Orders they sold to customers in their first year. */
  firstYear: Money[];
  interactions: number;
  counts: Counts;
  quota: QuotaProgress | null;
  workload: Workload;
};

export type TeamReport = {
  sellers: SellerFigures[];
  reasons: { userId: string; reason: InteractionReason; count: number }[];
};

type When = { today: string };
type Period = Pick<Span, "from" | "to" | "fromDay" | "toDay">;

/**
 * The figures of sellers: hunters and farmers, and whoever else is in a team that is asked for.
 * @param teamId that team and those below it; missing: all that the actor sees
 * @throws AppError not_found when the actor may not see the team
 */
export async function teamReport(actor: Actor, period: Period, when: When, teamId?: string): Promise<TeamReport> {
  allow(actor, "members.read");
  const db = inWorkspace(actor);
  const access = await accessOf(db, actor);
  const present = access.teams.filter(({ archivedAt }) => archivedAt === null);
  const teams = teamId ? subtreeOf(present, [teamId]).filter((id) => access.seen.has(id)) : [...access.seen];
  const found = await db.membership.findMany({
    where: {
      endedAt: null,
      role: { in: ["hunter", "farmer"] },
      ...(access.seesAll && !teamId ? {} : { teamId: { in: teams } }),
    },
    select: { userId: true },
    take: 500,
  });
  return figuresOf(
    actor,
    period,
    when,
    found.map(({ userId }) => userId),
  );
}

/**
 * One seller's figures: for themselves, and for those who lead them.
 * @throws AppError not_found
 */
export async function sellerReport(actor: Actor, userId: string, period: Period, when: When): Promise<TeamReport> {
  allow(actor, "members.read");
  await mustSee(inWorkspace(actor), actor, userId);
  return figuresOf(actor, period, when, [userId]);
}

async function figuresOf(
  actor: Actor,
  period: Period,
  { today }: When,
  userIds: readonly string[],
): Promise<TeamReport> {
  if (userIds.length === 0) return { sellers: [], reasons: [] };
  const db = inWorkspace(actor);
  const ids = Prisma.sql`${[...userIds]}::uuid[]`;
  const from = Prisma.sql`${period.from.toISOString()}::timestamptz`;
  const to = Prisma.sql`${period.to.toISOString()}::timestamptz`;
  const quarter = quarterOf(today);
  const end = quarterOf(quarter, 1);
  const [members, closed, sold, said, met, reasons, steps, load, quotas, marks] = await Promise.all([
    rows<Pick<SellerFigures, "userId" | "name" | "role" | "style" | "teamId" | "teamName">>(
      db,
      actor,
      (w) => Prisma.sql`
        select m.user_id as "userId", u.name, m.role::text as role, m.style::text as style, m.team_id as "teamId",
               t.name as "teamName"
        from memberships m join users u on u.id = m.user_id
        left join teams t on t.workspace_id = ${w} and t.id = m.team_id
        where m.workspace_id = ${w} and m.user_id = any(${ids}) and m.ended_at is null order by u.name, m.user_id`,
    ),
    rows<{ userId: string; currency: string; won: number; lost: number; sum: number; sumSq: number; isOwn: boolean }>(
      db,
      actor,
      (w) => Prisma.sql`
        select d.owner_id as "userId", d.currency, d.currency = s.currency as "isOwn",
               count(*) filter (where d.stage = 'won')::int as won, count(*) filter (where d.stage = 'lost')::int as lost,
               coalesce(sum(d.amount_cents) filter (where d.stage = 'won'), 0)::float8 as sum,
               coalesce(sum(d.amount_cents::float8 * d.amount_cents) filter (where d.stage = 'won'), 0)::float8 as "sumSq"
        from deals d join workspaces s on s.id = ${w}
        where d.workspace_id = ${w} and d.owner_id = any(${ids}) and d.archived_at is null and d.stage in ('won', 'lost')
          and coalesce(d.won_at, d.lost_at) >= ${from} and coalesce(d.won_at, d.lost_at) < ${to}
        group by 1, 2, 3`,
    ),
    rows<{ userId: string; currency: string; cents: number }>(
      db,
      actor,
      (w) => Prisma.sql`
        select o.seller_id as "userId", o.currency, sum(o.total_cents)::float8 as cents
        from orders o
        join customer_experience x on x.workspace_id = ${w} and x.customer_id = o.customer_id
        where o.workspace_id = ${w} and o.seller_id = any(${ids}) and o.ordered_at >= ${from} and o.ordered_at < ${to}
          and o.ordered_at < x.first_order_at + interval '1 year'
        group by 1, 2 order by 3 desc`,
    ),
    rows<{ userId: string; promoters: number; passives: number; detractors: number }>(
      db,
      actor,
      (w) => Prisma.sql`
        with latest as (
          -- One voice a customer: the latest of the period.
          select distinct on (a.customer_id) a.customer_id, c.owner_id, a.value
          from items i
          join answers a on a.workspace_id = ${w} and a.item_id = i.id and a.value is not null
            and a.answered_on >= ${period.fromDay}::date and a.answered_on < ${period.toDay}::date
          join customers c on c.workspace_id = ${w} and c.id = a.customer_id and c.owner_id = any(${ids})
            and c.archived_at is null
          join responses r on r.workspace_id = ${w} and r.id = a.response_id and r.archived_at is null
          where i.workspace_id = ${w} and i.measure = 'nps'
          order by a.customer_id, a.answered_at desc
        )
        select owner_id as "userId", count(*) filter (where value >= 9)::int as promoters,
               count(*) filter (where value between 7 and 8)::int as passives,
               count(*) filter (where value <= 6)::int as detractors
        from latest group by 1`,
    ),
    rows<{ userId: string; n: number; tried: number; reached: number }>(
      db,
      actor,
      (w) => Prisma.sql`
        select i.user_id as "userId", count(*)::int as n,
               count(*) filter (where i.kind in ('call', 'visit', 'meeting', 'demo'))::int as tried,
               count(*) filter (where i.kind in ('call', 'visit', 'meeting', 'demo') and i.outcome in ('reached', 'done'))::int as reached
        from interactions i
        where i.workspace_id = ${w} and i.user_id = any(${ids}) and i.archived_at is null and i.kind <> 'note'
          and i.happened_at >= ${from} and i.happened_at < ${to}
        group by 1`,
    ),
    rows<{ userId: string; reason: InteractionReason; count: number }>(
      db,
      actor,
      (w) => Prisma.sql`
        select i.user_id as "userId", i.reason::text as reason, count(*)::int as count
        from interactions i
        where i.workspace_id = ${w} and i.user_id = any(${ids}) and i.archived_at is null and i.kind <> 'note'
          and i.happened_at >= ${from} and i.happened_at < ${to}
        group by 1, 2`,
    ),
    rows<{ userId: string; due: number; kept: number }>(
      db,
      actor,
      (w) => Prisma.sql`
        select i.user_id as "userId", count(*)::int as due,
               count(*) filter (where (i.next_step_done_at at time zone s.time_zone)::date <= i.next_step_due_on)::int as kept
        from interactions i join workspaces s on s.id = ${w}
        where i.workspace_id = ${w} and i.user_id = any(${ids}) and i.archived_at is null and i.next_step <> ''
          and i.next_step_due_on >= ${period.fromDay}::date
          and i.next_step_due_on < least(${period.toDay}::date, ${today}::date)
        group by 1`,
    ),
    rows<Workload & { userId: string }>(
      db,
      actor,
      (w) => Prisma.sql`
        select m.id as "userId",
          (select count(*)::int from customers c
           where c.workspace_id = ${w} and c.owner_id = m.id and c.archived_at is null) as accounts,
          (select count(*)::int from deals d where d.workspace_id = ${w} and d.owner_id = m.id and d.archived_at is null
             and d.stage not in ('won', 'lost')) as "openDeals",
          (select count(*)::int from tasks k where k.workspace_id = ${w} and k.owner_id = m.id and k.done_at is null
             and k.archived_at is null) as "openTasks",
          (select count(*)::int from cases k
           where k.workspace_id = ${w} and k.owner_id = m.id and k.resolved_at is null) as "openCases",
          (select count(*)::int from interactions i where i.workspace_id = ${w} and i.user_id = m.id
             and i.next_step_due_on < ${today}::date and i.next_step <> '' and i.next_step_done_at is null
             and i.archived_at is null) as "overdueSteps"
        from unnest(${ids}) as m (id)`,
    ),
    rows<QuotaProgress>(
      db,
      actor,
      (w) => Prisma.sql`
        select q.user_id as "userId", '' as name, ${quarter} as quarter, q.amount_cents::float8 as "amountCents", q.currency,
          coalesce(sum(d.amount_cents) filter (where d.currency = q.currency), 0)::float8 as "wonCents",
          count(d.id)::int as deals, '[]'::json as others
        from sales_quotas q
        join workspaces s on s.id = ${w}
        left join deals d on d.workspace_id = ${w} and d.owner_id = q.user_id and d.stage = 'won' and d.archived_at is null
          and d.won_at >= (${quarter}::date)::timestamp at time zone s.time_zone
          and d.won_at < (${end}::date)::timestamp at time zone s.time_zone
        where q.workspace_id = ${w} and q.quarter = ${quarter}::date and q.user_id = any(${ids})
        group by q.user_id, q.amount_cents, q.currency`,
    ),
    countMarks(db, actor, [period.from, period.to], {}, "owner"),
  ]);
  const by = <T extends { userId: string }>(list: readonly T[], userId: string) =>
    list.filter((row) => row.userId === userId);
  const sellers = members.map((member): SellerFigures => {
    const { userId } = member;
    const deals = by(closed, userId);
    const own = deals.find(({ isOwn }) => isOwn);
    const total = (pick: (row: (typeof deals)[number]) => number) => deals.reduce((sum, row) => sum + pick(row), 0);
    const won = total((row) => row.won);
    const answers = by(said, userId)[0];
    const contact = by(met, userId)[0];
    const step = by(steps, userId)[0];
    const outcomes = outcomesOf(marks.get(userId) ?? [], 0, 1);
    const work = by(load, userId)[0];
    return {
      ...member,
      won: deals
        .filter((row) => row.won > 0)
        .map(({ currency, sum }) => ({ currency, cents: sum }))
        .sort((a, b) => b.cents - a.cents),
      deals: won,
      firstYear: by(sold, userId).map(({ currency, cents }) => ({ currency, cents })),
      interactions: contact?.n ?? 0,
      counts: {
        ...NO_COUNTS,
        win: { yes: won, n: won + total((row) => row.lost) },
        amount: own ? { n: own.won, sum: own.sum, sumSq: own.sumSq } : NO_COUNTS.amount,
        retention: { yes: outcomes.retention?.yes ?? 0, n: outcomes.retention?.n ?? 0 },
        nps: answers
          ? { promoters: answers.promoters, passives: answers.passives, detractors: answers.detractors }
          : NO_COUNTS.nps,
        reached: { yes: contact?.reached ?? 0, n: contact?.tried ?? 0 },
        kept: { yes: step?.kept ?? 0, n: step?.due ?? 0 },
      },
      quota: by(quotas, userId)[0] ?? null,
      workload: {
        accounts: work?.accounts ?? 0,
        openDeals: work?.openDeals ?? 0,
        openTasks: work?.openTasks ?? 0,
        openCases: work?.openCases ?? 0,
        overdueSteps: work?.overdueSteps ?? 0,
      },
    };
  });
  return { sellers, reasons };
}
