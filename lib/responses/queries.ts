import "server-only";
import type { Actor } from "../auth/actor";
import { allow } from "../auth/permissions";
import { csvPieces } from "../csv";
import { mustReach, reachesOrNobodySql } from "../customers/reach";
import { inWorkspace, Prisma, rows } from "../db";
import { notFound } from "../errors";
import type { ItemDirection, ItemKind, Measure, SurveyPromise } from "../generated/prisma/enums";
import { isId } from "../id";
import { type Cursor, decodeCursor, encodeCursor, instantOf, PAGE_SIZE, type Page } from "../paging";
import type { Span } from "../period";
import { asksForAnswers, type ResponseListParams } from "./list-url";

export type ResponseScore = {
  value: number;
  measure: Measure;
  direction: ItemDirection;
  scaleMin: number | null;
  scaleMax: number | null;
};

export type ResponseRow = {
  id: string;
  survey: { id: string; name: string };
  promise: SurveyPromise;
  /** The start of the day when anonymous. */
  answeredAt: Date;
  /** Null: nobody knows who answered, or nobody may. */
  customer: { id: string; name: string; kind: "person" | "company" } | null;
  channel: string | null;
  score: ResponseScore | null;
  comment: string | null;
};

export type ResponsePage = Page<ResponseRow> & {
  /** Anonymous surveys with fewer answers here than may be shown; their rows are left out. */
  hidden: { id: string; name: string }[];
};

/**
 * The score of a response: the one that was asked for, else recommending before satisfaction before effort; without any of
 * them the mean of how it felt, over the questions of the battery.
 */
const scoreOf = (w: Prisma.Sql, params: ResponseListParams) => Prisma.sql`
  left join lateral (
    (select 1 as place, a.value::float8 as value, i.measure::text as measure, i.direction::text as direction,
            i.scale_min, i.scale_max
     from answers a join items i on i.workspace_id = ${w} and i.id = a.item_id
     where a.workspace_id = ${w} and a.response_id = r.id and a.value is not null and i.measure <> 'other'
     order by ${asksForAnswers(params) ? Prisma.sql`(${chosenAnswers(w, params)}) desc,` : Prisma.empty}
              array_position(array['nps', 'csat', 'ces'], i.measure::text), i.touchpoint_id nulls first, i.no
     limit 1)
    union all
    (select 2, round(avg(a.value), 1)::float8, 'other', 'higher', i.scale_min, i.scale_max
     from answers a join items i on i.workspace_id = ${w} and i.id = a.item_id
     where a.workspace_id = ${w} and a.response_id = r.id and a.value is not null and i.response is not null
       and i.direction = 'higher'
     group by i.scale_min, i.scale_max order by count(*) desc, i.scale_max limit 1)
    order by place limit 1) score on true`;

const CLASS_VALUES = { promoter: [9, 10], passive: [7, 8], detractor: [0, 6] } as const;

/** Of whom rows are asked for: those within the actor's reach, or with "all" everybody, for a count. */
type Whom = Actor | "all";

/** The responses that the URL asks for, of alias r, whatever was answered. */
function chosenResponses(
  w: Prisma.Sql,
  whom: Whom,
  params: ResponseListParams,
  span: Pick<Span, "from" | "to">,
): Prisma.Sql[] {
  const parts = [
    Prisma.sql`r.workspace_id = ${w}`,
    ...(whom === "all" ? [] : [reachesOrNobodySql(whom, w, Prisma.sql`r.customer_id`)]),
    Prisma.sql`r.answered_at >= ${span.from} and r.answered_at < ${span.to}`,
    params.archived ? Prisma.sql`r.archived_at is not null` : Prisma.sql`r.archived_at is null`,
  ];
  if (params.survey) parts.push(Prisma.sql`r.survey_id = any(${params.survey}::uuid[])`);
  if (params.channel) parts.push(Prisma.sql`r.channel_id = ${params.channel}::uuid`);
  if (params.segment) {
    parts.push(Prisma.sql`exists (
      select from segment_members m
      where m.workspace_id = ${w} and m.segment_id = ${params.segment}::uuid and m.customer_id = r.customer_id)`);
  }
  if (params.comment) {
    parts.push(Prisma.sql`exists (
      select from answers a where a.workspace_id = ${w} and a.response_id = r.id and a.text is not null)`);
  }
  return parts;
}

/** The answers that the URL asks for, of aliases a and i: those that the dashboards count under the same filter. */
function chosenAnswers(w: Prisma.Sql, params: ResponseListParams): Prisma.Sql {
  const parts = [Prisma.sql`a.workspace_id = ${w} and i.workspace_id = ${w} and i.id = a.item_id`];
  if (params.touchpoint) parts.push(Prisma.sql`a.touchpoint_id = ${params.touchpoint}::uuid`);
  if (params.item) parts.push(Prisma.sql`a.item_id = ${params.item}::uuid`);
  const measure = params.score ? "nps" : (params.measure ?? (params.item ? undefined : "nps"));
  if (measure) {
    parts.push(Prisma.sql`i.measure = ${measure}::measure and i.direction <> 'none'
      and i.scale_max between i.scale_min + 1 and 10`);
  }
  if (params.value === undefined) parts.push(Prisma.sql`a.value is not null`);
  else parts.push(Prisma.sql`a.value = ${Number(params.value)}`);
  if (params.score) {
    const [low, high] = CLASS_VALUES[params.score];
    parts.push(Prisma.sql`a.value between ${low} and ${high}`);
  }
  return Prisma.join(parts, " and ");
}

/** The rows that the URL asks for, of alias r. */
function chosen(w: Prisma.Sql, whom: Whom, params: ResponseListParams, span: Pick<Span, "from" | "to">): Prisma.Sql {
  const parts = chosenResponses(w, whom, params, span);
  if (asksForAnswers(params)) {
    parts.push(Prisma.sql`exists (
      select from answers a, items i where a.response_id = r.id and ${chosenAnswers(w, params)})`);
  } else if (params.touchpoint) {
    parts.push(Prisma.sql`exists (
      select from answers a
      where a.workspace_id = ${w} and a.response_id = r.id and a.touchpoint_id = ${params.touchpoint}::uuid)`);
  }
  return Prisma.join(parts, " and ");
}

/** Anonymous surveys of which this cut holds some answers, but fewer than k. */
async function tooFew(
  actor: Actor,
  params: ResponseListParams,
  span: Pick<Span, "from" | "to">,
  k: number,
): Promise<{ id: string; name: string }[]> {
  return rows(
    inWorkspace(actor),
    actor,
    (w) => Prisma.sql`
      with anonymous as (
        select s.id, s.name from surveys s
        where s.workspace_id = ${w} and exists (
          select from survey_versions v where v.workspace_id = ${w} and v.survey_id = s.id and v.promise = 'anonymous'))
      select a.id, a.name from anonymous a
      cross join lateral (
        select count(*)::int as n from (
          select 1 from responses r
          join survey_versions v on v.workspace_id = ${w} and v.id = r.version_id and v.promise = 'anonymous'
          where ${chosen(w, "all", params, span)} and r.survey_id = a.id
          limit ${k}) enough) counted
      where counted.n > 0 and counted.n < ${k}`,
  );
}

/** Beyond this a list says "more than"; nobody counts rows on a screen. */
export const MOST_COUNTED = 10_000;

export type ResponseCount = {
  responses: number;
  /** Answers of the measure, question or value that was asked for; null when none was. */
  answers: number | null;
  /** More than MOST_COUNTED. */
  isMore: boolean;
  /** Those of customers beyond the actor's reach, up to MOST_COUNTED: they are in the figures, not in the list. */
  beyond: number;
};

/** How many the list holds under the same k rule, and how many answers of theirs were asked for. */
export async function countResponses(
  actor: Actor,
  params: ResponseListParams,
  span: Pick<Span, "from" | "to">,
): Promise<ResponseCount> {
  allow(actor, "responses.read");
  const db = inWorkspace(actor);
  const workspace = await db.workspace.findFirstOrThrow({ select: { smallGroup: true } });
  const hidden = await tooFew(actor, params, span, workspace.smallGroup);
  const hiddenIds = hidden.map((survey) => survey.id);
  const byAnswer = asksForAnswers(params);
  const count = async (whom: Whom) => {
    const [counted] = await rows<{ responses: number; answers: number }>(
      db,
      actor,
      (w) => Prisma.sql`
      select count(distinct id)::int as responses, count(*)::int as answers from (
        select r.id from responses r
        join survey_versions v on v.workspace_id = ${w} and v.id = r.version_id
        ${
          byAnswer
            ? Prisma.sql`join answers a on a.workspace_id = ${w} and a.response_id = r.id
                         join items i on ${chosenAnswers(w, params)}`
            : Prisma.empty
        }
        where ${byAnswer ? Prisma.join(chosenResponses(w, whom, params, span), " and ") : chosen(w, whom, params, span)}
          and not (v.promise = 'anonymous' and r.survey_id = any(${hiddenIds}::uuid[]))
        limit ${MOST_COUNTED + 1}) found`,
    );
    return counted ?? { responses: 0, answers: 0 };
  };
  const [{ responses, answers }, all] = await Promise.all([count(actor), actor.reach ? count("all") : null]);
  return {
    responses,
    answers: byAnswer ? answers : null,
    isMore: answers > MOST_COUNTED,
    beyond: all ? all.responses - responses : 0,
  };
}

/**
 * Responses, newest first. Anonymous ones appear only where this cut holds at least k of their survey, and never lead
 * to a person.
 */
export async function listResponses(
  actor: Actor,
  params: ResponseListParams,
  span: Pick<Span, "from" | "to">,
  size = PAGE_SIZE,
): Promise<ResponsePage> {
  allow(actor, "responses.read");
  const db = inWorkspace(actor);
  const workspace = await db.workspace.findFirstOrThrow({ select: { smallGroup: true } });
  const hidden = await tooFew(actor, params, span, workspace.smallGroup);
  const hiddenIds = hidden.map((survey) => survey.id);
  const cursor: Cursor | null = decodeCursor(params.cursor);
  const at = instantOf(cursor)?.toISOString() ?? null;
  const isBefore = at !== null && cursor?.direction === "before";
  type Found = {
    id: string;
    survey_id: string;
    survey: string;
    promise: SurveyPromise;
    answered_at: Date;
    customer_id: string | null;
    customer: string | null;
    kind: "person" | "company" | null;
    channel: string | null;
    value: number | null;
    measure: Measure;
    direction: ItemDirection;
    scale_min: number | null;
    scale_max: number | null;
    comment: string | null;
  };
  const found = await rows<Found>(
    db,
    actor,
    (w) => Prisma.sql`
      with page as (
        select r.id, r.survey_id, r.version_id, r.answered_at, r.customer_id, r.channel_id
        from responses r
        join survey_versions v on v.workspace_id = ${w} and v.id = r.version_id
        where ${chosen(w, actor, params, span)}
          and not (v.promise = 'anonymous' and r.survey_id = any(${hiddenIds}::uuid[]))
          ${
            at === null
              ? Prisma.empty
              : isBefore
                ? Prisma.sql`and (r.answered_at, r.id) > (${at}::timestamptz, ${cursor?.id}::uuid)`
                : Prisma.sql`and (r.answered_at, r.id) < (${at}::timestamptz, ${cursor?.id}::uuid)`
          }
        order by ${isBefore ? Prisma.sql`r.answered_at, r.id` : Prisma.sql`r.answered_at desc, r.id desc`}
        limit ${size + 1})
      select r.id, r.survey_id, s.name as survey, v.promise::text as promise, r.answered_at,
             c.id as customer_id, c.name as customer, c.kind::text as kind, ch.name as channel,
             score.value, score.measure, score.direction, score.scale_min, score.scale_max, said.text as comment
      from page r
      join surveys s on s.workspace_id = ${w} and s.id = r.survey_id
      join survey_versions v on v.workspace_id = ${w} and v.id = r.version_id
      left join customers c on c.workspace_id = ${w} and c.id = r.customer_id
      left join channels ch on ch.workspace_id = ${w} and ch.id = r.channel_id
      ${scoreOf(w, params)}
      left join lateral (
        select a.text from answers a
        where a.workspace_id = ${w} and a.response_id = r.id and a.text is not null
        order by length(a.text) desc limit 1) said on true
      order by r.answered_at desc, r.id desc`,
  );
  const hasMore = found.length > size;
  const shown = hasMore ? (isBefore ? found.slice(1) : found.slice(0, size)) : found;
  const place = (row: Found | undefined, direction: Cursor["direction"]) =>
    row ? encodeCursor({ value: row.answered_at.toISOString(), id: row.id, direction }) : null;
  return {
    hidden,
    next: isBefore || hasMore ? place(shown.at(-1), "after") : null,
    previous: (isBefore ? hasMore : at !== null) ? place(shown[0], "before") : null,
    rows: shown.map((row) => ({
      id: row.id,
      survey: { id: row.survey_id, name: row.survey },
      promise: row.promise,
      answeredAt: row.answered_at,
      customer: row.customer_id && row.kind ? { id: row.customer_id, name: row.customer ?? "", kind: row.kind } : null,
      channel: row.channel,
      score:
        row.value === null
          ? null
          : {
              value: row.value,
              measure: row.measure,
              direction: row.direction,
              scaleMin: row.scale_min,
              scaleMax: row.scale_max,
            },
      comment: row.comment,
    })),
  };
}

export type ResponseDetail = {
  id: string;
  survey: { id: string; name: string };
  promise: SurveyPromise;
  version: number;
  answeredAt: Date;
  archivedAt: Date | null;
  customer: { id: string; name: string; kind: "person" | "company" } | null;
  channel: string | null;
  link: string | null;
  answers: {
    itemId: string;
    label: string;
    kind: ItemKind;
    measure: Measure;
    direction: ItemDirection;
    scaleMin: number | null;
    scaleMax: number | null;
    options: { value: number; label: string }[];
    touchpoint: string | null;
    value: number | null;
    text: string | null;
  }[];
  /** The case that it opened. */
  case: { id: string; number: number; title: string; resolvedAt: Date | null } | null;
};

/**
 * One response with all its answers.
 * @throws AppError not_found, also for an anonymous one of a survey that fewer than k people answered
 */
export async function getResponse(actor: Actor, id: string): Promise<ResponseDetail> {
  allow(actor, "responses.read");
  if (!isId(id)) throw notFound("This response");
  const db = inWorkspace(actor);
  const response = await db.response.findFirst({
    where: { id },
    include: {
      survey: { select: { id: true, name: true } },
      version: { select: { number: true, promise: true } },
      customer: { select: { id: true, name: true, kind: true } },
      link: { select: { name: true } },
      answers: { include: { item: true } },
      cases: { select: { id: true, number: true, title: true, resolvedAt: true }, take: 1 },
    },
  });
  if (!response) throw notFound("This response");
  if (response.customerId) await mustReach(db, actor, response.customerId, "This response");
  const { promise } = response.version;
  if (promise === "anonymous") {
    const [workspace, counted] = await Promise.all([
      db.workspace.findFirstOrThrow({ select: { smallGroup: true } }),
      db.response.count({
        where: { surveyId: response.surveyId, archivedAt: null, version: { promise: "anonymous" } },
      }),
    ]);
    if (counted < workspace.smallGroup) throw notFound("This response");
  }
  const [channel, touchpoints] = await Promise.all([
    response.channelId ? db.channel.findFirst({ where: { id: response.channelId }, select: { name: true } }) : null,
    db.touchpoint.findMany({ select: { id: true, name: true } }),
  ]);
  const names = new Map(touchpoints.map((touchpoint) => [touchpoint.id, touchpoint.name]));
  return {
    id,
    survey: response.survey,
    promise,
    version: response.version.number,
    answeredAt: response.answeredAt,
    archivedAt: response.archivedAt,
    customer: response.customer,
    channel: channel?.name ?? null,
    link: response.link?.name ?? null,
    answers: response.answers
      .sort((a, b) => a.item.no - b.item.no)
      .map(({ item, itemId, value, text, touchpointId }) => ({
        itemId,
        label: item.label,
        kind: item.kind,
        measure: item.measure,
        direction: item.direction,
        scaleMin: item.scaleMin,
        scaleMax: item.scaleMax,
        options: item.options as { value: number; label: string }[],
        touchpoint: touchpointId ? (names.get(touchpointId) ?? null) : null,
        value,
        text,
      })),
    case: response.cases[0] ?? null,
  };
}

export type Comment = { responseId: string; itemId: string; text: string; answeredAt: Date };

/**
 * The newest texts of a survey's questions in a period, a few of each question: of customers within the actor's reach
 * and of nobody known, while the counts are everybody's. Of anonymous versions only where at least k texts were written.
 */
export async function newestComments(
  actor: Actor,
  surveyId: string,
  span: Pick<Span, "from" | "to">,
  each: number,
): Promise<{ comments: Comment[]; counts: Map<string, number>; tooFew: Set<string> }> {
  allow(actor, "responses.read");
  const db = inWorkspace(actor);
  const { smallGroup } = await db.workspace.findFirstOrThrow({ select: { smallGroup: true } });
  type Found = { response_id: string; item_id: string; text: string; answered_at: Date; n: number; anonymous: number };
  const found = await rows<Found>(
    db,
    actor,
    (w) => Prisma.sql`
      with written as (
        select a.response_id, a.item_id, a.text, a.answered_at, v.promise = 'anonymous' as is_anonymous,
          ${reachesOrNobodySql(actor, w, Prisma.sql`r.customer_id`)} as is_shown
        from items i
        join answers a on a.workspace_id = ${w} and a.item_id = i.id and a.text is not null
          and a.answered_at >= ${span.from} and a.answered_at < ${span.to}
        join responses r on r.workspace_id = ${w} and r.id = a.response_id and r.archived_at is null
        join survey_versions v on v.workspace_id = ${w} and v.id = r.version_id
        where i.workspace_id = ${w} and i.survey_id = ${surveyId}::uuid and i.kind = 'text'),
      counted as (
        select item_id, count(*)::int as n, (count(*) filter (where is_anonymous))::int as anonymous
        from written group by item_id),
      ranked as (
        select w.*, c.n, c.anonymous,
               row_number() over (partition by w.item_id order by w.answered_at desc, w.response_id desc) as place
        from written w join counted c using (item_id)
        where w.is_shown and (not w.is_anonymous or c.anonymous >= ${smallGroup}))
      select response_id, item_id, text, answered_at, n, anonymous from ranked where place <= ${each}
      order by item_id, place`,
  );
  const all = await rows<{ item_id: string; n: number; anonymous: number }>(
    db,
    actor,
    (w) => Prisma.sql`
      select a.item_id, count(*)::int as n, (count(*) filter (where v.promise = 'anonymous'))::int as anonymous
      from items i
      join answers a on a.workspace_id = ${w} and a.item_id = i.id and a.text is not null
        and a.answered_at >= ${span.from} and a.answered_at < ${span.to}
      join responses r on r.workspace_id = ${w} and r.id = a.response_id and r.archived_at is null
      join survey_versions v on v.workspace_id = ${w} and v.id = r.version_id
      where i.workspace_id = ${w} and i.survey_id = ${surveyId}::uuid and i.kind = 'text'
      group by a.item_id`,
  );
  return {
    comments: found.map((row) => ({
      responseId: row.response_id,
      itemId: row.item_id,
      text: row.text,
      answeredAt: row.answered_at,
    })),
    counts: new Map(all.map((row) => [row.item_id, row.n])),
    tooFew: new Set(all.filter((row) => row.anonymous > 0 && row.anonymous < smallGroup).map((row) => row.item_id)),
  };
}

/** Rows of one page that is read for a file. */
const FILE_PAGE = 500;

/** The responses of the list as CSV: the same rows, with the same ones left out; read page by page. */
export async function responsesCsv(
  actor: Actor,
  params: ResponseListParams,
  span: Pick<Span, "from" | "to">,
): Promise<AsyncGenerator<string>> {
  allow(actor, "responses.read");
  const head = ["id", "survey", "answered_at", "customer_id", "customer", "channel", "score", "comment"];
  const read = (cursor: string | null) =>
    listResponses(actor, { ...params, cursor: cursor ?? undefined }, span, FILE_PAGE);
  return csvPieces(head, read, (row) => [
    row.id,
    row.survey.name,
    // Of an anonymous one only the day is known to anybody.
    row.promise === "anonymous" ? row.answeredAt.toISOString().slice(0, 10) : row.answeredAt.toISOString(),
    row.customer?.id ?? null,
    row.customer?.name ?? null,
    row.channel,
    row.score?.value ?? null,
    row.comment,
  ]);
}
