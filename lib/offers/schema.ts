import { z } from "zod";
import { amountField, currencyField, optionalDayField, optionalIdField } from "../form-fields";
import { OfferTrigger } from "../generated/prisma/enums";

const days = (least: number, most: number) =>
  z.coerce
    .number(`A whole number, ${least} to ${most}.`)
    .int(`A whole number, ${least} to ${most}.`)
    .min(least, `A whole number, ${least} to ${most}.`)
    .max(most, `A whole number, ${least} to ${most}.`);

export const offerRuleInput = z
  .object({
    name: z.string().trim().min(1, "Give the rule a name.").max(80, "At most 80 characters."),
    segmentId: optionalIdField,
    trigger: z.enum(OfferTrigger, "Choose what makes it due."),
    triggerDays: days(0, 3650),
    productId: optionalIdField,
    offer: z.string().trim().min(1, "Say what is offered.").max(120, "At most 120 characters."),
    price: z.union([z.literal("").transform(() => null), z.null(), amountField]).default(null),
    currency: z.union([z.literal("").transform(() => null), z.null(), currencyField]).default(null),
    channelId: optionalIdField,
    fromDay: optionalDayField,
    untilDay: optionalDayField,
    capDays: days(1, 3650),
  })
  .refine((given) => given.trigger !== "member" || given.segmentId !== null, {
    path: ["segmentId"],
    message: "Choose the segment whose members are meant.",
  })
  .refine((given) => given.price === null || given.currency !== null, {
    path: ["currency"],
    message: "Write a currency as EUR.",
  })
  .refine((given) => !given.fromDay || !given.untilDay || given.fromDay <= given.untilDay, {
    path: ["untilDay"],
    message: "The last day is before the first.",
  });
export type OfferRuleInput = z.output<typeof offerRuleInput>;

export const changedOfferRule = offerRuleInput.and(z.object({ id: z.uuid() }));
export const offerRuleId = z.object({ id: z.uuid() });
export const offerRulePause = z.object({ id: z.uuid(), paused: z.boolean() });

/** What came of a suggestion: made and waiting for an answer, or answered at once. Ignored is "not now". */
export const ANSWERS = ["made", "accepted", "declined", "ignored"] as const;
export type OfferAnswer = (typeof ANSWERS)[number];

export const suggestionAnswer = z.object({
  /** Made by the page: sent twice it is stored once. */
  id: z.uuid(),
  ruleId: z.uuid(),
  customerId: z.uuid(),
  answer: z.enum(ANSWERS),
});
export type SuggestionAnswer = z.output<typeof suggestionAnswer>;

/** "made" takes an answer back. */
export const offerAnswer = z.object({ id: z.uuid(), answer: z.enum(ANSWERS) });
export const offerId = z.object({ id: z.uuid() });
