import { parse } from "csv-parse/sync";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { CsvReader, csvLine, readCsv } from "../../../lib/csv";

const cellsOf = (text: string, delimiter = ",") => readCsv(text, { delimiter }).map((record) => record.cells);

/** The same text in pieces of a few characters each. */
function inPieces(text: string, size: number): string[][] {
  const reader = new CsvReader({ delimiter: "," });
  const found: string[][] = [];
  for (let from = 0; from < text.length; from += size)
    reader.push(text.slice(from, from + size), (cells) => found.push(cells));
  reader.end((cells) => found.push(cells));
  return found;
}

describe("reading CSV", () => {
  it("keeps quotes, delimiters and line breaks inside quoted cells", () => {
    expect(cellsOf('a,b\n"x, ""y""\nz",2\r\n3,""\n')).toEqual([
      ["a", "b"],
      ['x, "y"\nz', "2"],
      ["3", ""],
    ]);
  });

  it("says on which line a record begins, whatever lies before it", () => {
    const records = readCsv('h\n"a\nb"\n\nc\n', { delimiter: "," });
    expect(records.map((record) => [record.line, record.cells[0]])).toEqual([
      [1, "h"],
      [2, "a\nb"],
      [5, "c"],
    ]);
  });

  it("reads any table as csv-parse does, in pieces of any size", () => {
    const cell = fc.string({ unit: fc.constantFrom("a", "ż", "1", " ", ",", '"', "\n", "\r\n", "😀"), maxLength: 8 });
    fc.assert(
      fc.property(
        fc.array(fc.array(cell, { minLength: 2, maxLength: 4 }), { minLength: 1, maxLength: 6 }),
        fc.integer({ min: 1, max: 9 }),
        (table, size) => {
          const text = table
            .map((row) => row.map((value) => `"${value.replaceAll('"', '""')}"`).join(","))
            .join("\r\n");
          const expected: string[][] = parse(text, { relax_column_count: true, record_delimiter: ["\r\n", "\n"] });
          expect(inPieces(text, size)).toEqual(expected);
          expect(inPieces(`${text}\n`, size)).toEqual(expected);
        },
      ),
    );
  });

  it("reads unquoted tables as csv-parse does, in pieces of any size", () => {
    const cell = fc.string({ unit: fc.constantFrom("a", "b", "1", " ", "é"), maxLength: 6 });
    fc.assert(
      fc.property(
        fc.array(fc.array(cell, { minLength: 2, maxLength: 5 }), { minLength: 1, maxLength: 9 }),
        fc.integer({ min: 1, max: 7 }),
        (table, size) => {
          const text = table.map((row) => row.join(",")).join("\n");
          expect(inPieces(text, size)).toEqual(table);
        },
      ),
    );
  });

  it("goes on after a quote that is never closed", () => {
    const text = `a,b\n"open,1\n${"x,2\n".repeat(3)}`;
    const records = readCsv(text, { delimiter: "," });
    expect(records.map((record) => [record.line, record.fault])).toEqual([
      [1, null],
      [2, "quote_open"],
      [3, null],
      [4, null],
      [5, null],
    ]);
  });

  it("names a quote inside a quoted cell, and a cell that is too long", () => {
    expect(readCsv('"a"b,c\n1,2\n', { delimiter: "," }).map((record) => record.fault)).toEqual(["quote_inside", null]);
    const long = readCsv(`${"x".repeat(11)},1\n2,3\n`, { delimiter: ",", longestCell: 10 });
    expect(long.map((record) => record.fault)).toEqual(["cell_too_long", null]);
  });
});

describe("writing CSV", () => {
  it("keeps spreadsheets from running a cell", () => {
    expect(csvLine(["=1+1", "@x", "-3.5", "+48 600", "a,b", 'say "hi"', null])).toBe(
      `'=1+1,'@x,-3.5,'+48 600,"a,b","say ""hi""",\r\n`,
    );
    // Some spreadsheets look past blanks and line ends, and take wide signs for narrow ones.
    expect(csvLine([" =1+1", "\n=1+1", "\uFF1D1+1", "\u00a0-1+1", "a=b", " a"])).toBe(
      `' =1+1,"'\n=1+1",'\uFF1D1+1,'\u00a0-1+1,a=b, a\r\n`,
    );
  });
});
