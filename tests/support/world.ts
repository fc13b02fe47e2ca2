import { type Actor, type ActorRole, mintActor, systemActor } from "../../lib/auth/actor";
import { installationDb } from "../../lib/db";
import type { Role } from "../../lib/generated/prisma/enums";
import { newId } from "../../lib/id";

export type TestWorkspace = {
  workspaceId: string;
  /** A CX manager with a real user and membership. */
  actor: Actor;
  /** The system, which may do everything. */
  system: Actor;
  /** A new member with that role; "nobody" and "respondent" have no user. */
  as: (role: ActorRole) => Promise<Actor>;
};

/** A new empty workspace, real users and members in it. */
export async function testWorkspace(
  fields: { name?: string; timeZone?: string; smallGroup?: number; currency?: string } = {},
): Promise<TestWorkspace> {
  const workspaceId = newId();
  const db = installationDb();
  await db.workspace.create({ data: { id: workspaceId, name: "Test", ...fields } });
  const as = async (role: ActorRole): Promise<Actor> => {
    if (role === "system") return systemActor(workspaceId, "test");
    if (role === "nobody" || role === "respondent" || role === "guest")
      return mintActor({ userId: null, workspaceId, role, via: "test" });
    const userId = newId();
    await db.user.create({ data: { id: userId, email: `${userId}@example.com`, name: `Test ${role}` } });
    await db.membership.create({ data: { workspaceId, id: newId(), userId, role: role satisfies Role } });
    return mintActor({ userId, workspaceId, role, via: "session" });
  };
  return { workspaceId, as, actor: await as("cx_manager"), system: systemActor(workspaceId, "test") };
}
