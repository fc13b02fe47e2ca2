import "server-only";
import type { Actor } from "../../auth/actor";
import { allow } from "../../auth/permissions";
import type { CustomerRow } from "../../customers/customer";
import { countCustomers, listCustomers } from "../../customers/queries/list";
import { customerListParams } from "../../customers/schema";
import type { Page } from "../../paging";
import type { Span } from "../../period";
import { pastHabitSql } from "../habit-sql";
import { outcomePeopleSql } from "../people-sql";
import type { What } from "../schema";
import { type Scope, scopeFor } from "../scope";

/** Which number is opened. */
export type Behind = {
  what: What;
  period: Pick<Span, "from" | "to">;
  scope: Scope;
  /** For "lost": a reason of lib/lifecycle/loss.ts. */
  reason?: string;
  now: Date;
  /** YYYY-MM-DD in the workspace's zone. */
  today: string;
};

type Count = { count: number; more: boolean };

/** A page of the customers behind a number, only those whom the reader may see, how many these are, and of how many. */
export async function listBehind(
  actor: Actor,
  { what, period, scope: asked, reason, now, today }: Behind,
  cursor?: string,
): Promise<{ page: Page<CustomerRow>; counted: Count; everybody: Count }> {
  allow(actor, "lifecycle.read");
  const scope = scopeFor(actor, asked);
  const params = customerListParams.parse({ owner: "all", ...(cursor ? { cursor } : {}) });
  const people =
    what === "past" || what === "longPast"
      ? pastHabitSql(now, today, what === "past" ? 1 : 2, scope)
      : outcomePeopleSql(what, period, scope, reason);
  const [page, counted, everybody] = await Promise.all([
    listCustomers(actor, params, { people }),
    countCustomers(actor, params, { people }),
    actor.reach ? countCustomers(actor, params, { people, everybody: true }) : null,
  ]);
  return { page, counted, everybody: everybody ?? counted };
}
