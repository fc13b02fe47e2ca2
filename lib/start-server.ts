import "server-only";
import { env } from "./env";
import { type JobRunnerOptions, startJobs } from "./job-runner";
import { log } from "./log";
import { prepareDatabase } from "./prepare-database";

const shared = globalThis as typeof globalThis & { waymarkStarted?: Promise<void> };

function fail(message: string): never {
  process.stderr.write(`\nWaymark cannot start.\n${message}\n`);
  process.exit(1);
}

/** Reads the settings, brings the database up to date, runs jobs. Stops the process with a plain message when it cannot. */
export function startServer(options: Options): Promise<void> {
  shared.waymarkStarted ??= start(options);
  return shared.waymarkStarted;
}

type Options = Pick<JobRunnerOptions, "jobs" | "periodic"> & {
  /** The link for the first admin, or null when there is one. */
  setupLink: (publicUrl: string) => Promise<string | null>;
};

async function start({ jobs, periodic, setupLink }: Options): Promise<void> {
  let settings: ReturnType<typeof env>;
  try {
    settings = env();
  } catch (error) {
    return fail(error instanceof Error ? error.message : String(error));
  }
  // next-auth reads its address from here.
  process.env.NEXTAUTH_URL ??= settings.PUBLIC_URL;
  process.env.NEXTAUTH_SECRET ??= settings.AUTH_SECRET;
  const owner = settings.DATABASE_OWNER_URL ?? settings.DATABASE_URL;
  try {
    const applied = await prepareDatabase(owner, process.cwd());
    if (applied.length) log.info({ migrations: applied }, "the database was brought up to date");
  } catch (error) {
    const address = new URL(owner);
    const reason =
      error instanceof AggregateError ? error.errors.map(String).join(", ") : String((error as Error).message);
    return fail(`Postgres at ${address.hostname}:${address.port || 5432}${address.pathname} does not work: ${reason}`);
  }
  if (settings.RUN_JOBS === "1") {
    const runner = await startJobs({ databaseUrl: settings.DATABASE_URL, jobs, periodic });
    const stop = () => void runner.stop();
    process.once("SIGTERM", stop);
    process.once("SIGINT", stop);
  }
  const link = await setupLink(settings.PUBLIC_URL);
  if (link) process.stdout.write(`\nCreate the first admin here (works once):\n  ${link}\n\n`);
}
