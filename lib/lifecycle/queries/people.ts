import "server-only";
import type { Actor } from "../../auth/actor";
import { allow } from "../../auth/permissions";
import type { CustomerRow } from "../../customers/customer";
import { countCustomers, listCustomers } from "../../customers/queries/list";
import { customerListParams } from "../../customers/schema";
import type { Prisma } from "../../db";
import type { Page } from "../../paging";

export type PeopleSql = (w: Prisma.Sql) => Prisma.Sql;

/** A page of the customers behind a number; only those whom the reader may see. */
export async function listBehind(
  actor: Actor,
  people: PeopleSql,
  cursor?: string,
): Promise<{ page: Page<CustomerRow>; counted: { count: number; more: boolean } }> {
  allow(actor, "lifecycle.read");
  const params = customerListParams.parse({ owner: "all", ...(cursor ? { cursor } : {}) });
  const [page, counted] = await Promise.all([
    listCustomers(actor, params, { people }),
    countCustomers(actor, params, { people }),
  ]);
  return { page, counted };
}
