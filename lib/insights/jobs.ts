import "server-only";
import { z } from "zod";
import { systemActor } from "../auth/actor";
import { transaction } from "../db";
import { isAppError } from "../errors";
import type { JobHandler } from "../jobs";
import { log } from "../log";
import { failScan, requestScan, runScan } from "./commands";

const scan = z.object({ scanId: z.uuid() });

/**
 * - insights.scan { scanId }: one scan, from the start each time it is tried
 * - insights.nightly {}: asks for a scan of all time
 */
export const jobs: Record<string, JobHandler> = {
  "insights.scan": async (payload, { signal }) => {
    const { scanId } = scan.parse(payload);
    const actor = systemActor(payload.workspaceId, "insights");
    try {
      const result = await runScan(actor, scanId, { signal });
      log.info({ scanId, ...result }, "scan ended");
    } catch (error) {
      // Deleted meanwhile: nobody waits for it.
      if (isAppError(error) && error.code === "not_found") return;
      if (!signal.aborted) await failScan(actor, scanId, "The scan met a fault and will be tried again.");
      throw error;
    }
  },
  "insights.nightly": async (payload) => {
    const actor = systemActor(payload.workspaceId, "insights");
    await transaction(actor, (tx) => requestScan(tx, actor));
  },
};

/** Each night, when nobody waits. */
export const periodic = [{ name: "insights.nightly", cron: "10 4 * * *" }];
