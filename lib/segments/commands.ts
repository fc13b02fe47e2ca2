import "server-only";
import { recordEvent } from "../audit/record";
import type { Actor } from "../auth/actor";
import { allow } from "../auth/permissions";
import { inWorkspace, Prisma, rows, type Tx, transaction } from "../db";
import { AppError, conflict, invalid, notFound } from "../errors";
import { isId, newId } from "../id";
import { addJob } from "../jobs";
import { checkRule } from "./check";
import { bringMembersUpToDate, type Moved } from "./members-sql";
import { ruleContext } from "./queries";
import type { RuleContext } from "./rule-sql";
import { describeRule } from "./rule-text";
import { type SegmentInput, type SegmentRule, segmentInput, segmentRule } from "./schema";

/** Up to so many customers the members are found at once, in the command; beyond, a job does it. */
const AT_ONCE = 20_000;
const RECOMPUTE_TIMEOUT_MS = 10 * 60_000;
/** Customers of one touch. */
const MOST_TOUCHED = 50_000;

export type Recomputed = Moved & { memberCount: number };

function readInput(input: SegmentInput, context: RuleContext) {
  const parsed = segmentInput.safeParse(input);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    const fieldErrors = Object.fromEntries(parsed.error.issues.map((one) => [one.path.join("."), one.message]));
    throw invalid(issue?.message ?? "Please check the segment.", fieldErrors);
  }
  checkRule(parsed.data.rule, context.catalogue);
  return parsed.data;
}

/** The message of a name that another segment of the workspace has; also one that is archived. */
function nameTaken(error: unknown): never {
  if (error instanceof Prisma.PrismaClientKnownRequestError && error.code === "P2002")
    throw conflict("Another segment has this name.", { name: "Another segment has this name." });
  throw error;
}

async function isSmall(tx: Tx, actor: Actor): Promise<boolean> {
  const [counted] = await rows<{ n: number }>(
    tx,
    actor,
    (w) => Prisma.sql`
      select count(*)::int as n from (select 1 from customers where workspace_id = ${w} limit ${AT_ONCE + 1}::int) some_of_them`,
  );
  return (counted?.n ?? 0) <= AT_ONCE;
}

const enqueue = (tx: Tx, actor: Actor, segmentId: string) =>
  addJob(
    tx,
    actor,
    "segments.recompute",
    { segmentId },
    { key: `segments.recompute:${segmentId}`, queue: `segments:${actor.workspaceId}` },
  );

/** The segment's stored rule, its row locked until the transaction ends; null when it is not there or archived. */
async function lockSegment(
  tx: Tx,
  actor: Actor,
  id: string,
): Promise<{ rule: SegmentRule; memberCount: number } | null> {
  const [found] = await rows<{ rule: unknown; memberCount: number }>(
    tx,
    actor,
    (w) => Prisma.sql`
      select rule, member_count as "memberCount" from segments
      where workspace_id = ${w} and id = ${id}::uuid and archived_at is null for update`,
  );
  return found ? { rule: segmentRule.parse(found.rule), memberCount: found.memberCount } : null;
}

async function recompute(
  tx: Tx,
  actor: Actor,
  id: string,
  rule: SegmentRule,
  memberCount: number,
  context: RuleContext,
  customerIds: readonly string[] | null,
): Promise<Recomputed> {
  const moved = await bringMembersUpToDate(tx, actor, id, rule, context, customerIds);
  const next = memberCount + moved.entered - moved.left;
  // Plain SQL: `updatedAt` is when somebody changed the segment, not when it was counted.
  if (!customerIds || moved.entered + moved.left > 0)
    await rows(
      tx,
      actor,
      (w) => Prisma.sql`
        update segments set member_count = ${next}::int, computed_at = ${context.now.toISOString()}::timestamptz
        where workspace_id = ${w} and id = ${id}::uuid returning 1 as done`,
    );
  return { ...moved, memberCount: next };
}

/**
 * Makes a segment and finds its members: at once, or in the background when there are many customers.
 * @throws AppError invalid, with the place in fieldErrors; conflict when the name is taken
 */
export async function createSegment(
  actor: Actor,
  input: SegmentInput,
): Promise<{ id: string; memberCount: number | null }> {
  allow(actor, "segments.write");
  const context = await ruleContext(actor);
  const { name, description, rule } = readInput(input, context);
  const id = newId();
  return transaction(
    actor,
    async (tx) => {
      await tx.segment
        .create({
          data: { workspaceId: actor.workspaceId, id, name, description, rule, createdById: actor.userId },
        })
        .catch(nameTaken);
      await recordEvent(
        tx,
        actor,
        "segment.create",
        { type: "segment", id },
        { name, rule: describeRule(rule, context.catalogue) },
      );
      if (await isSmall(tx, actor)) {
        const { memberCount } = await recompute(tx, actor, id, rule, 0, context, null);
        return { id, memberCount };
      }
      await enqueue(tx, actor, id);
      return { id, memberCount: null };
    },
    { timeoutMs: 60_000 },
  );
}

/** Changes name, description and rule; a changed rule finds the members anew. */
export async function updateSegment(actor: Actor, id: string, input: SegmentInput): Promise<void> {
  allow(actor, "segments.write");
  if (!isId(id)) throw notFound("This segment");
  const context = await ruleContext(actor);
  const { name, description, rule } = readInput(input, context);
  await transaction(
    actor,
    async (tx) => {
      const before = await lockSegment(tx, actor, id);
      if (!before) throw notFound("This segment");
      await tx.segment
        .update({
          where: { workspaceId_id: { workspaceId: actor.workspaceId, id } },
          data: { name, description, rule },
        })
        .catch(nameTaken);
      await recordEvent(
        tx,
        actor,
        "segment.update",
        { type: "segment", id },
        { name, rule: describeRule(rule, context.catalogue) },
      );
      if (JSON.stringify(before.rule) === JSON.stringify(rule)) return;
      if (await isSmall(tx, actor)) await recompute(tx, actor, id, rule, before.memberCount, context, null);
      else await enqueue(tx, actor, id);
    },
    { timeoutMs: 60_000 },
  );
}

/** Takes a segment out of every list. Its members stay written down, so that nothing is lost when it comes back. */
export async function archiveSegment(actor: Actor, id: string): Promise<void> {
  allow(actor, "segments.write");
  if (!isId(id)) throw notFound("This segment");
  await transaction(actor, async (tx) => {
    const { count } = await tx.segment.updateMany({
      where: { id, archivedAt: null },
      data: { archivedAt: new Date() },
    });
    if (count === 0) throw notFound("This segment");
    await recordEvent(tx, actor, "segment.archive", { type: "segment", id });
  });
}

/** Undoes archiving; its members are found anew, since nobody kept them up to date. */
export async function restoreSegment(actor: Actor, id: string): Promise<void> {
  allow(actor, "segments.write");
  if (!isId(id)) throw notFound("This segment");
  await transaction(actor, async (tx) => {
    const { count } = await tx.segment.updateMany({
      where: { id, archivedAt: { not: null } },
      data: { archivedAt: null },
    });
    if (count === 0) throw notFound("This segment");
    await recordEvent(tx, actor, "segment.restore", { type: "segment", id });
    await enqueue(tx, actor, id);
  });
}

/**
 * Finds the members of a segment anew and writes what differs, with their answers' roll-ups, in one transaction.
 * @throws AppError not_found; invalid when the rule speaks of an attribute or question that is no longer there
 */
export async function recomputeSegment(actor: Actor, id: string, now = new Date()): Promise<Recomputed> {
  allow(actor, "segments.write");
  if (!isId(id)) throw notFound("This segment");
  const context = await ruleContext(actor, now);
  return transaction(
    actor,
    async (tx) => {
      const segment = await lockSegment(tx, actor, id);
      if (!segment) throw notFound("This segment");
      const result = await recompute(tx, actor, id, segment.rule, segment.memberCount, context, null);
      if (result.entered + result.left > 0)
        await recordEvent(tx, actor, "segment.recompute", { type: "segment", id }, { ...result });
      return result;
    },
    { timeoutMs: RECOMPUTE_TIMEOUT_MS },
  );
}

/** Asks for every segment of the workspace to be found anew: after an import, and each hour for rules about time. */
export async function recomputeAllSegments(actor: Actor): Promise<number> {
  allow(actor, "segments.write");
  return transaction(actor, async (tx) => {
    const segments = await tx.segment.findMany({ where: { archivedAt: null }, select: { id: true } });
    for (const { id } of segments) await enqueue(tx, actor, id);
    return segments.length;
  });
}

/** Looks again at these customers in every segment: what they did or said may have moved them. Cost grows with them. */
export async function touchSegments(actor: Actor, customerIds: readonly string[], now = new Date()): Promise<Moved> {
  allow(actor, "segments.write");
  const ids = [...new Set(customerIds)];
  if (ids.length > MOST_TOUCHED || !ids.every(isId)) throw invalid("These are not customers, or too many at once.");
  if (ids.length === 0) return { entered: 0, left: 0 };
  const context = await ruleContext(actor, now);
  const segments = await inWorkspace(actor).segment.findMany({ where: { archivedAt: null }, select: { id: true } });
  const total: Moved = { entered: 0, left: 0 };
  for (const { id } of segments) {
    // A segment a transaction: a long list never holds the roll-ups for long.
    try {
      await transaction(
        actor,
        async (tx) => {
          const segment = await lockSegment(tx, actor, id);
          if (!segment) return;
          const moved = await recompute(tx, actor, id, segment.rule, segment.memberCount, context, ids);
          total.entered += moved.entered;
          total.left += moved.left;
        },
        { timeoutMs: 60_000 },
      );
    } catch (error) {
      // One rule about an attribute that is gone must not keep the others from being right.
      if (!(error instanceof AppError && error.code === "invalid")) throw error;
    }
  }
  return total;
}
