import "server-only";
import type { Actor } from "../auth/actor";
import { allow } from "../auth/permissions";
import { csvPieces } from "../csv";
import { reachesOrNobodySql } from "../customers/reach";
import { inWorkspace, Prisma, rows } from "../db";
import { notFound } from "../errors";
import { isId } from "../id";
import { decodeCursor, encodeCursor, PAGE_SIZE, type Page } from "../paging";
import type { CaseListParams } from "./schema";

export type CaseRow = {
  id: string;
  number: number;
  title: string;
  customerId: string | null;
  customerName: string | null;
  customerKind: "person" | "company" | null;
  responseId: string | null;
  touchpointId: string | null;
  touchpointName: string | null;
  ownerId: string | null;
  ownerName: string | null;
  openedAt: Date;
  dueAt: Date | null;
  resolvedAt: Date | null;
  resolvedByName: string | null;
  resolution: string;
  /** The likelihood to recommend that opened it, 0 to 10. */
  score: number | null;
};

const columns = (w: Prisma.Sql) => Prisma.sql`
  c.id, c.number, c.title, c.customer_id as "customerId", p.name as "customerName", p.kind::text as "customerKind",
  c.response_id as "responseId", c.touchpoint_id as "touchpointId", t.name as "touchpointName",
  c.owner_id as "ownerId", u.name as "ownerName", c.opened_at as "openedAt", c.due_at as "dueAt",
  c.resolved_at as "resolvedAt", r.name as "resolvedByName", c.resolution,
  (select a.value from answers a join items i on i.workspace_id = ${w} and i.id = a.item_id
   where a.workspace_id = ${w} and a.response_id = c.response_id and i.measure = 'nps' and a.value is not null
   order by i.no limit 1) as score`;

const from = (w: Prisma.Sql) => Prisma.sql`
  from cases c
  left join customers p on p.workspace_id = ${w} and p.id = c.customer_id
  left join touchpoints t on t.workspace_id = ${w} and t.id = c.touchpoint_id
  left join users u on u.id = c.owner_id
  left join users r on r.id = c.resolved_by_id`;

/** Open cases by when they are due, the most pressing first; resolved ones by when, the newest first. */
export async function listCases(actor: Actor, params: CaseListParams, size = PAGE_SIZE): Promise<Page<CaseRow>> {
  allow(actor, "cases.read");
  const decoded = decodeCursor(params.cursor);
  const cursor = Number.isSafeInteger(decoded?.value) ? decoded : null;
  const isOpen = params.state === "open";
  // The sort value as milliseconds: exact, since these columns hold no more.
  const key = isOpen
    ? Prisma.sql`coalesce((extract(epoch from c.due_at) * 1000)::bigint, 9007199254740991)`
    : Prisma.sql`-(extract(epoch from c.resolved_at) * 1000)::bigint`;
  const back = cursor?.direction === "before";
  const found = await rows<CaseRow & { sort: bigint }>(inWorkspace(actor), actor, (w) => {
    const mine =
      params.owner === "mine"
        ? Prisma.sql`and c.owner_id = ${actor.userId}::uuid`
        : params.owner === "nobody"
          ? Prisma.sql`and c.owner_id is null`
          : Prisma.empty;
    const place = cursor
      ? Prisma.sql`and (${key}, c.id) ${back ? Prisma.sql`<` : Prisma.sql`>`} (${Number(cursor.value)}::bigint, ${cursor.id}::uuid)`
      : Prisma.empty;
    const order = back ? Prisma.sql`desc` : Prisma.sql`asc`;
    return Prisma.sql`
      select ${columns(w)}, ${key} as sort ${from(w)}
      where c.workspace_id = ${w} and c.resolved_at is ${isOpen ? Prisma.sql`null` : Prisma.sql`not null`} ${mine} ${place}
        and ${reachesOrNobodySql(actor, w, Prisma.sql`c.customer_id`)}
      order by ${key} ${order}, c.id ${order}
      limit ${size + 1}`;
  });
  const hasMore = found.length > size;
  const page = found.slice(0, size);
  if (back) page.reverse();
  const at = (row: (CaseRow & { sort: bigint }) | undefined, direction: "after" | "before") =>
    row ? encodeCursor({ value: Number(row.sort), id: row.id, direction }) : null;
  return {
    rows: page.map(({ sort, ...row }) => row),
    next: back || hasMore ? at(page[page.length - 1], "after") : null,
    previous: (back ? hasMore : cursor !== null) ? at(page[0], "before") : null,
  };
}

export type CaseCounts = { open: number; late: number; unassigned: number; mine: number; resolved: number };

/** What the list says above its rows. */
export async function countCases(actor: Actor, now: Date): Promise<CaseCounts> {
  allow(actor, "cases.read");
  const [counts] = await rows<CaseCounts>(
    inWorkspace(actor),
    actor,
    (w) => Prisma.sql`
      select count(*) filter (where resolved_at is null)::int as open,
             count(*) filter (where resolved_at is null and due_at < ${now.toISOString()}::timestamptz)::int as late,
             count(*) filter (where resolved_at is null and owner_id is null)::int as unassigned,
             count(*) filter (where resolved_at is null and owner_id = ${actor.userId}::uuid)::int as mine,
             count(*) filter (where resolved_at is not null)::int as resolved
      from cases c where c.workspace_id = ${w} and ${reachesOrNobodySql(actor, w, Prisma.sql`c.customer_id`)}`,
  );
  return counts ?? { open: 0, late: 0, unassigned: 0, mine: 0, resolved: 0 };
}

/** Cases that wait for somebody, for the sidebar; one look at an index. */
export async function countOpenCases(actor: Actor): Promise<number> {
  allow(actor, "cases.read");
  const [counted] = await rows<{ n: number }>(
    inWorkspace(actor),
    actor,
    (w) => Prisma.sql`
      select count(*)::int as n from cases c
      where c.workspace_id = ${w} and c.resolved_at is null
        and ${reachesOrNobodySql(actor, w, Prisma.sql`c.customer_id`)}`,
  );
  return counted?.n ?? 0;
}

export type CaseAnswer = {
  label: string;
  kind: string;
  value: number | null;
  text: string | null;
  said: string | null;
};
export type CaseEvent = { id: string; at: Date; action: string; actorName: string | null };
export type CaseDetail = CaseRow & {
  customerEmail: string | null;
  customerPhone: string | null;
  surveyName: string | null;
  channelName: string | null;
  answers: CaseAnswer[];
  events: CaseEvent[];
};

/** One case with the answer that opened it and what was done about it. @throws AppError not_found */
export async function getCase(actor: Actor, id: string): Promise<CaseDetail> {
  allow(actor, "cases.read");
  if (!isId(id)) throw notFound("This case");
  const db = inWorkspace(actor);
  const [found] = await rows<Omit<CaseDetail, "answers" | "events">>(
    db,
    actor,
    (w) => Prisma.sql`
      select ${columns(w)}, p.email as "customerEmail", p.phone as "customerPhone", s.name as "surveyName",
             h.name as "channelName"
      ${from(w)}
      left join responses rs on rs.workspace_id = ${w} and rs.id = c.response_id
      left join surveys s on s.workspace_id = ${w} and s.id = rs.survey_id
      left join channels h on h.workspace_id = ${w} and h.id = rs.channel_id
      where c.workspace_id = ${w} and c.id = ${id}::uuid
        and ${reachesOrNobodySql(actor, w, Prisma.sql`c.customer_id`)}`,
  );
  if (!found) throw notFound("This case");
  const [answers, events] = await Promise.all([
    rows<CaseAnswer>(
      db,
      actor,
      (w) => Prisma.sql`
        select i.label, i.kind::text as kind, a.value, a.text,
               (select o->>'label' from jsonb_array_elements(i.options) o where (o->>'value')::int = a.value) as said
        from answers a join items i on i.workspace_id = ${w} and i.id = a.item_id
        where a.workspace_id = ${w} and a.response_id = ${found.responseId}::uuid
        order by i.no`,
    ),
    rows<CaseEvent>(
      db,
      actor,
      (w) => Prisma.sql`
        select e.id, e.at, e.action, u.name as "actorName"
        from audit_events e left join users u on u.id = e.actor_id
        where e.workspace_id = ${w} and e.subject_type = 'case' and e.subject_id = ${id}::uuid
        order by e.at desc, e.id desc limit 100`,
    ),
  ]);
  return { ...found, answers, events };
}

/** Rows of one page that is read for a file. */
const FILE_PAGE = 500;

/** The cases of the list as CSV, in its order; read page by page. */
export async function casesCsv(actor: Actor, params: CaseListParams): Promise<AsyncGenerator<string>> {
  allow(actor, "cases.read");
  const head = [
    "number",
    "title",
    "customer_id",
    "customer",
    "touchpoint",
    "owner",
    "score",
    "opened_at",
    "due_at",
    "resolved_at",
    "resolved_by",
    "resolution",
  ];
  const read = (cursor: string | null) => listCases(actor, { ...params, cursor: cursor ?? undefined }, FILE_PAGE);
  return csvPieces(head, read, (row) => [
    row.number,
    row.title,
    row.customerId,
    row.customerName,
    row.touchpointName,
    row.ownerName,
    row.score,
    row.openedAt.toISOString(),
    row.dueAt?.toISOString() ?? null,
    row.resolvedAt?.toISOString() ?? null,
    row.resolvedByName,
    row.resolution,
  ]);
}
