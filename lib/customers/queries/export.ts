import "server-only";
import type { Actor } from "../../auth/actor";
import { allow } from "../../auth/permissions";
import { csvPieces } from "../../csv";
import { inWorkspace } from "../../db";
import type { CustomerListParams } from "../schema";
import { listAttributeDefinitions } from "./definitions";
import { listCustomers } from "./list";

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

/** The customers list as CSV: the same rows in the same order, with all that is known of each; read page by page. */
export async function customersCsv(
  actor: Actor,
  params: CustomerListParams,
  { size = PAGE }: { size?: number } = {},
): Promise<AsyncGenerator<string>> {
  allow(actor, "customers.read");
  const definitions = await listAttributeDefinitions(actor);
  const instant = (at: Date | null) => at?.toISOString() ?? null;

  const read = async (cursor: string | null) => {
    const page = await listCustomers(actor, { ...params, cursor: cursor ?? undefined }, { size });
    const stored = await inWorkspace(actor).customer.findMany({
      where: { id: { in: page.rows.map(({ id }) => id) } },
      select: {
        id: true,
        externalId: true,
        email: true,
        phone: true,
        country: true,
        language: true,
        attributes: true,
        createdAt: true,
      },
    });
    const byId = new Map(stored.map((one) => [one.id, one]));
    const rows = page.rows.flatMap((row) => {
      const more = byId.get(row.id);
      return more ? [{ ...row, ...more }] : [];
    });
    return { rows, next: page.next };
  };
  const head = [...HEAD, ...definitions.map(({ key }) => key)];
  return csvPieces(head, read, (row) => {
    const attributes = (row.attributes ?? {}) as Record<string, unknown>;
    return [
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
      (row.revenueCents / 100).toFixed(2),
      row.lastNps,
      instant(row.lastNpsAt),
      instant(row.lastAnswerAt),
      instant(row.lastContactAt),
      instant(row.createdAt),
      ...definitions.map(({ key, kind }) => {
        const value = attributes[key];
        if (value === undefined || value === null) return null;
        return kind === "money" && typeof value === "number" ? (value / 100).toFixed(2) : String(value);
      }),
    ];
  });
}
