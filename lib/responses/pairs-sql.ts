import "server-only";
import { Prisma } from "../db";
import { pairId } from "./rollups-sql";

/** What stands beside the touchpoint in a pair. */
export type PairedWith = "channel" | "segment";

const TABLES: Record<PairedWith, Prisma.Sql> = {
  channel: Prisma.sql`channels`,
  segment: Prisma.sql`segments`,
};

/**
 * A select of (item_id, touchpoint_id, member_id, day, n, sum, sum_sq, b0 … b10): the kept counts of what was answered
 * about each touchpoint, by channel or by segment. Placed items say it by themselves; for the others every pair that
 * may exist is listed and looked up by its id. No answer is read.
 * @param touchpoints null for all
 * @param members null for all
 */
export function keptPairs(
  w: Prisma.Sql,
  by: PairedWith,
  span: { fromDay: string; toDay: string },
  touchpoints: readonly string[] | null,
  members: readonly string[] | null = null,
): Prisma.Sql {
  const days = Prisma.sql`r.day >= ${span.fromDay}::date and r.day < ${span.toDay}::date`;
  const counts = Prisma.raw(
    ["n", "sum", "sum_sq", ...Array.from({ length: 11 }, (_, value) => `b${value}`)]
      .map((name) => `r.${name}`)
      .join(", "),
  );
  const among = (column: string, ids: readonly string[] | null) =>
    ids ? Prisma.sql`and ${Prisma.raw(column)} = any(${[...ids]}::uuid[])` : Prisma.empty;
  return Prisma.sql`
    select r.item_id, i.touchpoint_id, r.member_id, r.day, ${counts}
    from items i
    join answer_rollups r on r.workspace_id = ${w} and r.item_id = i.id and r.dimension = ${by}::rollup_dimension and ${days}
      ${among("r.member_id", members)}
    where i.workspace_id = ${w} and i.is_placed ${among("i.touchpoint_id", touchpoints)}
    union all
    select r.item_id, pair.touchpoint_id, pair.member_id, r.day, ${counts}
    from (
      select t.id as touchpoint_id, m.id as member_id, ${pairId(Prisma.sql`t.id`, Prisma.sql`m.id`)} as id
      from touchpoints t, ${TABLES[by]} m
      where t.workspace_id = ${w} and m.workspace_id = ${w} ${among("t.id", touchpoints)} ${among("m.id", members)}) pair
    join answer_rollups r on r.workspace_id = ${w} and r.dimension = ${`touchpoint_${by}`}::rollup_dimension
      and r.member_id = pair.id and ${days}`;
}
