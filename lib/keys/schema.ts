import { z } from "zod";

/** What a key may do: everything a CX manager may, or read only, as an executive does. */
export const KEY_ROLES = ["cx_manager", "executive"] as const;

/** Keys of a workspace at one time. */
export const MOST_KEYS = 50;

export const newKey = z.object({
  name: z.string().trim().min(1, "Give a name.").max(80, "At most 80 characters."),
  role: z.enum(KEY_ROLES, "Choose what it may do."),
});
export type NewKey = z.output<typeof newKey>;

export const keyId = z.object({ id: z.uuid() });
