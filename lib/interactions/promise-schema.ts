import { z } from "zod";
import { dayField } from "../form-fields";

const text = z.string().trim().min(1, "Say what was promised.").max(200, "At most 200 characters.");

export const newPromise = z.object({
  id: z.uuid().optional(),
  customerId: z.uuid("Choose a customer."),
  text,
  dueOn: dayField,
});
export type NewPromise = z.output<typeof newPromise>;

export const promiseChange = z.object({ id: z.uuid(), text, dueOn: dayField });
export type PromiseChange = z.output<typeof promiseChange>;

export const promiseKept = z.object({ id: z.uuid(), kept: z.boolean() });
export const promiseId = z.object({ id: z.uuid() });
