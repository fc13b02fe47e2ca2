import "server-only";
import type { Actor } from "../../auth/actor";
import { allow, may } from "../../auth/permissions";
import { inWorkspace, Prisma, rows } from "../../db";
import type { Role, SellerStyle } from "../../generated/prisma/enums";
import { accessOf, mustSee, type TeamRow } from "../access-sql";

export type TeamView = {
  /** Those the actor sees; archived ones only for who leads all. */
  teams: TeamRow[];
  led: string[];
  seesAll: boolean;
  leadsAll: boolean;
};

/** The teams an actor sees, and which of them they lead; none for a seller who leads nobody. */
export async function listTeams(actor: Actor): Promise<TeamView> {
  allow(actor, "members.read");
  const { teams, seen, led, seesAll, leadsAll } = await accessOf(inWorkspace(actor), actor);
  return {
    teams: teams.filter((team) => seen.has(team.id) || (leadsAll && team.archivedAt !== null)),
    led: [...led],
    seesAll,
    leadsAll,
  };
}

export type Placed = {
  userId: string;
  name: string;
  role: Role;
  style: SellerStyle | null;
  teamId: string | null;
};

/** Present members with their team and style, for who arranges teams. */
export async function listPlaces(actor: Actor): Promise<Placed[]> {
  allow(actor, "team.lead");
  return rows<Placed>(
    inWorkspace(actor),
    actor,
    (w) => Prisma.sql`
      select m.user_id as "userId", u.name, m.role::text as role, m.style::text as style, m.team_id as "teamId"
      from memberships m join users u on u.id = m.user_id
      where m.workspace_id = ${w} and m.ended_at is null order by u.name, m.user_id limit 1000`,
  );
}

export type Goal = {
  id: string;
  text: string;
  dueOn: Date | null;
  progress: number;
  reachedAt: Date | null;
  byName: string | null;
};

const goalsWhere = (actor: Actor, where: Prisma.Sql) =>
  rows<Goal>(
    inWorkspace(actor),
    actor,
    (w) => Prisma.sql`
      select g.id, g.text, g.due_on as "dueOn", g.progress, g.reached_at as "reachedAt", u.name as "byName"
      from team_goals g left join users u on u.id = g.created_by_id
      where g.workspace_id = ${w} and g.archived_at is null and ${where}
      order by g.reached_at is not null, g.due_on nulls last, g.created_at limit 100`,
  );

/** A team's goals, open ones first; none for who neither sees the team nor is in it. */
export async function listTeamGoals(actor: Actor, teamId: string): Promise<Goal[]> {
  allow(actor, "members.read");
  const { seen } = await accessOf(inWorkspace(actor), actor);
  const isMember = await inWorkspace(actor).membership.count({
    where: { userId: actor.userId ?? undefined, teamId, endedAt: null },
  });
  if (!seen.has(teamId) && (!actor.userId || isMember === 0)) return [];
  return goalsWhere(actor, Prisma.sql`g.team_id = ${teamId}::uuid`);
}

/** A seller's goals: for the seller and those who see their figures. @throws AppError not_found */
export async function listSellerGoals(actor: Actor, userId: string): Promise<Goal[]> {
  allow(actor, "members.read");
  await mustSee(inWorkspace(actor), actor, userId);
  return goalsWhere(actor, Prisma.sql`g.user_id = ${userId}::uuid`);
}

export type Note = { id: string; text: string; at: Date; byId: string; byName: string; mayRemove: boolean };

/**
 * Coaching notes on a seller, the newest first: those the reader wrote; all of them for the seller and for admins; for
 * everybody else there are none.
 */
export async function listCoachingNotes(actor: Actor, userId: string): Promise<Note[]> {
  allow(actor, "members.read");
  const all = actor.userId === userId || actor.role === "admin";
  return rows<Note>(
    inWorkspace(actor),
    actor,
    (w) => Prisma.sql`
      select n.id, n.text, n.created_at as at, n.by_id as "byId", u.name as "byName",
             coalesce(n.by_id = ${actor.userId}::uuid, false) as "mayRemove"
      from coaching_notes n join users u on u.id = n.by_id
      where n.workspace_id = ${w} and n.user_id = ${userId}::uuid and n.archived_at is null
        and (${all} or n.by_id = ${actor.userId}::uuid)
      order by n.created_at desc, n.id desc limit 100`,
  );
}

export type SellerPlace = {
  userId: string;
  name: string;
  role: Role;
  style: SellerStyle | null;
  team: { id: string; name: string; direction: string; leadName: string | null } | null;
  /** Whether the reader coaches them. */
  isLed: boolean;
  isSelf: boolean;
};

/** Who a seller is, and whose team they are in. @throws AppError not_found */
export async function getSeller(actor: Actor, userId: string): Promise<SellerPlace> {
  allow(actor, "members.read");
  const db = inWorkspace(actor);
  const access = await mustSee(db, actor, userId);
  const member = await db.membership.findFirstOrThrow({
    where: { userId, endedAt: null },
    select: { role: true, style: true, teamId: true, user: { select: { name: true } } },
  });
  const team = access.teams.find(({ id, archivedAt }) => id === member.teamId && archivedAt === null);
  const isSelf = actor.userId === userId;
  return {
    userId,
    name: member.user.name,
    role: member.role,
    style: member.style,
    team: team ? { id: team.id, name: team.name, direction: team.direction, leadName: team.leadName } : null,
    isLed: !isSelf && (may(actor, "team.lead") || (member.teamId !== null && access.led.has(member.teamId))),
    isSelf,
  };
}
