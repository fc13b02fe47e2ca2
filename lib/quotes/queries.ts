import "server-only";
import type { Actor } from "../auth/actor";
import { allow } from "../auth/permissions";
import { reachesOrNobodySql } from "../customers/reach";
import { inWorkspace, Prisma, rows } from "../db";
import { notFound } from "../errors";
import type { QuoteConsent, QuoteKind } from "../generated/prisma/enums";
import { isId } from "../id";
import { decodeCursor, encodeCursor, instantOf, PAGE_SIZE, type Page } from "../paging";
import { quotesWhere, voiceReachSql } from "./filter-sql";
import type { QuoteFilters } from "./schema";

export type QuoteRow = {
  id: string;
  kind: QuoteKind;
  text: string;
  speaker: string;
  source: string;
  interviewId: string | null;
  interviewTitle: string | null;
  /** The most that a passage of it may be. */
  interviewConsent: QuoteConsent | null;
  /** Set with interviewId: the passage of its transcript. */
  startsAt: number | null;
  endsAt: number | null;
  touchpointId: string | null;
  touchpointName: string | null;
  segmentId: string | null;
  segmentName: string | null;
  /** −2 to 2; null when it tells neither. */
  feeling: number | null;
  tags: string[];
  consent: QuoteConsent;
  /** Calendar day as UTC midnight. */
  saidOn: Date | null;
  createdAt: Date;
  createdByName: string | null;
  archivedAt: Date | null;
  /** Needs and map cells that rest on it. */
  needs: number;
  cells: number;
};

/** The columns of a QuoteRow and their tables, over q = quotes. */
const columns = (w: Prisma.Sql) => Prisma.sql`
  q.id, q.kind::text as kind, q.text, q.speaker, q.source, q.interview_id as "interviewId", i.title as "interviewTitle",
  i.consent::text as "interviewConsent",
  q.starts_at as "startsAt", q.ends_at as "endsAt",
  q.touchpoint_id as "touchpointId", t.name as "touchpointName",
  s.id as "segmentId", s.name as "segmentName",
  q.feeling, q.tags, q.consent::text as consent, q.said_on as "saidOn", q.created_at as "createdAt",
  u.name as "createdByName", q.archived_at as "archivedAt",
  (select count(*)::int from segment_need_quotes nq
    join segment_needs sn on sn.workspace_id = ${w} and sn.id = nq.need_id and sn.archived_at is null
    where nq.workspace_id = ${w} and nq.quote_id = q.id) as needs,
  (select count(*)::int from step_evidence se where se.workspace_id = ${w} and se.quote_id = q.id) as cells`;

const joined = (w: Prisma.Sql) => Prisma.sql`
  left join interviews i on i.workspace_id = ${w} and i.id = q.interview_id
  left join touchpoints t on t.workspace_id = ${w} and t.id = q.touchpoint_id
  left join segments s on s.workspace_id = ${w} and s.id = q.segment_id
  left join users u on u.id = q.created_by_id`;

export type QuoteListOptions = QuoteFilters & { cursor?: string | null; limit?: number };

/** One page of voices, newest first, by keys: its cost does not depend on how deep the page is. */
export async function listQuotes(actor: Actor, options: QuoteListOptions = {}): Promise<Page<QuoteRow>> {
  allow(actor, "quotes.read");
  const size = Math.min(Math.max(Math.floor(options.limit ?? PAGE_SIZE), 1), 200);
  const cursor = decodeCursor(options.cursor);
  const at = instantOf(cursor);
  const isBack = cursor?.direction === "before" && at !== null;
  const beyond =
    cursor && at
      ? isBack
        ? Prisma.sql`(q.created_at, q.id) > (${at}, ${cursor.id}::uuid)`
        : Prisma.sql`(q.created_at, q.id) < (${at}, ${cursor.id}::uuid)`
      : Prisma.sql`true`;
  const order = isBack ? Prisma.sql`created_at, id` : Prisma.sql`created_at desc, id desc`;
  const found = await rows<QuoteRow>(
    inWorkspace(actor),
    actor,
    (w) => Prisma.sql`
      with page as (
        select * from quotes q where ${quotesWhere(w, actor, options)} and ${beyond} order by ${order} limit ${size + 1}::int)
      select ${columns(w)} from page q ${joined(w)}
      order by ${isBack ? Prisma.sql`q.created_at, q.id` : Prisma.sql`q.created_at desc, q.id desc`}`,
  );
  const hasMore = found.length > size;
  const shown = found.slice(0, size);
  if (isBack) shown.reverse();
  const place = (row: QuoteRow | undefined, direction: "after" | "before") =>
    row ? encodeCursor({ value: row.createdAt.toISOString(), id: row.id, direction }) : null;
  return {
    rows: shown,
    next: isBack || hasMore ? place(shown.at(-1), "after") : null,
    previous: (isBack ? hasMore : at !== null) ? place(shown[0], "before") : null,
  };
}

/** Of one touchpoint, at most so many; and in all. */
const MOST_OF_ONE = 20;
const MOST_FOR_MAP = 400;

/**
 * Voices to choose from for the cells of a map: at its touchpoints or at none, most useful first. Useful is, in this
 * order: of the map's segment, then of no segment, then of another; at a touchpoint; strong in feeling; new.
 * @param outside only what may leave the house (shared links)
 */
export async function quotesForMap(
  actor: Actor,
  {
    touchpointIds,
    segmentId,
    outside = false,
  }: { touchpointIds: readonly string[]; segmentId?: string | null; outside?: boolean },
): Promise<QuoteRow[]> {
  allow(actor, "quotes.read");
  const ids = [...new Set(touchpointIds)].filter(isId);
  const segment = segmentId && isId(segmentId) ? segmentId : null;
  return rows<QuoteRow>(
    inWorkspace(actor),
    actor,
    (w) => Prisma.sql`
      with fitting as (
        select q.*, case when q.segment_id = ${segment}::uuid then 0 when q.segment_id is null then 1 else 2 end as distance
        from quotes q
        where ${quotesWhere(w, actor, { outside })} and (q.touchpoint_id = any(${ids}::uuid[]) or q.touchpoint_id is null)),
      ranked as (
        select *, row_number() over (
          partition by touchpoint_id
          order by distance, abs(coalesce(feeling, 0)) desc, created_at desc, id desc) as place
        from fitting),
      page as (
        select * from ranked where place <= ${MOST_OF_ONE}::int
        order by distance, (touchpoint_id is null), place, created_at desc, id desc limit ${MOST_FOR_MAP}::int)
      select ${columns(w)} from page q ${joined(w)}
      order by q.distance, (q.touchpoint_id is null), q.place, q.created_at desc, q.id desc`,
  );
}

/** @throws AppError not_found; an archived one is found */
export async function getQuote(actor: Actor, id: string): Promise<QuoteRow> {
  allow(actor, "quotes.read");
  if (!isId(id)) throw notFound("This quote");
  const [found] = await rows<QuoteRow>(
    inWorkspace(actor),
    actor,
    (w) => Prisma.sql`
      select ${columns(w)} from quotes q ${joined(w)}
      where q.workspace_id = ${w} and q.id = ${id}::uuid and ${voiceReachSql(actor, w)}`,
  );
  if (!found) throw notFound("This quote");
  return found;
}

/** How many voices, and how they felt. */
export type VoiceCount = { n: number; bad: number; good: number };
export type TouchpointVoices = VoiceCount & { id: string | null; name: string | null };

export type QuoteSummary = {
  total: VoiceCount & { observations: number; noConsent: number; interviews: number };
  /** With the other filters on; most first, those at no touchpoint last. */
  touchpoints: TouchpointVoices[];
  tags: { tag: string; n: number }[];
};

const counts = Prisma.sql`
  count(*)::int as n, count(*) filter (where q.feeling < 0)::int as bad, count(*) filter (where q.feeling > 0)::int as good`;

/** What the filtered list holds, by touchpoint and by tag; each count leaves its own filter out, so one can change it. */
export async function summariseQuotes(actor: Actor, filters: QuoteFilters = {}): Promise<QuoteSummary> {
  allow(actor, "quotes.read");
  const db = inWorkspace(actor);
  const [totals, touchpoints, tags] = await Promise.all([
    rows<QuoteSummary["total"]>(
      db,
      actor,
      (w) => Prisma.sql`
        select ${counts}, count(*) filter (where q.kind = 'observation')::int as observations,
               count(*) filter (where q.consent = 'none')::int as "noConsent",
               count(distinct q.interview_id)::int as interviews
        from quotes q where ${quotesWhere(w, actor, filters)}`,
    ),
    rows<TouchpointVoices>(
      db,
      actor,
      (w) => Prisma.sql`
        with counted as (
          select q.touchpoint_id as id, ${counts} from quotes q
          where ${quotesWhere(w, actor, { ...filters, touchpointId: undefined })} group by q.touchpoint_id)
        select c.id, t.name, c.n, c.bad, c.good
        from counted c left join touchpoints t on t.workspace_id = ${w} and t.id = c.id
        order by (c.id is null), c.n desc, t.position, t.name`,
    ),
    rows<{ tag: string; n: number }>(
      db,
      actor,
      (w) => Prisma.sql`
        select tag, count(*)::int as n from quotes q, unnest(q.tags) as tag
        where ${quotesWhere(w, actor, { ...filters, tag: undefined })}
        group by tag order by n desc, tag limit 60`,
    ),
  ]);
  return {
    total: totals[0] ?? { n: 0, bad: 0, good: 0, observations: 0, noConsent: 0, interviews: 0 },
    touchpoints,
    tags,
  };
}

/** How many voices there are at each touchpoint, by its id. Of one segment when given. */
export async function countVoices(
  actor: Actor,
  { segmentId }: { segmentId?: string | null } = {},
): Promise<Map<string, VoiceCount>> {
  allow(actor, "quotes.read");
  const { touchpoints } = await summariseQuotes(actor, { segmentId: segmentId ?? undefined });
  return new Map(touchpoints.flatMap(({ id, n, bad, good }) => (id ? [[id, { n, bad, good }] as const] : [])));
}

export type QuoteChoices = {
  touchpoints: { id: string; name: string }[];
  segments: { id: string; name: string }[];
  /** In use, most used first. */
  tags: string[];
};

/** What a voice can be put to, and the tags to complete. */
export async function quoteChoices(actor: Actor): Promise<QuoteChoices> {
  allow(actor, "quotes.read");
  const db = inWorkspace(actor);
  const [touchpoints, segments, tags] = await Promise.all([
    db.touchpoint.findMany({
      where: { archivedAt: null },
      orderBy: [{ position: "asc" }, { name: "asc" }],
      select: { id: true, name: true },
    }),
    rows<{ id: string; name: string }>(
      db,
      actor,
      (w) => Prisma.sql`
        select id, name from segments where workspace_id = ${w} and archived_at is null order by name limit 500`,
    ),
    rows<{ tag: string }>(
      db,
      actor,
      (w) => Prisma.sql`
        select tag from quotes q, unnest(q.tags) as tag where q.workspace_id = ${w} and q.archived_at is null
        group by tag order by count(*) desc, tag limit 200`,
    ),
  ]);
  return { touchpoints, segments, tags: tags.map(({ tag }) => tag) };
}

export type InterviewRow = {
  id: string;
  title: string;
  speaker: string;
  heldOn: Date;
  consent: QuoteConsent;
  customerId: string | null;
  customerName: string | null;
  segmentId: string | null;
  segmentName: string | null;
  /** Characters of its transcript; 0 without one. */
  length: number;
  passages: number;
  bad: number;
  good: number;
  createdAt: Date;
  archivedAt: Date | null;
};

const INTERVIEW_COLUMNS = Prisma.sql`
  i.id, i.title, i.speaker, i.held_on as "heldOn", i.consent::text as consent,
  i.customer_id as "customerId", c.name as "customerName", s.id as "segmentId", s.name as "segmentName",
  length(i.transcript)::int as length, i.created_at as "createdAt", i.archived_at as "archivedAt",
  marked.n as passages, marked.bad, marked.good`;

const interviewTables = (w: Prisma.Sql) => Prisma.sql`
  left join customers c on c.workspace_id = ${w} and c.id = i.customer_id
  left join segments s on s.workspace_id = ${w} and s.id = i.segment_id
  left join lateral (
    select ${counts} from quotes q
    where q.workspace_id = ${w} and q.interview_id = i.id and q.archived_at is null) marked on true`;

/** One page of interviews, those held last first. */
export async function listInterviews(
  actor: Actor,
  { cursor, limit = PAGE_SIZE }: { cursor?: string | null; limit?: number } = {},
): Promise<Page<InterviewRow>> {
  allow(actor, "quotes.read");
  const size = Math.min(Math.max(Math.floor(limit), 1), 200);
  const from = decodeCursor(cursor);
  const day = typeof from?.value === "string" && /^\d{4}-\d{2}-\d{2}$/.test(from.value) ? dayOf(from.value) : null;
  const isBack = from?.direction === "before" && day !== null;
  const beyond =
    from && day
      ? isBack
        ? Prisma.sql`(i.held_on, i.id) > (${day}::date, ${from.id}::uuid)`
        : Prisma.sql`(i.held_on, i.id) < (${day}::date, ${from.id}::uuid)`
      : Prisma.sql`true`;
  const order = isBack ? Prisma.sql`i.held_on, i.id` : Prisma.sql`i.held_on desc, i.id desc`;
  const found = await rows<InterviewRow>(
    inWorkspace(actor),
    actor,
    (w) => Prisma.sql`
      with page as (
        select * from interviews i where i.workspace_id = ${w} and i.archived_at is null and ${beyond}
          and ${reachesOrNobodySql(actor, w, Prisma.sql`i.customer_id`)}
        order by ${order} limit ${size + 1}::int)
      select ${INTERVIEW_COLUMNS} from page i ${interviewTables(w)} order by ${order}`,
  );
  const hasMore = found.length > size;
  const shown = found.slice(0, size);
  if (isBack) shown.reverse();
  const place = (row: InterviewRow | undefined, direction: "after" | "before") =>
    row ? encodeCursor({ value: row.heldOn.toISOString().slice(0, 10), id: row.id, direction }) : null;
  return {
    rows: shown,
    next: isBack || hasMore ? place(shown.at(-1), "after") : null,
    previous: (isBack ? hasMore : day !== null) ? place(shown[0], "before") : null,
  };
}

/** A day that Postgres can read too, or null. */
function dayOf(text: string): string | null {
  const date = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(+date) && date.toISOString().startsWith(text) ? text : null;
}

/** Interviews to choose from, newest first. */
export async function listInterviewChoices(actor: Actor): Promise<{ id: string; name: string }[]> {
  allow(actor, "quotes.read");
  return rows<{ id: string; name: string }>(
    inWorkspace(actor),
    actor,
    (w) => Prisma.sql`
      select i.id, i.title as name from interviews i where i.workspace_id = ${w} and i.archived_at is null
        and ${reachesOrNobodySql(actor, w, Prisma.sql`i.customer_id`)}
      order by held_on desc, id desc limit 200`,
  );
}

export type InterviewDetail = InterviewRow & {
  transcript: string;
  createdByName: string | null;
  /** Not archived, in the order of the transcript; those without a place in it last. */
  quotes: QuoteRow[];
};

/** An interview with its transcript and passages. @throws AppError not_found; an archived one is found */
export async function getInterview(actor: Actor, id: string): Promise<InterviewDetail> {
  allow(actor, "quotes.read");
  if (!isId(id)) throw notFound("This interview");
  const db = inWorkspace(actor);
  const [[interview], quotes] = await Promise.all([
    rows<InterviewRow & { transcript: string; createdByName: string | null }>(
      db,
      actor,
      (w) => Prisma.sql`
        select ${INTERVIEW_COLUMNS}, i.transcript, u.name as "createdByName"
        from interviews i ${interviewTables(w)} left join users u on u.id = i.created_by_id
        where i.workspace_id = ${w} and i.id = ${id}::uuid
          and ${reachesOrNobodySql(actor, w, Prisma.sql`i.customer_id`)}`,
    ),
    rows<QuoteRow>(
      db,
      actor,
      (w) => Prisma.sql`
        select ${columns(w)} from quotes q ${joined(w)}
        where q.workspace_id = ${w} and q.interview_id = ${id}::uuid and q.archived_at is null
        order by q.starts_at nulls last, q.ends_at, q.id`,
    ),
  ]);
  if (!interview) throw notFound("This interview");
  return { ...interview, quotes };
}
