import "server-only";
import { type InWorkspace, Prisma, rows, type Tx } from "../db";
import type { MarkRow } from "./outcomes";
import type { Scope } from "./scope";

/** Who is a customer: bought, and is not lost. */
const CUSTOMER = Prisma.raw("('new', 'active', 'loyal', 'at_risk')");

/** The customers of a scope, over an alias c of customers; archived ones count nowhere. */
export function scopeSql(w: Prisma.Sql, { segmentId, ownerId }: Scope): Prisma.Sql {
  const parts = [Prisma.sql`c.workspace_id = ${w} and c.archived_at is null`];
  if (ownerId === "none") parts.push(Prisma.sql`c.owner_id is null`);
  else if (ownerId) parts.push(Prisma.sql`c.owner_id = ${ownerId}::uuid`);
  if (segmentId) {
    parts.push(Prisma.sql`exists (select 1 from segment_members sm
      where sm.workspace_id = ${w} and sm.segment_id = ${segmentId}::uuid and sm.customer_id = c.id)`);
  }
  return Prisma.join(parts, " and ");
}

export type Grouping = "all" | "owner" | "segment";

const instants = (list: readonly Date[]) =>
  Prisma.sql`array[${Prisma.join(list.map((date) => Prisma.sql`${date.toISOString()}::timestamptz`))}]`;

/**
 * The steps of every customer with how long each lasted, as a query named "steps", and "marks": each customer's history
 * in bits. One pass over the steps, whatever the number of instants.
 *
 * When somebody became a customer: the day of the first order or the first step into New, Active or Loyal, whichever is
 * earlier. A first known step straight into Active, Loyal or At risk was not made here and does not count.
 */
function marksSql(w: Prisma.Sql, at: readonly Date[], scope: Scope): Prisma.Sql {
  const list = instants(at);
  return Prisma.sql`
    recorded as (
      select l.customer_id, l.to_stage::text as stage, l.at, l.from_stage::text as came_from,
             lead(l.at) over history as until, row_number() over history as place
      from lifecycle_transitions l
      where l.workspace_id = ${w}
      window history as (partition by l.customer_id order by l.at, l.id)
    ), steps as (
      select customer_id, stage, at, came_from, until from recorded
      union all
      -- Who came with a stage that nobody wrote down had it from the beginning.
      select r.customer_id, r.came_from, c.created_at, null, r.at
      from recorded r join customers c on c.workspace_id = ${w} and c.id = r.customer_id
      where r.place = 1 and r.came_from is not null and c.created_at < r.at
      union all
      select c.id, c.lifecycle::text, c.created_at, null, null from customers c
      where c.workspace_id = ${w} and not exists (
        select 1 from lifecycle_transitions l where l.workspace_id = ${w} and l.customer_id = c.id)
    ), spans as (
      -- Bits of the instants with at < instant <= until: what stood when a period began, or ended.
      select s.customer_id, s.stage, s.at, s.came_from, width_bucket(s.at, ${list}) as begins,
             (1::bigint << case when s.until is null then ${at.length}::int else width_bucket(s.until, ${list}) end)
               - (1::bigint << width_bucket(s.at, ${list})) as bits
      from steps s
    ), folded as (
      select s.customer_id,
             bit_or(case when s.stage in ${CUSTOMER} then s.bits else 0 end) as held,
             bit_or(case when s.stage = 'loyal' then s.bits else 0 end) as loyal,
             bit_or(case when s.stage = 'lost' and s.came_from in ${CUSTOMER} then 1::bigint << s.begins else 0 end) as lost,
             min(s.at) filter (where s.stage = 'new' or (s.stage in ('active', 'loyal') and s.came_from is not null
                                 and s.came_from not in ${CUSTOMER} and s.came_from <> 'lost')) as became_at
      from spans s group by s.customer_id
    ), marks as (
      -- Histories and customers laid one upon the other and folded again: a join would be planned by a guess of how many
      -- histories there are, and a wrong one takes every customer through all of them.
      select u.id, max(u.owner::text)::uuid as owner_id, bit_or(u.held) as held, bit_or(u.loyal) as loyal,
             bit_or(u.lost) as lost, least(min(u.became_at), min(u.first_order_at)) as became_at
      from (
        select f.customer_id as id, null::uuid as owner, f.held, f.loyal, f.lost, f.became_at,
               null::timestamptz as first_order_at, false as is_theirs
        from folded f
        union all
        select c.id, c.owner_id, 0, 0, 0, null, x.first_order_at, true
        from customers c
        left join customer_experience x on x.workspace_id = ${w} and x.customer_id = c.id
        where ${scopeSql(w, scope)}
      ) u
      group by u.id having bool_or(u.is_theirs)
    )`;
}

/** Where something falls among the instants: 0 before the first, i from the i-th to before the next. */
const placeSql = (column: Prisma.Sql, at: readonly Date[]): Prisma.Sql =>
  Prisma.sql`width_bucket(${column}, ${instants(at)})`;

/**
 * How many customers have each history, by group: everybody, each owner (key "none" for nobody's), or each segment
 * (a customer stands in each of theirs).
 */
export async function countMarks(
  db: Pick<Tx, "$queryRaw" | "$executeRaw">,
  who: InWorkspace,
  at: readonly Date[],
  scope: Scope,
  grouping: Grouping,
): Promise<Map<string, MarkRow[]>> {
  const found = await rows<MarkRow & { key: string }>(
    db,
    who,
    (w) => Prisma.sql`
      with ${marksSql(w, at, scope)}
      select ${
        grouping === "owner"
          ? Prisma.sql`coalesce(m.owner_id::text, 'none')`
          : grouping === "segment"
            ? Prisma.sql`g.segment_id::text`
            : Prisma.sql`''`
      } as key, m.held, m.loyal, m.lost,
        nullif(${placeSql(Prisma.sql`m.became_at`, at)}, 0) as acquired, count(*)::int as n
      from marks m
      ${
        grouping === "segment"
          ? Prisma.sql`join segment_members g on g.workspace_id = ${w} and g.customer_id = m.id
                       join segments s on s.workspace_id = ${w} and s.id = g.segment_id and s.archived_at is null`
          : Prisma.empty
      }
      group by 1, 2, 3, 4, 5`,
  );
  const groups = new Map<string, MarkRow[]>();
  for (const { key, ...row } of found) groups.set(key, [...(groups.get(key) ?? []), row]);
  return groups;
}
