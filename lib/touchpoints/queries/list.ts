import "server-only";
import type { Actor } from "../../auth/actor";
import { allow } from "../../auth/permissions";
import { inWorkspace, Prisma, rows } from "../../db";
import type { Controller } from "../../generated/prisma/enums";
import { meanOf } from "../../stats/moments";
import { type DaySpan, givesMeasure, inSpan } from "../cells-sql";
import { hideLine } from "../hide";
import type { TouchpointListParams, TouchSort } from "../schema";
import { groupBy, HIDDEN, INDICATIVE_UNDER, NOTHING, type Scale, type Stat } from "../scores";

export type TouchpointListRow = {
  id: string;
  name: string;
  description: string;
  controller: Controller;
  isDirect: boolean;
  owner: { id: string; name: string } | null;
  channels: { id: string; name: string }[];
  /** Questions about it that are being asked, and open links that stand there. */
  items: number;
  links: number;
  /** Mean rating in the period, on its most answered scale. */
  score: Stat;
  scale: Scale | null;
  /** Mean rating of each of the last twelve months, the oldest first; null where none may be shown. */
  trend: (number | null)[];
  openCases: number;
  journeys: { id: string; name: string }[];
  archivedAt: Date | null;
};

export type TouchpointList = {
  rows: TouchpointListRow[];
  /** Of all that are not archived. */
  all: number;
  archived: number;
  silent: number;
};

const SORTS: Record<TouchSort, string> = {
  order: "t.position",
  name: "lower(t.name)",
  controller: "t.controller",
  score: "score_share",
  answers: "coalesce(best.n, 0)",
  cases: "coalesce(opened.n, 0)",
  journeys: "coalesce(jsonb_array_length(walked.journeys), 0)",
};

/** A workspace has tens of touchpoints. */
const MOST = 500;

/** Twelve months that end with the span's last day; the first day of the first. */
function yearBefore(toDay: string): string {
  const end = new Date(`${toDay}T00:00:00Z`);
  const last = new Date(end.getTime() - 86_400_000);
  return new Date(Date.UTC(last.getUTCFullYear(), last.getUTCMonth() - 11, 1)).toISOString().slice(0, 10);
}

const monthsFrom = (day: string): string[] => {
  const [year, month] = day.split("-").map(Number) as [number, number];
  return Array.from({ length: 12 }, (_, i) => new Date(Date.UTC(year, month - 1 + i, 1)).toISOString().slice(0, 10));
};

/** The catalogue as the URL asks for it, sorted and narrowed by the database. */
export async function listTouchpointScores(
  actor: Actor,
  params: TouchpointListParams,
  span: DaySpan,
): Promise<TouchpointList> {
  allow(actor, "catalogue.read");
  const db = inWorkspace(actor);
  const { smallGroup: k } = await db.workspace.findFirstOrThrow({ select: { smallGroup: true } });
  const first = yearBefore(span.toDay);
  type Found = Omit<TouchpointListRow, "score" | "scale" | "trend"> & {
    n: number | null;
    sum: number | null;
    sumSq: number | null;
    scaleMin: number | null;
    scaleMax: number | null;
  };
  const rated = givesMeasure("rating");
  const [found, months, counted] = await Promise.all([
    rows<Found>(
      db,
      actor,
      (w) => Prisma.sql`
        with totals as (
          select r.member_id, i.scale_min, i.scale_max, sum(r.n)::int as n, sum(r.sum)::float8 as sum,
                 sum(r.sum_sq)::float8 as sum_sq
          from items i
          join answer_rollups r on r.workspace_id = ${w} and r.item_id = i.id and r.dimension = 'touchpoint'
            and ${inSpan(span)}
          where i.workspace_id = ${w} and ${rated}
          group by 1, 2, 3),
        best as (
          select distinct on (member_id) *,
                 case when n >= ${k} then (sum / n - scale_min) / (scale_max - scale_min) end as score_share
          from totals order by member_id, n desc, scale_max),
        asked as (
          select i.touchpoint_id, count(*)::int as n
          from items i
          join surveys s on s.workspace_id = ${w} and s.id = i.survey_id and s.archived_at is null
            and s.closed_at is null and s.current_version_id is not null
          where i.workspace_id = ${w} and i.archived_at is null and i.touchpoint_id is not null group by 1),
        linked as (
          select l.touchpoint_id, count(*)::int as n
          from survey_links l
          join surveys s on s.workspace_id = ${w} and s.id = l.survey_id and s.archived_at is null
            and s.closed_at is null and s.current_version_id is not null
          where l.workspace_id = ${w} and l.closed_at is null and l.customer_id is null and l.touchpoint_id is not null
          group by 1),
        opened as (
          select c.touchpoint_id, count(*)::int as n from cases c
          where c.workspace_id = ${w} and c.resolved_at is null and c.touchpoint_id is not null group by 1),
        walked as (
          select touchpoint_id, jsonb_agg(jsonb_build_object('id', id, 'name', name) order by name) as journeys from (
            select distinct p.touchpoint_id, j.id, j.name
            from journey_steps p
            join journey_stages g on g.workspace_id = ${w} and g.id = p.stage_id and g.archived_at is null
            join journeys j on j.workspace_id = ${w} and j.id = g.journey_id and j.archived_at is null
            where p.workspace_id = ${w} and p.archived_at is null) steps
          group by 1),
        met as (
          select tc.touchpoint_id, jsonb_agg(jsonb_build_object('id', c.id, 'name', c.name) order by c.name) as channels
          from touchpoint_channels tc
          join channels c on c.workspace_id = ${w} and c.id = tc.channel_id and c.archived_at is null
          where tc.workspace_id = ${w} group by 1)
        select t.id, t.name, t.description, t.controller::text as controller, t.is_direct as "isDirect",
               t.archived_at as "archivedAt",
               case when u.id is null then null else jsonb_build_object('id', u.id, 'name', u.name) end as owner,
               coalesce(met.channels, '[]'::jsonb) as channels,
               coalesce(asked.n, 0) as items, coalesce(linked.n, 0) as links,
               best.n, best.sum, best.sum_sq as "sumSq", best.scale_min as "scaleMin", best.scale_max as "scaleMax",
               coalesce(opened.n, 0) as "openCases", coalesce(walked.journeys, '[]'::jsonb) as journeys
        from touchpoints t
        left join users u on u.id = t.owner_id
        left join best on best.member_id = t.id
        left join asked on asked.touchpoint_id = t.id
        left join linked on linked.touchpoint_id = t.id
        left join opened on opened.touchpoint_id = t.id
        left join walked on walked.touchpoint_id = t.id
        left join met on met.touchpoint_id = t.id
        where t.workspace_id = ${w}
          and ${params.archived ? Prisma.sql`t.archived_at is not null` : Prisma.sql`t.archived_at is null`}
          ${
            params.q
              ? Prisma.sql`and position(lower(${params.q}) in lower(t.name || ' ' || t.description)) > 0`
              : Prisma.empty
          }
          ${params.controller ? Prisma.sql`and t.controller = ${params.controller}::controller` : Prisma.empty}
          ${
            params.channel
              ? Prisma.sql`and exists (select from touchpoint_channels x where x.workspace_id = ${w}
                             and x.touchpoint_id = t.id and x.channel_id = ${params.channel}::uuid)`
              : Prisma.empty
          }
          ${
            params.owner === undefined
              ? Prisma.empty
              : params.owner === "none"
                ? Prisma.sql`and t.owner_id is null`
                : Prisma.sql`and t.owner_id = ${params.owner}::uuid`
          }
          ${
            params.listening === undefined
              ? Prisma.empty
              : params.listening === "yes"
                ? Prisma.sql`and coalesce(asked.n, 0) + coalesce(linked.n, 0) > 0`
                : Prisma.sql`and coalesce(asked.n, 0) + coalesce(linked.n, 0) = 0`
          }
        order by ${Prisma.raw(`${SORTS[params.sort]} ${params.dir} nulls last`)}, t.position, t.name
        limit ${MOST}`,
    ),
    rows<{ id: string; scaleMin: number; scaleMax: number; month: string; n: number; sum: number }>(
      db,
      actor,
      (w) => Prisma.sql`
        select r.member_id as id, i.scale_min as "scaleMin", i.scale_max as "scaleMax",
               date_trunc('month', r.day)::date::text as month, sum(r.n)::int as n, sum(r.sum)::float8 as sum
        from items i
        join answer_rollups r on r.workspace_id = ${w} and r.item_id = i.id and r.dimension = 'touchpoint'
          and r.day >= ${first}::date and r.day < ${span.toDay}::date
        where i.workspace_id = ${w} and ${rated}
        group by 1, 2, 3, 4`,
    ),
    rows<{ all: number; archived: number; silent: number }>(
      db,
      actor,
      (w) => Prisma.sql`
        select (count(*) filter (where t.archived_at is null))::int as all,
               (count(*) filter (where t.archived_at is not null))::int as archived,
               (count(*) filter (where t.archived_at is null and not exists (
                  select from items i
                  join surveys s on s.workspace_id = ${w} and s.id = i.survey_id and s.archived_at is null
                    and s.closed_at is null and s.current_version_id is not null
                  where i.workspace_id = ${w} and i.touchpoint_id = t.id and i.archived_at is null)
                and not exists (
                  select from survey_links l
                  join surveys s on s.workspace_id = ${w} and s.id = l.survey_id and s.archived_at is null
                    and s.closed_at is null and s.current_version_id is not null
                  where l.workspace_id = ${w} and l.touchpoint_id = t.id and l.closed_at is null
                    and l.customer_id is null)))::int as silent
        from touchpoints t where t.workspace_id = ${w}`,
    ),
  ]);
  const names = monthsFrom(first);
  const byId = groupBy(months, ({ id }) => id);
  return {
    all: counted[0]?.all ?? 0,
    archived: counted[0]?.archived ?? 0,
    silent: counted[0]?.silent ?? 0,
    rows: found.map(({ n, sum, sumSq, scaleMin, scaleMax, ...row }) => {
      const scale = scaleMin === null || scaleMax === null ? null : { min: scaleMin, max: scaleMax };
      const own = (byId.get(row.id) ?? []).filter((one) => one.scaleMin === scaleMin && one.scaleMax === scaleMax);
      const counts = names.map((month) => own.find((one) => one.month === month) ?? { n: 0, sum: 0 });
      const dark = hideLine(
        counts.map((one) => one.n),
        counts.reduce((total, one) => total + one.n, 0),
        k,
      );
      return {
        ...row,
        scale,
        score: statFrom(n, sum, sumSq, k),
        trend: counts.map((one, i) => (one.n === 0 || dark[i] ? null : one.sum / one.n)),
      };
    }),
  };
}

function statFrom(n: number | null, sum: number | null, sumSq: number | null, k: number): Stat {
  if (!n || sum === null || sumSq === null) return NOTHING;
  if (n < k) return HIDDEN;
  return {
    n,
    value: sum / n,
    interval: meanOf({ n, sum, sumSq })?.interval ?? null,
    state: n < INDICATIVE_UNDER ? "indicative" : "ok",
  };
}
