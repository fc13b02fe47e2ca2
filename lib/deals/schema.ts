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

export const newDeal = z.object({
  id: id.optional(),
  customerId: z.uuid("Choose a customer."),
  name: z.string().trim().min(1, "Give the deal a name.").max(200, "At most 200 characters."),
  amount,
  /** Per cent in the form. */
  probability: z.coerce.number("0 to 100.").min(0, "0 to 100.").max(100, "0 to 100.").optional(),
  source: z.string().trim().max(80, "At most 80 characters.").default(""),
  expectedCloseOn: day,
});
export type NewDeal = z.output<typeof newDeal>;

export const dealMove = z
  .object({
    id,
    stage: z.enum(DealStage, "Choose a stage."),
    /** Why it was lost; needed then. */
    reason: z.string().trim().max(200, "At most 200 characters.").default(""),
  })
  .refine((given) => given.stage !== "lost" || given.reason !== "", {
    path: ["reason"],
    message: "Say why it was lost.",
  });
export type DealMove = z.output<typeof dealMove>;
