"use server";
import { refresh } from "next/cache";
import { action } from "../auth/action";
import {
  addNeed,
  archiveNeed,
  attachVoice,
  detachVoice,
  moveNeed,
  restoreNeed,
  setPersona,
  setStrategy,
  updateNeed,
} from "./commands/needs";
import { needId, needInput, needMove, needUpdate, needVoice, personaUpdate, strategyInput } from "./needs-schema";

export const addNeedAction = action({
  input: needInput,
  run: async (actor, input) => {
    const id = await addNeed(actor, input);
    refresh();
    return { id };
  },
});

export const updateNeedAction = action({
  input: needUpdate,
  run: async (actor, { id, ...input }) => {
    await updateNeed(actor, id, input);
    refresh();
  },
});

export const moveNeedAction = action({
  input: needMove,
  run: async (actor, { id, beforeId }) => {
    await moveNeed(actor, id, beforeId);
    refresh();
  },
});

export const archiveNeedAction = action({
  input: needId,
  run: async (actor, { id }) => {
    await archiveNeed(actor, id);
    refresh();
  },
});

export const restoreNeedAction = action({
  input: needId,
  run: async (actor, { id }) => {
    await restoreNeed(actor, id);
    refresh();
  },
});

export const attachVoiceAction = action({
  input: needVoice,
  run: async (actor, { id, quoteId }) => {
    await attachVoice(actor, id, quoteId);
    refresh();
  },
});

export const detachVoiceAction = action({
  input: needVoice,
  run: async (actor, { id, quoteId }) => {
    await detachVoice(actor, id, quoteId);
    refresh();
  },
});

export const setPersonaAction = action({
  input: personaUpdate,
  run: async (actor, { id, ...input }) => {
    await setPersona(actor, id, input);
    refresh();
  },
});

export const setStrategyAction = action({
  input: strategyInput,
  run: async (actor, { id, strategy }) => {
    await setStrategy(actor, id, strategy);
    refresh();
  },
});
