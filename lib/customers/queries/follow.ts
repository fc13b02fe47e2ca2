import "server-only";
import type { Actor } from "../../auth/actor";
import { allow } from "../../auth/permissions";
import { inWorkspace } from "../../db";
import { isId } from "../../id";

/** Does the actor follow this customer? */
export async function isFollowing(actor: Actor, customerId: string): Promise<boolean> {
  allow(actor, "customers.read");
  if (!actor.userId || !isId(customerId)) return false;
  const found = await inWorkspace(actor).customerFollow.findFirst({
    where: { customerId, userId: actor.userId },
    select: { at: true },
  });
  return found !== null;
}
