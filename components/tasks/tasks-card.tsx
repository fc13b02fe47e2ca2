"use client";

import { useTranslations } from "next-intl";
import { Card, CardBody, CardHeader } from "@/components/ui/card";
import type { TaskRow } from "@/lib/tasks/task";
import { NewTaskButton } from "./new-task-button";
import { TaskItem } from "./task-item";
import { useTaskMoves } from "./use-task-moves";

export type TasksCardProps = {
  /** lib/tasks/queries.ts: tasksOfCustomer */
  tasks: { open: readonly TaskRow[]; done: readonly TaskRow[] };
  customer: { id: string; name: string };
  /** YYYY-MM-DD in the workspace's zone. */
  today: string;
  timeZone: string;
  mayWrite: boolean;
};

/** What there is to do for a customer, and what was done last. */
export function TasksCard({ tasks, customer, today, timeZone, mayWrite }: TasksCardProps) {
  const t = useTranslations("tasks");
  const moves = useTaskMoves();
  return (
    <Card>
      <CardHeader
        title={t("page")}
        meta={tasks.open.length > 0 ? t("card.open", { count: tasks.open.length }) : undefined}
        action={mayWrite ? <NewTaskButton small about={{ customer }} /> : undefined}
      />
      <CardBody>
        {tasks.open.length + tasks.done.length === 0 ? (
          <p className="text-sm text-muted">{t("card.none")}</p>
        ) : (
          <ul>
            {[...tasks.open, ...tasks.done].map((task) => (
              <TaskItem
                key={task.id}
                task={task}
                today={today}
                timeZone={timeZone}
                moves={moves}
                mayWrite={mayWrite}
                showCustomer={false}
                showOwner
              />
            ))}
          </ul>
        )}
      </CardBody>
    </Card>
  );
}
