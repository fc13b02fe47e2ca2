import "server-only";
import type { Actor } from "../../auth/actor";
import { allow } from "../../auth/permissions";
import { reachesSql, reachSql } from "../../customers/reach";
import { inWorkspace, Prisma, rows } from "../../db";
import type { CustomerSide } from "../../generated/prisma/enums";
import type { Span } from "../../period";
import { type Nps, type NpsChange, nps, npsDifference } from "../../stats/nps";
import { type Association, associationsOf } from "../associations";
import { type Bucket, bucketsOf, type Step } from "../buckets";
import type { When } from "./report";

/** The side on which somebody counts: who is both counts on both. */
export type SideName = "buying" | "selling";

export type SideFigures = {
  side: SideName;
  customers: number;
  /** Ordered, or spoke with us, in the period. Who only brought somebody does not count: that is what it is held against. */
  active: number;
  nps: Nps | null;
};

export type SidesReport = {
  counts: Record<CustomerSide, number>;
  sides: SideFigures[];
  /** Those who sell (or both) less those who only buy: no one stands in both groups. */
  difference: NpsChange | null;
  /**
   * Answers of the smallest group that the two scores and their difference tell of: those who sell, who only buy, and who
   * do both, since these could be worked out from the three numbers.
   */
  fewest: number;
  step: Step;
  months: { bucket: Bucket; buying: number; selling: number; referrals: number; newcomers: number }[];
  referrals: number;
  /** Customers who were brought, of those acquired: of the period. */
  associations: Association[];
};

type NpsRow = { side: CustomerSide; promoters: number; passives: number; detractors: number };

/** Buyers and sellers of a period: how many, how active, how content, and whether one side draws the other. */
export async function sidesReport(
  actor: Actor,
  period: Pick<Span, "from" | "to" | "fromDay" | "toDay">,
  when: When,
): Promise<SidesReport> {
  allow(actor, "lifecycle.read");
  const db = inWorkspace(actor);
  const { step, buckets } = bucketsOf(period, when);
  const begins = Prisma.sql`array[${Prisma.join(buckets.map(({ from }) => Prisma.sql`${from.toISOString()}::timestamptz`))}]`;
  const first = (buckets[0]?.from ?? period.from).toISOString();
  const end = period.to.toISOString();
  const acts = (w: Prisma.Sql, from: string) => Prisma.sql`
    select o.customer_id, o.ordered_at as at from orders o
    where o.workspace_id = ${w} and o.ordered_at >= ${from}::timestamptz and o.ordered_at < ${end}::timestamptz
    union all
    select i.customer_id, i.happened_at from interactions i
    where i.workspace_id = ${w} and i.archived_at is null and i.kind <> 'note' and i.outcome in ('reached', 'done')
      and i.happened_at >= ${from}::timestamptz and i.happened_at < ${end}::timestamptz`;
  const [counted, active, answers, monthly, brought, newcomers] = await Promise.all([
    rows<{ side: CustomerSide; n: number }>(
      db,
      actor,
      (w) => Prisma.sql`
        select side::text as side, count(*)::int as n from customers
        where workspace_id = ${w} and archived_at is null and lifecycle not in ('lead', 'prospect') group by side`,
    ),
    rows<{ side: CustomerSide; n: number }>(
      db,
      actor,
      (w) => Prisma.sql`
        select c.side::text as side, count(distinct c.id)::int as n
        from (${acts(w, period.from.toISOString())}) a
        join customers c on c.workspace_id = ${w} and c.id = a.customer_id and c.archived_at is null
          and c.lifecycle not in ('lead', 'prospect')
        group by c.side`,
    ),
    rows<NpsRow>(
      db,
      actor,
      (w) => Prisma.sql`
        with latest as (
          -- One voice a customer: the latest of the period.
          select distinct on (a.customer_id) a.customer_id, a.value
          from items i
          join answers a on a.workspace_id = ${w} and a.item_id = i.id and a.value is not null and a.customer_id is not null
            and a.answered_on >= ${period.fromDay}::date and a.answered_on < ${period.toDay}::date
          join responses r on r.workspace_id = ${w} and r.id = a.response_id and r.archived_at is null
          where i.workspace_id = ${w} and i.measure = 'nps'
          order by a.customer_id, a.answered_at desc
        )
        select c.side::text as side, count(*) filter (where l.value >= 9)::int as promoters,
               count(*) filter (where l.value between 7 and 8)::int as passives,
               count(*) filter (where l.value <= 6)::int as detractors
        from latest l join customers c on c.workspace_id = ${w} and c.id = l.customer_id and c.archived_at is null
        group by c.side`,
    ),
    rows<{ bucket: number; side: CustomerSide; n: number }>(
      db,
      actor,
      (w) => Prisma.sql`
        select width_bucket(a.at, ${begins})::int as bucket, c.side::text as side, count(distinct c.id)::int as n
        from (${acts(w, first)}) a
        join customers c on c.workspace_id = ${w} and c.id = a.customer_id and c.archived_at is null
          and c.lifecycle not in ('lead', 'prospect')
        group by 1, 2`,
    ),
    rows<{ bucket: number; n: number; inPeriod: number }>(
      db,
      actor,
      (w) => Prisma.sql`
        select width_bucket(r.at, ${begins})::int as bucket, count(*)::int as n,
               count(*) filter (where r.at >= ${period.from.toISOString()}::timestamptz)::int as "inPeriod"
        from referrals r
        where r.workspace_id = ${w} and r.at >= ${first}::timestamptz and r.at < ${end}::timestamptz group by 1`,
    ),
    rows<{ bucket: number; n: number }>(
      db,
      actor,
      (w) => Prisma.sql`
        select width_bucket(x.first_order_at, ${begins})::int as bucket, count(*)::int as n
        from customer_experience x
        join customers c on c.workspace_id = ${w} and c.id = x.customer_id and c.archived_at is null and c.side <> 'seller'
        where x.workspace_id = ${w} and x.first_order_at >= ${first}::timestamptz and x.first_order_at < ${end}::timestamptz
        group by 1`,
    ),
  ]);
  const counts: Record<CustomerSide, number> = { buyer: 0, seller: 0, both: 0 };
  for (const { side, n } of counted) counts[side] = n;
  const activeOn = (list: readonly { side: CustomerSide; n: number }[], side: SideName) =>
    list
      .filter((row) => row.side === "both" || row.side === (side === "buying" ? "buyer" : "seller"))
      .reduce((sum, { n }) => sum + n, 0);
  const votes = (keep: (side: CustomerSide) => boolean) =>
    answers
      .filter(({ side }) => keep(side))
      .reduce(
        (sum, row) => ({
          promoters: sum.promoters + row.promoters,
          passives: sum.passives + row.passives,
          detractors: sum.detractors + row.detractors,
        }),
        { promoters: 0, passives: 0, detractors: 0 },
      );
  const selling = votes((side) => side !== "buyer");
  const onlyBuying = votes((side) => side === "buyer");
  const doingBoth = nps(votes((side) => side === "both"))?.n;
  const months = buckets.map((bucket, index) => {
    const here = monthly.filter((row) => row.bucket === index + 1);
    return {
      bucket,
      buying: activeOn(here, "buying"),
      selling: activeOn(here, "selling"),
      referrals: brought.find((row) => row.bucket === index + 1)?.n ?? 0,
      newcomers: newcomers.find((row) => row.bucket === index + 1)?.n ?? 0,
    };
  });
  return {
    counts,
    sides: [
      {
        side: "buying",
        customers: counts.buyer + counts.both,
        active: activeOn(active, "buying"),
        nps: nps(votes((side) => side !== "seller")),
      },
      {
        side: "selling",
        customers: counts.seller + counts.both,
        active: activeOn(active, "selling"),
        nps: nps(selling),
      },
    ],
    difference: npsDifference(selling, onlyBuying),
    fewest: Math.min(nps(selling)?.n ?? 0, nps(onlyBuying)?.n ?? 0, doingBoth ?? Number.POSITIVE_INFINITY),
    step,
    months,
    referrals: brought.reduce((sum, { inPeriod }) => sum + inPeriod, 0),
    // The running month would look like a fall.
    associations: associationsOf(months.filter(({ bucket }) => bucket.isWhole)),
  };
}

export type ReferralFacts = {
  referrer: { id: string; name: string; on: Date } | null;
  referred: { id: string; name: string; on: Date }[];
};

/** Who brought a customer, and whom they brought. */
export async function getReferrals(actor: Actor, customerId: string): Promise<ReferralFacts> {
  allow(actor, "customers.read");
  const found = await rows<{ role: "referrer" | "referred"; id: string; name: string; on: Date }>(
    inWorkspace(actor),
    actor,
    (w) => Prisma.sql`
      select case when r.referred_id = ${customerId}::uuid then 'referrer' else 'referred' end as role,
             c.id, c.name, r.at as on
      from referrals r
      join customers c on c.workspace_id = ${w}
        and c.id = case when r.referred_id = ${customerId}::uuid then r.referrer_id else r.referred_id end
      where r.workspace_id = ${w} and (r.referred_id = ${customerId}::uuid or r.referrer_id = ${customerId}::uuid)
        and ${reachSql(actor, w)} and ${reachesSql(actor, w, Prisma.sql`${customerId}::uuid`)}
      order by r.at desc limit 50`,
  );
  const strip = ({ id, name, on }: (typeof found)[number]) => ({ id, name, on });
  const referrer = found.find(({ role }) => role === "referrer");
  return {
    referrer: referrer ? strip(referrer) : null,
    referred: found.filter(({ role }) => role === "referred").map(strip),
  };
}
