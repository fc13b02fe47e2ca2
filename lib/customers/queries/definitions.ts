import "server-only";
import type { Actor } from "../../auth/actor";
import { allow } from "../../auth/permissions";
import { inWorkspace } from "../../db";
import type { Role } from "../../generated/prisma/enums";
import type { AttributeDefinition } from "../attributes";

/** The workspace's own customer attributes, in order. */
export async function listAttributeDefinitions(actor: Actor): Promise<AttributeDefinition[]> {
  allow(actor, "customers.read");
  return inWorkspace(actor).attributeDefinition.findMany({
    where: { archivedAt: null },
    select: { id: true, key: true, label: true, kind: true, options: true, unit: true },
    orderBy: [{ position: "asc" }, { createdAt: "asc" }],
  });
}

export type Owner = { id: string; name: string; role: Role };

/** Who can own a customer: everybody who works here now. */
export async function listOwners(actor: Actor): Promise<Owner[]> {
  allow(actor, "members.read");
  const members = await inWorkspace(actor).membership.findMany({
    where: { endedAt: null },
    select: { role: true, user: { select: { id: true, name: true } } },
  });
  return members
    .map(({ role, user }) => ({ id: user.id, name: user.name, role }))
    .sort((a, b) => a.name.localeCompare(b.name));
}
