import "server-only";
import { recordEvent } from "../audit/record";
import type { Actor } from "../auth/actor";
import { allow } from "../auth/permissions";
import { type Tx, transaction } from "../db";
import { conflict, invalid, notFound } from "../errors";
import { isId, newId } from "../id";
import { type ImprovementInput, improvementInput } from "./schema";

/**
 * Plans an improvement. The same insight is planned once: a second time gives the improvement that is there.
 * @returns its id
 * @throws AppError invalid | not_found (a touchpoint, segment or step that is not there)
 */
export async function createImprovement(actor: Actor, input: ImprovementInput): Promise<string> {
  allow(actor, "improvements.write");
  const parsed = improvementInput.safeParse(input);
  if (!parsed.success) {
    throw invalid(
      "Please check the marked fields.",
      Object.fromEntries(parsed.error.issues.map((issue) => [issue.path.join("."), issue.message])),
    );
  }
  const { title, reason, insightSignature } = parsed.data;
  const touchpointId = parsed.data.touchpointId || null;
  const segmentId = parsed.data.segmentId || null;
  const stepId = parsed.data.stepId || null;
  return transaction(actor, async (tx) => {
    if (insightSignature) {
      const known = await tx.improvement.findFirst({
        where: { insightSignature, archivedAt: null },
        select: { id: true },
      });
      if (known) return known.id;
    }
    if (touchpointId && !(await tx.touchpoint.findFirst({ where: { id: touchpointId }, select: { id: true } }))) {
      throw notFound("This touchpoint");
    }
    if (segmentId && !(await tx.segment.findFirst({ where: { id: segmentId }, select: { id: true } }))) {
      throw notFound("This segment");
    }
    if (stepId && !(await tx.journeyStep.findFirst({ where: { id: stepId }, select: { id: true } }))) {
      throw notFound("This step");
    }
    const id = newId();
    await tx.improvement.create({
      data: {
        workspaceId: actor.workspaceId,
        id,
        title,
        reason,
        insightSignature: insightSignature ?? null,
        touchpointId,
        segmentId,
        stepId,
        ownerId: actor.userId,
      },
    });
    await recordEvent(tx, actor, "improvement.create", { type: "improvement", id }, { title });
    return id;
  });
}

async function find(tx: Tx, id: string) {
  if (!isId(id)) throw notFound("This improvement");
  const found = await tx.improvement.findFirst({ where: { id, archivedAt: null } });
  if (!found) throw notFound("This improvement");
  return found;
}

/** @throws AppError not_found | conflict when it has been started */
export async function startImprovement(actor: Actor, id: string, now = new Date()): Promise<void> {
  allow(actor, "improvements.write");
  return transaction(actor, async (tx) => {
    const found = await find(tx, id);
    if (found.startedAt || found.doneAt) throw conflict("This improvement has been started.");
    await tx.improvement.updateMany({ where: { id }, data: { startedAt: now } });
    await recordEvent(tx, actor, "improvement.start", { type: "improvement", id });
  });
}

/** @throws AppError not_found | conflict when it is done */
export async function finishImprovement(actor: Actor, id: string, now = new Date()): Promise<void> {
  allow(actor, "improvements.write");
  return transaction(actor, async (tx) => {
    const found = await find(tx, id);
    if (found.doneAt) throw conflict("This improvement is done.");
    await tx.improvement.updateMany({ where: { id }, data: { startedAt: found.startedAt ?? now, doneAt: now } });
    await recordEvent(tx, actor, "improvement.finish", { type: "improvement", id });
  });
}

/** Puts a done improvement back to work. @throws AppError not_found | conflict when it is not done */
export async function reopenImprovement(actor: Actor, id: string): Promise<void> {
  allow(actor, "improvements.write");
  return transaction(actor, async (tx) => {
    const found = await find(tx, id);
    if (!found.doneAt) throw conflict("This improvement is not done yet.");
    await tx.improvement.updateMany({ where: { id }, data: { doneAt: null } });
    await recordEvent(tx, actor, "improvement.reopen", { type: "improvement", id });
  });
}

/** @throws AppError not_found */
export async function archiveImprovement(actor: Actor, id: string, now = new Date()): Promise<void> {
  allow(actor, "improvements.write");
  return transaction(actor, async (tx) => {
    await find(tx, id);
    await tx.improvement.updateMany({ where: { id }, data: { archivedAt: now } });
    await recordEvent(tx, actor, "improvement.archive", { type: "improvement", id });
  });
}

/** Takes an archived improvement back: what the toast's Undo does. @throws AppError not_found */
export async function restoreImprovement(actor: Actor, id: string): Promise<void> {
  allow(actor, "improvements.write");
  if (!isId(id)) throw notFound("This improvement");
  return transaction(actor, async (tx) => {
    const { count } = await tx.improvement.updateMany({
      where: { id, archivedAt: { not: null } },
      data: { archivedAt: null },
    });
    if (count === 0) throw notFound("This improvement");
    await recordEvent(tx, actor, "improvement.restore", { type: "improvement", id });
  });
}
