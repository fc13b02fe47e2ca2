// B3: the NPS dashboard's numbers from the kept roll-ups, against the same numbers by hand-written SQL over the answers.
// B3b: a combination of filters that no roll-up is kept for, against the same question by hand.
import { isDeepStrictEqual } from "node:util";
import pg from "pg";
import { type Actor, systemActor } from "../lib/auth/actor";
import {
  dashboardCatalogue,
  scoreByChannel,
  scoreBySegment,
  scoreByStage,
  scoreByTouchpoint,
  scoreHeadline,
  scoreTrend,
} from "../lib/dashboards/queries/scores";
import type { Scope } from "../lib/dashboards/schema";
import type { Score } from "../lib/dashboards/scores";
import { monthsUpTo } from "../lib/dashboards/trend-days";
import { transaction } from "../lib/db";
import { recountRollups } from "../lib/responses/rollups-sql";
import { connected } from "./lib/database";
import { alternate, inWords } from "./lib/measure";
import type { Bench, BenchContext, BenchRow } from "./lib/types";

const SIZES = { small: [10_000], full: [10_000, 100_000, 1_000_000, 10_000_000] };
const CHANNELS = 6;
const TOUCHPOINTS = 12;
const SEGMENTS = 6;
const SPAN = { fromDay: "2025-11-01", toDay: "2026-11-01" };
const BEFORE = { fromDay: "2024-11-01", toDay: "2025-11-01" };

type World = { answers: number; workspaceId: string; actor: Actor };

/** Ids that grow with their number; `kind` keeps those of different tables apart, the size those of different worlds. */
const idOf = (kind: string, size: number, number: number) =>
  `${size.toString(16).padStart(8, "0")}-0000-7000-8${kind}-${number.toString(16).padStart(12, "0")}`;
const idSql = (kind: string, size: number, number: string) =>
  `('${size.toString(16).padStart(8, "0")}-0000-7000-8${kind}-' || lpad(to_hex(${number}), 12, '0'))::uuid`;
/** A number from 0 to under `below`, the same for the same row in every run. */
const chance = (row: string, seed: number, below: number) =>
  `((hashint8extended(${row}, ${seed}) & 9007199254740991) % ${below})`;

/** Every response is an NPS answer and a rating; ten answers a customer, over two years. */
async function build(context: BenchContext, { answers, workspaceId }: World): Promise<void> {
  const responses = answers / 2;
  const customers = answers / 10;
  const id = (kind: string, number: string) => idSql(kind, answers, number);
  const survey = idOf("500", answers, 1);
  const version = idOf("501", answers, 1);
  await connected(context.ownerUrl, async (client) => {
    // Rows that are made right need no check of every foreign key.
    await client.query("set session_replication_role = replica; set synchronous_commit = off;");
    await client.query(`begin;
      insert into workspaces (id, name) values ('${workspaceId}', 'Bench ${answers}');
      insert into channels (workspace_id, id, name)
        select '${workspaceId}', ${id("100", "g")}, 'Channel ' || g from generate_series(1, ${CHANNELS}) g;
      insert into touchpoints (workspace_id, id, name, position)
        select '${workspaceId}', ${id("200", "g")}, 'Touchpoint ' || g, g from generate_series(1, ${TOUCHPOINTS}) g;
      insert into surveys (workspace_id, id, name, draft, current_version_id)
        values ('${workspaceId}', '${survey}', 'Survey', '{}', '${version}');
      insert into survey_versions (workspace_id, id, survey_id, number, promise, definition)
        values ('${workspaceId}', '${version}', '${survey}', 1, 'identified', '{}');
      insert into items (workspace_id, id, survey_id, no, key, label, kind, scale_min, scale_max, direction, measure) values
        ('${workspaceId}', '${idOf("600", answers, 1)}', '${survey}', 1, 'nps', 'Recommend', 'nps', 0, 10, 'higher', 'nps'),
        ('${workspaceId}', '${idOf("600", answers, 2)}', '${survey}', 2, 'rating', 'Rating', 'rating', 1, 5, 'higher', 'csat');
      insert into segments (workspace_id, id, name, rule)
        select '${workspaceId}', ${id("300", "g")}, 'Segment ' || g, '{"all": []}' from generate_series(1, ${SEGMENTS}) g;
      insert into journeys (workspace_id, id, name) values ('${workspaceId}', '${idOf("700", answers, 1)}', 'Journey');
      insert into journey_stages (workspace_id, id, journey_id, name, position)
        select '${workspaceId}', ${id("710", "g")}, '${idOf("700", answers, 1)}', 'Stage ' || g, g from generate_series(1, 4) g;
      insert into journey_steps (workspace_id, id, stage_id, touchpoint_id, position)
        select '${workspaceId}', ${id("720", "g")}, ${id("710", "1 + (g - 1) / 3")}, ${id("200", "g")}, g
          from generate_series(1, ${TOUCHPOINTS}) g;
      commit;`);
    context.say(`${customers.toLocaleString("en")} customers`);
    await client.query(`
      insert into customers (workspace_id, id, name, search_text)
        select '${workspaceId}', ${id("000", "g")}, 'Customer ' || g, 'customer ' || g from generate_series(1, ${customers}) g`);
    await client.query(`
      insert into segment_members (workspace_id, segment_id, customer_id)
        select '${workspaceId}', ${id("300", "s")}, ${id("000", "g")}
          from generate_series(1, ${SEGMENTS}) s, generate_series(1, ${customers}) g
         where ${chance("g", 900, 100)} % (s + 2) = 0`);
    context.say(`${answers.toLocaleString("en")} answers`);
    const step = 1_000_000;
    for (let from = 1; from <= responses; from += step) {
      const to = Math.min(from + step - 1, responses);
      await client.query(`
        with made as materialized (
          select g, 1 + g % ${customers} as customer, 1 + ${chance("g", 1, CHANNELS)} as channel,
                 1 + ${chance("g", 2, TOUCHPOINTS)} as touchpoint,
                 date '${BEFORE.fromDay}' + ${chance("g", 3, 730)}::int as day,
                 least(10, ${chance("g", 4, 8)} + ${chance("g", 5, 5)})::int as nps,
                 1 + ${chance("g", 6, 5)}::int as rating
            from generate_series(${from}, ${to}) g),
        stored as (
          insert into responses (workspace_id, id, survey_id, version_id, customer_id, channel_id, answered_at, answered_on)
            select '${workspaceId}', ${id("800", "g")}, '${survey}', '${version}', ${id("000", "customer")},
                   ${id("100", "channel")}, day + interval '12 hours', day from made)
        insert into answers (workspace_id, response_id, item_id, customer_id, channel_id, touchpoint_id, answered_on, answered_at, value)
          select '${workspaceId}', ${id("800", "g")}, item.id::uuid, ${id("000", "customer")}, ${id("100", "channel")},
                 ${id("200", "touchpoint")}, day, day + interval '12 hours', case item.no when 1 then nps else rating end
            from made cross join (values (1, '${idOf("600", answers, 1)}'), (2, '${idOf("600", answers, 2)}')) item (no, id)`);
    }
    await client.query("analyze");
  });
  context.say("roll-ups and experience rows");
  await transaction({ workspaceId }, (tx) => recountRollups(tx, { workspaceId }), { timeoutMs: 7_200_000 });
}

type Counts = { promoters: number; passives: number; detractors: number };
type Numbers = Record<string, Counts>;

/** Counts by "what/which", the same names on both sides. */
const put = (numbers: Numbers, name: string, score: Score): void => {
  if (score.nps && score.n > 0) numbers[name] = score.nps;
};

async function productNumbers(actor: Actor, scope: Scope, groups: Groups): Promise<Numbers> {
  const numbers: Numbers = {};
  // As the page does: all at once.
  const [headline, trend, segments, channels, touchpoints, stages] = await Promise.all([
    scoreHeadline(actor, scope, "nps", BEFORE),
    scoreTrend(actor, scope, "nps", "month", monthsUpTo(SPAN.toDay, 12)),
    scoreBySegment(actor, scope, "nps", groups.segments),
    scoreByChannel(actor, scope, "nps", groups.channels),
    scoreByTouchpoint(actor, scope, "nps", groups.touchpoints),
    scoreByStage(actor, scope, "nps", groups.journeyId),
  ]);
  put(numbers, "now/", headline.score);
  if (headline.before) put(numbers, "before/", headline.before.score);
  for (const { day, score } of trend.groups) put(numbers, `month/${day}`, score);
  for (const { key, score } of segments.groups) put(numbers, `segment/${key}`, score);
  for (const { key, score } of channels.groups) put(numbers, `channel/${key}`, score);
  for (const { key, score } of touchpoints.groups) put(numbers, `touchpoint/${key}`, score);
  for (const { key, score } of stages.groups) put(numbers, `stage/${key}`, score);
  return numbers;
}

const COUNTS = `count(*) filter (where a.value >= 9)::int as promoters,
                count(*) filter (where a.value between 7 and 8)::int as passives,
                count(*) filter (where a.value <= 6)::int as detractors`;

/** The best hand that we know: one pass for everything but segments, which need a join. */
async function handNumbers(
  client: pg.Client,
  workspaceId: string,
  itemId: string,
  journeyId: string,
): Promise<Numbers> {
  const numbers: Numbers = {};
  const put = ({ name, promoters, passives, detractors }: Counts & { name: string }) => {
    numbers[name] = { promoters, passives, detractors };
  };
  const parameters = [workspaceId, itemId, SPAN.fromDay, SPAN.toDay];
  const passed = await client.query<Counts & { name: string }>(
    `with counted as (
       select case when grouping(month) = 0 then 'month/' || month::text when grouping(channel_id) = 0 then 'channel/' || channel_id
                   when grouping(touchpoint_id) = 0 then 'touchpoint/' || touchpoint_id else 'now/' end as name,
              touchpoint_id, ${COUNTS}
         from (select value, channel_id, touchpoint_id, date_trunc('month', answered_on)::date as month from answers
                where workspace_id = $1 and item_id = $2 and value is not null and answered_on >= $3 and answered_on < $4) a
        group by grouping sets ((), (month), (channel_id), (touchpoint_id)))
     select name, promoters, passives, detractors from counted
     union all
     select 'stage/' || s.id, sum(promoters)::int, sum(passives)::int, sum(detractors)::int
       from counted c join journey_steps p on p.workspace_id = $1 and p.touchpoint_id = c.touchpoint_id
       join journey_stages s on s.workspace_id = $1 and s.id = p.stage_id and s.journey_id = $5
      group by s.id`,
    [...parameters, journeyId],
  );
  passed.rows.forEach(put);
  const before = await client.query<Counts & { name: string }>(
    `select 'before/' as name, ${COUNTS} from answers a
      where workspace_id = $1 and item_id = $2 and value is not null and answered_on >= $3 and answered_on < $4`,
    [workspaceId, itemId, BEFORE.fromDay, BEFORE.toDay],
  );
  before.rows.forEach(put);
  const segments = await client.query<Counts & { name: string }>(
    `select 'segment/' || m.segment_id as name, ${COUNTS}
       from answers a join segment_members m on m.workspace_id = $1 and m.customer_id = a.customer_id
      where a.workspace_id = $1 and a.item_id = $2 and a.value is not null and a.answered_on >= $3 and a.answered_on < $4
      group by m.segment_id`,
    parameters,
  );
  segments.rows.forEach(put);
  return numbers;
}

type Groups = {
  segments: { id: string; name: string }[];
  channels: { id: string; name: string }[];
  touchpoints: { id: string; name: string }[];
  journeyId: string;
};

async function measure(
  world: World,
  client: pg.Client,
  isJudged: boolean,
): Promise<{ rows: BenchRow[]; seconds: number }> {
  const { actor, answers } = world;
  const catalogue = await dashboardCatalogue(actor);
  const items = catalogue.items.filter(({ measure: kind }) => kind === "nps");
  const scope: Scope = { items, span: SPAN, filter: {} };
  const journeyId = idOf("700", answers, 1);
  const itemId = items[0]?.id ?? "";
  const groups: Groups = { ...catalogue, journeyId };
  const size = `${answers.toLocaleString("en")} answers, ${(answers / 10).toLocaleString("en")} customers`;

  const all = await alternate(
    () => productNumbers(actor, scope, groups),
    () => handNumbers(client, world.workspaceId, itemId, journeyId),
    { rounds: answers > 1_000_000 ? 5 : 9 },
  );
  const areEqual = isDeepStrictEqual(sorted(all.lastOurs), sorted(all.lastTheirs));
  const times = all.theirs.median / all.ours.median;

  const segmentId = catalogue.segments[0]?.id ?? "";
  const channelId = catalogue.channels[0]?.id ?? "";
  const filtered: Scope = { items, span: SPAN, filter: { segmentId, channelId } };
  const other = await alternate(
    async () => (await scoreHeadline(actor, filtered, "nps", null)).score.nps,
    async () =>
      (
        await client.query<Counts>(
          `select ${COUNTS} from answers a
             join responses r on r.workspace_id = $1 and r.id = a.response_id and r.archived_at is null
            where a.workspace_id = $1 and a.item_id = $2 and a.value is not null and a.answered_on >= $3 and a.answered_on < $4
              and a.channel_id = $5 and exists (select from segment_members m
                where m.workspace_id = $1 and m.segment_id = $6 and m.customer_id = a.customer_id)`,
          [world.workspaceId, itemId, SPAN.fromDay, SPAN.toDay, channelId, segmentId],
        )
      ).rows[0] ?? null,
    { rounds: answers > 1_000_000 ? 5 : 9 },
  );
  const otherEqual = isDeepStrictEqual(other.lastOurs, other.lastTheirs);
  if (!areEqual || !otherEqual) throw new Error(`The numbers differ at ${size}.`);

  return {
    seconds: all.ours.median,
    rows: [
      {
        id: "B3",
        what: "NPS dashboard: headline, trend, segments, touchpoints, channels, stages",
        size,
        ours: inWords(all.ours.median),
        against: `${inWords(all.theirs.median)} by hand-written SQL over the answers`,
        // How many times faster, so its smallest is the inverse of the largest share of time.
        ratio: { median: times, low: 1 / all.ratio.high, high: 1 / all.ratio.low },
        goal: isJudged ? "≥ 100× faster" : "",
        met: isJudged ? times >= 100 : null,
        note: `${Object.keys(all.lastOurs).length} groups, all counts equal`,
      },
      {
        id: "B3b",
        what: "one segment and one channel together, counted exactly",
        size,
        ours: inWords(other.ours.median),
        against: `${inWords(other.theirs.median)} by the same SQL written by hand`,
        ratio: other.ratio,
        goal: isJudged ? "≤ 1.3×" : "",
        met: isJudged ? other.ratio.median <= 1.3 : null,
      },
    ],
  };
}

const sorted = (numbers: Numbers) => Object.entries(numbers).sort(([a], [b]) => (a < b ? -1 : 1));

export const run: Bench = async (context) => {
  const client = new pg.Client({ connectionString: context.appUrl });
  await client.connect();
  const rows: BenchRow[] = [];
  const seconds = new Map<number, number>();
  const sizes = SIZES[context.size];
  try {
    for (const answers of sizes) {
      const workspaceId = idOf("999", answers, 1);
      const world: World = { answers, workspaceId, actor: systemActor(workspaceId, "bench") };
      await context.once(`dashboard-1-${answers}`, () => build(context, world));
    }
    for (const answers of sizes) {
      const workspaceId = idOf("999", answers, 1);
      const world: World = { answers, workspaceId, actor: systemActor(workspaceId, "bench") };
      const measured = await measure(world, client, answers === 10_000_000);
      rows.push(...measured.rows);
      seconds.set(answers, measured.seconds);
      context.say(`${answers.toLocaleString("en")} answers measured`);
    }
    const [first, last] = [seconds.get(100_000), seconds.get(10_000_000)];
    if (first && last) {
      rows.push({
        id: "B3",
        what: "the dashboard's time as answers grow a hundredfold",
        size: "100,000 → 10,000,000 answers",
        ours: inWords(last),
        against: inWords(first),
        ratio: { median: last / first, low: last / first, high: last / first },
        goal: "≤ 1.5×",
        met: last / first <= 1.5,
      });
    }
    return rows;
  } finally {
    await client.end();
  }
};
