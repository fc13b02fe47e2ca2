import "server-only";
import { recordEvent } from "../../audit/record";
import type { Actor } from "../../auth/actor";
import { allow } from "../../auth/permissions";
import { type Tx, transaction } from "../../db";
import { notFound } from "../../errors";
import { mustReach } from "../reach";
import type { ContactChange } from "../record-schema";

async function findContact(tx: Tx, actor: Actor, id: string) {
  const contact = await tx.contact.findFirst({ where: { id } });
  if (!contact) throw notFound("This person");
  await mustReach(tx, actor, contact.customerId, "This person");
  return contact;
}

/** @throws AppError not_found */
export async function updateContact(actor: Actor, { id, ...changes }: ContactChange): Promise<void> {
  allow(actor, "customers.write");
  await transaction(actor, async (tx) => {
    const { customerId } = await findContact(tx, actor, id);
    await tx.contact.updateMany({ where: { id }, data: changes });
    await recordEvent(tx, actor, "contact.update", { type: "contact", id }, { customerId });
  });
}

/** Off the map of people, or back on it; what they said and did stays. @throws AppError not_found */
export async function setContactArchived(actor: Actor, { id, set }: { id: string; set: boolean }): Promise<void> {
  allow(actor, "customers.write");
  await transaction(actor, async (tx) => {
    const { customerId, archivedAt } = await findContact(tx, actor, id);
    if ((archivedAt !== null) === set) return;
    await tx.contact.updateMany({ where: { id }, data: { archivedAt: set ? new Date() : null } });
    const action = set ? "contact.archive" : "contact.unarchive";
    await recordEvent(tx, actor, action, { type: "contact", id }, { customerId });
  });
}
