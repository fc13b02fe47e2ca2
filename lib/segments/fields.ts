// The catalogue of what a segment may ask about a customer. Safe for the browser: no database, no secrets.
import type { AttributeKind, ItemKind } from "../generated/prisma/enums";

/** What a field holds; decides its operators and the shape of a condition's value. */
export type ValueKind =
  | "text"
  | "choice"
  | "person"
  | "tags"
  | "number"
  | "money"
  | "boolean"
  | "instant"
  | "day"
  | "answer"
  | "happened";

/**
 * Operators and the value each takes:
 * - is, isNot, hasAll: a list, of which one (none, all) must be met
 * - contains, startsWith: a text, in any case
 * - below, above, atLeast, atMost, equals: a number (money: cents)
 * - between: two numbers, both belong
 * - withinLast, olderThan, withinNext: a count of calendar days of the workspace, today belongs to the near side
 * - before, from: a day (YYYY-MM-DD); during: two days, both belong
 * - known, unknown: nothing
 *
 * A value that is not known meets no operator but `unknown`; counts are always known (0), and so are tags.
 */
export const OPERATORS = [
  "is",
  "isNot",
  "hasAll",
  "contains",
  "startsWith",
  "below",
  "above",
  "atLeast",
  "atMost",
  "equals",
  "between",
  "withinLast",
  "olderThan",
  "withinNext",
  "before",
  "from",
  "during",
  "known",
  "unknown",
] as const;
export type Operator = (typeof OPERATORS)[number];

const NUMERIC = ["below", "above", "atLeast", "atMost", "equals", "between"] as const;

/** The operators of each kind, the likeliest first. */
export const OPERATORS_OF: Record<ValueKind, readonly Operator[]> = {
  text: ["is", "isNot", "contains", "startsWith", "known", "unknown"],
  choice: ["is", "isNot", "known", "unknown"],
  person: ["is", "isNot", "known", "unknown"],
  tags: ["is", "hasAll", "isNot", "known", "unknown"],
  number: [...NUMERIC, "known", "unknown"],
  money: [...NUMERIC, "known", "unknown"],
  boolean: ["is", "known", "unknown"],
  instant: ["withinLast", "olderThan", "before", "from", "during", "known", "unknown"],
  day: ["withinLast", "olderThan", "withinNext", "before", "from", "during", "known", "unknown"],
  answer: ["is", "isNot", ...NUMERIC, "known", "unknown"],
  happened: ["known", "unknown"],
};

/** What may narrow the events that a field counts. */
export type Narrowing = "days" | "channels" | "products";

export type FieldGroup = "customer" | "behaviour" | "experience";

export type FieldDefinition = {
  group: FieldGroup;
  kind: ValueKind;
  /** False: the field always has a value (a count is 0), so known and unknown are not offered. */
  optional: boolean;
  /** Fixed values of a choice; their words are messages "option.<field>.<value>". */
  options?: readonly string[];
  narrow?: readonly Narrowing[];
  /** Least and most of a number, whole when `whole`. */
  min?: number;
  max?: number;
  whole?: boolean;
  /** The condition also names an attribute (by key) or an item (by its number). */
  of?: "attribute" | "item";
};

const field = <const F extends FieldDefinition>(definition: F): F => definition;

/** Every field of a rule. Its words are messages "field.<key>"; its column is in rule-sql.ts. */
export const FIELDS = {
  name: field({ group: "customer", kind: "text", optional: false }),
  kind: field({ group: "customer", kind: "choice", optional: false, options: ["person", "company"] }),
  side: field({ group: "customer", kind: "choice", optional: false, options: ["buyer", "seller", "both"] }),
  lifecycle: field({
    group: "customer",
    kind: "choice",
    optional: false,
    options: ["lead", "prospect", "new", "active", "loyal", "at_risk", "lost"],
  }),
  country: field({ group: "customer", kind: "text", optional: true }),
  city: field({ group: "customer", kind: "text", optional: true }),
  language: field({ group: "customer", kind: "text", optional: true }),
  email: field({ group: "customer", kind: "text", optional: true }),
  owner: field({ group: "customer", kind: "person", optional: true }),
  tags: field({ group: "customer", kind: "tags", optional: true }),
  createdAt: field({ group: "customer", kind: "instant", optional: false }),
  attribute: field({ group: "customer", kind: "text", optional: true, of: "attribute" }),

  orders: field({
    group: "behaviour",
    kind: "number",
    optional: false,
    narrow: ["days", "channels", "products"],
    min: 0,
    whole: true,
  }),
  revenue: field({ group: "behaviour", kind: "money", optional: false, narrow: ["days", "channels", "products"] }),
  averageOrder: field({ group: "behaviour", kind: "money", optional: true }),
  firstOrderAt: field({ group: "behaviour", kind: "instant", optional: true }),
  lastOrderAt: field({ group: "behaviour", kind: "instant", optional: true }),
  interactions: field({
    group: "behaviour",
    kind: "number",
    optional: false,
    narrow: ["days", "channels"],
    min: 0,
    whole: true,
  }),
  lastInteractionAt: field({ group: "behaviour", kind: "instant", optional: true }),

  lastNps: field({ group: "experience", kind: "number", optional: true, min: 0, max: 10, whole: true }),
  npsClass: field({
    group: "experience",
    kind: "choice",
    optional: true,
    options: ["promoter", "passive", "detractor"],
  }),
  lastNpsAt: field({ group: "experience", kind: "instant", optional: true }),
  item: field({ group: "experience", kind: "answer", optional: true, of: "item", narrow: ["days"] }),
  itemMean: field({ group: "experience", kind: "number", optional: true, of: "item", narrow: ["days"] }),
  comment: field({ group: "experience", kind: "happened", optional: true, narrow: ["days"] }),
  responses: field({ group: "experience", kind: "number", optional: false, narrow: ["days"], min: 0, whole: true }),
  lastAnswerAt: field({ group: "experience", kind: "instant", optional: true }),
} satisfies Record<string, FieldDefinition>;

export type FieldKey = keyof typeof FIELDS;
export const FIELD_KEYS = Object.keys(FIELDS) as FieldKey[];
export const isFieldKey = (value: unknown): value is FieldKey =>
  typeof value === "string" && Object.hasOwn(FIELDS, value);

/** The definition without its literal types. */
export const fieldOf = (key: FieldKey): FieldDefinition => FIELDS[key];

/** What a custom attribute's kind is to a rule. */
export const KIND_OF_ATTRIBUTE: Record<AttributeKind, ValueKind> = {
  text: "text",
  number: "number",
  boolean: "boolean",
  date: "day",
  choice: "choice",
  money: "money",
};

export type CatalogueAttribute = {
  key: string;
  label: string;
  kind: AttributeKind;
  options: string[];
  unit: string;
  archived: boolean;
};

export type CatalogueItem = {
  no: number;
  id: string;
  label: string;
  survey: string;
  kind: ItemKind;
  scaleMin: number | null;
  scaleMax: number | null;
  options: { value: number; label: string }[];
  archived: boolean;
};

/** What the fields of one workspace are: its attributes, items and the names that ids stand for. */
export type SegmentCatalogue = {
  currency: string;
  attributes: CatalogueAttribute[];
  items: CatalogueItem[];
  people: { id: string; name: string }[];
  channels: { id: string; name: string }[];
  products: { id: string; name: string }[];
};

/** The answers an item can have, when they can be counted on one hand or two: its scale's points, or its options. */
export function answersOf(item: CatalogueItem): { value: number; label: string }[] {
  if (item.options.length > 0) return item.options;
  if (item.scaleMin === null || item.scaleMax === null || item.scaleMax - item.scaleMin > 20) return [];
  const { scaleMin } = item;
  return Array.from({ length: item.scaleMax - scaleMin + 1 }, (_, step) => ({
    value: scaleMin + step,
    label: String(scaleMin + step),
  }));
}

/** The kind and operators of a condition's subject, as far as the catalogue knows it; null when it is not there. */
export function subjectOf(
  subject: { field: FieldKey; attribute?: string; item?: number },
  catalogue: SegmentCatalogue,
): { kind: ValueKind; operators: readonly Operator[] } | null {
  const definition = fieldOf(subject.field);
  let kind = definition.kind;
  if (definition.of === "attribute") {
    const attribute = catalogue.attributes.find(({ key }) => key === subject.attribute);
    if (!attribute) return null;
    kind = KIND_OF_ATTRIBUTE[attribute.kind];
  }
  if (definition.of === "item") {
    const item = catalogue.items.find(({ no }) => no === subject.item);
    if (!item || item.kind === "text") return null;
    if (item.kind === "choice" && subject.field === "itemMean") return null;
    if (item.kind === "choice") return { kind, operators: ["is", "isNot", "known", "unknown"] };
  }
  const operators = OPERATORS_OF[kind];
  return {
    kind,
    operators: definition.optional ? operators : operators.filter((one) => one !== "known" && one !== "unknown"),
  };
}
