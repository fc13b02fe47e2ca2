import "server-only";
import { recordEvent } from "../audit/record";
import type { Actor } from "../auth/actor";
import { allow } from "../auth/permissions";
import { mustReach } from "../customers/reach";
import { touchCustomers } from "../customers/touch-sql";
import { Prisma, rows, run, type Tx, transaction } from "../db";
import { conflict, invalid, notFound } from "../errors";
import { newId } from "../id";
import { notifyMentions } from "../notifications/commands";
import { writePromise } from "./commands/promises";
import type { NewInteraction } from "./schema";

/**
 * Writes down what happened with a customer. The same id again is the same interaction, stored once.
 * @throws AppError not_found (the customer), invalid (a contact of somebody else), conflict (the id belongs to another interaction)
 */
export async function logInteraction(actor: Actor, input: NewInteraction): Promise<{ id: string }> {
  allow(actor, "interactions.write");
  return transaction(actor, (tx) => addInteraction(tx, actor, input));
}

/** The same within a transaction of a command further right: what it did with a customer is logged with it. */
export async function addInteraction(tx: Tx, actor: Actor, input: NewInteraction): Promise<{ id: string }> {
  const { id, customerId } = input;
  await lockCustomer(tx, actor, customerId);
  if (input.contactId) {
    const contact = await tx.contact.findUnique({
      where: { workspaceId_id: { workspaceId: actor.workspaceId, id: input.contactId } },
      select: { customerId: true },
    });
    if (contact?.customerId !== customerId) {
      throw invalid("Please check the marked fields.", { contactId: "This person belongs to another customer." });
    }
  }
  if (input.channelId && !(await tx.channel.findFirst({ where: { id: input.channelId }, select: { id: true } }))) {
    throw invalid("Please check the marked fields.", { channelId: "This channel was not found." });
  }
  if (
    input.touchpointId &&
    !(await tx.touchpoint.findFirst({ where: { id: input.touchpointId }, select: { id: true } }))
  ) {
    throw invalid("Please check the marked fields.", { touchpointId: "This touchpoint was not found." });
  }
  const promise =
    input.promised && input.nextStep !== "" && input.nextStepDueOn
      ? { text: input.nextStep, dueOn: input.nextStepDueOn }
      : null;
  const { count } = await tx.interaction.createMany({
    data: [
      {
        workspaceId: actor.workspaceId,
        id,
        customerId,
        contactId: input.contactId,
        kind: input.kind,
        outcome: input.outcome,
        reason: input.reason,
        text: input.text,
        channelId: input.channelId,
        touchpointId: input.touchpointId,
        userId: actor.userId,
        happenedAt: input.happenedAt ?? new Date(),
        nextStep: promise ? "" : input.nextStep,
        nextStepDueOn: input.nextStepDueOn && !promise ? new Date(`${input.nextStepDueOn}T00:00:00Z`) : null,
      },
    ],
    skipDuplicates: true,
  });
  if (count === 0) {
    const stored = await tx.interaction.findUnique({
      where: { workspaceId_id: { workspaceId: actor.workspaceId, id } },
      select: { customerId: true },
    });
    if (stored?.customerId !== customerId) throw conflict("This was logged for another customer already.");
    return { id };
  }
  if (promise) await writePromise(tx, actor, { ...promise, id: newId(), customerId, interactionId: id });
  await recountContacts(tx, actor, customerId);
  await touchCustomers(tx, actor, [customerId], "interaction");
  await recordEvent(tx, actor, "interaction.log", { type: "interaction", id }, { customerId, kind: input.kind });
  const words = [input.text, input.nextStep].filter(Boolean).join(" ");
  if (words.includes("@")) {
    const customer = await tx.customer.findFirst({ where: { id: customerId }, select: { name: true } });
    await notifyMentions(tx, actor, {
      text: words,
      href: `/customers/${customerId}`,
      what: "interaction",
      name: customer?.name ?? "",
      byId: actor.userId,
      customerId,
    });
  }
  return { id };
}

/** Undo: takes an interaction off the timeline. @throws AppError not_found */
export async function archiveInteraction(actor: Actor, id: string): Promise<void> {
  allow(actor, "interactions.write");
  await setArchived(actor, id, new Date());
}

/** Brings an archived interaction back. @throws AppError not_found */
export async function unarchiveInteraction(actor: Actor, id: string): Promise<void> {
  allow(actor, "interactions.write");
  await setArchived(actor, id, null);
}

async function setArchived(actor: Actor, id: string, archivedAt: Date | null): Promise<void> {
  await transaction(actor, async (tx) => {
    const before = await findInteraction(tx, actor, id);
    await lockCustomer(tx, actor, before.customerId);
    if ((before.archivedAt === null) === (archivedAt === null)) return;
    await tx.interaction.update({
      where: { workspaceId_id: { workspaceId: actor.workspaceId, id } },
      data: { archivedAt },
    });
    // What was promised in it goes and comes with it.
    await tx.customerPromise.updateMany({ where: { interactionId: id }, data: { archivedAt } });
    await recountContacts(tx, actor, before.customerId);
    await touchCustomers(tx, actor, [before.customerId], "interaction");
    const action = archivedAt ? "interaction.archive" : "interaction.unarchive";
    await recordEvent(tx, actor, action, { type: "interaction", id }, { customerId: before.customerId });
  });
}

/** The promise was kept. @throws AppError not_found, invalid (nothing was promised) */
export async function completeNextStep(actor: Actor, id: string): Promise<void> {
  allow(actor, "interactions.write");
  await transaction(actor, async (tx) => {
    const before = await findInteraction(tx, actor, id);
    if (before.nextStep === "") throw invalid("This interaction has no next step.");
    if (before.nextStepDoneAt) return;
    await tx.interaction.update({
      where: { workspaceId_id: { workspaceId: actor.workspaceId, id } },
      data: { nextStepDoneAt: new Date() },
    });
    await recordEvent(tx, actor, "interaction.complete", { type: "interaction", id });
  });
}

async function findInteraction(tx: Tx, actor: Actor, id: string) {
  const interaction = await tx.interaction.findUnique({
    where: { workspaceId_id: { workspaceId: actor.workspaceId, id } },
  });
  if (!interaction) throw notFound("The interaction");
  await mustReach(tx, actor, interaction.customerId, "The interaction");
  return interaction;
}

/** Two logs of one customer wait for each other: otherwise neither would count the other. @throws AppError not_found */
async function lockCustomer(tx: Tx, actor: Actor, customerId: string): Promise<void> {
  const found = await rows(
    tx,
    actor,
    (w) => Prisma.sql`select 1 from customers where workspace_id = ${w} and id = ${customerId}::uuid for no key update`,
  );
  if (found.length === 0) throw notFound("The customer");
  await mustReach(tx, actor, customerId, "The customer");
}

/** The customer's experience row says how often and when last; counted anew, so that it is right after undo too. */
async function recountContacts(tx: Tx, actor: Actor, customerId: string): Promise<void> {
  await run(
    tx,
    actor,
    (w) => Prisma.sql`
      insert into customer_experience (workspace_id, customer_id, interactions, last_interaction_at)
      select ${w}, ${customerId}::uuid, count(*)::int, max(i.happened_at)
      from interactions i
      where i.workspace_id = ${w} and i.customer_id = ${customerId}::uuid and i.archived_at is null
      on conflict (workspace_id, customer_id) do update
      set interactions = excluded.interactions, last_interaction_at = excluded.last_interaction_at`,
  );
}
