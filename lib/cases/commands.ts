import "server-only";
import { recordEvent } from "../audit/record";
import { recordEvents } from "../audit/record-sql";
import type { Actor } from "../auth/actor";
import { allow } from "../auth/permissions";
import { mustReach } from "../customers/reach";
import { touchCustomers } from "../customers/touch-sql";
import { Prisma, rows, type Tx, transaction } from "../db";
import { conflict, invalid, notFound } from "../errors";
import { isId, newId } from "../id";
import { notifyMentions } from "../notifications/commands";
import { casesCsv } from "./queries";
import { type CaseListParams, DUE_IN_HOURS } from "./schema";

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
  for (const { customerId } of wanted) if (customerId) await mustReach(tx, actor, customerId);
  await rows(tx, actor, (w) => Prisma.sql`select pg_advisory_xact_lock(hashtextextended('cases ' || ${w}, 0))::text`);
  // Of two that name one response the first counts; one that has a case already opens none.
  const named = new Set<string>();
  const lines = wanted
    .filter(({ responseId }) => !responseId || (!named.has(responseId) && named.add(responseId)))
    .map((one, place) => ({
      place,
      id: newId(),
      title: one.title.slice(0, 300),
      customer_id: one.customerId,
      response_id: one.responseId,
      touchpoint_id: one.touchpointId,
      owner_id: one.ownerId ?? null,
      opened_at: one.openedAt,
      due_at: new Date(+one.openedAt + DUE_IN_HOURS * 3_600_000),
    }));
  const opened = await rows<{ id: string; number: number }>(
    tx,
    actor,
    (w) => Prisma.sql`
      insert into cases (workspace_id, id, number, title, customer_id, response_id, touchpoint_id, owner_id, opened_at, due_at)
      select ${w}, x.id,
             (select coalesce(max(number), 0) from cases where workspace_id = ${w}) + row_number() over (order by x.place),
             x.title, x.customer_id, x.response_id, x.touchpoint_id, x.owner_id, x.opened_at, x.due_at
      from jsonb_to_recordset(${JSON.stringify(lines)}::jsonb) as x(
        place int, id uuid, title text, customer_id uuid, response_id uuid, touchpoint_id uuid, owner_id uuid,
        opened_at timestamptz, due_at timestamptz)
      where not exists (select from cases k where k.workspace_id = ${w} and k.response_id = x.response_id)
      returning id, number`,
  );
  if (opened.length === 0) return [];
  await recordEvents(
    tx,
    actor,
    "case.open",
    opened.map(({ id, number }) => ({ subject: { type: "case", id }, detail: { number } })),
  );
  // A case that an answer opened moves its customer with the answer.
  const concerned = wanted.flatMap(({ customerId, responseId }) => (customerId && !responseId ? customerId : []));
  await touchCustomers(tx, actor, concerned, "case");
  return opened.map(({ id }) => id);
}

async function find(tx: Tx, actor: Actor, id: string) {
  if (!isId(id)) throw notFound("This case");
  const found = await tx.case.findFirst({ where: { id } });
  if (!found) throw notFound("This case");
  if (found.customerId) await mustReach(tx, actor, found.customerId, "This case");
  return found;
}

/** Gives a case to somebody, or to nobody. @throws AppError not_found | invalid when they are no member */
export async function assignCase(actor: Actor, id: string, ownerId: string | null): Promise<void> {
  allow(actor, "cases.write");
  return transaction(actor, async (tx) => {
    const found = await find(tx, actor, id);
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
    const found = await find(tx, actor, id);
    if (found.resolvedAt) throw conflict("This case is resolved already.");
    if (resolution.trim() === "") throw invalid("Write how it was solved.", { resolution: "Write how it was solved." });
    await tx.case.updateMany({
      where: { id },
      data: { resolvedAt: now, resolvedById: actor.userId, resolution: resolution.trim().slice(0, 2_000) },
    });
    if (found.customerId) await touchCustomers(tx, actor, [found.customerId], "case");
    await recordEvent(tx, actor, "case.resolve", { type: "case", id });
    if (!resolution.includes("@")) return;
    const customer = found.customerId
      ? await tx.customer.findFirst({ where: { id: found.customerId }, select: { name: true } })
      : null;
    await notifyMentions(tx, actor, {
      text: resolution,
      href: `/cases/${id}`,
      what: "case",
      name: customer?.name ?? found.title,
      byId: actor.userId,
      customerId: found.customerId ?? undefined,
    });
  });
}

/** Opens a resolved case again; its note stays to be read. @throws AppError not_found | conflict when it is open */
export async function reopenCase(actor: Actor, id: string): Promise<void> {
  allow(actor, "cases.write");
  return transaction(actor, async (tx) => {
    const found = await find(tx, actor, id);
    if (!found.resolvedAt) throw conflict("This case is open.");
    await tx.case.updateMany({ where: { id }, data: { resolvedAt: null, resolvedById: null } });
    if (found.customerId) await touchCustomers(tx, actor, [found.customerId], "case");
    await recordEvent(tx, actor, "case.reopen", { type: "case", id });
  });
}

/** Cases leave as a file: who took which of them away is written down. */
export async function exportCases(actor: Actor, params: CaseListParams): Promise<AsyncGenerator<string>> {
  allow(actor, "cases.read");
  const pieces = await casesCsv(actor, { ...params, cursor: undefined });
  const { state, owner } = params;
  await transaction(actor, (tx) => recordEvent(tx, actor, "case.export", { type: "case", id: null }, { state, owner }));
  return pieces;
}
