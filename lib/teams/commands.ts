import "server-only";
import { recordEvent } from "../audit/record";
import type { Actor } from "../auth/actor";
import { allow } from "../auth/permissions";
import { Prisma, rows, type Tx, transaction } from "../db";
import { AppError, conflict, invalid, notFound } from "../errors";
import { newId } from "../id";
import { accessOf, mustLead, mustLeadTeam, mustSee } from "./access-sql";
import type { MemberPlace, NewGoal, NewTeam, TeamChange } from "./schema";
import { closesCircle } from "./tree";

const check = "Please check the marked fields.";

/** One change of the tree at a time: two moves at once could close a circle that neither sees. */
async function lockTree(tx: Tx, actor: Actor): Promise<void> {
  await rows(tx, actor, (w) => Prisma.sql`select id from workspaces where id = ${w} for no key update`);
}

async function requireMember(tx: Tx, userId: string | null, field: string): Promise<void> {
  if (!userId) return;
  const member = await tx.membership.findFirst({ where: { userId, endedAt: null }, select: { id: true } });
  if (!member) throw invalid(check, { [field]: "Choose somebody who works here." });
}

async function requireName(tx: Tx, name: string, id?: string): Promise<void> {
  const other = await tx.team.findFirst({
    where: { name, ...(id ? { id: { not: id } } : {}) },
    select: { archivedAt: true },
  });
  if (!other) return;
  throw conflict(check, { name: other.archivedAt ? "An archived team has this name." : "This name is taken." });
}

async function requireParent(tx: Tx, actor: Actor, id: string | null, parentId: string | null): Promise<void> {
  if (!parentId) return;
  const { teams } = await accessOf(tx, actor);
  const parent = teams.find((team) => team.id === parentId);
  if (!parent || parent.archivedAt) throw invalid(check, { parentId: "This team is not there." });
  if (id && closesCircle(teams, id, parentId)) {
    throw invalid(check, { parentId: "A team cannot stand below itself." });
  }
}

/** @throws AppError conflict (the name), invalid (the parent, the lead) */
export async function createTeam(actor: Actor, input: NewTeam): Promise<{ id: string }> {
  allow(actor, "team.lead");
  const id = newId();
  await transaction(actor, async (tx) => {
    await lockTree(tx, actor);
    await requireName(tx, input.name);
    await requireParent(tx, actor, null, input.parentId);
    await requireMember(tx, input.leadId, "leadId");
    await tx.team.create({ data: { workspaceId: actor.workspaceId, id, ...input } });
    await recordEvent(tx, actor, "team.create", { type: "team", id }, { name: input.name });
  });
  return { id };
}

/** Renames a team, moves it, gives it a lead. @throws AppError not_found, conflict, invalid (a circle) */
export async function updateTeam(actor: Actor, { id, ...input }: TeamChange): Promise<void> {
  allow(actor, "team.lead");
  await transaction(actor, async (tx) => {
    await lockTree(tx, actor);
    if (!(await tx.team.findFirst({ where: { id, archivedAt: null }, select: { id: true } })))
      throw notFound("This team");
    await requireName(tx, input.name, id);
    await requireParent(tx, actor, id, input.parentId);
    await requireMember(tx, input.leadId, "leadId");
    await tx.team.updateMany({ where: { id }, data: input });
    await recordEvent(tx, actor, "team.update", { type: "team", id }, { ...input });
  });
}

/** Takes a team away; its members stay and are in no team. @throws AppError conflict while teams hang below it */
export async function archiveTeam(actor: Actor, id: string, now: Date): Promise<{ memberIds: string[] }> {
  allow(actor, "team.lead");
  return transaction(actor, async (tx) => {
    await lockTree(tx, actor);
    if ((await tx.team.count({ where: { parentId: id, archivedAt: null } })) > 0) {
      throw conflict("Other teams stand below this one. Move them first.");
    }
    const members = await tx.membership.findMany({ where: { teamId: id, endedAt: null }, select: { userId: true } });
    const changed = await tx.team.updateMany({ where: { id, archivedAt: null }, data: { archivedAt: now } });
    if (changed.count === 0) throw notFound("This team");
    await tx.membership.updateMany({ where: { teamId: id }, data: { teamId: null } });
    await recordEvent(tx, actor, "team.archive", { type: "team", id });
    return { memberIds: members.map(({ userId }) => userId) };
  });
}

/** Puts a team back, and those of its members who are in no other. */
export async function restoreTeam(actor: Actor, id: string, memberIds: readonly string[] = []): Promise<void> {
  allow(actor, "team.lead");
  await transaction(actor, async (tx) => {
    await lockTree(tx, actor);
    const team = await tx.team.findFirst({ where: { id, archivedAt: { not: null } }, select: { parentId: true } });
    if (!team) throw notFound("This team");
    const parent = team.parentId
      ? await tx.team.findFirst({ where: { id: team.parentId, archivedAt: null }, select: { id: true } })
      : null;
    await tx.team.updateMany({ where: { id }, data: { archivedAt: null, parentId: parent?.id ?? null } });
    await tx.membership.updateMany({
      where: { userId: { in: [...memberIds] }, teamId: null, endedAt: null },
      data: { teamId: id },
    });
    await recordEvent(tx, actor, "team.restore", { type: "team", id });
  });
}

/**
 * Puts a member into a team (or none), and says how they sell.
 * @returns what stood there before
 * @throws AppError not_found, invalid (the team)
 */
export async function placeMember(actor: Actor, { userId, teamId, style }: MemberPlace): Promise<MemberPlace> {
  allow(actor, "team.lead");
  return transaction(actor, async (tx) => {
    const before = await tx.membership.findFirst({
      where: { userId, endedAt: null },
      select: { id: true, teamId: true, style: true },
    });
    if (!before) throw notFound("This person");
    if (teamId && !(await tx.team.findFirst({ where: { id: teamId, archivedAt: null }, select: { id: true } }))) {
      throw invalid(check, { teamId: "This team is not there." });
    }
    const data = { ...(teamId === undefined ? {} : { teamId }), ...(style === undefined ? {} : { style }) };
    await tx.membership.updateMany({ where: { id: before.id }, data });
    await recordEvent(tx, actor, "member.place", { type: "membership", id: before.id }, data);
    return {
      userId,
      ...(teamId === undefined ? {} : { teamId: before.teamId }),
      ...(style === undefined ? {} : { style: before.style }),
    };
  });
}

/** Where the team is to go and what comes first. @throws AppError not_found, forbidden */
export async function setDirection(actor: Actor, id: string, direction: string): Promise<void> {
  allow(actor, "members.read");
  await transaction(actor, async (tx) => {
    await mustLeadTeam(tx, actor, id);
    await tx.team.updateMany({ where: { id }, data: { direction } });
    await recordEvent(tx, actor, "team.direction", { type: "team", id });
  });
}

/** Notes down a talk with a seller. The audit trail says that, not what. @throws AppError not_found, forbidden */
export async function addCoachingNote(
  actor: Actor,
  { userId, text }: { userId: string; text: string },
): Promise<{ id: string }> {
  allow(actor, "members.read");
  const byId = actor.userId;
  if (!byId) throw new AppError("forbidden", "Only a person coaches.");
  const id = newId();
  await transaction(actor, async (tx) => {
    await mustLead(tx, actor, userId);
    await tx.coachingNote.create({ data: { workspaceId: actor.workspaceId, id, userId, byId, text } });
    await recordEvent(tx, actor, "coaching.create", { type: "coaching", id }, { userId });
  });
  return { id };
}

async function setNoteArchived(actor: Actor, id: string, archivedAt: Date | null): Promise<void> {
  await transaction(actor, async (tx) => {
    // Only who wrote it; for everybody else it is not there.
    const changed = await tx.coachingNote.updateMany({
      where: { id, byId: actor.userId ?? newId() },
      data: { archivedAt },
    });
    if (changed.count === 0) throw notFound("This note");
    await recordEvent(tx, actor, archivedAt ? "coaching.archive" : "coaching.restore", { type: "coaching", id });
  });
}

/** @throws AppError not_found: also for a note of somebody else */
export async function archiveCoachingNote(actor: Actor, id: string, now: Date): Promise<void> {
  allow(actor, "members.read");
  await setNoteArchived(actor, id, now);
}

export async function restoreCoachingNote(actor: Actor, id: string): Promise<void> {
  allow(actor, "members.read");
  await setNoteArchived(actor, id, null);
}

/** A goal for a seller or a team, by who leads them; a seller may set their own. @throws AppError not_found, forbidden */
export async function addGoal(actor: Actor, { userId, teamId, text, dueOn }: NewGoal): Promise<{ id: string }> {
  allow(actor, "members.read");
  const id = newId();
  await transaction(actor, async (tx) => {
    if (teamId) await mustLeadTeam(tx, actor, teamId);
    else if (userId && userId === actor.userId) await mustSee(tx, actor, userId);
    else if (userId) await mustLead(tx, actor, userId);
    await tx.teamGoal.create({
      data: {
        workspaceId: actor.workspaceId,
        id,
        userId,
        teamId,
        text,
        dueOn: dueOn ? new Date(`${dueOn}T00:00:00Z`) : null,
        createdById: actor.userId,
      },
    });
    await recordEvent(tx, actor, "goal.create", { type: "goal", id }, userId ? { userId } : { teamId });
  });
  return { id };
}

/** Whose goal it is decides who may touch it. */
async function mustHold(tx: Tx, actor: Actor, id: string): Promise<{ progress: number }> {
  const goal = await tx.teamGoal.findFirst({ where: { id } });
  if (!goal) throw notFound("This goal");
  if (goal.teamId) await mustLeadTeam(tx, actor, goal.teamId);
  else if (goal.userId && goal.userId !== actor.userId) await mustLead(tx, actor, goal.userId);
  return { progress: goal.progress };
}

/** How far a goal is, 0 to 100; at 100 it is reached. @returns how far it was @throws AppError not_found, forbidden */
export async function setGoalProgress(
  actor: Actor,
  id: string,
  progress: number,
  now: Date,
): Promise<{ before: number }> {
  allow(actor, "members.read");
  return transaction(actor, async (tx) => {
    const before = await mustHold(tx, actor, id);
    await tx.teamGoal.updateMany({ where: { id }, data: { progress, reachedAt: progress === 100 ? now : null } });
    await recordEvent(tx, actor, "goal.progress", { type: "goal", id }, { progress });
    return { before: before.progress };
  });
}

async function setGoalArchived(actor: Actor, id: string, archivedAt: Date | null): Promise<void> {
  await transaction(actor, async (tx) => {
    await mustHold(tx, actor, id);
    await tx.teamGoal.updateMany({ where: { id }, data: { archivedAt } });
    await recordEvent(tx, actor, archivedAt ? "goal.archive" : "goal.restore", { type: "goal", id });
  });
}

export async function archiveGoal(actor: Actor, id: string, now: Date): Promise<void> {
  allow(actor, "members.read");
  await setGoalArchived(actor, id, now);
}

export async function restoreGoal(actor: Actor, id: string): Promise<void> {
  allow(actor, "members.read");
  await setGoalArchived(actor, id, null);
}
