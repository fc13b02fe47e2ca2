import "server-only";
import { type InWorkspace, Prisma, rows, type Tx } from "../db";
import { partToSql, type RuleContext, ruleFrom } from "../segments/rule-sql";
import type { HealthCondition } from "./health";

const { sql, join, empty } = Prisma;
const point = (place: number) => Prisma.raw(`p${place}`);

type Weighed = Omit<HealthCondition, "name">;

/** The points of one condition for a customer c; null where the condition does not count. */
function pointSql({ segmentId, good, bad }: Weighed, context: RuleContext, w: Prisma.Sql): Prisma.Sql {
  const points = sql`case when ${partToSql(bad, context)} then 0 when ${partToSql(good, context)} then 10 else 5 end`;
  if (!segmentId) return points;
  return sql`case when exists (select from segment_members hm
    where hm.workspace_id = ${w} and hm.segment_id = ${segmentId}::uuid and hm.customer_id = c.id) then ${points} end`;
}

/**
 * "select id, p0, p1 …, score" of the customers who can have a health: not archived, and past being a lead. The score is
 * the mean of the points, weighted, to two places; null when no condition counts.
 * @param also " and …" over c
 */
export function healthSql(
  w: Prisma.Sql,
  conditions: readonly Weighed[],
  context: RuleContext,
  also: Prisma.Sql = empty,
): Prisma.Sql {
  const places = conditions.map((_, place) => place);
  const sum = (term: (place: number) => Prisma.Sql) => (places.length === 0 ? sql`0` : join(places.map(term), " + "));
  const weight = (place: number) => sql`${String(conditions[place]?.weight ?? 0)}::numeric`;
  return sql`
    select pointed.*, round((${sum((place) => sql`coalesce(${weight(place)} * ${point(place)}, 0)`)})
        / nullif(${sum((place) => sql`case when ${point(place)} is null then 0 else ${weight(place)} end`)}, 0), 2)::float8 as score
    from (
      select c.id ${places.length === 0 ? empty : sql`, ${join(conditions.map((one, place) => sql`${pointSql(one, context, w)} as ${point(place)}`))}`}
      from ${ruleFrom(w)}
      where c.workspace_id = ${w} and c.archived_at is null and c.lifecycle not in ('lead', 'prospect') ${also}
      offset 0) pointed`;
}

/** { "<condition id>": points } of a row of healthSql. */
export function pointsObject(conditions: readonly Weighed[]): Prisma.Sql {
  if (conditions.length === 0) return sql`'{}'::jsonb`;
  return sql`jsonb_strip_nulls(jsonb_build_object(${join(conditions.map(({ id }, place) => sql`${id}::text, ${point(place)}`))}))`;
}

/**
 * Brings the stored health of some customers to what the conditions say, by differences: an unchanged one writes no row.
 * @param among which customers, over the id of a customer
 * @returns the ids of those whose health changed, came or went
 */
export async function writeHealth(
  tx: Tx,
  who: InWorkspace,
  conditions: readonly Weighed[],
  context: RuleContext,
  among: (id: Prisma.Sql) => Prisma.Sql,
): Promise<string[]> {
  const found = await rows<{ id: string }>(
    tx,
    who,
    (w) => sql`
      with fresh as materialized (
        select id, score, ${pointsObject(conditions)} as points
        from (${healthSql(w, conditions, context, sql`and ${among(sql`c.id`)}`)}) worked
        where score is not null),
      gone as (
        delete from customer_health h
        where h.workspace_id = ${w} and ${among(sql`h.customer_id`)}
          and not exists (select from fresh f where f.id = h.customer_id)
        returning h.customer_id as id),
      changed as (
        insert into customer_health (workspace_id, customer_id, score, points, computed_at)
        select ${w}, f.id, f.score, f.points, ${context.now.toISOString()}::timestamptz
        from fresh f
        left join customer_health h on h.workspace_id = ${w} and h.customer_id = f.id
        where h.customer_id is null or h.score <> f.score or h.points <> f.points
        on conflict (workspace_id, customer_id) do update
        set score = excluded.score, points = excluded.points, computed_at = excluded.computed_at
        returning customer_id as id)
      select id::text as id from gone union all select id::text from changed`,
  );
  return found.map(({ id }) => id);
}

/** Counts of the customers by whole point of health and by condition, and who has none. */
export type HealthSpread = {
  customers: number;
  /** Ten counts: 0 to under 1, … 9 to 10. */
  bins: number[];
  conditions: { id: string; good: number; between: number; bad: number; counted: number }[];
};

/** Over the customers who can have a health. */
export async function spreadOf(
  tx: Pick<Tx, "$queryRaw" | "$executeRaw">,
  who: InWorkspace,
  conditions: readonly Weighed[],
  context: RuleContext,
): Promise<HealthSpread> {
  const counts = conditions.map((_, place) => {
    const p = point(place);
    return sql`array[count(*) filter (where ${p} = 10), count(*) filter (where ${p} = 5), count(*) filter (where ${p} = 0)]::int[]`;
  });
  const bins = Array.from({ length: 10 }, (_, bin) =>
    bin === 9
      ? sql`count(*) filter (where score >= 9)`
      : sql`count(*) filter (where score >= ${String(bin)}::float8 and score < ${String(bin + 1)}::float8)`,
  );
  const [found] = await rows<{ customers: number; bins: number[]; counts: (number[] | null)[] | null }>(
    tx,
    who,
    (w) => sql`
      select count(*)::int as customers, array[${join(bins)}]::int[] as bins,
        ${counts.length === 0 ? sql`null` : sql`jsonb_build_array(${join(counts.map((one) => sql`to_jsonb(${one})`))})`} as counts
      from (${healthSql(w, conditions, context)}) worked`,
  );
  return {
    customers: found?.customers ?? 0,
    bins: found?.bins ?? [],
    conditions: conditions.map(({ id }, place) => {
      const [good = 0, between = 0, bad = 0] = found?.counts?.[place] ?? [];
      return { id, good, between, bad, counted: good + between + bad };
    }),
  };
}
