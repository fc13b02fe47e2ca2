import { z } from "zod";
import { InteractionKind, InteractionOutcome, InteractionReason } from "../generated/prisma/enums";

const id = z.uuid("This is not a known id.");
const optionalId = z
  .union([z.literal(""), id])
  .nullish()
  .transform((given) => given || null);

/** A calendar day of a form; empty means none. */
const optionalDay = z
  .string()
  .trim()
  .refine((text) => text === "" || isDay(text), "Write a day as 2026-10-31.")
  .nullish()
  .transform((text) => text || null);

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

export const newInteraction = z
  .object({
    /** Made by the page that logs it, and kept with its draft: sending twice stores once. */
    id,
    customerId: z.uuid("Choose a customer."),
    contactId: optionalId,
    kind: z.enum(InteractionKind, "Choose what it was."),
    outcome: z.enum(InteractionOutcome, "Choose how it went.").default("done"),
    reason: z.enum(InteractionReason, "Choose what it was about.").default("other"),
    text: z.string().trim().max(4000, "At most 4,000 characters.").default(""),
    touchpointId: optionalId,
    channelId: optionalId,
    /** When it was; now when left out. */
    happenedAt: z.coerce
      .date("Write a day and an hour.")
      .min(new Date("1900-01-01T00:00:00Z"), "Write a year from 1900.")
      .max(new Date("2200-01-01T00:00:00Z"), "Write a year before 2200.")
      .optional(),
    nextStep: z.string().trim().max(200, "At most 200 characters.").default(""),
    nextStepDueOn: optionalDay,
    /** The next step was promised to the customer: it stands among the promises, not among the next steps. */
    promised: z.boolean().default(false),
  })
  .refine((given) => !given.promised || given.nextStep === "" || given.nextStepDueOn !== null, {
    path: ["nextStepDueOn"],
    message: "Say by when it was promised.",
  })
  .refine((given) => given.nextStep !== "" || given.nextStepDueOn === null, {
    path: ["nextStep"],
    message: "Say what is due on this day.",
  });
export type NewInteraction = z.output<typeof newInteraction>;

export const interactionId = z.object({ id });
