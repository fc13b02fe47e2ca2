import { z } from "zod";

const day = z
  .union([z.iso.date("Choose a day."), z.literal("").transform(() => null)])
  .nullish()
  .transform((given) => given ?? null);

export const shareInput = z.object({
  journeyId: z.uuid(),
  name: z.string().trim().max(120, "Use at most 120 characters.").default(""),
  /** The last day on which it opens; without one it opens until it is withdrawn. */
  expiresOn: day,
});
export type ShareInput = z.input<typeof shareInput>;

export const shareId = z.object({ id: z.uuid() });

export const reviewInput = z.object({
  id: z.uuid(),
  ownerId: z
    .uuid("Choose a person.")
    .nullish()
    .or(z.literal("").transform(() => null)),
  reviewOn: day,
});
export type ReviewInput = z.input<typeof reviewInput>;

export const reviewedInput = z.object({ id: z.uuid(), nextOn: day });
