import "server-only";
import type { Actor } from "../auth/actor";
import { allow } from "../auth/permissions";
import { inWorkspace } from "../db";
import type { Role } from "../generated/prisma/enums";

export type KeyRow = {
  id: string;
  name: string;
  /** The first characters, to tell keys apart. */
  prefix: string;
  role: Role;
  createdAt: Date;
  lastUsedAt: Date | null;
};

/** The keys that work, the newest first. */
export async function listKeys(actor: Actor): Promise<KeyRow[]> {
  allow(actor, "keys.manage");
  return inWorkspace(actor).apiKey.findMany({
    where: { workspaceId: actor.workspaceId, withdrawnAt: null },
    select: { id: true, name: true, prefix: true, role: true, createdAt: true, lastUsedAt: true },
    orderBy: { createdAt: "desc" },
  });
}
