import "server-only";
import type { Actor } from "../../auth/actor";
import { allow } from "../../auth/permissions";
import { csvPieces } from "../../csv";
import { type XlsxCell, xlsxPieces } from "../../xlsx";
import type { CustomerListParams } from "../schema";
import { listAttributeDefinitions } from "./definitions";
import { countCustomers, listCustomers } from "./list";

/** Rows of one page that is read for a file. */
const PAGE = 500;

const HEAD = [
  "id",
  "external_id",
  "name",
  "kind",
  "side",
  "email",
  "phone",
  "city",
  "country",
  "language",
  "lifecycle",
  "owner",
  "tags",
  "segments",
  "orders",
  "spent",
  "last_nps",
  "last_nps_at",
  "last_answer_at",
  "last_contact_at",
  "created_at",
];

/** All that is known of one customer, typed: money in whole units, instants as such. */
type Reader = {
  head: string[];
  read: (cursor: string | null) => Promise<{ rows: XlsxCell[][]; next: string | null }>;
};

async function customerReader(actor: Actor, params: CustomerListParams, size: number): Promise<Reader> {
  const definitions = await listAttributeDefinitions(actor);
  const read = async (cursor: string | null) => {
    const page = await listCustomers(actor, { ...params, cursor: cursor ?? undefined }, { size });
    const rows = page.rows.map((row): XlsxCell[] => [
      row.id,
      row.externalId,
      row.name,
      row.kind,
      row.side,
      row.email,
      row.phone,
      row.city,
      row.country,
      row.language,
      row.lifecycle,
      row.ownerName,
      row.tags.join(", "),
      row.segments.join(", "),
      row.orders,
      row.revenueCents / 100,
      row.lastNps,
      row.lastNpsAt,
      row.lastAnswerAt,
      row.lastContactAt,
      row.createdAt,
      ...definitions.map(({ key, kind }): XlsxCell => {
        const value = row.attributes[key] ?? null;
        return kind === "money" && typeof value === "number" ? value / 100 : value;
      }),
    ]);
    return { rows, next: page.next };
  };
  return { head: [...HEAD, ...definitions.map(({ key }) => key)], read };
}

/** The customers list as CSV: the same rows in the same order, with all that is known of each; read page by page. */
export async function customersCsv(
  actor: Actor,
  params: CustomerListParams,
  { size = PAGE }: { size?: number } = {},
): Promise<AsyncGenerator<string>> {
  allow(actor, "customers.read");
  const { head, read } = await customerReader(actor, params, size);
  const definitions = await listAttributeDefinitions(actor);
  const money = new Set(["spent", ...definitions.filter(({ kind }) => kind === "money").map(({ key }) => key)]);
  return csvPieces(head, read, (row) =>
    row.map((value, at) => {
      if (value instanceof Date) return value.toISOString();
      if (typeof value === "number" && money.has(head[at] ?? "")) return value.toFixed(2);
      return typeof value === "boolean" ? String(value) : value;
    }),
  );
}

/** The same as one sheet of a workbook, with types. @param timeZone in which instants are written */
export async function customersXlsx(
  actor: Actor,
  params: CustomerListParams,
  { name, timeZone, size = PAGE }: { name: string; timeZone: string; size?: number },
): Promise<AsyncGenerator<Uint8Array>> {
  allow(actor, "customers.read");
  const { head, read } = await customerReader(actor, params, size);
  async function* pages() {
    let cursor: string | null = null;
    do {
      const page: Awaited<ReturnType<typeof read>> = await read(cursor);
      yield page.rows;
      cursor = page.next;
    } while (cursor);
  }
  return xlsxPieces(name, head, pages(), timeZone);
}

/** Rows of one Excel file: beyond them a spreadsheet is no tool any more, and CSV has no limit. */
export const MOST_XLSX_ROWS = 100_000;

/** How many rows a file would have, counted to one more than an Excel file may have. */
export async function countForExport(actor: Actor, params: CustomerListParams): Promise<number> {
  allow(actor, "customers.read");
  const { count, more } = await countCustomers(actor, params, { most: MOST_XLSX_ROWS });
  return more ? MOST_XLSX_ROWS + 1 : count;
}
