import "server-only";
import type { Actor } from "../auth/actor";
import { allow } from "../auth/permissions";
import { inWorkspace } from "../db";
import type { Role } from "../generated/prisma/enums";

export type Member = { membershipId: string; userId: string; name: string; email: string; role: Role; since: Date };

/** Present members by name; at most 1,000. */
export async function listMembers(actor: Actor): Promise<Member[]> {
  allow(actor, "members.read");
  const found = await inWorkspace(actor).membership.findMany({
    where: { endedAt: null },
    include: { user: { select: { name: true, email: true } } },
    orderBy: { user: { name: "asc" } },
    take: 1000,
  });
  return found.map(({ id, userId, role, createdAt, user }) => ({
    membershipId: id,
    userId,
    role,
    since: createdAt,
    ...user,
  }));
}

export type Invitation = { id: string; email: string; role: Role; expiresAt: Date };

/** Invitations that can still be accepted. */
export async function listInvitations(actor: Actor, now: Date): Promise<Invitation[]> {
  allow(actor, "members.invite");
  return inWorkspace(actor).invitation.findMany({
    where: { acceptedAt: null, withdrawnAt: null, expiresAt: { gt: now } },
    select: { id: true, email: true, role: true, expiresAt: true },
    orderBy: { createdAt: "desc" },
    take: 200,
  });
}
