"use server";

import { refresh } from "next/cache";
import { action } from "../auth/action";
import { archivePromise, changePromise, keepPromise, makePromise, restorePromise } from "./commands/promises";
import { newPromise, promiseChange, promiseId, promiseKept } from "./promise-schema";

export const makePromiseAction = action({
  input: newPromise,
  run: async (actor, input) => {
    const made = await makePromise(actor, input);
    refresh();
    return made;
  },
});

export const changePromiseAction = action({
  input: promiseChange,
  run: async (actor, input) => {
    await changePromise(actor, input);
    refresh();
  },
});

export const keepPromiseAction = action({
  input: promiseKept,
  run: async (actor, { id, kept }) => {
    await keepPromise(actor, id, kept);
    refresh();
  },
});

export const archivePromiseAction = action({
  input: promiseId,
  run: async (actor, { id }) => {
    await archivePromise(actor, id);
    refresh();
  },
});

export const restorePromiseAction = action({
  input: promiseId,
  run: async (actor, { id }) => {
    await restorePromise(actor, id);
    refresh();
  },
});
