// The history of a customer's properties: which of them are followed, and what changed between two states. Pure.

/** What one property holds; null when nothing is said. */
export type FactValue = string | number | boolean | readonly string[] | null;

/** The properties whose changes are kept; the workspace's own attributes are followed beside them. */
export const FACT_FIELDS = [
  "name",
  "kind",
  "side",
  "email",
  "phone",
  "city",
  "country",
  "language",
  "externalId",
  "lifecycle",
  "ownerId",
  "tags",
] as const;
export type FactField = (typeof FACT_FIELDS)[number];

const ATTRIBUTE = "attribute:";
/** How an attribute is called among the fields. */
export const attributeField = (key: string): string => `${ATTRIBUTE}${key}`;
/** The attribute's key; null for a property of every customer. */
export const attributeKeyOf = (field: string): string | null =>
  field.startsWith(ATTRIBUTE) ? field.slice(ATTRIBUTE.length) : null;
export const isFactField = (field: string): field is FactField => FACT_FIELDS.some((one) => one === field);

/** One property that changed. `field` is one of FACT_FIELDS or attributeField(key). */
export type FactChange = { customerId: string; field: string; before: FactValue; after: FactValue };

/** The same, as it is read back. */
export type FactHistory = {
  id: string;
  field: string;
  before: FactValue;
  after: FactValue;
  at: Date;
  /** Null: the system, or somebody who is gone. */
  byName: string | null;
};

/** A customer as far as its history goes; what is missing is not compared. */
export type FactState = { readonly [Field in FactField]?: FactValue | undefined } & {
  readonly attributes?: unknown;
};

/** Lists count by their order; nothing, missing and null are one. */
export function sameFact(one: FactValue | undefined, other: FactValue | undefined): boolean {
  return JSON.stringify(one ?? null) === JSON.stringify(other ?? null);
}

const attributesOf = (state: FactState): Record<string, FactValue> =>
  (state.attributes ?? {}) as Record<string, FactValue>;

/** What differs between two states of one customer, of the properties that both name. */
export function changesBetween(customerId: string, before: FactState, after: FactState): FactChange[] {
  const changes: FactChange[] = [];
  const compare = (field: string, was: FactValue | undefined, is: FactValue | undefined) => {
    if (!sameFact(was, is)) changes.push({ customerId, field, before: was ?? null, after: is ?? null });
  };
  for (const field of FACT_FIELDS) {
    if (field in before && field in after) compare(field, before[field], after[field]);
  }
  if ("attributes" in before && "attributes" in after) {
    const [was, is] = [attributesOf(before), attributesOf(after)];
    for (const key of new Set([...Object.keys(was), ...Object.keys(is)]))
      compare(attributeField(key), was[key], is[key]);
  }
  return changes;
}
