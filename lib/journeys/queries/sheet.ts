import "server-only";
import type { Actor } from "../../auth/actor";
import { allow, may } from "../../auth/permissions";
import { inWorkspace, Prisma, rows } from "../../db";
import { notFound } from "../../errors";
import { isId } from "../../id";
import { dayIn } from "../../period";
import { evidenceCounts, type Hygiene, reviewState } from "../hygiene";
import type { EvidenceLevel } from "../lanes";
import type { DaySpan, JourneyMap } from "../map";
import { loadMap } from "../map-sql";
import type { Sheet, SheetStep } from "../sheet";
import { gapsOf } from "./gaps";

/** Voices shown at a step, at most. */
const MOST_QUOTES = 3;

type Voice = { stepId: string; text: string; speaker: string; feeling: number | null };

/** Voices that cells of these steps rest on, those of pains first. */
async function voicesOf(actor: Actor, stepIds: string[], onlyPublic: boolean): Promise<Map<string, Voice[]>> {
  const found = await rows<Voice>(
    inWorkspace(actor),
    actor,
    (w) => Prisma.sql`
      select e.step_id as "stepId", q.text, q.speaker, q.feeling
      from step_evidence e
      join quotes q on q.workspace_id = ${w} and q.id = e.quote_id and q.archived_at is null
      where e.workspace_id = ${w} and e.step_id = any(${stepIds}::uuid[])
        and ${onlyPublic ? Prisma.sql`q.consent = 'public'` : Prisma.sql`q.consent <> 'none'`}
      group by e.step_id, q.workspace_id, q.id
      order by e.step_id, bool_or(e.lane = 'pains') desc, q.id`,
  );
  const byStep = new Map<string, Voice[]>();
  for (const voice of found) {
    const list = byStep.get(voice.stepId) ?? [];
    if (list.length < MOST_QUOTES) byStep.set(voice.stepId, [...list, voice]);
  }
  return byStep;
}

/** Whether the share that this guest holds is of this map, and not withdrawn. */
async function isShared(actor: Actor, journeyId: string): Promise<boolean> {
  const { shareId } = actor;
  if (!shareId) return false;
  const where = { id: shareId, journeyId, withdrawnAt: null };
  return (await inWorkspace(actor).journeyShare.findFirst({ where, select: { id: true } })) !== null;
}

/** Answers of the touchpoints whose number is shown: a total with the others would give away how many they are. */
function toldAnswers({ stages }: Pick<JourneyMap, "stages">): number {
  const steps = stages.flatMap((stage) => stage.steps).filter(({ gap }) => gap.state !== "hidden");
  return [...new Map(steps.map(({ touchpointId, gap }) => [touchpointId, gap.n])).values()].reduce((a, b) => a + b, 0);
}

/**
 * A whole map to be read.
 * @param outside what leaves the firm: no owner, no cases, no plans, and only voices that may be shown anywhere, without
 * who spoke
 * @throws AppError not_found
 */
export async function getSheet(
  actor: Actor,
  id: string,
  span: DaySpan & { label: string },
  { outside }: { outside: boolean },
): Promise<Sheet> {
  allow(actor, "journeys.look");
  const isMember = may(actor, "journeys.read");
  if (!isMember && !outside) throw notFound("This journey");
  const db = inWorkspace(actor);
  const isOpen = isId(id) && (isMember || (await isShared(actor, id)));
  const map = isOpen ? await loadMap(db, actor, id, span) : null;
  if (!map) throw notFound("This journey");
  const stepIds = map.stages.flatMap(({ steps }) => steps.map((step) => step.id));
  const [workspace, journey, stages, cells, voices, gaps] = await Promise.all([
    db.workspace.findFirst({ select: { name: true, brandColor: true, smallGroup: true } }),
    db.journey.findFirst({ where: { id }, select: { description: true } }),
    db.journeyStage.findMany({ where: { journeyId: id }, select: { id: true, metric: true } }),
    db.journeyStep.findMany({ where: { id: { in: stepIds } } }),
    voicesOf(actor, stepIds, outside),
    gapsOf(actor, map, span),
  ]);
  const k = workspace?.smallGroup ?? 5;
  const cellsOf = new Map(cells.map((one) => [one.id, one]));
  const metricOf = new Map(stages.map((one) => [one.id, one.metric]));
  const memberCount = map.segment?.memberCount ?? null;
  return {
    name: map.name,
    description: journey?.description ?? "",
    workspaceName: workspace?.name ?? "",
    brandColor: workspace?.brandColor ?? "",
    segmentName: map.segment?.name ?? null,
    memberCount: outside && memberCount !== null && memberCount < k ? null : memberCount,
    ownerName: outside ? null : map.ownerName,
    periodLabel: span.label,
    k,
    answers: outside ? toldAnswers(map) : map.answers,
    stages: map.stages.map((stage) => ({
      id: stage.id,
      name: stage.name,
      metric: metricOf.get(stage.id) ?? "",
      gap: stage.gap,
      steps: stage.steps.flatMap((step): SheetStep[] => {
        const cell = cellsOf.get(step.id);
        if (!cell) return [];
        return [
          {
            id: step.id,
            name: step.touchpointName,
            controller: step.controller,
            channels: step.channels,
            doing: cell.doing,
            thinking: cell.thinking,
            pains: cell.pains,
            needs: cell.needs,
            ideas: cell.ideas,
            intended: cell.intended,
            friction: cell.friction,
            frictionDecision: cell.frictionDecision,
            frictionReason: cell.frictionReason,
            isPeak: cell.isPeak,
            isFlow: cell.isFlow,
            isCoCreated: cell.isCoCreated,
            assumedFeeling: cell.assumedFeeling,
            evidence: cell.evidence,
            scale: step.scale,
            // A count under k says who did not answer: outside it is not said at all.
            gap: outside && step.gap.state === "hidden" ? { ...step.gap, n: 0 } : step.gap,
            quotes: (voices.get(step.id) ?? []).map(({ text, speaker, feeling }) => ({
              text,
              speaker: outside ? "" : speaker,
              feeling,
            })),
            openCases: outside ? null : step.openCases,
            plans: outside ? [] : step.improvements.map(({ title }) => title),
          },
        ];
      }),
    })),
    first: gaps.ranked.proved.map(({ stepId, stepName, measure, priority }) => ({
      stepId,
      stepName,
      measure,
      priority: priority === null ? null : priority * 100,
    })),
  };
}

export type SharedMap = { journeyId: string; timeZone: string };

/** Which map a share opens now. @throws AppError not_found when it was withdrawn, has ended, or its map is put away */
export async function openShare(actor: Actor, shareId: string, now: Date): Promise<SharedMap> {
  allow(actor, "journeys.look");
  if (!may(actor, "journeys.read") && shareId !== actor.shareId) throw notFound("This map");
  const db = inWorkspace(actor);
  const [share, workspace] = await Promise.all([
    isId(shareId)
      ? db.journeyShare.findFirst({
          where: { id: shareId, withdrawnAt: null, journey: { archivedAt: null } },
          select: { journeyId: true, expiresAt: true },
        })
      : null,
    db.workspace.findFirst({ select: { timeZone: true } }),
  ]);
  if (!share || !workspace || (share.expiresAt && share.expiresAt <= now)) throw notFound("This map");
  return { journeyId: share.journeyId, timeZone: workspace.timeZone };
}

export type ShareRow = {
  id: string;
  name: string;
  createdAt: Date;
  createdByName: string | null;
  expiresAt: Date | null;
  withdrawnAt: Date | null;
  lastOpenedAt: Date | null;
};

/** Addresses of a map that were given out, the newest first. */
export async function listShares(actor: Actor, journeyId: string): Promise<ShareRow[]> {
  allow(actor, "journeys.share");
  if (!isId(journeyId)) return [];
  return rows<ShareRow>(
    inWorkspace(actor),
    actor,
    (w) => Prisma.sql`
      select s.id, s.name, s.created_at as "createdAt", u.name as "createdByName", s.expires_at as "expiresAt",
             s.withdrawn_at as "withdrawnAt", s.last_opened_at as "lastOpenedAt"
      from journey_shares s left join users u on u.id = s.created_by_id
      where s.workspace_id = ${w} and s.journey_id = ${journeyId}::uuid
      order by s.created_at desc, s.id desc limit 200`,
  );
}

export type JourneyHygiene = Hygiene & {
  journeyId: string;
  ownerId: string | null;
  ownerName: string | null;
  /** YYYY-MM-DD */
  reviewOn: string | null;
  editedAt: Date;
  reviewedAt: Date | null;
};

/** Owner, review and what each map rests on: of one map, or of all. */
export async function journeyHygiene(actor: Actor, now: Date, id?: string): Promise<JourneyHygiene[]> {
  allow(actor, "journeys.read");
  if (id !== undefined && !isId(id)) return [];
  const db = inWorkspace(actor);
  const [workspace, found] = await Promise.all([
    db.workspace.findFirst({ select: { timeZone: true } }),
    rows<{
      journeyId: string;
      ownerId: string | null;
      ownerName: string | null;
      reviewOn: string | null;
      editedAt: Date;
      reviewedAt: Date | null;
      levels: EvidenceLevel[];
    }>(
      db,
      actor,
      (w) => Prisma.sql`
        select j.id as "journeyId", j.owner_id as "ownerId", u.name as "ownerName", j.review_on::text as "reviewOn",
               j.edited_at as "editedAt", j.reviewed_at as "reviewedAt",
               array(select s.evidence::text from journey_steps s
                     join journey_stages g on g.workspace_id = ${w} and g.id = s.stage_id and g.archived_at is null
                     where s.workspace_id = ${w} and g.journey_id = j.id and s.archived_at is null) as levels
        from journeys j left join users u on u.id = j.owner_id
        where j.workspace_id = ${w} and j.archived_at is null
          and ${id === undefined ? Prisma.sql`true` : Prisma.sql`j.id = ${id}::uuid`}`,
    ),
  ]);
  const today = dayIn(workspace?.timeZone ?? "UTC", now);
  return found.map(({ levels, ...one }) => ({ ...one, ...evidenceCounts(levels), review: reviewState(one, today) }));
}

/** Names of members who can answer for a map. */
export async function ownersToChoose(actor: Actor): Promise<{ id: string; name: string }[]> {
  allow(actor, "journeys.write");
  return rows<{ id: string; name: string }>(
    inWorkspace(actor),
    actor,
    (w) => Prisma.sql`
      select u.id, u.name from memberships m join users u on u.id = m.user_id
      where m.workspace_id = ${w} and m.ended_at is null and u.disabled_at is null order by u.name limit 200`,
  );
}
