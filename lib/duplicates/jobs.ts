import "server-only";
import { systemActor } from "../auth/actor";
import type { JobHandler } from "../jobs";
import { followMerges } from "./commands";

/** - duplicates.follow {}: what came to merged records goes where they went; after imports, and each hour */
export const jobs: Record<string, JobHandler> = {
  "duplicates.follow": async (payload) => {
    await followMerges(systemActor(payload.workspaceId, "merged records"));
  },
};

/** Systems that write through the API go on naming the old record. */
export const periodic = [{ name: "duplicates.follow", cron: "23 * * * *" }];
