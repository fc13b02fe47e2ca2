import "server-only";
import { recordEvent } from "../audit/record";
import type { Actor } from "../auth/actor";
import { allow } from "../auth/permissions";
import { touchCustomers } from "../customers/touch-sql";
import { inWorkspace, Prisma, rows, type Tx, transaction } from "../db";
import { conflict, invalid, notFound } from "../errors";
import { newId } from "../id";
import { addJob } from "../jobs";
import { checkRule } from "../segments/check";
import { ruleContext } from "../segments/queries";
import type { RuleContext } from "../segments/rule-sql";
import { conditionsOf, segmentRule } from "../segments/schema";
import { type HealthCondition, READY_CONDITIONS, READY_NAMES } from "./health";
import { writeHealth } from "./health-sql";
import { askable, listHealthConditions } from "./queries";
import { asksHealth, type HealthConditionInput, MOST_HEALTH_CONDITIONS } from "./schema";

/** Customers of one step. */
const STEP = 20_000;

/** One after another with segments: they may ask about health. */
const enqueue = (tx: Tx, actor: Actor) =>
  addJob(
    tx,
    actor,
    "health.recompute",
    {},
    { key: `health:${actor.workspaceId}`, queue: `segments:${actor.workspaceId}` },
  );

/**
 * Gives a workspace that never had a condition the ready ones.
 * @returns whether it did
 */
export async function startHealth(actor: Actor): Promise<boolean> {
  allow(actor, "health.write");
  return transaction(actor, async (tx) => {
    if ((await tx.healthCondition.count()) > 0) return false;
    const keys = Object.keys(READY_CONDITIONS) as (keyof typeof READY_CONDITIONS)[];
    const { count } = await tx.healthCondition.createMany({
      data: keys.map((key, position) => ({
        workspaceId: actor.workspaceId,
        id: newId(),
        name: READY_NAMES[key],
        position,
        ...READY_CONDITIONS[key],
      })),
      skipDuplicates: true,
    });
    if (count === 0) return false;
    await recordEvent(tx, actor, "health.start", { type: "workspace", id: actor.workspaceId }, { conditions: count });
    await enqueue(tx, actor);
    return true;
  });
}

/** @throws AppError invalid, with the place */
async function check(tx: Tx, input: HealthConditionInput, { catalogue }: RuleContext): Promise<void> {
  for (const part of ["good", "bad"] as const) {
    if (asksHealth(input[part]))
      throw invalid("Please check the marked fields.", { [part]: "Health cannot follow from itself." });
    checkRule(input[part], catalogue);
  }
  if (!input.segmentId) return;
  const segment = await tx.segment.findFirst({
    where: { id: input.segmentId, archivedAt: null },
    select: { rule: true },
  });
  if (!segment) throw invalid("Please check the marked fields.", { segmentId: "This segment is not there." });
  if (asksHealth(segmentRule.parse(segment.rule)))
    throw invalid("Please check the marked fields.", {
      segmentId: "This segment asks about health itself: choose another.",
    });
}

function nameTaken(error: unknown): never {
  if (error instanceof Prisma.PrismaClientKnownRequestError && error.code === "P2002")
    throw conflict("Another condition has this name.", { name: "Another condition has this name." });
  throw error;
}

/** @throws AppError invalid (a rule that asks about health, or about what is not there), conflict (the name) */
export async function createHealthCondition(actor: Actor, input: HealthConditionInput): Promise<{ id: string }> {
  allow(actor, "health.write");
  const context = await ruleContext(actor);
  const id = newId();
  return transaction(actor, async (tx) => {
    await check(tx, input, context);
    const position = await tx.healthCondition.count({ where: { archivedAt: null } });
    if (position >= MOST_HEALTH_CONDITIONS)
      throw invalid(`Health has at most ${MOST_HEALTH_CONDITIONS} conditions: archive one first.`);
    await tx.healthCondition
      .create({ data: { workspaceId: actor.workspaceId, id, position, ...input } })
      .catch(nameTaken);
    await recordEvent(tx, actor, "health.create", { type: "health_condition", id }, { name: input.name });
    await enqueue(tx, actor);
    return { id };
  });
}

/** @throws AppError not_found, invalid, conflict (the name) */
export async function updateHealthCondition(actor: Actor, id: string, input: HealthConditionInput): Promise<void> {
  allow(actor, "health.write");
  const context = await ruleContext(actor);
  await transaction(actor, async (tx) => {
    await check(tx, input, context);
    const { count } = await tx.healthCondition
      .updateMany({ where: { id, archivedAt: null }, data: input })
      .catch(nameTaken);
    if (count === 0) throw notFound("This condition");
    await recordEvent(tx, actor, "health.update", { type: "health_condition", id }, { name: input.name });
    await enqueue(tx, actor);
  });
}

/** It no longer counts. @throws AppError not_found */
export async function archiveHealthCondition(actor: Actor, id: string): Promise<void> {
  allow(actor, "health.write");
  await setArchived(actor, id, new Date());
}

/** @throws AppError not_found */
export async function restoreHealthCondition(actor: Actor, id: string): Promise<void> {
  allow(actor, "health.write");
  await setArchived(actor, id, null);
}

async function setArchived(actor: Actor, id: string, archivedAt: Date | null): Promise<void> {
  await transaction(actor, async (tx) => {
    const { count } = await tx.healthCondition.updateMany({ where: { id }, data: { archivedAt } });
    if (count === 0) throw notFound("This condition");
    const action = archivedAt ? "health.archive" : "health.restore";
    await recordEvent(tx, actor, action, { type: "health_condition", id });
    await enqueue(tx, actor);
  });
}

/** Whether any segment asks about health, so that its members follow. */
async function segmentsAsk(actor: Actor): Promise<boolean> {
  const found = await inWorkspace(actor).segment.findMany({ where: { archivedAt: null }, select: { rule: true } });
  return found.some(({ rule }) => {
    const parsed = segmentRule.safeParse(rule);
    return parsed.success && conditionsOf(parsed.data).some(({ field }) => field === "health");
  });
}

/** Conditions and clock of one working out; the ready conditions when there never were any. */
async function prepare(actor: Actor, now: Date): Promise<{ conditions: HealthCondition[]; context: RuleContext }> {
  await startHealth(actor);
  const [all, context] = await Promise.all([listHealthConditions(actor), ruleContext(actor, now)]);
  return { conditions: askable(all, context.catalogue), context };
}

/**
 * Works out everybody's health, in steps, and writes what differs. Who is in a segment that asks about health is looked
 * at again.
 * @returns how many rows changed
 */
export async function recomputeHealth(
  actor: Actor,
  { now = new Date(), signal }: { now?: Date; signal?: AbortSignal } = {},
): Promise<number> {
  allow(actor, "health.write");
  const { conditions, context } = await prepare(actor, now);
  const touches = await segmentsAsk(actor);
  let changed = 0;
  for (let after = "00000000-0000-0000-0000-000000000000"; !signal?.aborted; ) {
    const [last] = await rows<{ id: string | null }>(
      inWorkspace(actor),
      actor,
      (w) => Prisma.sql`
        select id::text as id from customers where workspace_id = ${w} and id > ${after}::uuid
        order by id offset ${STEP - 1}::int limit 1`,
    );
    const upTo = last?.id ?? null;
    const from = after;
    const ids = await transaction(
      actor,
      async (tx) => {
        const moved = await writeHealth(tx, actor, conditions, context, (id) =>
          upTo ? Prisma.sql`${id} > ${from}::uuid and ${id} <= ${upTo}::uuid` : Prisma.sql`${id} > ${from}::uuid`,
        );
        if (touches) await touchCustomers(tx, actor, moved, "time");
        return moved;
      },
      { timeoutMs: 60_000 },
    );
    changed += ids.length;
    if (!upTo) break;
    after = upTo;
  }
  return changed;
}

/** Works out the health of these customers: what they did or said may have changed it. @returns how many rows changed */
export async function touchHealth(
  actor: Actor,
  customerIds: readonly string[],
  { now = new Date() }: { now?: Date } = {},
): Promise<number> {
  allow(actor, "health.write");
  if (customerIds.length === 0) return 0;
  const { conditions, context } = await prepare(actor, now);
  let changed = 0;
  for (let from = 0; from < customerIds.length; from += STEP) {
    const some = customerIds.slice(from, from + STEP);
    const moved = await transaction(
      actor,
      (tx) => writeHealth(tx, actor, conditions, context, (id) => Prisma.sql`${id} = any(${some}::uuid[])`),
      { timeoutMs: 60_000 },
    );
    changed += moved.length;
  }
  return changed;
}
