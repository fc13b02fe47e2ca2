import "server-only";
import type { Actor } from "../auth/actor";
import { allow } from "../auth/permissions";
import { inWorkspace, Prisma, rows } from "../db";
import { notFound } from "../errors";
import { isId } from "../id";
import type { Moments } from "../stats/moments";

export type ImprovementRow = {
  id: string;
  title: string;
  reason: string;
  insightSignature: string | null;
  touchpointId: string | null;
  touchpointName: string | null;
  /** The map and the step whose gap it is to close. */
  journeyId: string | null;
  journeyName: string | null;
  segmentId: string | null;
  segmentName: string | null;
  ownerId: string | null;
  ownerName: string | null;
  createdAt: Date;
  startedAt: Date | null;
  doneAt: Date | null;
};

/** A workspace has tens of improvements, not thousands. */
const MOST = 500;

const select = (w: Prisma.Sql, where: Prisma.Sql) => Prisma.sql`
  select i.id, i.title, i.reason, i.insight_signature as "insightSignature",
         i.touchpoint_id as "touchpointId", t.name as "touchpointName",
         i.segment_id as "segmentId", s.name as "segmentName",
         j.id as "journeyId", j.name as "journeyName", i.owner_id as "ownerId", u.name as "ownerName",
         i.created_at as "createdAt", i.started_at as "startedAt", i.done_at as "doneAt"
  from improvements i
  left join touchpoints t on t.workspace_id = ${w} and t.id = i.touchpoint_id
  left join segments s on s.workspace_id = ${w} and s.id = i.segment_id
  left join journey_steps st on st.workspace_id = ${w} and st.id = i.step_id
  left join journey_stages sg on sg.workspace_id = ${w} and sg.id = st.stage_id
  left join journeys j on j.workspace_id = ${w} and j.id = sg.journey_id and j.archived_at is null
  left join users u on u.id = i.owner_id
  where i.workspace_id = ${w} and i.archived_at is null and ${where}
  order by i.done_at desc nulls first, i.started_at desc nulls last, i.created_at desc, i.id
  limit ${MOST}`;

/** Every improvement that is not archived: under way first, then planned, then done. */
export async function listImprovements(actor: Actor): Promise<ImprovementRow[]> {
  allow(actor, "improvements.read");
  return rows<ImprovementRow>(inWorkspace(actor), actor, (w) => select(w, Prisma.sql`true`));
}

/** @throws AppError not_found */
export async function getImprovement(actor: Actor, id: string): Promise<ImprovementRow> {
  allow(actor, "improvements.read");
  if (!isId(id)) throw notFound("This improvement");
  const [found] = await rows<ImprovementRow>(inWorkspace(actor), actor, (w) =>
    select(w, Prisma.sql`i.id = ${id}::uuid`),
  );
  if (!found) throw notFound("This improvement");
  return found;
}

/** Days before the change that are held against the time since. */
export const BEFORE_DAYS = 90;

export type Effect = { before: Moments; after: Moments; scaleMin: number; scaleMax: number };

/**
 * Ratings at the improvement's touchpoint before and since the day it was done, of its segment's present members when it
 * has one: from kept roll-ups. Null when it is not done, or has no touchpoint, or nothing was rated there.
 */
export async function effectOf(actor: Actor, improvement: ImprovementRow, timeZone: string): Promise<Effect | null> {
  allow(actor, "improvements.read");
  const { touchpointId, segmentId, doneAt } = improvement;
  if (!touchpointId || !doneAt) return null;
  const [found] = await rows<{
    scaleMin: number;
    scaleMax: number;
    nBefore: number;
    sumBefore: number;
    sumSqBefore: number;
    nAfter: number;
    sumAfter: number;
    sumSqAfter: number;
  }>(
    inWorkspace(actor),
    actor,
    (w) => Prisma.sql`
      with done as (select (${doneAt.toISOString()}::timestamptz at time zone ${timeZone})::date as day)
      select i.scale_min as "scaleMin", i.scale_max as "scaleMax",
             coalesce(sum(r.n) filter (where r.day < done.day), 0)::int as "nBefore",
             coalesce(sum(r.sum) filter (where r.day < done.day), 0)::float8 as "sumBefore",
             coalesce(sum(r.sum_sq) filter (where r.day < done.day), 0)::float8 as "sumSqBefore",
             coalesce(sum(r.n) filter (where r.day >= done.day), 0)::int as "nAfter",
             coalesce(sum(r.sum) filter (where r.day >= done.day), 0)::float8 as "sumAfter",
             coalesce(sum(r.sum_sq) filter (where r.day >= done.day), 0)::float8 as "sumSqAfter"
      from done, items i
      join answer_rollups r on r.workspace_id = ${w} and r.item_id = i.id
      where i.workspace_id = ${w} and i.touchpoint_id = ${touchpointId}::uuid and i.measure = 'csat'
        and i.direction = 'higher'
        and ${
          segmentId
            ? Prisma.sql`r.dimension = 'segment' and r.member_id = ${segmentId}::uuid`
            : Prisma.sql`r.dimension = 'all' and r.member_id = i.id`
        }
        and r.day >= done.day - ${BEFORE_DAYS}::int
      group by i.scale_min, i.scale_max
      order by sum(r.n) desc limit 1`,
  );
  if (!found) return null;
  const { scaleMin, scaleMax, nBefore, sumBefore, sumSqBefore, nAfter, sumAfter, sumSqAfter } = found;
  return {
    scaleMin,
    scaleMax,
    before: { n: nBefore, sum: sumBefore, sumSq: sumSqBefore },
    after: { n: nAfter, sum: sumAfter, sumSq: sumSqAfter },
  };
}
