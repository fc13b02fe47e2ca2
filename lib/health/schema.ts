import { z } from "zod";
import { conditionsOf, type SegmentRule, segmentRule } from "../segments/schema";

/** Conditions of one workspace; more would explain nothing. */
export const MOST_HEALTH_CONDITIONS = 20;
export const MOST_WEIGHT = 10;

/** Health would follow from itself. */
export const asksHealth = (rule: SegmentRule): boolean => conditionsOf(rule).some(({ field }) => field === "health");

const rule = segmentRule
  .refine((given) => conditionsOf(given).length > 0, "Add a condition.")
  .refine((given) => !asksHealth(given), "Health cannot follow from itself: ask about something else than health.");

export const healthConditionInput = z.object({
  name: z.string().trim().min(1, "Give the condition a name.").max(80, "At most 80 characters."),
  segmentId: z
    .union([z.literal(""), z.uuid("Choose a segment.")])
    .nullish()
    .transform((given) => given || null),
  weight: z.coerce
    .number(`A whole number, 1 to ${MOST_WEIGHT}.`)
    .int(`A whole number, 1 to ${MOST_WEIGHT}.`)
    .min(1, `A whole number, 1 to ${MOST_WEIGHT}.`)
    .max(MOST_WEIGHT, `A whole number, 1 to ${MOST_WEIGHT}.`),
  good: rule,
  bad: rule,
});
export type HealthConditionInput = z.output<typeof healthConditionInput>;

export const healthConditionId = z.object({ id: z.uuid() });
export const changedHealthCondition = healthConditionInput.extend({ id: z.uuid() });

/** What the preview looks at: a condition as it would become, in place of the one with its id or beside the others. */
export const healthPreviewInput = z.object({
  id: z.uuid().nullable(),
  condition: healthConditionInput.pick({ segmentId: true, weight: true, good: true, bad: true }),
});
