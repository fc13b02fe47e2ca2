import "server-only";
import type { Actor } from "../auth/actor";
import { allow } from "../auth/permissions";
import { inWorkspace, Prisma, rows } from "../db";
import { notFound } from "../errors";
import type { Controller } from "../generated/prisma/enums";
import { isId } from "../id";
import { addMoments, type Moments } from "../stats/moments";
import { byGap, type Gap, gapOf, stepsByGap } from "./gap";

/** Half-open, calendar days of the workspace (YYYY-MM-DD). */
export type DaySpan = { fromDay: string; toDay: string };

export type Step = {
  id: string;
  touchpointId: string;
  touchpointName: string;
  controller: Controller;
  channels: string[];
  doing: string;
  thinking: string;
  scale: { min: number; max: number } | null;
  gap: Gap;
  /** Open cases and improvements that are not done, at this touchpoint. */
  openCases: number;
  improvements: { id: string; title: string }[];
};
export type Stage = {
  id: string;
  name: string;
  steps: Step[];
  /** All answers of the stage's steps on the commonest scale; desired weighted by the answers it is held against. */
  gap: Gap;
};
export type JourneyMap = {
  id: string;
  name: string;
  segment: { id: string; name: string; memberCount: number } | null;
  ownerName: string | null;
  stages: Stage[];
  answers: number;
};

type Actual = Moments & { scaleMin: number; scaleMax: number };

const NONE: Moments = { n: 0, sum: 0, sumSq: 0 };

/**
 * Ratings by touchpoint, of everybody (segmentId null) or of a segment's present members: from kept roll-ups alone,
 * through the items that listen at the touchpoint. Of several scales at one touchpoint the most answered one counts.
 */
async function ratingsByTouchpoint(
  actor: Actor,
  segmentId: string | null,
  span: DaySpan,
): Promise<Map<string, Actual>> {
  const found = await rows<Actual & { touchpointId: string }>(
    inWorkspace(actor),
    actor,
    (w) => Prisma.sql`
      select distinct on ("touchpointId") * from (
        select i.touchpoint_id as "touchpointId", i.scale_min as "scaleMin", i.scale_max as "scaleMax",
               sum(r.n)::int as n, sum(r.sum)::float8 as sum, sum(r.sum_sq)::float8 as "sumSq"
        from items i
        join answer_rollups r on r.workspace_id = ${w} and r.item_id = i.id
        where i.workspace_id = ${w} and i.touchpoint_id is not null and i.measure = 'csat' and i.direction = 'higher'
          and r.day >= ${span.fromDay}::date and r.day < ${span.toDay}::date
          and ${
            segmentId
              ? Prisma.sql`r.dimension = 'segment' and r.member_id = ${segmentId}::uuid`
              : Prisma.sql`r.dimension = 'all' and r.member_id = i.id`
          }
        group by 1, 2, 3) by_scale
      order by "touchpointId", n desc, "scaleMax"`,
  );
  return new Map(found.map(({ touchpointId, ...actual }) => [touchpointId, actual]));
}

async function smallGroup(actor: Actor): Promise<number> {
  const workspace = await inWorkspace(actor).workspace.findFirst({ select: { smallGroup: true } });
  return workspace?.smallGroup ?? 5;
}

/** One map with its live actual values. @throws AppError not_found */
export async function getJourney(actor: Actor, id: string, span: DaySpan): Promise<JourneyMap> {
  allow(actor, "journeys.read");
  if (!isId(id)) throw notFound("This journey");
  const db = inWorkspace(actor);
  const journey = await db.journey.findFirst({
    where: { id, archivedAt: null },
    include: {
      segment: { select: { id: true, name: true, memberCount: true } },
      stages: {
        orderBy: { position: "asc" },
        include: {
          steps: {
            orderBy: { position: "asc" },
            include: {
              touchpoint: {
                select: { name: true, controller: true, channels: { select: { channel: { select: { name: true } } } } },
              },
            },
          },
        },
      },
    },
  });
  if (!journey) throw notFound("This journey");
  const [actuals, k, open, owner] = await Promise.all([
    ratingsByTouchpoint(actor, journey.segmentId, span),
    smallGroup(actor),
    rows<{ touchpointId: string; cases: number; improvements: { id: string; title: string }[] }>(
      db,
      actor,
      (w) => Prisma.sql`
        select t.id as "touchpointId",
               (select count(*)::int from cases c
                where c.workspace_id = ${w} and c.touchpoint_id = t.id and c.resolved_at is null) as cases,
               (select coalesce(json_agg(json_build_object('id', i.id, 'title', i.title) order by i.created_at), '[]')
                from improvements i where i.workspace_id = ${w} and i.touchpoint_id = t.id and i.archived_at is null
                  and i.done_at is null) as improvements
        from touchpoints t where t.workspace_id = ${w}`,
    ),
    journey.ownerId
      ? rows<{ name: string }>(
          db,
          actor,
          (w) => Prisma.sql`
            select u.name from users u join memberships m on m.user_id = u.id
            where m.workspace_id = ${w} and u.id = ${journey.ownerId}::uuid`,
        )
      : [],
  ]);
  const openAt = new Map(open.map((one) => [one.touchpointId, one]));
  let answers = 0;
  const stages = journey.stages.map((stage): Stage => {
    let moments = NONE;
    let wanted = 0;
    let scale: Step["scale"] = null;
    const steps = stage.steps.map((step): Step => {
      const actual = actuals.get(step.touchpointId);
      const own = actual ? { min: actual.scaleMin, max: actual.scaleMax } : null;
      const gap = gapOf(step.desired, actual ?? NONE, own, k);
      answers += gap.n;
      if (actual && gap.actual !== null && step.desired !== null) {
        scale ??= own;
        if (scale?.min === own?.min && scale?.max === own?.max) {
          moments = addMoments(moments, actual);
          wanted += step.desired * actual.n;
        }
      }
      const here = openAt.get(step.touchpointId);
      return {
        id: step.id,
        touchpointId: step.touchpointId,
        touchpointName: step.touchpoint.name,
        controller: step.touchpoint.controller,
        channels: step.touchpoint.channels.map(({ channel }) => channel.name),
        doing: step.doing,
        thinking: step.thinking,
        scale: own,
        gap,
        openCases: here?.cases ?? 0,
        improvements: here?.improvements ?? [],
      };
    });
    return {
      id: stage.id,
      name: stage.name,
      steps,
      gap: gapOf(moments.n > 0 ? wanted / moments.n : null, moments, scale, k),
    };
  });
  return {
    id: journey.id,
    name: journey.name,
    segment: journey.segment,
    ownerName: owner[0]?.name ?? null,
    stages,
    answers,
  };
}

export type WorstGap = { journeyId: string; journeyName: string; segmentName: string | null; step: Step };

export type JourneyRow = {
  id: string;
  name: string;
  segmentName: string | null;
  memberCount: number | null;
  stages: string[];
  steps: number;
  answers: number;
  worst: Step | null;
  short: number;
  /** Mean rating of each step in order; null where none can be shown. */
  actuals: (number | null)[];
  /** Steps that have an answer, of all. */
  heard: number;
};

/** Every journey with what its map says at a glance. */
export async function listJourneys(actor: Actor, span: DaySpan): Promise<JourneyRow[]> {
  allow(actor, "journeys.read");
  const journeys = await inWorkspace(actor).journey.findMany({
    where: { archivedAt: null },
    orderBy: { createdAt: "asc" },
    select: { id: true },
    take: 100,
  });
  const maps = await Promise.all(journeys.map(({ id }) => getJourney(actor, id, span)));
  return maps.map((map) => {
    const steps = stepsByGap(map);
    return {
      id: map.id,
      name: map.name,
      segmentName: map.segment?.name ?? null,
      memberCount: map.segment?.memberCount ?? null,
      stages: map.stages.map(({ name }) => name),
      steps: steps.length,
      answers: map.answers,
      worst: steps[0]?.gap.verdict === "short" ? steps[0] : null,
      short: steps.filter(({ gap }) => gap.verdict === "short").length,
      actuals: map.stages.flatMap((stage) => stage.steps.map(({ gap }) => gap.actual)),
      heard: steps.filter(({ gap }) => gap.n > 0).length,
    };
  });
}

/** The furthest shortfalls of all journeys, the worst first; only proved ones. */
export async function worstGaps(actor: Actor, span: DaySpan, most = 3): Promise<WorstGap[]> {
  allow(actor, "journeys.read");
  const journeys = await inWorkspace(actor).journey.findMany({
    where: { archivedAt: null },
    select: { id: true },
    take: 20,
  });
  const maps = await Promise.all(journeys.map(({ id }) => getJourney(actor, id, span)));
  return maps
    .flatMap((map) =>
      stepsByGap(map).map((step) => ({
        journeyId: map.id,
        journeyName: map.name,
        segmentName: map.segment?.name ?? null,
        step,
      })),
    )
    .filter(({ step }) => step.gap.verdict === "short")
    .sort((a, b) => byGap(a.step.gap, b.step.gap))
    .slice(0, most);
}
