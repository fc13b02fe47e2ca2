import "server-only";
import type { Actor } from "../auth/actor";
import { allow } from "../auth/permissions";
import { inWorkspace, Prisma, rows } from "../db";
import type { DealRow } from "./deal";

const columns = Prisma.sql`
  d.id, d.name, d.stage, d.customer_id as "customerId", c.name as "customerName", c.kind as "customerKind",
  d.amount_cents::float8 as "amountCents", d.currency, d.probability, d.source,
  d.expected_close_on::text as "expectedCloseOn", d.owner_id as "ownerId", u.name as "ownerName",
  d.created_at as "createdAt", coalesce(d.won_at, d.lost_at) as "closedAt", d.loss_reason as "lossReason"`;

/** Most deals that one page lists. */
export const DEAL_LIMIT = 300;

/**
 * Deals, those closing soonest first.
 * @param owner "mine" or "all"; @param closed won and lost instead of open ones
 */
export async function listDeals(
  actor: Actor,
  { owner, closed = false }: { owner: "mine" | "all"; closed?: boolean },
): Promise<DealRow[]> {
  allow(actor, "deals.read");
  return rows<DealRow>(
    inWorkspace(actor),
    actor,
    (w) => Prisma.sql`
      select ${columns}
      from deals d
      join customers c on c.workspace_id = ${w} and c.id = d.customer_id
      left join users u on u.id = d.owner_id
      where d.workspace_id = ${w} and d.archived_at is null
        and (d.stage in ('won', 'lost')) = ${closed}
        and ${owner === "mine" ? Prisma.sql`d.owner_id = ${actor.userId}::uuid` : Prisma.sql`true`}
      order by ${closed ? Prisma.sql`coalesce(d.won_at, d.lost_at) desc` : Prisma.sql`d.expected_close_on nulls last, d.amount_cents desc`}, d.id
      limit ${DEAL_LIMIT}`,
  );
}

/** A customer's deals, open ones first. */
export async function listCustomerDeals(actor: Actor, customerId: string): Promise<DealRow[]> {
  allow(actor, "deals.read");
  return rows<DealRow>(
    inWorkspace(actor),
    actor,
    (w) => Prisma.sql`
      select ${columns}
      from deals d
      join customers c on c.workspace_id = ${w} and c.id = d.customer_id
      left join users u on u.id = d.owner_id
      where d.workspace_id = ${w} and d.customer_id = ${customerId}::uuid and d.archived_at is null
      order by d.stage in ('won', 'lost'), coalesce(d.won_at, d.lost_at, d.created_at) desc, d.id
      limit 20`,
  );
}
