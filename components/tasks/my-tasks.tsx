"use client";

import { useTranslations } from "next-intl";
import { Card, CardBody, CardHeader } from "@/components/ui/card";
import { LinkButton } from "@/components/ui/link-button";
import type { TaskRow } from "@/lib/tasks/task";
import { NewTaskButton } from "./new-task-button";
import { TaskItem } from "./task-item";
import { useTaskMoves } from "./use-task-moves";

export type MyTasksProps = {
  /** The first of lib/tasks/queries.ts: listTasks(actor, { whose: "mine", show: "open" }, 6).rows */
  tasks: readonly TaskRow[];
  /** countMyTasks(actor, today) */
  counts: { overdue: number; today: number; open: number };
  today: string;
  timeZone?: string;
  mayWrite: boolean;
};

/** The top of one's own list, for a home. */
export function MyTasks({ tasks, counts, today, timeZone, mayWrite }: MyTasksProps) {
  const t = useTranslations("tasks");
  const moves = useTaskMoves();
  return (
    <Card>
      <CardHeader
        title={t("mineTitle")}
        meta={t("mineMeta", { overdue: counts.overdue, today: counts.today })}
        action={mayWrite ? <NewTaskButton small /> : undefined}
      />
      <CardBody>
        {tasks.length === 0 ? (
          <p className="text-sm text-muted">{t("mineNone")}</p>
        ) : (
          <ul>
            {tasks.map((task) => (
              <TaskItem
                key={`${task.kind} ${task.id}`}
                task={task}
                today={today}
                timeZone={timeZone}
                moves={moves}
                mayWrite={mayWrite}
              />
            ))}
          </ul>
        )}
        {counts.open > tasks.length ? (
          <LinkButton href="/tasks" variant="link" className="mt-2">
            {t("mineAll", { count: counts.open })}
          </LinkButton>
        ) : null}
      </CardBody>
    </Card>
  );
}
