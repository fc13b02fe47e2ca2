import "server-only";
import { type Db, type InWorkspace, Prisma, rows } from "../db";
import { type RuleContext, ruleFrom, ruleToSql } from "../segments/rule-sql";
import type { ScanDays } from "./facts-sql";
import type { PairCounts } from "./scan";
import type { Base, Outcome, Said } from "./schema";

/** The customer's latest answer to an item, of the values it has; null for any other, as in a scan. */
function answerSql(w: Prisma.Sql, item: { id: string; no: number; values: readonly number[] }, days: ScanDays) {
  const answer = days
    ? Prisma.sql`(
        select a.value::numeric from answers a
        join responses r on r.workspace_id = ${w} and r.id = a.response_id and r.archived_at is null
        where a.workspace_id = ${w} and a.customer_id = c.id and a.item_id = ${item.id}::uuid and a.value is not null
          and a.answered_on >= ${days.fromDay}::date and a.answered_on < ${days.toDay}::date
        order by a.answered_at desc, a.response_id desc limit 1)`
    : Prisma.sql`(x.latest->${String(item.no)}::text->>0)::numeric`;
  return Prisma.sql`(select v from (select ${answer} as v) one where v = any(${[...item.values]}::numeric[]))`;
}

function outcomeSql(w: Prisma.Sql, outcome: Outcome, values: readonly number[], days: ScanDays): Prisma.Sql {
  if (outcome.attribute !== null) {
    const word = Prisma.sql`nullif(c.attributes->>${outcome.attribute}::text, '')`;
    return Prisma.sql`case when ${word} is null then null when ${word} = ${outcome.goodWord ?? ""}::text then 1 else 0 end`;
  }
  const answer = answerSql(w, { id: outcome.itemId ?? "", no: outcome.itemNo ?? -1, values }, days);
  if (outcome.kind === "mean") return answer;
  return Prisma.sql`(case when ${answer} is null then null
    when ${answer} = any(${[...outcome.goodValues]}::numeric[]) then 1 else 0 end)`;
}

/** Counts one pair over all customers: what the scan counts of it, by one question to the database. */
export async function countOwnPair(
  db: Pick<Db, "$queryRaw" | "$executeRaw">,
  who: InWorkspace,
  chosen: { base: Base; said: Said; outcome: Outcome },
  /** The values that the two items have. */
  values: { said: readonly number[]; outcome: readonly number[] },
  days: ScanDays,
  context: RuleContext,
): Promise<PairCounts> {
  const { base, said, outcome } = chosen;
  const [counted] = await rows<
    Record<`${"said" | "rest"}_${"n" | "sum" | "sq"}` | "size", number> & {
      asked: number;
      said: number;
      others_asked: number;
      others_said: number;
    }
  >(
    db,
    who,
    (w) => Prisma.sql`
      with answered as (
        select ${ruleToSql(base.rule, context)} as in_base,
               ${answerSql(w, { id: said.itemId, no: said.itemNo, values: values.said }, days)} as answer,
               (${outcomeSql(w, outcome, values.outcome, days)})::float8 as y
        from ${ruleFrom(w)}
        where c.workspace_id = ${w} and c.archived_at is null),
      told as materialized (
        select in_base, answer is not null as asked, coalesce(answer = any(${[...said.values]}::numeric[]), false) as said, y
        from answered)
      select count(*) filter (where in_base)::int as size,
             count(*) filter (where in_base and asked)::int as asked,
             count(*) filter (where in_base and said)::int as said,
             count(*) filter (where not in_base and asked)::int as others_asked,
             count(*) filter (where not in_base and said)::int as others_said,
             count(y) filter (where in_base and said)::int as said_n,
             coalesce(sum(y) filter (where in_base and said), 0)::float8 as said_sum,
             coalesce(sum(y * y) filter (where in_base and said), 0)::float8 as said_sq,
             count(y) filter (where in_base and asked and not said)::int as rest_n,
             coalesce(sum(y) filter (where in_base and asked and not said), 0)::float8 as rest_sum,
             coalesce(sum(y * y) filter (where in_base and asked and not said), 0)::float8 as rest_sq
      from told`,
  );
  const of = (name: keyof NonNullable<typeof counted>) => counted?.[name] ?? 0;
  return {
    baseSize: of("size"),
    asked: of("asked"),
    said: of("said"),
    othersAsked: of("others_asked"),
    othersSaid: of("others_said"),
    saidOutcome: { n: of("said_n"), sum: of("said_sum"), sumSq: of("said_sq") },
    restOutcome: { n: of("rest_n"), sum: of("rest_sum"), sumSq: of("rest_sq") },
  };
}
