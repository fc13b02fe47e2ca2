import "server-only";
import { type InWorkspace, Prisma, rows, run, type Tx } from "../db";
import type { RfmBorders } from "./rfm";

type Reader = Parameters<typeof rows>[0];

/** The least value above each share of the customers who bought: 5 · F(v) > k is counted in whole numbers. */
const bordersOf = (value: Prisma.Sql) => Prisma.sql`(
  select array_agg(border order by k) from (
    select k, (select min(v) from (
        select v, sum(count(*)) over (order by v) as upto from (select ${value} as v from bought) values_of group by v) grown
      where 10 * upto > k * total) as border
    from unnest(array[2, 4, 5, 6, 8]) k, (select count(*) as total from bought) all_of_them) borders)`;

/** The borders as lib/segments/rfm.ts defines them; null when nobody bought yet. */
export async function findBorders(
  db: Reader,
  who: InWorkspace,
  timeZone: string,
  now: Date,
): Promise<RfmBorders | null> {
  const [found] = await rows<{
    customers: number;
    recency: string[] | null;
    frequency: number[] | null;
    monetary: number[] | null;
  }>(
    db,
    who,
    (w) => Prisma.sql`
      with bought as materialized (
        select (x.last_order_at at time zone ${timeZone}::text)::date as day, x.orders, x.revenue_cents
        from customer_experience x
        join customers c on c.workspace_id = ${w} and c.id = x.customer_id and c.archived_at is null
        where x.workspace_id = ${w} and x.orders > 0)
      select (select count(*)::int from bought) as customers,
             (select array_agg(to_char((day::timestamp at time zone ${timeZone}::text) at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') order by place)
              from unnest(${bordersOf(Prisma.sql`day`)}) with ordinality as days(day, place)) as recency,
             ${bordersOf(Prisma.sql`orders`)} as frequency,
             ${bordersOf(Prisma.sql`revenue_cents`)}::float8[] as monetary`,
  );
  if (!found || found.customers === 0) return null;
  // Of the five cuts 0.2, 0.4, 0.5, 0.6 and 0.8: classes take all but the half, tiers the half and the last.
  const fifths = <T>(cuts: T[] | null): T[] => (cuts ?? []).filter((_, place) => place !== 2);
  return {
    at: now.toISOString(),
    customers: found.customers,
    recency: fifths(found.recency),
    frequency: fifths(found.frequency),
    monetary: fifths(found.monetary),
    tiers: [found.monetary?.[2] ?? 0, found.monetary?.[4] ?? 0],
  };
}

/** Writes them beside the workspace, if they differ from those that are there. @returns whether they did */
export async function keepBorders(tx: Tx, who: InWorkspace, borders: RfmBorders | null): Promise<boolean> {
  const text = borders ? JSON.stringify(borders) : null;
  return (
    (await run(
      tx,
      who,
      (w) => Prisma.sql`
        update workspaces set rfm = ${text}::jsonb
        where id = ${w} and (rfm - 'at') is distinct from (${text}::jsonb - 'at')`,
    )) > 0
  );
}
