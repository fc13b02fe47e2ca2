import "server-only";
import { randomUUID } from "node:crypto";
import { EventEmitter } from "node:events";
import {
  Logger,
  makeWorkerUtils,
  parseCronItems,
  type Runner,
  run,
  type TaskList,
  type WorkerEvents,
} from "graphile-worker";
import pg from "pg";
import { installationDb } from "./db";
import type { JobHandler, JobPayload } from "./jobs";
import { log } from "./log";

/** A worker that wrote nothing for so long is taken for dead. */
const DEAD_AFTER_SECONDS = 40;
const HEARTBEAT_MS = 10_000;
const SWEEP_MS = 15_000;

export type JobRunner = { stop: () => Promise<void> };

export type JobRunnerOptions = {
  databaseUrl: string;
  jobs: Record<string, JobHandler>;
  periodic: { name: string; cron: string }[];
  /** Jobs at once. */
  concurrency?: number;
};

/**
 * Runs jobs in this process until stopped. A worker killed outright leaves its jobs locked for hours, so every runner
 * writes a heartbeat, and releases what the dead held when it starts and every 15 seconds.
 */
export async function startJobs({
  databaseUrl,
  jobs,
  periodic,
  concurrency = 2,
}: JobRunnerOptions): Promise<JobRunner> {
  const pool = new pg.Pool({ connectionString: databaseUrl, max: concurrency + 3 });
  const lost = (error: Error) => log.warn({ err: error }, "job connection lost");
  pool.on("error", lost);
  pool.on("connect", (client) => client.on("error", lost));
  const stopping = new AbortController();
  const logger = new Logger(() => (level, message) => {
    if (level === "error") log.error({ job: true }, message);
    else if (level === "warning") log.warn({ job: true }, message);
    else log.debug({ job: true }, message);
  });

  const taskList: TaskList = {};
  for (const [name, handler] of Object.entries(jobs)) {
    taskList[name] = async (payload) => {
      const given = payload as Partial<JobPayload>;
      if (given.workspaceId) return handler(given as JobPayload, { signal: stopping.signal });
      // A periodic job carries no workspace: it runs for each.
      const workspaces = await installationDb().workspace.findMany({ select: { id: true } });
      for (const { id } of workspaces) await handler({ workspaceId: id }, { signal: stopping.signal });
    };
  }

  // Jobs are locked under the id of the worker pool that took them, not of its single workers.
  const ids = new Set<string>();
  const events: WorkerEvents = new EventEmitter();
  events.on("pool:create", ({ workerPool }) => ids.add(workerPool.id));
  const beat = async () => {
    for (const id of ids) {
      await pool.query(
        "insert into worker_heartbeats (worker_id, seen_at) values ($1, now()) on conflict (worker_id) do update set seen_at = now()",
        [id],
      );
    }
  };
  const utils = await makeWorkerUtils({ pgPool: pool, logger });
  const sweep = async () => {
    const dead = await pool.query<{ worker_id: string }>(
      `select distinct j.locked_by as worker_id
         from graphile_worker._private_jobs j
         left join worker_heartbeats h on h.worker_id = j.locked_by
        where j.locked_by is not null
          and coalesce(h.seen_at, j.locked_at) < now() - make_interval(secs => $1)`,
      [DEAD_AFTER_SECONDS],
    );
    const deadIds = dead.rows.map((row) => row.worker_id).filter((id) => !ids.has(id));
    if (deadIds.length) {
      log.warn({ workers: deadIds }, "released the jobs of workers that stopped");
      await utils.forceUnlockWorkers(deadIds);
    }
    await pool.query("delete from worker_heartbeats where seen_at < now() - interval '1 day'");
  };

  const runner: Runner = await run({
    pgPool: pool,
    taskList,
    events,
    concurrency,
    noHandleSignals: true,
    pollInterval: 1000,
    logger,
    parsedCronItems: parseCronItems(
      periodic.map(({ name, cron }) => ({ task: name, match: cron, identifier: name, options: { backfillPeriod: 0 } })),
    ),
    forbiddenFlags: null,
  });
  const quietly = (work: () => Promise<void>) => () => {
    work().catch((error) => log.warn({ err: error }, "job upkeep failed; trying again"));
  };
  quietly(beat)();
  quietly(sweep)();
  const timers = [setInterval(quietly(beat), HEARTBEAT_MS), setInterval(quietly(sweep), SWEEP_MS)];
  log.info({ runner: randomUUID().slice(0, 8), jobs: Object.keys(jobs).length }, "jobs are running");

  const stop = async () => {
    for (const timer of timers) clearInterval(timer);
    stopping.abort();
    await runner.stop().catch(() => {});
    await utils.release();
    await pool.end().catch(() => {});
  };
  let stopped: Promise<void> | undefined;
  return {
    stop() {
      stopped ??= stop();
      return stopped;
    },
  };
}
