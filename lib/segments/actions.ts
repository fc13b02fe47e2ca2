"use server";

import { revalidatePath } from "next/cache";
import { z } from "zod";
import { action } from "../auth/action";
import { archiveSegment, createSegment, restoreSegment, updateSegment } from "./commands";
import { previewCount } from "./queries";
import { segmentInput, segmentRule } from "./schema";

const one = z.object({ id: z.uuid() });
const refresh = () => revalidatePath("/segments", "layout");

export const createSegmentAction = action({
  input: segmentInput,
  run: async (actor, input) => {
    const created = await createSegment(actor, input);
    refresh();
    return created;
  },
});

export const updateSegmentAction = action({
  input: segmentInput.extend({ id: z.uuid() }),
  run: async (actor, { id, ...input }) => {
    await updateSegment(actor, id, input);
    refresh();
    return { id };
  },
});

export const archiveSegmentAction = action({
  input: one,
  run: async (actor, { id }) => {
    await archiveSegment(actor, id);
    refresh();
  },
});

export const restoreSegmentAction = action({
  input: one,
  run: async (actor, { id }) => {
    await restoreSegment(actor, id);
    refresh();
  },
});

/** How many customers the rule in the builder describes now. */
export const previewSegmentAction = action({
  input: z.object({ rule: segmentRule }),
  run: (actor, { rule }) => previewCount(actor, rule),
});
