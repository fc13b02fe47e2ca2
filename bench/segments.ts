// B5: finding the members of a segment whose rule joins three predicates over what customers bought, are and said, against the
// same rule as one hand-written INSERT … SELECT into the same kind of table; then once more with nothing changed (it must
// write no row), and after k customers changed (the cost must follow k, not the customers).
import pg from "pg";
import { systemActor } from "../lib/auth/actor";
import { closeDb, transaction } from "../lib/db";
import { recomputeSegment, touchSegments } from "../lib/segments/commands";
import { bringMembersUpToDate } from "../lib/segments/members-sql";
import { ruleContext } from "../lib/segments/queries";
import type { SegmentRule } from "../lib/segments/schema";
import { connected } from "./lib/database";
import { alternate, inWords, spread, timed } from "./lib/measure";
import type { Bench, BenchContext } from "./lib/types";

const SIZES = { small: 20_000, full: 1_000_000 };
/** Answers of every customer. */
const ANSWERS = 10;
const ITEMS = 20;
const ROUNDS = 5;
const CHANGED = { small: [1, 100], full: [1, 100, 10_000] };
/** Segments that hold the product's side and a rule that nobody fits, to fill again and again. */
const SEGMENT = "00000005-0000-7000-8e00-000000000001";
const NO = 3;

const workspaceOf = (customers: number) => `00000005-0000-7000-8999-${customers.toString(16).padStart(12, "0")}`;
const id = (kind: string, number: string) =>
  `('00000005-0000-7000-8${kind}-' || lpad(to_hex(${number}), 12, '0'))::uuid`;
/** A number from 0 to under `below`, the same for the same row in every run. */
const chance = (row: string, seed: string, below: string) =>
  `((hashint8extended((${row})::bigint, ${seed}) & 9007199254740991) % (${below}))`;

/** "Bought for less than 100 €, of the tier Gold, and said 1 or 2 to question 3". */
const RULE: SegmentRule = {
  all: [
    { field: "revenue", op: "below", value: 10_000 },
    { field: "attribute", attribute: "tier", op: "is", value: ["Gold", "Silver"] },
    { field: "item", item: NO, op: "is", value: [1, 2] },
  ],
};

async function build(context: BenchContext, customers: number): Promise<void> {
  const w = `'${workspaceOf(customers)}'::uuid`;
  const survey = id("500", "1");
  const version = id("501", "1");
  await connected(context.ownerUrl, async (client) => {
    // Rows that are made right need no check of every foreign key.
    await client.query("set session_replication_role = replica; set synchronous_commit = off;");
    await client.query(`begin;
      insert into workspaces (id, name) values (${w}, 'Bench ${customers}');
      insert into attribute_definitions (workspace_id, id, key, label, kind, options)
        values (${w}, ${id("100", "1")}, 'tier', 'Tier', 'choice', array['Gold', 'Silver', 'Blue', 'None']);
      insert into surveys (workspace_id, id, name, draft, current_version_id) values (${w}, ${survey}, 'Survey', '{}', ${version});
      insert into survey_versions (workspace_id, id, survey_id, number, promise, definition)
        values (${w}, ${version}, ${survey}, 1, 'identified', '{}');
      insert into items (workspace_id, id, survey_id, no, key, label, kind, scale_min, scale_max, direction, measure)
        select ${w}, ${id("600", "g")}, ${survey}, g, 'i' || g, 'Question ' || g, 'rating', 1, 5, 'higher', 'csat'
          from generate_series(1, ${ITEMS}) g;
      commit;`);
    const step = 100_000;
    for (let from = 1; from <= customers; from += step) {
      const to = Math.min(customers, from + step - 1);
      await client.query(`
        create temp table made as
          select g, item, 1 + ${chance("g * 31 + item", "5", "5")} as value
          from generate_series(${from}, ${to}) g, lateral (
            select 1 + (${chance("g", "1", String(ITEMS))} + k) % ${ITEMS} as item from generate_series(0, ${ANSWERS - 1}) k) items;`);
      await client.query(`
        insert into customers (workspace_id, id, name, search_text, attributes, email)
          select ${w}, ${id("000", "g")}, 'Customer ' || g, 'customer ' || g,
            jsonb_build_object('tier', (array['Gold', 'Silver', 'Blue', 'None'])[1 + ${chance("g", "2", "4")}]), g || '@example.com'
          from generate_series(${from}, ${to}) g;
        insert into customer_experience (workspace_id, customer_id, responses, last_answer_at, latest, orders, revenue_cents, last_order_at)
          select ${w}, ${id("000", "g")}, 1, '2026-06-01',
            jsonb_object_agg(item::text, jsonb_build_array(value, 1780272000000)),
            1 + ${chance("g", "3", "9")}, 1000 * ${chance("g", "4", "40")}, '2026-05-01'
          from made group by g;
        insert into responses (workspace_id, id, survey_id, version_id, customer_id, answered_at, answered_on)
          select ${w}, ${id("800", "g")}, ${survey}, ${version}, ${id("000", "g")}, '2026-06-01', '2026-06-01' from generate_series(${from}, ${to}) g;
        insert into answers (workspace_id, response_id, item_id, customer_id, answered_on, answered_at, value)
          select ${w}, ${id("800", "g")}, ${id("600", "item")}, ${id("000", "g")}, date '2026-06-01', timestamptz '2026-06-01', value from made;
        drop table made;`);
      if (to % 200_000 === 0) context.say(`${to.toLocaleString("en")} customers`);
    }
    await client.query(
      `insert into segments (workspace_id, id, name, rule, computed_at) values (${w}, '${SEGMENT}', 'Measured', $1, now())`,
      [JSON.stringify(RULE)],
    );
    // The other side's table: the same columns, key, index and foreign keys, so that a row costs the same.
    await client.query(`
      create table by_hand (like segment_members including all);
      alter table by_hand
        add foreign key (workspace_id, segment_id) references segments (workspace_id, id) on delete cascade,
        add foreign key (workspace_id, customer_id) references customers (workspace_id, id) on delete cascade;`);
    await client.query("vacuum analyze");
  });
}

const byHand = (w: string) => `
  insert into by_hand (workspace_id, segment_id, customer_id, since)
  select c.workspace_id, '${SEGMENT}', c.id, now()
  from customers c join customer_experience x on x.workspace_id = c.workspace_id and x.customer_id = c.id
  where c.workspace_id = '${w}' and c.archived_at is null and x.revenue_cents < 10000
    and lower(c.attributes->>'tier') in ('gold', 'silver') and (x.latest->'${NO}'->>0)::int in (1, 2)`;

/** Rows that this database has inserted, changed or deleted in the product's tables. */
async function written(client: pg.Client): Promise<number> {
  // A connection tells what it wrote when it has time, at the latest when it ends.
  await closeDb();
  await new Promise((resolve) => setTimeout(resolve, 500));
  await client.query("select pg_stat_force_next_flush()");
  const { rows } = await client.query<{ n: string }>(
    "select coalesce(sum(n_tup_ins + n_tup_upd + n_tup_del), 0)::text as n from pg_stat_user_tables where schemaname = 'public'",
  );
  return Number(rows[0]?.n);
}

export const run: Bench = async (context) => {
  const customers = SIZES[context.size];
  const isJudged = context.size === "full";
  const workspaceId = workspaceOf(customers);
  const actor = systemActor(workspaceId, "bench");
  await context.once(`segments-1-${customers}`, () => build(context, customers));
  const size = `${customers.toLocaleString("en")} customers, ${(customers * ANSWERS).toLocaleString("en")} answers`;
  const client = new pg.Client({ connectionString: context.ownerUrl });
  await client.connect();
  const now = new Date();
  try {
    const rule = await ruleContext(actor, now);
    const empty = async () => {
      await client.query("truncate segment_members; truncate by_hand;");
      await client.query("delete from answer_rollups where workspace_id = $1", [workspaceId]);
    };
    /** Membership only: moving the members' answers between roll-ups is work that the other side does not do. */
    const members = async () => {
      const { seconds, value } = await timed(() =>
        transaction(
          actor,
          (tx) =>
            bringMembersUpToDate(tx, actor, { id: SEGMENT, rule: RULE, memberCount: 0 }, rule, {
              cause: null,
              moveRollups: false,
            }),
          { timeoutMs: 600_000 },
        ),
      );
      return { seconds, entered: value.entered };
    };
    const hand = async () => {
      const { seconds, value } = await timed(() => client.query(byHand(workspaceId)));
      return { seconds, entered: value.rowCount ?? 0 };
    };
    const ratios: number[] = [];
    const [ours, theirs]: [number[], number[]] = [[], []];
    let found = 0;
    for (let round = -1; round < ROUNDS; round += 1) {
      await empty();
      // Which side goes first changes, so that neither always finds the caches as the other left them.
      const first = round % 2 === 0 ? await members() : null;
      const other = await hand();
      const mine = first ?? (await members());
      if (mine.entered !== other.entered) throw new Error(`${mine.entered} members are not ${other.entered}.`);
      found = mine.entered;
      if (round < 0) continue;
      ours.push(mine.seconds);
      theirs.push(other.seconds);
      ratios.push(mine.seconds / other.seconds);
    }
    context.say(`${found.toLocaleString("en")} members, first filling in ${inWords(spread(ours).median)}`);
    await client.query(`update segments set member_count = ${found} where id = '${SEGMENT}'`);

    // With the roll-ups, as the product does it.
    await empty();
    await client.query(`update segments set member_count = 0, computed_at = null where id = '${SEGMENT}'`);
    const whole = await timed(() => recomputeSegment(actor, SEGMENT, { cause: null, now }));
    await client.query("analyze segment_members");

    const select = byHand(workspaceId).replace(/insert into by_hand[^)]*\)/, "");
    const before = await written(client);
    const unchanged = await alternate(
      () => recomputeSegment(actor, SEGMENT, { now }),
      async () => (await client.query(`select count(*) from (${select}) members`)).rows,
      { rounds: ROUNDS },
    );
    const rowsWritten = (await written(client)) - before;
    if (rowsWritten !== 0) throw new Error(`An unchanged recomputation wrote ${rowsWritten} rows.`);
    context.say(`unchanged in ${inWords(unchanged.ours.median)}, 0 rows written`);

    const touched: { k: number; seconds: number; moved: number }[] = [];
    for (const k of CHANGED[context.size]) {
      const times: number[] = [];
      let moved = 0;
      for (let round = 0; round < 3; round += 1) {
        // Spread over the workspace; half of them leave the segment or may enter it.
        const changed = await client.query<{ id: string }>(
          `update customers set attributes = jsonb_build_object('tier', case when attributes->>'tier' in ('Gold', 'Silver') then 'Blue' else 'Gold' end)
           where workspace_id = $1 and id in (
             select ${id("000", `1 + (n * ${Math.max(1, Math.floor(customers / k))} + ${round * 7}) % ${customers}`)} from generate_series(0, ${k - 1}) n)
           returning id::text`,
          [workspaceId],
        );
        const ids = changed.rows.map((row) => row.id);
        const { seconds, value } = await timed(() => touchSegments(actor, ids, { cause: "edit", now }));
        times.push(seconds);
        moved += value.entered + value.left;
      }
      touched.push({ k, seconds: spread(times).median, moved });
      context.say(`${k} changed: ${inWords(spread(times).median)}, ${moved} moves in three rounds`);
    }
    // Whatever was touched, the membership is what the rule says.
    const check = await recomputeSegment(actor, SEGMENT, { now });
    if (check.entered + check.left > 0) throw new Error(`Touching missed ${check.entered + check.left} customers.`);
    const [least, most] = [touched[0]!, touched.at(-1)!];
    return [
      {
        id: "B5",
        what: "first filling of a segment of three predicates, membership",
        size,
        ours: inWords(spread(ours).median),
        against: `${inWords(spread(theirs).median)} for one INSERT … SELECT by hand`,
        ratio: spread(ratios),
        goal: isJudged ? "≤ 1.3×" : "",
        met: isJudged ? spread(ratios).median <= 1.3 : null,
        note: `${found.toLocaleString("en")} members on both sides. Only membership is compared: with the members' answers moved into the roll-ups it takes ${inWords(whole.seconds)}`,
      },
      {
        id: "B5",
        what: "recomputation with nothing changed",
        size,
        ours: inWords(unchanged.ours.median),
        against: `${inWords(unchanged.theirs.median)} for counting the same rule by hand`,
        ratio: unchanged.ratio,
        goal: isJudged ? "0 rows written" : "",
        met: isJudged ? rowsWritten === 0 : null,
        note: "0 rows inserted, changed or deleted in any table",
      },
      {
        id: "B5",
        what: `after ${touched.map(({ k }) => k.toLocaleString("en")).join(", ")} customers changed`,
        size,
        ours: touched.map(({ seconds }) => inWords(seconds)).join(", "),
        against: `${inWords(unchanged.ours.median)} for looking at everybody`,
        ratio: spread([least.seconds / unchanged.ours.median]),
        goal: isJudged ? "grows with k" : "",
        met: isJudged
          ? least.seconds < unchanged.ours.median / 5 && most.seconds / least.seconds < (2 * most.k) / least.k
          : null,
        note: `One customer against everybody; ${touched.reduce((sum, { moved }) => sum + moved, 0).toLocaleString("en")} moves written with their reasons and roll-ups, and equal to a whole recomputation afterwards`,
      },
    ];
  } finally {
    await client.end();
  }
};
