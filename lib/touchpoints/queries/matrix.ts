import "server-only";
import type { Actor } from "../../auth/actor";
import { allow } from "../../auth/permissions";
import { inWorkspace, Prisma, rows } from "../../db";
import { keptPairs } from "../../responses/pairs-sql";
import { cellSums, type DaySpan, givesMeasure, inSpan, itemScale } from "../cells-sql";
import { type Matrix, type MatrixInput, matrixOf } from "../matrix";
import type { TouchMeasure } from "../schema";
import { betterHigh } from "../scores";

export type TouchpointMatrix = Matrix & {
  /** By touchpoint: a survey that asks about it, and takes answers. */
  surveys: Record<string, { id: string; name: string }>;
};

/** Touchpoints × channels in use, from kept roll-ups alone: no answer is read. */
export async function touchpointMatrix(actor: Actor, measure: TouchMeasure, span: DaySpan): Promise<TouchpointMatrix> {
  allow(actor, "responses.read");
  const db = inWorkspace(actor);
  const [workspace, touchpoints, channels, totals, pairs, asked] = await Promise.all([
    db.workspace.findFirstOrThrow({ select: { smallGroup: true } }),
    db.touchpoint.findMany({
      where: { archivedAt: null },
      orderBy: [{ position: "asc" }, { name: "asc" }],
      select: { id: true, name: true, controller: true, channels: { select: { channelId: true } } },
    }),
    db.channel.findMany({ where: { archivedAt: null }, orderBy: { name: "asc" }, select: { id: true, name: true } }),
    rows<MatrixInput["totals"][number]>(
      db,
      actor,
      (w) => Prisma.sql`
        select r.member_id as "touchpointId", ${itemScale}, ${cellSums}
        from items i
        join answer_rollups r on r.workspace_id = ${w} and r.item_id = i.id and r.dimension = 'touchpoint'
          and ${inSpan(span)}
        where i.workspace_id = ${w} and ${givesMeasure(measure)}
        group by r.member_id, i.scale_min, i.scale_max, i.direction`,
    ),
    rows<MatrixInput["pairs"][number]>(
      db,
      actor,
      (w) => Prisma.sql`
        select r.touchpoint_id as "touchpointId", r.member_id as "channelId", ${itemScale}, ${cellSums}
        from (${keptPairs(w, "channel", span, null)}) r
        join items i on i.workspace_id = ${w} and i.id = r.item_id and ${givesMeasure(measure)}
        group by r.touchpoint_id, r.member_id, i.scale_min, i.scale_max, i.direction`,
    ),
    rows<{ touchpointId: string; channelId: string | null; surveyId: string; surveyName: string }>(
      db,
      actor,
      (w) => Prisma.sql`
        select distinct coalesce(i.touchpoint_id, l.touchpoint_id) as "touchpointId", l.channel_id as "channelId",
               s.id as "surveyId", s.name as "surveyName"
        from surveys s
        join items i on i.workspace_id = ${w} and i.survey_id = s.id and i.archived_at is null and ${givesMeasure(measure)}
        left join survey_links l on l.workspace_id = ${w} and l.survey_id = s.id and l.closed_at is null
          and l.customer_id is null
        where s.workspace_id = ${w} and s.current_version_id is not null and s.closed_at is null
          and s.archived_at is null and coalesce(i.touchpoint_id, l.touchpoint_id) is not null
        order by 4, 3`,
    ),
  ]);
  const matrix = matrixOf(
    measure,
    {
      touchpoints: touchpoints.map(({ channels: met, ...touchpoint }) => ({
        ...touchpoint,
        channelIds: met.map(({ channelId }) => channelId),
      })),
      channels,
      totals: totals.map(betterHigh),
      pairs: pairs.map(betterHigh),
      asked: new Set(asked.flatMap((one) => (one.channelId ? [`${one.touchpointId} ${one.channelId}`] : []))),
    },
    workspace.smallGroup,
  );
  const surveys: TouchpointMatrix["surveys"] = {};
  for (const { touchpointId, surveyId, surveyName } of asked)
    surveys[touchpointId] ??= { id: surveyId, name: surveyName };
  return { ...matrix, surveys };
}
