"use server";

import { refresh } from "next/cache";
import { z } from "zod";
import { action } from "../auth/action";
import { markAllRead, markRead } from "./commands";
import { notificationId } from "./schema";

export const markReadAction = action({
  input: notificationId,
  run: async (actor, { id }) => {
    await markRead(actor, id);
    refresh();
  },
});

export const markAllReadAction = action({
  input: z.object({}),
  run: async (actor) => {
    await markAllRead(actor);
    refresh();
  },
});
