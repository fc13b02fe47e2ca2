import { runMigrations } from "graphile-worker";
import pg from "pg";
import { grantToApp, migrate } from "./migrate";

/** Any number will do, as long as every server takes the same one; not the lock that `migrate` takes inside. */
const PREPARE_LOCK = 4_207_310;

/**
 * Everything the database needs before the app may use it: our tables, the job queue's, and the app role's rights.
 * Safe to call from several servers at once and again at any time: one does it, the others wait and find it done.
 * @param ownerUrl connection of the role that owns the tables
 * @returns names of the migrations applied now
 */
export async function prepareDatabase(ownerUrl: string, root: string): Promise<string[]> {
  const lock = new pg.Client({ connectionString: ownerUrl });
  lock.on("error", () => {});
  await lock.connect();
  try {
    await lock.query("select pg_advisory_lock($1)", [PREPARE_LOCK]);
    const applied = await migrate(ownerUrl, { root });
    await runMigrations({ connectionString: ownerUrl });
    await grantToApp(ownerUrl);
    return applied;
  } finally {
    await lock.end();
  }
}
