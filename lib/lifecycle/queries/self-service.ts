import "server-only";
import type { Actor } from "../../auth/actor";
import { allow } from "../../auth/permissions";
import { reachesSql } from "../../customers/reach";
import { inWorkspace, Prisma, rows } from "../../db";
import type { Span } from "../../period";
import { type ClusterShare, type ClusterSums, shareOfClusters } from "../../stats/clusters";
import { type Bucket, bucketsOf, type Step } from "../buckets";
import { scopeSql } from "../marks-sql";
import { type Scope, scopeFor } from "../scope";
import type { When } from "./report";

// An order without a seller needs none; a contact needs none when its channel is marked as self-service or nobody of
// ours had it. Notes are no contacts. Orders and contacts of one customer are alike, so that the interval is by customer.

type Kind = "orders" | "contacts" | "all";

/** Every order and contact of a stretch, over c = customers in the scope: who, when, which kind, and whether it needed nobody. */
const eventsSql = (w: Prisma.Sql, { from, to }: Pick<Span, "from" | "to">, scope: Scope) => Prisma.sql`
  select e.customer_id, e.at, e.kind, e.alone
  from (
    select o.customer_id, o.ordered_at as at, 'orders' as kind, o.seller_id is null as alone
    from orders o
    where o.workspace_id = ${w} and o.ordered_at >= ${from.toISOString()}::timestamptz
      and o.ordered_at < ${to.toISOString()}::timestamptz
    union all
    select i.customer_id, i.happened_at, 'contacts', coalesce(h.is_self_service, false) or i.user_id is null
    from interactions i
    left join channels h on h.workspace_id = ${w} and h.id = i.channel_id
    where i.workspace_id = ${w} and i.archived_at is null and i.kind <> 'note'
      and i.happened_at >= ${from.toISOString()}::timestamptz and i.happened_at < ${to.toISOString()}::timestamptz
  ) e
  join customers c on c.id = e.customer_id and ${scopeSql(w, scope)}`;

/** From counts a customer (and key) as "own", the sums that a share over clusters needs. */
const sums = Prisma.sql`
  count(*)::int as clusters, sum(yes)::float8 as yes, sum(n)::float8 as "all", sum(yes * yes)::float8 as "yesSq",
  sum(yes * n)::float8 as "yesAll", sum(n * n)::float8 as "allSq"`;

export type ServiceReport = {
  all: ClusterShare | null;
  orders: ClusterShare | null;
  contacts: ClusterShare | null;
  step: Step;
  trend: { bucket: Bucket; orders: ClusterShare | null; contacts: ClusterShare | null }[];
  segments: { key: string; name: string; share: ClusterShare }[];
  seconds: number;
};

/** The share of orders and contacts that need no seller: of a period, of each month, of each segment. */
export async function selfServiceReport(
  actor: Actor,
  period: Pick<Span, "from" | "to">,
  asked: Scope,
  when: When,
): Promise<ServiceReport> {
  allow(actor, "lifecycle.read");
  const scope = scopeFor(actor, asked);
  const begun = performance.now();
  const db = inWorkspace(actor);
  const { step, buckets } = bucketsOf(period, when);
  const begins = Prisma.sql`array[${Prisma.join(buckets.map(({ from }) => Prisma.sql`${from.toISOString()}::timestamptz`))}]`;
  const whole = { from: buckets[0]?.from ?? period.from, to: period.to };
  const [kinds, months, segments] = await Promise.all([
    rows<ClusterSums & { kind: Kind }>(
      db,
      actor,
      (w) => Prisma.sql`
        with events as (${eventsSql(w, period, scope)}), own as (
          select customer_id, coalesce(kind, 'all') as kind, count(*) as n, count(*) filter (where alone) as yes
          from events group by grouping sets ((customer_id), (customer_id, kind))
        )
        select kind, ${sums} from own group by kind`,
    ),
    rows<ClusterSums & { bucket: number; kind: Kind }>(
      db,
      actor,
      (w) => Prisma.sql`
        with events as (${eventsSql(w, whole, scope)}), own as (
          select customer_id, width_bucket(at, ${begins})::int as bucket, kind, count(*) as n,
                 count(*) filter (where alone) as yes
          from events group by 1, 2, 3
        )
        select bucket, kind, ${sums} from own group by bucket, kind`,
    ),
    rows<ClusterSums & { key: string; name: string }>(
      db,
      actor,
      (w) => Prisma.sql`
        with events as (${eventsSql(w, period, scope)}), own as (
          select customer_id, count(*) as n, count(*) filter (where alone) as yes from events group by customer_id
        )
        select s.id::text as key, s.name, ${sums}
        from own
        join segment_members g on g.workspace_id = ${w} and g.customer_id = own.customer_id
        join segments s on s.workspace_id = ${w} and s.id = g.segment_id and s.archived_at is null
        group by s.id, s.name`,
    ),
  ]);
  const share = (kind: Kind) => {
    const row = kinds.find((one) => one.kind === kind);
    return row ? shareOfClusters(row) : null;
  };
  return {
    all: share("all"),
    orders: share("orders"),
    contacts: share("contacts"),
    step,
    trend: buckets.map((bucket, index) => {
      const ofKind = (kind: Kind) => {
        const row = months.find((one) => one.bucket === index + 1 && one.kind === kind);
        return row ? shareOfClusters(row) : null;
      };
      return { bucket, orders: ofKind("orders"), contacts: ofKind("contacts") };
    }),
    segments: segments
      .flatMap(({ key, name, ...row }) => {
        const found = shareOfClusters(row);
        return found ? [{ key, name, share: found }] : [];
      })
      .sort((a, b) => b.share.share - a.share.share || a.name.localeCompare(b.name)),
    seconds: (performance.now() - begun) / 1000,
  };
}

/** A customer's own orders and contacts of a year, and how many of them needed nobody of ours. */
export async function customerSelfService(
  actor: Actor,
  customerId: string,
  now: Date,
): Promise<{ alone: number; n: number }> {
  allow(actor, "customers.read");
  const since = new Date(+now - 365 * 86_400_000).toISOString();
  const [found] = await rows<{ alone: number; n: number }>(
    inWorkspace(actor),
    actor,
    (w) => Prisma.sql`
      select count(*)::int as n, count(*) filter (where alone)::int as alone from (
        select o.seller_id is null as alone from orders o
        where o.workspace_id = ${w} and o.customer_id = ${customerId}::uuid and o.ordered_at >= ${since}::timestamptz
        union all
        select coalesce(h.is_self_service, false) or i.user_id is null from interactions i
        left join channels h on h.workspace_id = ${w} and h.id = i.channel_id
        where i.workspace_id = ${w} and i.customer_id = ${customerId}::uuid and i.archived_at is null and i.kind <> 'note'
          and i.happened_at >= ${since}::timestamptz
      ) e where ${reachesSql(actor, w, Prisma.sql`${customerId}::uuid`)}`,
  );
  return found ?? { alone: 0, n: 0 };
}

export type ServiceChannel = { id: string; name: string; isSelfService: boolean };

/** Channels in use, with whether customers get it done there by themselves. */
export async function listServiceChannels(actor: Actor): Promise<ServiceChannel[]> {
  allow(actor, "catalogue.read");
  return inWorkspace(actor).channel.findMany({
    where: { archivedAt: null },
    orderBy: { name: "asc" },
    select: { id: true, name: true, isSelfService: true },
  });
}
