import "server-only";
import { z } from "zod";
import { systemActor } from "../auth/actor";
import type { JobHandler } from "../jobs";
import { jobs as segmentJobs } from "../segments/jobs";
import { recomputeHealth, touchHealth } from "./commands";

const some = z.object({ customerIds: z.array(z.uuid()).max(50_000) });
const touchSegments = segmentJobs["segments.touch"];

/**
 * - health.recompute {}: everybody's, after the conditions changed and each night
 * - segments.touch { customerIds, cause }: what moves customers between segments moves their health first, since a
 *   segment may ask about it
 */
export const jobs: Record<string, JobHandler> = {
  "health.recompute": async (payload, { signal }) => {
    await recomputeHealth(systemActor(payload.workspaceId, "health"), { signal });
  },
  "segments.touch": async (payload, context) => {
    await touchHealth(systemActor(payload.workspaceId, "health"), some.parse(payload).customerIds);
    await touchSegments?.(payload, context);
  },
};

/** Before the night's look at the segments. */
export const periodic = [{ name: "health.recompute", cron: "17 2 * * *" }];
