import "server-only";
import { z } from "zod";
import { systemActor } from "../auth/actor";
import { isAppError } from "../errors";
import type { JobHandler } from "../jobs";
import { log } from "../log";
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
