import "server-only";
import type { Actor } from "../auth/actor";
import { allow } from "../auth/permissions";
import { reachesSql } from "../customers/reach";
import { inWorkspace, Prisma, rows } from "../db";

export type OrderFigures = {
  currency: string;
  orders: number;
  totalCents: number;
  /** Of the last twelve months. */
  yearCents: number;
};

/** What a customer spent, by currency: amounts of different currencies are never added. Largest first. */
export async function orderFigures(actor: Actor, customerId: string, { now }: { now: Date }): Promise<OrderFigures[]> {
  allow(actor, "orders.read");
  return rows<OrderFigures>(
    inWorkspace(actor),
    actor,
    (w) => Prisma.sql`
      select o.currency, count(*)::int as orders, sum(o.total_cents)::float8 as "totalCents",
        coalesce(sum(o.total_cents) filter (where o.ordered_at > ${now}::timestamptz - interval '12 months'), 0)::float8 as "yearCents"
      from orders o
      where o.workspace_id = ${w} and o.customer_id = ${customerId}::uuid
        and ${reachesSql(actor, w, Prisma.sql`o.customer_id`)}
      group by o.currency order by sum(o.total_cents) desc`,
  );
}

export type CustomerOrder = { id: string; orderedAt: Date; totalCents: number; currency: string; label: string };

/** A customer's newest orders. */
export async function listCustomerOrders(actor: Actor, customerId: string, limit = 20): Promise<CustomerOrder[]> {
  allow(actor, "orders.read");
  return rows<CustomerOrder>(
    inWorkspace(actor),
    actor,
    (w) => Prisma.sql`
      select o.id, o.ordered_at as "orderedAt", o.total_cents::float8 as "totalCents", o.currency,
        coalesce((select string_agg(l.label, ', ' order by l.id) from order_lines l
          where l.workspace_id = ${w} and l.order_id = o.id), '') as label
      from orders o
      where o.workspace_id = ${w} and o.customer_id = ${customerId}::uuid
        and ${reachesSql(actor, w, Prisma.sql`o.customer_id`)}
      order by o.ordered_at desc, o.id desc limit ${Math.min(limit, 100)}`,
  );
}
