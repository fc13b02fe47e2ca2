import "server-only";
import type { Actor } from "../auth/actor";
import { may } from "../auth/permissions";
import { type Db, Prisma, rows, type Tx } from "../db";
import { AppError, notFound } from "../errors";
import { subtreeOf } from "./tree";

export type TeamRow = {
  id: string;
  name: string;
  parentId: string | null;
  leadId: string | null;
  leadName: string | null;
  direction: string;
  members: number;
  archivedAt: Date | null;
};

export type Access = {
  /** All of them, archived ones too. */
  teams: TeamRow[];
  /** Those whose figures the actor may see. */
  seen: ReadonlySet<string>;
  /** Those whose direction, goals and coaching the actor writes. */
  led: ReadonlySet<string>;
  seesAll: boolean;
  leadsAll: boolean;
};

/** Which teams an actor sees and leads: by their role all of them, otherwise those they lead and what is below. */
export async function accessOf(db: Db | Tx, actor: Actor): Promise<Access> {
  const teams = await rows<TeamRow>(
    db,
    actor,
    (w) => Prisma.sql`
      select t.id, t.name, t.parent_id as "parentId", t.lead_id as "leadId", u.name as "leadName", t.direction,
        (select count(*)::int from memberships m
         where m.workspace_id = ${w} and m.team_id = t.id and m.ended_at is null) as members,
        t.archived_at as "archivedAt"
      from teams t left join users u on u.id = t.lead_id
      where t.workspace_id = ${w} order by t.name, t.id`,
  );
  const present = teams.filter(({ archivedAt }) => archivedAt === null);
  const own = new Set(
    subtreeOf(present, actor.userId ? present.filter(({ leadId }) => leadId === actor.userId).map(({ id }) => id) : []),
  );
  const all = new Set(present.map(({ id }) => id));
  const seesAll = may(actor, "team.read");
  const leadsAll = may(actor, "team.lead");
  return { teams, seen: seesAll ? all : own, led: leadsAll ? all : own, seesAll, leadsAll };
}

/** The team a present member is in, and whether there is such a member. */
async function placeOf(db: Db | Tx, userId: string): Promise<{ teamId: string | null } | null> {
  return db.membership.findFirst({ where: { userId, endedAt: null }, select: { teamId: true } });
}

/**
 * May this actor see the figures of a member: their own, those of teams they see, all with team.read.
 * @throws AppError not_found: also for somebody whom they may not see
 */
export async function mustSee(db: Db | Tx, actor: Actor, userId: string): Promise<Access> {
  const access = await accessOf(db, actor);
  const place = await placeOf(db, userId);
  const isSeen = access.seesAll || userId === actor.userId || (place?.teamId && access.seen.has(place.teamId));
  if (!place || !isSeen) throw notFound("This person");
  return access;
}

/**
 * May this actor coach a member: as their leader, never oneself.
 * @throws AppError not_found, forbidden
 */
export async function mustLead(db: Db | Tx, actor: Actor, userId: string): Promise<void> {
  const access = await accessOf(db, actor);
  const place = await placeOf(db, userId);
  if (!place) throw notFound("This person");
  if (userId === actor.userId) throw new AppError("forbidden", "Somebody else coaches you.");
  if (!access.leadsAll && !(place.teamId && access.led.has(place.teamId))) {
    throw new AppError("forbidden", "Only who leads this person may do this.");
  }
}

/** @throws AppError not_found, forbidden */
export async function mustLeadTeam(db: Db | Tx, actor: Actor, teamId: string): Promise<Access> {
  const access = await accessOf(db, actor);
  if (!access.teams.some(({ id }) => id === teamId)) throw notFound("This team");
  if (!access.leadsAll && !access.led.has(teamId))
    throw new AppError("forbidden", "Only who leads this team may do this.");
  return access;
}
