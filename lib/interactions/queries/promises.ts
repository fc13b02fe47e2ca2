import "server-only";
import type { Actor } from "../../auth/actor";
import { allow } from "../../auth/permissions";
import { reachesSql, reachSql } from "../../customers/reach";
import { inWorkspace, Prisma, rows } from "../../db";
import type { DuePromise, PromiseMade } from "../promise";

const COLUMNS = Prisma.sql`p.id, p.text, p.due_on::text as "dueOn", p.kept_at as "keptAt", p.made_at as "madeAt", u.name as "ownerName"`;

/** What a customer was promised: open ones by day, then the newest kept ones. */
export async function promisesOfCustomer(actor: Actor, customerId: string): Promise<PromiseMade[]> {
  allow(actor, "interactions.read");
  return rows<PromiseMade>(
    inWorkspace(actor),
    actor,
    (w) => Prisma.sql`
      select ${COLUMNS}
      from promises p left join users u on u.id = p.owner_id
      where p.workspace_id = ${w} and p.customer_id = ${customerId}::uuid and p.archived_at is null
        and ${reachesSql(actor, w, Prisma.sql`p.customer_id`)}
      order by p.kept_at desc nulls first, p.due_on, p.id limit 30`,
  );
}

/** The actor's own open promises up to a day, the most pressing first. @param until YYYY-MM-DD */
export async function listDuePromises(
  actor: Actor,
  { until, most = 20 }: { until: string; most?: number },
): Promise<DuePromise[]> {
  allow(actor, "interactions.read");
  if (!actor.userId) return [];
  return rows<DuePromise>(
    inWorkspace(actor),
    actor,
    (w) => Prisma.sql`
      select ${COLUMNS}, c.id as "customerId", c.name as "customerName"
      from promises p
      join customers c on c.workspace_id = ${w} and c.id = p.customer_id and c.archived_at is null
      left join users u on u.id = p.owner_id
      where p.workspace_id = ${w} and p.owner_id = ${actor.userId}::uuid and p.archived_at is null
        and p.kept_at is null and p.due_on <= ${until}::date and ${reachSql(actor, w)}
      order by p.due_on, p.id limit ${most}::int`,
  );
}
