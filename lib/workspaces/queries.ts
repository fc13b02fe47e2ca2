import "server-only";
import type { Actor } from "../auth/actor";
import { allow } from "../auth/permissions";
import { inWorkspace } from "../db";
import { env } from "../env";
import { notFound } from "../errors";
import type { Workspace } from "../generated/prisma/client";

/** The actor's workspace with its settings. */
export async function getWorkspace(actor: Actor): Promise<Workspace> {
  allow(actor, "workspace.read");
  const workspace = await inWorkspace(actor).workspace.findUnique({ where: { id: actor.workspaceId } });
  if (!workspace) throw notFound("This workspace");
  return workspace;
}

/** Whether the database itself keeps the audit trail from being changed: true when the app's role is not its owner. */
export async function auditIsEnforced(actor: Actor): Promise<boolean> {
  allow(actor, "workspace.manage");
  const { DATABASE_URL, DATABASE_OWNER_URL } = env();
  return Boolean(DATABASE_OWNER_URL && DATABASE_OWNER_URL !== DATABASE_URL);
}
