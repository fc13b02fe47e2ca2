import "server-only";
import { z } from "zod";
import { systemActor } from "../auth/actor";
import { touchCustomers } from "../customers/touch-sql";
import { Prisma, rows } from "../db";
import { isAppError } from "../errors";
import type { JobHandler } from "../jobs";
import { log } from "../log";
import type { ResponseHook } from "../responses/intake-sql";
import { recomputeAllSegments, recomputeSegment, touchSegments } from "./commands";

const one = z.object({ segmentId: z.uuid() });
const some = z.object({ customerIds: z.array(z.uuid()).max(50_000) });

/**
 * - segments.recompute { segmentId }
 * - segments.recompute-all {}: after imports, and each hour
 * - segments.touch { customerIds }: after these customers were changed, answered or bought
 */
export const jobs: Record<string, JobHandler> = {
  "segments.recompute": async (payload) => {
    const { segmentId } = one.parse(payload);
    try {
      await recomputeSegment(systemActor(payload.workspaceId, "segments"), segmentId);
    } catch (error) {
      // Archived meanwhile, or its rule speaks of something removed: trying again would not help.
      if (!isAppError(error)) throw error;
      log.warn({ segmentId, reason: error.message }, "segment was not recomputed");
    }
  },
  "segments.recompute-all": async (payload) => {
    await recomputeAllSegments(systemActor(payload.workspaceId, "segments"));
  },
  "segments.touch": async (payload) => {
    const { customerIds } = some.parse(payload);
    await touchSegments(systemActor(payload.workspaceId, "segments"), customerIds);
  },
};

/** Rules about time ("in the last 90 days") change their members by themselves. */
export const periodic = [{ name: "segments.recompute-all", cron: "7 * * * *" }];

/** What people said may move them between segments: their membership is looked at again once the answers are stored. */
export const touchAfterResponses: ResponseHook = async (tx, who, stored) => {
  const ids = new Set(
    stored.flatMap(({ customerId, promise }) => (promise === "identified" && customerId ? customerId : [])),
  );
  if (ids.size === 0) return;
  // A workspace without segments pays one look.
  const [some] = await rows<{ one: number }>(
    tx,
    who,
    (w) => Prisma.sql`select 1 as one from segments where workspace_id = ${w} and archived_at is null limit 1`,
  );
  if (some) await touchCustomers(tx, who, [...ids]);
};
