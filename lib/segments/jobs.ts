import "server-only";
import { z } from "zod";
import { systemActor } from "../auth/actor";
import { touchCustomers } from "../customers/touch-sql";
import { Prisma, rows } from "../db";
import { isAppError } from "../errors";
import { MoveCause } from "../generated/prisma/enums";
import type { JobHandler } from "../jobs";
import { log } from "../log";
import type { ResponseHook } from "../responses/intake-sql";
import { recomputeAllSegments, recomputeSegment, touchSegments } from "./commands";

const causes = Object.values(MoveCause) as [MoveCause, ...MoveCause[]];
const one = z.object({ segmentId: z.uuid(), cause: z.enum(causes).nullable().default(null) });
const all = z.object({ cause: z.enum(causes).default("time") });
const some = z.object({ customerIds: z.array(z.uuid()).max(50_000), cause: z.enum(causes).default("edit") });

/**
 * - segments.recompute { segmentId, cause }: without a cause nobody's move is written down (another rule, or the first filling)
 * - segments.recompute-all { cause }: after imports, and each night
 * - segments.hourly {}: the classes of value, and rules that the clock alone changes
 * - segments.touch { customerIds, cause }: after these customers were changed, answered or bought
 */
export const jobs: Record<string, JobHandler> = {
  "segments.recompute": async (payload) => {
    const { segmentId, cause } = one.parse(payload);
    try {
      await recomputeSegment(systemActor(payload.workspaceId, "segments"), segmentId, { cause });
    } catch (error) {
      // Archived meanwhile, or its rule speaks of something removed: trying again would not help.
      if (!isAppError(error)) throw error;
      log.warn({ segmentId, reason: error.message }, "segment was not recomputed");
    }
  },
  "segments.recompute-all": async (payload) => {
    await recomputeAllSegments(systemActor(payload.workspaceId, "segments"), { cause: all.parse(payload).cause });
  },
  "segments.hourly": async (payload) => {
    await recomputeAllSegments(systemActor(payload.workspaceId, "segments"), { cause: "time", onlyByClock: true });
  },
  "segments.touch": async (payload) => {
    const { customerIds, cause } = some.parse(payload);
    await touchSegments(systemActor(payload.workspaceId, "segments"), customerIds, { cause });
  },
};

/** Rules about time ("in the last 90 days") change their members by themselves; the night sees to what was missed. */
export const periodic = [
  { name: "segments.hourly", cron: "7 * * * *" },
  { name: "segments.recompute-all", cron: "37 2 * * *" },
];

/** What people said may move them between segments: their membership is looked at again once the answers are stored. */
export const touchAfterResponses: ResponseHook = async (tx, who, stored) => {
  const ids = new Set(
    stored.flatMap(({ customerId, promise }) => (promise === "identified" && customerId ? customerId : [])),
  );
  if (ids.size === 0) return;
  // A workspace without segments and without conditions of health pays one look.
  const [some] = await rows<{ one: number }>(
    tx,
    who,
    (w) => Prisma.sql`
      select 1 as one where exists (select from segments where workspace_id = ${w} and archived_at is null)
        or exists (select from health_conditions where workspace_id = ${w} and archived_at is null)`,
  );
  if (some) await touchCustomers(tx, who, [...ids], "answer");
};
