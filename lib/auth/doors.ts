import "server-only";
import { cookies } from "next/headers";
import { redirect } from "next/navigation";
import { cache } from "react";
import { installationDb } from "../db";
import type { Role, Workspace } from "../generated/prisma/client";
import { type Actor, mintActor } from "./actor";
import { reachOf } from "./reach";
import { readSessionToken } from "./session";

/** Which of a person's workspaces they work in; a wish, checked against their memberships on every request. */
export const WORKSPACE_COOKIE = "waymark_workspace";

export type SignedIn = {
  actor: Actor;
  user: { id: string; name: string; email: string };
  role: Role;
  workspace: Workspace;
  workspaces: { id: string; name: string }[];
};

/** The signed-in person, read from the database once per request; null when nobody, disabled, or without a workspace. */
export const currentSession = cache(async (): Promise<SignedIn | null> => {
  const token = await readSessionToken();
  if (!token) return null;
  const user = await installationDb().user.findUnique({
    where: { id: token.userId },
    include: {
      memberships: { where: { endedAt: null }, include: { workspace: true }, orderBy: { createdAt: "asc" } },
    },
  });
  if (!user || user.disabledAt || user.sessionVersion !== token.sessionVersion) return null;
  const wished = (await cookies()).get(WORKSPACE_COOKIE)?.value;
  const membership = user.memberships.find((one) => one.workspaceId === wished) ?? user.memberships[0];
  if (!membership) return null;
  const reach = await reachOf(membership, membership.workspace);
  return {
    actor: mintActor({
      userId: user.id,
      workspaceId: membership.workspaceId,
      role: membership.role,
      via: "session",
      ...(reach ? { reach } : {}),
    }),
    user: { id: user.id, name: user.name, email: user.email },
    role: membership.role,
    workspace: membership.workspace,
    workspaces: user.memberships.map(({ workspace }) => ({ id: workspace.id, name: workspace.name })),
  };
});

/** The door of pages: the session, or the sign-in page. */
export async function requireSession(): Promise<SignedIn> {
  const session = await currentSession();
  if (!session) redirect("/sign-in");
  return session;
}

/** The door of pages that need only the proof. */
export async function requireActor(): Promise<Actor> {
  return (await requireSession()).actor;
}
