import "server-only";
import type { Actor } from "../../auth/actor";
import { allow } from "../../auth/permissions";
import { reachesOrNobodySql } from "../../customers/reach";
import { inWorkspace, Prisma, rows } from "../../db";
import { notFound } from "../../errors";
import type { Controller, ExperienceResponse, FrictionDecision, Measure } from "../../generated/prisma/enums";
import { isId } from "../../id";
import { type Gap, gapOf, meanTrend, type Trend } from "../../journeys/gap";
import { keptPairs, type PairedWith } from "../../responses/pairs-sql";
import { NO_MOMENTS } from "../../stats/moments";
import { RESPONSES } from "../../surveys/battery";
import { cellSums, type DaySpan, inSpan, itemScale } from "../cells-sql";
import { hideLine, hideOverlap } from "../hide";
import { type BatteryCell, type Spoke, spokesOf } from "../radar";
import {
  betterHigh,
  binsOf,
  type Cell,
  groupBy,
  mainScale,
  momentsFor,
  onScale,
  type Scale,
  type Stat,
  statOf,
} from "../scores";

export type ListeningItem = {
  id: string;
  label: string;
  measure: Measure;
  response: ExperienceResponse | null;
  surveyId: string;
  surveyName: string;
  isOpen: boolean;
};
export type ListeningLink = {
  id: string;
  name: string;
  surveyId: string;
  surveyName: string;
  channelName: string | null;
  isOpen: boolean;
};
export type TouchpointStep = {
  id: string;
  journeyId: string;
  journeyName: string;
  segmentId: string | null;
  segmentName: string | null;
  stageName: string;
  desired: number | null;
  friction: string;
  decision: FrictionDecision | null;
  reason: string;
  isPeak: boolean;
  isFlow: boolean;
  isCoCreated: boolean;
};

export type TouchpointFacts = {
  id: string;
  name: string;
  description: string;
  /** The habit loop; empty when nobody wrote it. */
  cue: string;
  reward: string;
  controller: Controller;
  isDirect: boolean;
  archivedAt: Date | null;
  owner: { id: string; name: string } | null;
  channels: { id: string; name: string }[];
  items: ListeningItem[];
  links: ListeningLink[];
  steps: TouchpointStep[];
  cases: { id: string; number: number; title: string; dueAt: string | null }[];
  openCases: number;
  improvements: { id: string; title: string; startedAt: string | null }[];
  /** How many voices of the insight store speak of it. */
  quotes: number;
};

const MOST_CASES = 5;

/** A touchpoint with all that hangs on it. @throws AppError not_found */
export async function getTouchpoint(actor: Actor, id: string): Promise<TouchpointFacts> {
  allow(actor, "catalogue.read");
  if (!isId(id)) throw notFound("This touchpoint");
  const [found] = await rows<TouchpointFacts>(
    inWorkspace(actor),
    actor,
    (w) => Prisma.sql`
      select t.id, t.name, t.description, t.cue, t.reward, t.controller::text as controller, t.is_direct as "isDirect",
             t.archived_at as "archivedAt",
             case when u.id is null then null else jsonb_build_object('id', u.id, 'name', u.name) end as owner,
             (select coalesce(jsonb_agg(jsonb_build_object('id', c.id, 'name', c.name) order by c.name), '[]')
              from touchpoint_channels tc
              join channels c on c.workspace_id = ${w} and c.id = tc.channel_id and c.archived_at is null
              where tc.workspace_id = ${w} and tc.touchpoint_id = t.id) as channels,
             (select coalesce(jsonb_agg(jsonb_build_object(
                'id', i.id, 'label', i.label, 'measure', i.measure, 'response', i.response, 'surveyId', s.id,
                'surveyName', s.name, 'isOpen', i.archived_at is null and s.archived_at is null and s.closed_at is null
                  and s.current_version_id is not null) order by s.name, i.no), '[]')
              from items i join surveys s on s.workspace_id = ${w} and s.id = i.survey_id
              where i.workspace_id = ${w} and i.touchpoint_id = t.id) as items,
             (select coalesce(jsonb_agg(jsonb_build_object(
                'id', l.id, 'name', l.name, 'surveyId', s.id, 'surveyName', s.name, 'channelName', h.name,
                'isOpen', l.closed_at is null and s.closed_at is null and s.archived_at is null) order by l.name), '[]')
              from survey_links l
              join surveys s on s.workspace_id = ${w} and s.id = l.survey_id
              left join channels h on h.workspace_id = ${w} and h.id = l.channel_id
              where l.workspace_id = ${w} and l.touchpoint_id = t.id and l.customer_id is null) as links,
             (select coalesce(jsonb_agg(jsonb_build_object(
                'id', p.id, 'journeyId', j.id, 'journeyName', j.name, 'segmentId', g.id, 'segmentName', g.name,
                'stageName', a.name, 'desired', p.desired, 'friction', p.friction, 'decision', p.friction_decision,
                'reason', p.friction_reason, 'isPeak', p.is_peak, 'isFlow', p.is_flow, 'isCoCreated', p.is_co_created)
                order by j.name, a.position, p.position), '[]')
              from journey_steps p
              join journey_stages a on a.workspace_id = ${w} and a.id = p.stage_id and a.archived_at is null
              join journeys j on j.workspace_id = ${w} and j.id = a.journey_id and j.archived_at is null
              left join segments g on g.workspace_id = ${w} and g.id = j.segment_id
              where p.workspace_id = ${w} and p.touchpoint_id = t.id and p.archived_at is null) as steps,
             (select coalesce(jsonb_agg(jsonb_build_object('id', c.id, 'number', c.number, 'title', c.title,
                'dueAt', c.due_at) order by c.due_at nulls last, c.opened_at), '[]')
              from (select * from cases c where c.workspace_id = ${w} and c.touchpoint_id = t.id and c.resolved_at is null
                    order by c.due_at nulls last, c.opened_at limit ${MOST_CASES}) c) as cases,
             (select count(*)::int from cases c where c.workspace_id = ${w} and c.touchpoint_id = t.id
                and c.resolved_at is null) as "openCases",
             (select coalesce(jsonb_agg(jsonb_build_object('id', m.id, 'title', m.title, 'startedAt', m.started_at)
                order by m.created_at desc), '[]')
              from improvements m where m.workspace_id = ${w} and m.touchpoint_id = t.id and m.archived_at is null
                and m.done_at is null) as improvements,
             (select count(*)::int from quotes q where q.workspace_id = ${w} and q.touchpoint_id = t.id
                and q.archived_at is null) as quotes
      from touchpoints t
      left join users u on u.id = t.owner_id
      where t.workspace_id = ${w} and t.id = ${id}::uuid`,
  );
  if (!found) throw notFound("This touchpoint");
  return found;
}

type ItemCell = Cell & { measure: Measure; response: ExperienceResponse | null };
type Group = { id: string; name: string; stat: Stat };
export type JourneyGap = { stepId: string; gap: Gap };

export type TouchpointExperience = {
  /** Ratings on their most answered scale: what the rest is told in. */
  scale: Scale | null;
  now: Stat;
  /** Against the period before; null without one, or with too few answers on either side. */
  change: Trend | null;
  /** How many gave each point of the scale; empty when hidden. */
  bins: { value: number; n: number }[];
  /** The last twelve months, the oldest first. */
  trend: { month: string; stat: Stat }[];
  channels: Group[];
  segments: (Group & { memberCount: number })[];
  effort: { stat: Stat; scale: Scale | null };
  nps: Stat;
  radar: { here: Spoke[]; others: Spoke[]; segment: { id: string; name: string; spokes: Spoke[] } | null };
  /** Segments with enough answers to the battery here, to hold it against. */
  radarSegments: { id: string; name: string }[];
  gaps: JourneyGap[];
};

const isRating = (cell: ItemCell) => cell.measure === "csat" && cell.direction === "higher";
const isBattery = <C extends ItemCell>(cell: C): cell is C & BatteryCell => cell.response !== null;

/** First days of the twelve months that end with the span. */
function yearOf(toDay: string): string[] {
  const last = new Date(Date.parse(`${toDay}T00:00:00Z`) - 86_400_000);
  return Array.from({ length: 12 }, (_, i) =>
    new Date(Date.UTC(last.getUTCFullYear(), last.getUTCMonth() - 11 + i, 1)).toISOString().slice(0, 10),
  );
}

/**
 * What customers answered about a touchpoint: from kept roll-ups alone.
 * @param against a segment whose radar is drawn beside; null: none
 * @param steps of maps that use it, whose gaps are wanted
 */
export async function touchpointExperience(
  actor: Actor,
  id: string,
  spans: { now: DaySpan; before: DaySpan | null },
  against: string | null,
  steps: readonly Pick<TouchpointStep, "id" | "segmentId" | "desired">[],
): Promise<TouchpointExperience> {
  allow(actor, "responses.read");
  const db = inWorkspace(actor);
  const { now, before } = spans;
  const months = yearOf(now.toDay);
  const counted = Prisma.sql`i.measure::text as measure, i.response::text as response, ${itemScale}, ${cellSums}`;
  const grouped = Prisma.sql`i.measure, i.response, i.scale_min, i.scale_max, i.direction`;
  const scaled = Prisma.sql`i.scale_min is not null and i.scale_max > i.scale_min and i.direction <> 'none'`;
  const pairsBy = (by: PairedWith) =>
    rows<ItemCell & { memberId: string }>(
      db,
      actor,
      (w) => Prisma.sql`
        select r.member_id as "memberId", ${counted}
        from (${keptPairs(w, by, now, [id])}) r
        join items i on i.workspace_id = ${w} and i.id = r.item_id and ${scaled}
        group by 1, ${grouped}`,
    );
  const [workspace, names, own, byMonth, byChannel, bySegment, elsewhere] = await Promise.all([
    db.workspace.findFirstOrThrow({ select: { smallGroup: true } }),
    rows<{ id: string; name: string; kind: "channel" | "segment"; memberCount: number }>(
      db,
      actor,
      (w) => Prisma.sql`
        select id, name, 'channel' as kind, 0 as "memberCount" from channels where workspace_id = ${w}
        union all
        select id, name, 'segment', member_count from segments where workspace_id = ${w} and archived_at is null
        order by 2`,
    ),
    rows<ItemCell & { isNow: boolean }>(
      db,
      actor,
      (w) => Prisma.sql`
        select ${inSpan(now)} as "isNow", ${counted}
        from answer_rollups r
        join items i on i.workspace_id = ${w} and i.id = r.item_id and ${scaled}
        where r.workspace_id = ${w} and r.dimension = 'touchpoint' and r.member_id = ${id}::uuid
          and (${inSpan(now)} ${before ? Prisma.sql`or ${inSpan(before)}` : Prisma.empty})
        group by 1, ${grouped}`,
    ),
    rows<ItemCell & { month: string }>(
      db,
      actor,
      (w) => Prisma.sql`
        select date_trunc('month', r.day)::date::text as month, ${counted}
        from answer_rollups r
        join items i on i.workspace_id = ${w} and i.id = r.item_id and i.measure = 'csat' and i.direction = 'higher'
        where r.workspace_id = ${w} and r.dimension = 'touchpoint' and r.member_id = ${id}::uuid
          and ${inSpan({ fromDay: months[0] ?? now.fromDay, toDay: now.toDay })}
        group by 1, ${grouped}`,
    ),
    pairsBy("channel"),
    pairsBy("segment"),
    rows<ItemCell>(
      db,
      actor,
      (w) => Prisma.sql`
        select ${counted}
        from items i
        join answer_rollups r on r.workspace_id = ${w} and r.item_id = i.id and r.dimension = 'touchpoint'
          and r.member_id <> ${id}::uuid and ${inSpan(now)}
        where i.workspace_id = ${w} and i.response is not null and ${scaled}
        group by ${grouped}`,
    ),
  ]);
  const k = workspace.smallGroup;
  const here = own.filter(({ isNow }) => isNow).map(betterHigh);
  const past = own.filter(({ isNow }) => !isNow).map(betterHigh);
  const ratings = here.filter(isRating);
  const scale = mainScale(ratings);
  const rated = onScale(ratings, scale);
  const total = momentsFor("rating", rated).n;
  const stat = statOf("rating", rated, k);
  const isShown = stat.state === "ok" || stat.state === "indicative";

  const ofKind = (kind: "channel" | "segment") => names.filter((one) => one.kind === kind);
  const cellsOf = (cells: readonly (ItemCell & { memberId: string })[]) => groupBy(cells, ({ memberId }) => memberId);
  const inChannel = cellsOf(byChannel);
  const inSegment = cellsOf(bySegment);
  const ratingsOf = (cells: readonly ItemCell[] | undefined) => onScale((cells ?? []).filter(isRating), scale);
  const count = (cells: readonly Cell[]) => cells.reduce((sum, { n }) => sum + n, 0);

  const channelGroups = ofKind("channel").map((one) => ({ ...one, cells: ratingsOf(inChannel.get(one.id)) }));
  const darkChannels = hideLine(
    channelGroups.map(({ cells }) => count(cells)),
    total,
    k,
  );
  const monthGroups = months.map((month) => ({
    month,
    cells: onScale(
      byMonth.filter((cell) => cell.month === month && isRating(cell)),
      scale ?? mainScale(byMonth),
    ),
  }));
  const darkMonths = hideLine(
    monthGroups.map(({ cells }) => count(cells)),
    monthGroups.reduce((sum, { cells }) => sum + count(cells), 0),
    k,
  );
  const battery = here.filter(isBattery);
  const radarOf = (segmentId: string) => (inSegment.get(segmentId) ?? []).map(betterHigh).filter(isBattery);
  // Every question of it must be answered by enough of them, and by enough others.
  const mayHold = (segmentId: string) =>
    RESPONSES.every((response) => {
      const asked = (cells: readonly BatteryCell[]) => count(cells.filter((cell) => cell.response === response));
      const n = asked(radarOf(segmentId));
      return n >= k && !hideOverlap(n, asked(battery), k);
    });
  const chosen = against ? ofKind("segment").find((one) => one.id === against) : undefined;
  const effortCells = here.filter(({ measure }) => measure === "ces");
  const effortScale = mainScale(effortCells);
  return {
    scale,
    now: stat,
    change: before
      ? meanTrend(momentsFor("rating", rated), momentsFor("rating", onScale(past.filter(isRating), scale)), k)
      : null,
    bins: isShown && scale ? binsOf(rated, scale).map((n, i) => ({ value: scale.min + i, n })) : [],
    trend: monthGroups.map(({ month, cells }, i) => ({ month, stat: statOf("rating", cells, k, darkMonths[i]) })),
    channels: channelGroups
      .map(({ id: key, name, cells }, i) => ({ id: key, name, stat: statOf("rating", cells, k, darkChannels[i]) }))
      .filter((group) => group.stat.state !== "empty"),
    segments: ofKind("segment")
      .map(({ id: key, name, memberCount }) => {
        const cells = ratingsOf(inSegment.get(key));
        return { id: key, name, memberCount, stat: statOf("rating", cells, k, hideOverlap(count(cells), total, k)) };
      })
      .filter((group) => group.stat.state !== "empty"),
    effort: { stat: statOf("effort", onScale(effortCells, effortScale), k), scale: effortScale },
    nps: statOf(
      "nps",
      here.filter(({ measure }) => measure === "nps"),
      k,
    ),
    radar: {
      here: spokesOf(battery, k),
      others: spokesOf(elsewhere.map(betterHigh).filter(isBattery), k),
      segment:
        chosen && mayHold(chosen.id)
          ? { id: chosen.id, name: chosen.name, spokes: spokesOf(radarOf(chosen.id), k) }
          : null,
    },
    radarSegments: ofKind("segment")
      .filter((one) => mayHold(one.id))
      .map(({ id: key, name }) => ({ id: key, name })),
    gaps: steps.map(({ id: stepId, segmentId, desired }) => {
      const cells = segmentId ? ratingsOf(inSegment.get(segmentId)) : rated;
      const others = segmentId === null ? null : Math.max(0, total - count(cells));
      const gap = gapOf(desired, scale ? momentsFor("rating", cells) : NO_MOMENTS, scale, k, { others });
      return { stepId, gap: gap.state === "hidden" ? { ...gap, n: 0 } : gap };
    }),
  };
}

export type TouchpointComment = {
  responseId: string;
  text: string;
  at: Date;
  channelName: string | null;
  customer: { id: string; name: string } | null;
  isAnonymous: boolean;
  /** The rating given to the touchpoint in the same response. */
  rating: { value: number; max: number } | null;
};

/**
 * The newest texts about a touchpoint: those written at a question of its own, and those beside a rating of it. Texts of
 * anonymous versions only where k of them lie in the same cut; they lead to nobody. Those of customers beyond the
 * actor's reach are left out.
 */
export async function touchpointComments(
  actor: Actor,
  id: string,
  span: DaySpan,
  most = 6,
): Promise<{ comments: TouchpointComment[]; isFewAnonymous: boolean }> {
  allow(actor, "responses.read");
  const db = inWorkspace(actor);
  const { smallGroup: k } = await db.workspace.findFirstOrThrow({ select: { smallGroup: true } });
  type Found = Omit<TouchpointComment, "customer" | "rating"> & {
    customerId: string | null;
    customerName: string | null;
    value: number | null;
    max: number | null;
  };
  const told = (w: Prisma.Sql) => Prisma.sql`
    a.workspace_id = ${w} and a.item_id = q.id and a.text is not null
      and a.answered_on >= ${span.fromDay}::date and a.answered_on < ${span.toDay}::date
      and (a.touchpoint_id = ${id}::uuid or (a.touchpoint_id is null and exists (
        select from answers b where b.workspace_id = ${w} and b.response_id = a.response_id
          and b.touchpoint_id = ${id}::uuid and b.value is not null)))`;
  const [few] = await rows<{ n: number }>(
    db,
    actor,
    (w) => Prisma.sql`
      select count(*)::int as n from (
        select from items q
        join survey_versions v on v.workspace_id = ${w} and v.survey_id = q.survey_id and v.promise = 'anonymous'
        join answers a on ${told(w)}
        join responses r on r.workspace_id = ${w} and r.id = a.response_id and r.archived_at is null
          and r.version_id = v.id
        where q.workspace_id = ${w} and q.kind = 'text' limit ${k}) found`,
  );
  const isFew = (few?.n ?? 0) > 0 && (few?.n ?? 0) < k;
  const found = await rows<Found>(
    db,
    actor,
    (w) => Prisma.sql`
      select n.response_id as "responseId", n.text, n.answered_at as at, h.name as "channelName",
             c.id as "customerId", c.name as "customerName", n.promise = 'anonymous' as "isAnonymous",
             score.value, score.scale_max as max
      from items q
      cross join lateral (
        select a.response_id, a.text, r.answered_at, r.channel_id, r.customer_id, v.promise
        from answers a
        join responses r on r.workspace_id = ${w} and r.id = a.response_id and r.archived_at is null
        join survey_versions v on v.workspace_id = ${w} and v.id = r.version_id
          ${isFew ? Prisma.sql`and v.promise = 'identified'` : Prisma.empty}
        where ${told(w)} and ${reachesOrNobodySql(actor, w, Prisma.sql`r.customer_id`)}
        order by a.answered_on desc, a.answered_at desc, a.response_id desc
        limit ${most}) n
      left join channels h on h.workspace_id = ${w} and h.id = n.channel_id
      left join customers c on c.workspace_id = ${w} and c.id = n.customer_id and n.promise = 'identified'
      left join lateral (
        select b.value, i.scale_max
        from answers b join items i on i.workspace_id = ${w} and i.id = b.item_id and i.measure = 'csat'
        where b.workspace_id = ${w} and b.response_id = n.response_id and b.touchpoint_id = ${id}::uuid
          and b.value is not null
        order by i.no limit 1) score on true
      where q.workspace_id = ${w} and q.kind = 'text'
      order by n.answered_at desc, n.response_id desc
      limit ${most}`,
  );
  return {
    isFewAnonymous: isFew,
    comments: found.map(({ customerId, customerName, value, max, ...comment }) => ({
      ...comment,
      customer: customerId && customerName ? { id: customerId, name: customerName } : null,
      rating: value === null || max === null ? null : { value, max },
    })),
  };
}
