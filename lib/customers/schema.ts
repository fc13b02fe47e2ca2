import { z } from "zod";
import { CustomerKind, CustomerSide, LifecycleStage } from "../generated/prisma/enums";
import { storableOnly } from "../storable";
import { readColumns } from "./columns";

const id = z.uuid("This is not a known id.");

/** Text from a form: trimmed, empty means none. */
const optionalText = (most: number) =>
  z
    .string()
    .trim()
    .max(most, `At most ${most} characters.`)
    .transform((text) => (text === "" ? null : text))
    .nullable();

const email = z
  .string()
  .trim()
  .toLowerCase()
  .max(320, "At most 320 characters.")
  .refine((text) => text === "" || z.email().safeParse(text).success, "This is not an e-mail address.")
  .transform((text) => (text === "" ? null : text))
  .nullable();

/** Digits, spaces and a leading +. */
export const isPhone = (text: string): boolean => text.length <= 40 && /^[+\d][\d\s()./-]{2,}$/.test(text);

const phone = optionalText(40).refine((text) => text === null || isPhone(text), "Digits, spaces and a leading + only.");

/** Tags of one customer. */
export const mostTags = 20;

const tags = z
  .union([z.string(), z.array(z.string())])
  .transform((given) => (typeof given === "string" ? given.split(",") : given))
  .transform((list) => [...new Set(list.map((tag) => tag.trim()).filter(Boolean))])
  .pipe(z.array(z.string().max(40, "A tag has at most 40 characters.")).max(mostTags, `At most ${mostTags} tags.`));

/** Values by key, as a form or the API sends them; typed by lib/customers/attributes.ts. */
const attributes = z.record(z.string().max(64), z.unknown());

/** The fields of a customer, as a form, the API or a batch sends them. */
export const editable = {
  kind: z.enum(CustomerKind, "Choose a person or a company."),
  side: z.enum(CustomerSide),
  name: z.string().trim().min(1, "Give a name.").max(200, "At most 200 characters."),
  email,
  phone,
  city: optionalText(100),
  country: optionalText(100),
  language: optionalText(60),
  externalId: optionalText(200),
  tags,
  attributes,
};

/** "attributes.cabin" of a form becomes attributes: { cabin }. */
function gatherAttributes(given: unknown): unknown {
  if (typeof given !== "object" || given === null) return given;
  const flat = Object.entries(given);
  const own = flat.filter(([key]) => key.startsWith("attributes."));
  if (own.length === 0) return given;
  return {
    ...Object.fromEntries(flat.filter(([key]) => !key.startsWith("attributes."))),
    attributes: Object.fromEntries(own.map(([key, value]) => [key.slice("attributes.".length), value])),
  };
}

export const newCustomer = z.preprocess(
  gatherAttributes,
  z.object({
    /** Made by the client, so that sending twice makes one. */
    id: id.optional(),
    ...editable,
    kind: editable.kind.default("person"),
    side: editable.side.default("buyer"),
    email: email.default(null),
    phone: phone.default(null),
    city: editable.city.default(null),
    country: editable.country.default(null),
    language: editable.language.default(null),
    externalId: editable.externalId.default(null),
    tags: tags.default([]),
    attributes: attributes.default({}),
    lifecycle: z.enum(LifecycleStage).default("lead"),
  }),
);
export type NewCustomer = z.output<typeof newCustomer>;

/** Only what is given changes; an attribute given as "" is removed, one left out stays. */
export const customerChanges = z.preprocess(gatherAttributes, z.object({ id, ...z.object(editable).partial().shape }));
export type CustomerChanges = z.output<typeof customerChanges>;

export const customerIds = z.object({
  ids: z.array(id).min(1, "Choose at least one customer.").max(500, "At most 500 at a time."),
});

export const assignment = customerIds.extend({ ownerId: id.nullable() });

/** Several assignments at once: what undo sends back. */
export const assignments = z.object({ groups: z.array(assignment).min(1).max(500) });

export const lifecycleChange = z.object({
  id,
  stage: z.enum(LifecycleStage, "Choose a stage."),
  reason: z.string().trim().max(300, "At most 300 characters.").default(""),
});

export const newContact = z.object({
  customerId: id,
  id: id.optional(),
  name: z.string().trim().min(1, "Give a name.").max(200, "At most 200 characters."),
  email: email.default(null),
  phone: phone.default(null),
  role: z.string().trim().max(60, "At most 60 characters.").default(""),
  /** Per cent in the form, a share in the database. */
  influence: z
    .union([z.literal("").transform(() => null), z.coerce.number().min(0, "0 to 100.").max(100, "0 to 100."), z.null()])
    .default(null)
    .transform((percent) => (percent === null ? null : percent / 100)),
});
export type NewContact = z.output<typeof newContact>;

const ATTRIBUTE_OPERATORS = ["eq", "gte", "lte"] as const;
export type AttributeFilter = { key: string; operator: (typeof ATTRIBUTE_OPERATORS)[number]; value: string };

/** "age:gte:30" */
export function parseAttributeFilter(text: string): AttributeFilter | null {
  const [key, operator, ...rest] = text.split(":");
  const known = ATTRIBUTE_OPERATORS.find((one) => one === operator);
  const value = rest.join(":");
  return key && known && value !== "" && value.length <= 200 ? { key, operator: known, value } : null;
}
export const attributeFilterText = ({ key, operator, value }: AttributeFilter): string => `${key}:${operator}:${value}`;

export const CUSTOMER_SORTS = ["name", "value", "answer", "contact", "created"] as const;
export type CustomerSort = (typeof CUSTOMER_SORTS)[number];

export const SCORE_CLASSES = ["promoter", "passive", "detractor", "none"] as const;

const list = z.preprocess(
  (given) => (given === undefined ? [] : Array.isArray(given) ? given : [given]),
  z.array(z.string().transform(storableOnly)),
);
const one = z.preprocess((given) => {
  const first: unknown = Array.isArray(given) ? given[0] : given;
  return typeof first === "string" ? storableOnly(first) : undefined;
}, z.string().optional());

/**
 * The list's address. A wrong value counts as not given, so that no link is ever broken by it.
 * owner: "all", "mine", "none" or a user's id; attr: repeated "key:operator:value"
 */
export const customerListParams = z.object({
  q: one.transform((text) => text?.trim().slice(0, 200) || undefined),
  owner: one.pipe(z.union([z.enum(["all", "mine", "none"]), id]).optional()).catch(undefined),
  kind: one.pipe(z.enum(CustomerKind).optional()).catch(undefined),
  lifecycle: one.pipe(z.enum(LifecycleStage).optional()).catch(undefined),
  tag: one.transform((text) => text?.slice(0, 40) || undefined),
  segment: one.pipe(id.optional()).catch(undefined),
  score: one.pipe(z.enum(SCORE_CLASSES).optional()).catch(undefined),
  attr: list.transform((texts) =>
    texts
      .slice(0, 10)
      .map(parseAttributeFilter)
      .filter((filter) => filter !== null),
  ),
  archived: one.transform((text) => text === "1"),
  sort: one.pipe(z.enum(CUSTOMER_SORTS)).catch("name"),
  dir: one.pipe(z.enum(["asc", "desc"]).optional()).catch(undefined),
  cursor: one,
  /** Columns in their order; null for the usual ones. */
  cols: one.transform((text) => readColumns(text?.slice(0, 1000))),
  /** The saved view that this list began as. */
  saved: one.pipe(id.optional()).catch(undefined),
});
export type CustomerListParams = z.output<typeof customerListParams>;

/** Figures and dates are read from the top, names from A. */
export const directionOf = (params: Pick<CustomerListParams, "sort" | "dir">): "asc" | "desc" =>
  params.dir ?? (params.sort === "name" ? "asc" : "desc");

export const newAttributeDefinition = z.object({
  key: z
    .string()
    .trim()
    .regex(/^[a-z][a-z0-9_]{0,62}$/, "Small letters, digits and _, beginning with a letter."),
  label: z.string().trim().min(1, "Give a name.").max(80, "At most 80 characters."),
  kind: z.enum(["text", "number", "boolean", "date", "choice", "money"]),
  options: z.array(z.string().trim().min(1).max(100)).max(200).default([]),
  unit: z.string().trim().max(20).default(""),
});
export type NewAttributeDefinition = z.output<typeof newAttributeDefinition>;

/** One a line, each once. */
const optionLines = z
  .string()
  .max(20_100, "That is too much.")
  .default("")
  .transform((text) => [
    ...new Set(
      text
        .split("\n")
        .map((line) => line.trim())
        .filter(Boolean),
    ),
  ])
  .refine((list) => list.length <= 200, "At most 200 choices.")
  .refine((list) => list.every((one) => one.length <= 100), "At most 100 characters each.");

export const attributeDefinitionChange = z.object({
  id: z.uuid(),
  label: newAttributeDefinition.shape.label,
  unit: newAttributeDefinition.shape.unit,
  options: optionLines,
});
export type AttributeDefinitionChange = z.output<typeof attributeDefinitionChange>;

/** The same of a new one, from a form. */
export const attributeForm = newAttributeDefinition
  .extend({ options: optionLines })
  .refine(({ kind, options }) => kind !== "choice" || options.length > 0, {
    path: ["options"],
    message: "Name at least one choice.",
  });
export const attributeId = z.object({ id: z.uuid() });
