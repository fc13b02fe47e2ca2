"use server";

import { revalidatePath } from "next/cache";
import { z } from "zod";
import { action } from "../auth/action";
import { archiveSegment, createSegment, restoreSegment, updateSegment } from "./commands";
import { addReferencesToList, addToList, createList, removeFromList } from "./commands/lists";
import { previewCount } from "./queries";
import { LONGEST_FILE, MOST_REFERENCES, readReferences } from "./references";
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

const pasted = z
  .string()
  .max(LONGEST_FILE, `Use a file of at most ${LONGEST_FILE / 1_000_000} MB.`)
  .transform(readReferences);
const ids = z.array(z.uuid()).max(MOST_REFERENCES);

/** A static list from a pasted text or a CSV file. */
export const createListAction = action({
  input: segmentInput.pick({ name: true, description: true }).extend({ text: pasted }),
  run: async (actor, { text, ...input }) => {
    const created = await createList(actor, { ...input, references: text });
    refresh();
    return created;
  },
});

export const addReferencesToListAction = action({
  input: one.extend({ text: pasted }),
  run: async (actor, { id, text }) => {
    const change = await addReferencesToList(actor, id, text);
    refresh();
    return change;
  },
});

/** @returns how many were added */
export const addToListAction = action({
  input: one.extend({ customerIds: ids }),
  run: async (actor, { id, customerIds }) => {
    const added = await addToList(actor, id, customerIds);
    refresh();
    return added;
  },
});

/** @returns who was removed, for Undo */
export const removeFromListAction = action({
  input: one.extend({ customerIds: ids }),
  run: async (actor, { id, customerIds }) => {
    const removed = await removeFromList(actor, id, customerIds);
    refresh();
    return removed;
  },
});
