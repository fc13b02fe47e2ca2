import "server-only";
import { touchCustomers } from "../customers/touch";
import { Prisma, rows } from "../db";
import type { ResponseHook } from "../responses/intake-sql";

/** What people said may move them between segments: their membership is looked at again once the answers are stored. */
export const touchAfterResponses: ResponseHook = async (tx, who, stored) => {
  const ids = new Set(
    stored.flatMap(({ customerId, promise }) => (promise === "identified" && customerId ? customerId : [])),
  );
  if (ids.size === 0) return;
  // A workspace without segments pays one look.
  const [some] = await rows<{ one: number }>(
    tx,
    who,
    (w) => Prisma.sql`select 1 as one from segments where workspace_id = ${w} and archived_at is null limit 1`,
  );
  if (some) await touchCustomers(tx, who, [...ids]);
};
