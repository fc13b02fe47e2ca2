import "server-only";
import { recordEvent } from "../../audit/record";
import type { Actor } from "../../auth/actor";
import { allow } from "../../auth/permissions";
import { Prisma, rows, type Tx, transaction } from "../../db";
import { invalid, notFound } from "../../errors";
import { newId } from "../../id";
import { notifyMentions } from "../../notifications/commands";
import { mustReach } from "../reach";
import type { NewNote, NoteChange } from "../record-schema";

/** A calendar day as Prisma wants it. */
const dayOf = (day: string): Date => new Date(`${day}T00:00:00Z`);

async function today(tx: Tx, actor: Actor): Promise<string> {
  const [found] = await rows<{ day: string }>(
    tx,
    actor,
    (w) => Prisma.sql`select (now() at time zone time_zone)::date::text as day from workspaces where id = ${w}`,
  );
  return found?.day ?? new Date().toISOString().slice(0, 10);
}

/** What a note names must have happened with the same customer. @throws AppError invalid */
async function checkEvidence(tx: Tx, { customerId, interactionId, responseId }: NewNote): Promise<void> {
  if (
    interactionId &&
    !(await tx.interaction.findFirst({ where: { id: interactionId, customerId }, select: { id: true } }))
  )
    throw invalid("Please check the marked fields.", { evidence: "This interaction was with another customer." });
  if (responseId && !(await tx.response.findFirst({ where: { id: responseId, customerId }, select: { id: true } })))
    throw invalid("Please check the marked fields.", { evidence: "This answer was given by another customer." });
}

/**
 * Writes down a need, a problem, a weakness, or what the customer tries to get done. Sending the same id twice makes one.
 * @throws AppError not_found, invalid (evidence of another customer)
 */
export async function addNote(actor: Actor, input: NewNote): Promise<{ id: string }> {
  allow(actor, "customers.write");
  const id = input.id ?? newId();
  return transaction(actor, async (tx) => {
    await mustReach(tx, actor, input.customerId);
    const customer = await tx.customer.findFirst({ where: { id: input.customerId }, select: { name: true } });
    if (!customer) throw notFound("The customer");
    await checkEvidence(tx, input);
    const { count } = await tx.customerNote.createMany({
      data: [
        {
          ...input,
          workspaceId: actor.workspaceId,
          id,
          notedOn: dayOf(input.notedOn ?? (await today(tx, actor))),
          notedById: actor.userId,
        },
      ],
      skipDuplicates: true,
    });
    if (count > 0) {
      await recordEvent(
        tx,
        actor,
        "customer_note.create",
        { type: "customer", id: input.customerId },
        { kind: input.kind },
      );
      await tellMentioned(tx, actor, input.customerId, customer.name, input.text);
    }
    return { id };
  });
}

async function tellMentioned(
  tx: Tx,
  actor: Actor,
  customerId: string,
  name: string,
  text: string,
  before?: string,
): Promise<void> {
  const href = `/customers/${customerId}`;
  await notifyMentions(tx, actor, { text, before, href, what: "note", name, byId: actor.userId, customerId });
}

async function findNote(tx: Tx, actor: Actor, id: string) {
  const note = await tx.customerNote.findFirst({ where: { id } });
  if (!note) throw notFound("This note");
  await mustReach(tx, actor, note.customerId, "This note");
  return note;
}

/** @throws AppError not_found */
export async function updateNote(actor: Actor, { id, notedOn, ...changes }: NoteChange): Promise<void> {
  allow(actor, "customers.write");
  await transaction(actor, async (tx) => {
    const note = await findNote(tx, actor, id);
    await tx.customerNote.updateMany({
      where: { id },
      data: { ...changes, ...(notedOn ? { notedOn: dayOf(notedOn) } : {}) },
    });
    const subject = { type: "customer", id: note.customerId };
    await recordEvent(tx, actor, "customer_note.update", subject, { kind: changes.kind });
    if (changes.text?.includes("@")) {
      const customer = await tx.customer.findFirst({ where: { id: note.customerId }, select: { name: true } });
      await tellMentioned(tx, actor, note.customerId, customer?.name ?? "", changes.text, note.text);
    }
  });
}

/** A need that is met, a problem that is solved; or open again. @throws AppError not_found */
export async function setNoteMet(actor: Actor, { id, set }: { id: string; set: boolean }): Promise<void> {
  allow(actor, "customers.write");
  await transaction(actor, async (tx) => {
    const note = await findNote(tx, actor, id);
    if ((note.metAt !== null) === set) return;
    await tx.customerNote.updateMany({ where: { id }, data: { metAt: set ? new Date() : null } });
    const subject = { type: "customer", id: note.customerId };
    await recordEvent(tx, actor, set ? "customer_note.meet" : "customer_note.reopen", subject, { kind: note.kind });
  });
}

/** Off the page, or back on it. @throws AppError not_found */
export async function setNoteArchived(actor: Actor, { id, set }: { id: string; set: boolean }): Promise<void> {
  allow(actor, "customers.write");
  await transaction(actor, async (tx) => {
    const note = await findNote(tx, actor, id);
    if ((note.archivedAt !== null) === set) return;
    await tx.customerNote.updateMany({ where: { id }, data: { archivedAt: set ? new Date() : null } });
    const subject = { type: "customer", id: note.customerId };
    await recordEvent(tx, actor, set ? "customer_note.archive" : "customer_note.unarchive", subject, {
      kind: note.kind,
    });
  });
}
