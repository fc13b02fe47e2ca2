import "server-only";
import type { Actor } from "../auth/actor";
import { allow } from "../auth/permissions";
import { reachSql } from "../customers/reach";
import { type Db, inWorkspace, Prisma, rows, type Tx, transaction } from "../db";
import { AppError, notFound } from "../errors";
import { isId } from "../id";
import { checkRule } from "../segments/check";
import type { SegmentCatalogue } from "../segments/fields";
import { ruleContext } from "../segments/queries";
import { partToSql, type RuleContext, ruleFrom, valueToSql } from "../segments/rule-sql";
import { type Condition, conditionsOf, type SegmentRule, segmentRule } from "../segments/schema";
import type { HealthCondition, HealthPoint } from "./health";
import { type HealthSpread, healthSql, spreadOf } from "./health-sql";
import type { HealthConditionInput } from "./schema";

/** Longest that a live preview may take. */
const PREVIEW_MS = 5_000;

/** Present conditions in their order. */
export async function listHealthConditions(actor: Actor): Promise<HealthCondition[]> {
  allow(actor, "health.read");
  return readConditions(inWorkspace(actor));
}

async function readConditions(db: Db | Tx): Promise<HealthCondition[]> {
  const found = await db.healthCondition.findMany({
    where: { archivedAt: null },
    orderBy: [{ position: "asc" }, { id: "asc" }],
  });
  return found.map(({ id, name, segmentId, weight, good, bad }) => ({
    id,
    name,
    segmentId,
    weight,
    good: segmentRule.parse(good),
    bad: segmentRule.parse(bad),
  }));
}

/** Those whose rules can be asked; one about a question that is gone must not keep the others from counting. */
export function askable(conditions: readonly HealthCondition[], catalogue: SegmentCatalogue): HealthCondition[] {
  return conditions.filter(({ good, bad }) => canAsk(good, catalogue) && canAsk(bad, catalogue));
}

function canAsk(rule: SegmentRule, catalogue: SegmentCatalogue): boolean {
  try {
    checkRule(rule, catalogue);
    return true;
  } catch (error) {
    if (error instanceof AppError && error.code === "invalid") return false;
    throw error;
  }
}

/** @throws AppError not_found */
export async function getHealthCondition(actor: Actor, id: string): Promise<HealthCondition> {
  allow(actor, "health.read");
  const found = isId(id) ? (await readConditions(inWorkspace(actor))).find((one) => one.id === id) : undefined;
  if (!found) throw notFound("This condition");
  return found;
}

/** A customer's own value of something a rule asks about. */
export type OwnValue = {
  condition: Condition;
  /** As it is kept: a number, a text, an ISO instant; null when not known. */
  value: unknown;
};

export type ExplainedPoint = {
  condition: HealthCondition;
  point: HealthPoint;
  /** Both rules hold: then the bad one counts. */
  isBoth: boolean;
  values: OwnValue[];
};

export type CustomerHealth = {
  /** 0 to 10; null when no condition counts for this customer, or it is still a lead. */
  score: number | null;
  points: ExplainedPoint[];
  catalogue: SegmentCatalogue;
  currency: string;
};

/**
 * A customer's health as it is now, every point with its rule and the customer's own values.
 * @throws AppError not_found
 */
export async function healthOfCustomer(
  actor: Actor,
  customerId: string,
  { now }: { now: Date },
): Promise<CustomerHealth> {
  allow(actor, "health.read");
  if (!isId(customerId)) throw notFound("This customer");
  const db = inWorkspace(actor);
  const [all, context] = await Promise.all([readConditions(db), ruleContext(actor, now)]);
  const conditions = askable(all, context.catalogue);
  const asked = conditions.map(({ good, bad }) =>
    distinctValues([...conditionsOf(good), ...conditionsOf(bad)], context),
  );
  const [found] = await rows<{
    points: (HealthPoint | null)[];
    score: number | null;
    both: boolean[];
    own: unknown[][];
  }>(
    db,
    actor,
    (w) => Prisma.sql`
      select
        ${jsonArray(conditions.map((_, place) => Prisma.raw(`worked.p${place}`)))} as points, worked.score,
        ${jsonArray(conditions.map(({ good, bad }) => Prisma.sql`${partToSql(good, context)} and ${partToSql(bad, context)}`))} as both,
        ${jsonArray(asked.map((some) => jsonArray(some.map(({ sql }) => sql))))} as own
      from ${ruleFrom(w)}
      left join (${healthSql(w, conditions, context, Prisma.sql`and c.id = ${customerId}::uuid`)}) worked on worked.id = c.id
      where c.workspace_id = ${w} and c.id = ${customerId}::uuid and ${reachSql(actor, w)}`,
  );
  if (!found) throw notFound("This customer");
  const points = conditions.flatMap((condition, place) => {
    const point = found.points[place];
    if (point === null || point === undefined) return [];
    const values = (asked[place] ?? []).map((one, index) => ({
      condition: one.condition,
      value: found.own[place]?.[index] ?? null,
    }));
    return [{ condition, point, isBoth: found.both[place] ?? false, values }];
  });
  return { score: found.score, points, catalogue: context.catalogue, currency: context.catalogue.currency };
}

const jsonArray = (parts: readonly Prisma.Sql[]): Prisma.Sql =>
  parts.length === 0 ? Prisma.sql`'[]'::jsonb` : Prisma.sql`jsonb_build_array(${Prisma.join([...parts])})`;

/** What the conditions ask about, each once, as far as it can be shown. */
function distinctValues(conditions: Condition[], context: RuleContext): { condition: Condition; sql: Prisma.Sql }[] {
  const seen = new Set<string>();
  return conditions.flatMap((condition) => {
    const { field, attribute, item, touchpoint, where } = condition;
    const key = JSON.stringify([field, attribute, item, touchpoint, where]);
    if (seen.has(key)) return [];
    seen.add(key);
    const sql = valueToSql(condition, context);
    return sql ? [{ condition, sql }] : [];
  });
}

/** How the present conditions spread the customers. */
export async function healthSpread(actor: Actor, { now }: { now: Date }): Promise<HealthSpread> {
  allow(actor, "health.read");
  const db = inWorkspace(actor);
  const [all, context] = await Promise.all([readConditions(db), ruleContext(actor, now)]);
  return quickSpread(actor, askable(all, context.catalogue), context);
}

/** The same as it would be with one condition changed or added. @param id null: one more */
export async function previewHealth(
  actor: Actor,
  id: string | null,
  condition: Pick<HealthConditionInput, "segmentId" | "weight" | "good" | "bad">,
  { now }: { now: Date },
): Promise<HealthSpread> {
  allow(actor, "health.write");
  const db = inWorkspace(actor);
  const [all, context] = await Promise.all([readConditions(db), ruleContext(actor, now)]);
  checkRule(condition.good, context.catalogue);
  checkRule(condition.bad, context.catalogue);
  const others = askable(all, context.catalogue);
  const fresh = { ...condition, id: id ?? "new", name: "" };
  const isThere = others.some((one) => one.id === id);
  return quickSpread(actor, isThere ? others.map((one) => (one.id === id ? fresh : one)) : [...others, fresh], context);
}

async function quickSpread(actor: Actor, conditions: HealthCondition[], context: RuleContext): Promise<HealthSpread> {
  try {
    return await transaction(actor, async (tx) => {
      await tx.$executeRaw`select set_config('statement_timeout', ${String(PREVIEW_MS)}, true)`;
      return spreadOf(tx, actor, conditions, context);
    });
  } catch (error) {
    const text = error instanceof Error ? `${error.message} ${JSON.stringify(error)}` : "";
    if (text.includes("57014") || text.includes("statement timeout"))
      throw new AppError("too_large", "Counting takes too long here. Save it: health is worked out in the background.");
    throw error;
  }
}
