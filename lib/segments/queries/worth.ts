import "server-only";
import type { Actor } from "../../auth/actor";
import { allow } from "../../auth/permissions";
import { reachSql } from "../../customers/reach";
import { inWorkspace, Prisma, rows } from "../../db";
import { notFound } from "../../errors";
import { type RfmClasses, readBorders, rfmClasses } from "../rfm";

export type CustomerWorth = {
  /** Null for those who never bought, and until borders were computed. */
  rfm: RfmClasses | null;
  /**
   * What is left of all revenue in the workspace's currency: marginShare of it, less contactCents for each contact
   * (no notes, no self-service). Null without an order.
   */
  marginCents: number | null;
  marginShare: number;
  contactCents: number;
};

/** What a customer has been worth so far. @throws AppError not_found */
export async function worthOfCustomer(actor: Actor, customerId: string): Promise<CustomerWorth> {
  allow(actor, "orders.read");
  const [found] = await rows<{
    rfm: unknown;
    marginShare: number;
    contactCents: number;
    lastOrderAt: Date | null;
    orders: number;
    revenueCents: number;
    contacts: number;
  }>(
    inWorkspace(actor),
    actor,
    (w) => Prisma.sql`
      select z.rfm, z.margin_share as "marginShare", z.contact_cost_cents::float8 as "contactCents",
        x.last_order_at as "lastOrderAt", coalesce(x.orders, 0) as orders,
        coalesce(x.revenue_cents, 0)::float8 as "revenueCents",
        (select count(*)::int from interactions i
          left join channels h on h.workspace_id = ${w} and h.id = i.channel_id
          where i.workspace_id = ${w} and i.customer_id = c.id and i.archived_at is null and i.kind <> 'note'
            and not coalesce(h.is_self_service, false)) as contacts
      from customers c
      join workspaces z on z.id = ${w}
      left join customer_experience x on x.workspace_id = ${w} and x.customer_id = c.id
      where c.workspace_id = ${w} and c.id = ${customerId}::uuid and ${reachSql(actor, w)}`,
  );
  if (!found) throw notFound("The customer");
  const { marginShare, contactCents } = found;
  const borders = readBorders(found.rfm);
  return {
    rfm: borders ? rfmClasses(borders, found) : null,
    marginCents: found.orders > 0 ? Math.round(found.revenueCents * marginShare - found.contacts * contactCents) : null,
    marginShare,
    contactCents,
  };
}
