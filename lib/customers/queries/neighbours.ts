import "server-only";
import type { Actor } from "../../auth/actor";
import { allow } from "../../auth/permissions";
import { inWorkspace, Prisma, rows } from "../../db";
import { isId } from "../../id";
import { filterSql, orderSql } from "../list-sql";
import { reachSql } from "../reach";
import type { CustomerListParams } from "../schema";
import { listAttributeDefinitions } from "./definitions";
import { countCustomers } from "./list";

export type Neighbours = {
  previous: { id: string; name: string } | null;
  next: { id: string; name: string } | null;
  /** From 1; null when the list is so long that nobody counts it, or the customer is no longer in it. */
  position: number | null;
  total: number;
  /** There are more than `total`. */
  more: boolean;
};

/** Places are counted up to here: each is a row read. */
const MOST_COUNTED = 5000;

/**
 * Who stands before and after a customer in a list, by the same keys as the list itself.
 * @returns null when the customer is not there, also for one out of reach: their place would tell what they are worth
 */
export async function neighboursOf(actor: Actor, id: string, params: CustomerListParams): Promise<Neighbours | null> {
  allow(actor, "customers.read");
  if (!isId(id)) return null;
  const db = inWorkspace(actor);
  const definitions = params.attr.length > 0 ? await listAttributeDefinitions(actor) : [];
  const from = Prisma.sql`customers c left join customer_experience x on x.workspace_id = c.workspace_id and x.customer_id = c.id`;
  const fits = (w: Prisma.Sql) => filterSql(w, params, { actor, definitions });
  const [own] = await rows<{ key: string; fits: boolean }>(
    db,
    actor,
    (w) => Prisma.sql`
      select (${orderSql(params, null, false).key})::text as key, (${fits(w)}) as fits
      from ${from} where c.workspace_id = ${w} and c.id = ${id}::uuid and ${reachSql(actor, w)}`,
  );
  if (!own) return null;
  const beside = (back: boolean) => {
    const { from: past, order } = orderSql(params, { value: own.key, id }, back);
    return rows<{ id: string; name: string }>(
      db,
      actor,
      (w) => Prisma.sql`select c.id, c.name from ${from} where ${fits(w)} and ${past} order by ${order} limit 1`,
    );
  };
  const { from: past } = orderSql(params, { value: own.key, id }, true);
  const [previous, next, before, counted] = await Promise.all([
    beside(true),
    beside(false),
    rows<{ n: number }>(
      db,
      actor,
      (w) => Prisma.sql`
        select count(*)::int as n from (select 1 from ${from} where ${fits(w)} and ${past} limit ${MOST_COUNTED}) b`,
    ),
    countCustomers(actor, params),
  ]);
  const n = before[0]?.n ?? 0;
  return {
    previous: previous[0] ?? null,
    next: next[0] ?? null,
    position: own.fits && n < MOST_COUNTED ? n + 1 : null,
    total: counted.count,
    more: counted.more,
  };
}
