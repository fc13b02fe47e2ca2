import "server-only";
import type { Actor } from "../auth/actor";
import { type Db, Prisma, rows, type Tx } from "../db";
import type { BulkWho } from "./bulk";
import { filterSql } from "./list-sql";
import { readListUrl } from "./list-url";
import { listAttributeDefinitions } from "./queries/definitions";
import { reachSql } from "./reach";

/**
 * Whom a change would be made to, of those whom the actor may see. By name, so that a report reads like the list.
 * @param most one more than this is read, to tell that there are more
 */
export async function bulkIds(db: Db | Tx, actor: Actor, who: BulkWho, most: number): Promise<string[]> {
  if ("ids" in who) {
    const found = await rows<{ id: string }>(
      db,
      actor,
      (w) => Prisma.sql`
        select c.id from customers c
        where c.workspace_id = ${w} and c.id = any(${who.ids}::uuid[]) and ${reachSql(actor, w)}
        order by c.name, c.id`,
    );
    return found.map(({ id }) => id);
  }
  const seller = actor.role === "hunter" || actor.role === "farmer";
  const params = readListUrl(new URLSearchParams(who.search), seller);
  const definitions = params.attr.length > 0 ? await listAttributeDefinitions(actor) : [];
  const found = await rows<{ id: string }>(
    db,
    actor,
    (w) => Prisma.sql`
      select c.id from customers c
      left join customer_experience x on x.workspace_id = c.workspace_id and x.customer_id = c.id
      where ${filterSql(w, params, { actor, definitions })} and ${reachSql(actor, w)}
      order by c.name, c.id limit ${most + 1}`,
  );
  return found.map(({ id }) => id);
}
