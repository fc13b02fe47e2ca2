import type { Role } from "../generated/prisma/enums";

/** Somebody who may see a customer although it is not theirs. */
export type Share = {
  userId: string;
  name: string;
  role: Role | null;
  /** Who shared it; null for a hand-over or somebody who is gone. */
  byName: string | null;
  at: Date;
  /** Whether the one who looks may take it away. */
  mayEnd: boolean;
};

export type Colleague = {
  userId: string;
  name: string;
  role: Role;
  /** Sees the customer without a share: the owner, the team, all where all is seen, who manages. */
  sees: boolean;
};

/** Who sees a customer, as the dialog shows it. */
export type Shares = {
  owner: { id: string; name: string } | null;
  shares: Share[];
  /** Present members without a share and other than the one who looks, by name. */
  colleagues: Colleague[];
};

/** Who may take a share away: whom it was given, who gave it, the owner, and who assigns customers. */
export function mayEndShare(
  who: { userId: string | null; mayAssign: boolean },
  share: { userId: string; byId: string | null; ownerId: string | null },
): boolean {
  return who.mayAssign || (who.userId !== null && [share.userId, share.byId, share.ownerId].includes(who.userId));
}
