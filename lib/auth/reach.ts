import "server-only";
import { inWorkspace, Prisma, rows } from "../db";
import type { Role, RowScope } from "../generated/prisma/enums";
import type { Reach } from "./actor";

type Member = { userId: string; workspaceId: string; role: Role; teamId: string | null };

/**
 * Which customers a member may see, as their workspace says; undefined: all. Sellers only: who manages or administers
 * sees everybody. Who leads a team sees its customers and those of the teams below it, even where sellers see only
 * their own. Asks the database unless all is seen.
 */
export async function reachOf(
  member: Member,
  workspace: { hunterSees: RowScope; farmerSees: RowScope },
): Promise<Reach | undefined> {
  if (member.role !== "hunter" && member.role !== "farmer") return undefined;
  const scope = member.role === "hunter" ? workspace.hunterSees : workspace.farmerSees;
  if (scope === "all") return undefined;
  const userIds = await colleaguesOf(member, scope === "team" ? member.teamId : null);
  return userIds.length > 0 ? { kind: "team", userIds } : { kind: "own" };
}

/**
 * Everybody in the teams that a member leads, in their own team when it is given, and in all teams below these. Members
 * who left are among them: what was theirs is still the team's.
 */
async function colleaguesOf(member: Member, teamId: string | null): Promise<string[]> {
  const found = await rows<{ id: string }>(
    inWorkspace(member),
    member,
    (w) => Prisma.sql`
      with recursive mine as (
        select t.id from teams t
        where t.workspace_id = ${w} and t.archived_at is null
          and (t.lead_id = ${member.userId}::uuid or t.id = ${teamId}::uuid)
        union
        select t.id from mine join teams t on t.workspace_id = ${w} and t.parent_id = mine.id and t.archived_at is null
      )
      select m.user_id as id from mine join memberships m on m.workspace_id = ${w} and m.team_id = mine.id`,
  );
  return found.map(({ id }) => id);
}
