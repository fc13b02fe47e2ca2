import { formatDate, formatDay } from "@/lib/format";
import type { Goal } from "@/lib/teams/queries/leading";
import type { GoalLine } from "./goals-card";

/** Goals with their dates in words. @param today YYYY-MM-DD in the workspace's zone */
export const goalLines = (goals: readonly Goal[], today: string, timeZone: string): GoalLine[] =>
  goals.map(({ id, text, progress, dueOn, reachedAt }) => ({
    id,
    text,
    progress,
    due: dueOn ? formatDay(dueOn) : null,
    isLate: dueOn !== null && reachedAt === null && dueOn.toISOString().slice(0, 10) < today,
    reached: reachedAt ? formatDate(reachedAt, timeZone) : null,
  }));
