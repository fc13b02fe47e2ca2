import type { AttributeDefinition } from "./attributes";

/** What a column of the customers list can show beside the name, which always stands first. */
export const LIST_COLUMNS = [
  "segment",
  "lifecycle",
  "health",
  "answer",
  "owner",
  "value",
  "contact",
  "tags",
  "kind",
  "side",
  "email",
  "phone",
  "city",
  "country",
  "language",
  "number",
  "orders",
  "firstOrder",
  "lastOrder",
  "interactions",
  "responses",
  "created",
] as const;
export type ListColumn = (typeof LIST_COLUMNS)[number] | `attr.${string}`;

/** In their order, when nobody chose others. */
export const USUAL_COLUMNS: readonly ListColumn[] = ["segment", "health", "answer", "owner", "value", "contact"];

/** More would not be read on any screen. */
export const MOST_COLUMNS = 14;

const isKnown = (key: string): key is ListColumn =>
  LIST_COLUMNS.some((one) => one === key) || /^attr\.[a-z0-9_]{1,64}$/i.test(key);

/** "owner,value,attr.age": what is no column counts as not given; null for the usual ones. */
export function readColumns(text: string | undefined): ListColumn[] | null {
  const known = [...new Set((text ?? "").split(",").map((key) => key.trim()))].filter(isKnown).slice(0, MOST_COLUMNS);
  return known.length === 0 || columnsText(known) === columnsText(USUAL_COLUMNS) ? null : known;
}

export const columnsText = (columns: readonly ListColumn[]): string => columns.join(",");

/** The columns that are shown: attributes that are gone are left out. */
export function shownColumns(
  chosen: readonly ListColumn[] | null,
  definitions: readonly AttributeDefinition[],
): ListColumn[] {
  const keys = new Set(definitions.map(({ key }) => `attr.${key}`));
  const shown = (chosen ?? USUAL_COLUMNS).filter((column) => !column.startsWith("attr.") || keys.has(column));
  return shown.length === 0 ? [...USUAL_COLUMNS] : shown;
}
