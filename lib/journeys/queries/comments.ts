import "server-only";
import type { Actor } from "../../auth/actor";
import { allow } from "../../auth/permissions";
import { inWorkspace, Prisma, rows } from "../../db";
import { notFound } from "../../errors";
import { isId } from "../../id";

export type JourneyCommentRow = {
  id: string;
  stepId: string | null;
  lane: string | null;
  touchpointName: string | null;
  text: string;
  authorId: string | null;
  authorName: string | null;
  createdAt: Date;
  resolvedAt: Date | null;
  resolvedByName: string | null;
};

const MOST = 500;

/** What was said about a map, the oldest first; a cell's comments are a thread. @throws AppError not_found */
export async function listComments(actor: Actor, journeyId: string): Promise<JourneyCommentRow[]> {
  allow(actor, "journeys.read");
  const db = inWorkspace(actor);
  const journey = isId(journeyId)
    ? await db.journey.findFirst({ where: { id: journeyId, archivedAt: null }, select: { id: true } })
    : null;
  if (!journey) throw notFound("This journey");
  return rows<JourneyCommentRow>(
    db,
    actor,
    (w) => Prisma.sql`
      select * from (
        select c.id, c.step_id as "stepId", c.lane, t.name as "touchpointName", c.text,
               c.author_id as "authorId", a.name as "authorName", c.created_at as "createdAt",
               c.resolved_at as "resolvedAt", r.name as "resolvedByName"
        from journey_comments c
        left join journey_steps p on p.workspace_id = ${w} and p.id = c.step_id
        left join touchpoints t on t.workspace_id = ${w} and t.id = p.touchpoint_id
        left join users a on a.id = c.author_id
        left join users r on r.id = c.resolved_by_id
        where c.workspace_id = ${w} and c.journey_id = ${journeyId}::uuid and c.archived_at is null
        order by c.created_at desc, c.id desc limit ${MOST}) newest
      order by "createdAt", id`,
  );
}
