import { z } from "zod";
import { optionalDayField, optionalIdField } from "../form-fields";

const text = z.string().trim().min(1, "Write it in a few words.").max(300, "At most 300 characters.");
const facts = { text, dueOn: optionalDayField, ownerId: optionalIdField };

export const newGoal = z.object({ ...facts, id: z.uuid().optional(), customerId: z.uuid("Choose a customer.") });
export type NewGoal = z.output<typeof newGoal>;

export const newMilestone = z.object({ ...facts, id: z.uuid().optional(), goalId: z.uuid() });
export type NewMilestone = z.output<typeof newMilestone>;

/** A goal's or a milestone's facts, as they become. */
export const stepFacts = z.object({ ...facts, id: z.uuid() });
export type StepFacts = z.output<typeof stepFacts>;

export const stepDone = z.object({ id: z.uuid(), done: z.boolean() });
export const stepMove = z.object({ id: z.uuid(), by: z.union([z.literal(-1), z.literal(1)]) });
export const stepId = z.object({ id: z.uuid() });

/** Goals of one customer, and milestones of one goal. */
export const MOST_STEPS = 40;

export const planListParams = z.object({
  owner: z.enum(["all", "mine"]).catch("all"),
  state: z.enum(["all", "behind"]).catch("all"),
});
