import "server-only";
import { z } from "zod";
import { systemActor } from "../auth/actor";
import type { JobHandler } from "../jobs";
import { continueBulkChange } from "./commands/bulk";

const bulk = z.object({ changeId: z.uuid() });

/** - customers.bulk { changeId }: a change of many customers, step by step to its end */
export const jobs: Record<string, JobHandler> = {
  "customers.bulk": async (payload, { signal }) => {
    const { changeId } = bulk.parse(payload);
    const actor = systemActor(payload.workspaceId, "bulk change");
    while (await continueBulkChange(actor, changeId)) {
      if (signal.aborted) throw new Error("The server is stopping; the change goes on later.");
    }
  },
};
