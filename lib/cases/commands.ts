import "server-only";
import { recordEvent } from "../audit/record";
import type { Actor } from "../auth/actor";
import { allow } from "../auth/permissions";
import { Prisma, rows, type Tx, transaction } from "../db";
import { conflict, invalid, notFound } from "../errors";
import { isId, newId } from "../id";
import { DUE_IN_HOURS } from "./schema";

export type NewCase = {
  title: string;
  customerId: string | null;
  responseId: string | null;
  touchpointId: string | null;
  ownerId?: string | null;
  openedAt: Date;
};

/**
 * Opens cases inside the transaction that stores the answers: a detractor's answer and its case stand or fall together.
 * A response opens one case at most; a second call for it opens nothing. Numbers run on without gaps in a workspace,
 * which the advisory lock sees to until the transaction ends.
 * @returns ids of the cases opened now
 */
export async function openCases(tx: Tx, actor: Actor, wanted: readonly NewCase[]): Promise<string[]> {
  // A respondent may not write cases, but answering is what opens one.
  allow(actor, actor.role === "respondent" ? "responses.submit" : "cases.write");
  if (wanted.length === 0) return [];
  await rows(tx, actor, (w) => Prisma.sql`select pg_advisory_xact_lock(hashtextextended('cases ' || ${w}, 0))::text`);
  const [last] = await rows<{ number: number }>(
    tx,
    actor,
    (w) => Prisma.sql`select coalesce(max(number), 0)::int as number from cases where workspace_id = ${w}`,
  );
  const known = await tx.case.findMany({
    where: { responseId: { in: wanted.flatMap(({ responseId }) => (responseId ? [responseId] : [])) } },
    select: { responseId: true },
  });
  const taken = new Set(known.map(({ responseId }) => responseId));
  const { workspaceId } = actor;
  const fresh = wanted.filter(({ responseId }) => {
    if (!responseId) return true;
    if (taken.has(responseId)) return false;
    taken.add(responseId);
    return true;
  });
  const opened = fresh.map((one, index) => ({ ...one, id: newId(), number: (last?.number ?? 0) + index + 1 }));
  await tx.case.createMany({
    data: opened.map((one) => ({
      workspaceId,
      id: one.id,
      number: one.number,
      title: one.title.slice(0, 300),
      customerId: one.customerId,
      responseId: one.responseId,
      touchpointId: one.touchpointId,
      ownerId: one.ownerId ?? null,
      openedAt: one.openedAt,
      dueAt: new Date(+one.openedAt + DUE_IN_HOURS * 3_600_000),
    })),
  });
  for (const { id, number } of opened) await recordEvent(tx, actor, "case.open", { type: "case", id }, { number });
  return opened.map(({ id }) => id);
}

async function find(tx: Tx, id: string) {
  if (!isId(id)) throw notFound("This case");
  const found = await tx.case.findFirst({ where: { id } });
  if (!found) throw notFound("This case");
  return found;
}

/** Gives a case to somebody, or to nobody. @throws AppError not_found | invalid when they are no member */
export async function assignCase(actor: Actor, id: string, ownerId: string | null): Promise<void> {
  allow(actor, "cases.write");
  return transaction(actor, async (tx) => {
    const found = await find(tx, id);
    if (ownerId && !(await tx.membership.findFirst({ where: { userId: ownerId, endedAt: null } }))) {
      throw invalid("Choose a member of this workspace.", { ownerId: "This person is not a member." });
    }
    if (found.ownerId === ownerId) return;
    await tx.case.updateMany({ where: { id }, data: { ownerId } });
    await recordEvent(tx, actor, "case.assign", { type: "case", id }, { ownerId });
  });
}

/** Closes the loop with a note of what was done. @throws AppError not_found | conflict when it is resolved */
export async function resolveCase(actor: Actor, id: string, resolution: string, now = new Date()): Promise<void> {
  allow(actor, "cases.write");
  return transaction(actor, async (tx) => {
    const found = await find(tx, id);
    if (found.resolvedAt) throw conflict("This case is resolved already.");
    if (resolution.trim() === "") throw invalid("Write how it was solved.", { resolution: "Write how it was solved." });
    await tx.case.updateMany({
      where: { id },
      data: { resolvedAt: now, resolvedById: actor.userId, resolution: resolution.trim().slice(0, 2_000) },
    });
    await recordEvent(tx, actor, "case.resolve", { type: "case", id });
  });
}

/** Opens a resolved case again; its note stays to be read. @throws AppError not_found | conflict when it is open */
export async function reopenCase(actor: Actor, id: string): Promise<void> {
  allow(actor, "cases.write");
  return transaction(actor, async (tx) => {
    const found = await find(tx, id);
    if (!found.resolvedAt) throw conflict("This case is open.");
    await tx.case.updateMany({ where: { id }, data: { resolvedAt: null, resolvedById: null } });
    await recordEvent(tx, actor, "case.reopen", { type: "case", id });
  });
}
