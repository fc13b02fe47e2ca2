import "server-only";
import { type InWorkspace, Prisma, rows, type Tx } from "../db";
import type { Scope } from "./schema";
import type { Cell } from "./scores";

export type Dimension = "segment" | "channel" | "touchpoint";
export type Grouping = "none" | Dimension | "month" | "week" | "day";

/** Where numbers came from: kept roll-ups, or an exact count of the answers with the seconds it took. */
export type Source = { kind: "kept" } | { kind: "exact"; seconds: number };
export type Counted = { cells: Cell[]; source: Source };

const BINS = Array.from({ length: 11 }, (_, value) => value);
const keptBins = Prisma.raw(`array[${BINS.map((value) => `sum(r.b${value})`).join(", ")}]::int[]`);
const rawBins = Prisma.raw(
  `array[${BINS.map((value) => `count(*) filter (where a.value = ${value})`).join(", ")}]::int[]`,
);

/** The dimensions that a scope and a grouping need at once; roll-ups are kept for one. */
export function dimensionsOf(scope: Scope, grouping: Grouping): Dimension[] {
  const needed = new Set<Dimension>();
  if (scope.filter.segmentId) needed.add("segment");
  if (scope.filter.channelId) needed.add("channel");
  if (scope.filter.touchpointId) needed.add("touchpoint");
  if (grouping === "segment" || grouping === "channel" || grouping === "touchpoint") needed.add(grouping);
  return [...needed];
}

const isTime = (grouping: Grouping): grouping is "month" | "week" | "day" =>
  grouping === "month" || grouping === "week" || grouping === "day";

function memberOf({ filter }: Scope, dimension: Dimension): string | undefined {
  return { segment: filter.segmentId, channel: filter.channelId, touchpoint: filter.touchpointId }[dimension];
}

/** From the kept roll-ups: no answer is read. */
function keptSql(w: Prisma.Sql, scope: Scope, grouping: Grouping, dimension: Dimension | "all"): Prisma.Sql {
  const member = dimension === "all" ? undefined : memberOf(scope, dimension);
  const key = isTime(grouping)
    ? Prisma.sql`date_trunc(${grouping}, r.day)::date::text`
    : grouping === "none"
      ? Prisma.sql`''`
      : Prisma.sql`r.member_id::text`;
  return Prisma.sql`
    select r.item_id::text as "itemId", ${key} as key, sum(r.n)::int as n, sum(r.sum)::float8 as sum,
           sum(r.sum_sq)::float8 as "sumSq", ${keptBins} as bins
    from answer_rollups r
    where r.workspace_id = ${w} and r.item_id = any(${scope.items.map(({ id }) => id)}::uuid[])
      and r.dimension = ${dimension}::rollup_dimension
      ${member ? Prisma.sql`and r.member_id = ${member}::uuid` : Prisma.empty}
      and r.day >= ${scope.span.fromDay}::date and r.day < ${scope.span.toDay}::date
    group by 1, 2`;
}

/** From the answers themselves, for filters that no roll-up is kept for. */
function exactSql(w: Prisma.Sql, scope: Scope, grouping: Grouping): Prisma.Sql {
  const { segmentId, channelId, touchpointId } = scope.filter;
  const key = isTime(grouping)
    ? Prisma.sql`date_trunc(${grouping}, a.answered_on)::date::text`
    : grouping === "channel"
      ? Prisma.sql`a.channel_id::text`
      : grouping === "touchpoint"
        ? Prisma.sql`a.touchpoint_id::text`
        : grouping === "segment"
          ? Prisma.sql`g.segment_id::text`
          : Prisma.sql`''`;
  return Prisma.sql`
    select a.item_id::text as "itemId", ${key} as key, count(*)::int as n, sum(a.value)::float8 as sum,
           sum(a.value::bigint * a.value)::float8 as "sumSq", ${rawBins} as bins
    from answers a
    join responses r on r.workspace_id = ${w} and r.id = a.response_id and r.archived_at is null
    ${
      grouping === "segment"
        ? Prisma.sql`join segment_members g on g.workspace_id = ${w} and g.customer_id = a.customer_id`
        : Prisma.empty
    }
    where a.workspace_id = ${w} and a.item_id = any(${scope.items.map(({ id }) => id)}::uuid[])
      and a.value is not null
      and a.answered_on >= ${scope.span.fromDay}::date and a.answered_on < ${scope.span.toDay}::date
      ${channelId ? Prisma.sql`and a.channel_id = ${channelId}::uuid` : Prisma.empty}
      ${touchpointId ? Prisma.sql`and a.touchpoint_id = ${touchpointId}::uuid` : Prisma.empty}
      ${
        segmentId
          ? Prisma.sql`and exists (select from segment_members m where m.workspace_id = ${w}
                         and m.segment_id = ${segmentId}::uuid and m.customer_id = a.customer_id)`
          : Prisma.empty
      }
      ${grouping === "channel" ? Prisma.sql`and a.channel_id is not null` : Prisma.empty}
      ${grouping === "touchpoint" ? Prisma.sql`and a.touchpoint_id is not null` : Prisma.empty}
    group by 1, 2`;
}

/** Counts the answers of a scope by group. The only place that chooses between roll-ups and answers. */
export async function countCells(
  db: Pick<Tx, "$queryRaw" | "$executeRaw">,
  who: InWorkspace,
  scope: Scope,
  grouping: Grouping,
): Promise<Counted> {
  if (scope.items.length === 0) return { cells: [], source: { kind: "kept" } };
  const dimensions = dimensionsOf(scope, grouping);
  if (dimensions.length <= 1) {
    const cells = await rows<Cell>(db, who, (w) => keptSql(w, scope, grouping, dimensions[0] ?? "all"));
    return { cells, source: { kind: "kept" } };
  }
  const started = performance.now();
  const cells = await rows<Cell>(db, who, (w) => exactSql(w, scope, grouping));
  return { cells, source: { kind: "exact", seconds: (performance.now() - started) / 1000 } };
}
