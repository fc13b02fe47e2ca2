"use server";

import { revalidatePath } from "next/cache";
import { z } from "zod";
import { action } from "../auth/action";
import {
  addCoachingNote,
  addGoal,
  archiveCoachingNote,
  archiveGoal,
  archiveTeam,
  createTeam,
  placeMember,
  restoreCoachingNote,
  restoreGoal,
  restoreTeam,
  setDirection,
  setGoalProgress,
  updateTeam,
} from "./commands";
import {
  directionInput,
  goalOf,
  goalProgress,
  memberPlace,
  newGoal,
  newNote,
  newTeam,
  noteOf,
  teamChange,
  teamId,
} from "./schema";

const refresh = () => {
  revalidatePath("/team", "layout");
  revalidatePath("/settings/teams");
};

export const createTeamAction = action({
  input: newTeam,
  run: async (actor, input) => {
    const made = await createTeam(actor, input);
    refresh();
    return made;
  },
});

export const updateTeamAction = action({
  input: teamChange,
  run: async (actor, input) => {
    await updateTeam(actor, input);
    refresh();
  },
});

export const archiveTeamAction = action({
  input: teamId,
  run: async (actor, { id }) => {
    const done = await archiveTeam(actor, id, new Date());
    refresh();
    return done;
  },
});

export const restoreTeamAction = action({
  input: teamId.extend({ memberIds: z.array(z.uuid()).max(1000).default([]) }),
  run: async (actor, { id, memberIds }) => {
    await restoreTeam(actor, id, memberIds);
    refresh();
  },
});

export const placeMemberAction = action({
  input: memberPlace,
  run: async (actor, input) => {
    const before = await placeMember(actor, input);
    refresh();
    return before;
  },
});

export const setDirectionAction = action({
  input: directionInput,
  run: async (actor, { id, direction }) => {
    await setDirection(actor, id, direction);
    refresh();
  },
});

export const addCoachingNoteAction = action({
  input: newNote,
  run: async (actor, input) => {
    const made = await addCoachingNote(actor, input);
    refresh();
    return made;
  },
});

export const archiveCoachingNoteAction = action({
  input: noteOf,
  run: async (actor, { id }) => {
    await archiveCoachingNote(actor, id, new Date());
    refresh();
  },
});

export const restoreCoachingNoteAction = action({
  input: noteOf,
  run: async (actor, { id }) => {
    await restoreCoachingNote(actor, id);
    refresh();
  },
});

export const addGoalAction = action({
  input: newGoal,
  run: async (actor, input) => {
    const made = await addGoal(actor, input);
    refresh();
    return made;
  },
});

export const setGoalProgressAction = action({
  input: goalProgress,
  run: async (actor, { id, progress }) => {
    const done = await setGoalProgress(actor, id, progress, new Date());
    refresh();
    return done;
  },
});

export const archiveGoalAction = action({
  input: goalOf,
  run: async (actor, { id }) => {
    await archiveGoal(actor, id, new Date());
    refresh();
  },
});

export const restoreGoalAction = action({
  input: goalOf,
  run: async (actor, { id }) => {
    await restoreGoal(actor, id);
    refresh();
  },
});
