import "server-only";
import type { Actor } from "../auth/actor";
import { type Db, Prisma, rows, type Tx } from "../db";
import { notFound } from "../errors";
import { isId } from "../id";

// Who sees which customers. Every query that names customers, or what hangs on one, asks here; sums and shares over
// many people do not: they are ruled by k.

/**
 * A condition over a row of customers: true when this actor may see it. Shared with them, theirs, their team's, or
 * nobody's.
 * @param w the workspace, as in every condition; @param c the alias of customers
 */
export function reachSql(actor: Actor, w: Prisma.Sql, c: Prisma.Sql = Prisma.sql`c`): Prisma.Sql {
  const { reach, userId } = actor;
  if (!reach) return Prisma.sql`true`;
  const owners = reach.kind === "own" ? [userId] : [...new Set([userId, ...reach.userIds])];
  return Prisma.sql`(${c}.owner_id is null or ${c}.owner_id = any(${owners}::uuid[]) or exists (
    select 1 from customer_shares reach_share
    where reach_share.workspace_id = ${w} and reach_share.customer_id = ${c}.id and reach_share.user_id = ${userId}::uuid))`;
}

/** The same, for a row that only names its customer. @param customerId an expression, as Prisma.sql`d.customer_id` */
export function reachesSql(actor: Actor, w: Prisma.Sql, customerId: Prisma.Sql): Prisma.Sql {
  if (!actor.reach) return Prisma.sql`true`;
  return Prisma.sql`exists (
    select 1 from customers reach_customer
    where reach_customer.workspace_id = ${w} and reach_customer.id = ${customerId}
      and ${reachSql(actor, w, Prisma.sql`reach_customer`)})`;
}

/**
 * The first thing a command does with a customer's id.
 * @param what as the command itself calls what it does not find, so that the words tell nothing apart either
 * @throws AppError not_found: also for a customer of somebody else
 */
export async function mustReach(db: Db | Tx, actor: Actor, customerId: string, what = "This customer"): Promise<void> {
  if (!actor.reach) return;
  if (!isId(customerId)) throw notFound(what);
  const found = await rows<{ id: string }>(
    db,
    actor,
    (w) => Prisma.sql`
      select c.id from customers c
      where c.workspace_id = ${w} and c.id = ${customerId}::uuid and ${reachSql(actor, w)}`,
  );
  if (found.length === 0) throw notFound(what);
}
