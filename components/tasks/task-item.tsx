"use client";

import { Archive, Check, Ellipsis, Handshake, Pencil, Undo2, UserRound } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { Avatar } from "@/components/ui/avatar";
import { cn } from "@/components/ui/cn";
import { IconButton } from "@/components/ui/icon-button";
import { Menu, MenuGroup, MenuItem, MenuSeparator } from "@/components/ui/menu";
import { formatDate, formatDay } from "@/lib/format";
import { addDays, bucketOf, nextMonday, type TaskRow } from "@/lib/tasks/task";
import { openTask } from "./task-event";
import type { TaskMoves } from "./use-task-moves";

export type TaskItemProps = {
  task: TaskRow;
  /** YYYY-MM-DD in the workspace's zone. */
  today: string;
  /** For the day on which a task was done. */
  timeZone?: string;
  moves: TaskMoves;
  mayWrite: boolean;
  /** Whose it is, in lists of several people. */
  showOwner?: boolean;
  /** Left out on the customer's own page. */
  showCustomer?: boolean;
};

/** One thing to do: a ring that makes it done, what it is and about whom, and its day, which opens the ways to put it off. */
export function TaskItem({
  task,
  today,
  timeZone = "UTC",
  moves,
  mayWrite,
  showOwner,
  showCustomer = true,
}: TaskItemProps) {
  const t = useTranslations("tasks");
  const done = task.doneAt !== null || moves.isDone(task);
  const editable = mayWrite && task.kind === "task" && !done;
  const late = !done && bucketOf(task.dueOn, today) === "overdue";
  const due =
    task.dueOn === null
      ? t("someday")
      : task.dueOn === today
        ? t("today")
        : task.dueOn === addDays(today, 1)
          ? t("tomorrow")
          : formatDay(new Date(task.dueOn));
  const lateDays = task.dueOn ? Math.round((Date.parse(today) - Date.parse(task.dueOn)) / 86_400_000) : 0;
  const dueText = late ? t("late", { count: lateDays }) : due;
  const dueLook = cn("whitespace-nowrap text-xs", late ? "text-detractor-text" : "text-muted");
  const title = cn("block max-w-full text-start font-medium text-pretty", done && "text-muted line-through");
  return (
    <li
      data-task={`${task.kind} ${task.id}`}
      className="group flex min-h-11 items-start gap-3 border-b border-line py-2 last:border-0"
    >
      <button
        type="button"
        disabled={!mayWrite}
        data-task-done
        aria-label={done ? t("reopen", { title: task.title }) : t("complete", { title: task.title })}
        title={done ? t("reopenShort") : t("completeShort")}
        onClick={() => (done ? moves.reopen(task) : moves.complete(task))}
        className="-m-2 flex size-9 shrink-0 items-center justify-center rounded-full disabled:opacity-50 touch:-m-3 touch:size-11"
      >
        <span
          className={cn(
            "flex size-5 items-center justify-center rounded-full border [&_.lucide]:size-3.5",
            done
              ? "border-accent bg-accent text-on-accent"
              : "border-input text-transparent group-hover:border-accent hover:text-accent-text",
          )}
        >
          <Check aria-hidden />
        </span>
      </button>
      <span className="min-w-0 flex-1">
        {editable ? (
          <button
            type="button"
            data-task-title
            onClick={() => openTask({ task })}
            className={cn(title, "min-h-6 rounded-sm hover:underline")}
          >
            {task.title}
          </button>
        ) : task.customerId ? (
          <Link
            data-task-title
            href={`/customers/${task.customerId}`}
            className={cn(title, "min-h-6 rounded-sm hover:underline")}
          >
            {task.title}
          </Link>
        ) : (
          <span data-task-title tabIndex={-1} className={title}>
            {task.title}
          </span>
        )}
        <span className="flex flex-wrap items-center gap-x-3 text-xs text-muted [&_.lucide]:size-3.5">
          {showCustomer && task.customerId && task.customerName ? (
            <Link
              href={`/customers/${task.customerId}`}
              className="inline-flex min-h-6 max-w-full items-center gap-1 truncate rounded-sm hover:underline"
            >
              <UserRound aria-hidden className="shrink-0" />
              {task.customerName}
            </Link>
          ) : null}
          {task.dealId && task.dealName ? (
            <Link
              href={`/deals/${task.dealId}`}
              className="inline-flex min-h-6 max-w-full items-center gap-1 truncate rounded-sm hover:underline"
            >
              <Handshake aria-hidden className="shrink-0" />
              {task.dealName}
            </Link>
          ) : null}
          {task.kind === "step" ? <span>{t(`stepOf.${task.interactionKind ?? "note"}`)}</span> : null}
          {task.givenByName ? <span>{t("givenBy", { name: task.givenByName })}</span> : null}
        </span>
      </span>
      {showOwner && task.ownerName ? (
        <span className="flex shrink-0 items-center gap-1.5 text-xs text-muted md:w-32">
          <Avatar name={task.ownerName} size="sm" tone="accent" />
          <span className="min-w-0 truncate max-md:sr-only">{task.ownerName}</span>
        </span>
      ) : null}
      {done || !mayWrite ? (
        <span className={cn(dueLook, "pt-0.5")}>
          {task.doneAt ? t("doneOn", { day: formatDate(task.doneAt, timeZone) }) : dueText}
        </span>
      ) : (
        <Menu
          align="end"
          trigger={
            <button
              type="button"
              aria-label={t("putOff", { title: task.title, due: dueText })}
              className={cn(
                dueLook,
                "-my-0.5 flex h-7 shrink-0 items-center rounded-md px-1.5 hover:bg-hover touch:-my-2 touch:h-11",
              )}
            >
              {dueText}
            </button>
          }
        >
          <MenuGroup label={t("putOffTo")}>
            {(
              [
                ["today", today],
                ["tomorrow", addDays(today, 1)],
                ["threeDays", addDays(today, 3)],
                ["nextWeek", nextMonday(today)],
                ["month", addDays(today, 30)],
                ["someday", null],
              ] as const
            )
              .filter(([, day]) => day !== task.dueOn)
              .map(([key, day]) => (
                <MenuItem
                  key={key}
                  end={day ? formatDay(new Date(day)) : null}
                  onSelect={() => moves.snooze(task, day)}
                >
                  {t(key)}
                </MenuItem>
              ))}
          </MenuGroup>
        </Menu>
      )}
      {mayWrite && task.kind === "task" ? (
        <Menu
          align="end"
          trigger={
            <IconButton
              size="sm"
              label={t("more", { title: task.title })}
              icon={<Ellipsis aria-hidden />}
              className="-my-1"
            />
          }
        >
          {done ? (
            <MenuItem icon={<Undo2 aria-hidden />} onSelect={() => moves.reopen(task)}>
              {t("reopenShort")}
            </MenuItem>
          ) : (
            <MenuItem icon={<Pencil aria-hidden />} onSelect={() => openTask({ task })}>
              {t("edit")}
            </MenuItem>
          )}
          <MenuSeparator />
          <MenuItem icon={<Archive aria-hidden />} onSelect={() => moves.archive(task)}>
            {t("archive")}
          </MenuItem>
        </Menu>
      ) : mayWrite ? (
        <span className="w-7 shrink-0 touch:w-11" />
      ) : null}
    </li>
  );
}
