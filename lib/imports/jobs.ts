import "server-only";
import { z } from "zod";
import { systemActor } from "../auth/actor";
import { newId } from "../id";
import type { JobHandler } from "../jobs";
import { log } from "../log";
import { giveUpImport, runImport } from "./commands";

const payloadSchema = z.object({ importId: z.uuid() });

/** Faults in a row before a person is told; a worker that was killed does not count. */
const MOST_FAULTS = 3;
const faults = new Map<string, number>();

/** - imports.run { importId }: from the uploaded file to its rows */
export const jobs: Record<string, JobHandler> = {
  "imports.run": async (payload, { signal }) => {
    const { importId } = payloadSchema.parse(payload);
    const actor = systemActor(payload.workspaceId, "import");
    try {
      await runImport(actor, importId, signal);
      faults.delete(importId);
    } catch (error) {
      if (signal.aborted) throw error;
      const count = (faults.get(importId) ?? 0) + 1;
      faults.set(importId, count);
      if (count < MOST_FAULTS) throw error;
      const fault = newId().slice(-8);
      log.error({ err: error, import: importId, fault }, "import failed");
      faults.delete(importId);
      await giveUpImport(actor, importId, fault);
    }
  },
};
