// A worker for tests/integration/jobs.test.ts: takes the job "test.stuck", says so, and never ends it.
import { startJobs } from "../../lib/job-runner";

await startJobs({
  databaseUrl: process.env.DATABASE_URL ?? "",
  periodic: [],
  concurrency: 1,
  jobs: {
    "test.stuck": async () => {
      process.stdout.write("began\n");
      await new Promise(() => {});
    },
  },
});
setInterval(() => {}, 1000);
