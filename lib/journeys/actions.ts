"use server";
import { refresh } from "next/cache";
import { redirect } from "next/navigation";
import { z } from "zod";
import { action } from "../auth/action";
import { quotesForMap } from "../quotes/queries";
import { archiveJourney, cloneJourney, createJourney, restoreJourney, updateJourney } from "./commands";
import { attachQuote, detachQuote, setCell } from "./commands/cells";
import { addComment, archiveComment, reopenComment, resolveComment, restoreComment } from "./commands/comments";
import {
  addStage,
  addStep,
  archiveStage,
  archiveStep,
  changeStepTouchpoint,
  moveStage,
  moveStep,
  restoreStage,
  restoreStep,
  updateStage,
} from "./commands/structure";
import { restoreVersion, saveVersion } from "./commands/versions";
import { listComments } from "./queries/comments";
import { listVersions } from "./queries/versions";
import {
  cellInput,
  commentInput,
  evidenceInput,
  journeyChange,
  journeyClone,
  journeyId,
  journeyInput,
  stageAddition,
  stageChange,
  stageMove,
  stepAddition,
  stepChange,
  stepMove,
  versionInput,
} from "./schema";

const one = z.object({ id: z.uuid() });

export const createJourneyAction = action({
  input: journeyInput,
  run: async (actor, input) => {
    redirect(`/journeys/${await createJourney(actor, input)}`);
  },
});

export const updateJourneyAction = action({
  input: journeyChange,
  run: async (actor, { id, ...input }) => {
    await updateJourney(actor, id, input);
    refresh();
  },
});

export const cloneJourneyAction = action({
  input: journeyClone,
  run: async (actor, { id, ...input }) => {
    redirect(`/journeys/${await cloneJourney(actor, id, input)}`);
  },
});

export const archiveJourneyAction = action({
  input: journeyId,
  run: async (actor, { id }) => {
    await archiveJourney(actor, id);
    refresh();
  },
});

export const restoreJourneyAction = action({
  input: journeyId,
  run: async (actor, { id }) => {
    await restoreJourney(actor, id);
    refresh();
  },
});

/** Does not refresh: the map shows the word that was typed, and reads again when a number depends on it. */
export const setCellAction = action({ input: cellInput, run: (actor, input) => setCell(actor, input) });

export const attachQuoteAction = action({
  input: evidenceInput,
  run: async (actor, input) => {
    await attachQuote(actor, input);
    refresh();
  },
});

export const detachQuoteAction = action({
  input: evidenceInput,
  run: async (actor, input) => {
    await detachQuote(actor, input);
    refresh();
  },
});

/** Voices to choose from at a touchpoint. */
export const quotesToAttachAction = action({
  input: z.object({ touchpointId: z.uuid(), segmentId: z.uuid().nullable() }),
  run: async (actor, { touchpointId, segmentId }) => {
    const found = await quotesForMap(actor, { touchpointIds: [touchpointId], segmentId });
    return found.map(({ id, text, kind, speaker, source, consent, feeling, touchpointName, segmentName }) => ({
      id,
      text,
      kind,
      speaker,
      source,
      consent,
      feeling,
      touchpointName,
      segmentName,
    }));
  },
});

export const addStageAction = action({
  input: stageAddition,
  run: async (actor, input) => {
    const id = await addStage(actor, input);
    refresh();
    return { id };
  },
});

export const updateStageAction = action({
  input: stageChange,
  run: async (actor, input) => {
    const before = await updateStage(actor, input);
    refresh();
    return before;
  },
});

export const moveStageAction = action({
  input: stageMove,
  run: async (actor, input) => {
    const before = await moveStage(actor, input);
    refresh();
    return before;
  },
});

export const archiveStageAction = action({
  input: one,
  run: async (actor, { id }) => {
    await archiveStage(actor, id);
    refresh();
  },
});

export const restoreStageAction = action({
  input: one,
  run: async (actor, { id }) => {
    await restoreStage(actor, id);
    refresh();
  },
});

export const addStepAction = action({
  input: stepAddition,
  run: async (actor, input) => {
    const id = await addStep(actor, input);
    refresh();
    return { id };
  },
});

export const changeStepAction = action({
  input: stepChange,
  run: async (actor, input) => {
    const before = await changeStepTouchpoint(actor, input);
    refresh();
    return before;
  },
});

export const moveStepAction = action({
  input: stepMove,
  run: async (actor, input) => {
    const before = await moveStep(actor, input);
    refresh();
    return before;
  },
});

export const archiveStepAction = action({
  input: one,
  run: async (actor, { id }) => {
    await archiveStep(actor, id);
    refresh();
  },
});

export const restoreStepAction = action({
  input: one,
  run: async (actor, { id }) => {
    await restoreStep(actor, id);
    refresh();
  },
});

export const listCommentsAction = action({ input: one, run: (actor, { id }) => listComments(actor, id) });

export const addCommentAction = action({
  input: commentInput,
  run: async (actor, input) => {
    const id = await addComment(actor, input);
    refresh();
    return { id };
  },
});

export const resolveCommentAction = action({
  input: one,
  run: async (actor, { id }) => {
    await resolveComment(actor, id);
    refresh();
  },
});

export const reopenCommentAction = action({
  input: one,
  run: async (actor, { id }) => {
    await reopenComment(actor, id);
    refresh();
  },
});

export const archiveCommentAction = action({
  input: one,
  run: async (actor, { id }) => {
    await archiveComment(actor, id);
    refresh();
  },
});

export const restoreCommentAction = action({
  input: one,
  run: async (actor, { id }) => {
    await restoreComment(actor, id);
    refresh();
  },
});

export const listVersionsAction = action({ input: one, run: (actor, { id }) => listVersions(actor, id) });

export const saveVersionAction = action({
  input: versionInput,
  run: async (actor, { id, name }) => {
    const version = await saveVersion(actor, id, name);
    refresh();
    return version;
  },
});

export const restoreVersionAction = action({
  input: one,
  run: async (actor, { id }) => {
    const done = await restoreVersion(actor, id);
    refresh();
    return done;
  },
});
