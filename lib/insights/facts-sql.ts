import "server-only";
import { z } from "zod";
import { type Db, type InWorkspace, Prisma, rows } from "../db";
import type { CustomerFacts } from "./conditions";

/** The stretch of days a scan looks at, half-open; null for all time, where the kept latest answers serve. */
export type ScanDays = { fromDay: string; toDay: string } | null;

export type CustomerRow = {
  id: string;
  facts: CustomerFacts;
  /** By item number: the latest value within the scan's days. */
  latest: Readonly<Record<string, unknown>>;
};

/** One customer as the query writes them: a list, so that keys are not repeated a million times. */
type Packed = [
  id: string,
  kind: string,
  side: string,
  lifecycle: string,
  country: string | null,
  city: string | null,
  language: string | null,
  tags: string[],
  attributes: Record<string, unknown>,
  orders: number,
  revenueCents: number,
  interactions: number,
  lastOrderDays: number | null,
  segments: string[],
  latest: Record<string, unknown>,
];

/** Customers in one text: parsed in a millisecond or two, after which others may run. */
const PART = 250;

const page = z.array(z.custom<Packed>((given) => Array.isArray(given) && given.length === 15));

/** A text that may be missing, as JSON writes it. */
const jsonOr = (column: "p.country" | "p.city" | "p.language") =>
  Prisma.sql`coalesce(to_json(${Prisma.raw(column)})::text, 'null')`;

/** Customers of the workspace who are not archived. */
export async function countCustomers(db: Db, who: InWorkspace): Promise<number> {
  const [counted] = await rows<{ n: number }>(
    db,
    who,
    (w) => Prisma.sql`select count(*)::int as n from customers where workspace_id = ${w} and archived_at is null`,
  );
  return counted?.n ?? 0;
}

/** The latest answer of each customer of the page to each item, { "<item no>": value }. */
function latestWithin(w: Prisma.Sql, days: NonNullable<ScanDays>): Prisma.Sql {
  return Prisma.sql`
    select l.customer_id, jsonb_object_agg(i.no::text, l.value) as latest
    from (
      select distinct on (a.customer_id, a.item_id) a.customer_id, a.item_id, a.value
      from answers a
      join responses r on r.workspace_id = ${w} and r.id = a.response_id and r.archived_at is null
      where a.workspace_id = ${w} and a.customer_id in (select id from page)
        and a.answered_on >= ${days.fromDay}::date and a.answered_on < ${days.toDay}::date and a.value is not null
      order by a.customer_id, a.item_id, a.answered_at desc, a.response_id desc
    ) l
    join items i on i.workspace_id = ${w} and i.id = l.item_id
    group by l.customer_id`;
}

/**
 * A page of customers with everything the scan reads of them, in the order of their ids. It comes as a few texts: a driver
 * that reads a million rows field by field would take longer than the count, and others wait while a long text is parsed.
 * The texts are put together by hand, which costs the database half of what its JSON functions do.
 * @param after the last id of the page before; null for the first
 * @param share of customers to take (0 to 1), by the random end of their ids
 */
export async function readCustomers(
  db: Db,
  who: InWorkspace,
  options: {
    after: string | null;
    limit: number;
    share?: number;
    days: ScanDays;
    /** YYYY-MM-DD in the workspace's zone, from which days are counted back. */
    today: string;
    timeZone: string;
    segmentIds: readonly string[];
  },
): Promise<CustomerRow[]> {
  const { after, limit, share = 1, days, today, timeZone, segmentIds } = options;
  const found = await rows<{ packed: string }>(
    db,
    who,
    (w) => Prisma.sql`
      with page as materialized (
        select c.id, c.kind, c.side, c.lifecycle, c.country, c.city, c.language, c.tags, c.attributes,
               (row_number() over (order by c.id) - 1) / ${PART}::int as part
        from customers c
        where c.workspace_id = ${w} and c.archived_at is null
          ${after === null ? Prisma.empty : Prisma.sql`and c.id > ${after}::uuid`}
          ${share >= 1 ? Prisma.empty : Prisma.sql`and ('x' || right(c.id::text, 5))::bit(20)::int < ${Math.ceil(share * 2 ** 20)}::int`}
        order by c.id
        limit ${limit}::int)
        ${days ? Prisma.sql`, answered as materialized (${latestWithin(w, days)})` : Prisma.empty}
      select '[' || string_agg('["' || p.id || '","' || p.kind || '","' || p.side || '","' || p.lifecycle || '",'
        || ${jsonOr("p.country")} || ',' || ${jsonOr("p.city")} || ',' || ${jsonOr("p.language")} || ','
        || to_json(p.tags) || ',' || p.attributes || ','
        || coalesce(x.orders, 0) || ',' || coalesce(x.revenue_cents, 0) || ',' || coalesce(x.interactions, 0) || ','
        || coalesce((${today}::date - (x.last_order_at at time zone ${timeZone}::text)::date)::text, 'null') || ','
        || ${
          segmentIds.length === 0
            ? Prisma.sql`'[]'`
            : Prisma.sql`to_json(array(select m.segment_id from segment_members m
                where m.workspace_id = ${w} and m.customer_id = p.id
                  and m.segment_id in (${Prisma.join(segmentIds.map((id) => Prisma.sql`${id}::uuid`))})))`
        } || ','
        || coalesce(${days ? Prisma.sql`a.latest` : Prisma.sql`x.latest`}::text, '{}') || ']', ',') || ']' as packed
      from page p
      left join customer_experience x on x.workspace_id = ${w} and x.customer_id = p.id
      ${days ? Prisma.sql`left join answered a on a.customer_id = p.id` : Prisma.empty}
      group by p.part
      order by p.part`,
  );
  const customers: CustomerRow[] = [];
  for (const { packed } of found) {
    for (const one of unpack(packed)) customers.push(one);
    await new Promise((resolve) => setImmediate(resolve));
  }
  // They come in order, as a rule: the join need not keep it.
  return customers.sort((a, b) => (a.id < b.id ? -1 : 1));
}

function unpack(packed: string): CustomerRow[] {
  return page.parse(JSON.parse(packed)).map((one): CustomerRow => {
    const [id, kind, side, lifecycle, country, city, language, tags, attributes, orders, revenueCents, interactions] =
      one;
    const since = one[12];
    return {
      id,
      facts: {
        kind,
        side,
        lifecycle,
        country,
        city,
        language,
        tags,
        attributes,
        orders,
        revenueCents,
        interactions,
        lastOrderDays: since === null || since < 0 ? null : since,
        segments: one[13],
      },
      latest: one[14],
    };
  });
}

/** The value of a kept latest answer: [value, instant], or the bare value of a period's. */
export function latestValue(kept: unknown): number | null {
  const value: unknown = Array.isArray(kept) ? kept[0] : kept;
  return typeof value === "number" ? value : null;
}
