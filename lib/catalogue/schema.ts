import { z } from "zod";
import { Controller } from "../generated/prisma/enums";

const name = z.string().trim().min(1, "Give it a name.").max(80, "At most 80 characters.");

/** One or many of a form's repeated field. */
const ids = z
  .union([z.uuid(), z.array(z.uuid()).max(50)])
  .optional()
  .transform((value) => (value === undefined ? [] : Array.isArray(value) ? [...new Set(value)] : [value]));

export const touchpointFields = z.object({
  name,
  description: z.string().trim().max(500, "At most 500 characters.").default(""),
  /** Who can change it: the firm, a partner, the customer, or the public. */
  controller: z.enum(Controller),
  /** Whose it is in the firm: a member; empty for nobody. */
  ownerId: z
    .uuid("Choose a person.")
    .nullish()
    .or(z.literal("").transform(() => null))
    .transform((value) => value ?? null),
  /** False: reached through somebody else. A form sends words. */
  isDirect: z
    .union([z.boolean(), z.enum(["direct", "indirect"]).transform((value) => value === "direct")])
    .default(true),
  /** The habit loop: what makes a customer think of it, and what they get for coming. Left out, it stays. */
  cue: z.string().trim().max(300, "At most 300 characters.").optional(),
  reward: z.string().trim().max(300, "At most 300 characters.").optional(),
  /** Where it is met. */
  channelIds: ids,
});
export type TouchpointFields = z.input<typeof touchpointFields>;

export const touchpointChange = touchpointFields.extend({ id: z.uuid() });
export const channelFields = z.object({ name });
export const channelChange = channelFields.extend({ id: z.uuid() });
export const catalogueId = z.object({ id: z.uuid() });
export const touchpointMove = z.object({ id: z.uuid(), by: z.union([z.literal(-1), z.literal(1)]) });
