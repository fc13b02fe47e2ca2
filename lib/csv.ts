// Reading and writing CSV (RFC 4180). Reading is done in pieces of text of any size, so that a file never has to be in
// memory as a whole. Lines without quotes, nearly all of them, are cut by the engine's own split; csv-parse, which looks at
// every character, takes four times as long for the same file and cannot go on after a quote that is never closed.

/** Why a record could not be read. The reader goes on with the next line. */
export type CsvFault = "quote_open" | "quote_inside" | "cell_too_long";

/** @param line where the record begins; the first line of the file is 1 */
export type OnRecord = (cells: string[], line: number, fault: CsvFault | null) => void;

export type CsvOptions = {
  delimiter: string;
  /** Longest cell in UTF-16 units. */
  longestCell?: number;
};

const QUOTE = '"';

/** Reads records from pieces of text. Empty lines are left out. */
export class CsvReader {
  private rest = "";
  private line = 1;
  private readonly delimiter: string;
  private readonly longestCell: number;
  /** A record longer than this is taken for a quote that is never closed. */
  private readonly longestRecord: number;

  constructor({ delimiter, longestCell = 100_000 }: CsvOptions) {
    this.delimiter = delimiter;
    this.longestCell = longestCell;
    this.longestRecord = longestCell * 4;
  }

  push(text: string, onRecord: OnRecord): void {
    this.read(this.rest === "" ? text : this.rest + text, onRecord, false);
  }

  end(onRecord: OnRecord): void {
    this.read(this.rest, onRecord, true);
    this.rest = "";
  }

  private read(text: string, onRecord: OnRecord, last: boolean): void {
    const { delimiter } = this;
    const length = text.length;
    let at = 0;
    let quote = text.indexOf(QUOTE);
    while (at < length) {
      if (quote !== -1 && quote < at) quote = text.indexOf(QUOTE, at);
      let end = text.indexOf("\n", at);
      if (end === -1) {
        if (!last && length - at <= this.longestRecord) break;
        end = length;
      }
      if (quote !== -1 && quote < end) {
        const next = this.readQuoted(text, at, onRecord, last);
        if (next === -1) break;
        at = next;
        continue;
      }
      const stop = text.charCodeAt(end - 1) === 13 && end > at ? end - 1 : end;
      if (stop > at) {
        const cells = text.slice(at, stop).split(delimiter);
        const tooLong = stop - at > this.longestCell && cells.some((cell) => cell.length > this.longestCell);
        onRecord(cells, this.line, tooLong ? "cell_too_long" : null);
      }
      this.line += 1;
      at = end + 1;
    }
    this.rest = at < length ? text.slice(at) : "";
  }

  /** A record with a quote in it. @returns where the next one begins, -1 when more text is needed */
  private readQuoted(text: string, start: number, onRecord: OnRecord, last: boolean): number {
    const { delimiter } = this;
    const length = text.length;
    const cells: string[] = [];
    let lines = 1;
    let at = start;
    let tooLong = false;
    for (;;) {
      let cell: string;
      if (text[at] === QUOTE) {
        let from = at + 1;
        cell = "";
        for (;;) {
          const close = text.indexOf(QUOTE, from);
          if (close === -1 || (close === length - 1 && !last)) {
            if (!last && length - start <= this.longestRecord) return -1;
            if (close === -1) return this.skipLine(text, start, onRecord, "quote_open");
          }
          if (text[close + 1] === QUOTE) {
            cell += text.slice(from, close + 1);
            from = close + 2;
            continue;
          }
          cell += text.slice(from, close);
          at = close + 1;
          break;
        }
        for (let i = cell.indexOf("\n"); i !== -1; i = cell.indexOf("\n", i + 1)) lines += 1;
        if (text[at] === "\r" && (text[at + 1] === "\n" || at + 1 === length)) {
          if (at + 1 === length && !last) return -1;
          at += 1;
        }
        if (at < length && text[at] !== delimiter && text[at] !== "\n") {
          return this.skipLine(text, start, onRecord, "quote_inside");
        }
      } else {
        const line = text.indexOf("\n", at);
        if (line === -1 && !last && length - start <= this.longestRecord) return -1;
        const lineEnd = line === -1 ? length : line;
        const cut = text.indexOf(delimiter, at);
        const end = cut === -1 || cut > lineEnd ? lineEnd : cut;
        const stop = end === lineEnd && end > at && text.charCodeAt(end - 1) === 13 ? end - 1 : end;
        cell = text.slice(at, stop);
        at = end;
      }
      if (cell.length > this.longestCell) tooLong = true;
      cells.push(cell);
      if (at >= length && !last) return -1;
      if (text[at] === delimiter) {
        at += 1;
        if (at >= length && !last) return -1;
        continue;
      }
      onRecord(cells, this.line, tooLong ? "cell_too_long" : null);
      this.line += lines;
      return at + 1;
    }
  }

  /** Gives up on the record that begins here and goes on with the next line of the file. */
  private skipLine(text: string, start: number, onRecord: OnRecord, fault: CsvFault): number {
    const line = text.indexOf("\n", start);
    const end = line === -1 ? text.length : line;
    onRecord(
      text.slice(start, end).replace(/\r$/, "").slice(0, this.longestCell).split(this.delimiter),
      this.line,
      fault,
    );
    this.line += 1;
    return end + 1;
  }
}

/** All records of a text that is small enough. */
export function readCsv(text: string, options: CsvOptions, most = Number.POSITIVE_INFINITY) {
  const records: { cells: string[]; line: number; fault: CsvFault | null }[] = [];
  const reader = new CsvReader(options);
  const keep: OnRecord = (cells, line, fault) => {
    if (records.length < most) records.push({ cells, line, fault });
  };
  reader.push(text, keep);
  reader.end(keep);
  return records;
}

/** What some spreadsheet runs: signs of a formula, wide ones too, also behind blanks and line ends. */
const FORMULA = /^[\s\uFEFF]*[=+\-@\uFF1D\uFF0B\uFF0D\uFF20]|^[\t\r\n]/;
export const startsFormula = (text: string): boolean => FORMULA.test(text);

/**
 * One line of CSV with its line end. A cell that a spreadsheet would run as a formula gets an apostrophe in front;
 * plain numbers such as -3.5 stay what they are.
 */
export function csvLine(cells: readonly (string | number | null)[]): string {
  return `${cells.map(csvCell).join(",")}\r\n`;
}

function csvCell(value: string | number | null): string {
  if (value === null) return "";
  let text = String(value);
  if (startsFormula(text) && !/^[+-]?\d+([.,]\d+)?$/.test(text)) text = `'${text}`;
  return /[",\r\n;]/.test(text) ? `"${text.replaceAll(QUOTE, '""')}"` : text;
}

type Cell = string | number | null;

/**
 * A list read page by page as CSV, in pieces: memory holds one page, however long the list. Begins with the mark by
 * which spreadsheets know UTF-8.
 * @param read one page; asked for only when the reader wants more
 */
export async function* csvPieces<Row>(
  head: readonly string[],
  read: (cursor: string | null) => Promise<{ rows: readonly Row[]; next: string | null }>,
  cellsOf: (row: Row) => readonly Cell[],
): AsyncGenerator<string> {
  yield `\uFEFF${csvLine(head)}`;
  let cursor: string | null = null;
  do {
    const page: Awaited<ReturnType<typeof read>> = await read(cursor);
    yield page.rows.map((row) => csvLine(cellsOf(row))).join("");
    cursor = page.next;
  } while (cursor);
}

/** The answer to a download: sent as it is read, no faster than it is taken. @param name of the file, without its ending */
export function csvFile(name: string, pieces: AsyncGenerator<string>): Response {
  const encoder = new TextEncoder();
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      const { value, done } = await pieces.next();
      if (done) controller.close();
      else controller.enqueue(encoder.encode(value));
    },
    async cancel() {
      await pieces.return(undefined);
    },
  });
  const plain = name.replace(/[^\w -]/g, "").trim() || "list";
  return new Response(body, {
    headers: {
      "content-type": "text/csv; charset=utf-8",
      "content-disposition": `attachment; filename="${plain}.csv"; filename*=UTF-8''${encodeURIComponent(`${name}.csv`)}`,
      "cache-control": "no-store",
    },
  });
}
