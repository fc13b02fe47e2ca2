import "server-only";
import type { Actor } from "../../auth/actor";
import { allow } from "../../auth/permissions";
import { csvPieces } from "../../csv";
import { reachSql } from "../../customers/reach";
import { inWorkspace, Prisma, rows } from "../../db";
import { isId } from "../../id";
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

/** How many present members are within the actor's reach; null when that is everybody. */
export async function countReachableMembers(actor: Actor, segmentId: string): Promise<number | null> {
  allow(actor, "segments.read");
  allow(actor, "customers.read");
  if (!actor.reach || !isId(segmentId)) return null;
  const [counted] = await rows<{ n: number }>(
    inWorkspace(actor),
    actor,
    (w) => Prisma.sql`
      select count(*)::int as n from segment_members m
      join customers c on c.workspace_id = ${w} and c.id = m.customer_id
      where m.workspace_id = ${w} and m.segment_id = ${segmentId}::uuid and ${reachSql(actor, w)}`,
  );
  return counted?.n ?? 0;
}

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
