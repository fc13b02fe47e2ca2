import "server-only";
import type { Actor } from "../../auth/actor";
import { allow } from "../../auth/permissions";
import { csvPieces } from "../../csv";
import { listSegmentMembers } from "../queries";

/** Of one page that is read for a file. */
const PAGE = 200;

const HEAD = [
  "id",
  "external_id",
  "name",
  "kind",
  "email",
  "city",
  "country",
  "lifecycle",
  "owner",
  "orders",
  "spent",
  "last_nps",
  "last_nps_at",
  "member_since",
];

/** Members as CSV, in pieces as they are read: memory does not grow with them. */
export async function segmentMembersCsv(actor: Actor, segmentId: string): Promise<AsyncGenerator<string>> {
  allow(actor, "segments.read");
  allow(actor, "customers.read");
  return csvPieces(
    HEAD,
    (cursor) => listSegmentMembers(actor, segmentId, { cursor, limit: PAGE }),
    (one) => [
      one.id,
      one.externalId,
      one.name,
      one.kind,
      one.email,
      one.city,
      one.country,
      one.lifecycle,
      one.ownerName,
      one.orders,
      (one.revenueCents / 100).toFixed(2),
      one.lastNps,
      one.lastNpsAt?.toISOString() ?? null,
      one.since.toISOString(),
    ],
  );
}
