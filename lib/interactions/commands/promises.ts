import "server-only";
import { recordEvent } from "../../audit/record";
import type { Actor } from "../../auth/actor";
import { allow } from "../../auth/permissions";
import { mustReach } from "../../customers/reach";
import { type Tx, transaction } from "../../db";
import { notFound } from "../../errors";
import { dayDate } from "../../form-fields";
import { newId } from "../../id";
import type { NewPromise, PromiseChange } from "../promise-schema";

/** What was said will be done, and by when; its maker keeps it. The same id twice makes one. @throws AppError not_found */
export async function makePromise(actor: Actor, input: NewPromise): Promise<{ id: string }> {
  allow(actor, "interactions.write");
  const id = input.id ?? newId();
  return transaction(actor, async (tx) => {
    await mustReach(tx, actor, input.customerId);
    if (!(await tx.customer.findFirst({ where: { id: input.customerId }, select: { id: true } })))
      throw notFound("This customer");
    await writePromise(tx, actor, { ...input, id, interactionId: null });
    return { id };
  });
}

/** Within a transaction that made sure of the customer. */
export async function writePromise(
  tx: Tx,
  actor: Actor,
  { id, customerId, interactionId, text, dueOn }: NewPromise & { id: string; interactionId: string | null },
): Promise<void> {
  allow(actor, "interactions.write");
  const { count } = await tx.customerPromise.createMany({
    data: [
      {
        workspaceId: actor.workspaceId,
        id,
        customerId,
        interactionId,
        text,
        dueOn: dayDate(dueOn),
        ownerId: actor.userId,
      },
    ],
    skipDuplicates: true,
  });
  if (count > 0) await recordEvent(tx, actor, "promise.make", { type: "promise", id }, { customerId, dueOn });
}

/** @throws AppError not_found */
export async function changePromise(actor: Actor, { id, text, dueOn }: PromiseChange): Promise<void> {
  allow(actor, "interactions.write");
  await change(actor, id, "promise.change", { text, dueOn: dayDate(dueOn) });
}

/** Kept, or not kept after all. @throws AppError not_found */
export async function keepPromise(actor: Actor, id: string, kept: boolean): Promise<void> {
  allow(actor, "interactions.write");
  await change(actor, id, kept ? "promise.keep" : "promise.unkeep", { keptAt: kept ? new Date() : null });
}

/** Taken off the list: it was never made, or nobody waits for it. @throws AppError not_found */
export async function archivePromise(actor: Actor, id: string): Promise<void> {
  allow(actor, "interactions.write");
  await change(actor, id, "promise.archive", { archivedAt: new Date() });
}

/** @throws AppError not_found */
export async function restorePromise(actor: Actor, id: string): Promise<void> {
  allow(actor, "interactions.write");
  await change(actor, id, "promise.restore", { archivedAt: null });
}

async function change(
  actor: Actor,
  id: string,
  action: string,
  data: { text?: string; dueOn?: Date; keptAt?: Date | null; archivedAt?: Date | null },
): Promise<void> {
  await transaction(actor, async (tx) => {
    const where = { workspaceId_id: { workspaceId: actor.workspaceId, id } };
    const before = await tx.customerPromise.findUnique({ where, select: { customerId: true } });
    if (!before) throw notFound("This promise");
    await mustReach(tx, actor, before.customerId, "This promise");
    await tx.customerPromise.update({ where, data });
    await recordEvent(tx, actor, action, { type: "promise", id }, { customerId: before.customerId });
  });
}
