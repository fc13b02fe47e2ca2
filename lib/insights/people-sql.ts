import "server-only";
import { Prisma } from "../db";
import { type Period, parsePeriod } from "../period";
import { type RuleContext, ruleToSql } from "../segments/rule-sql";
import type { PeopleGroup } from "./people";
import type { Finding } from "./schema";

/** The days of a scan's period; null for all time. */
export function scanPeriod(key: string, context: Pick<RuleContext, "timeZone" | "now">): Period | null {
  return key === "all" ? null : parsePeriod(key, context);
}

/**
 * A condition over `c` (customers) and `x` (customer_experience): the people of a sentence, as they are now.
 * @param period as the scan's, null for all time
 */
export function findingPeopleSql(
  finding: Pick<Finding, "base" | "said">,
  group: PeopleGroup,
  period: Pick<Period, "fromDay" | "toDay"> | null,
  context: RuleContext,
): (w: Prisma.Sql) => Prisma.Sql {
  const { base, said } = finding;
  const values = Prisma.join(said.values.map((value) => Prisma.sql`${value}::numeric`));
  return (w) => {
    const answer = period
      ? Prisma.sql`(
          select a.value::numeric from answers a
          join responses r on r.workspace_id = ${w} and r.id = a.response_id and r.archived_at is null
          where a.workspace_id = ${w} and a.customer_id = c.id and a.item_id = ${said.itemId}::uuid and a.value is not null
            and a.answered_on >= ${period.fromDay}::date and a.answered_on < ${period.toDay}::date
          order by a.answered_at desc, a.response_id desc limit 1)`
      : Prisma.sql`(x.latest->${String(said.itemNo)}::text->>0)::numeric`;
    const test = {
      said: Prisma.sql`${answer} in (${values})`,
      rest: Prisma.sql`${answer} not in (${values})`,
      asked: Prisma.sql`${answer} is not null`,
    }[group];
    return Prisma.sql`(${ruleToSql(base.rule, context)} and coalesce(${test}, false))`;
  };
}
