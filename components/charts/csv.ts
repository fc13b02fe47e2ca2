import { startsFormula } from "@/lib/csv";

export type ChartTable = {
  columns: readonly { label: string; end?: boolean }[];
  rows: readonly (readonly (string | number | null)[])[];
  /** Of each row, in the same order: the answers, the people behind it. */
  hrefs?: readonly (string | undefined)[];
};

/**
 * The table behind a chart as CSV with CRLF and a byte order mark, so that spreadsheets read it as UTF-8.
 * A text that a spreadsheet would run as a formula gets an apostrophe before it.
 */
export function tableToCsv(table: ChartTable): string {
  const cell = (value: string | number | null) => {
    if (value === null) return "";
    if (typeof value === "number") return String(value);
    const safe = startsFormula(value) ? `'${value}` : value;
    return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
  };
  const lines = [table.columns.map((column) => column.label), ...table.rows].map((row) => row.map(cell).join(","));
  return `\uFEFF${lines.join("\r\n")}\r\n`;
}
