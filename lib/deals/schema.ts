import { z } from "zod";
import { DealStage } from "../generated/prisma/enums";

const id = z.uuid("This is not a known id.");

/** "12 500.50" in whole units to cents. */
const amount = z.union([z.string(), z.number()]).transform((given, context) => {
  const plain = String(given)
    .trim()
    .replace(/[\s\u00a0]/g, "")
    .replace(/^(\d+),(\d{1,2})$/, "$1.$2")
    .replace(/,(?=\d{3}(\D|$))/g, "");
  const cents = /^\d+(\.\d{1,2})?$/.test(plain) ? Math.round(Number(plain) * 100) : Number.NaN;
  if (!Number.isSafeInteger(cents) || cents > 1e14) {
    context.addIssue({ code: "custom", message: "Write an amount such as 12500 or 12500.50." });
    return z.NEVER;
  }
  return cents;
});

/** A day that the calendar has: 31 February would silently become another. */
function isDay(text: string): boolean {
  const instant = new Date(`${text}T00:00:00Z`);
  return (
    /^(19|20|21)\d{2}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(+instant) && instant.toISOString().startsWith(text)
  );
}

const day = z
  .string()
  .trim()
  .refine((text) => text === "" || isDay(text), {
    message: "Write a day as 2026-10-31.",
  })
  .nullish()
  .transform((text) => text || null);

const facts = {
  name: z.string().trim().min(1, "Give the deal a name.").max(200, "At most 200 characters."),
  amount,
  source: z.string().trim().max(80, "At most 80 characters.").default(""),
  expectedCloseOn: day,
};
/** Per cent in the form. */
const probability = z.coerce.number("0 to 100.").min(0, "0 to 100.").max(100, "0 to 100.");

export const newDeal = z.object({
  ...facts,
  id: id.optional(),
  customerId: z.uuid("Choose a customer."),
  probability: probability.optional(),
});
export type NewDeal = z.output<typeof newDeal>;

/** The facts of a deal, as they become. A won or lost one keeps its chance of 100 or 0 %. */
export const dealFacts = z.object({ ...facts, id, probability });
export type DealFacts = z.output<typeof dealFacts>;

export const dealId = z.object({ id });

/** Why it was lost, in the words that are stored. */
const reason = z.string().trim().max(300, "At most 300 characters.").default("");

export const dealMove = z
  .object({
    id,
    stage: z.enum(DealStage, "Choose a stage."),
    reason,
    /** Where the mover saw it: somebody else's move in between is not overwritten. */
    was: z.enum(DealStage).optional(),
  })
  .refine((given) => given.stage !== "lost" || given.reason !== "", {
    path: ["reason"],
    message: "Say why it was lost.",
  });
export type DealMove = z.output<typeof dealMove>;

/** Takes the last move back. @param stage where that move put it; @param reason of the loss that comes back with it */
export const dealMoveBack = z.object({ id, stage: z.enum(DealStage), reason });
export type DealMoveBack = z.output<typeof dealMoveBack>;
