"use client";

import { useEffect, useState } from "react";
import { TASK_EVENT, type TaskSubject } from "./task-event";
import { TaskForm } from "./task-form";

/** Where a task is made or changed from any page. @param timeZone the workspace's: where "tomorrow" begins */
export function TaskHost({ timeZone }: { timeZone: string }) {
  const [asked, setAsked] = useState<{ subject: TaskSubject; time: number } | null>(null);
  useEffect(() => {
    const open = (event: Event) => {
      const given: unknown = event instanceof CustomEvent ? event.detail : null;
      setAsked((before) => before ?? { subject: (given as TaskSubject | null) ?? {}, time: Date.now() });
    };
    window.addEventListener(TASK_EVENT, open);
    return () => window.removeEventListener(TASK_EVENT, open);
  }, []);
  if (!asked) return null;
  return <TaskForm key={asked.time} subject={asked.subject} timeZone={timeZone} onClose={() => setAsked(null)} />;
}
