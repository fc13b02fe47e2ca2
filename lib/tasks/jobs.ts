import "server-only";
import { systemActor } from "../auth/actor";
import type { JobHandler } from "../jobs";
import { remindOfTasks } from "./commands";

/** tasks.remind {}: in the morning of each workspace's zone, once for each task that is due. */
export const jobs: Record<string, JobHandler> = {
  "tasks.remind": async (payload) => {
    await remindOfTasks(systemActor(payload.workspaceId, "reminders"), new Date());
  },
};

export const periodic = [{ name: "tasks.remind", cron: "11 * * * *" }];
