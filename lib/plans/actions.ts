"use server";

import { refresh } from "next/cache";
import { action } from "../auth/action";
import {
  addGoal,
  addMilestone,
  archiveGoal,
  archiveMilestone,
  changeGoal,
  changeMilestone,
  completeMilestone,
  moveGoal,
  moveMilestone,
  reachGoal,
  restoreGoal,
  restoreMilestone,
} from "./commands";
import { newGoal, newMilestone, stepDone, stepFacts, stepId, stepMove } from "./schema";

export const addGoalAction = action({
  input: newGoal,
  run: async (actor, input) => {
    const made = await addGoal(actor, input);
    refresh();
    return made;
  },
});

export const changeGoalAction = action({
  input: stepFacts,
  run: async (actor, input) => {
    await changeGoal(actor, input);
    refresh();
  },
});

export const reachGoalAction = action({
  input: stepDone,
  run: async (actor, { id, done }) => {
    await reachGoal(actor, id, done);
    refresh();
  },
});

export const moveGoalAction = action({
  input: stepMove,
  run: async (actor, { id, by }) => {
    await moveGoal(actor, id, by);
    refresh();
  },
});

export const archiveGoalAction = action({
  input: stepId,
  run: async (actor, { id }) => {
    await archiveGoal(actor, id);
    refresh();
  },
});

export const restoreGoalAction = action({
  input: stepId,
  run: async (actor, { id }) => {
    await restoreGoal(actor, id);
    refresh();
  },
});

export const addMilestoneAction = action({
  input: newMilestone,
  run: async (actor, input) => {
    const made = await addMilestone(actor, input);
    refresh();
    return made;
  },
});

export const changeMilestoneAction = action({
  input: stepFacts,
  run: async (actor, input) => {
    await changeMilestone(actor, input);
    refresh();
  },
});

export const completeMilestoneAction = action({
  input: stepDone,
  run: async (actor, { id, done }) => {
    await completeMilestone(actor, id, done);
    refresh();
  },
});

export const moveMilestoneAction = action({
  input: stepMove,
  run: async (actor, { id, by }) => {
    await moveMilestone(actor, id, by);
    refresh();
  },
});

export const archiveMilestoneAction = action({
  input: stepId,
  run: async (actor, { id }) => {
    await archiveMilestone(actor, id);
    refresh();
  },
});

export const restoreMilestoneAction = action({
  input: stepId,
  run: async (actor, { id }) => {
    await restoreMilestone(actor, id);
    refresh();
  },
});
