import "server-only";
import type { Actor } from "../../auth/actor";
import { allow } from "../../auth/permissions";
import { inWorkspace, Prisma, rows } from "../../db";
import { listVersions } from "./versions";

/** What a map can be held against. */
export type CompareChoices = {
  /** Other maps: clones of this one and what it was cloned from first, then those with most touchpoints in common. */
  maps: { id: string; name: string; segmentName: string | null; isClone: boolean }[];
  versions: { id: string; number: number; name: string; createdAt: Date }[];
};

/** @throws AppError not_found */
export async function compareChoices(actor: Actor, id: string): Promise<CompareChoices> {
  allow(actor, "journeys.read");
  const [versions, maps] = await Promise.all([
    listVersions(actor, id),
    rows<CompareChoices["maps"][number]>(
      inWorkspace(actor),
      actor,
      (w) => Prisma.sql`
        select j.id, j.name, s.name as "segmentName",
               coalesce(j.cloned_from_id = me.id or me.cloned_from_id = j.id, false) as "isClone"
        from journeys me
        join journeys j on j.workspace_id = ${w} and j.id <> me.id and j.archived_at is null
        left join segments s on s.workspace_id = ${w} and s.id = j.segment_id
        left join lateral (
          select count(distinct one.touchpoint_id) as n
          from journey_steps one
          join journey_stages here on here.workspace_id = ${w} and here.id = one.stage_id and here.journey_id = me.id
          join journey_steps other on other.workspace_id = ${w} and other.touchpoint_id = one.touchpoint_id
          join journey_stages there on there.workspace_id = ${w} and there.id = other.stage_id and there.journey_id = j.id
          where one.workspace_id = ${w}) shared on true
        where me.workspace_id = ${w} and me.id = ${id}::uuid
        order by 4 desc, shared.n desc, j.name limit 200`,
    ),
  ]);
  return { maps, versions: versions.slice(0, 50) };
}

export type SegmentOverlap = { both: number; smaller: number };

/** How many customers are present members of both segments. */
export async function segmentOverlap(actor: Actor, a: string, b: string): Promise<SegmentOverlap> {
  allow(actor, "segments.read");
  const [found] = await rows<SegmentOverlap>(
    inWorkspace(actor),
    actor,
    (w) => Prisma.sql`
      select (select count(*)::int from segment_members one
              join segment_members other on other.workspace_id = ${w} and other.segment_id = ${b}::uuid
                and other.customer_id = one.customer_id
              where one.workspace_id = ${w} and one.segment_id = ${a}::uuid) as both,
             least((select member_count from segments where workspace_id = ${w} and id = ${a}::uuid),
                   (select member_count from segments where workspace_id = ${w} and id = ${b}::uuid)) as smaller`,
  );
  return { both: found?.both ?? 0, smaller: found?.smaller ?? 0 };
}
