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
  /** Of numbers. */
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

function profileColumn(header: string, index: number, rows: readonly (readonly string[])[]): ColumnProfile {
  const cells = rows.map((row) => (row[index] ?? "").trim());
  const filled = cells.filter((cell) => cell !== "");
  const distinct = new Set(filled);
  const every = (test: (cell: string) => boolean) => filled.length > 0 && filled.every(test);
  const numbers = (decimal: "." | ",") => filled.map((cell) => readNumber(cell, decimal));
  const withPoint = numbers(".");
  const point = filled.length > 0 && withPoint.every((value) => value !== null);
  const withComma = point ? [] : numbers(",");
  const comma = !point && filled.length > 0 && withComma.every((value) => value !== null);
  const known = (point ? withPoint : comma ? withComma : []).filter((value) => value !== null);
  const dmy = every((cell) => readDate(cell, "dmy") !== null);
  const mdy = every((cell) => readDate(cell, "mdy") !== null);
  const type: ColumnProfile["type"] =
    filled.length === 0
      ? "empty"
      : known.length > 0
        ? known.every(Number.isInteger)
          ? "integer"
          : "decimal"
        : dmy || mdy
          ? "date"
          : every(isEmail)
            ? "email"
            : every((cell) => readBoolean(cell) !== null)
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
    min: known.length ? known.reduce((a, b) => Math.min(a, b)) : null,
    max: known.length ? known.reduce((a, b) => Math.max(a, b)) : null,
    length: filled.length ? filled.reduce((sum, cell) => sum + cell.length, 0) / filled.length : 0,
    unique: filled.length > 1 && distinct.size === filled.length,
    decimalComma: comma,
    dateOrder: dmy === mdy ? null : dmy ? "dmy" : "mdy",
  };
}
