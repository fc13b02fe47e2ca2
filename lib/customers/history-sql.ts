import "server-only";
import { type InWorkspace, Prisma, run, type Tx } from "../db";
import { newId } from "../id";
import { type FactChange, sameFact } from "./history";

/**
 * Writes changed properties into the customers' history, in the transaction that changes them. Call it wherever a customer
 * is edited: with changesBetween(…) of lib/customers/history.ts, or with the changes themselves. What did not change is
 * left out. An import writes none: its file and its report say what came, for all rows at once.
 * @param who the actor: whose name stands at the change
 */
export async function recordChanges(
  tx: Pick<Tx, "$executeRaw">,
  who: InWorkspace & { readonly userId: string | null },
  changes: readonly FactChange[],
  at = new Date(),
): Promise<void> {
  const real = changes.filter(({ before, after }) => !sameFact(before, after));
  if (real.length === 0) return;
  const json = JSON.stringify(
    real.map(({ customerId, field, before, after }) => ({
      id: newId(),
      customer_id: customerId,
      field,
      before,
      after,
    })),
  );
  await run(
    tx as Tx,
    who,
    (w) => Prisma.sql`
      insert into customer_changes (workspace_id, id, customer_id, field, before, after, at, by_id)
      select ${w}, x.id, x.customer_id, x.field, x.before, x.after, ${at}, ${who.userId}::uuid
      from jsonb_to_recordset(${json}::jsonb) as x(id uuid, customer_id uuid, field text, before jsonb, after jsonb)`,
  );
}
