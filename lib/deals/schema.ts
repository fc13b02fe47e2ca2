import { z } from "zod";
import { amountField as amount, optionalDayField as day } from "../form-fields";
import { DealStage } from "../generated/prisma/enums";

const id = z.uuid("This is not a known id.");

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

/** What stands in a deal and is changed one by one. */
export const DEAL_FIELDS = [
  "name",
  "amount",
  "probability",
  "source",
  "expectedCloseOn",
  "ownerId",
  "demoOn",
  "contractSentOn",
  "contractSignedOn",
] as const;
export type DealField = (typeof DEAL_FIELDS)[number];

const values = {
  name: facts.name,
  amount,
  probability,
  source: facts.source,
  expectedCloseOn: day,
  ownerId: z.union([z.literal(""), z.uuid("Choose somebody who works here.")]).transform((given) => given || null),
  demoOn: day,
  contractSentOn: day,
  contractSignedOn: day,
} satisfies Record<DealField, z.ZodType>;

/**
 * One fact of a deal, as it becomes. `was` is what its editor saw, in the words of the form: when somebody else wrote
 * something else meanwhile, nothing is overwritten.
 */
export const dealChange = z
  .object({ id, field: z.enum(DEAL_FIELDS), value: z.string().max(400), was: z.string().max(400) })
  .transform((given, context) => {
    const parsed = values[given.field].safeParse(given.value);
    if (parsed.success) return { ...given, parsed: parsed.data };
    context.addIssue({
      code: "custom",
      path: ["value"],
      message: parsed.error.issues[0]?.message ?? "This cannot be kept.",
    });
    return z.NEVER;
  });
export type DealChange = z.output<typeof dealChange>;

export const MOST_COMPETITORS = 12;
export const dealCompetitors = z.object({
  id,
  competitors: z
    .array(z.string().trim().min(1, "Write a name.").max(80, "At most 80 characters."))
    .max(MOST_COMPETITORS, "At most 12 competitors.")
    .transform((names) => names.filter((name, at) => names.findIndex((one) => sameName(one, name)) === at)),
});
export type DealCompetitors = z.output<typeof dealCompetitors>;

export const sameName = (one: string, other: string): boolean => one.toLowerCase() === other.toLowerCase();

/** The demo was shown: it is logged as an interaction of this id. */
export const demoDone = z.object({
  id,
  interactionId: id,
  text: z.string().trim().max(4000, "At most 4,000 characters.").default(""),
});
export type DemoDone = z.output<typeof demoDone>;
export const demoNotDone = z.object({ id, interactionId: id.optional() });

export const MOST_LINES = 100;
const quantity = z.coerce
  .number("A whole number from 1.")
  .int("A whole number from 1.")
  .min(1, "A whole number from 1.")
  .max(1_000_000, "At most 1,000,000.");
/** A line of a quote; the same id again changes it. */
export const quoteLine = z.object({
  dealId: id,
  id,
  productId: z
    .union([z.literal(""), id])
    .nullish()
    .transform((given) => given || null),
  label: z.string().trim().min(1, "Say what it is.").max(200, "At most 200 characters."),
  quantity,
  unit: amount,
});
export type NewQuoteLine = z.output<typeof quoteLine>;
export const quoteLineId = z.object({ dealId: id, id });

/** What a seller is to win in a quarter; an empty amount takes the quota away. */
export const quota = z.object({
  userId: z.uuid("Choose a seller."),
  quarter: z.string().regex(/^(19|20|21)\d{2}-(01|04|07|10)-01$/, "Write a quarter by its first day."),
  amount: z.union([
    z
      .literal("")
      .nullable()
      .transform(() => null),
    amount,
  ]),
});
export type NewQuota = z.output<typeof quota>;

export const dealId = z.object({ id });

/** Why it was won or lost, in the words that are stored. */
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
  })
  .refine((given) => given.stage !== "won" || given.reason !== "", {
    path: ["reason"],
    message: "Say what won it.",
  });
export type DealMove = z.output<typeof dealMove>;

/** Takes the last move back. @param stage where that move put it; @param reason of the win or loss that comes back with it */
export const dealMoveBack = z.object({ id, stage: z.enum(DealStage), reason });
export type DealMoveBack = z.output<typeof dealMoveBack>;
