// A computed field as it is handed about. Safe for the browser.
import { type Definition, definition } from "./schema";

export type ComputedField = {
  id: string;
  key: string;
  label: string;
  kind: "number" | "money";
  unit: string;
  definition: Definition;
  archived: boolean;
};

type Stored = {
  id: string;
  key: string;
  label: string;
  kind: string;
  unit: string;
  definition: unknown;
  archivedAt: Date | null;
};

/** Rows as fields; one that this version cannot read is left out. */
export function readFields(rows: readonly Stored[]): ComputedField[] {
  return rows.flatMap(({ id, key, label, kind, unit, definition: given, archivedAt }) => {
    const read = definition.safeParse(given);
    return read.success
      ? [
          {
            id,
            key,
            label,
            kind: kind === "money" ? "money" : "number",
            unit,
            definition: read.data,
            archived: archivedAt !== null,
          },
        ]
      : [];
  });
}
