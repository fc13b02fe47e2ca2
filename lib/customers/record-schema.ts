import { z } from "zod";
import { newContact } from "./schema";

const id = z.uuid("This is not a known id.");

/** What an editor of one property sends, and what it held when the editor was opened. */
const factValue = z.union([
  z.string().max(2_000, "That is too long."),
  z.number(),
  z.boolean(),
  z.array(z.string().max(200)).max(50),
  z.null(),
]);

export const factChange = z.object({
  id,
  /** One of FACT_FIELDS, or "attribute:<key>". */
  field: z.string().min(1).max(80),
  value: factValue,
  was: factValue,
});
export type FactChangeInput = z.output<typeof factChange>;

export const NOTE_KINDS = ["need", "problem", "weakness", "context"] as const;
export type NoteKind = (typeof NOTE_KINDS)[number];

const noteText = z.string().trim().min(1, "Say what it is.").max(500, "At most 500 characters.");
const evidence = z.string().trim().max(200, "At most 200 characters.");
const day = z.iso.date("Write a day as 2026-10-31.");
const orNone = z.preprocess((value) => value || null, id.nullable());

/** Something we know of a customer, and where from. */
export const newNote = z.object({
  customerId: id,
  /** Made by the client, so that sending twice makes one. */
  id: id.optional(),
  kind: z.enum(NOTE_KINDS, "Choose what it is."),
  text: noteText,
  /** In words; what it was seen in may be named beside. */
  evidence: evidence.default(""),
  interactionId: orNone.default(null),
  responseId: orNone.default(null),
  /** Left out: today in the workspace's zone. */
  notedOn: z.preprocess((value) => value || undefined, day.optional()),
});
export type NewNote = z.output<typeof newNote>;

export const noteChange = z.object({
  id,
  kind: z.enum(NOTE_KINDS, "Choose what it is."),
  text: noteText,
  evidence: evidence.default(""),
  notedOn: z.preprocess((value) => value || undefined, day.optional()),
});
export type NoteChange = z.output<typeof noteChange>;

export const noteState = z.object({ id, set: z.boolean() });

/** −1 speaks against us, 0 neither, 1 for us; empty: nobody knows. */
export const stance = z
  .union([z.literal("").transform(() => null), z.null(), z.coerce.number().int().min(-1).max(1)])
  .default(null);

export const contactForm = newContact.extend({ stance });

export const contactChange = contactForm.omit({ customerId: true, id: true }).extend({ id });
export type ContactChange = z.output<typeof contactChange>;

export const contactState = z.object({ id, set: z.boolean() });
