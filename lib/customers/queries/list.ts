import "server-only";
import type { Actor } from "../../auth/actor";
import { allow } from "../../auth/permissions";
import { inWorkspace, Prisma, rows } from "../../db";
import { type Cursor, decodeCursor, encodeCursor, PAGE_SIZE, type Page } from "../../paging";
import type { CustomerRow } from "../customer";
import { filterSql, fitsSort, type ListFilters, orderSql } from "../list-sql";
import { reachSql } from "../reach";
import { type CustomerListParams, directionOf } from "../schema";
import { listAttributeDefinitions } from "./definitions";

export type ListOptions = {
  size?: number;
  /** A condition over c = customers, brought by a page that lists somebody's people. */
  people?: (w: Prisma.Sql) => Prisma.Sql;
};

/** Stands in every cursor: one of another order would begin anywhere, and shows the first page instead. */
const orderMark = (params: CustomerListParams): string => `${params.sort} ${directionOf(params)} `;

function positionOf(params: CustomerListParams, { value, id }: Cursor): { value: string; id: string } | null {
  const mark = orderMark(params);
  if (typeof value !== "string" || !value.startsWith(mark)) return null;
  const key = value.slice(mark.length);
  return fitsSort(params.sort, key) ? { value: key, id } : null;
}

/** The long list from its greatest value down, which an index holds: filters that leave few are quicker without it. */
const isByValue = (params: CustomerListParams): boolean =>
  params.sort === "value" &&
  directionOf(params) === "desc" &&
  !params.archived &&
  !params.q &&
  !params.segment &&
  !params.tag &&
  params.attr.length === 0 &&
  (params.owner ?? "all") === "all";

/**
 * One page of customers, by keys, in one statement. Its cost does not depend on how deep the page is.
 */
export async function listCustomers(
  actor: Actor,
  params: CustomerListParams,
  { size = PAGE_SIZE, people }: ListOptions = {},
): Promise<Page<CustomerRow>> {
  allow(actor, "customers.read");
  const definitions = params.attr.length > 0 ? await listAttributeDefinitions(actor) : [];
  const cursor = decodeCursor(params.cursor);
  const position = cursor && positionOf(params, cursor);
  const back = position !== null && cursor?.direction === "before";
  const read = (counted: boolean) => {
    const { key, from, order } = orderSql(params, position, back, counted);
    return rows<CustomerRow & { key: string }>(
      inWorkspace(actor),
      actor,
      (w) => Prisma.sql`
      with page as (
        select c.id, c.name, c.kind, c.side, c.city, c.lifecycle, c.tags, c.archived_at, c.owner_id,
          c.email, c.phone, c.country, c.language, c.external_id, c.attributes, c.created_at,
          x.revenue_cents, x.orders, x.last_nps, x.last_nps_at, x.last_answer_at, x.last_interaction_at,
          x.first_order_at, x.last_order_at, x.interactions, x.responses,
          (${key})::text as key
        from customers c
        ${counted ? Prisma.empty : Prisma.sql`left`} join customer_experience x on x.workspace_id = c.workspace_id and x.customer_id = c.id
        where ${filterSql(w, params, { actor, definitions, people: people?.(w) })} and ${from}
        order by ${order}
        limit ${size + 1}
      ), placed as (
        -- Numbered after the limit: numbering everything would sort everything.
        select *, row_number() over () as place from page
      )
      select p.id, p.name, p.kind, p.side, p.city, p.lifecycle, p.tags, p.key,
        p.archived_at as "archivedAt",
        p.owner_id as "ownerId", u.name as "ownerName", m.role as "ownerRole",
        coalesce(p.revenue_cents, 0)::float8 as "revenueCents",
        coalesce(p.orders, 0) as orders,
        p.last_nps::int as "lastNps", p.last_nps_at as "lastNpsAt", p.last_answer_at as "lastAnswerAt",
        p.last_interaction_at as "lastContactAt", last.kind as "lastContactKind",
        p.email, p.phone, p.country, p.language, p.external_id as "externalId", p.attributes,
        p.created_at as "createdAt", p.first_order_at as "firstOrderAt", p.last_order_at as "lastOrderAt",
        coalesce(p.interactions, 0) as interactions, coalesce(p.responses, 0) as responses, h.score as health,
        coalesce(belongs.names, '{}') as segments
      from placed p
      left join memberships m on m.workspace_id = ${w} and m.user_id = p.owner_id
      left join users u on u.id = m.user_id
      left join customer_health h on h.workspace_id = ${w} and h.customer_id = p.id
      left join lateral (
        select i.kind from interactions i
        where i.workspace_id = ${w} and i.customer_id = p.id and i.archived_at is null
        order by i.happened_at desc limit 1
      ) last on p.last_interaction_at is not null
      left join lateral (
        select array_agg(s.name order by s.name) as names
        from segment_members sm
        join segments s on s.workspace_id = ${w} and s.id = sm.segment_id and s.archived_at is null
        where sm.workspace_id = ${w} and sm.customer_id = p.id
      ) belongs on true
      order by p.place`,
    );
  };
  let found = isByValue(params) && !people && !back ? await read(true) : null;
  // Whoever never was counted stands among those without revenue: such a page needs everybody.
  if (!found || found.length <= size || Number(found.at(-1)?.key) <= 0) found = await read(false);
  const more = found.length > size;
  const page = found.slice(0, size);
  if (back) page.reverse();
  const at = (row: (typeof page)[number] | undefined, direction: "after" | "before") =>
    row ? encodeCursor({ value: `${orderMark(params)}${row.key}`, id: row.id, direction }) : null;
  return {
    rows: page.map(({ key: _, ...row }) => row),
    next: (back ? position !== null : more) ? at(page.at(-1), "after") : null,
    previous: (back ? more : position !== null) ? at(page[0], "before") : null,
  };
}

/** Counting stops here: an exact number of a million is not worth reading a million rows. */
const COUNT_LIMIT = 10_000;

/**
 * How many customers fit, up to `most`; more says that there are others.
 * @param options.everybody also those beyond the actor's reach: a figure that stands beside a list, and names nobody
 */
export async function countCustomers(
  actor: Actor,
  filters: ListFilters,
  {
    people,
    everybody = false,
    most = COUNT_LIMIT,
  }: Pick<ListOptions, "people"> & { everybody?: boolean; most?: number } = {},
): Promise<{ count: number; more: boolean }> {
  allow(actor, "customers.read");
  const definitions = filters.attr.length > 0 ? await listAttributeDefinitions(actor) : [];
  const [row] = await rows<{ n: number }>(
    inWorkspace(actor),
    actor,
    (w) => Prisma.sql`
      select count(*)::int as n from (
        select 1 from customers c
        ${filters.score || people ? Prisma.sql`left join customer_experience x on x.workspace_id = c.workspace_id and x.customer_id = c.id` : Prisma.empty}
        where ${filterSql(w, filters, { actor, definitions, people: people?.(w), everybody })}
        limit ${most + 1}
      ) counted`,
  );
  const n = row?.n ?? 0;
  return { count: Math.min(n, most), more: n > most };
}

/** Tags in use, most used first, for the filter. Read from a sample when there are very many customers. */
export async function listTags(actor: Actor): Promise<string[]> {
  allow(actor, "customers.read");
  const found = await rows<{ tag: string }>(
    inWorkspace(actor),
    actor,
    (w) => Prisma.sql`
      select tag from (
        select c.tags from customers c
        where c.workspace_id = ${w} and c.archived_at is null and ${reachSql(actor, w)} limit 20000
      ) sample, unnest(sample.tags) as tag
      group by tag order by count(*) desc, tag limit 50`,
  );
  return found.map(({ tag }) => tag);
}
