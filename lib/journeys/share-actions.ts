"use server";
import { refresh } from "next/cache";
import { action } from "../auth/action";
import { env } from "../env";
import { createShare, markReviewed, setReview, withdrawShare } from "./commands/share";
import { reviewedInput, reviewInput, shareId, shareInput } from "./share-schema";

/** The address, shown this once. */
export const createShareAction = action({
  input: shareInput,
  run: async (actor, input) => {
    const { id, token } = await createShare(actor, input);
    refresh();
    return { id, address: new URL(`/m/${token}`, env().PUBLIC_URL).href };
  },
});

export const withdrawShareAction = action({
  input: shareId,
  run: async (actor, { id }) => {
    await withdrawShare(actor, id);
    refresh();
  },
});

export const setReviewAction = action({
  input: reviewInput,
  run: async (actor, input) => {
    await setReview(actor, input);
    refresh();
  },
});

export const markReviewedAction = action({
  input: reviewedInput,
  run: async (actor, input) => {
    await markReviewed(actor, input);
    refresh();
  },
});
