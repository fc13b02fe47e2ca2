import "server-only";
import { type InWorkspace, KEEP_PLAN, Prisma, rows, type Tx } from "../db";
import type { Controller } from "../generated/prisma/enums";
import { addMoments, type Moments, NO_MOMENTS } from "../stats/moments";
import type { NpsCounts } from "../stats/nps";
import { type Heard, mayTellMove, mostAnswered, readAnswers, touchpointsOf } from "./answers-sql";
import { gapOf, meanTrend, npsGapOf, npsTrend } from "./gap";
import { type Cells, isLaneKey, LANE_KEYS, type LaneKey } from "./lanes";
import type { JourneyMap, MapSpan, Scale, Stage, Step, StepQuote } from "./map";

type Raw = Pick<Tx, "$queryRaw" | "$executeRaw">;

/** A map is for looking at: more voices at its cells than this are not read. */
const MOST_QUOTES = 2000;

/** Column names of the cells, read as their keys. */
const column = (lane: LaneKey) => lane.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
const CELL_COLUMNS = Prisma.raw(
  LANE_KEYS.map((lane) => {
    const isEnum = lane === "evidence" || lane === "frictionDecision";
    return `p.${column(lane)}${isEnum ? "::text" : ""} as "${lane}"`;
  }).join(", "),
);

type Head = Omit<JourneyMap, "stages" | "answers" | "segment" | "clonedFrom" | "version" | "comments"> & {
  segmentId: string | null;
  segmentName: string | null;
  memberCount: number | null;
  clonedFromId: string | null;
  clonedFromName: string | null;
  versionNumber: number | null;
  versionAt: Date | null;
  k: number;
};

async function readHead(db: Raw, who: InWorkspace, journeyId: string): Promise<Head | null> {
  const [head] = await rows<Head>(
    db,
    who,
    (w) => Prisma.sql`${KEEP_PLAN}
      select j.id, j.name, j.description, j.template, j.owner_id as "ownerId", o.name as "ownerName",
             to_char(j.review_on, 'YYYY-MM-DD') as "reviewOn", j.reviewed_at as "reviewedAt",
             j.edited_at as "editedAt", e.name as "editedByName",
             s.id as "segmentId", s.name as "segmentName", s.member_count as "memberCount",
             f.id as "clonedFromId", f.name as "clonedFromName",
             v.number as "versionNumber", v.created_at as "versionAt",
             (select small_group from workspaces where id = ${w}) as k
      from journeys j
      left join segments s on s.workspace_id = ${w} and s.id = j.segment_id
      left join journeys f on f.workspace_id = ${w} and f.id = j.cloned_from_id and f.archived_at is null
      left join memberships om on om.workspace_id = ${w} and om.user_id = j.owner_id
      left join users o on o.id = om.user_id
      left join memberships em on em.workspace_id = ${w} and em.user_id = j.edited_by_id
      left join users e on e.id = em.user_id
      left join lateral (
        select number, created_at from journey_versions
        where workspace_id = ${w} and journey_id = j.id order by number desc limit 1) v on true
      where j.workspace_id = ${w} and j.id = ${journeyId}::uuid and j.archived_at is null`,
  );
  return head ?? null;
}

/** A stage's row, with a step of it or null where the stage is empty. */
type Row = Cells & {
  stageId: string;
  stageName: string;
  metric: string;
  id: string | null;
  touchpointId: string;
  touchpointName: string;
  controller: Controller;
  ownerName: string | null;
  channels: string[];
  intendedFeelings: { id: string; name: string }[];
};

const readSteps = (db: Raw, who: InWorkspace, journeyId: string): Promise<Row[]> =>
  rows<Row>(
    db,
    who,
    (w) => Prisma.sql`${KEEP_PLAN}
      select s.id as "stageId", s.name as "stageName", s.metric, p.id, p.touchpoint_id as "touchpointId",
             t.name as "touchpointName", t.controller::text as controller, u.name as "ownerName", ${CELL_COLUMNS},
             array(select c.name from touchpoint_channels tc
                   join channels c on c.workspace_id = ${w} and c.id = tc.channel_id
                   where tc.workspace_id = ${w} and tc.touchpoint_id = t.id order by c.name) as channels,
             coalesce((select json_agg(json_build_object('id', b.id, 'name', b.name) order by b.position, b.name)
                       from touchpoint_feelings tf
                       join brand_feelings b on b.workspace_id = ${w} and b.id = tf.feeling_id and b.archived_at is null
                       where tf.workspace_id = ${w} and tf.touchpoint_id = t.id), '[]') as "intendedFeelings"
      from journey_stages s
      left join journey_steps p on p.workspace_id = ${w} and p.stage_id = s.id and p.archived_at is null
      left join touchpoints t on t.workspace_id = ${w} and t.id = p.touchpoint_id
      left join memberships m on m.workspace_id = ${w} and m.user_id = t.owner_id
      left join users u on u.id = m.user_id
      where s.workspace_id = ${w} and s.journey_id = ${journeyId}::uuid and s.archived_at is null
      order by s.position, s.id, p.position, p.id`,
  );

type Around = {
  cases: { touchpointId: string; n: number }[];
  improvements: { id: string; title: string; touchpointId: string | null; stepId: string | null }[];
  quotes: (Omit<StepQuote, "lane"> & { stepId: string; lane: string })[];
  comments: { stepId: string | null; lane: string | null; n: number }[];
};

const NOTHING_AROUND: Around = { cases: [], improvements: [], quotes: [], comments: [] };

/** What stands around the answers: open cases, plans, voices and comments. One statement. */
async function readAround(db: Raw, who: InWorkspace, journeyId: string, segmentId: string | null): Promise<Around> {
  const [around] = await rows<Around>(
    db,
    who,
    (w) => Prisma.sql`
      with places as materialized (${touchpointsOf(w, journeyId)}),
      steps as materialized (
        select p.id from journey_stages s
        join journey_steps p on p.workspace_id = ${w} and p.stage_id = s.id and p.archived_at is null
        where s.workspace_id = ${w} and s.journey_id = ${journeyId}::uuid and s.archived_at is null)
      select
        coalesce((select json_agg(x) from (
          select c.touchpoint_id as "touchpointId", count(*)::int as n from cases c
          where c.workspace_id = ${w} and c.resolved_at is null
            and c.touchpoint_id in (select touchpoint_id from places)
            and ${
              segmentId
                ? Prisma.sql`exists (select from segment_members m where m.workspace_id = ${w}
                    and m.segment_id = ${segmentId}::uuid and m.customer_id = c.customer_id)`
                : Prisma.sql`true`
            }
          group by 1) x), '[]') as cases,
        coalesce((select json_agg(x) from (
          select i.id, i.title, i.touchpoint_id as "touchpointId", i.step_id as "stepId" from improvements i
          where i.workspace_id = ${w} and i.archived_at is null and i.done_at is null
            and (i.step_id in (select id from steps)
              or (i.step_id is null and i.touchpoint_id in (select touchpoint_id from places)
                  and (i.segment_id is null or ${segmentId ? Prisma.sql`i.segment_id = ${segmentId}::uuid` : Prisma.sql`true`})))
          order by i.created_at, i.id) x), '[]') as improvements,
        coalesce((select json_agg(x) from (
          select e.step_id as "stepId", e.lane, q.id, q.text, q.kind, q.speaker, q.source, q.consent, q.feeling
          from steps join step_evidence e on e.workspace_id = ${w} and e.step_id = steps.id
          join quotes q on q.workspace_id = ${w} and q.id = e.quote_id and q.archived_at is null
          order by e.created_at, e.quote_id limit ${MOST_QUOTES}) x), '[]') as quotes,
        coalesce((select json_agg(x) from (
          select step_id as "stepId", lane, count(*)::int as n from journey_comments
          where workspace_id = ${w} and journey_id = ${journeyId}::uuid and resolved_at is null and archived_at is null
          group by 1, 2) x), '[]') as comments`,
  );
  return around ?? NOTHING_AROUND;
}

const NO_COUNTS: NpsCounts = { promoters: 0, passives: 0, detractors: 0 };
const scaleOf = (heard: Heard | undefined): Scale | null =>
  heard ? { min: heard.scaleMin, max: heard.scaleMax } : null;

function stepOf(row: Row, id: string, heard: Map<string, Heard>, around: Around, k: number): Step {
  const rating = heard.get(`csat ${row.touchpointId}`);
  const effort = heard.get(`ces ${row.touchpointId}`);
  const nps = heard.get(`nps ${row.touchpointId}`);
  const cells = Object.fromEntries(LANE_KEYS.map((lane) => [lane, row[lane]])) as Cells;
  const effortBetter = effort?.direction ?? "higher";
  const comments: Step["comments"] = {};
  for (const { stepId, lane, n } of around.comments) {
    if (stepId !== id) continue;
    const key = isLaneKey(lane) ? lane : "";
    comments[key] = (comments[key] ?? 0) + n;
  }
  return {
    id,
    touchpointId: row.touchpointId,
    touchpointName: row.touchpointName,
    controller: row.controller,
    channels: row.channels,
    doing: row.doing,
    thinking: row.thinking,
    cells,
    scale: scaleOf(rating),
    gap: gapOf(row.desired, rating?.now ?? NO_MOMENTS, scaleOf(rating), k, { others: rating?.others?.now }),
    trend: rating && mayTellMove(rating, k) ? meanTrend(rating.now, rating.before, k) : null,
    effort: gapOf(row.desiredEffort, effort?.now ?? NO_MOMENTS, scaleOf(effort), k, {
      better: effortBetter,
      others: effort?.others?.now,
    }),
    effortScale: scaleOf(effort),
    effortBetter,
    effortTrend: effort && mayTellMove(effort, k) ? meanTrend(effort.now, effort.before, k, effortBetter) : null,
    nps: npsGapOf(row.desiredNps, nps?.now ?? NO_COUNTS, k, nps?.others?.now),
    npsTrend: nps && mayTellMove(nps, k) ? npsTrend(nps.now, nps.before, k) : null,
    ownerName: row.ownerName,
    intendedFeelings: row.intendedFeelings,
    openCases: around.cases.find(({ touchpointId }) => touchpointId === row.touchpointId)?.n ?? 0,
    improvements: around.improvements
      .filter(({ stepId, touchpointId }) => (stepId ? stepId === id : touchpointId === row.touchpointId))
      .map((one) => ({ id: one.id, title: one.title })),
    quotes: around.quotes.flatMap(({ stepId, lane, ...quote }) =>
      stepId === id && isLaneKey(lane) ? [{ ...quote, lane }] : [],
    ),
    comments,
  };
}

/** The stage's own gap: of its steps on the scale that comes first, with answers and a wish. */
function stageGap(steps: readonly Step[], heard: Map<string, Heard>, k: number): Stage["gap"] {
  let moments: Moments = NO_MOMENTS;
  let wanted = 0;
  let scale: Scale | null = null;
  for (const { touchpointId, gap, scale: own } of steps) {
    const rating = heard.get(`csat ${touchpointId}`);
    if (!rating || gap.actual === null || gap.desired === null) continue;
    scale ??= own;
    if (scale?.min !== own?.min || scale?.max !== own?.max) continue;
    moments = addMoments(moments, rating.now);
    wanted += gap.desired * rating.now.n;
  }
  return gapOf(moments.n > 0 ? wanted / moments.n : null, moments, scale, k);
}

/**
 * One map with its live values, in four statements, and a fifth where it is in doubt what may be shown; null when it is not
 * there or archived.
 * @param valuesOnly without cases, plans, voices and comments: one statement less
 */
export async function loadMap(
  db: Raw,
  who: InWorkspace,
  journeyId: string,
  span: MapSpan,
  { valuesOnly = false }: { valuesOnly?: boolean } = {},
): Promise<JourneyMap | null> {
  const head = await readHead(db, who, journeyId);
  if (!head) return null;
  const { segmentId, segmentName, memberCount, clonedFromId, clonedFromName, versionNumber, versionAt, k, ...own } =
    head;
  const [found, answers, around] = await Promise.all([
    readSteps(db, who, journeyId),
    readAnswers(db, who, { journeyId, segmentId, span, k }),
    valuesOnly ? NOTHING_AROUND : readAround(db, who, journeyId, segmentId),
  ]);
  const heard = mostAnswered(answers);
  const stages: Stage[] = [];
  for (const row of found) {
    let stage = stages.at(-1);
    if (stage?.id !== row.stageId) {
      stage = {
        id: row.stageId,
        name: row.stageName,
        metric: row.metric,
        steps: [],
        gap: gapOf(null, NO_MOMENTS, null, k),
      };
      stages.push(stage);
    }
    if (row.id) stage.steps.push(stepOf(row, row.id, heard, around, k));
  }
  for (const stage of stages) stage.gap = stageGap(stage.steps, heard, k);
  // A touchpoint that comes twice is heard once.
  const heardAt = new Map(stages.flatMap(({ steps }) => steps.map(({ touchpointId, gap }) => [touchpointId, gap.n])));
  return {
    ...own,
    segment: segmentId ? { id: segmentId, name: segmentName ?? "", memberCount: memberCount ?? 0 } : null,
    clonedFrom: clonedFromId ? { id: clonedFromId, name: clonedFromName ?? "" } : null,
    version: versionNumber !== null && versionAt ? { number: versionNumber, createdAt: versionAt } : null,
    comments: around.comments.find(({ stepId }) => stepId === null)?.n ?? 0,
    stages,
    k,
    answers: [...heardAt.values()].reduce((sum, n) => sum + n, 0),
  };
}
