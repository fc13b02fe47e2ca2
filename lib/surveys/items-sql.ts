import "server-only";
import { type InWorkspace, Prisma, rows, run, type Tx } from "../db";

/**
 * The next free item number of the workspace. It holds the workspace's row until the transaction ends, so that two
 * publications at once do not take the same; number the items of one transaction from here upwards.
 */
export async function nextItemNumber(tx: Tx, who: InWorkspace): Promise<number> {
  await run(tx, who, (w) => Prisma.sql`select 1 from workspaces where id = ${w} for no key update`);
  const [found] = await rows<{ next: number }>(
    tx,
    who,
    (w) => Prisma.sql`select coalesce(max(no), 0) + 1 as next from items where workspace_id = ${w}`,
  );
  return found?.next ?? 1;
}
