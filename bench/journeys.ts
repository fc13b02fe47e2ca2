// B9: a map of 40 touchpoints with actual, desired and gap, against the same map where nobody has answered yet. Beside it,
// only told: its gap list, with importance and reach.
import pg from "pg";
import { type Actor, systemActor } from "../lib/auth/actor";
import { transaction } from "../lib/db";
import { getJourney } from "../lib/journeys/queries";
import { gapsOf } from "../lib/journeys/queries/gaps";
import { recountRollups } from "../lib/responses/rollups-sql";
import { connected } from "./lib/database";
import { alternate, inWords } from "./lib/measure";
import type { Bench, BenchContext, BenchRow } from "./lib/types";

const SIZES = { small: [10_000], full: [100_000, 1_000_000, 10_000_000] };
const TOUCHPOINTS = 40;
const STAGES = 5;
/** Answers of one response: an NPS and nine ratings of touchpoints that follow each other. */
const ANSWERS = 10;
const SPAN = { fromDay: "2026-08-03", toDay: "2026-11-01" };
/** A year of answers ends with the period. */
const FIRST_DAY = "2025-11-01";
const DAYS = 365;

const idOf = (kind: string, size: number, number: number) =>
  `${size.toString(16).padStart(8, "0")}-0009-7000-8${kind}-${number.toString(16).padStart(12, "0")}`;
const idSql = (kind: string, size: number, number: string) =>
  `('${size.toString(16).padStart(8, "0")}-0009-7000-8${kind}-' || lpad(to_hex(${number}), 12, '0'))::uuid`;
/** A number from 0 to under `below`, the same for the same row in every run. */
const chance = (row: string, seed: number, below: number) =>
  `((hashint8extended(${row}, ${seed}) & 9007199254740991) % ${below})`;

const workspaceOf = (size: number) => idOf("999", size, 1);
const journeyOf = (size: number) => idOf("700", size, 1);
const actorOf = (size: number): Actor => systemActor(workspaceOf(size), "bench");

/**
 * The map, its touchpoints and its survey, and so many answers of a customer a response; a third are in the segment. Every
 * second rating is placed at its touchpoint, as a survey's own question is; the others bring it with the answer, as from a link.
 */
async function build(context: BenchContext, size: number): Promise<void> {
  const responses = Math.floor(size / ANSWERS);
  const w = workspaceOf(size);
  const id = (kind: string, number: string) => idSql(kind, size, number);
  const [survey, version, segment] = [idOf("500", size, 1), idOf("501", size, 1), idOf("300", size, 1)];
  await connected(context.ownerUrl, async (client) => {
    // Rows that are made right need no check of every foreign key.
    await client.query("set session_replication_role = replica; set synchronous_commit = off;");
    await client.query(`begin;
      insert into workspaces (id, name) values ('${w}', 'Bench map ${size}');
      insert into touchpoints (workspace_id, id, name, position)
        select '${w}', ${id("200", "g")}, 'Touchpoint ' || g, g from generate_series(1, ${TOUCHPOINTS}) g;
      insert into surveys (workspace_id, id, name, draft, current_version_id) values ('${w}', '${survey}', 'Survey', '{}', '${version}');
      insert into survey_versions (workspace_id, id, survey_id, number, promise, definition)
        values ('${w}', '${version}', '${survey}', 1, 'identified', '{}');
      insert into items (workspace_id, id, survey_id, no, key, label, kind, scale_min, scale_max, direction, measure)
        values ('${w}', '${idOf("600", size, TOUCHPOINTS + 1)}', '${survey}', ${TOUCHPOINTS + 1}, 'nps', 'Recommend', 'nps', 0, 10, 'higher', 'nps');
      insert into items (workspace_id, id, survey_id, no, key, label, kind, scale_min, scale_max, direction, measure, touchpoint_id, is_placed)
        select '${w}', ${id("600", "g")}, '${survey}', g, 'r' || g, 'Rating ' || g, 'rating', 1, 5, 'higher', 'csat', ${id("200", "g")}, g % 2 = 0
          from generate_series(1, ${TOUCHPOINTS}) g;
      insert into segments (workspace_id, id, name, rule, member_count)
        values ('${w}', '${segment}', 'Segment', '{"all": []}', ${Math.floor(responses / 3)});
      insert into journeys (workspace_id, id, name, segment_id) values ('${w}', '${journeyOf(size)}', 'Journey', '${segment}');
      insert into journey_stages (workspace_id, id, journey_id, name, position)
        select '${w}', ${id("710", "g")}, '${journeyOf(size)}', 'Stage ' || g, g from generate_series(1, ${STAGES}) g;
      insert into journey_steps (workspace_id, id, stage_id, touchpoint_id, position, desired, doing, thinking)
        select '${w}', ${id("720", "g")}, ${id("710", `1 + (g - 1) / ${TOUCHPOINTS / STAGES}`)}, ${id("200", "g")}, g, 4, 'Does it', 'Thinks of it'
          from generate_series(1, ${TOUCHPOINTS}) g;
      insert into customers (workspace_id, id, name, search_text)
        select '${w}', ${id("000", "g")}, 'Customer ' || g, 'customer ' || g from generate_series(1, ${responses}) g;
      insert into segment_members (workspace_id, segment_id, customer_id)
        select '${w}', '${segment}', ${id("000", "g")} from generate_series(1, ${responses}) g where g % 3 = 0;
      commit;`);
    const step = 100_000;
    for (let from = 1; from <= responses; from += step) {
      const to = Math.min(from + step - 1, responses);
      await client.query(`
        with made as materialized (
          select g, date '${FIRST_DAY}' + ${chance("g", 1, DAYS)}::int as day, ${chance("g", 2, TOUCHPOINTS)} as first, ${chance("g", 3, 3)} as mood
            from generate_series(${from}, ${to}) g),
        stored as (
          insert into responses (workspace_id, id, survey_id, version_id, customer_id, answered_at, answered_on)
            select '${w}', ${id("800", "g")}, '${survey}', '${version}', ${id("000", "g")}, day + interval '12 hours', day from made)
        insert into answers (workspace_id, response_id, item_id, customer_id, touchpoint_id, answered_on, answered_at, value)
          select '${w}', ${id("800", "g")}, ${id("600", "no")}, ${id("000", "g")}, case when no <= ${TOUCHPOINTS} then ${id("200", "no")} end,
                 day, day + interval '12 hours',
                 case when no <= ${TOUCHPOINTS} then 1 + (mood + ${chance("g * 64 + no", 4, 3)})::int else (mood * 3 + ${chance("g", 5, 5)})::int end
            from made cross join lateral (
              select ${TOUCHPOINTS + 1} as no union all
              select 1 + (first + n) % ${TOUCHPOINTS} from generate_series(1, ${ANSWERS - 1}) n) asked`);
    }
    await client.query("analyze");
  });
  if (size > 0) {
    context.say(`roll-ups of ${size.toLocaleString("en")} answers`);
    const who = { workspaceId: w };
    await transaction(who, (tx) => recountRollups(tx, who), { timeoutMs: 7_200_000 });
  }
}

/** Ratings of the segment in the period, counted from the answers themselves. */
async function rawAnswers(client: pg.Client, size: number): Promise<number> {
  const { rows } = await client.query<{ n: number }>(
    `select count(*)::int as n from answers a
       join items i on i.workspace_id = $1 and i.id = a.item_id and i.measure = 'csat'
       join segment_members m on m.workspace_id = $1 and m.customer_id = a.customer_id
      where a.workspace_id = $1 and a.value is not null and a.answered_on >= $2 and a.answered_on < $3`,
    [workspaceOf(size), SPAN.fromDay, SPAN.toDay],
  );
  return rows[0]?.n ?? 0;
}

export const run: Bench = async (context) => {
  const client = new pg.Client({ connectionString: context.appUrl });
  await client.connect();
  const rows: BenchRow[] = [];
  const seconds = new Map<number, number>();
  try {
    for (const size of [0, ...SIZES[context.size]])
      await context.once(`journeys-1-${size}`, () => build(context, size));
    for (const size of SIZES[context.size]) {
      const isJudged = size === 10_000_000;
      const measured = await alternate(
        () => getJourney(actorOf(size), journeyOf(size), SPAN),
        () => getJourney(actorOf(0), journeyOf(0), SPAN),
        { rounds: 15 },
      );
      const counted = await rawAnswers(client, size);
      const heard = measured.lastOurs.stages.flatMap(({ steps }) => steps).filter(({ gap }) => gap.gap !== null).length;
      if (measured.lastOurs.answers !== counted || measured.lastTheirs.answers !== 0 || heard === 0)
        throw new Error(`The map counts ${measured.lastOurs.answers} answers, the table ${counted}; ${heard} gaps.`);
      seconds.set(size, measured.ours.median);
      const words = `${size.toLocaleString("en")} answers, ${TOUCHPOINTS} touchpoints`;
      rows.push({
        id: "B9",
        what: "journey map of one segment: actual, desired and gap",
        size: words,
        ours: inWords(measured.ours.median),
        against: `${inWords(measured.theirs.median)}, the same map without answers`,
        ratio: measured.ratio,
        goal: isJudged ? "≤ 2×" : "",
        met: isJudged ? measured.ratio.median <= 2 : null,
        note: `${counted.toLocaleString("en")} answers of the period on the map, as counted from the answers`,
      });
      const listed = await alternate(
        () => gapsOf(actorOf(size), measured.lastOurs, SPAN),
        () => getJourney(actorOf(size), journeyOf(size), SPAN),
        { rounds: 5 },
      );
      rows.push({
        id: "B9",
        what: "its gap list: importance, reach and priority",
        size: words,
        ours: inWords(listed.ours.median),
        against: `${inWords(listed.theirs.median)}, the map itself`,
        ratio: listed.ratio,
        goal: "",
        met: null,
        note: `from ${listed.lastOurs.sampled.toLocaleString("en")} of ${listed.lastOurs.customers.toLocaleString("en")} customers`,
      });
      context.say(`${words} measured`);
    }
    const [first, last] = [seconds.get(100_000), seconds.get(10_000_000)];
    if (first && last) {
      const times = last / first;
      rows.push({
        id: "B9",
        what: "the map's time as answers grow a hundredfold",
        size: "100,000 → 10,000,000 answers",
        ours: inWords(last),
        against: inWords(first),
        ratio: { median: times, low: times, high: times },
        goal: "≤ 1.5×",
        met: times <= 1.5,
      });
    }
    return rows;
  } finally {
    await client.end();
  }
};
