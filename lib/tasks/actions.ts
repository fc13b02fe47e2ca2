"use server";

import { refresh } from "next/cache";
import { action } from "../auth/action";
import { completeNextStep } from "../interactions/commands";
import { moveNextStep, reopenNextStep } from "../interactions/commands/next-steps";
import { archiveTask, completeTask, createTask, reopenTask, snoozeTask, unarchiveTask, updateTask } from "./commands";
import { snoozeInput, taskChange, taskId, taskInput, taskRef } from "./schema";

export const createTaskAction = action({
  input: taskInput,
  run: async (actor, input) => {
    const made = await createTask(actor, input);
    refresh();
    return made;
  },
});

export const updateTaskAction = action({
  input: taskChange,
  run: async (actor, input) => {
    await updateTask(actor, input);
    refresh();
  },
});

/** A task, or a next step: both are done in one list. */
export const completeTaskAction = action({
  input: taskRef,
  run: async (actor, { kind, id }) => {
    await (kind === "task" ? completeTask(actor, id) : completeNextStep(actor, id));
    refresh();
  },
});

export const reopenTaskAction = action({
  input: taskRef,
  run: async (actor, { kind, id }) => {
    await (kind === "task" ? reopenTask(actor, id) : reopenNextStep(actor, id));
    refresh();
  },
});

export const snoozeTaskAction = action({
  input: snoozeInput,
  run: async (actor, { kind, id, dueOn }) => {
    await (kind === "task" ? snoozeTask(actor, id, dueOn) : moveNextStep(actor, id, dueOn));
    refresh();
  },
});

export const archiveTaskAction = action({
  input: taskId,
  run: async (actor, { id }) => {
    await archiveTask(actor, id);
    refresh();
  },
});

export const unarchiveTaskAction = action({
  input: taskId,
  run: async (actor, { id }) => {
    await unarchiveTask(actor, id);
    refresh();
  },
});
