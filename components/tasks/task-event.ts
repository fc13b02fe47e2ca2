import type { TaskRow } from "@/lib/tasks/task";

/** Fired on the window to open the form: by the palette, by the key t, and by buttons that say what it is about. */
export const TASK_EVENT = "waymark:task";

/** What a new task is about, or the task that is changed. */
export type TaskSubject = {
  customer?: { id: string; name: string };
  deal?: { id: string; name: string };
  task?: TaskRow;
};

/** Opens the form. */
export function openTask(subject: TaskSubject = {}): void {
  window.dispatchEvent(new CustomEvent<TaskSubject>(TASK_EVENT, { detail: subject }));
}
