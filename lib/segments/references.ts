import { readCsv } from "../csv";

/** Customers of one list, and lines of one file. */
export const MOST_REFERENCES = 20_000;
/** Characters of a pasted text or a file. */
export const LONGEST_FILE = 2_000_000;

const HEADERS = /^(external[ _-]?id|customer[ _-]?id|customer|id|e-?mail|email[ _-]?address)$/i;

/**
 * External ids or e-mail addresses from a CSV file or a pasted text: the column whose heading names one of them, else the
 * first column; a single line is read as a list. Repeated ones count once, empty ones not at all.
 */
export function readReferences(text: string): string[] {
  const plain = text.replace(/^\uFEFF/, "");
  const head = plain.split(/\r?\n/, 1)[0] ?? "";
  const delimiter = [";", "\t", ","].find((one) => head.includes(one)) ?? ",";
  const records = readCsv(plain, { delimiter }, MOST_REFERENCES + 2).filter(({ fault }) => fault === null);
  const first = records[0];
  if (!first) return [];
  const headed = first.cells.findIndex((cell) => HEADERS.test(cell.trim()));
  const cells =
    headed >= 0
      ? records.slice(1).map((record) => record.cells[headed] ?? "")
      : records.length === 1
        ? first.cells
        : records.map((record) => record.cells[0] ?? "");
  return [...new Set(cells.map((cell) => cell.trim()).filter((cell) => cell !== "" && cell.length <= 320))];
}
