"use client";

import { useTranslations } from "next-intl";
import { useState, useTransition } from "react";
import { useToast } from "@/components/ui/toaster";
import {
  archiveTaskAction,
  completeTaskAction,
  reopenTaskAction,
  snoozeTaskAction,
  unarchiveTaskAction,
} from "@/lib/tasks/actions";
import type { TaskRow } from "@/lib/tasks/task";

type Ref = Pick<TaskRow, "kind" | "id" | "title" | "dueOn">;
export type TaskMoves = {
  /** Was made done on this screen, and is not yet gone from the list. */
  isDone: (task: Ref) => boolean;
  complete: (task: Ref) => void;
  reopen: (task: Ref) => void;
  snooze: (task: Ref, dueOn: string | null) => void;
  archive: (task: Ref) => void;
};

const nameOf = ({ kind, id }: Ref) => `${kind} ${id}`;

/** What one does with a task, each with its undo. The screen changes at once; what fails is taken back and said. */
export function useTaskMoves(): TaskMoves {
  const t = useTranslations("tasks");
  const toast = useToast();
  const [done, setDone] = useState<ReadonlySet<string>>(new Set());
  const [, start] = useTransition();
  const mark = (task: Ref, on: boolean) =>
    setDone((before) => {
      const after = new Set(before);
      if (on) after.add(nameOf(task));
      else after.delete(nameOf(task));
      return after;
    });
  const reopen = (task: Ref) => {
    mark(task, false);
    start(async () => {
      const back = await reopenTaskAction(null, { kind: task.kind, id: task.id });
      if (back && !back.ok) toast.fail(back.message);
    });
  };
  return {
    isDone: (task) => done.has(nameOf(task)),
    reopen,
    complete: (task) => {
      mark(task, true);
      start(async () => {
        const there = await completeTaskAction(null, { kind: task.kind, id: task.id });
        if (!there) return;
        if (!there.ok) {
          mark(task, false);
          return toast.fail(there.message);
        }
        toast.undo(t("wasDone", { title: task.title }), () => reopen(task));
      });
    },
    snooze: (task, dueOn) =>
      start(async () => {
        const there = await snoozeTaskAction(null, { kind: task.kind, id: task.id, dueOn });
        if (!there) return;
        if (!there.ok) return toast.fail(there.message);
        toast.undo(t("wasPutOff", { title: task.title }), async () => {
          await snoozeTaskAction(null, { kind: task.kind, id: task.id, dueOn: task.dueOn });
        });
      }),
    archive: (task) =>
      start(async () => {
        const there = await archiveTaskAction(null, { id: task.id });
        if (!there) return;
        if (!there.ok) return toast.fail(there.message);
        toast.undo(t("wasArchived", { title: task.title }), async () => {
          await unarchiveTaskAction(null, { id: task.id });
        });
      }),
  };
}
