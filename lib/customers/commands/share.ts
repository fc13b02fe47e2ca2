import "server-only";
import { recordEvent } from "../../audit/record";
import type { Actor } from "../../auth/actor";
import { allow, may } from "../../auth/permissions";
import { type Tx, transaction } from "../../db";
import { AppError, invalid, notFound } from "../../errors";
import { notify } from "../../notifications/commands";
import { mustReach } from "../reach";
import { mayEndShare } from "../share";
import type { NewShare, ShareEnd } from "../share-schema";

async function findCustomer(tx: Tx, actor: Actor, id: string) {
  const customer = await tx.customer.findFirst({ where: { id }, select: { name: true, ownerId: true } });
  if (!customer) throw notFound("The customer");
  await mustReach(tx, actor, id, "The customer");
  return customer;
}

/**
 * Lets colleagues see a customer that is not theirs; they are told. Sharing twice is sharing once.
 * @returns with whom it was not shared before, for Undo
 * @throws AppError not_found | invalid when somebody does not work here
 */
export async function shareCustomer(actor: Actor, { customerId, userIds }: NewShare): Promise<string[]> {
  allow(actor, "customers.share");
  const asked = [...new Set(userIds)];
  return transaction(actor, async (tx) => {
    const customer = await findCustomer(tx, actor, customerId);
    const members = await tx.membership.count({ where: { userId: { in: asked }, endedAt: null } });
    if (members !== asked.length)
      throw invalid("Please check the marked fields.", { userIds: "Choose somebody who works here." });
    const before = await tx.customerShare.findMany({
      where: { customerId, userId: { in: asked } },
      select: { userId: true },
    });
    const added = asked.filter((id) => !before.some(({ userId }) => userId === id));
    if (added.length === 0) return [];
    await tx.customerShare.createMany({
      data: added.map((userId) => ({ workspaceId: actor.workspaceId, customerId, userId, byId: actor.userId })),
      skipDuplicates: true,
    });
    await recordEvent(tx, actor, "customer.share", { type: "customer", id: customerId }, { userIds: added });
    await notify(tx, actor, {
      userIds: added,
      kind: "share",
      href: `/customers/${customerId}`,
      detail: { name: customer.name },
      byId: actor.userId,
      customerId,
    });
    return added;
  });
}

/**
 * Takes a share away. What was not shared stays as it is.
 * @throws AppError not_found | forbidden for anybody but the owner, the two people of the share, and who assigns customers
 */
export async function unshareCustomer(actor: Actor, { customerId, userId }: ShareEnd): Promise<void> {
  allow(actor, "customers.share");
  await transaction(actor, async (tx) => {
    const customer = await findCustomer(tx, actor, customerId);
    const share = await tx.customerShare.findFirst({ where: { customerId, userId }, select: { byId: true } });
    if (!share) return;
    const who = { userId: actor.userId, mayAssign: may(actor, "customers.assign") };
    if (!mayEndShare(who, { userId, byId: share.byId, ownerId: customer.ownerId }))
      throw new AppError("forbidden", "Only the owner, who shared it, or a manager can take this away.");
    await tx.customerShare.deleteMany({ where: { customerId, userId } });
    await recordEvent(tx, actor, "customer.unshare", { type: "customer", id: customerId }, { userId });
  });
}
