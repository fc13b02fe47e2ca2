import "server-only";
import { z } from "zod";
import type { Actor } from "../auth/actor";
import { allow } from "../auth/permissions";
import { listComputedFields } from "../computed/queries";
import { reachSql } from "../customers/reach";
import { inWorkspace, Prisma, rows, transaction } from "../db";
import { AppError, notFound } from "../errors";
import type { LifecycleStage, MarketStrategy } from "../generated/prisma/enums";
import { isId } from "../id";
import { decodeCursor, encodeCursor, PAGE_SIZE, type Page } from "../paging";
import { type Nps, nps } from "../stats/nps";
import type { SegmentCatalogue } from "./fields";
import { readBorders } from "./rfm";
import { type RuleContext, ruleFrom, ruleToWhere } from "./rule-sql";
import { type SegmentRule, segmentRule } from "./schema";

const itemOptions = z.array(z.object({ value: z.number(), label: z.string() })).catch([]);

/** What this workspace's rules can speak of. Archived attributes and questions stay readable; the builder leaves them out. */
export async function segmentCatalogue(actor: Actor): Promise<SegmentCatalogue> {
  allow(actor, "segments.read");
  const db = inWorkspace(actor);
  const [workspace, attributes, items, members, channels, products, touchpoints, lists, computed] = await Promise.all([
    db.workspace.findFirstOrThrow({ select: { currency: true, rfm: true } }),
    db.attributeDefinition.findMany({ orderBy: [{ position: "asc" }, { label: "asc" }] }),
    db.item.findMany({ orderBy: { no: "asc" }, include: { survey: { select: { name: true } } } }),
    db.membership.findMany({ include: { user: { select: { id: true, name: true } } } }),
    db.channel.findMany({ select: { id: true, name: true }, orderBy: { name: "asc" } }),
    db.product.findMany({ select: { id: true, name: true }, orderBy: { name: "asc" }, take: 500 }),
    db.touchpoint.findMany({ select: { id: true, name: true }, orderBy: { name: "asc" } }),
    db.segment.findMany({
      where: { isList: true },
      select: { id: true, name: true, archivedAt: true },
      orderBy: { name: "asc" },
    }),
    listComputedFields(actor),
  ]);
  return {
    currency: workspace.currency,
    attributes: attributes.map(({ key, label, kind, options, unit, archivedAt }) => ({
      key,
      label,
      kind,
      options,
      unit,
      archived: archivedAt !== null,
    })),
    items: items.map((item) => ({
      no: item.no,
      id: item.id,
      label: item.label,
      survey: item.survey.name,
      kind: item.kind,
      scaleMin: item.scaleMin,
      scaleMax: item.scaleMax,
      options: itemOptions.parse(item.options),
      archived: item.archivedAt !== null,
    })),
    computed,
    people: members.map(({ user }) => ({ id: user.id, name: user.name })).sort((a, b) => a.name.localeCompare(b.name)),
    channels,
    products,
    touchpoints,
    lists: lists.map(({ id, name, archivedAt }) => ({ id, name, archived: archivedAt !== null })),
    rfm: readBorders(workspace.rfm),
  };
}

/** Everything ruleToSql needs besides the rule. */
export async function ruleContext(actor: Actor, now = new Date()): Promise<RuleContext> {
  allow(actor, "segments.read");
  const [catalogue, workspace] = await Promise.all([
    segmentCatalogue(actor),
    inWorkspace(actor).workspace.findFirstOrThrow({ select: { timeZone: true } }),
  ]);
  return { now, timeZone: workspace.timeZone, catalogue };
}

/** Customers looked at for suggestions. */
const SAMPLE = 20_000;

export type SegmentSuggestions = Record<"country" | "city" | "language" | "tags", string[]>;

/** Frequent values of the free-text fields, for the builder's choices; from the newest customers, not from all of a million. */
export async function segmentSuggestions(actor: Actor): Promise<SegmentSuggestions> {
  allow(actor, "segments.read");
  const found = await rows<{ field: keyof SegmentSuggestions; value: string }>(
    inWorkspace(actor),
    actor,
    (w) => Prisma.sql`
      with sample as materialized (
        select country, city, language, tags from customers
        where workspace_id = ${w} and archived_at is null order by created_at desc limit ${SAMPLE}::int),
      said as (
        select 'country' as field, country as value from sample
        union all select 'city', city from sample
        union all select 'language', language from sample
        union all select 'tags', unnest(tags) from sample),
      counted as (
        select field, value, count(*) as n from said where value <> '' group by field, value),
      ranked as (
        select field, value, row_number() over (partition by field order by n desc, value) as place from counted)
      select field, value from ranked where place <= 100 order by field, place`,
  );
  const result: SegmentSuggestions = { country: [], city: [], language: [], tags: [] };
  for (const { field, value } of found) result[field].push(value);
  return result;
}

export type SegmentRow = {
  id: string;
  name: string;
  description: string;
  rule: SegmentRule;
  memberCount: number;
  /** Named customers instead of a rule. */
  isList: boolean;
  /** When its members were last found; null before the first time. */
  computedAt: Date | null;
  updatedAt: Date;
  /** Of its members' answers in the period; null without answers. */
  nps: Nps | null;
  /** Who came and went by themselves in the period. */
  entered: number;
  left: number;
};

export type SegmentList = {
  segments: SegmentRow[];
  /** Customers who are not archived: what shares are of. */
  customers: number;
};

type Span = { fromDay: string; toDay: string };

/**
 * Promoters, passives and detractors among the answers of present members, from the roll-ups; by segment. One that leaves
 * fewer than k of everybody's answers has none: the others' would be everybody's less the segment's.
 */
async function npsOfSegments(actor: Actor, span: Span, segmentId?: string): Promise<Map<string, Nps | null>> {
  const counts = await rows<{ id: string; promoters: number; passives: number; detractors: number }>(
    inWorkspace(actor),
    actor,
    (w) => Prisma.sql`
      select r.member_id::text as id,
             sum(r.b9 + r.b10)::int as promoters,
             sum(r.b7 + r.b8)::int as passives,
             sum(r.b0 + r.b1 + r.b2 + r.b3 + r.b4 + r.b5 + r.b6)::int as detractors
      from answer_rollups r
      join items i on i.workspace_id = ${w} and i.id = r.item_id and i.measure = 'nps'
      where r.workspace_id = ${w} and r.dimension = 'segment'
        and r.day >= ${span.fromDay}::date and r.day < ${span.toDay}::date
        ${segmentId ? Prisma.sql`and r.member_id = ${segmentId}::uuid` : Prisma.empty}
      group by r.member_id
      having not coalesce((
        select sum(a.n) from answer_rollups a
        join items i on i.workspace_id = ${w} and i.id = a.item_id and i.measure = 'nps'
        where a.workspace_id = ${w} and a.dimension = 'all' and a.member_id = a.item_id
          and a.day >= ${span.fromDay}::date and a.day < ${span.toDay}::date) - sum(r.n)
        between 1 and (select small_group - 1 from workspaces where id = ${w}), false)`,
  );
  return new Map(counts.map(({ id, ...one }) => [id, nps(one)]));
}

const ALWAYS: Span = { fromDay: "1900-01-01", toDay: "2200-01-01" };

/** Segments by name, each with its size and its NPS in the period (days, half-open; all time when not given). */
export async function listSegments(actor: Actor, span: Span = ALWAYS): Promise<SegmentList> {
  allow(actor, "segments.read");
  const db = inWorkspace(actor);
  const [segments, scores, moved, [counted]] = await Promise.all([
    db.segment.findMany({ where: { archivedAt: null }, orderBy: [{ name: "asc" }, { id: "asc" }], take: 500 }),
    npsOfSegments(actor, span),
    rows<{ id: string; entered: number; left: number }>(
      db,
      actor,
      (w) => Prisma.sql`
        select segment_id::text as id, sum(entered)::int as entered, sum("left")::int as "left" from segment_sizes
        where workspace_id = ${w} and day >= ${span.fromDay}::date and day < ${span.toDay}::date group by segment_id`,
    ),
    rows<{ n: number }>(
      db,
      actor,
      (w) => Prisma.sql`select count(*)::int as n from customers where workspace_id = ${w} and archived_at is null`,
    ),
  ]);
  return {
    segments: segments.map((segment) => {
      const { entered, left } = moved.find(({ id }) => id === segment.id) ?? { entered: 0, left: 0 };
      return { ...toRow(segment), nps: scores.get(segment.id) ?? null, entered, left };
    }),
    customers: counted?.n ?? 0,
  };
}

function toRow(segment: {
  id: string;
  name: string;
  description: string;
  rule: Prisma.JsonValue;
  memberCount: number;
  isList: boolean;
  computedAt: Date | null;
  updatedAt: Date;
}): Omit<SegmentRow, "nps" | "entered" | "left"> {
  const { id, name, description, memberCount, isList, computedAt, updatedAt } = segment;
  return { id, name, description, rule: segmentRule.parse(segment.rule), memberCount, isList, computedAt, updatedAt };
}

export type SegmentDetail = Omit<SegmentRow, "entered" | "left"> & {
  archivedAt: Date | null;
  createdAt: Date;
  customers: number;
  /** Its own strategy; null: the workspace's. */
  strategy: MarketStrategy | null;
};

/** @throws AppError not_found */
export async function getSegment(actor: Actor, id: string, span: Span = ALWAYS): Promise<SegmentDetail> {
  allow(actor, "segments.read");
  if (!isId(id)) throw notFound("This segment");
  const db = inWorkspace(actor);
  const segment = await db.segment.findFirst({ where: { id } });
  if (!segment) throw notFound("This segment");
  const [scores, [counted]] = await Promise.all([
    npsOfSegments(actor, span, id),
    rows<{ n: number }>(
      db,
      actor,
      (w) => Prisma.sql`select count(*)::int as n from customers where workspace_id = ${w} and archived_at is null`,
    ),
  ]);
  return {
    ...toRow(segment),
    nps: scores.get(id) ?? null,
    archivedAt: segment.archivedAt,
    createdAt: segment.createdAt,
    customers: counted?.n ?? 0,
    strategy: segment.strategy,
  };
}

/** Longest that a live count may take. */
const PREVIEW_MS = 4000;

/** True for Postgres' "canceling statement due to statement timeout". */
function isTimeout(error: unknown): boolean {
  const text = error instanceof Error ? `${error.message} ${JSON.stringify(error)}` : "";
  return text.includes("57014") || text.includes("statement timeout");
}

export type Preview = { members: number; customers: number };

/**
 * How many customers a rule describes now, of how many.
 * @throws AppError invalid when the rule asks about what is not there; too_large when counting takes too long
 */
export async function previewCount(
  actor: Actor,
  rule: SegmentRule,
  { now = new Date(), timeoutMs = PREVIEW_MS }: { now?: Date; timeoutMs?: number } = {},
): Promise<Preview> {
  allow(actor, "segments.read");
  const checked = segmentRule.safeParse(rule);
  if (!checked.success) throw new AppError("invalid", checked.error.issues[0]?.message ?? "The rule cannot be read.");
  const condition = ruleToWhere(checked.data, await ruleContext(actor, now));
  try {
    return await transaction(actor, async (tx) => {
      await tx.$executeRaw`select set_config('statement_timeout', ${String(timeoutMs)}, true)`;
      const [counted] = await rows<Preview>(
        tx,
        actor,
        (w) => Prisma.sql`
          select (select count(*)::int from ${ruleFrom(w)} where c.workspace_id = ${w} and ${condition}) as members,
                 (select count(*)::int from customers where workspace_id = ${w} and archived_at is null) as customers`,
      );
      return counted ?? { members: 0, customers: 0 };
    });
  } catch (error) {
    if (isTimeout(error))
      throw new AppError(
        "too_large",
        "Counting takes too long with this rule. You can save it all the same: its members are found in the background.",
      );
    throw error;
  }
}

export type SegmentMember = {
  id: string;
  externalId: string | null;
  name: string;
  kind: "person" | "company";
  email: string | null;
  city: string | null;
  country: string | null;
  lifecycle: LifecycleStage;
  ownerName: string | null;
  lastNps: number | null;
  lastNpsAt: Date | null;
  orders: number;
  revenueCents: number;
  since: Date;
};

/** Present members within the actor's reach, by name. @param params.cursor of an earlier page; a wrong one gives the first page */
export async function listSegmentMembers(
  actor: Actor,
  segmentId: string,
  { cursor, limit = PAGE_SIZE }: { cursor?: string | null; limit?: number } = {},
): Promise<Page<SegmentMember>> {
  allow(actor, "segments.read");
  allow(actor, "customers.read");
  if (!isId(segmentId)) throw notFound("This segment");
  const from = decodeCursor(cursor);
  const isBack = from?.direction === "before";
  const size = Math.min(Math.max(limit, 1), 200);
  const beyond = from
    ? isBack
      ? Prisma.sql`and (c.name, c.id) < (${String(from.value)}::text, ${from.id}::uuid)`
      : Prisma.sql`and (c.name, c.id) > (${String(from.value)}::text, ${from.id}::uuid)`
    : Prisma.empty;
  const order = isBack ? Prisma.sql`c.name desc, c.id desc` : Prisma.sql`c.name, c.id`;
  const found = await rows<SegmentMember>(
    inWorkspace(actor),
    actor,
    (w) => Prisma.sql`
      select c.id::text as id, c.external_id as "externalId", c.name, c.kind::text as kind, c.email, c.city, c.country, c.lifecycle::text as lifecycle,
             u.name as "ownerName", x.last_nps::int as "lastNps", x.last_nps_at as "lastNpsAt",
             coalesce(x.orders, 0)::int as orders, coalesce(x.revenue_cents, 0)::float8 as "revenueCents", m.since
      from segment_members m
      join customers c on c.workspace_id = ${w} and c.id = m.customer_id
      left join customer_experience x on x.workspace_id = ${w} and x.customer_id = c.id
      left join users u on u.id = c.owner_id
      where m.workspace_id = ${w} and m.segment_id = ${segmentId}::uuid and ${reachSql(actor, w)} ${beyond}
      order by ${order} limit ${size + 1}::int`,
  );
  const hasMore = found.length > size;
  const shown = found.slice(0, size);
  if (isBack) shown.reverse();
  const first = shown[0];
  const last = shown.at(-1);
  return {
    rows: shown,
    next: last && (isBack || hasMore) ? encodeCursor({ value: last.name, id: last.id, direction: "after" }) : null,
    previous:
      first && (isBack ? hasMore : from !== null)
        ? encodeCursor({ value: first.name, id: first.id, direction: "before" })
        : null,
  };
}
