import "server-only";
import { recordEvent } from "../audit/record";
import type { Actor } from "../auth/actor";
import { allow } from "../auth/permissions";
import { mustReach } from "../customers/reach";
import { type Tx, transaction } from "../db";
import { invalid, notFound } from "../errors";
import { dayDate } from "../form-fields";
import { newId } from "../id";
import { MOST_STEPS, type NewGoal, type NewMilestone, type StepFacts } from "./schema";

/** @throws AppError invalid */
async function mustWorkHere(tx: Tx, ownerId: string | null): Promise<void> {
  if (!ownerId) return;
  const member = await tx.membership.findFirst({ where: { userId: ownerId, endedAt: null }, select: { id: true } });
  if (!member) throw invalid("Please check the marked fields.", { ownerId: "This person does not work here." });
}

async function findGoal(tx: Tx, actor: Actor, id: string, what = "This goal") {
  const goal = await tx.successGoal.findUnique({ where: { workspaceId_id: { workspaceId: actor.workspaceId, id } } });
  if (!goal) throw notFound(what);
  await mustReach(tx, actor, goal.customerId, what);
  return goal;
}

async function findMilestone(tx: Tx, actor: Actor, id: string) {
  const milestone = await tx.successMilestone.findUnique({
    where: { workspaceId_id: { workspaceId: actor.workspaceId, id } },
  });
  if (!milestone) throw notFound("This milestone");
  const { customerId } = await findGoal(tx, actor, milestone.goalId, "This milestone");
  return { ...milestone, customerId };
}

const dueDate = (day: string | null) => (day ? dayDate(day) : null);

/** A goal of the customer's own, at the end of the plan; the same id twice makes one. @throws AppError not_found, invalid */
export async function addGoal(actor: Actor, input: NewGoal): Promise<{ id: string }> {
  allow(actor, "plans.write");
  const id = input.id ?? newId();
  return transaction(actor, async (tx) => {
    await mustReach(tx, actor, input.customerId);
    if (!(await tx.customer.findFirst({ where: { id: input.customerId }, select: { id: true } })))
      throw notFound("This customer");
    await mustWorkHere(tx, input.ownerId);
    const position = await tx.successGoal.count({ where: { customerId: input.customerId } });
    if (position >= MOST_STEPS) throw invalid(`A plan has at most ${MOST_STEPS} goals.`);
    const { count } = await tx.successGoal.createMany({
      data: [
        {
          workspaceId: actor.workspaceId,
          id,
          customerId: input.customerId,
          text: input.text,
          dueOn: dueDate(input.dueOn),
          ownerId: input.ownerId,
          position,
        },
      ],
      skipDuplicates: true,
    });
    if (count > 0)
      await recordEvent(tx, actor, "plan.add_goal", { type: "goal", id }, { customerId: input.customerId });
    return { id };
  });
}

/** @throws AppError not_found, invalid */
export async function changeGoal(actor: Actor, { id, text, dueOn, ownerId }: StepFacts): Promise<void> {
  allow(actor, "plans.write");
  await transaction(actor, async (tx) => {
    const { customerId } = await findGoal(tx, actor, id);
    await mustWorkHere(tx, ownerId);
    await tx.successGoal.update({
      where: { workspaceId_id: { workspaceId: actor.workspaceId, id } },
      data: { text, dueOn: dueDate(dueOn), ownerId },
    });
    await recordEvent(tx, actor, "plan.change_goal", { type: "goal", id }, { customerId });
  });
}

/** Reached, or not after all; its milestones stay as they are. @throws AppError not_found */
export async function reachGoal(actor: Actor, id: string, done: boolean): Promise<void> {
  allow(actor, "plans.write");
  await transaction(actor, async (tx) => {
    const before = await findGoal(tx, actor, id);
    if ((before.reachedAt !== null) === done) return;
    await tx.successGoal.update({
      where: { workspaceId_id: { workspaceId: actor.workspaceId, id } },
      data: { reachedAt: done ? new Date() : null },
    });
    const action = done ? "plan.reach_goal" : "plan.unreach_goal";
    await recordEvent(tx, actor, action, { type: "goal", id }, { customerId: before.customerId });
  });
}

/** @throws AppError not_found */
export async function archiveGoal(actor: Actor, id: string): Promise<void> {
  allow(actor, "plans.write");
  await setGoalArchived(actor, id, new Date());
}

/** @throws AppError not_found */
export async function restoreGoal(actor: Actor, id: string): Promise<void> {
  allow(actor, "plans.write");
  await setGoalArchived(actor, id, null);
}

async function setGoalArchived(actor: Actor, id: string, archivedAt: Date | null): Promise<void> {
  await transaction(actor, async (tx) => {
    const { customerId } = await findGoal(tx, actor, id);
    await tx.successGoal.update({
      where: { workspaceId_id: { workspaceId: actor.workspaceId, id } },
      data: { archivedAt },
    });
    const action = archivedAt ? "plan.archive_goal" : "plan.restore_goal";
    await recordEvent(tx, actor, action, { type: "goal", id }, { customerId });
  });
}

/** One place up (−1) or down (1); at an end it stays. @throws AppError not_found */
export async function moveGoal(actor: Actor, id: string, by: -1 | 1): Promise<void> {
  allow(actor, "plans.write");
  await transaction(actor, async (tx) => {
    const { customerId } = await findGoal(tx, actor, id);
    const goals = await tx.successGoal.findMany({
      where: { customerId, archivedAt: null },
      orderBy: [{ position: "asc" }, { id: "asc" }],
      select: { id: true },
    });
    for (const [position, goal] of moved(goals, id, by).entries())
      await tx.successGoal.update({
        where: { workspaceId_id: { workspaceId: actor.workspaceId, id: goal.id } },
        data: { position },
      });
    await recordEvent(tx, actor, "plan.move_goal", { type: "goal", id }, { customerId });
  });
}

function moved<T extends { id: string }>(list: readonly T[], id: string, by: -1 | 1): T[] {
  const result = [...list];
  const from = result.findIndex((one) => one.id === id);
  const to = from + by;
  const [taken] = from < 0 || to < 0 || to >= result.length ? [] : result.splice(from, 1);
  if (taken) result.splice(to, 0, taken);
  return result;
}

/** A step towards a goal, at its end; the same id twice makes one. @throws AppError not_found, invalid */
export async function addMilestone(actor: Actor, input: NewMilestone): Promise<{ id: string }> {
  allow(actor, "plans.write");
  const id = input.id ?? newId();
  return transaction(actor, async (tx) => {
    const { customerId } = await findGoal(tx, actor, input.goalId);
    await mustWorkHere(tx, input.ownerId);
    const position = await tx.successMilestone.count({ where: { goalId: input.goalId } });
    if (position >= MOST_STEPS) throw invalid(`A goal has at most ${MOST_STEPS} milestones.`);
    const { count } = await tx.successMilestone.createMany({
      data: [
        {
          workspaceId: actor.workspaceId,
          id,
          goalId: input.goalId,
          text: input.text,
          dueOn: dueDate(input.dueOn),
          ownerId: input.ownerId,
          position,
        },
      ],
      skipDuplicates: true,
    });
    if (count > 0) await recordEvent(tx, actor, "plan.add_milestone", { type: "milestone", id }, { customerId });
    return { id };
  });
}

/** @throws AppError not_found, invalid */
export async function changeMilestone(actor: Actor, { id, text, dueOn, ownerId }: StepFacts): Promise<void> {
  allow(actor, "plans.write");
  await transaction(actor, async (tx) => {
    await mustWorkHere(tx, ownerId);
    await updateMilestone(tx, actor, id, "plan.change_milestone", { text, dueOn: dueDate(dueOn), ownerId });
  });
}

/** @throws AppError not_found */
export async function completeMilestone(actor: Actor, id: string, done: boolean): Promise<void> {
  allow(actor, "plans.write");
  await transaction(actor, (tx) =>
    updateMilestone(tx, actor, id, done ? "plan.complete" : "plan.uncomplete", { doneAt: done ? new Date() : null }),
  );
}

/** @throws AppError not_found */
export async function archiveMilestone(actor: Actor, id: string): Promise<void> {
  allow(actor, "plans.write");
  await transaction(actor, (tx) =>
    updateMilestone(tx, actor, id, "plan.archive_milestone", { archivedAt: new Date() }),
  );
}

/** @throws AppError not_found */
export async function restoreMilestone(actor: Actor, id: string): Promise<void> {
  allow(actor, "plans.write");
  await transaction(actor, (tx) => updateMilestone(tx, actor, id, "plan.restore_milestone", { archivedAt: null }));
}

async function updateMilestone(
  tx: Tx,
  actor: Actor,
  id: string,
  action: string,
  data: {
    text?: string;
    dueOn?: Date | null;
    ownerId?: string | null;
    doneAt?: Date | null;
    archivedAt?: Date | null;
  },
): Promise<void> {
  const { customerId } = await findMilestone(tx, actor, id);
  await tx.successMilestone.update({ where: { workspaceId_id: { workspaceId: actor.workspaceId, id } }, data });
  await recordEvent(tx, actor, action, { type: "milestone", id }, { customerId });
}

/** One place up (−1) or down (1) within its goal; at an end it stays. @throws AppError not_found */
export async function moveMilestone(actor: Actor, id: string, by: -1 | 1): Promise<void> {
  allow(actor, "plans.write");
  await transaction(actor, async (tx) => {
    const { goalId, customerId } = await findMilestone(tx, actor, id);
    const all = await tx.successMilestone.findMany({
      where: { goalId, archivedAt: null },
      orderBy: [{ position: "asc" }, { id: "asc" }],
      select: { id: true },
    });
    for (const [position, one] of moved(all, id, by).entries())
      await tx.successMilestone.update({
        where: { workspaceId_id: { workspaceId: actor.workspaceId, id: one.id } },
        data: { position },
      });
    await recordEvent(tx, actor, "plan.move_milestone", { type: "milestone", id }, { customerId });
  });
}
