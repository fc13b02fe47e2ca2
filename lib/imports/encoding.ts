import { readCsv } from "../csv";
import { DELIMITERS, type Encoding } from "./schema";

/** Finds out, piece by piece, how a file is written. Feed it everything, then ask. */
export class EncodingGuess {
  private readonly utf8 = new TextDecoder("utf-8", { fatal: true });
  private valid = true;
  private first: Uint8Array | null = null;

  add(bytes: Uint8Array): void {
    this.first ??= bytes.slice(0, 4096);
    if (!this.valid) return;
    try {
      this.utf8.decode(bytes, { stream: true });
    } catch {
      this.valid = false;
    }
  }

  /** UTF-8 when every byte of it is; UTF-16 by its mark or its zeros; otherwise the code page of Western Windows, of which Latin-1 is a part. */
  end(): Encoding {
    const head = this.first ?? new Uint8Array();
    if (head[0] === 0xff && head[1] === 0xfe) return "utf-16le";
    if (head[0] === 0xfe && head[1] === 0xff) return "utf-16be";
    const zeros = [0, 0];
    for (let i = 0; i < head.length; i += 1) if (head[i] === 0) zeros[i % 2] = (zeros[i % 2] ?? 0) + 1;
    if ((zeros[1] ?? 0) > head.length / 5) return "utf-16le";
    if ((zeros[0] ?? 0) > head.length / 5) return "utf-16be";
    if (this.valid) {
      try {
        this.utf8.decode();
        return "utf-8";
      } catch {
        // The last character is cut off.
      }
    }
    return "windows-1252";
  }
}

/** What the first bytes say about files that are no text at all; null when they may be CSV. */
export function notCsv(head: Uint8Array): string | null {
  const starts = (...bytes: number[]) => bytes.every((byte, index) => head[index] === byte);
  if (starts(0x50, 0x4b, 0x03, 0x04))
    return "This is an Excel workbook or a zip archive. Save it as CSV (UTF-8) and upload that.";
  if (starts(0xd0, 0xcf, 0x11, 0xe0)) return "This is an old Excel workbook. Save it as CSV (UTF-8) and upload that.";
  if (starts(0x1f, 0x8b)) return "This file is compressed. Unpack it and upload the CSV.";
  if (starts(0x25, 0x50, 0x44, 0x46)) return "This is a PDF. Export the table as CSV and upload that.";
  return null;
}

/** Bytes to text, piece by piece; wrong bytes become �. Line ends of old Macs are brought to ours. */
export function textDecoder(encoding: Encoding): (bytes?: Uint8Array) => string {
  const decoder = new TextDecoder(encoding, { ignoreBOM: false });
  let sawNewline = false;
  let held = "";
  return (bytes) => {
    let text = held + (bytes ? decoder.decode(bytes, { stream: true }) : decoder.decode());
    held = "";
    sawNewline ||= text.includes("\n");
    if (sawNewline) return text;
    // A return at the very end may be the first half of a line end of Windows.
    if (bytes && text.endsWith("\r")) {
      held = "\r";
      text = text.slice(0, -1);
    }
    return text.replaceAll("\r", "\n");
  };
}

/** The sign between cells: the one that cuts the first lines into the most cells, all alike. */
export function guessDelimiter(sample: string): (typeof DELIMITERS)[number] {
  let best: (typeof DELIMITERS)[number] = ",";
  let bestScore = 0;
  for (const delimiter of DELIMITERS) {
    const records = readCsv(sample, { delimiter }, 20);
    const width = records[0]?.cells.length ?? 0;
    const alike =
      records.filter((record) => record.cells.length === width && !record.fault).length / Math.max(records.length, 1);
    const score = width > 1 ? width * alike ** 2 : 0;
    if (score > bestScore) {
      best = delimiter;
      bestScore = score;
    }
  }
  return best;
}
