import "server-only";
import type { Actor } from "../auth/actor";
import { allow } from "../auth/permissions";
import { reachable } from "../customers/reach";
import { inWorkspace } from "../db";
import type { CustomerOffer } from "./offer";

/** What a customer was offered, newest first. */
export async function listCustomerOffers(actor: Actor, customerId: string): Promise<CustomerOffer[]> {
  allow(actor, "offers.read");
  const db = inWorkspace(actor);
  if (!(await reachable(db, actor, [customerId])).has(customerId)) return [];
  const offers = await db.offer.findMany({
    where: { workspaceId: actor.workspaceId, customerId },
    select: {
      id: true,
      name: true,
      priceCents: true,
      currency: true,
      offeredAt: true,
      acceptedAt: true,
      declinedAt: true,
    },
    orderBy: { offeredAt: "desc" },
    take: 20,
  });
  return offers.map((offer) => ({ ...offer, priceCents: offer.priceCents === null ? null : Number(offer.priceCents) }));
}
