"use client";

import { useEffect, useRef } from "react";
import type { TaskRow } from "@/lib/tasks/task";
import { TaskItem } from "./task-item";
import { useTaskMoves } from "./use-task-moves";

export type TaskGroup = { key: string; title: string; tasks: readonly TaskRow[]; tone?: "late" };

export type TaskListProps = {
  groups: readonly TaskGroup[];
  today: string;
  timeZone: string;
  mayWrite: boolean;
  showOwner?: boolean;
};

/** The page's list in its groups. j and k move, x makes done, Enter opens; without the keys everything is a button. */
export function TaskList({ groups, today, timeZone, mayWrite, showOwner }: TaskListProps) {
  const moves = useTaskMoves();
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.metaKey || event.ctrlKey || event.altKey || event.defaultPrevented) return;
      const target = event.target instanceof HTMLElement ? event.target : null;
      if (target?.closest("input, textarea, select, [contenteditable], [role=menu], [role=listbox]")) return;
      if (document.querySelector("[role=dialog][data-open], [role=menu][data-open]")) return;
      const items = [...(list.current?.querySelectorAll<HTMLElement>("[data-task]") ?? [])];
      const at = items.findIndex((item) => item.contains(document.activeElement));
      const go = (index: number) => {
        const item = items[Math.max(0, Math.min(items.length - 1, index))];
        event.preventDefault();
        item?.scrollIntoView({ block: "nearest" });
        item?.querySelector<HTMLElement>("[data-task-title]")?.focus({ preventScroll: true });
      };
      if (event.key === "j") go(at + 1);
      else if (event.key === "k") go(at < 0 ? 0 : at - 1);
      else if (event.key === "x" && at >= 0) {
        event.preventDefault();
        items[at]?.querySelector<HTMLElement>("[data-task-done]")?.click();
      }
    };
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  }, []);
  return (
    <div ref={list} className="flex flex-col gap-6">
      {groups.map(({ key, title, tasks, tone }) => (
        <section key={key} aria-labelledby={`tasks-${key}`}>
          <h2
            id={`tasks-${key}`}
            className={`mb-1 flex items-baseline gap-2 text-sm font-semibold ${tone === "late" ? "text-detractor-text" : ""}`}
          >
            {title}
            <span className="figures text-xs font-normal text-muted">{tasks.length}</span>
          </h2>
          <ul className="border-t border-line">
            {tasks.map((task) => (
              <TaskItem
                key={`${task.kind} ${task.id}`}
                task={task}
                today={today}
                timeZone={timeZone}
                moves={moves}
                mayWrite={mayWrite}
                showOwner={showOwner}
              />
            ))}
          </ul>
        </section>
      ))}
    </div>
  );
}
