import { isEmail, readBoolean, readDate, readNumber } from "./values";

/** What a sample of a column's cells looks like. */
export type ColumnProfile = {
  index: number;
  header: string;
  filled: number;
  blank: number;
  /** Different values in order of appearance; null when there are too many to be a list. */
  values: string[] | null;
  examples: string[];
  type: "empty" | "integer" | "decimal" | "boolean" | "date" | "email" | "text";
  /** Of numbers, the largest without those that stand alone. */
  min: number | null;
  max: number | null;
  /** Mean length of texts. */
  length: number;
  /** No two cells are the same. */
  unique: boolean;
  /** Numbers written with a decimal comma. */
  decimalComma: boolean;
  /** The order of day and month, when dates of this column can only be read one way. */
  dateOrder: "dmy" | "mdy" | null;
};

const MOST_VALUES = 60;

/** @param rows the sample's records without the header */
export function profileColumns(header: readonly string[], rows: readonly (readonly string[])[]): ColumnProfile[] {
  return header.map((name, index) => profileColumn(name, index, rows));
}

/** A column is what nearly all of its cells are: a few wrong ones are found by the check, not taken for its type. */
const NEARLY_ALL = 0.97;

function profileColumn(header: string, index: number, rows: readonly (readonly string[])[]): ColumnProfile {
  const cells = rows.map((row) => (row[index] ?? "").trim());
  const filled = cells.filter((cell) => cell !== "");
  const distinct = new Set(filled);
  const most = (test: (cell: string) => boolean) =>
    filled.length > 0 && filled.filter(test).length >= filled.length * NEARLY_ALL;
  const numbers = (decimal: "." | ",") =>
    filled.map((cell) => readNumber(cell, decimal)).filter((value) => value !== null);
  const withPoint = numbers(".");
  const withComma = numbers(",");
  const enough = (found: number[]) => found.length > 0 && found.length >= filled.length * NEARLY_ALL;
  const comma = enough(withComma) && withComma.length > withPoint.length;
  const known = comma ? withComma : enough(withPoint) ? withPoint : [];
  const typical = middleOf(known);
  const dmy = most((cell) => readDate(cell, "dmy") !== null);
  const mdy = most((cell) => readDate(cell, "mdy") !== null);
  const type: ColumnProfile["type"] =
    filled.length === 0
      ? "empty"
      : known.length > 0
        ? known.every(Number.isInteger)
          ? "integer"
          : "decimal"
        : dmy || mdy
          ? "date"
          : most(isEmail)
            ? "email"
            : most((cell) => readBoolean(cell) !== null)
              ? "boolean"
              : "text";
  return {
    index,
    header,
    filled: filled.length,
    blank: cells.length - filled.length,
    values: distinct.size <= MOST_VALUES ? [...distinct] : null,
    examples: [...distinct].slice(0, 4).map((value) => (value.length > 60 ? `${value.slice(0, 59)}…` : value)),
    type,
    min: typical.min,
    max: typical.max,
    length: filled.length ? filled.reduce((sum, cell) => sum + cell.length, 0) / filled.length : 0,
    unique: filled.length > 1 && distinct.size === filled.length,
    decimalComma: comma,
    dateOrder: dmy === mdy ? null : dmy ? "dmy" : "mdy",
  };
}

/** The range of the values that are not alone: one that fewer than 1 in 200 cells hold says nothing about a scale's upper end. */
function middleOf(values: readonly number[]): { min: number | null; max: number | null } {
  if (values.length === 0) return { min: null, max: null };
  const sorted = [...values].sort((a, b) => a - b);
  const min = sorted[0] ?? null;
  return { min, max: sorted[Math.max(0, Math.ceil(sorted.length * 0.995) - 1)] ?? null };
}
