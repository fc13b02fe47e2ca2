"use server";
import { refresh } from "next/cache";
import { redirect } from "next/navigation";
import { z } from "zod";
import { action } from "../auth/action";
import { notFound } from "../errors";
import { createImprovement } from "../improvements/commands";
import { dismissSentence, restoreSentence, scanNow } from "./commands";
import { signatureOf } from "./finding";
import { ownParams } from "./own";
import { getSentence, ownSentence } from "./queries";
import { scanParams } from "./schema";

const signed = z.object({ signature: z.string().min(1).max(500) });

export const scanNowAction = action({
  input: scanParams,
  run: async (actor, input) => {
    await scanNow(actor, input);
    refresh();
  },
});

export const dismissSentenceAction = action({
  input: signed,
  run: async (actor, { signature }) => {
    await dismissSentence(actor, signature);
    refresh();
  },
});

export const restoreSentenceAction = action({
  input: signed,
  run: async (actor, { signature }) => {
    await restoreSentence(actor, signature);
    refresh();
  },
});

/** Plans an improvement from a sentence and goes there; the words come from the page, the links from the sentence. */
export const improveAction = action({
  input: z.object({
    scanId: z.uuid(),
    rank: z.coerce.number().int().positive(),
    title: z.string().max(160),
    reason: z.string().max(2000),
  }),
  run: async (actor, { scanId, rank, title, reason }) => {
    const { finding, signature } = await getSentence(actor, scanId, rank);
    const id = await createImprovement(actor, {
      title,
      reason,
      touchpointId: finding.said.touchpointId,
      segmentId: finding.base.segmentId,
      insightSignature: signature,
    });
    redirect(`/improvements/${id}`);
  },
});

/** The same from a sentence of one's own, counted again: what is planned stands on numbers and not on what was sent. */
export const improveOwnAction = action({
  input: z.object({ own: ownParams, title: z.string().max(160), reason: z.string().max(2000) }),
  run: async (actor, { own, title, reason }) => {
    const sentence = await ownSentence(actor, own, new Date());
    if (sentence.state !== "ok") throw notFound("This sentence");
    const { finding } = sentence;
    const id = await createImprovement(actor, {
      title,
      reason,
      touchpointId: finding.said.touchpointId,
      segmentId: finding.base.segmentId,
      insightSignature: signatureOf(finding),
    });
    redirect(`/improvements/${id}`);
  },
});
