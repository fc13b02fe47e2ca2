import "server-only";
import { systemActor } from "../auth/actor";
import type { JobHandler } from "../jobs";
import { tellFollowers } from "./commands/follow";

/** customers.tell-followers {}: what happened to followed customers, each once. */
export const jobs: Record<string, JobHandler> = {
  "customers.tell-followers": async (payload) => {
    await tellFollowers(systemActor(payload.workspaceId, "follows"), new Date());
  },
};

export const periodic = [{ name: "customers.tell-followers", cron: "* * * * *" }];
