import "server-only";
import type { Actor } from "../../auth/actor";
import { allow, may } from "../../auth/permissions";
import { inWorkspace, Prisma, rows } from "../../db";
import { notFound } from "../../errors";
import { isId } from "../../id";
import { readersAmong } from "../../notifications/readers-sql";
import { mustReach } from "../reach";
import { type Colleague, mayEndShare, type Share, type Shares } from "../share";

/** Members to choose from, at most. */
const MOST_COLLEAGUES = 500;

/** With whom a customer is shared and by whom, and with whom it can be. @throws AppError not_found */
export async function listShares(actor: Actor, customerId: string): Promise<Shares> {
  allow(actor, "customers.read");
  allow(actor, "members.read");
  if (!isId(customerId)) throw notFound("The customer");
  const db = inWorkspace(actor);
  const customer = await db.customer.findFirst({ where: { id: customerId }, select: { ownerId: true } });
  if (!customer) throw notFound("The customer");
  await mustReach(db, actor, customerId, "The customer");
  const [shares, members] = await Promise.all([
    rows<Omit<Share, "mayEnd"> & { byId: string | null }>(
      db,
      actor,
      (w) => Prisma.sql`
        select h.user_id as "userId", u.name, m.role, h.by_id as "byId", b.name as "byName", h.at
        from customer_shares h
        join users u on u.id = h.user_id
        left join memberships m on m.workspace_id = ${w} and m.user_id = h.user_id and m.ended_at is null
        left join users b on b.id = h.by_id
        where h.workspace_id = ${w} and h.customer_id = ${customerId}::uuid
        order by h.at, u.name`,
    ),
    rows<Omit<Colleague, "sees">>(
      db,
      actor,
      (w) => Prisma.sql`
        select m.user_id as "userId", u.name, m.role
        from memberships m join users u on u.id = m.user_id and u.disabled_at is null
        where m.workspace_id = ${w} and m.ended_at is null and m.user_id is distinct from ${actor.userId}::uuid
        order by u.name, m.user_id limit ${MOST_COLLEAGUES}`,
    ),
  ]);
  const seeing = new Set(
    await readersAmong(
      db,
      actor,
      members.map(({ userId }) => userId),
      customerId,
    ),
  );
  const shared = new Set(shares.map(({ userId }) => userId));
  const owner = customer.ownerId
    ? await db.user.findUnique({ where: { id: customer.ownerId }, select: { id: true, name: true } })
    : null;
  const who = { userId: actor.userId, mayAssign: may(actor, "customers.assign") };
  return {
    owner,
    shares: shares.map(({ byId, ...share }) => ({
      ...share,
      mayEnd:
        may(actor, "customers.share") && mayEndShare(who, { userId: share.userId, byId, ownerId: customer.ownerId }),
    })),
    colleagues: members
      .filter(({ userId }) => !shared.has(userId))
      .map((member) => ({ ...member, sees: seeing.has(member.userId) })),
  };
}
