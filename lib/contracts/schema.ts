import { z } from "zod";
import { amountField, currencyField, dayField, optionalDayField } from "../form-fields";

const facts = {
  name: z.string().trim().min(1, "Give the contract a name.").max(120, "At most 120 characters."),
  yearAmount: amountField,
  currency: currencyField,
  startsOn: dayField,
  renewsOn: optionalDayField,
};
const inOrder = (given: { startsOn: string; renewsOn: string | null }) =>
  given.renewsOn === null || given.renewsOn > given.startsOn;
const order = { path: ["renewsOn"], message: "It renews after it began." };

export const newContract = z
  .object({ ...facts, id: z.uuid().optional(), customerId: z.uuid("Choose a customer.") })
  .refine(inOrder, order);
export type NewContract = z.output<typeof newContract>;

export const contractFacts = z.object({ ...facts, id: z.uuid() }).refine(inOrder, order);
export type ContractFacts = z.output<typeof contractFacts>;

/** It runs on, to another day and perhaps at another price. */
export const contractRenewal = z.object({ id: z.uuid(), renewsOn: dayField, yearAmount: amountField });
export type ContractRenewal = z.output<typeof contractRenewal>;

export const contractEnd = z.object({
  id: z.uuid(),
  endedOn: dayField,
  reason: z.string().trim().min(1, "Say why it ends.").max(300, "At most 300 characters."),
});
export type ContractEnd = z.output<typeof contractEnd>;

export const contractId = z.object({ id: z.uuid() });

/** What the list of renewals may ask for. */
export const RENEWALS_WITHIN_DAYS = 90;
