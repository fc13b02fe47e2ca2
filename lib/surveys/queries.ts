import "server-only";
import type { Actor } from "../auth/actor";
import { allow } from "../auth/permissions";
import { reachable } from "../customers/reach";
import { inWorkspace, Prisma, rows } from "../db";
import { notFound } from "../errors";
import type { ExperienceResponse, ItemDirection, ItemKind, Measure, SurveyPromise } from "../generated/prisma/enums";
import { isId } from "../id";
import { type PersonalBatch, personalBatchesOf } from "./personal-links-sql";
import { type SurveyDraft, surveyDefinition, surveyDraft } from "./schema";

export type SurveyState = "draft" | "open" | "closed" | "archived";

/** Sums over an item's answers; b0 … b10 count single values. */
export type ItemSums = { n: number; sum: number; sumSq: number; buckets: number[] };

export type SurveyRow = {
  id: string;
  name: string;
  state: SurveyState;
  /** Of the version that links serve; of the draft before that. */
  promise: SurveyPromise;
  version: number | null;
  publishedAt: Date | null;
  /** Answers to the question that was answered most. */
  answered: number;
  lastAnsweredOn: Date | null;
  /** The question that stands for the survey: the first NPS, else satisfaction, else effort. */
  headline: {
    measure: Measure;
    direction: ItemDirection;
    scaleMin: number | null;
    scaleMax: number | null;
    sums: ItemSums;
  } | null;
};

const stateOf = (row: { archived_at: Date | null; closed_at: Date | null; published: boolean }): SurveyState =>
  row.archived_at ? "archived" : !row.published ? "draft" : row.closed_at ? "closed" : "open";

const bucketSums = Prisma.raw(
  `array[${Array.from({ length: 11 }, (_, i) => `sum(b${i})`).join(", ")}]::int[] as buckets`,
);

/** Surveys for which one person's own link can be made: published, open, and answered by name. */
export async function listPersonalSurveys(actor: Actor): Promise<{ id: string; name: string }[]> {
  allow(actor, "surveys.read");
  return rows(
    inWorkspace(actor),
    actor,
    (w) => Prisma.sql`
      select s.id, s.name from surveys s
      join survey_versions v on v.workspace_id = ${w} and v.id = s.current_version_id and v.promise = 'identified'
      where s.workspace_id = ${w} and s.closed_at is null and s.archived_at is null
      order by s.name limit 100`,
  );
}

/** Surveys, newest first: those at work, or the archived. Numbers are of all time, from the roll-ups. */
export async function listSurveys(actor: Actor, filter: { archived?: boolean } = {}): Promise<SurveyRow[]> {
  allow(actor, "surveys.read");
  type Found = {
    id: string;
    name: string;
    archived_at: Date | null;
    closed_at: Date | null;
    published: boolean;
    promise: SurveyPromise | null;
    draft_promise: SurveyPromise | null;
    version: number | null;
    published_at: Date | null;
    answered: number | null;
    last_on: Date | null;
    measure: Measure | null;
    direction: ItemDirection | null;
    scale_min: number | null;
    scale_max: number | null;
    n: number | null;
    sum: number | null;
    sum_sq: number | null;
    buckets: number[] | null;
  };
  const found = await rows<Found>(
    inWorkspace(actor),
    actor,
    (w) => Prisma.sql`
      with counted as (
        select item_id, sum(n)::int as n, sum(sum)::float8 as sum, sum(sum_sq)::float8 as sum_sq,
               max(day) as last_on, ${bucketSums}
        from answer_rollups where workspace_id = ${w} and dimension = 'all' group by item_id),
      by_survey as (
        select i.survey_id, max(c.n) as answered, max(c.last_on) as last_on
        from counted c join items i on i.workspace_id = ${w} and i.id = c.item_id group by i.survey_id),
      headline as (
        select distinct on (i.survey_id) i.survey_id, i.measure, i.direction, i.scale_min, i.scale_max,
               c.n, c.sum, c.sum_sq, c.buckets
        from items i join counted c on c.item_id = i.id
        where i.workspace_id = ${w} and i.measure <> 'other'
        order by i.survey_id, i.archived_at nulls first, array_position(array['nps', 'csat', 'ces'], i.measure::text),
                 i.touchpoint_id nulls first, i.no)
      select s.id, s.name, s.archived_at, s.closed_at, s.current_version_id is not null as published,
             v.promise::text as promise, s.draft->>'promise' as draft_promise, v.number as version, v.published_at,
             b.answered, b.last_on, h.measure::text as measure, h.direction::text as direction,
             h.scale_min, h.scale_max, h.n, h.sum, h.sum_sq, h.buckets
      from surveys s
      left join survey_versions v on v.workspace_id = ${w} and v.id = s.current_version_id
      left join by_survey b on b.survey_id = s.id
      left join headline h on h.survey_id = s.id
      where s.workspace_id = ${w}
        and ${filter.archived ? Prisma.sql`s.archived_at is not null` : Prisma.sql`s.archived_at is null`}
      order by s.created_at desc, s.id desc
      limit 500`,
  );
  return found.map((row) => ({
    id: row.id,
    name: row.name,
    state: stateOf(row),
    promise: row.promise ?? row.draft_promise ?? "identified",
    version: row.version,
    publishedAt: row.published_at,
    answered: row.answered ?? 0,
    lastAnsweredOn: row.last_on,
    headline:
      row.measure && row.direction && row.n !== null
        ? {
            measure: row.measure,
            direction: row.direction,
            scaleMin: row.scale_min,
            scaleMax: row.scale_max,
            sums: { n: row.n, sum: row.sum ?? 0, sumSq: row.sum_sq ?? 0, buckets: row.buckets ?? [] },
          }
        : null,
  }));
}

export type SurveyDetail = {
  id: string;
  name: string;
  state: SurveyState;
  draft: SurveyDraft;
  /** The draft differs from what links serve. */
  hasChanges: boolean;
  createdAt: Date;
  versions: { id: string; number: number; promise: SurveyPromise; publishedAt: Date; questions: number }[];
};

/** What a draft and a version have in common, for telling whether they differ. */
const comparable = (value: { about: string; thanks: string; questions: object[] }, promise: SurveyPromise): string =>
  JSON.stringify([
    promise,
    value.about,
    value.thanks,
    value.questions.map((question) =>
      Object.entries(question)
        .filter(([key]) => key !== "itemId" && key !== "touchpointName")
        .sort(([a], [b]) => (a < b ? -1 : 1)),
    ),
  ]);

export async function getSurvey(actor: Actor, id: string): Promise<SurveyDetail> {
  allow(actor, "surveys.read");
  if (!isId(id)) throw notFound("This survey");
  const survey = await inWorkspace(actor).survey.findFirst({
    where: { id },
    include: { versions: { orderBy: { number: "desc" } } },
  });
  if (!survey) throw notFound("This survey");
  const draft = surveyDraft.parse(survey.draft);
  const current = survey.versions.find((version) => version.id === survey.currentVersionId);
  const definition = current && surveyDefinition.parse(current.definition);
  return {
    id,
    name: survey.name,
    state: stateOf({
      archived_at: survey.archivedAt,
      closed_at: survey.closedAt,
      published: survey.currentVersionId !== null,
    }),
    draft,
    hasChanges: !current || !definition || comparable(definition, current.promise) !== comparable(draft, draft.promise),
    createdAt: survey.createdAt,
    versions: survey.versions.map(({ id: versionId, number, promise, publishedAt, definition: asked }) => ({
      id: versionId,
      number,
      promise,
      publishedAt,
      questions: (asked as { questions?: unknown[] }).questions?.length ?? 0,
    })),
  };
}

export type LinkRow = {
  id: string;
  name: string;
  token: string;
  channel: string | null;
  touchpoint: string | null;
  customer: { id: string; name: string } | null;
  createdAt: Date;
  closedAt: Date | null;
  isUsed: boolean;
  /** Never of a survey that promises to be anonymous: a person and a day would lead to the answer of that day. */
  usedOn: Date | null;
  /** Responses that came through it; null where none is kept with its link. */
  responses: number;
};

/** Open links first, then personal ones of customers within the actor's reach, newest first. */
export async function listLinks(actor: Actor, surveyId: string): Promise<LinkRow[]> {
  allow(actor, "surveys.read");
  const db = inWorkspace(actor);
  const [anonymous, links, counts, channels, touchpoints] = await Promise.all([
    db.surveyVersion.findFirst({ where: { surveyId, promise: "anonymous" }, select: { id: true } }),
    db.surveyLink.findMany({
      where: { surveyId },
      orderBy: [{ customerId: { sort: "asc", nulls: "first" } }, { createdAt: "desc" }],
      take: 200,
      include: { customer: { select: { id: true, name: true } } },
    }),
    db.response.groupBy({ by: ["linkId"], where: { surveyId, archivedAt: null }, _count: { _all: true } }),
    db.channel.findMany({ select: { id: true, name: true } }),
    db.touchpoint.findMany({ select: { id: true, name: true } }),
  ]);
  const theirs = await reachable(
    db,
    actor,
    links.flatMap(({ customerId }) => customerId ?? []),
  );
  const names = new Map([...channels, ...touchpoints].map(({ id, name }) => [id, name]));
  const responses = new Map(counts.map((row) => [row.linkId, row._count._all]));
  const shown = links.filter(({ customerId }) => customerId === null || theirs.has(customerId));
  return shown.map((link) => ({
    id: link.id,
    name: link.name,
    token: link.token,
    channel: link.channelId ? (names.get(link.channelId) ?? null) : null,
    touchpoint: link.touchpointId ? (names.get(link.touchpointId) ?? null) : null,
    customer: link.customer,
    createdAt: link.createdAt,
    closedAt: link.closedAt,
    isUsed: link.usedOn !== null,
    usedOn: anonymous ? null : link.usedOn,
    responses: responses.get(link.id) ?? 0,
  }));
}

export type ItemResult = {
  id: string;
  key: string;
  label: string;
  kind: ItemKind;
  measure: Measure;
  direction: ItemDirection;
  scaleMin: number | null;
  scaleMax: number | null;
  options: { value: number; label: string }[];
  touchpoint: string | null;
  /** Set: one of the five questions of the battery about its touchpoint. */
  response: ExperienceResponse | null;
  /** It is no longer asked. */
  isPast: boolean;
  sums: ItemSums;
  /** Answers by value, where options go beyond what the roll-ups count singly. */
  byValue: { value: number; n: number }[];
};

/**
 * The sums of every question of a survey in a period, in the order of asking; past questions last.
 * @param days fromDay ≤ day < toDay, YYYY-MM-DD
 */
export async function surveyResults(
  actor: Actor,
  surveyId: string,
  days: { fromDay: string; toDay: string },
): Promise<ItemResult[]> {
  allow(actor, "responses.read");
  const db = inWorkspace(actor);
  type Sums = { item_id: string; n: number; sum: number; sum_sq: number; buckets: number[] };
  const [items, sums, values, touchpoints] = await Promise.all([
    db.item.findMany({ where: { surveyId }, orderBy: { no: "asc" } }),
    rows<Sums>(
      db,
      actor,
      (w) => Prisma.sql`
        select r.item_id, sum(r.n)::int as n, sum(r.sum)::float8 as sum, sum(r.sum_sq)::float8 as sum_sq, ${bucketSums}
        from answer_rollups r
        join items i on i.workspace_id = ${w} and i.id = r.item_id and i.survey_id = ${surveyId}::uuid
        where r.workspace_id = ${w} and r.dimension = 'all'
          and r.day >= ${days.fromDay}::date and r.day < ${days.toDay}::date
        group by r.item_id`,
    ),
    rows<{ item_id: string; value: number; n: number }>(
      db,
      actor,
      (w) => Prisma.sql`
        select a.item_id, a.value, count(*)::int as n
        from items i
        join answers a on a.workspace_id = ${w} and a.item_id = i.id
        where i.workspace_id = ${w} and i.survey_id = ${surveyId}::uuid and i.kind = 'choice'
          and jsonb_path_exists(i.options, '$[*].value ? (@ > 10)')
          and a.answered_on >= ${days.fromDay}::date and a.answered_on < ${days.toDay}::date and a.value is not null
          and not exists (select from responses r
            where r.workspace_id = ${w} and r.id = a.response_id and r.archived_at is not null)
        group by a.item_id, a.value`,
    ),
    db.touchpoint.findMany({ select: { id: true, name: true } }),
  ]);
  const byItem = new Map(sums.map((row) => [row.item_id, row]));
  const names = new Map(touchpoints.map(({ id, name }) => [id, name]));
  return items
    .map((item): ItemResult => {
      const row = byItem.get(item.id);
      return {
        id: item.id,
        key: item.key,
        label: item.label,
        kind: item.kind,
        measure: item.measure,
        direction: item.direction,
        scaleMin: item.scaleMin,
        scaleMax: item.scaleMax,
        options: item.options as ItemResult["options"],
        touchpoint: item.touchpointId ? (names.get(item.touchpointId) ?? null) : null,
        response: item.response,
        isPast: item.archivedAt !== null,
        sums: { n: row?.n ?? 0, sum: row?.sum ?? 0, sumSq: row?.sum_sq ?? 0, buckets: row?.buckets ?? [] },
        byValue: values.filter((one) => one.item_id === item.id).map(({ value, n }) => ({ value, n })),
      };
    })
    .sort((a, b) => Number(a.isPast) - Number(b.isPast));
}

/** A question's words and choices, by its id; null when there is none. */
export async function itemLabel(
  actor: Actor,
  itemId: string,
): Promise<{ label: string; options: { value: number; label: string }[] } | null> {
  allow(actor, "responses.read");
  const item = await inWorkspace(actor).item.findFirst({
    where: { id: itemId },
    select: { label: true, options: true },
  });
  return item && { label: item.label, options: item.options as { value: number; label: string }[] };
}

/** The sendings of personal links of a survey: how many were made and answered, and how many wait. */
export async function listPersonalBatches(actor: Actor, surveyId: string): Promise<PersonalBatch[]> {
  allow(actor, "surveys.read");
  if (!isId(surveyId)) return [];
  return personalBatchesOf(inWorkspace(actor), actor, surveyId);
}
