import "server-only";
import type { Actor } from "../auth/actor";
import { allow } from "../auth/permissions";
import { inWorkspace, Prisma, rows } from "../db";
import { notFound } from "../errors";
import { isId } from "../id";

export type ImprovementRow = {
  id: string;
  title: string;
  reason: string;
  insightSignature: string | null;
  touchpointId: string | null;
  touchpointName: string | null;
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
         i.owner_id as "ownerId", u.name as "ownerName",
         i.created_at as "createdAt", i.started_at as "startedAt", i.done_at as "doneAt"
  from improvements i
  left join touchpoints t on t.workspace_id = ${w} and t.id = i.touchpoint_id
  left join segments s on s.workspace_id = ${w} and s.id = i.segment_id
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
