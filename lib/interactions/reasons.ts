import type { InteractionKind, InteractionOutcome, InteractionReason, Role } from "../generated/prisma/enums";

/** What hunters struggle with: finding leads, trust, time, showing the product, contracts. */
const HUNTING: readonly InteractionReason[] = [
  "lead_generation",
  "building_trust",
  "time",
  "demonstration",
  "contract",
  "other",
];

/** What farmers struggle with: engagement, needs, expectations, price, keeping the customer. */
const FARMING: readonly InteractionReason[] = ["engagement", "needs", "expectations", "price", "churn", "other"];

/** The reasons offered to a role; managers, who do both, are asked as farmers are. */
export function reasonsFor(role: Role | string): readonly InteractionReason[] {
  return role === "hunter" ? HUNTING : FARMING;
}

/** Kinds in the order they are offered; the first four are one press away. */
export const OFFERED_KINDS: readonly InteractionKind[] = [
  "call",
  "visit",
  "email",
  "chat",
  "meeting",
  "demo",
  "service",
  "note",
];

/** How it can go: nobody misses a note, and only a call or chat finds nobody there. */
export function outcomesFor(kind: InteractionKind): readonly InteractionOutcome[] {
  if (kind === "note") return ["done"];
  if (kind === "call" || kind === "chat" || kind === "email" || kind === "visit")
    return ["reached", "no_answer", "message"];
  return ["done", "no_answer"];
}
