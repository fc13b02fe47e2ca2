import "server-only";
import { cache } from "react";
import type { Actor } from "../../auth/actor";
import { allow } from "../../auth/permissions";
import { reachesOrNobodySql } from "../../customers/reach";
import { inWorkspace, Prisma, rows } from "../../db";
import { conditionsOf, segmentRule } from "../../segments/schema";
import { type Counted, countCells, dimensionsOf, type Grouping, type Source } from "../cells-sql";
import type { DashboardMeasure, DaySpan, Scope, ScopeFilter, ScoredItem } from "../schema";
import { type Cell, type Change, changeOf, type Group, groupScores, type Score, scoreOf } from "../scores";
import { hideBeside, hideOverlapping, hidePartition } from "../small-groups";

export type DashboardCatalogue = {
  items: ScoredItem[];
  /** Surveys with an item of a measure, by name. */
  surveys: { id: string; name: string; measures: DashboardMeasure[] }[];
  /** isByScore: the rule itself asks for a likelihood to recommend. */
  segments: { id: string; name: string; memberCount: number; isByScore: boolean }[];
  channels: { id: string; name: string }[];
  touchpoints: { id: string; name: string }[];
  journeys: { id: string; name: string; segmentId: string | null }[];
};

/** What the dashboard can be asked about: items with a measure, and the groups they fall into. */
export async function dashboardCatalogue(actor: Actor): Promise<DashboardCatalogue> {
  allow(actor, "responses.read");
  const db = inWorkspace(actor);
  const names = { select: { id: true, name: true }, where: { archivedAt: null }, orderBy: { name: "asc" as const } };
  const [items, segments, channels, touchpoints, journeys] = await Promise.all([
    rows<ScoredItem>(
      db,
      actor,
      (w) => Prisma.sql`
        select i.id, i.survey_id as "surveyId", s.name as "surveyName", i.label, i.measure::text as measure,
               i.scale_min as "scaleMin", i.scale_max as "scaleMax", i.direction::text as direction,
               i.touchpoint_id as "touchpointId", coalesce(v.promise = 'anonymous', false) as "isAnonymous"
        from items i
        join surveys s on s.workspace_id = ${w} and s.id = i.survey_id
        left join survey_versions v on v.workspace_id = ${w} and v.id = s.current_version_id
        where i.workspace_id = ${w} and i.measure in ('nps', 'csat') and i.direction <> 'none'
          and i.scale_min is not null and i.scale_max between i.scale_min + 1 and 10
        order by s.name, i.no`,
    ),
    db.segment.findMany({ ...names, select: { id: true, name: true, memberCount: true, rule: true } }),
    db.channel.findMany(names),
    db.touchpoint.findMany({ ...names, orderBy: { position: "asc" } }),
    db.journey.findMany({ ...names, select: { id: true, name: true, segmentId: true } }),
  ]);
  const surveys = new Map<string, { id: string; name: string; measures: DashboardMeasure[] }>();
  for (const { surveyId, surveyName, measure } of items) {
    const survey = surveys.get(surveyId) ?? { id: surveyId, name: surveyName, measures: [] };
    if (!survey.measures.includes(measure)) survey.measures.push(measure);
    surveys.set(surveyId, survey);
  }
  return {
    items,
    surveys: [...surveys.values()],
    segments: segments.map(({ rule, ...segment }) => ({ ...segment, isByScore: asksForScore(rule) })),
    channels,
    touchpoints,
    journeys,
  };
}

const SCORE_FIELDS = new Set(["lastNps", "npsClass"]);

function asksForScore(rule: unknown): boolean {
  const parsed = segmentRule.safeParse(rule);
  return parsed.success && conditionsOf(parsed.data).some(({ field }) => SCORE_FIELDS.has(field));
}

/** The workspace's least number of answers that is shown. Read once a request. */
const smallGroupOf = cache(async (workspaceId: string): Promise<number> => {
  const workspace = await inWorkspace({ workspaceId }).workspace.findFirst({ select: { smallGroup: true } });
  return workspace?.smallGroup ?? 5;
});

/** Each count is made once a request, however many questions of a page need it. */
const countOnce = cache((workspaceId: string, grouping: Grouping, scope: string): Promise<Counted> => {
  const who = { workspaceId };
  return countCells(inWorkspace(who), who, JSON.parse(scope) as Scope, grouping);
});

const count = (actor: Actor, scope: Scope, grouping: Grouping): Promise<Counted> =>
  countOnce(actor.workspaceId, grouping, JSON.stringify(scope));

/** A scope without each of its filters in turn: what stands on the same page as soon as one is taken off. */
const widerScopes = (scope: Scope): Scope[] =>
  Object.entries(scope.filter).flatMap(([name, id]) =>
    id === undefined ? [] : [{ ...scope, filter: { ...scope.filter, [name]: undefined } }],
  );

/**
 * Groups that nothing can be worked out from by taking a filter off. Only wider counts that are kept are looked at: the
 * others would be counted from the answers a second time.
 * @param groupsOf the same groups from other cells
 */
async function besideWider(
  actor: Actor,
  scope: Scope,
  grouping: Grouping,
  groups: readonly Group[],
  groupsOf: (cells: readonly Cell[]) => Group[],
  k: number,
): Promise<Group[]> {
  const kept = widerScopes(scope).filter((wider) => dimensionsOf(wider, grouping).length <= 1);
  const counted = await Promise.all(kept.map((wider) => count(actor, wider, grouping)));
  return counted.reduce<Group[]>((left, { cells }) => hideBeside(left, groupsOf(cells), k), [...groups]);
}

/** The score of a whole scope. */
async function wholeScore(
  actor: Actor,
  scope: Scope,
  measure: DashboardMeasure,
  k: number,
): Promise<Counted & { score: Score }> {
  const counted = await count(actor, scope, "none");
  const groupsOf = (cells: readonly Cell[]) => [{ key: "", name: "", score: scoreOf(cells, scope.items, measure, k) }];
  const [whole] = await besideWider(actor, scope, "none", groupsOf(counted.cells), groupsOf, k);
  return { ...counted, score: (whole as Group).score };
}

export type Headline = {
  score: Score;
  /** How many gave 0, 1 … 10 (by the item's own scale); all 0 when the score is hidden. */
  bins: number[];
  /** Null when the period has none before it. */
  before: { score: Score; change: Change | null } | null;
  source: Source;
};

/** The score of a scope, and how it moved against the period before. */
export async function scoreHeadline(
  actor: Actor,
  scope: Scope,
  measure: DashboardMeasure,
  previous: DaySpan | null,
): Promise<Headline> {
  allow(actor, "responses.read");
  const k = await smallGroupOf(actor.workspaceId);
  const [now, before] = await Promise.all([
    wholeScore(actor, scope, measure, k),
    previous ? wholeScore(actor, { ...scope, span: previous }, measure, k) : null,
  ]);
  const { score } = now;
  const scoreBefore = before?.score ?? null;
  const bins = Array.from({ length: 11 }, (_, value) =>
    score.state === "hidden" ? 0 : now.cells.reduce((sum, cell) => sum + (cell.bins[value] ?? 0), 0),
  );
  return {
    score,
    bins,
    before: scoreBefore && { score: scoreBefore, change: changeOf(score, scoreBefore, k) },
    source: now.source,
  };
}

/** The same score for each survey by itself, the most answered first. */
export async function scoreByEachSurvey(actor: Actor, scope: Scope, measure: DashboardMeasure): Promise<Group[]> {
  allow(actor, "responses.read");
  const k = await smallGroupOf(actor.workspaceId);
  const { cells } = await count(actor, scope, "none");
  const surveys = new Map(scope.items.map(({ surveyId, surveyName }) => [surveyId, surveyName]));
  const groupsOf = (counted: readonly Cell[]) =>
    [...surveys].map(([key, name]) => {
      const own = scope.items.filter(({ surveyId }) => surveyId === key);
      return { key, name, score: scoreOf(counted, own, measure, k) };
    });
  const groups = await besideWider(actor, scope, "none", groupsOf(cells), groupsOf, k);
  const total = groups.reduce((sum, { score }) => sum + score.n, 0);
  return hidePartition(groups, total, k)
    .filter(({ score }) => score.n > 0)
    .sort((a, b) => b.score.n - a.score.n);
}

export type TrendGroup = { day: string; score: Score };

/** The score by month or week; day is the first of each (YYYY-MM-DD). Times without answers are there, with n = 0. */
export async function scoreTrend(
  actor: Actor,
  scope: Scope,
  measure: DashboardMeasure,
  step: "month" | "week",
  days: readonly string[],
): Promise<{ groups: TrendGroup[]; source: Source }> {
  allow(actor, "responses.read");
  const k = await smallGroupOf(actor.workspaceId);
  const { cells, source } = await count(actor, scope, step);
  const names = days.map((day) => ({ key: day, name: day }));
  const groupsOf = (counted: readonly Cell[]) => groupScores(counted, names, scope.items, measure, k);
  const groups = await besideWider(actor, scope, step, groupsOf(cells), groupsOf, k);
  // One hidden month would be the whole less the others.
  const total = groups.reduce((sum, { score }) => sum + score.n, 0);
  return { groups: hidePartition(groups, total, k).map(({ key, score }) => ({ day: key, score })), source };
}

export type Breakdown = { groups: Group[]; source: Source };

async function breakdown(
  actor: Actor,
  scope: Scope,
  measure: DashboardMeasure,
  grouping: "segment" | "channel" | "touchpoint",
  names: readonly { id: string; name: string }[],
): Promise<Breakdown> {
  const k = await smallGroupOf(actor.workspaceId);
  const [{ cells, source }, all] = await Promise.all([count(actor, scope, grouping), count(actor, scope, "none")]);
  const total = scoreOf(all.cells, scope.items, measure, 0).n;
  const keyed = names.map(({ id, name }) => ({ key: id, name }));
  const groupsOf = (counted: readonly Cell[]) => groupScores(counted, keyed, scope.items, measure, k);
  const beside = await besideWider(actor, scope, grouping, groupsOf(cells), groupsOf, k);
  const groups = beside.filter(({ score }) => score.n > 0);
  return {
    groups: grouping === "segment" ? hideOverlapping(groups, total, k) : hidePartition(groups, total, k),
    source,
  };
}

/** Present members of each segment. Segments overlap; they do not add up to the whole. */
export async function scoreBySegment(
  actor: Actor,
  scope: Scope,
  measure: DashboardMeasure,
  segments: readonly { id: string; name: string }[],
): Promise<Breakdown> {
  allow(actor, "responses.read");
  return breakdown(actor, scope, measure, "segment", segments);
}

export async function scoreByChannel(
  actor: Actor,
  scope: Scope,
  measure: DashboardMeasure,
  channels: readonly { id: string; name: string }[],
): Promise<Breakdown> {
  allow(actor, "responses.read");
  return breakdown(actor, scope, measure, "channel", channels);
}

export async function scoreByTouchpoint(
  actor: Actor,
  scope: Scope,
  measure: DashboardMeasure,
  touchpoints: readonly { id: string; name: string }[],
): Promise<Breakdown> {
  allow(actor, "responses.read");
  return breakdown(actor, scope, measure, "touchpoint", touchpoints);
}

/** A stage is the sum of the touchpoints of its steps. */
export async function scoreByStage(
  actor: Actor,
  scope: Scope,
  measure: DashboardMeasure,
  journeyId: string,
): Promise<Breakdown> {
  allow(actor, "responses.read");
  const k = await smallGroupOf(actor.workspaceId);
  const [{ cells, source }, stages] = await Promise.all([
    count(actor, scope, "touchpoint"),
    inWorkspace(actor).journeyStage.findMany({
      where: { journeyId, archivedAt: null },
      orderBy: { position: "asc" },
      select: { id: true, name: true, steps: { where: { archivedAt: null }, select: { touchpointId: true } } },
    }),
  ]);
  const groupsOf = (counted: readonly Cell[]) =>
    stages.map(({ id, name, steps }) => {
      const own = new Set(steps.map(({ touchpointId }) => touchpointId));
      const cellsOfStage = counted.filter(({ key }) => own.has(key));
      return { key: id, name, score: scoreOf(cellsOfStage, scope.items, measure, k) };
    });
  const groups = await besideWider(actor, scope, "touchpoint", groupsOf(cells), groupsOf, k);
  const total = groups.reduce((sum, { score }) => sum + score.n, 0);
  return { groups: hidePartition(groups, total, k), source };
}

export type Comment = {
  responseId: string;
  text: string;
  at: Date;
  surveyName: string;
  channelName: string | null;
  /** Null when anonymous or unknown. */
  customer: { id: string; name: string } | null;
  isAnonymous: boolean;
  /** The likelihood to recommend given beside it. */
  score: number | null;
};

/**
 * The newest texts of a scope. Texts of anonymous surveys are shown only when at least k of its responses lie in the
 * same scope, and without the hour; those of customers beyond the actor's reach are left out.
 */
export async function newestComments(
  actor: Actor,
  surveyIds: readonly string[],
  span: DaySpan,
  filter: ScopeFilter,
  most = 6,
): Promise<Comment[]> {
  allow(actor, "responses.read");
  const k = await smallGroupOf(actor.workspaceId);
  const { segmentId, channelId, touchpointId } = filter;
  const within = (w: Prisma.Sql) => Prisma.sql`
    r.workspace_id = ${w} and r.archived_at is null
    and r.answered_on >= ${span.fromDay}::date and r.answered_on < ${span.toDay}::date
    ${channelId ? Prisma.sql`and r.channel_id = ${channelId}::uuid` : Prisma.empty}
    ${
      segmentId
        ? Prisma.sql`and exists (select from segment_members m where m.workspace_id = ${w}
                       and m.segment_id = ${segmentId}::uuid and m.customer_id = r.customer_id)`
        : Prisma.empty
    }
    ${
      touchpointId
        ? Prisma.sql`and exists (select from answers b where b.workspace_id = ${w} and b.response_id = r.id
                       and b.touchpoint_id = ${touchpointId}::uuid)`
        : Prisma.empty
    }`;
  const found = await rows<Omit<Comment, "customer"> & { customerId: string | null; customerName: string | null }>(
    inWorkspace(actor),
    actor,
    (w) => Prisma.sql`
      with shown as (
        select v.id from survey_versions v
        where v.workspace_id = ${w} and v.survey_id = any(${[...surveyIds]}::uuid[])
          and (v.promise = 'identified' or ${k} <= (
            select count(*) from (
              select from responses r
              join survey_versions o on o.workspace_id = ${w} and o.id = r.version_id and o.promise = 'anonymous'
              where ${within(w)} and r.survey_id = v.survey_id limit ${k}) few)))
      select a.response_id as "responseId", a.text, r.answered_at as at, s.name as "surveyName", h.name as "channelName",
             c.id as "customerId", c.name as "customerName", v.promise = 'anonymous' as "isAnonymous",
             (select n.value from answers n join items i on i.workspace_id = ${w} and i.id = n.item_id
              where n.workspace_id = ${w} and n.response_id = r.id and i.measure = 'nps' order by i.no limit 1) as score
      from items q
      -- A few of each question's newest, by its index: most answers of a survey are no words.
      cross join lateral (
        select a.response_id, a.text from answers a
        join responses r on r.workspace_id = ${w} and r.id = a.response_id
        where a.workspace_id = ${w} and a.item_id = q.id and a.text is not null
          and a.answered_on >= ${span.fromDay}::date and a.answered_on < ${span.toDay}::date
          and ${within(w)} and r.version_id in (select id from shown)
          and ${reachesOrNobodySql(actor, w, Prisma.sql`r.customer_id`)}
        order by a.answered_on desc, a.answered_at desc, a.response_id desc
        limit ${most}) a
      join responses r on r.workspace_id = ${w} and r.id = a.response_id
      join survey_versions v on v.workspace_id = ${w} and v.id = r.version_id
      join surveys s on s.workspace_id = ${w} and s.id = r.survey_id
      left join channels h on h.workspace_id = ${w} and h.id = r.channel_id
      left join customers c on c.workspace_id = ${w} and c.id = r.customer_id and v.promise = 'identified'
      where q.workspace_id = ${w} and q.kind = 'text' and q.survey_id = any(${[...surveyIds]}::uuid[])
      order by r.answered_at desc, r.id desc
      limit ${most}`,
  );
  return found.map(({ customerId, customerName, ...comment }) => ({
    ...comment,
    customer: customerId && customerName ? { id: customerId, name: customerName } : null,
  }));
}
