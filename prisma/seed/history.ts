import { type InWorkspace, Prisma, rows, run, type Tx } from "../../lib/db";
import type { MoveCause } from "../../lib/generated/prisma/enums";
import { dayIn } from "../../lib/period";
import { moveSegmentRollups } from "../../lib/responses/rollups-sql";
import { outermost, type RuleContext, ruleFrom, ruleToSql } from "../../lib/segments/rule-sql";
import { describeRule } from "../../lib/segments/rule-text";
import { conditionsOf } from "../../lib/segments/schema";
import { DAY_MS, type Person } from "./people";
import type { MadeSegment } from "./plans";
import { Random } from "./random";
import { type Batch, insertRows, type Row } from "./rows";

/** Days of sizes, today among them. */
export const HISTORY_DAYS = 181;
/** Days of moves that are written down. */
export const MOVE_DAYS = 45;
const DETRACTOR_DAYS = 90;
const SILENT_DAYS = 120;

/** One stretch of membership. */
type Stay = {
  customerId: string;
  from: number;
  cameBy: MoveCause;
  /** Null: still a member. */
  to: number | null;
  leftBy: MoveCause;
  /** Outermost conditions that no longer held. */
  failed: number[];
};

/** Asks nothing about orders or answers, so it can be counted before they are. */
const isAboutFacts = ({ rule }: MadeSegment): boolean =>
  conditionsOf(rule).every(({ field }) => field === "attribute" || field === "kind" || field === "list");

/** Fills the segments that ask about facts. Before the answers are counted, so that one count serves their members too. */
export async function fillByFacts(
  tx: Tx,
  who: InWorkspace,
  segments: readonly MadeSegment[],
  context: RuleContext,
): Promise<void> {
  for (const segment of segments) if (isAboutFacts(segment)) await fill(tx, who, segment, context);
}

/** Fills the others, whose members' answers move with them. */
export async function fillByExperience(
  tx: Tx,
  who: InWorkspace,
  segments: readonly MadeSegment[],
  context: RuleContext,
): Promise<void> {
  for (const segment of segments) {
    if (isAboutFacts(segment)) continue;
    await fill(tx, who, segment, context);
    await moveSegmentRollups(
      tx,
      who,
      segment.id,
      true,
      (w) => Prisma.sql`
        select customer_id from segment_members where workspace_id = ${w} and segment_id = ${segment.id}::uuid`,
    );
  }
}

const fill = (tx: Tx, who: InWorkspace, { id, rule }: MadeSegment, context: RuleContext) =>
  run(
    tx,
    who,
    (w) => Prisma.sql`
      insert into segment_members (workspace_id, segment_id, customer_id, since)
      select ${w}, ${id}::uuid, c.id, ${context.now.toISOString()}::timestamptz
      from ${ruleFrom(w)} where c.workspace_id = ${w} and ${ruleToSql(rule, context)}`,
  );

/**
 * Half a year of sizes and the moves of the last weeks, told backwards from the present members: each size is the count
 * of stays that hold on its day, each move the end or the beginning of one, so that nothing contradicts anything.
 */
export async function writeHistory(
  tx: Tx,
  who: InWorkspace,
  segments: readonly MadeSegment[],
  people: readonly Person[],
  batch: Batch,
  context: RuleContext,
): Promise<void> {
  const members = await rows<{ segmentId: string; ids: string[] }>(
    tx,
    who,
    (w) => Prisma.sql`
      select segment_id as "segmentId", array_agg(customer_id::text order by customer_id) as ids
      from segment_members where workspace_id = ${w} group by 1`,
  );
  const present = new Map(members.map(({ segmentId, ids }) => [segmentId, ids]));
  const sizes: Row[] = [];
  const moves: Row[] = [];
  const since: { segmentId: string; customerId: string; at: Date }[] = [];
  for (const segment of segments) {
    const ids = present.get(segment.id) ?? [];
    const stays = staysOf(segment, ids, people, batch, +context.now);
    sizes.push(...sizesOf(segment, stays, context));
    moves.push(...movesOf(segment, stays, context));
    for (const { customerId, from, to } of stays)
      if (to === null) since.push({ segmentId: segment.id, customerId, at: new Date(from) });
  }
  await insertRows(tx, who, "segment_sizes", sizes);
  await insertRows(tx, who, "segment_moves", moves);
  await run(
    tx,
    who,
    (w) => Prisma.sql`
      update segment_members m set since = s.at
      from unnest(${since.map(({ segmentId }) => segmentId)}::uuid[], ${since.map(({ customerId }) => customerId)}::uuid[],
                  ${since.map(({ at }) => at.toISOString())}::timestamptz[]) as s(segment_id, customer_id, at)
      where m.workspace_id = ${w} and m.segment_id = s.segment_id and m.customer_id = s.customer_id`,
  );
  await run(
    tx,
    who,
    (w) => Prisma.sql`
      update segments s set computed_at = ${context.now.toISOString()}::timestamptz,
        member_count = (select count(*)::int from segment_members m where m.workspace_id = ${w} and m.segment_id = s.id)
      where s.workspace_id = ${w}`,
  );
}

/** The stays behind a segment: the open ones are exactly its present members. */
function staysOf(
  segment: MadeSegment,
  present: readonly string[],
  people: readonly Person[],
  batch: Batch,
  now: number,
): Stay[] {
  const told = segment.isList
    ? listStays(segment, batch)
    : isAboutFacts(segment)
      ? factStays(segment, present, people, now)
      : conditionsOf(segment.rule).some(({ field }) => field === "lastOrderAt")
        ? silentStays(people, batch, now)
        : detractorStays(batch, now);
  const isPresent = new Set(present);
  const made = +segment.createdAt;
  const stays: Stay[] = [];
  const open = new Set<string>();
  for (const stay of told) {
    // Who belonged when the segment was made belonged from then on.
    const from = Math.max(stay.from, made);
    if (stay.to !== null && stay.to <= from) continue;
    if (stay.to === null && !isPresent.has(stay.customerId)) {
      stays.push({ ...stay, from: Math.min(from, now - DAY_MS), to: now - DAY_MS / 2, leftBy: "edit", failed: [0] });
    } else {
      if (stay.to === null) open.add(stay.customerId);
      stays.push({ ...stay, from });
    }
  }
  for (const customerId of present) {
    if (open.has(customerId)) continue;
    // The day's border, seen from another side: whoever is a member by now came with this day.
    const last = stays.filter((stay) => stay.customerId === customerId).at(-1);
    if (last && last.to !== null && now - last.to < 3 * DAY_MS) last.to = null;
    else stays.push({ customerId, from: now - DAY_MS / 4, cameBy: "time", to: null, leftBy: "time", failed: [] });
  }
  return stays;
}

/** Known customers belong since they are known; a few came or went when their profile was changed. */
function factStays(segment: MadeSegment, present: readonly string[], people: readonly Person[], now: number): Stay[] {
  const random = Random.of(present.length, segment.name);
  const knownDays = new Map(people.map((person) => [person.id, person.knownSinceDays]));
  // Being a company is no thing that changes.
  const canChange = conditionsOf(segment.rule).every(({ field }) => field !== "kind");
  const share = 0.04;
  const stays = present.map((customerId): Stay => {
    const known = knownDays.get(customerId) ?? 0;
    const changed = canChange && known > 30 && random.chance(share);
    return {
      customerId,
      from: now - (changed ? recently(random, Math.min(HISTORY_DAYS, known - 2)) : known) * DAY_MS,
      cameBy: changed ? "edit" : "import",
      to: null,
      leftBy: "edit",
      failed: [],
    };
  });
  if (!canChange) return stays;
  const isPresent = new Set(present);
  const former = people.filter(
    ({ id, isLead, isCompany, knownSinceDays }) => !isPresent.has(id) && !isLead && !isCompany && knownSinceDays > 200,
  );
  const wanted = Math.min(former.length, Math.round(present.length * share * 0.7));
  for (let at = 0; at < wanted; at++) {
    const person = former[Math.floor((at * former.length) / wanted)] as Person;
    stays.push({
      customerId: person.id,
      from: now - person.knownSinceDays * DAY_MS,
      cameBy: "import",
      to: now - recently(random, HISTORY_DAYS - 2) * DAY_MS,
      leftBy: "edit",
      failed: [0],
    });
  }
  return stays;
}

/** Days before now, more often few than many: profiles are looked after better than they were. */
const recently = (random: Random, most: number): number => 0.2 + random.next() ** 1.6 * (most - 0.2);

function listStays(segment: MadeSegment, batch: Batch): Stay[] {
  return batch.segment_list_entries
    .filter((entry) => entry.segment_id === segment.id)
    .map((entry) => ({
      customerId: String(entry.customer_id),
      from: +(entry.added_at as Date),
      cameBy: "list",
      to: null,
      leftBy: "list",
      failed: [],
    }));
}

/** Gold and silver: members while their last order is older than 120 days. */
function silentStays(people: readonly Person[], batch: Batch, now: number): Stay[] {
  const loyal = new Set(people.filter(({ attributes }) => attributes.loyalty_tier !== "No tier").map(({ id }) => id));
  const stays: Stay[] = [];
  for (const [customerId, times] of timesBy(batch.orders, "ordered_at")) {
    if (!loyal.has(customerId)) continue;
    for (const [index, { at }] of times.entries()) {
      const silent = startOfDay(at) + (SILENT_DAYS + 1) * DAY_MS;
      const next = times[index + 1]?.at ?? null;
      if (silent >= (next ?? now)) continue;
      stays.push({ customerId, from: silent, cameBy: "time", to: next, leftBy: "order", failed: [1] });
    }
  }
  return stays;
}

/** Members while their last score is 0 to 6 and not older than 90 days. */
function detractorStays(batch: Batch, now: number): Stay[] {
  const nps = new Set(batch.items.filter(({ measure }) => measure === "nps").map(({ id }) => id));
  const answers = batch.answers.filter((answer) => nps.has(answer.item_id) && answer.customer_id !== null);
  const stays: Stay[] = [];
  for (const [customerId, times] of timesBy(answers, "answered_at")) {
    let open: Stay | null = null;
    for (const [index, { at, row }] of times.entries()) {
      const isDetractor = Number(row.value) <= 6;
      const next = times[index + 1]?.at ?? null;
      const old = startOfDay(at) + (DETRACTOR_DAYS + 1) * DAY_MS;
      if (!isDetractor) {
        if (open) stays.push({ ...open, to: at, leftBy: "answer", failed: [0] });
        open = null;
        continue;
      }
      open ??= { customerId, from: at, cameBy: "answer", to: null, leftBy: "time", failed: [1] };
      if (old < (next ?? now)) {
        stays.push({ ...open, to: old, leftBy: "time", failed: [1] });
        open = null;
      }
    }
    if (open) stays.push(open);
  }
  return stays;
}

/** Rows by customer, in the order of their times. */
function timesBy(all: readonly Row[], column: string): Map<string, { at: number; row: Row }[]> {
  const found = new Map<string, { at: number; row: Row }[]>();
  for (const row of all) {
    const customerId = String(row.customer_id);
    const times = found.get(customerId) ?? [];
    times.push({ at: +(row[column] as Date), row });
    found.set(customerId, times);
  }
  for (const times of found.values()) times.sort((one, other) => one.at - other.at);
  return found;
}

const startOfDay = (at: number): number => Math.floor(at / DAY_MS) * DAY_MS;

/** The size of each day from the segment's first, at most half a year back. */
function sizesOf(segment: MadeSegment, stays: readonly Stay[], { now, timeZone }: RuleContext): Row[] {
  const from = Math.max(+segment.createdAt, +now - (HISTORY_DAYS - 1) * DAY_MS);
  const dayOf = (at: number) => dayIn(timeZone, new Date(at));
  const firstDay = dayOf(from);
  const change = new Map<string, { entered: number; left: number }>();
  let members = 0;
  for (const stay of stays) {
    const came = dayOf(stay.from);
    const went = stay.to === null ? null : dayOf(stay.to);
    if (went !== null && went < firstDay) continue;
    if (came < firstDay || (came === firstDay && stay.from <= from)) members += 1;
    else bump(change, came).entered += 1;
    if (went !== null) bump(change, went).left += 1;
  }
  const sizes: Row[] = [];
  const today = dayOf(+now);
  // Noon, so that a day of 23 or 25 hours is not skipped.
  for (let at = Date.parse(`${firstDay}T12:00:00Z`); ; at += DAY_MS) {
    const day = new Date(at).toISOString().slice(0, 10);
    if (day > today) break;
    const { entered, left } = change.get(day) ?? { entered: 0, left: 0 };
    members += entered - left;
    sizes.push({ segment_id: segment.id, day, members, entered, left });
  }
  return sizes;
}

function bump(change: Map<string, { entered: number; left: number }>, day: string) {
  const found = change.get(day) ?? { entered: 0, left: 0 };
  change.set(day, found);
  return found;
}

function movesOf(segment: MadeSegment, stays: readonly Stay[], { now, catalogue }: RuleContext): Row[] {
  const random = Random.of(stays.length, `moves ${segment.name}`);
  const first = Math.max(+segment.createdAt + 1, +now - MOVE_DAYS * DAY_MS);
  const words = outermost(segment.rule).map((part) => describeRule(part, catalogue));
  const moves: Row[] = [];
  const move = (stay: Stay, at: number, entered: boolean) => {
    if (at < first) return;
    const failed = entered ? [] : stay.failed;
    moves.push({
      id: random.id(),
      segment_id: segment.id,
      customer_id: stay.customerId,
      at: new Date(at),
      entered,
      cause: entered ? stay.cameBy : stay.leftBy,
      failed,
      reason: failed.map((place) => words[place] ?? "").join(" and "),
    });
  };
  for (const stay of stays) {
    move(stay, stay.from, true);
    if (stay.to !== null) move(stay, stay.to, false);
  }
  return moves;
}
