import "server-only";
import { TZDate } from "@date-fns/tz";
import { recordEvent } from "../audit/record";
import type { Actor } from "../auth/actor";
import { allow, may } from "../auth/permissions";
import { mustReach } from "../customers/reach";
import { touchCustomers } from "../customers/touch-sql";
import { inWorkspace, Prisma, rows, type Tx, transaction } from "../db";
import { conflict, invalid, notFound } from "../errors";
import { notify } from "../notifications/commands";
import { dayIn } from "../period";
import type { NewTask, TaskChange } from "./schema";

const asDay = (day: string | null) => (day ? new Date(`${day}T00:00:00Z`) : null);

/**
 * Something to do, for oneself or for somebody else, who is told. The same id again is the same task.
 * @throws AppError not_found (the customer or deal), invalid (the owner works elsewhere), conflict (the id is another's)
 */
export async function createTask(actor: Actor, input: NewTask): Promise<{ id: string }> {
  allow(actor, "tasks.write");
  const { id } = input;
  return transaction(actor, async (tx) => {
    const ownerId = input.ownerId ?? actor.userId;
    if (!ownerId) throw invalid("Please check the marked fields.", { ownerId: "Choose who is to do it." });
    await mustBeMember(tx, ownerId);
    const about = await aboutOf(tx, actor, input);
    const { count } = await tx.task.createMany({
      data: [
        {
          workspaceId: actor.workspaceId,
          id,
          title: input.title,
          dueOn: asDay(input.dueOn),
          ownerId,
          customerId: about.customerId,
          dealId: about.dealId,
          createdById: actor.userId,
        },
      ],
      skipDuplicates: true,
    });
    if (count === 0) {
      const stored = await tx.task.findFirst({ where: { id }, select: { createdById: true } });
      if (!stored || stored.createdById !== actor.userId) throw conflict("There is another task of this id.");
      return { id };
    }
    await recordEvent(tx, actor, "task.create", { type: "task", id }, { ownerId, customerId: about.customerId });
    await tell(tx, actor, { title: input.title, ownerId });
    await touch(tx, actor, about.customerId);
    return { id };
  });
}

/** Changes a task as its form says; a new owner is told. @throws AppError not_found, invalid */
export async function updateTask(actor: Actor, input: TaskChange): Promise<void> {
  allow(actor, "tasks.write");
  await transaction(actor, async (tx) => {
    const before = await find(tx, actor, input.id);
    if (input.ownerId !== before.ownerId) await mustBeMember(tx, input.ownerId);
    const about =
      input.customerId === before.customerId
        ? { customerId: before.customerId, dealId: before.dealId }
        : await aboutOf(tx, actor, { customerId: input.customerId, dealId: null });
    const dueOn = asDay(input.dueOn);
    await tx.task.updateMany({
      where: { id: input.id },
      data: {
        title: input.title,
        dueOn,
        ownerId: input.ownerId,
        ...about,
        // Who has another day, or another owner, is reminded anew.
        ...(+(dueOn ?? 0) !== +(before.dueOn ?? 0) || input.ownerId !== before.ownerId ? { remindedAt: null } : {}),
      },
    });
    await recordEvent(tx, actor, "task.update", { type: "task", id: input.id }, { ownerId: input.ownerId });
    if (input.ownerId !== before.ownerId) await tell(tx, actor, input);
    await touch(tx, actor, before.customerId);
    if (about.customerId !== before.customerId) await touch(tx, actor, about.customerId);
  });
}

/** Done. @throws AppError not_found */
export async function completeTask(actor: Actor, id: string, now = new Date()): Promise<void> {
  allow(actor, "tasks.write");
  await set(actor, id, "task.complete", ({ doneAt }) => (doneAt ? null : { doneAt: now }));
}

/** Undo: to be done again. @throws AppError not_found */
export async function reopenTask(actor: Actor, id: string): Promise<void> {
  allow(actor, "tasks.write");
  await set(actor, id, "task.reopen", ({ doneAt }) => (doneAt ? { doneAt: null } : null));
}

/** Puts a task off, or to some day. @param dueOn YYYY-MM-DD or null @throws AppError not_found */
export async function snoozeTask(actor: Actor, id: string, dueOn: string | null): Promise<void> {
  allow(actor, "tasks.write");
  await set(actor, id, "task.snooze", () => ({ dueOn: asDay(dueOn), remindedAt: null }));
}

/** Takes a task off every list; nothing is deleted. @throws AppError not_found */
export async function archiveTask(actor: Actor, id: string, now = new Date()): Promise<void> {
  allow(actor, "tasks.write");
  await set(actor, id, "task.archive", ({ archivedAt }) => (archivedAt ? null : { archivedAt: now }));
}

/** @throws AppError not_found */
export async function unarchiveTask(actor: Actor, id: string): Promise<void> {
  allow(actor, "tasks.write");
  await set(actor, id, "task.unarchive", ({ archivedAt }) => (archivedAt ? { archivedAt: null } : null));
}

type Found = NonNullable<Awaited<ReturnType<Tx["task"]["findFirst"]>>>;

async function set(
  actor: Actor,
  id: string,
  action: string,
  change: (before: Found) => Partial<Pick<Found, "doneAt" | "dueOn" | "remindedAt" | "archivedAt">> | null,
): Promise<void> {
  await transaction(actor, async (tx) => {
    const before = await find(tx, actor, id);
    const data = change(before);
    if (!data) return;
    await tx.task.updateMany({ where: { id }, data });
    await recordEvent(tx, actor, action, { type: "task", id });
    await touch(tx, actor, before.customerId);
  });
}

/** A task is changed by whose it is, who gave it, who may see its customer, and who leads. @throws AppError not_found */
async function find(tx: Tx, actor: Actor, id: string): Promise<Found> {
  const found = await tx.task.findFirst({ where: { id } });
  if (!found) throw notFound("This task");
  const isMine = actor.userId !== null && (found.ownerId === actor.userId || found.createdById === actor.userId);
  if (isMine) return found;
  if (found.customerId) await mustReach(tx, actor, found.customerId, "This task");
  else if (!may(actor, "team.read")) throw notFound("This task");
  return found;
}

async function mustBeMember(tx: Tx, userId: string): Promise<void> {
  const member = await tx.membership.findFirst({ where: { userId, endedAt: null }, select: { id: true } });
  if (!member) throw invalid("Please check the marked fields.", { ownerId: "This person does not work here." });
}

async function aboutOf(
  tx: Tx,
  actor: Actor,
  { customerId, dealId }: { customerId: string | null; dealId: string | null },
): Promise<{ customerId: string | null; dealId: string | null }> {
  if (dealId) {
    const deal = await tx.deal.findFirst({ where: { id: dealId }, select: { customerId: true } });
    if (!deal) throw notFound("This deal");
    await mustReach(tx, actor, deal.customerId, "This deal");
    return { customerId: deal.customerId, dealId };
  }
  if (!customerId) return { customerId: null, dealId: null };
  const customer = await tx.customer.findFirst({ where: { id: customerId }, select: { id: true } });
  if (!customer) throw notFound("This customer");
  await mustReach(tx, actor, customerId);
  return { customerId, dealId: null };
}

async function tell(tx: Tx, actor: Actor, { title, ownerId }: { title: string; ownerId: string }): Promise<void> {
  await notify(tx, actor, {
    userIds: [ownerId],
    kind: "task",
    href: "/tasks",
    detail: { what: "assigned", name: title },
    byId: actor.userId,
  });
}

async function touch(tx: Tx, actor: Actor, customerId: string | null): Promise<void> {
  if (customerId) await touchCustomers(tx, actor, [customerId], "edit");
}

/** The hour of the workspace's day from which people are reminded. */
const REMIND_FROM_HOUR = 7;
/** Reminders of one transaction. */
const REMIND_STEP = 500;

/**
 * Tells owners once of each task that is due today or was due before, from seven in the morning of the workspace's zone.
 * Run every hour: what a stopped server missed is made up for.
 * @returns how many were reminded of
 */
export async function remindOfTasks(actor: Actor, now: Date): Promise<number> {
  allow(actor, "tasks.write");
  const workspace = await inWorkspace(actor).workspace.findFirst({ select: { timeZone: true } });
  const timeZone = workspace?.timeZone ?? "UTC";
  if (new TZDate(+now, timeZone).getHours() < REMIND_FROM_HOUR) return 0;
  const today = dayIn(timeZone, now);
  let reminded = 0;
  for (;;) {
    const step = await transaction(actor, async (tx) => {
      const due = await rows<{ title: string; ownerId: string; dueOn: string }>(
        tx,
        actor,
        (w) => Prisma.sql`
          update tasks set reminded_at = ${now.toISOString()}::timestamptz
          where workspace_id = ${w} and id in (
            select t.id from tasks t
            where t.workspace_id = ${w} and t.done_at is null and t.archived_at is null and t.reminded_at is null
              and t.due_on <= ${today}::date
            order by t.due_on, t.id limit ${REMIND_STEP} for update skip locked)
          returning title, owner_id as "ownerId", due_on::text as "dueOn"`,
      );
      for (const { title, ownerId, dueOn } of due) {
        await notify(tx, actor, {
          userIds: [ownerId],
          kind: "task",
          href: "/tasks",
          detail: { what: dueOn < today ? "overdue" : "due", name: title },
        });
      }
      return due.length;
    });
    reminded += step;
    if (step < REMIND_STEP) return reminded;
  }
}
