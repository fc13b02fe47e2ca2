// The one file that may import everything: what a domain offers to the rest registers here.

import { jobs as followJobs, periodic as followPeriodic } from "@/lib/customers/follow-jobs";
import { jobs as customerJobs } from "@/lib/customers/jobs";
import { jobs as duplicateJobs, periodic as duplicatePeriodic } from "@/lib/duplicates/jobs";
import { jobs as healthJobs, periodic as healthPeriodic } from "@/lib/health/jobs";
import { jobs as importJobs } from "@/lib/imports/jobs";
import { jobs as insightJobs, periodic as insightPeriodic } from "@/lib/insights/jobs";
import type { JobHandler } from "@/lib/jobs";
import { openCasesOfDetractors } from "@/lib/responses/detractor-cases-sql";
import { onResponses } from "@/lib/responses/intake-sql";
import { jobs as segmentJobs, periodic as segmentPeriodic, touchAfterResponses } from "@/lib/segments/jobs";
import { jobs as taskJobs, periodic as taskPeriodic } from "@/lib/tasks/jobs";

/** Every job by its name, "domain.verb". */
export const jobs: Record<string, JobHandler> = {
  ...customerJobs,
  ...duplicateJobs,
  ...followJobs,
  ...importJobs,
  ...insightJobs,
  ...segmentJobs,
  ...taskJobs,
  ...healthJobs,
};

/** Jobs that come again: a crontab line each, UTC. The handler is called once per workspace. */
export const periodic: { name: string; cron: string }[] = [
  ...insightPeriodic,
  ...segmentPeriodic,
  ...duplicatePeriodic,
  ...taskPeriodic,
  ...followPeriodic,
  ...healthPeriodic,
];

onResponses("segments", touchAfterResponses);
onResponses("cases", openCasesOfDetractors);
