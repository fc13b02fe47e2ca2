import "server-only";
import { Prisma } from "../db";

/** Members whose answers importance and reach are computed from, at most: a larger segment is sampled by customer. */
export const MOST_SAMPLED = 5_000;
/** Pairs of an answer and the next NPS that are looked at per item, at most: the newest. */
export const MOST_PAIRS = 1_500;

/**
 * Customers of the map: its segment's present members, or everybody who ever answered or met us. `every` above 1 keeps one
 * in so many, always the same ones, so that the cost stays the same however large the segment grows.
 */
export function peopleSql(w: Prisma.Sql, segmentId: string | null, every: number): Prisma.Sql {
  const sampled = every > 1 ? Prisma.sql`and hashtext(customer_id::text) % ${every}::int = 0` : Prisma.empty;
  return segmentId
    ? Prisma.sql`select customer_id from segment_members
                 where workspace_id = ${w} and segment_id = ${segmentId}::uuid ${sampled}`
    : Prisma.sql`select customer_id from customer_experience where workspace_id = ${w} ${sampled}`;
}

/** Σx and Σxy of every pair of items (numbers in items.no, the outcome last), of people who have answered all of them. */
export function scatterSql(w: Prisma.Sql, people: Prisma.Sql, numbers: readonly number[]): Prisma.Sql {
  const value = (no: number) => Prisma.sql`(x.latest -> ${String(no)}::text ->> 0)::float8`;
  const names = numbers.map((_, index) => Prisma.raw(`v${index}`));
  const columns = numbers.map((no, index) => Prisma.sql`${value(no)} as ${names[index] as Prisma.Sql}`);
  const sums = names.map((name) => Prisma.sql`coalesce(sum(${name}), 0)`);
  const products = names.flatMap((a, i) => names.slice(i).map((b) => Prisma.sql`coalesce(sum(${a} * ${b}), 0)`));
  return Prisma.sql`
    with people as materialized (${people}),
    wide as materialized (
      select ${Prisma.join(columns)}
      from people p join customer_experience x on x.workspace_id = ${w} and x.customer_id = p.customer_id
      where x.latest ?& ${numbers.map(String)}::text[])
    select count(*)::int as n, array[${Prisma.join(sums)}] as sums, array[${Prisma.join(products)}] as products
    from wide`;
}
