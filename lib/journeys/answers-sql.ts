import "server-only";
import { type InWorkspace, KEEP_PLAN, Prisma, rows, type Tx } from "../db";
import { pairId } from "../responses/rollups-sql";
import type { Moments } from "../stats/moments";
import type { NpsCounts } from "../stats/nps";
import type { DaySpan, MapSpan } from "./map";

type Raw = Pick<Tx, "$queryRaw" | "$executeRaw">;

/** Kept counts of one stretch of time. */
type Count = Moments & NpsCounts;

/** What was answered at one touchpoint by one measure, on one scale. */
export type Heard = {
  touchpointId: string;
  measure: "csat" | "ces" | "nps";
  direction: "higher" | "lower";
  scaleMin: number;
  scaleMax: number;
  now: Count;
  before: Count;
  /** Answers there of people outside the segment, at least: exact where they are few. Null without a segment. */
  others: { now: number; before: number } | null;
};

/** The touchpoints of a map, as a table of one column. */
export const touchpointsOf = (w: Prisma.Sql, journeyId: string) => Prisma.sql`
  select distinct p.touchpoint_id from journey_stages s
  join journey_steps p on p.workspace_id = ${w} and p.stage_id = s.id and p.archived_at is null
  where s.workspace_id = ${w} and s.journey_id = ${journeyId}::uuid and s.archived_at is null`;

const MEASURED = Prisma.sql`
  ((i.measure in ('csat', 'nps') and i.direction = 'higher') or (i.measure = 'ces' and i.direction <> 'none'))
  and i.scale_max > i.scale_min`;

/** At the end of a span: where a few others are mostly found soon, so that the rest need not be summed. */
const LAST_DAYS = 14;

function lastDaysOf({ fromDay, toDay }: DaySpan): DaySpan {
  const day = new Date(Date.parse(`${toDay}T00:00:00Z`) - LAST_DAYS * 86_400_000).toISOString().slice(0, 10);
  return { fromDay: day > fromDay ? day : fromDay, toDay };
}

/** In a span, and in the one before it where that is asked for. */
type Spans = { now: DaySpan; before: DaySpan | null };
const within = ({ fromDay, toDay }: DaySpan) => Prisma.sql`r.day >= ${fromDay}::date and r.day < ${toDay}::date`;
const inEither = ({ now, before }: Spans) =>
  before ? Prisma.sql`((${within(now)}) or (${within(before)}))` : within(now);

const firstDayOf = ({ now, before }: Spans) => (before && before.fromDay < now.fromDay ? before.fromDay : now.fromDay);

/**
 * A bound that no index is asked with. A plan that is kept for any days takes a stretch with two ends for a single row, and
 * then an index on the segment alone looks as good as the one on its item.
 */
const notAfter = ({ now, before }: Spans) => {
  const last = before && before.toDay > now.toDay ? before.toDay : now.toDay;
  return Prisma.sql`r.day + 0 < ${last}::date`;
};

/** The sum of a column in each span, as columns. Sums of float8 are a tenth of the work of bigint, exact up to 2^53. */
function sumsOf(value: string, type: "int" | "float8", name: string, { now, before }: Spans): Prisma.Sql {
  const [sum, to] = [Prisma.raw(`sum(${value})`), Prisma.raw(type)];
  const during = (span: DaySpan) => (before ? Prisma.sql`filter (where ${within(span)})` : Prisma.empty);
  return Prisma.sql`coalesce(${sum} ${during(now)}, 0)::${to} as ${Prisma.raw(name)},
    ${before ? Prisma.sql`coalesce(${sum} ${during(before)}, 0)` : Prisma.sql`0`}::${to} as ${Prisma.raw(`past_${name}`)}`;
}

const COLUMNS = ["n", "sum", "sum_sq", "promoters", "passives", "last"].flatMap((name) => [name, `past_${name}`]);
const columns = Prisma.raw(COLUMNS.map((name) => `k.${name}`).join(", "));

/** One item at one place. */
type Read = {
  touchpointId: string;
  measure: Heard["measure"];
  direction: Heard["direction"];
  scaleMin: number;
  scaleMax: number;
  /** Of the map's segment, or of everybody without one; else of everybody beside the segment: only `last` of them. */
  isOwn: boolean;
  /** In the order of COLUMNS. */
  sums: [number, number, number, number, number, number, number, number, number, number, number, number];
};

export type AskedAnswers = { journeyId: string; segmentId: string | null; span: MapSpan; k: number };

/**
 * What was answered at the map's touchpoints, of everybody or of a segment's present members, in the span and in the one
 * before it: from kept roll-ups alone, each measure and scale apart, as the dashboard counts a touchpoint. With a segment
 * also how many others answered there, since its number and everybody's may be held side by side.
 *
 * A placed item says its touchpoint by itself; the others took it from their link, and are kept by touchpoint or by the
 * pair with a segment. Each sum is of one run of days in an index.
 */
export async function readAnswers(db: Raw, who: InWorkspace, asked: AskedAnswers): Promise<Heard[]> {
  const { journeyId, segmentId, span, k } = asked;
  const spans: Spans = { now: span, before: span.previous ?? null };
  const last: Spans = { now: lastDaysOf(span), before: spans.before && lastDaysOf(spans.before) };
  const nothing = (names: string[]) => Prisma.raw(names.map((name) => `0 as ${name}, 0 as past_${name}`).join(", "));
  const lastDays = segmentId ? sumsInLast(last) : nothing(["last"]);
  const sums = Prisma.sql`
    ${sumsOf("r.n", "int", "n", spans)}, ${sumsOf("r.sum::float8", "float8", "sum", spans)},
    ${sumsOf("r.sum_sq::float8", "float8", "sum_sq", spans)}, ${sumsOf("r.b9 + r.b10", "int", "promoters", spans)},
    ${sumsOf("r.b7 + r.b8", "int", "passives", spans)}, ${lastDays}`;
  const [found] = await rows<{ read: Read[] }>(db, who, (w) => {
    const everybody = (counted: Prisma.Sql, days: Spans) => Prisma.sql`
      select places.touchpoint_id, ${segmentId === null} as is_own, false as is_pair, r.*
      from places cross join lateral (
        select r.item_id, ${counted} from answer_rollups r
        where r.workspace_id = ${w} and r.dimension = 'touchpoint' and r.member_id = places.touchpoint_id
          and ${inEither(days)}
        group by r.item_id) r`;
    const kept =
      segmentId === null
        ? everybody(sums, spans)
        : Prisma.sql`
      ${everybody(Prisma.sql`${nothing(["n", "sum", "sum_sq", "promoters", "passives"])}, ${sumsInLast(last)}`, last)}
      union all
      select places.touchpoint_id, true, false, r.* from places
      join items i on i.workspace_id = ${w} and i.is_placed and i.touchpoint_id = places.touchpoint_id
      cross join lateral (
        select i.id as item_id, ${sums} from answer_rollups r
        where r.workspace_id = ${w} and r.item_id = i.id and r.dimension = 'segment'
          and r.member_id = ${segmentId}::uuid and r.day >= ${firstDayOf(spans)}::date and ${notAfter(spans)}) r
      union all
      select places.touchpoint_id, true, true, r.* from places cross join lateral (
        select r.item_id, ${sums} from answer_rollups r
        where r.workspace_id = ${w} and r.dimension = 'touchpoint_segment'
          and r.member_id = ${pairId(Prisma.sql`places.touchpoint_id`, Prisma.sql`${segmentId}`)} and ${inEither(spans)}
        group by r.item_id) r`;
    // One value of all rows: reading it costs a tenth of reading each.
    return Prisma.sql`${KEEP_PLAN}
      with places as materialized (${touchpointsOf(w, journeyId)}), kept as (${kept})
      select coalesce(json_agg(json_build_object('touchpointId', k.touchpoint_id, 'measure', i.measure,
        'direction', i.direction, 'scaleMin', i.scale_min, 'scaleMax', i.scale_max, 'isOwn', k.is_own,
        'sums', json_build_array(${columns}))), '[]') as read
      from kept k cross join lateral (
        select * from items i where i.workspace_id = ${w} and i.id = k.item_id limit 1) i
      where ${MEASURED} and not (k.is_pair and i.is_placed)`;
  });
  const heard = heardOf(found?.read ?? [], segmentId !== null);
  const inDoubt = heard.filter((one) => isInDoubt(one, k));
  return inDoubt.length === 0 ? heard : withOthers(db, who, heard, inDoubt, spans);
}

const sumsInLast = ({ now, before }: Spans) => {
  const sum = (span: DaySpan | null) =>
    span ? Prisma.sql`coalesce(sum(r.n) filter (where ${within(span)}), 0)::int` : Prisma.sql`0`;
  return Prisma.sql`${sum(now)} as last, ${sum(before)} as past_last`;
};

const keyOf = ({ touchpointId, measure, direction, scaleMin, scaleMax }: Omit<Read, "isOwn" | "sums">) =>
  `${touchpointId} ${measure} ${direction} ${scaleMin} ${scaleMax}`;

const countOf = (n: number, sum: number, sumSq: number, promoters: number, passives: number): Count => ({
  n,
  sum,
  sumSq,
  promoters,
  passives,
  detractors: n - promoters - passives,
});
const addCounts = (a: Count, b: Count): Count =>
  countOf(a.n + b.n, a.sum + b.sum, a.sumSq + b.sumSq, a.promoters + b.promoters, a.passives + b.passives);
const NO_COUNT = countOf(0, 0, 0, 0, 0);

/** Items of one measure and scale at one place are one voice. */
function heardOf(read: readonly Read[], isPart: boolean): Heard[] {
  const byKey = new Map<string, Heard>();
  for (const row of read) {
    const { isOwn, sums, ...place } = row;
    const key = keyOf(place);
    let one = byKey.get(key);
    if (!one) {
      one = { ...place, now: NO_COUNT, before: NO_COUNT, others: isPart ? { now: 0, before: 0 } : null };
      byKey.set(key, one);
    }
    const [n, pastN, sum, pastSum, sumSq, pastSumSq, promoters, pastPromoters, passives, pastPassives, last, pastLast] =
      sums;
    if (isOwn) {
      one.now = addCounts(one.now, countOf(n, sum, sumSq, promoters, passives));
      one.before = addCounts(one.before, countOf(pastN, pastSum, pastSumSq, pastPromoters, pastPassives));
    }
    // Everybody less the segment.
    const sign = isOwn ? -1 : 1;
    if (one.others) {
      one.others = { now: one.others.now + sign * last, before: one.others.before + sign * pastLast };
    }
  }
  return [...byKey.values()].filter(({ now, before }) => now.n > 0 || before.n > 0);
}

/** Whether the last days leave open how many others there are, where it matters. */
const isInDoubt = ({ now, before, others }: Heard, k: number): boolean =>
  others !== null && now.n >= k && (others.now < k || (before.n >= k && others.before < k));

/** The same with the exact number of others, for those in doubt. */
async function withOthers(
  db: Raw,
  who: InWorkspace,
  heard: readonly Heard[],
  inDoubt: readonly Heard[],
  spans: Spans,
): Promise<Heard[]> {
  const places = [...new Set(inDoubt.map(({ touchpointId }) => touchpointId))];
  const totals = await rows<Omit<Read, "isOwn" | "sums"> & { n: number; past_n: number }>(
    db,
    who,
    (w) => Prisma.sql`
      select r.member_id as "touchpointId", i.measure::text as measure, i.direction::text as direction,
             i.scale_min as "scaleMin", i.scale_max as "scaleMax", ${sumsOf("r.n", "int", "n", spans)}
      from answer_rollups r
      join items i on i.workspace_id = ${w} and i.id = r.item_id and ${MEASURED}
      where r.workspace_id = ${w} and r.dimension = 'touchpoint' and r.member_id = any(${places}::uuid[])
        and ${inEither(spans)}
      group by 1, 2, 3, 4, 5`,
  );
  const byKey = new Map(totals.map((one) => [keyOf(one), one]));
  return heard.map((one) => {
    if (!inDoubt.includes(one)) return one;
    const all = byKey.get(keyOf(one)) ?? { n: 0, past_n: 0 };
    return { ...one, others: { now: Math.max(0, all.n - one.now.n), before: Math.max(0, all.past_n - one.before.n) } };
  });
}

/** Of several scales at one place the most answered one counts, then the longest. */
export function mostAnswered(heard: readonly Heard[]): Map<string, Heard> {
  const best = new Map<string, Heard>();
  for (const one of heard) {
    const key = `${one.measure} ${one.touchpointId}`;
    const known = best.get(key);
    const isMore = !known || one.now.n > known.now.n || (one.now.n === known.now.n && one.scaleMax > known.scaleMax);
    if (isMore) best.set(key, one);
  }
  return best;
}

/** A move tells the number of before too, so both sides must be fit to be told. */
export const mayTellMove = ({ others }: Heard, k: number): boolean =>
  others === null || [others.now, others.before].every((n) => n === 0 || n >= k);
