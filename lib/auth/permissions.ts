import { AppError } from "../errors";
import type { Actor, ActorRole } from "./actor";

/** Everything that can be asked of a person's rights: "noun.verb". */
export type Permission =
  | `${"workspace" | "members" | "catalogue" | "customers" | "interactions" | "orders" | "deals" | "offers"}.read`
  | `${"surveys" | "responses" | "segments" | "journeys" | "cases" | "improvements" | "insights" | "quotes" | "imports" | "audit"}.read`
  | "workspace.manage"
  | "members.invite"
  | "members.manage"
  | "catalogue.write"
  | "customers.write"
  | "customers.assign"
  | "interactions.write"
  | "orders.write"
  | "deals.write"
  | "offers.write"
  | "surveys.write"
  | "surveys.publish"
  | "responses.submit"
  | "responses.write"
  | "segments.write"
  | "journeys.write"
  | "journeys.share"
  | "journeys.comment"
  | "journeys.look"
  | "quotes.write"
  | "cases.write"
  | "improvements.write"
  | "insights.scan"
  | "insights.dismiss"
  | "imports.write"
  | `${"tasks" | "plans" | "contracts" | "handovers" | "health" | "views" | "team" | "lifecycle"}.read`
  | "tasks.write"
  | "plans.write"
  | "contracts.write"
  | "handovers.write"
  | "health.write"
  | "views.write"
  | "team.lead"
  | "offers.manage"
  | "customers.share"
  | "customers.merge"
  | "customers.bulk"
  | "keys.manage";

const READ_ALL: Permission[] = [
  "workspace.read",
  "members.read",
  "catalogue.read",
  "customers.read",
  "interactions.read",
  "orders.read",
  "deals.read",
  "offers.read",
  "surveys.read",
  "responses.read",
  "segments.read",
  "journeys.read",
  "cases.read",
  "improvements.read",
  "insights.read",
  "quotes.read",
  "journeys.comment",
  "journeys.look",
  "tasks.read",
  "plans.read",
  "contracts.read",
  "handovers.read",
  "health.read",
  "views.read",
  "views.write",
  "lifecycle.read",
];

const SELL: Permission[] = [
  "customers.write",
  "interactions.write",
  "deals.write",
  "offers.write",
  "cases.write",
  "improvements.write",
  "segments.write",
  "quotes.write",
  "tasks.write",
  "plans.write",
  "contracts.write",
  "handovers.write",
  "customers.share",
  "customers.merge",
  "customers.bulk",
];

const MANAGE_EXPERIENCE: Permission[] = [
  ...SELL,
  "customers.assign",
  "orders.write",
  "catalogue.write",
  "surveys.write",
  "surveys.publish",
  "responses.write",
  "journeys.write",
  "journeys.share",
  "insights.scan",
  "insights.dismiss",
  "imports.read",
  "imports.write",
  "health.write",
  "offers.manage",
  "team.read",
  "team.lead",
];

const ADMINISTER: Permission[] = ["workspace.manage", "members.invite", "members.manage", "audit.read", "keys.manage"];

const TABLE: Record<ActorRole, ReadonlySet<Permission>> = {
  admin: new Set([...READ_ALL, ...MANAGE_EXPERIENCE, ...ADMINISTER]),
  cx_manager: new Set([...READ_ALL, ...MANAGE_EXPERIENCE, "members.invite"]),
  farmer: new Set([...READ_ALL, ...SELL]),
  hunter: new Set([...READ_ALL, ...SELL]),
  executive: new Set([...READ_ALL, "team.read"]),
  system: new Set([...READ_ALL, ...MANAGE_EXPERIENCE, ...ADMINISTER, "responses.submit"]),
  respondent: new Set(["responses.submit"]),
  // Who holds a shared map's link: the one map of that link, as it is shown outside (lib/journeys/queries/sheet.ts).
  guest: new Set(["journeys.look"]),
  nobody: new Set(),
};

/** May this actor? For showing or hiding a button; the command asks again. */
export function may(actor: Pick<Actor, "role">, permission: Permission): boolean {
  return TABLE[actor.role]?.has(permission) ?? false;
}

/**
 * The first line of every query and command.
 * @throws AppError forbidden
 */
export function allow(actor: Actor, permission: Permission): void {
  if (!may(actor, permission)) throw new AppError("forbidden", "Your role does not allow this.");
}
