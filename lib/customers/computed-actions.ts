"use server";

import { action } from "../auth/action";
import { previewInput } from "../computed/schema";
import { previewComputed } from "./queries/computed";

export const previewComputedAction = action({
  input: previewInput,
  run: (actor, { key, definition }) => previewComputed(actor, { key, definition, now: new Date() }),
});
