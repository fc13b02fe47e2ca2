import "server-only";
import type { Actor } from "../auth/actor";
import { Prisma, rows, run, type Tx } from "../db";
import { moveSegmentRollups } from "../responses/rollups-sql";
import { type RuleContext, ruleFrom, ruleToSql } from "./rule-sql";
import type { SegmentRule } from "./schema";

export type Moved = { entered: number; left: number };

/** Who enters and who leaves, kept for the roll-ups until the transaction ends. */
const MOVED = Prisma.raw("arrivals_and_departures");

/**
 * Brings the members of one segment to what its rule says, by differences: an unchanged membership writes no row. The
 * members' answers move in the roll-ups with them. The caller holds the segment's row locked, so that two such runs do
 * not meet.
 * @param customerIds only these are looked at, so that the cost grows with them; null: everybody
 */
export async function bringMembersUpToDate(
  tx: Tx,
  actor: Actor,
  segmentId: string,
  rule: SegmentRule,
  context: RuleContext,
  customerIds: readonly string[] | null = null,
): Promise<Moved> {
  const condition = ruleToSql(rule, context);
  const among = (column: string) =>
    customerIds ? Prisma.sql`and ${Prisma.raw(column)} = any(${[...customerIds]}::uuid[])` : Prisma.empty;
  await tx.$executeRaw`create temporary table if not exists arrivals_and_departures (customer_id uuid primary key, entered boolean not null) on commit delete rows`;
  await tx.$executeRaw`truncate arrivals_and_departures`;
  await run(
    tx,
    actor,
    (w) => Prisma.sql`
      with matching as materialized (
        select c.id from ${ruleFrom(w)} where c.workspace_id = ${w} ${among("c.id")} and ${condition}),
      present as materialized (
        select m.customer_id as id from segment_members m
        where m.workspace_id = ${w} and m.segment_id = ${segmentId}::uuid ${among("m.customer_id")}),
      entered as (
        insert into segment_members (workspace_id, segment_id, customer_id, since)
        select ${w}, ${segmentId}::uuid, id, ${context.now.toISOString()}::timestamptz
        from (select id from matching except select id from present) arriving
        returning customer_id),
      gone as (
        delete from segment_members m using (select id from present except select id from matching) leaving
        where m.workspace_id = ${w} and m.segment_id = ${segmentId}::uuid and m.customer_id = leaving.id
        returning m.customer_id)
      insert into ${MOVED} (customer_id, entered)
      select customer_id, true from entered union all select customer_id, false from gone`,
  );
  const [moved] = await rows<Moved>(
    tx,
    actor,
    (w) => Prisma.sql`
      select count(*) filter (where entered)::int as entered, count(*) filter (where not entered)::int as left
      from ${MOVED} where ${w} is not null`,
  );
  const { entered, left } = moved ?? { entered: 0, left: 0 };
  const those = (isEntering: boolean) => () =>
    Prisma.sql`select customer_id from ${MOVED} where entered = ${isEntering}::boolean`;
  if (entered > 0) await moveSegmentRollups(tx, actor, segmentId, true, those(true));
  if (left > 0) await moveSegmentRollups(tx, actor, segmentId, false, those(false));
  return { entered, left };
}
