import "server-only";
import type { Actor } from "../auth/actor";
import { Prisma, rows, run, type Tx } from "../db";
import type { MoveCause } from "../generated/prisma/enums";
import { dayIn } from "../period";
import { moveSegmentRollups } from "../responses/rollups-sql";
import { outermost, partToSql, type RuleContext, ruleFrom, ruleToSql, ruleToWhere } from "./rule-sql";
import { describeRule } from "./rule-text";
import { conditionsOf, groupOf, isCondition, type SegmentRule } from "./schema";

export type Moved = { entered: number; left: number };

export type Stored = { id: string; rule: SegmentRule; memberCount: number };

export type HowToMove = {
  /** Only these are looked at, so that the cost grows with them; null: everybody. */
  customerIds?: readonly string[] | null;
  /** What changed about the customers. Null: the rule is new or another, which is nobody's own move and is not written down. */
  cause: MoveCause | null;
  /** False leaves the roll-ups as they are: for measuring membership alone, and where a recount follows. */
  moveRollups?: boolean;
};

/** Who enters and who leaves, kept for the roll-ups until the transaction ends. */
const MOVED = Prisma.raw("arrivals_and_departures");

/**
 * Brings the members of one segment to what its rule says, by differences: an unchanged membership writes no row. The
 * members' answers move in the roll-ups with them, each move is written down with its cause, and the day's size is kept.
 * The caller holds the segment's row locked, so that two such runs do not meet.
 */
export async function bringMembersUpToDate(
  tx: Tx,
  actor: Actor,
  segment: Stored,
  context: RuleContext,
  { customerIds = null, cause, moveRollups = true }: HowToMove,
): Promise<Moved> {
  const [some] = await rows<{ is: boolean }>(
    tx,
    actor,
    (w) => Prisma.sql`
      select exists (select from segment_members where workspace_id = ${w} and segment_id = ${segment.id}::uuid) as is`,
  );
  const moved =
    some?.is || customerIds
      ? await writeDifferences(tx, actor, segment, context, { customerIds, cause, moveRollups })
      : await fillEmpty(tx, actor, segment, context, { cause, moveRollups });
  if (moved.entered + moved.left > 0) await keepSize(tx, actor, segment, context, moved, cause !== null);
  return moved;
}

/** Into a segment without members: one insert from one select, nothing to compare with. */
async function fillEmpty(
  tx: Tx,
  actor: Actor,
  { id, rule }: Stored,
  context: RuleContext,
  { cause, moveRollups }: Pick<HowToMove, "cause" | "moveRollups">,
): Promise<Moved> {
  const entered = await run(
    tx,
    actor,
    (w) => Prisma.sql`
      insert into segment_members (workspace_id, segment_id, customer_id, since)
      select ${w}, ${id}::uuid, c.id, ${context.now.toISOString()}::timestamptz
      from ${ruleFrom(w)} where c.workspace_id = ${w} and ${ruleToWhere(rule, context)}`,
  );
  if (entered === 0) return { entered, left: 0 };
  if (moveRollups)
    await moveSegmentRollups(
      tx,
      actor,
      id,
      true,
      (w) => Prisma.sql`select customer_id from segment_members where workspace_id = ${w} and segment_id = ${id}::uuid`,
    );
  if (cause)
    await run(
      tx,
      actor,
      (w) => Prisma.sql`
        insert into segment_moves (workspace_id, id, segment_id, customer_id, at, entered, cause)
        select ${w}, gen_random_uuid(), m.segment_id, m.customer_id, m.since, true, ${cause}::move_cause
        from segment_members m where m.workspace_id = ${w} and m.segment_id = ${id}::uuid`,
    );
  return { entered, left: 0 };
}

async function writeDifferences(
  tx: Tx,
  actor: Actor,
  segment: Stored,
  context: RuleContext,
  { customerIds, cause, moveRollups }: HowToMove,
): Promise<Moved> {
  const { id, rule } = segment;
  const among = (column: string) =>
    customerIds ? Prisma.sql`and ${Prisma.raw(column)} = any(${[...customerIds]}::uuid[])` : Prisma.empty;
  await tx.$executeRaw`create temporary table if not exists arrivals_and_departures (customer_id uuid primary key, entered boolean not null) on commit delete rows`;
  await tx.$executeRaw`truncate arrivals_and_departures`;
  const found = await run(
    tx,
    actor,
    (w) => Prisma.sql`
      insert into ${MOVED} (customer_id, entered)
      select coalesce(fits.id, present.id), present.id is null
      from (select c.id from ${ruleFrom(w)} where c.workspace_id = ${w} ${among("c.id")} and ${ruleToWhere(rule, context)}) fits
      full join (
        select m.customer_id as id from segment_members m
        where m.workspace_id = ${w} and m.segment_id = ${id}::uuid ${among("m.customer_id")}) present on present.id = fits.id
      where fits.id is null or present.id is null`,
  );
  if (found === 0) return { entered: 0, left: 0 };
  const entered = await run(
    tx,
    actor,
    (w) => Prisma.sql`
      insert into segment_members (workspace_id, segment_id, customer_id, since)
      select ${w}, ${id}::uuid, customer_id, ${context.now.toISOString()}::timestamptz from ${MOVED} where entered`,
  );
  const left = found - entered;
  const those = (isEntering: boolean) => () =>
    Prisma.sql`select customer_id from ${MOVED} where entered = ${isEntering}::boolean`;
  if (left > 0)
    await run(
      tx,
      actor,
      (w) => Prisma.sql`
        delete from segment_members m using ${MOVED} gone
        where m.workspace_id = ${w} and m.segment_id = ${id}::uuid and m.customer_id = gone.customer_id and not gone.entered`,
    );
  if (moveRollups && entered > 0) await moveSegmentRollups(tx, actor, id, true, those(true));
  if (moveRollups && left > 0) await moveSegmentRollups(tx, actor, id, false, those(false));
  if (cause) await writeMoves(tx, actor, segment, context, cause, left > 0);
  return { entered, left };
}

/** Who came and went, and of those who went which of the outermost conditions no longer hold, by place and in words. */
async function writeMoves(
  tx: Tx,
  actor: Actor,
  { id, rule }: Stored,
  context: RuleContext,
  cause: MoveCause,
  withReasons: boolean,
): Promise<void> {
  const parts = withReasons ? outermost(rule) : [];
  const words = parts.map((part) => describeRule(part, context.catalogue));
  const joint = !isCondition(rule) && groupOf(rule).match === "any" ? " or " : " and ";
  const failed =
    parts.length === 0
      ? Prisma.sql`array[]::int[]`
      : Prisma.sql`array_remove(array[${Prisma.join(
          parts.map((part, place) => Prisma.sql`case when not ${partToSql(part, context)} then ${place}::int end`),
        )}], null)`;
  await run(
    tx,
    actor,
    (w) => Prisma.sql`
      with moved as (
        select g.customer_id, g.entered,
               case when g.entered then array[]::int[] when c.archived_at is not null then array[-1] else ${failed} end as failed
        from ${MOVED} g join ${ruleFrom(w)} on c.workspace_id = ${w} and c.id = g.customer_id)
      insert into segment_moves (workspace_id, id, segment_id, customer_id, at, entered, cause, failed, reason)
      select ${w}, gen_random_uuid(), ${id}::uuid, customer_id, ${context.now.toISOString()}::timestamptz, entered,
             ${cause}::move_cause, failed,
             left(array_to_string(array(
               select (${words}::text[])[place + 1] from unnest(failed) with ordinality as f(place, n) where place >= 0 order by n
             ), ${joint}::text), 1000)
      from moved`,
  );
}

/** The day's size; those who came and went by themselves are added to it. */
async function keepSize(
  tx: Tx,
  actor: Actor,
  { id, memberCount }: Stored,
  { now, timeZone }: RuleContext,
  { entered, left }: Moved,
  areMoves: boolean,
): Promise<void> {
  const members = memberCount + entered - left;
  const [came, went] = areMoves ? [entered, left] : [0, 0];
  await run(
    tx,
    actor,
    (w) => Prisma.sql`
      insert into segment_sizes as kept (workspace_id, segment_id, day, members, entered, "left")
      values (${w}, ${id}::uuid, ${dayIn(timeZone, now)}::date, ${members}::int, ${came}::int, ${went}::int)
      on conflict (workspace_id, segment_id, day) do update
      set members = excluded.members, entered = kept.entered + excluded.entered, "left" = kept."left" + excluded."left"`,
  );
}

/** Rules and conditions looked at together in one statement: Postgres takes 65,535 parameters, a condition has at most about 350. */
const MOST_RULES = 25;
const MOST_CONDITIONS_AT_ONCE = 150;

/** Segments in groups that one statement can hold. */
function inGroups<S extends { rule: SegmentRule }>(segments: readonly S[]): S[][] {
  const groups: S[][] = [];
  let conditions = Number.POSITIVE_INFINITY;
  for (const segment of segments) {
    const own = conditionsOf(segment.rule).length;
    const last = groups.at(-1);
    if (!last || last.length >= MOST_RULES || conditions + own > MOST_CONDITIONS_AT_ONCE) {
      groups.push([segment]);
      conditions = own;
    } else {
      last.push(segment);
      conditions += own;
    }
  }
  return groups;
}

/** Which of these segments would gain or lose one of these customers: one look, so that most need no transaction of their own. */
export async function segmentsThatDiffer(
  db: Parameters<typeof rows>[0],
  actor: Actor,
  segments: readonly { id: string; rule: SegmentRule }[],
  context: RuleContext,
  customerIds: readonly string[],
): Promise<string[]> {
  const differing: string[] = [];
  for (const some of inGroups(segments)) {
    const column = (place: number) => Prisma.raw(`fits_${place}`);
    const [found] = await rows<{ ids: (string | null)[] }>(
      db,
      actor,
      (w) => Prisma.sql`
        with those as materialized (
          select c.id, ${Prisma.join(
            some.map(({ rule }, place) => Prisma.sql`${ruleToSql(rule, context)} as ${column(place)}`),
          )}
          from ${ruleFrom(w)} where c.workspace_id = ${w} and c.id = any(${[...customerIds]}::uuid[]))
        select array[${Prisma.join(
          some.map(
            ({ id }, place) => Prisma.sql`case when exists (
              select from those t where t.${column(place)} <> exists (
                select from segment_members m
                where m.workspace_id = ${w} and m.segment_id = ${id}::uuid and m.customer_id = t.id)) then ${id}::text end`,
          ),
        )}] as ids`,
    );
    for (const id of found?.ids ?? []) if (id) differing.push(id);
  }
  return differing;
}
