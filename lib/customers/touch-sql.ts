import "server-only";
import type { InWorkspace, Tx } from "../db";
import type { MoveCause } from "../generated/prisma/enums";
import { addJob } from "../jobs";

/**
 * Asks, once this transaction commits, that these customers are looked at again wherever membership follows from what
 * they are, do or say: segments (lib/segments/jobs.ts). Call it where one of these changes.
 * @param cause what changed; it stands beside every move that follows
 */
export async function touchCustomers(
  tx: Pick<Tx, "$queryRaw" | "$executeRaw">,
  who: InWorkspace,
  customerIds: readonly string[],
  cause: MoveCause,
): Promise<void> {
  if (customerIds.length === 0) return;
  await addJob(
    tx,
    who,
    "segments.touch",
    { customerIds: [...customerIds], cause },
    // One after another with the recomputations: they move the same members.
    { queue: `segments:${who.workspaceId}` },
  );
}
