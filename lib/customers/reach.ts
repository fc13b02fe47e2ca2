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
  // What is shared is read once, as a list: so each of the three is served by an index of its own.
  return Prisma.sql`(${c}.owner_id is null or ${c}.owner_id = any(${owners}::uuid[]) or ${c}.id = any(array(
    select reach_share.customer_id from customer_shares reach_share
    where reach_share.workspace_id = ${w} and reach_share.user_id = ${userId}::uuid)))`;
}

/** The same, for a row that only names its customer. @param customerId an expression, as Prisma.sql`d.customer_id` */
export function reachesSql(actor: Actor, w: Prisma.Sql, customerId: Prisma.Sql): Prisma.Sql {
  if (!actor.reach) return Prisma.sql`true`;
  return Prisma.sql`exists (
    select 1 from customers reach_customer
    where reach_customer.workspace_id = ${w} and reach_customer.id = ${customerId}
      and ${reachSql(actor, w, Prisma.sql`reach_customer`)})`;
}

/** The same, for a row that may name a customer or nobody: who names nobody is seen by all. */
export function reachesOrNobodySql(actor: Actor, w: Prisma.Sql, customerId: Prisma.Sql): Prisma.Sql {
  if (!actor.reach) return Prisma.sql`true`;
  return Prisma.sql`(${customerId} is null or ${reachesSql(actor, w, customerId)})`;
}

/** Which of these customers the actor may see. */
export async function reachable(db: Db | Tx, actor: Actor, customerIds: readonly string[]): Promise<Set<string>> {
  if (!actor.reach || customerIds.length === 0) return new Set(customerIds);
  const found = await rows<{ id: string }>(
    db,
    actor,
    (w) => Prisma.sql`
      select c.id from customers c
      where c.workspace_id = ${w} and c.id = any(${customerIds.filter(isId)}::uuid[]) and ${reachSql(actor, w)}`,
  );
  return new Set(found.map(({ id }) => id));
}

/**
 * The first thing a command does with a customer's id.
 * @param what as the command itself calls what it does not find, so that the words tell nothing apart either
 * @throws AppError not_found: also for a customer of somebody else
 */
export async function mustReach(db: Db | Tx, actor: Actor, customerId: string, what = "This customer"): Promise<void> {
  if (!actor.reach) return;
  if (!(await reachable(db, actor, [customerId])).has(customerId)) throw notFound(what);
}
