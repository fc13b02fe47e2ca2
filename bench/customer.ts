// B8: the page of a customer with 2,000 events, against the page of one without any, in the same workspace: first what the
// page asks of the database, then the whole page over HTTP, when the product was built.
import { existsSync } from "node:fs";
import path from "node:path";
import { hash } from "@node-rs/argon2";
import { systemActor } from "../lib/auth/actor";
import { contractsOfCustomer } from "../lib/contracts/queries";
import { casesOfCustomer, getCustomer, getCustomerRecord } from "../lib/customers/queries/customer";
import { listAttributeDefinitions } from "../lib/customers/queries/definitions";
import { countTimeline, listTimeline } from "../lib/customers/queries/timeline";
import { TIMELINE_KINDS } from "../lib/customers/timeline";
import { transaction } from "../lib/db";
import { listCustomerDeals } from "../lib/deals/queries";
import { handoversOfCustomer } from "../lib/handovers/queries";
import { healthOfCustomer } from "../lib/health/queries";
import { openNextSteps } from "../lib/interactions/queries";
import { promisesOfCustomer } from "../lib/interactions/queries/promises";
import { listCustomerOffers, suggestionsFor } from "../lib/offers/queries";
import { orderFigures } from "../lib/orders/queries";
import { planOfCustomer } from "../lib/plans/queries";
import { recountRollups } from "../lib/responses/rollups-sql";
import { worthOfCustomer } from "../lib/segments/queries/worth";
import { tasksOfCustomer } from "../lib/tasks/queries";
import { buildIsStale, serverFolder } from "../scripts/build.mjs";
import { connected } from "./lib/database";
import { alternate, inWords } from "./lib/measure";
import { start } from "./lib/server";
import type { Bench, BenchContext, BenchRow } from "./lib/types";
import { Visitor } from "./lib/visitor";

const SIZES = { small: [10_000], full: [10_000, 100_000, 1_000_000] };
const JUDGED = 1_000_000;
const NOW = new Date("2026-11-01T12:00:00Z");
/** What happened with the busy customer: 2,000 events in all. */
const EVENTS = { interaction: 700, order: 600, answer: 400, case: 50, offer: 100, deal: 60, promise: 50, task: 40 };

const idOf = (kind: string, size: number, number: number) =>
  `${size.toString(16).padStart(8, "0")}-0008-7000-8${kind}-${number.toString(16).padStart(12, "0")}`;
const idSql = (kind: string, size: number, number: string) =>
  `('${size.toString(16).padStart(8, "0")}-0008-7000-8${kind}-' || lpad(to_hex(${number}), 12, '0'))::uuid`;
const workspaceOf = (size: number) => idOf("999", size, 1);
const actorOf = (size: number) => systemActor(workspaceOf(size), "bench");
/** The first customer is the busy one; with the last nothing ever happened. */
const busyOf = (size: number) => idOf("000", size, 1);
const quietOf = (size: number) => idOf("000", size, size);
const EMAIL = (size: number) => `bench-${size}@example.com`;
const PASSWORD = "a password for benches only";

/** All customers but the last have two orders, two interactions and an answer, so that the tables are as large as real ones. */
async function build(context: BenchContext, size: number): Promise<void> {
  const w = workspaceOf(size);
  const id = (kind: string, number: string) => idSql(kind, size, number);
  const [survey, version, item, user] = [
    idOf("500", size, 1),
    idOf("501", size, 1),
    idOf("600", size, 1),
    idOf("900", size, 1),
  ];
  const passwordHash = await hash(PASSWORD);
  const at = (seed: string) => `timestamptz '2025-01-01' + (${seed}) * interval '7 hours'`;
  const busy = `'${busyOf(size)}'`;
  await connected(context.ownerUrl, async (client) => {
    // Rows that are made right need no check of every foreign key.
    await client.query("set session_replication_role = replica; set synchronous_commit = off;");
    await client.query(`begin;
      insert into workspaces (id, name) values ('${w}', 'Bench customer ${size}');
      insert into users (id, email, name, password_hash) values ('${user}', '${EMAIL(size)}', 'Bench', '${passwordHash}');
      insert into memberships (workspace_id, id, user_id, role) values ('${w}', '${user}', '${user}', 'cx_manager');
      insert into surveys (workspace_id, id, name, draft, current_version_id) values ('${w}', '${survey}', 'Survey', '{}', '${version}');
      insert into survey_versions (workspace_id, id, survey_id, number, promise, definition)
        values ('${w}', '${version}', '${survey}', 1, 'identified', '{}');
      insert into items (workspace_id, id, survey_id, no, key, label, kind, scale_min, scale_max, direction, measure)
        values ('${w}', '${item}', '${survey}', 1, 'nps', 'Recommend', 'nps', 0, 10, 'higher', 'nps');
      insert into customers (workspace_id, id, name, search_text, kind)
        select '${w}', ${id("000", "g")}, 'Customer ' || g, 'customer ' || g, case when g % 10 = 1 then 'company' else 'person' end::customer_kind
        from generate_series(1, ${size}) g;
      insert into customer_experience (workspace_id, customer_id) select '${w}', ${id("000", "g")} from generate_series(1, ${size}) g;
      commit;`);
    const step = 200_000;
    for (let from = 2; from < size; from += step) {
      const to = Math.min(from + step - 1, size - 1);
      const each = `generate_series(${from}, ${to}) g cross join generate_series(0, 1) k`;
      await client.query(`
        insert into orders (workspace_id, id, customer_id, ordered_at, total_cents, currency)
          select '${w}', ${id("100", "g * 2 + k")}, ${id("000", "g")}, ${at("(g * 31 + k * 17) % 2000")}, 5000 + g % 90000, 'EUR' from ${each};
        insert into interactions (workspace_id, id, customer_id, kind, user_id, text, happened_at)
          select '${w}', ${id("110", "g * 2 + k")}, ${id("000", "g")}, 'call', '${user}', 'Talked.', ${at("(g * 37 + k * 19) % 2000")} from ${each};
        insert into responses (workspace_id, id, survey_id, version_id, customer_id, answered_at, answered_on)
          select '${w}', ${id("120", "g")}, '${survey}', '${version}', ${id("000", "g")}, ${at("(g * 41) % 2000")}, (${at("(g * 41) % 2000")})::date
          from generate_series(${from}, ${to}) g;
        insert into answers (workspace_id, response_id, item_id, customer_id, answered_on, answered_at, value)
          select '${w}', ${id("120", "g")}, '${item}', ${id("000", "g")}, (${at("(g * 41) % 2000")})::date, ${at("(g * 41) % 2000")}, g % 11
          from generate_series(${from}, ${to}) g`);
    }
    const many = (n: number) => `generate_series(1, ${n}) g`;
    await client.query(`begin;
      insert into contacts (workspace_id, id, customer_id, name, role, influence, stance)
        select '${w}', ${id("130", "g")}, ${busy}, 'Person ' || g, 'Decides', 0.1, g % 3 - 1 from ${many(8)};
      insert into interactions (workspace_id, id, customer_id, contact_id, kind, user_id, text, happened_at)
        select '${w}', ${id("111", "g")}, ${busy}, ${id("130", "1 + g % 8")}, 'call', '${user}', 'Talked about it.', ${at("g * 3")} from ${many(EVENTS.interaction)};
      insert into orders (workspace_id, id, customer_id, ordered_at, total_cents, currency, seller_id)
        select '${w}', ${id("101", "g")}, ${busy}, ${at("g * 3 + 1")}, 10000, 'EUR', '${user}' from ${many(EVENTS.order)};
      insert into order_lines (workspace_id, id, order_id, label, unit_cents)
        select '${w}', ${id("102", "g * 2 + k")}, ${id("101", "g")}, 'Line', 5000 from ${many(EVENTS.order)} cross join generate_series(0, 1) k;
      insert into responses (workspace_id, id, survey_id, version_id, customer_id, contact_id, answered_at, answered_on)
        select '${w}', ${id("121", "g")}, '${survey}', '${version}', ${busy}, ${id("130", "1 + g % 8")}, ${at("g * 4")}, (${at("g * 4")})::date from ${many(EVENTS.answer)};
      insert into answers (workspace_id, response_id, item_id, customer_id, answered_on, answered_at, value)
        select '${w}', ${id("121", "g")}, '${item}', ${busy}, (${at("g * 4")})::date, ${at("g * 4")}, g % 11 from ${many(EVENTS.answer)};
      insert into cases (workspace_id, id, number, title, customer_id, owner_id, opened_at, resolved_at)
        select '${w}', ${id("140", "g")}, g, 'Unhappy', ${busy}, '${user}', ${at("g * 40")}, case when g > 3 then ${at("g * 40 + 5")} end from ${many(EVENTS.case)};
      insert into offers (workspace_id, id, customer_id, name, offered_at) select '${w}', ${id("150", "g")}, ${busy}, 'Offer', ${at("g * 20")} from ${many(EVENTS.offer)};
      insert into deals (workspace_id, id, customer_id, name, amount_cents, currency, owner_id, created_at)
        select '${w}', ${id("160", "g")}, ${busy}, 'Deal ' || g, 100000, 'EUR', '${user}', ${at("g * 100")} from ${many(EVENTS.deal / 3)};
      insert into deal_moves (workspace_id, id, deal_id, to_stage, at)
        select '${w}', ${id("161", "g")}, ${id("160", "1 + (g - 1) / 3")}, 'interest', ${at("g * 30")} from ${many(EVENTS.deal)};
      insert into promises (workspace_id, id, customer_id, text, due_on, owner_id, made_at, kept_at)
        select '${w}', ${id("170", "g")}, ${busy}, 'Promise', '2026-01-01', '${user}', ${at("g * 35")}, case when g > 5 then ${at("g * 36")} end from ${many(EVENTS.promise)};
      insert into tasks (workspace_id, id, title, customer_id, owner_id, done_at) select '${w}', ${id("180", "g")}, 'Task', ${busy}, '${user}', ${at("g * 45")} from ${many(EVENTS.task)};
      insert into customer_notes (workspace_id, id, customer_id, kind, text, noted_on) select '${w}', ${id("190", "g")}, ${busy}, 'need', 'A need', '2026-01-01' from ${many(12)};
      insert into customer_changes (workspace_id, id, customer_id, field, before, after) select '${w}', ${id("191", "g")}, ${busy}, 'city', '"A"', '"B"' from ${many(60)};
      commit;`);
    await client.query("analyze");
  });
  const who = { workspaceId: w };
  await transaction(who, (tx) => recountRollups(tx, who), { timeoutMs: 7_200_000 });
}

/** What app/(workspace)/customers/[id] asks, in its two rounds. */
async function askPage(size: number, id: string) {
  const actor = actorOf(size);
  const customer = await getCustomer(actor, id);
  const when = { now: NOW, today: "2026-11-01" };
  const [timeline, counts, record] = await Promise.all([
    listTimeline(actor, id),
    countTimeline(actor, id),
    getCustomerRecord(actor, id),
    listAttributeDefinitions(actor),
    casesOfCustomer(actor, id),
    openNextSteps(actor, id),
    listCustomerDeals(actor, id),
    orderFigures(actor, id, { now: NOW }),
    worthOfCustomer(actor, id),
    suggestionsFor(actor, id, when),
    listCustomerOffers(actor, id),
    tasksOfCustomer(actor, id),
    promisesOfCustomer(actor, id),
    handoversOfCustomer(actor, id),
    healthOfCustomer(actor, id, { now: NOW }),
    planOfCustomer(actor, id),
    contractsOfCustomer(actor, id),
  ]);
  return { customer, timeline, record, total: TIMELINE_KINDS.reduce((sum, kind) => sum + counts.kinds[kind], 0) };
}

export const run: Bench = async (context) => {
  const results: BenchRow[] = [];
  for (const size of SIZES[context.size]) {
    await context.once(`customer-1-${size}`, () => build(context, size));
    const words = `${size.toLocaleString("en")} customers, 2,000 events`;
    const goal = size === JUDGED ? "≤ 2×" : "";
    const asked = await alternate(
      () => askPage(size, busyOf(size)),
      () => askPage(size, quietOf(size)),
      { rounds: 15 },
    );
    const events = Object.values(EVENTS).reduce((sum, n) => sum + n);
    const { total, timeline } = asked.lastOurs;
    if (total !== events || timeline.events.length !== 30 || asked.lastTheirs.total !== 0)
      throw new Error(`The page counts ${total} events of ${events}, ${asked.lastTheirs.total} of none.`);
    results.push({
      id: "B8",
      what: "customer 360: everything the page asks of the database",
      size: words,
      ours: inWords(asked.ours.median),
      against: `${inWords(asked.theirs.median)}, a customer with whom nothing happened`,
      ratio: asked.ratio,
      goal,
      met: goal ? asked.ratio.median <= 2 : null,
      note: "all events counted, the newest 30 told, filters by kind and person ready",
    });
    const deep = await alternate(
      () => listTimeline(actorOf(size), busyOf(size), { kind: "order" }),
      () => listTimeline(actorOf(size), quietOf(size), { kind: "order" }),
      { rounds: 15 },
    );
    results.push({
      id: "B8",
      what: "its timeline filtered to one kind",
      size: words,
      ours: inWords(deep.ours.median),
      against: `${inWords(deep.theirs.median)}, of a customer with none of it`,
      ratio: deep.ratio,
      goal: "",
      met: null,
    });
    context.say(`${words}: asked`);
    const page = await wholePage(context, size, words, goal);
    if (page) results.push(page);
  }
  return results;
};

async function wholePage(context: BenchContext, size: number, words: string, goal: string): Promise<BenchRow | null> {
  if (!existsSync(path.join(serverFolder, "server.js")) || (context.size === "small" && buildIsStale())) {
    context.say("the page itself is left out: npm run build makes it");
    return null;
  }
  if (buildIsStale()) context.say("the build is older than the sources: npm run build makes a new one");
  const server = await start(
    serverFolder,
    {
      DATABASE_URL: context.appUrl,
      DATABASE_OWNER_URL: context.ownerUrl,
      AUTH_SECRET: process.env.AUTH_SECRET ?? "",
      PUBLIC_URL: "http://127.0.0.1",
      LOG_LEVEL: "error",
    },
    "/api/health",
  );
  try {
    const visitor = new Visitor(`http://127.0.0.1:${server.port}`);
    await visitor.signIn(EMAIL(size), PASSWORD);
    const pages = await alternate(
      () => visitor.page(`/customers/${busyOf(size)}`, "Customer 1"),
      () => visitor.page(`/customers/${quietOf(size)}`, `Customer ${size}`),
      { rounds: 15 },
    );
    return {
      id: "B8",
      what: "customer 360: the whole page over HTTP, to its last byte",
      size: words,
      ours: `${inWords(pages.ours.median)}, ${Math.round(pages.lastOurs / 1024)} KB`,
      against: `${inWords(pages.theirs.median)}, ${Math.round(pages.lastTheirs / 1024)} KB: a customer with whom nothing happened`,
      ratio: pages.ratio,
      goal,
      met: goal ? pages.ratio.median <= 2 : null,
    };
  } finally {
    server.process.kill("SIGTERM");
  }
}
