import type { Actor } from "../auth/actor";
import { may } from "../auth/permissions";

export type Scope = {
  segmentId?: string;
  /** A user's id, or "none". */
  ownerId?: string;
};

/**
 * What an actor may ask for: the figures of one seller are theirs, and of who may read teams. Anybody else who asks for
 * another's gets their own.
 */
export function scopeFor(actor: Actor, scope: Scope): Scope {
  const { ownerId } = scope;
  if (!ownerId || ownerId === "none" || may(actor, "team.read")) return scope;
  return { ...scope, ownerId: actor.userId ?? "none" };
}
