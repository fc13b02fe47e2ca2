"use server";

import { revalidatePath } from "next/cache";
import { action } from "../auth/action";
import {
  archiveChannel,
  archiveTouchpoint,
  createChannel,
  createTouchpoint,
  moveTouchpoint,
  renameChannel,
  restoreTouchpoint,
  updateTouchpoint,
} from "./commands";
import {
  catalogueId,
  channelChange,
  channelFields,
  touchpointChange,
  touchpointFields,
  touchpointMove,
} from "./schema";

const refresh = () => revalidatePath("/touchpoints", "layout");

export const createTouchpointAction = action({
  input: touchpointFields,
  run: async (actor, input) => {
    const made = await createTouchpoint(actor, input);
    refresh();
    return made;
  },
});

export const updateTouchpointAction = action({
  input: touchpointChange,
  run: async (actor, { id, ...fields }) => {
    await updateTouchpoint(actor, id, fields);
    refresh();
  },
});

export const moveTouchpointAction = action({
  input: touchpointMove,
  run: async (actor, { id, by }) => {
    await moveTouchpoint(actor, id, by);
    refresh();
  },
});

export const archiveTouchpointAction = action({
  input: catalogueId,
  run: async (actor, { id }) => {
    await archiveTouchpoint(actor, id);
    refresh();
  },
});

export const restoreTouchpointAction = action({
  input: catalogueId,
  run: async (actor, { id }) => {
    await restoreTouchpoint(actor, id);
    refresh();
  },
});

export const createChannelAction = action({
  input: channelFields,
  run: async (actor, input) => {
    const made = await createChannel(actor, input);
    refresh();
    return made;
  },
});

export const renameChannelAction = action({
  input: channelChange,
  run: async (actor, { id, name }) => {
    await renameChannel(actor, id, name);
    refresh();
  },
});

export const archiveChannelAction = action({
  input: catalogueId,
  run: async (actor, { id }) => {
    await archiveChannel(actor, id);
    refresh();
  },
});
