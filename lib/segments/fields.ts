// The catalogue of what a segment may ask about a customer. Safe for the browser: no database, no secrets.
import type { ComputedField } from "../computed/computed";
import type { AttributeKind, ItemKind } from "../generated/prisma/enums";
import type { RfmBorders } from "./rfm";

/** What a field holds; decides its operators and the shape of a condition's value. */
export type ValueKind =
  | "text"
  | "choice"
  | "person"
  | "tags"
  /** Several things from fixed choices or of the workspace: products bought, stages of deals, lists. */
  | "set"
  /** What comments say. */
  | "words"
  | "number"
  | "money"
  | "boolean"
  | "instant"
  | "day"
  | "answer";

/**
 * Operators and the value each takes:
 * - is, isNot, hasAll: a list, of which one (none, all) must be met; of words: found in some comment, in any case (hasAll: all in one)
 * - contains, startsWith: a text, in any case
 * - below, above, atLeast, atMost, equals: a number (money: cents)
 * - between: two numbers, both belong
 * - withinLast, olderThan, withinNext: a count of calendar days of the workspace, today belongs to the near side
 * - before, from: a day (YYYY-MM-DD); during: two days, both belong
 * - known, unknown: nothing
 *
 * A value that is not known meets no operator but `unknown`; counts are always known (0), and so are
 * tags, sets and words: who has none of them meets isNot.
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
  set: ["is", "hasAll", "isNot", "known", "unknown"],
  words: ["is", "hasAll", "isNot", "known", "unknown"],
  number: [...NUMERIC, "known", "unknown"],
  money: [...NUMERIC, "known", "unknown"],
  boolean: ["is", "known", "unknown"],
  instant: ["withinLast", "olderThan", "before", "from", "during", "known", "unknown"],
  day: ["withinLast", "olderThan", "withinNext", "before", "from", "during", "known", "unknown"],
  answer: ["is", "isNot", ...NUMERIC, "known", "unknown"],
};

/** What may narrow the events that a field counts. */
export const NARROWINGS = ["days", "channels", "products", "touchpoints", "kinds", "outcomes", "reasons"] as const;
export type Narrowing = (typeof NARROWINGS)[number];

/** Narrowings with fixed choices: how somebody was in touch; their words are messages of "interactions". */
export const NARROW_OPTIONS = {
  kinds: ["call", "visit", "email", "chat", "meeting", "demo", "note", "service"],
  outcomes: ["reached", "no_answer", "message", "done"],
  reasons: [
    "lead_generation",
    "building_trust",
    "time",
    "demonstration",
    "contract",
    "engagement",
    "needs",
    "expectations",
    "price",
    "churn",
    "other",
  ],
} as const satisfies Record<string, readonly string[]>;

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
  /** The condition also names an attribute or a computed field (by key), an item (by its number) or a touchpoint (by its id). */
  of?: "attribute" | "item" | "touchpoint" | "computed";
  /** What a set's values are the ids of. */
  from?: "products" | "lists";
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
  lifecycleSince: field({ group: "customer", kind: "instant", optional: true }),
  list: field({ group: "customer", kind: "set", optional: false, from: "lists" }),
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
  averageOrder: field({ group: "behaviour", kind: "money", optional: true, narrow: ["days", "channels", "products"] }),
  firstOrderAt: field({ group: "behaviour", kind: "instant", optional: true, narrow: ["channels", "products"] }),
  lastOrderAt: field({ group: "behaviour", kind: "instant", optional: true, narrow: ["channels", "products"] }),
  bought: field({
    group: "behaviour",
    kind: "set",
    optional: false,
    from: "products",
    narrow: ["days", "channels"],
  }),
  interactions: field({
    group: "behaviour",
    kind: "number",
    optional: false,
    narrow: ["days", "channels", "kinds", "outcomes", "reasons"],
    min: 0,
    whole: true,
  }),
  lastInteractionAt: field({
    group: "behaviour",
    kind: "instant",
    optional: true,
    narrow: ["channels", "kinds", "outcomes", "reasons"],
  }),
  dealStage: field({
    group: "behaviour",
    kind: "set",
    optional: true,
    options: ["attention", "interest", "desire", "action", "won", "lost"],
  }),
  openDealAmount: field({ group: "behaviour", kind: "money", optional: false }),
  dealsWon: field({ group: "behaviour", kind: "number", optional: false, narrow: ["days"], min: 0, whole: true }),
  dealsLost: field({ group: "behaviour", kind: "number", optional: false, narrow: ["days"], min: 0, whole: true }),
  computed: field({ group: "behaviour", kind: "number", optional: true, of: "computed" }),
  rfmRecency: field({ group: "behaviour", kind: "number", optional: true, min: 1, max: 5, whole: true }),
  rfmFrequency: field({ group: "behaviour", kind: "number", optional: true, min: 1, max: 5, whole: true }),
  rfmMonetary: field({ group: "behaviour", kind: "number", optional: true, min: 1, max: 5, whole: true }),
  valueTier: field({ group: "behaviour", kind: "choice", optional: true, options: ["top", "middle", "base"] }),

  lastNps: field({ group: "experience", kind: "number", optional: true, min: 0, max: 10, whole: true }),
  npsClass: field({
    group: "experience",
    kind: "choice",
    optional: true,
    options: ["promoter", "passive", "detractor"],
  }),
  lastNpsAt: field({ group: "experience", kind: "instant", optional: true }),
  item: field({ group: "experience", kind: "answer", optional: true, of: "item", narrow: ["days"] }),
  itemMean: field({
    group: "experience",
    kind: "number",
    optional: true,
    of: "item",
    narrow: ["days", "channels", "touchpoints"],
  }),
  touchpointScore: field({
    group: "experience",
    kind: "number",
    optional: true,
    of: "touchpoint",
    min: 0,
    max: 100,
  }),
  comment: field({
    group: "experience",
    kind: "words",
    optional: true,
    narrow: ["days", "channels", "touchpoints"],
  }),
  responses: field({
    group: "experience",
    kind: "number",
    optional: false,
    narrow: ["days", "channels"],
    min: 0,
    whole: true,
  }),
  lastAnswerAt: field({ group: "experience", kind: "instant", optional: true }),
  /** As it was last worked out (lib/health); conditions of health itself may not ask about it. */
  health: field({ group: "experience", kind: "number", optional: true, min: 0, max: 10 }),
  openCases: field({
    group: "experience",
    kind: "number",
    optional: false,
    narrow: ["touchpoints"],
    min: 0,
    whole: true,
  }),
  cases: field({
    group: "experience",
    kind: "number",
    optional: false,
    narrow: ["days", "touchpoints"],
    min: 0,
    whole: true,
  }),
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
  /** Numbers made from related records or other numbers; archived ones too. */
  computed: ComputedField[];
  people: { id: string; name: string }[];
  channels: { id: string; name: string }[];
  products: { id: string; name: string }[];
  touchpoints: { id: string; name: string }[];
  /** Static lists, archived ones too. */
  lists: { id: string; name: string; archived: boolean }[];
  /** Where the classes of value begin; null until they were first computed: then nobody has a class. */
  rfm: RfmBorders | null;
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
  subject: { field: FieldKey; attribute?: string; item?: number; touchpoint?: string; computed?: string },
  catalogue: SegmentCatalogue,
): { kind: ValueKind; operators: readonly Operator[] } | null {
  const definition = fieldOf(subject.field);
  let kind = definition.kind;
  if (definition.of === "attribute") {
    const attribute = catalogue.attributes.find(({ key }) => key === subject.attribute);
    if (!attribute) return null;
    kind = KIND_OF_ATTRIBUTE[attribute.kind];
  }
  if (definition.of === "computed") {
    const found = catalogue.computed.find(({ key }) => key === subject.computed);
    if (!found) return null;
    kind = found.kind;
  }
  if (definition.of === "item") {
    const item = catalogue.items.find(({ no }) => no === subject.item);
    if (!item || item.kind === "text") return null;
    if (item.kind === "choice" && subject.field === "itemMean") return null;
    if (item.kind === "choice") return { kind, operators: ["is", "isNot", "known", "unknown"] };
  }
  if (definition.of === "touchpoint" && !catalogue.touchpoints.some(({ id }) => id === subject.touchpoint)) return null;
  const operators = OPERATORS_OF[kind];
  return {
    kind,
    operators: definition.optional ? operators : operators.filter((one) => one !== "known" && one !== "unknown"),
  };
}
