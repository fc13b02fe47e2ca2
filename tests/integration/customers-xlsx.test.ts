import { crc32, inflateRawSync } from "node:zlib";
import { expect, test } from "vitest";
import { createAttributeDefinition, createCustomer, exportWorkbook } from "../../lib/customers/commands";
import { customerListParams, newCustomer } from "../../lib/customers/schema";
import { inWorkspace } from "../../lib/db";
import { xlsxPieces } from "../../lib/xlsx";
import { testWorkspace } from "../support/world";

/** The files of a workbook, found by its directory, as every unzipper does. */
async function unzipped(pieces: AsyncGenerator<Uint8Array>): Promise<(name: string) => string> {
  const parts: Uint8Array[] = [];
  for await (const piece of pieces) parts.push(piece);
  const book = Buffer.concat(parts);
  const end = book.lastIndexOf(Buffer.from("PK\u0005\u0006"));
  const files = new Map<string, string>();
  let at = book.readUInt32LE(end + 16);
  for (let no = 0; no < book.readUInt16LE(end + 10); no += 1) {
    expect(book.readUInt32LE(at)).toBe(0x02014b50);
    const [crc, packed, plain] = [16, 20, 24].map((offset) => book.readUInt32LE(at + offset)) as [
      number,
      number,
      number,
    ];
    const [named, extra, said] = [28, 30, 32].map((offset) => book.readUInt16LE(at + offset)) as [
      number,
      number,
      number,
    ];
    const start = book.readUInt32LE(at + 42);
    const body = start + 30 + book.readUInt16LE(start + 26) + book.readUInt16LE(start + 28);
    const data = inflateRawSync(book.subarray(body, body + packed));
    expect([data.length, crc32(data)]).toEqual([plain, crc]);
    files.set(book.subarray(at + 46, at + 46 + named).toString("utf8"), data.toString("utf8"));
    at += 46 + named + extra + said;
  }
  expect(at).toBe(end);
  return (name) => files.get(name) ?? "";
}

test("customers leave as a workbook with types, and no text of theirs is ever a formula", async () => {
  const { actor, workspaceId } = await testWorkspace({ timeZone: "Asia/Kolkata" });
  await createAttributeDefinition(actor, { key: "deposit", label: "Deposit", kind: "money", options: [], unit: "" });
  const given = { name: `=HYPERLINK("x") & <b>\u0007`, "attributes.deposit": "12.5", tags: "@sum" };
  const { id } = await createCustomer(actor, newCustomer.parse({ ...given, name: given.name.replace("\u0007", "") }));
  await inWorkspace(actor).customer.updateMany({
    where: { id, workspaceId },
    data: { createdAt: new Date("2026-01-01T00:00:00Z") },
  });
  const read = await unzipped(
    await exportWorkbook(actor, customerListParams.parse({ owner: "all" }), {
      sheet: "Customers: all",
      timeZone: "Asia/Kolkata",
    }),
  );
  const sheet = read("xl/worksheets/sheet1.xml");
  expect(sheet).toContain('<t xml:space="preserve">=HYPERLINK(&quot;x&quot;) &amp; &lt;b&gt;</t>');
  expect(sheet).not.toContain("<f>");
  expect(sheet).toContain("<v>12.5</v>");
  // Midnight of London is half past five in Kolkata: 46023 days and 5.5 hours.
  expect(sheet).toContain(`<c s="1"><v>${46_023 + 5.5 / 24}</v></c>`);
  expect(read("xl/workbook.xml")).toContain('name="Customers  all"');
  const events = await inWorkspace(actor).auditEvent.findMany({ where: { action: "customer.export" } });
  expect(events).toHaveLength(1);
});

test("a workbook of many rows is whole", async () => {
  async function* pages() {
    for (let page = 0; page < 40; page += 1) {
      yield Array.from({ length: 500 }, (_, row) => [page * 500 + row, "Łódź, a \u0000 text", null, true]);
    }
  }
  const read = await unzipped(xlsxPieces("Many", ["no", "text", "none", "yes"], pages(), "UTC"));
  const sheet = read("xl/worksheets/sheet1.xml");
  expect(sheet.match(/<row>/g)).toHaveLength(20_001);
  expect(sheet).toContain("<c><v>19999</v></c>");
});

test("a workbook that cannot be read to its end fails, instead of never ending", async () => {
  // biome-ignore lint/correctness/useYield: it breaks before its first page, as a database that went away.
  async function* pages(): AsyncGenerator<string[][]> {
    throw new Error("gone");
  }
  await expect(unzipped(xlsxPieces("Broken", ["no"], pages(), "UTC"))).rejects.toThrow("gone");
});
