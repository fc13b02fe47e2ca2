import { z } from "zod";

export const LONGEST_TITLE = 200;

const id = z.uuid("This is not a known id.");
const optionalId = z
  .union([z.literal(""), id])
  .nullish()
  .transform((given) => given || null);

function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const instant = new Date(`${text}T00:00:00Z`);
  return (
    !Number.isNaN(+instant) &&
    instant.toISOString().slice(0, 10) === text &&
    text >= "1900-01-01" &&
    text < "2200-01-01"
  );
}
const optionalDay = z
  .string()
  .trim()
  .refine((text) => text === "" || isDay(text), "Write a day as 2026-10-31.")
  .nullish()
  .transform((text) => text || null);

const title = z
  .string("Say what is to be done.")
  .trim()
  .min(1, "Say what is to be done.")
  .max(LONGEST_TITLE, `Use at most ${LONGEST_TITLE} characters.`);

export const taskInput = z.object({
  /** Made by the form: sending twice makes one. */
  id,
  title,
  dueOn: optionalDay,
  /** Left out: who makes it. */
  ownerId: optionalId,
  customerId: optionalId,
  /** Its customer becomes the task's. */
  dealId: optionalId,
});
export type NewTask = z.output<typeof taskInput>;

/** Every field of the form; what it was about stays when the key is left out. */
export const taskChange = z.object({
  id,
  title,
  dueOn: optionalDay,
  ownerId: id,
  customerId: optionalId,
});
export type TaskChange = z.output<typeof taskChange>;

export const taskId = z.object({ id });
export const taskRef = z.object({ kind: z.enum(["task", "step"]), id });
export const snoozeInput = taskRef.extend({ dueOn: optionalDay });

/** The list's address; anything else there shows what is mine and open. */
export const taskListParams = z.object({
  whose: z.enum(["mine", "all"]).catch("mine"),
  show: z.enum(["open", "done"]).catch("open"),
  kind: z.enum(["task", "step"]).optional().catch(undefined),
  owner: z.uuid().optional().catch(undefined),
  cursor: z.string().max(1000).optional().catch(undefined),
});
export type TaskListParams = z.output<typeof taskListParams>;
