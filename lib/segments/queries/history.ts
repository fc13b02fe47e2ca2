import "server-only";
import type { Actor } from "../../auth/actor";
import { allow } from "../../auth/permissions";
import { reachSql } from "../../customers/reach";
import { inWorkspace, Prisma, rows } from "../../db";
import { notFound } from "../../errors";
import type { MoveCause } from "../../generated/prisma/enums";
import { isId } from "../../id";
import { decodeCursor, encodeCursor, instantOf } from "../../paging";

export type SizeOfDay = {
  /** YYYY-MM-DD, of the workspace. */
  day: string;
  /** At the end of the day. */
  members: number;
  /** Who came and went by themselves; a new rule's filling is not among them. */
  entered: number;
  left: number;
};

/**
 * A segment's size at the end of each day on which something moved, in order; the last one before the span stands first,
 * so that the line has a beginning.
 */
export async function segmentSizes(
  actor: Actor,
  segmentId: string,
  span: { fromDay: string; toDay: string },
): Promise<SizeOfDay[]> {
  allow(actor, "segments.read");
  if (!isId(segmentId)) throw notFound("This segment");
  return rows<SizeOfDay>(
    inWorkspace(actor),
    actor,
    (w) => Prisma.sql`
      select to_char(s.day, 'YYYY-MM-DD') as day, s.members, s.entered, s."left"
      from segment_sizes s
      where s.workspace_id = ${w} and s.segment_id = ${segmentId}::uuid and s.day < ${span.toDay}::date
        and s.day >= coalesce((
          select max(b.day) from segment_sizes b
          where b.workspace_id = ${w} and b.segment_id = ${segmentId}::uuid and b.day < ${span.fromDay}::date
        ), ${span.fromDay}::date)
      order by s.day`,
  );
}

export type SegmentMoveRow = {
  id: string;
  at: Date;
  customerId: string;
  customerName: string;
  entered: boolean;
  cause: MoveCause;
  /** Of those who left: the conditions that no longer hold, in words. */
  reason: string;
  /** The customer was archived. */
  archived: boolean;
};

/** Who of those within the actor's reach came and went, newest first. @param params.cursor from `next` of the page before */
export async function listSegmentMoves(
  actor: Actor,
  segmentId: string,
  { cursor, limit = 20 }: { cursor?: string | null; limit?: number } = {},
): Promise<{ moves: SegmentMoveRow[]; next: string | null }> {
  allow(actor, "segments.read");
  allow(actor, "customers.read");
  if (!isId(segmentId)) throw notFound("This segment");
  const from = decodeCursor(cursor);
  const at = instantOf(from);
  const older = from && at ? Prisma.sql`and (v.at, v.id) < (${at}, ${from.id}::uuid)` : Prisma.empty;
  const size = Math.min(Math.max(limit, 1), 200);
  const found = await rows<SegmentMoveRow>(
    inWorkspace(actor),
    actor,
    (w) => Prisma.sql`
      select v.id::text as id, v.at, v.customer_id::text as "customerId", c.name as "customerName", v.entered,
             v.cause::text as cause, v.reason, v.failed = array[-1] as archived
      from segment_moves v
      join customers c on c.workspace_id = ${w} and c.id = v.customer_id and ${reachSql(actor, w)}
      where v.workspace_id = ${w} and v.segment_id = ${segmentId}::uuid ${older}
      order by v.at desc, v.id desc limit ${size + 1}::int`,
  );
  const moves = found.slice(0, size);
  const last = moves.at(-1);
  return {
    moves,
    next:
      last && found.length > size
        ? encodeCursor({ value: last.at.toISOString(), id: last.id, direction: "after" })
        : null,
  };
}

export type SegmentUse = {
  journeys: { id: string; name: string }[];
  improvements: { id: string; title: string }[];
  /** Sentences about it in the newest finished scan. */
  sentences: number;
};

/** What stands on this segment. What the actor may not read is empty. */
export async function segmentUse(actor: Actor, segmentId: string): Promise<SegmentUse> {
  allow(actor, "segments.read");
  if (!isId(segmentId)) throw notFound("This segment");
  const db = inWorkspace(actor);
  const [journeys, improvements, [counted]] = await Promise.all([
    db.journey.findMany({
      where: { segmentId, archivedAt: null },
      select: { id: true, name: true },
      orderBy: { name: "asc" },
      take: 20,
    }),
    db.improvement.findMany({
      where: { segmentId, archivedAt: null },
      select: { id: true, title: true },
      orderBy: { createdAt: "desc" },
      take: 20,
    }),
    rows<{ n: number }>(
      db,
      actor,
      (w) => Prisma.sql`
        select count(*)::int as n from insight_sentences s
        where s.workspace_id = ${w} and s.segment_id = ${segmentId}::uuid and s.scan_id = (
          select n.id from insight_scans n where n.workspace_id = ${w} and n.finished_at is not null
          order by n.finished_at desc limit 1)`,
    ),
  ]);
  return { journeys, improvements, sentences: counted?.n ?? 0 };
}
