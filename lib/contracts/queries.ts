import "server-only";
import type { Actor } from "../auth/actor";
import { allow } from "../auth/permissions";
import { reachesSql, reachSql } from "../customers/reach";
import { inWorkspace, Prisma, rows } from "../db";
import type { Contract, Renewal } from "./contract";

/** A customer's contracts: those that run, the next to renew first, then those that ended. */
export async function contractsOfCustomer(actor: Actor, customerId: string): Promise<Contract[]> {
  allow(actor, "contracts.read");
  return rows<Contract>(
    inWorkspace(actor),
    actor,
    (w) => Prisma.sql`
      select k.id, k.name, k.year_cents::float8 as "yearCents", k.currency, k.starts_on::text as "startsOn",
        k.renews_on::text as "renewsOn", k.ended_on::text as "endedOn", k.end_reason as "endReason"
      from contracts k
      where k.workspace_id = ${w} and k.customer_id = ${customerId}::uuid
        and ${reachesSql(actor, w, Prisma.sql`k.customer_id`)}
      order by k.ended_on desc nulls first, k.renews_on nulls last, k.id limit 50`,
  );
}

/**
 * Running contracts that renew from one day to another, both belonging, the soonest first; also those whose day passed
 * without anybody renewing or ending them, up to a year back.
 * @param params.days YYYY-MM-DD; ownerId: of this user's customers only
 */
export async function listRenewals(
  actor: Actor,
  { today, until, ownerId }: { today: string; until: string; ownerId?: string },
): Promise<Renewal[]> {
  allow(actor, "contracts.read");
  return rows<Renewal>(
    inWorkspace(actor),
    actor,
    (w) => Prisma.sql`
      select k.id, c.id as "customerId", c.name as "customerName", k.name, k.year_cents::float8 as "yearCents",
        k.currency, k.renews_on::text as "renewsOn"
      from contracts k
      join customers c on c.workspace_id = ${w} and c.id = k.customer_id and c.archived_at is null
      where k.workspace_id = ${w} and k.ended_on is null
        and k.renews_on between ${today}::date - 365 and ${until}::date
        and ${reachSql(actor, w)} ${ownerId ? Prisma.sql`and c.owner_id = ${ownerId}::uuid` : Prisma.empty}
      order by k.renews_on, k.year_cents desc, k.id limit 200`,
  );
}
