import { z } from "zod";

/** Colleagues that a customer is shared with at once, at most. */
export const MOST_SHARED_AT_ONCE = 50;

const people = z.array(z.uuid()).min(1, "Choose at least one colleague.").max(MOST_SHARED_AT_ONCE);

export const newShare = z.object({
  customerId: z.uuid(),
  /** A form sends one as a text, many as a list. */
  userIds: z.preprocess(
    (given) => (given === undefined || given === "" ? [] : Array.isArray(given) ? given : [given]),
    people,
  ),
});
export type NewShare = z.output<typeof newShare>;

export const shareEnd = z.object({ customerId: z.uuid(), userId: z.uuid() });
export type ShareEnd = z.output<typeof shareEnd>;
