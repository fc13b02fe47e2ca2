import "server-only";
import { recordEvent } from "../audit/record";
import type { Actor } from "../auth/actor";
import { allow } from "../auth/permissions";
import { inWorkspace, Prisma, rows, run, type Tx, transaction } from "../db";
import { AppError, conflict, invalid, notFound } from "../errors";
import type { MoveCause } from "../generated/prisma/enums";
import { isId, newId } from "../id";
import { addJob } from "../jobs";
import { checkRule } from "./check";
import { dependsOnClock, usesClasses } from "./clock";
import { bringMembersUpToDate, type HowToMove, type Moved, type Stored, segmentsThatDiffer } from "./members-sql";
import { ruleContext } from "./queries";
import { findBorders, keepBorders } from "./rfm-sql";
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
export function nameTaken(error: unknown): never {
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

/** @param cause null: the rule is new or another */
const enqueue = (tx: Tx, actor: Actor, segmentId: string, cause: MoveCause | null) =>
  addJob(
    tx,
    actor,
    "segments.recompute",
    { segmentId, cause },
    // A waiting job for a new rule is not replaced by one that would write its filling down as moves.
    { key: `segments.recompute:${segmentId}${cause ? "" : ":rule"}`, queue: `segments:${actor.workspaceId}` },
  );

/** The segment as it is stored, its row locked until the transaction ends; null when it is not there or archived. */
async function lockSegment(
  tx: Tx,
  actor: Actor,
  id: string,
): Promise<(Stored & { isList: boolean; isFilled: boolean }) | null> {
  const [found] = await rows<{ rule: unknown; memberCount: number; isList: boolean; isFilled: boolean }>(
    tx,
    actor,
    (w) => Prisma.sql`
      select rule, member_count as "memberCount", is_list as "isList", computed_at is not null as "isFilled" from segments
      where workspace_id = ${w} and id = ${id}::uuid and archived_at is null for update`,
  );
  return found ? { ...found, id, rule: segmentRule.parse(found.rule) } : null;
}

async function recompute(
  tx: Tx,
  actor: Actor,
  segment: Stored & { isFilled: boolean },
  context: RuleContext,
  how: HowToMove,
): Promise<Recomputed> {
  const moved = await bringMembersUpToDate(tx, actor, segment, context, {
    ...how,
    cause: segment.isFilled ? how.cause : null,
  });
  const memberCount = segment.memberCount + moved.entered - moved.left;
  // Nothing moved: nothing is written. Plain SQL: `updatedAt` is when somebody changed the segment, not when it was counted.
  if (moved.entered + moved.left > 0 || !segment.isFilled)
    await run(
      tx,
      actor,
      (w) => Prisma.sql`
        update segments set member_count = ${memberCount}::int, computed_at = ${context.now.toISOString()}::timestamptz
        where workspace_id = ${w} and id = ${segment.id}::uuid`,
    );
  return { ...moved, memberCount };
}

/** Brings some members of a stored segment up to date within a transaction that changed what its rule asks about. */
export async function recomputeStored(
  tx: Tx,
  actor: Actor,
  id: string,
  context: RuleContext,
  how: HowToMove,
): Promise<Recomputed> {
  allow(actor, "segments.write");
  const segment = await lockSegment(tx, actor, id);
  if (!segment) throw notFound("This segment");
  return recompute(tx, actor, segment, context, how);
}

/** The context of a rule that may ask about classes of value before they were ever computed. */
async function contextFor(actor: Actor, rule: unknown, now = new Date()): Promise<RuleContext> {
  const context = await ruleContext(actor, now);
  const parsed = segmentRule.safeParse(rule);
  if (!parsed.success || !usesClasses(parsed.data) || context.catalogue.rfm) return context;
  await refreshClasses(actor, now);
  return ruleContext(actor, now);
}

/**
 * Computes the borders of the classes of value anew (lib/segments/rfm.ts). Members follow when segments are recomputed.
 * @returns whether any border moved
 */
export async function refreshClasses(actor: Actor, now = new Date()): Promise<boolean> {
  allow(actor, "segments.write");
  return transaction(
    actor,
    async (tx) => {
      const { timeZone } = await tx.workspace.findFirstOrThrow({ select: { timeZone: true } });
      return keepBorders(tx, actor, await findBorders(tx, actor, timeZone, now));
    },
    { timeoutMs: 60_000 },
  );
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
  const context = await contextFor(actor, input.rule);
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
      const detail = { name, rule: describeRule(rule, context.catalogue) };
      const isAtOnce = await isSmall(tx, actor);
      const filled = isAtOnce
        ? await recompute(tx, actor, { id, rule, memberCount: 0, isFilled: false }, context, { cause: null })
        : null;
      await recordEvent(
        tx,
        actor,
        "segment.create",
        { type: "segment", id },
        filled ? { ...detail, members: filled.memberCount } : detail,
      );
      if (filled) return { id, memberCount: filled.memberCount };
      await enqueue(tx, actor, id, null);
      return { id, memberCount: null };
    },
    { timeoutMs: 60_000 },
  );
}

/** Changes name, description and rule; a changed rule finds the members anew. */
export async function updateSegment(actor: Actor, id: string, input: SegmentInput): Promise<void> {
  allow(actor, "segments.write");
  if (!isId(id)) throw notFound("This segment");
  const context = await contextFor(actor, input.rule);
  const { name, description, rule: given } = readInput(input, context);
  await transaction(
    actor,
    async (tx) => {
      const before = await lockSegment(tx, actor, id);
      if (!before) throw notFound("This segment");
      // Who is on a list is changed on its own page; the rule stays.
      const rule = before.isList ? before.rule : given;
      await tx.segment
        .update({
          where: { workspaceId_id: { workspaceId: actor.workspaceId, id } },
          data: { name, description, rule },
        })
        .catch(nameTaken);
      const isOther = JSON.stringify(before.rule) !== JSON.stringify(rule);
      const isAtOnce = isOther && (await isSmall(tx, actor));
      const filled = isAtOnce ? await recompute(tx, actor, { ...before, rule }, context, { cause: null }) : null;
      const detail = { name, rule: describeRule(rule, context.catalogue) };
      await recordEvent(
        tx,
        actor,
        "segment.update",
        { type: "segment", id },
        filled ? { ...detail, members: filled.memberCount, entered: filled.entered, left: filled.left } : detail,
      );
      if (isOther && !filled) await enqueue(tx, actor, id, null);
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
    // What happened meanwhile happened at no known time.
    await enqueue(tx, actor, id, null);
  });
}

/**
 * Finds the members of a segment anew and writes what differs, with their answers' roll-ups, in one transaction.
 * @param how.cause what the moves came from; null: the rule is another, so that they are counted and not written down
 * @throws AppError not_found; invalid when the rule speaks of an attribute or question that is no longer there
 */
export async function recomputeSegment(
  actor: Actor,
  id: string,
  { cause = "time", now = new Date() }: { cause?: MoveCause | null; now?: Date } = {},
): Promise<Recomputed> {
  allow(actor, "segments.write");
  if (!isId(id)) throw notFound("This segment");
  const context = await ruleContext(actor, now);
  return transaction(
    actor,
    async (tx) => {
      const segment = await lockSegment(tx, actor, id);
      if (!segment) throw notFound("This segment");
      const result = await recompute(tx, actor, segment, context, { cause });
      const { entered, left, memberCount } = result;
      if (!segment.isFilled || (cause === null && entered + left > 0))
        await recordEvent(tx, actor, "segment.fill", { type: "segment", id }, { members: memberCount, entered, left });
      else if (entered + left > 0)
        await recordEvent(tx, actor, "segment.recompute", { type: "segment", id }, { ...result });
      return result;
    },
    { timeoutMs: RECOMPUTE_TIMEOUT_MS },
  );
}

/**
 * Asks for the segments of the workspace to be found anew, with the classes of value before them.
 * @param how.onlyByClock leaves out rules that nothing but a customer's change can change
 */
export async function recomputeAllSegments(
  actor: Actor,
  {
    cause = "time",
    onlyByClock = false,
    now = new Date(),
  }: { cause?: MoveCause; onlyByClock?: boolean; now?: Date } = {},
): Promise<number> {
  allow(actor, "segments.write");
  const db = inWorkspace(actor);
  const found = await db.segment.findMany({ where: { archivedAt: null }, select: { id: true, rule: true } });
  const segments = found.map(({ id, rule }) => ({ id, rule: segmentRule.parse(rule) }));
  const concerned = onlyByClock ? segments.filter(({ rule }) => dependsOnClock(rule)) : segments;
  if (segments.some(({ rule }) => usesClasses(rule))) await refreshClasses(actor, now);
  await transaction(actor, async (tx) => {
    for (const { id } of concerned) await enqueue(tx, actor, id, cause);
  });
  return concerned.length;
}

/**
 * Looks again at these customers in every segment: what they did or said may have moved them. One statement finds the
 * segments in which somebody moves; only those are opened. Cost grows with the customers and with their moves.
 */
export async function touchSegments(
  actor: Actor,
  customerIds: readonly string[],
  { cause = "edit", now = new Date() }: { cause?: MoveCause; now?: Date } = {},
): Promise<Moved> {
  allow(actor, "segments.write");
  const ids = [...new Set(customerIds)];
  if (ids.length > MOST_TOUCHED || !ids.every(isId)) throw invalid("These are not customers, or too many at once.");
  if (ids.length === 0) return { entered: 0, left: 0 };
  const db = inWorkspace(actor);
  const stored = await db.segment.findMany({ where: { archivedAt: null }, select: { id: true, rule: true } });
  if (stored.length === 0) return { entered: 0, left: 0 };
  const context = await ruleContext(actor, now);
  const segments = stored.flatMap(({ id, rule: kept }) => {
    const rule = segmentRule.parse(kept);
    // One rule about an attribute that is gone must not keep the others from being right.
    return isCompilable(rule, context) ? [{ id, rule }] : [];
  });
  const total: Moved = { entered: 0, left: 0 };
  for (const id of await segmentsThatDiffer(db, actor, segments, context, ids)) {
    // A segment a transaction: a long list never holds the roll-ups for long.
    await transaction(
      actor,
      async (tx) => {
        const segment = await lockSegment(tx, actor, id);
        // Not filled yet: a job for all of it waits.
        if (!segment?.isFilled || !isCompilable(segment.rule, context)) return;
        const moved = await recompute(tx, actor, segment, context, { customerIds: ids, cause });
        total.entered += moved.entered;
        total.left += moved.left;
      },
      { timeoutMs: 60_000 },
    );
  }
  return total;
}

function isCompilable(rule: SegmentRule, { catalogue }: RuleContext): boolean {
  try {
    checkRule(rule, catalogue);
    return true;
  } catch (error) {
    if (error instanceof AppError && error.code === "invalid") return false;
    throw error;
  }
}
