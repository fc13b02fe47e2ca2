import { z } from "zod";
import { editable } from "../customers/schema";
import {
  DealStage,
  InteractionKind,
  InteractionOutcome,
  InteractionReason,
  LifecycleStage,
} from "../generated/prisma/enums";

// What another system sends, a batch at a time: POST /api/v1/{customers,contacts,interactions,orders,deals} with
// { "rows": [...] }. Every row is known by its external id; sent again it changes what differs and nothing else.

export const LIMITS = { rows: 1_000, bytes: 5_000_000, linesOfAnOrder: 200 } as const;

export const INTAKE_KINDS = ["customers", "contacts", "interactions", "orders", "deals"] as const;
export type IntakeKind = (typeof INTAKE_KINDS)[number];

export const batch = z.object({
  rows: z
    .array(z.unknown(), 'Send { "rows": [ … ] }.')
    .min(1, "Send at least one row.")
    .max(LIMITS.rows, `At most ${LIMITS.rows} rows at a time.`),
});

const text = (most: number) => z.string().trim().max(most, `At most ${most} characters.`);
/** Text that may be taken away again by "" or null. */
const optional = (most: number) =>
  text(most)
    .nullable()
    .transform((given) => given || null);
const externalId = text(200).min(1, "Every row needs an external id.");
const customer = text(200).min(1, "Say whose it is: the customer’s external id.");
const instant = z.coerce
  .date("Write an instant as 2026-10-31T14:00:00Z.")
  .min(new Date("1900-01-01T00:00:00Z"), "Write a year from 1900.")
  .max(new Date("2200-01-01T00:00:00Z"), "Write a year before 2200.")
  .transform((date) => date.toISOString());
const day = z.union([z.iso.date("Write a day as 2026-10-31."), z.literal("").transform(() => null), z.null()]);
const cents = z.number("Write whole cents.").int("Write whole cents.").min(-1e14).max(1e14, "This is too much.");
const currency = z
  .string()
  .trim()
  .toUpperCase()
  .regex(/^[A-Z]{3}$/, "Three letters, as EUR.");
const email = z.email("This is not an e-mail address.").toLowerCase();

const { attributes, ...fields } = editable;

/** Row shapes by kind. What is left out stays as it is; `refers` names what is looked up (by name or e-mail). */
export const ROWS = {
  customers: z.strictObject({
    ...z.object(fields).omit({ externalId: true }).partial().shape,
    externalId,
    attributes: attributes.optional(),
    lifecycle: z.enum(LifecycleStage, "This is no stage of the lifecycle.").optional(),
    /** The e-mail of whoever is to look after the customer; null for nobody. */
    owner: email.nullable().optional(),
  }),
  contacts: z.strictObject({
    externalId,
    customer,
    name: text(200).min(1, "Give a name.").optional(),
    email: email.nullable().optional(),
    phone: optional(40).optional(),
    role: text(60).optional(),
    /** Per cent of the account's decision. */
    influence: z.number().min(0, "0 to 100.").max(100, "0 to 100.").nullable().optional(),
    /** −1 speaks against us, 0 neither, 1 for us. */
    stance: z
      .union([z.literal(-1), z.literal(0), z.literal(1)], "-1, 0 or 1.")
      .nullable()
      .optional(),
  }),
  interactions: z.strictObject({
    externalId,
    customer,
    kind: z.enum(InteractionKind, "Say what it was: call, visit, email, chat, meeting, demo, note or service."),
    happenedAt: instant,
    outcome: z.enum(InteractionOutcome).optional(),
    reason: z.enum(InteractionReason).optional(),
    text: text(4000).optional(),
    /** By name. */
    channel: text(100).nullable().optional(),
    touchpoint: text(200).nullable().optional(),
    /** The e-mail of the colleague who had it. */
    user: email.nullable().optional(),
    /** The external id of one of the customer's people. */
    contact: text(200).nullable().optional(),
    nextStep: text(200).optional(),
    nextStepDueOn: day.optional(),
  }),
  orders: z.strictObject({
    externalId,
    customer,
    orderedAt: instant,
    totalCents: cents,
    currency,
    channel: text(100).nullable().optional(),
    /** The e-mail of whoever sold it; null: the customer got it alone. */
    seller: email.nullable().optional(),
    lines: z
      .array(
        z
          .strictObject({
            label: text(200).min(1, "Say what was bought."),
            quantity: z.number().int().min(1).max(1e6).default(1),
            unitCents: cents,
            /** By name; a product that is not in the catalogue stays a label. */
            product: text(200).nullable().optional(),
          })
          .refine(({ quantity, unitCents }) => Math.abs(quantity * unitCents) <= 1e14, {
            path: ["unitCents"],
            message: "This is too much.",
          }),
      )
      .max(LIMITS.linesOfAnOrder, `At most ${LIMITS.linesOfAnOrder} lines.`)
      .optional(),
  }),
  deals: z.strictObject({
    externalId,
    customer,
    name: text(200).min(1, "Give the deal a name.").optional(),
    stage: z.enum(DealStage, "attention, interest, desire, action, won or lost.").optional(),
    amountCents: cents.min(0, "Write an amount of zero or more.").optional(),
    currency: currency.optional(),
    /** Per cent. */
    probability: z.number().min(0, "0 to 100.").max(100, "0 to 100.").optional(),
    source: text(80).optional(),
    expectedCloseOn: day.optional(),
    owner: email.nullable().optional(),
    lossReason: text(300).optional(),
    winReason: text(300).optional(),
    /** When it was won or lost; now when left out. */
    closedAt: instant.optional(),
  }),
} satisfies Record<IntakeKind, z.ZodType>;

export type RowOf<K extends IntakeKind> = z.output<(typeof ROWS)[K]>;

export type Outcome = "created" | "updated" | "unchanged" | "refused";

/** What happened to one row; `row` counts from 0, as in the batch. */
export type RowResult = {
  row: number;
  externalId: string | null;
  outcome: Outcome;
  id?: string;
  /** Of a refused row: a sentence by field; "" for the whole row. */
  errors?: Record<string, string>;
};
export type IntakeResult = Record<Outcome, number> & { rows: RowResult[] };
