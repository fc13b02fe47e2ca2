import "server-only";
import { type InWorkspace, Prisma, run, type Tx } from "../db";
import type { LifecycleStage } from "../generated/prisma/enums";
import { newId } from "../id";

export type StageStep = {
  customerId: string;
  /** Null: the customer is new. */
  from: LifecycleStage | null;
  to: LifecycleStage;
  reason?: string;
  /** When it happened; left out, the moment all steps share. */
  at?: Date;
};

/**
 * Writes customers' steps from one stage of the lifecycle to another, in the transaction that changes the stage. Whoever
 * stays in its stage is left out. An import writes its own (lib/imports/write-sql.ts): it reads the stages from its staged
 * rows, all in one statement.
 * @param who the actor: whose name stands at the step
 * @returns the ids of the steps, in their order
 */
export async function recordStages(
  tx: Tx,
  who: InWorkspace & { readonly userId: string | null },
  steps: readonly StageStep[],
  now = new Date(),
): Promise<string[]> {
  const real = steps
    .filter(({ from, to }) => from !== to)
    .map(({ customerId, from, to, reason = "", at = now }) => ({ id: newId(), customerId, from, to, reason, at }));
  if (real.length === 0) return [];
  await run(
    tx,
    who,
    (w) => Prisma.sql`
      insert into lifecycle_transitions (workspace_id, id, customer_id, from_stage, to_stage, at, by_id, reason)
      select ${w}, x.id, x."customerId", x."from", x."to", x.at, ${who.userId}::uuid, x.reason
      from jsonb_to_recordset(${JSON.stringify(real)}::jsonb)
        as x(id uuid, "customerId" uuid, "from" lifecycle_stage, "to" lifecycle_stage, reason text, at timestamptz)`,
  );
  return real.map(({ id }) => id);
}
