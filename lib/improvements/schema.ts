import { z } from "zod";

export const improvementInput = z.object({
  title: z.string().trim().min(3, "Say in a few words what will be better.").max(160, "Use at most 160 characters."),
  reason: z.string().trim().max(2_000, "Use at most 2,000 characters.").default(""),
  touchpointId: z
    .uuid("Choose a touchpoint.")
    .nullish()
    .or(z.literal("").transform(() => null)),
  segmentId: z
    .uuid("Choose a segment.")
    .nullish()
    .or(z.literal("").transform(() => null)),
  /** The step of a map whose gap it is to close. */
  stepId: z
    .uuid()
    .nullish()
    .or(z.literal("").transform(() => null)),
  /** The insight it came from (insight_sentences.signature). */
  insightSignature: z.string().max(500).nullish(),
});
export type ImprovementInput = z.input<typeof improvementInput>;

export const improvementId = z.object({ id: z.uuid() });

export const IMPROVEMENT_STATES = ["planned", "started", "done"] as const;
export type ImprovementState = (typeof IMPROVEMENT_STATES)[number];

/** Where an improvement stands, from its dates. */
export function stateOf(improvement: { startedAt: Date | null; doneAt: Date | null }): ImprovementState {
  return improvement.doneAt ? "done" : improvement.startedAt ? "started" : "planned";
}
