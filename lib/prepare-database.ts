import { runMigrations } from "graphile-worker";
import { grantToApp, migrate } from "./migrate";

/**
 * Everything the database needs before the app may use it: our tables, the job queue's, and the app role's rights.
 * Safe to call from several servers at once and again at any time.
 * @param ownerUrl connection of the role that owns the tables
 * @returns names of the migrations applied now
 */
export async function prepareDatabase(ownerUrl: string, root: string): Promise<string[]> {
  const applied = await migrate(ownerUrl, { root });
  await runMigrations({ connectionString: ownerUrl });
  await grantToApp(ownerUrl);
  return applied;
}
