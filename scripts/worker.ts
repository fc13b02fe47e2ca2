// Runs background jobs alone, beside servers that have RUN_JOBS=0: npm run worker
import { jobs, periodic } from "../app/registry";
import { env } from "../lib/env";
import { startJobs } from "../lib/job-runner";
import { prepareDatabase } from "../lib/prepare-database";

const settings = env();
await prepareDatabase(settings.DATABASE_OWNER_URL ?? settings.DATABASE_URL, process.cwd());
const runner = await startJobs({ databaseUrl: settings.DATABASE_URL, jobs, periodic });
for (const signal of ["SIGINT", "SIGTERM"] as const) {
  process.once(signal, () => {
    runner.stop().then(() => process.exit(0));
  });
}
