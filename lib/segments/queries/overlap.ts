import "server-only";
import type { Actor } from "../../auth/actor";
import { allow } from "../../auth/permissions";
import { inWorkspace, Prisma, rows } from "../../db";
import { notFound } from "../../errors";
import { isId } from "../../id";

/** Segments that are compared at once. */
export const MOST_OVERLAPS = 12;

export type OverlapMatrix = {
  segments: { id: string; name: string; members: number }[];
  /** shared[i][j]: customers in both; the diagonal is the segment itself. */
  shared: number[][];
  /** Customers in one of them at least. */
  customers: number;
};

/** How many customers each two of these segments share. One pass over their members: each customer's segments are one number. */
export async function overlapMatrix(actor: Actor, ids: readonly string[]): Promise<OverlapMatrix> {
  allow(actor, "segments.read");
  const wanted = [...new Set(ids)].filter(isId).slice(0, MOST_OVERLAPS);
  const db = inWorkspace(actor);
  const found = await db.segment.findMany({
    where: { id: { in: wanted }, archivedAt: null },
    select: { id: true, name: true },
  });
  const segments = wanted.flatMap((id) => found.find((one) => one.id === id) ?? []);
  const combined =
    segments.length === 0
      ? []
      : await rows<{ mask: number; n: number }>(
          db,
          actor,
          (w) => Prisma.sql`
            select mask, count(*)::int as n from (
              select bit_or(1 << (array_position(${segments.map(({ id }) => id)}::uuid[], m.segment_id) - 1)) as mask
              from segment_members m
              where m.workspace_id = ${w} and m.segment_id = any(${segments.map(({ id }) => id)}::uuid[])
              group by m.customer_id) of_customers
            group by mask`,
        );
  const count = (bits: number) => combined.reduce((sum, { mask, n }) => ((mask & bits) === bits ? sum + n : sum), 0);
  return {
    segments: segments.map((one, at) => ({ ...one, members: count(1 << at) })),
    shared: segments.map((_, row) => segments.map((__, column) => count((1 << row) | (1 << column)))),
    customers: combined.reduce((sum, { n }) => sum + n, 0),
  };
}

export type Overlap = { id: string; name: string; members: number; shared: number };

/** The segments that share most members with this one. */
export async function topOverlaps(actor: Actor, segmentId: string, most = 5): Promise<Overlap[]> {
  allow(actor, "segments.read");
  if (!isId(segmentId)) throw notFound("This segment");
  return rows<Overlap>(
    inWorkspace(actor),
    actor,
    (w) => Prisma.sql`
      with both_of as (
        select o.segment_id, count(*)::int as shared
        from segment_members m
        join segment_members o on o.workspace_id = ${w} and o.customer_id = m.customer_id and o.segment_id <> m.segment_id
        where m.workspace_id = ${w} and m.segment_id = ${segmentId}::uuid
        group by o.segment_id)
      select s.id::text as id, s.name, s.member_count as members, b.shared
      from both_of b join segments s on s.workspace_id = ${w} and s.id = b.segment_id and s.archived_at is null
      order by b.shared desc, s.name limit ${Math.min(Math.max(most, 1), 50)}::int`,
  );
}
