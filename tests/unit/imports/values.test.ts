import { describe, expect, it } from "vitest";
import { EncodingGuess, guessDelimiter, notCsv, textDecoder } from "../../../lib/imports/encoding";
import { isAmount, readBoolean, readCents, readDate, readNumber, spreadDay } from "../../../lib/imports/values";

describe("what a cell means", () => {
  it("an amount that no sum could hold is none", () => {
    expect(readCents("100000000000", ".")).toBe(1e13);
    expect(readCents("100000000001", ".")).toBeNull();
    expect([1e30, -1e30, 0.5, Number.NaN].filter(isAmount)).toEqual([]);
  });

  it.each([
    ["1,234.5", ".", 1234.5],
    ["1.234,5", ",", 1234.5],
    ["3,5", ",", 3.5],
    ["3,5", ".", null],
    ["1 234", ".", 1234],
    ["-7", ",", -7],
    ["1,23,4", ".", null],
    ["", ".", null],
    ["12a", ".", null],
    [".5", ".", 0.5],
  ] as const)("number %s with decimal sign %s is %s", (text, decimal, value) => {
    expect(readNumber(text, decimal)).toBe(value);
  });

  it.each([
    ["€12.50", ".", 1250],
    ["12,50 zł", ",", 1250],
    ["PLN 1 200", ",", 120_000],
    ["-3.999", ".", -400],
    ["twelve", ".", null],
  ] as const)("amount %s is %s cents", (text, decimal, cents) => {
    expect(readCents(text, decimal)).toBe(cents);
  });

  it.each([
    ["2026-02-28", "dmy", "2026-02-28"],
    ["2026-02-29", "dmy", null],
    ["2024-2-29", "dmy", "2024-02-29"],
    ["03/04/2026", "dmy", "2026-04-03"],
    ["03/04/2026", "mdy", "2026-03-04"],
    ["31.12.2025 23:59", "dmy", "2025-12-31 23:59:00"],
    ["31.12.2025", "mdy", null],
    ["2026-01-05T10:00:00Z", "dmy", "2026-01-05 10:00:00+00:00"],
    ["2026-01-05 25:00", "dmy", null],
    ["yesterday", "dmy", null],
  ] as const)("date %s read %s is %s", (text, order, date) => {
    expect(readDate(text, order)).toBe(date);
  });

  it("knows yes and no", () => {
    expect([readBoolean("Yes"), readBoolean("0"), readBoolean("maybe")]).toEqual([true, false, null]);
  });
});

describe("spreading answers over a period", () => {
  it("is the same at every import, stays inside and uses every day about equally", () => {
    const days = new Map<string, number>();
    for (let id = 1; id <= 31_000; id += 1) {
      const date = spreadDay(String(id), "2026-01-01", "2026-01-31");
      expect(date >= "2026-01-01" && date < "2026-02-01").toBe(true);
      days.set(date, (days.get(date) ?? 0) + 1);
    }
    expect(spreadDay("17", "2026-01-01", "2026-01-31")).toBe(spreadDay("17", "2026-01-01", "2026-01-31"));
    expect(days.size).toBe(31);
    // 1,000 expected a day; four standard deviations are 126.
    expect(Math.min(...days.values())).toBeGreaterThan(870);
    expect(Math.max(...days.values())).toBeLessThan(1130);
  });
});

describe("how a file is written", () => {
  const guess = (bytes: Uint8Array, size = bytes.length) => {
    const one = new EncodingGuess();
    for (let from = 0; from < bytes.length; from += size) one.add(bytes.subarray(from, from + size));
    return one.end();
  };
  const utf8 = new TextEncoder();

  it("recognises UTF-8 in pieces that cut letters, Latin-1 and UTF-16", () => {
    expect(guess(utf8.encode("zażółć gęślą\n"), 1)).toBe("utf-8");
    expect(guess(Uint8Array.from([0x63, 0x61, 0x66, 0xe9, 0x0a]))).toBe("windows-1252");
    expect(guess(Uint8Array.from([0xff, 0xfe, 0x61, 0x00]))).toBe("utf-16le");
    expect(guess(Uint8Array.from(Buffer.from("name,city\nAnna,Oslo\n", "utf16le")))).toBe("utf-16le");
  });

  it("reads Latin-1 letters and drops the mark of UTF-8", () => {
    const latin = textDecoder("windows-1252");
    expect(latin(Uint8Array.from([0x63, 0x61, 0x66, 0xe9])) + latin()).toBe("café");
    const marked = textDecoder("utf-8");
    expect(marked(Uint8Array.from([0xef, 0xbb, 0xbf, 0x61])) + marked()).toBe("a");
  });

  it("reads the line ends of old Macs, wherever a piece ends", () => {
    const decode = textDecoder("utf-8");
    expect(decode(utf8.encode("a\rb\r")) + decode(utf8.encode("c\r")) + decode()).toBe("a\nb\nc\n");
    const windows = textDecoder("utf-8");
    expect(windows(utf8.encode("a\r")) + windows(utf8.encode("\nb")) + windows()).toBe("a\r\nb");
  });

  it("finds the delimiter, also beside commas in numbers", () => {
    expect(guessDelimiter("id;amount\n1;3,50\n2;4,10\n")).toBe(";");
    expect(guessDelimiter("id\tname\n1\tAnna, of Oslo\n")).toBe("\t");
    expect(guessDelimiter("id,name\n1,Anna\n")).toBe(",");
  });

  it("names files that are no CSV", () => {
    expect(notCsv(Uint8Array.from([0x50, 0x4b, 3, 4]))).toMatch(/Excel/);
    expect(notCsv(utf8.encode("id,name"))).toBeNull();
  });
});
