"use server";

import { refresh } from "next/cache";
import { action } from "../auth/action";
import { archiveView, restoreView, saveView, updateView } from "./commands";
import { newView, viewChanges, viewId } from "./schema";

export const saveViewAction = action({ input: newView, run: saveView });

export const updateViewAction = action({
  input: viewChanges,
  run: async (actor, input) => {
    await updateView(actor, input);
    refresh();
  },
});

export const archiveViewAction = action({
  input: viewId,
  run: async (actor, { id }) => {
    await archiveView(actor, id);
    refresh();
  },
});

export const restoreViewAction = action({
  input: viewId,
  run: async (actor, { id }) => {
    await restoreView(actor, id);
    refresh();
  },
});
