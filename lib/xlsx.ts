import "server-only";
import { pipeline, Readable } from "node:stream";
import { crc32, createDeflateRaw } from "node:zlib";

// Writing one sheet of an Excel workbook (Office Open XML, ECMA-376) as it is read: a ZIP archive of a few small files and
// one long one. Every text is an inline string, which no spreadsheet takes for a formula, whatever it begins with.

export type XlsxCell = string | number | boolean | Date | null;

/** Most characters of one cell, as the format has it. */
const LONGEST_CELL = 32_767;
const DAY_MS = 86_400_000;
/** Day 0 of the format's calendar. */
const DAY_ZERO = Date.UTC(1899, 11, 30);

const TYPES = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/><Override PartName="/xl/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"/></Types>`;
const ROOT = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>`;
const PARTS = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/></Relationships>`;
/** Styles by their place: 0 plain, 1 an instant, 2 the head. */
const STYLES = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><numFmts count="1"><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd\\ hh:mm"/></numFmts><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="3"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/><xf numFmtId="164" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/><xf numFmtId="0" fontId="1" fillId="0" borderId="0" xfId="0" applyFont="1"/></cellXfs></styleSheet>`;
const workbook = (sheet: string) => `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="${xml(sheet.replace(/[[\]:*?/\\]/g, " ").slice(0, 31)) || "Sheet"}" sheetId="1" r:id="rId1"/></sheets></workbook>`;
const SHEET_HEAD = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><sheetData>`;
const SHEET_FOOT = "</sheetData></worksheet>";

/** Without what XML cannot hold. */
const xml = (text: string): string =>
  text
    // biome-ignore lint/suspicious/noControlCharactersInRegex: exactly these may stand in no XML file.
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, "")
    .replace(/&/g, "&amp;")
    .replace(/</g, "&lt;")
    .replace(/>/g, "&gt;")
    .replace(/"/g, "&quot;");

/** Cut between characters, never inside one. */
const cut = (text: string): string =>
  text.length <= LONGEST_CELL ? text : text.slice(0, LONGEST_CELL).replace(/[\ud800-\udbff]$/, "");

/** Instants as days of the format's calendar, on the wall clock of a zone. */
function serialIn(timeZone: string): (at: Date) => number {
  const clock = new Intl.DateTimeFormat("en-US", {
    timeZone,
    hourCycle: "h23",
    year: "numeric",
    month: "numeric",
    day: "numeric",
    hour: "numeric",
    minute: "numeric",
  });
  // A zone's offset changes at most from one hour to the next: one look an hour is enough.
  const offsets = new Map<number, number>();
  return (at) => {
    const hour = Math.floor(+at / 3_600_000);
    let offset = offsets.get(hour);
    if (offset === undefined) {
      const part = Object.fromEntries(
        clock.formatToParts(hour * 3_600_000).map(({ type, value }) => [type, Number(value)]),
      );
      offset =
        Date.UTC(part.year ?? 1970, (part.month ?? 1) - 1, part.day ?? 1, part.hour ?? 0, part.minute ?? 0) -
        hour * 3_600_000;
      offsets.set(hour, offset);
    }
    return (+at + offset - DAY_ZERO) / DAY_MS;
  };
}

/** One sheet of rows, piece by piece. @param timeZone in which instants are written */
export async function* xlsxPieces(
  sheet: string,
  head: readonly string[],
  pages: AsyncIterable<readonly XlsxCell[][]>,
  timeZone: string,
): AsyncGenerator<Uint8Array> {
  const serial = serialIn(timeZone);
  const cell = (value: XlsxCell, style = ""): string => {
    if (value === null || value === "") return "<c/>";
    if (typeof value === "number") return Number.isFinite(value) ? `<c><v>${value}</v></c>` : "<c/>";
    if (typeof value === "boolean") return `<c t="b"><v>${value ? 1 : 0}</v></c>`;
    if (value instanceof Date) return `<c s="1"><v>${serial(value)}</v></c>`;
    return `<c t="inlineStr"${style}><is><t xml:space="preserve">${xml(cut(value))}</t></is></c>`;
  };
  const row = (cells: readonly XlsxCell[], style?: string) =>
    `<row>${cells.map((value) => cell(value, style)).join("")}</row>`;
  async function* lines() {
    yield `${SHEET_HEAD}${row(head, ' s="2"')}`;
    for await (const page of pages) if (page.length > 0) yield page.map((cells) => row(cells)).join("");
    yield SHEET_FOOT;
  }
  async function* whole(text: string) {
    yield text;
  }
  yield* zipPieces([
    { name: "[Content_Types].xml", text: whole(TYPES) },
    { name: "_rels/.rels", text: whole(ROOT) },
    { name: "xl/workbook.xml", text: whole(workbook(sheet)) },
    { name: "xl/_rels/workbook.xml.rels", text: whole(PARTS) },
    { name: "xl/styles.xml", text: whole(STYLES) },
    { name: "xl/worksheets/sheet1.xml", text: lines() },
  ]);
}

type ZipEntry = { name: string; text: AsyncIterable<string> };

/** A ZIP archive whose files' sizes are only known at their ends, so they stand behind them (APPNOTE.TXT 4.3.9). */
async function* zipPieces(entries: readonly ZipEntry[]): AsyncGenerator<Uint8Array> {
  const directory: Buffer[] = [];
  let at = 0;
  for (const { name, text } of entries) {
    const path = Buffer.from(name, "utf8");
    const start = at;
    const head = Buffer.alloc(30);
    head.writeUInt32LE(0x04034b50, 0);
    head.writeUInt16LE(20, 4);
    // Sizes follow the data; names are UTF-8.
    head.writeUInt16LE(0x0808, 6);
    head.writeUInt16LE(8, 8);
    head.writeUInt16LE(0x21, 12);
    head.writeUInt16LE(path.length, 26);
    yield Buffer.concat([head, path]);
    at += head.length + path.length;
    let crc = 0;
    let plain = 0;
    let packed = 0;
    async function* bytes() {
      for await (const piece of text) {
        const chunk = Buffer.from(piece, "utf8");
        crc = crc32(chunk, crc);
        plain += chunk.length;
        yield chunk;
      }
    }
    // Either end's fault, or its giving up, ends the other: it comes out below.
    const deflated = pipeline(Readable.from(bytes()), createDeflateRaw(), () => {});
    for await (const chunk of deflated as AsyncIterable<Buffer>) {
      packed += chunk.length;
      yield chunk;
    }
    const tail = Buffer.alloc(16);
    tail.writeUInt32LE(0x08074b50, 0);
    tail.writeUInt32LE(crc, 4);
    tail.writeUInt32LE(packed, 8);
    tail.writeUInt32LE(plain, 12);
    yield tail;
    at += packed + tail.length;
    const entry = Buffer.alloc(46);
    entry.writeUInt32LE(0x02014b50, 0);
    entry.writeUInt16LE(20, 4);
    entry.writeUInt16LE(20, 6);
    entry.writeUInt16LE(0x0808, 8);
    entry.writeUInt16LE(8, 10);
    entry.writeUInt16LE(0x21, 14);
    entry.writeUInt32LE(crc, 16);
    entry.writeUInt32LE(packed, 20);
    entry.writeUInt32LE(plain, 24);
    entry.writeUInt16LE(path.length, 28);
    entry.writeUInt32LE(start, 42);
    directory.push(entry, path);
  }
  const listed = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(entries.length, 8);
  end.writeUInt16LE(entries.length, 10);
  end.writeUInt32LE(listed.length, 12);
  end.writeUInt32LE(at, 16);
  yield listed;
  yield end;
}

/** The answer to a download, no faster than it is taken. @param name of the file, without its ending */
export function xlsxFile(name: string, pieces: AsyncGenerator<Uint8Array>): Response {
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      const { value, done } = await pieces.next();
      if (done) controller.close();
      else controller.enqueue(value);
    },
    async cancel() {
      await pieces.return(undefined);
    },
  });
  const plain = name.replace(/[^\w -]/g, "").trim() || "list";
  return new Response(body, {
    headers: {
      "content-type": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
      "content-disposition": `attachment; filename="${plain}.xlsx"; filename*=UTF-8''${encodeURIComponent(`${name}.xlsx`)}`,
      "cache-control": "no-store",
    },
  });
}
