import "server-only";
import { type InWorkspace, Prisma, rows, type Tx } from "./db";

/** A job's handler. It may run more than once: it must be idempotent, and long work goes in steps of under a minute. */
export type JobHandler = (payload: JobPayload, context: JobContext) => Promise<void>;
export type JobPayload = { workspaceId: string } & Record<string, unknown>;
export type JobContext = {
  /** Ends when the server stops; check it between steps. */
  signal: AbortSignal;
};

/**
 * Puts a job into the queue in the same transaction as the change that asks for it: it runs if and only if that commits.
 * @param name as registered in app/registry.ts
 * @param options.key a second job of the same key replaces a waiting first; queue: jobs of one queue run one after another
 */
export async function addJob(
  tx: Pick<Tx, "$queryRaw" | "$executeRaw">,
  who: InWorkspace,
  name: string,
  payload: Prisma.InputJsonObject = {},
  options: { key?: string; queue?: string; runAt?: Date; maxAttempts?: number } = {},
): Promise<void> {
  await rows(
    tx,
    who,
    (w) => Prisma.sql`
      select graphile_worker.add_job(
        identifier => ${name}::text,
        payload => (${JSON.stringify(payload)}::jsonb || jsonb_build_object('workspaceId', ${w}))::json,
        queue_name => ${options.queue ?? null}::text,
        run_at => ${options.runAt ?? null}::timestamptz,
        max_attempts => ${options.maxAttempts ?? 8}::int,
        job_key => ${options.key ?? null}::text
      )::text`,
  );
}
