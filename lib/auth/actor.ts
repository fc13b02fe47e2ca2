import type { Role } from "../generated/prisma/enums";

export type ActorRole = Role | "system" | "respondent" | "guest" | "nobody";

/** Which customers a seller may see; those who are nobody's are seen by all. */
export type Reach =
  | { readonly kind: "own" }
  /** The customers of these users: the seller's team and the teams below it. */
  | { readonly kind: "team"; readonly userIds: readonly string[] };

declare const minted: unique symbol;

/**
 * Proof of who asks, for one workspace. Only lib/auth makes one, so nothing can be read or written without having
 * passed a door.
 */
export type Actor = {
  /** Null for the system and for respondents. */
  readonly userId: string | null;
  readonly workspaceId: string;
  readonly role: ActorRole;
  /** Missing: all customers of the workspace. */
  readonly reach?: Reach;
  /** Of a guest: the share whose link was opened. Nothing else may be looked at. */
  readonly shareId?: string;
  /** session, api, respondent, share, or "system: <reason>"; goes into the audit trail. */
  readonly via: string;
  readonly [minted]: true;
};

/** For lib/auth only (tests/architecture.test.ts). */
export function mintActor(fields: Omit<Actor, typeof minted>): Actor {
  return fields as Actor;
}

/** The actor of jobs, seeds and scripts. @param reason what for; it is written into the audit trail */
export function systemActor(workspaceId: string, reason: string): Actor {
  return mintActor({ userId: null, workspaceId, role: "system", via: `system: ${reason}` });
}

/**
 * A signed-in person as the founding admin of a workspace that is just being made.
 * @throws Error for actors that are no person
 */
export function mintMember(actor: Actor, workspaceId: string): Actor & { userId: string } {
  if (!actor.userId) throw new Error("Only a person can found a workspace.");
  return { ...mintActor({ userId: actor.userId, workspaceId, role: "admin", via: actor.via }), userId: actor.userId };
}
