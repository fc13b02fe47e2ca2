// B7: the customers list, its first page, a filtered one, a deep one and a search by part of a name, against the same page of
// an empty workspace: first what the page asks of the database, then the whole page over HTTP, when the product was built.
import { existsSync } from "node:fs";
import path from "node:path";
import { hash } from "@node-rs/argon2";
import { systemActor } from "../lib/auth/actor";
import { listAttributeDefinitions, listSegmentChoices } from "../lib/customers/queries/definitions";
import { countCustomers, listCustomers, listTags } from "../lib/customers/queries/list";
import { customerListParams } from "../lib/customers/schema";
import { encodeCursor } from "../lib/paging";
import { listMembers } from "../lib/users/queries";
import { listViews } from "../lib/views/queries";
import { buildIsStale, serverFolder } from "../scripts/build.mjs";
import { connected } from "./lib/database";
import { alternate, inWords } from "./lib/measure";
import { start } from "./lib/server";
import type { Bench, BenchContext, BenchRow } from "./lib/types";
import { Visitor } from "./lib/visitor";

const SIZES = { small: [10_000], full: [10_000, 100_000, 1_000_000] };
const JUDGED = 1_000_000;
const PASSWORD = "a password for benches only";

/** The workspace of that many customers; of 0, the empty one. */
const workspaceOf = (size: number) => `${size.toString(16).padStart(8, "0")}-0007-7000-8999-000000000001`;
const userOf = (size: number) => `${size.toString(16).padStart(8, "0")}-0007-7000-8900-000000000001`;
const EMAIL = (size: number) => `bench-list-${size}@example.com`;
const idSql = (size: number, n: string) =>
  `('${size.toString(16).padStart(8, "0")}-0007-7000-8000-' || lpad(to_hex(${n}), 12, '0'))::uuid`;
/** A name of two words that are nobody else's, in no order: names do not come in the order of their keys. */
const NAME = "initcap(substr(md5(g::text), 1, 6)) || ' ' || initcap(substr(md5((g * 7)::text), 1, 7))";

async function build(context: BenchContext, size: number): Promise<void> {
  const w = workspaceOf(size);
  const passwordHash = await hash(PASSWORD);
  await connected(context.ownerUrl, async (client) => {
    await client.query("set session_replication_role = replica; set synchronous_commit = off;");
    await client.query(`begin;
      insert into workspaces (id, name) values ('${w}', 'Bench list ${size}');
      insert into users (id, email, name, password_hash) values ('${userOf(size)}', '${EMAIL(size)}', 'Bench', '${passwordHash}');
      insert into memberships (workspace_id, id, user_id, role) values ('${w}', '${userOf(size)}', '${userOf(size)}', 'cx_manager');
      commit;`);
    const step = 100_000;
    for (let from = 1; from <= size; from += step) {
      const each = `generate_series(${from}, ${Math.min(from + step - 1, size)}) g`;
      await client.query(`
        insert into customers (workspace_id, id, name, email, kind, lifecycle, search_text, tags, created_at)
          select '${w}', ${idSql(size, "g")}, ${NAME}, 'c' || g || '@example.com',
            case when g % 10 = 0 then 'company' else 'person' end::customer_kind,
            (array['lead', 'active', 'loyal', 'at_risk'])[1 + g % 4]::lifecycle_stage,
            lower(${NAME}) || ' c' || g || '@example.com', case when g % 50 = 0 then array['vip'] else '{}' end,
            timestamptz '2025-01-01' + g * interval '1 minute'
          from ${each};
        insert into customer_experience (workspace_id, customer_id, revenue_cents, orders, last_nps, last_nps_at, last_answer_at)
          select '${w}', ${idSql(size, "g")}, (g::bigint * 7919) % 1000003, g % 5, g % 11, now(), now() from ${each}`);
    }
    await client.query("analyze customers; analyze customer_experience;");
  });
}

/** What app/(workspace)/customers asks for an address. */
async function askPage(size: number, search: Record<string, string>) {
  const actor = systemActor(workspaceOf(size), "bench");
  const params = customerListParams.parse({ owner: "all", ...search });
  const [page] = await Promise.all([
    listCustomers(actor, params),
    listAttributeDefinitions(actor),
    listMembers(actor),
    listSegmentChoices(actor),
    listTags(actor),
    listViews(actor, "customers"),
    countCustomers(actor, params),
  ]);
  return page.rows;
}

/** Somebody nine tenths down the list. */
async function deepOf(context: BenchContext, size: number): Promise<string> {
  return connected(context.ownerUrl, async (client) => {
    const found = await client.query<{ id: string; name: string }>(
      `select id, name from customers where workspace_id = '${workspaceOf(size)}' order by name, id offset ${Math.floor(size * 0.9)} limit 1`,
    );
    const at = found.rows[0];
    if (!at) throw new Error("Nobody stands there.");
    return encodeCursor({ value: `name asc ${at.name}`, id: at.id, direction: "after" });
  });
}

export const run: Bench = async (context) => {
  const results: BenchRow[] = [];
  await context.once("customers-1-0", () => build(context, 0));
  for (const size of SIZES[context.size]) {
    await context.once(`customers-1-${size}`, () => build(context, size));
    const words = `${size.toLocaleString("en")} customers`;
    const goal = size === JUDGED;
    const deep = { cursor: await deepOf(context, size) };
    const pages: [string, Record<string, string>][] = [
      ["first page", {}],
      ["filtered to companies", { kind: "company" }],
      ["by value", { sort: "value" }],
      ["a deep page", deep],
      ["search by part of a name", { q: "a1b" }],
    ];
    for (const [what, search] of pages) {
      const asked = await alternate(
        () => askPage(size, search),
        () => askPage(0, search),
        { rounds: 15 },
      );
      if (asked.lastOurs.length === 0 || asked.lastTheirs.length !== 0) throw new Error(`${what}: not the rows meant.`);
      results.push({
        id: "B7",
        what: `customers list, ${what}: what it asks of the database`,
        size: words,
        ours: inWords(asked.ours.median),
        against: `${inWords(asked.theirs.median)}, the same of an empty workspace`,
        ratio: asked.ratio,
        goal: "",
        met: null,
      });
    }
    const held = await alternate(
      () => askPage(size, deep),
      () => askPage(size, {}),
      { rounds: 15 },
    );
    results.push({
      id: "B7",
      what: "customers list, a deep page",
      size: words,
      ours: inWords(held.ours.median),
      against: `${inWords(held.theirs.median)}, the first page`,
      ratio: held.ratio,
      goal: goal ? "≤ 1.2×" : "",
      met: goal ? held.ratio.median <= 1.2 : null,
    });
    context.say(`${words}: asked`);
    results.push(...(await wholePages(context, size, words, pages)));
  }
  return results;
};

async function wholePages(
  context: BenchContext,
  size: number,
  words: string,
  pages: readonly [string, Record<string, string>][],
): Promise<BenchRow[]> {
  if (!existsSync(path.join(serverFolder, "server.js")) || (context.size === "small" && buildIsStale())) {
    context.say("the pages themselves are left out: npm run build makes them");
    return [];
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
    const [many, none] = [0, 1].map(() => new Visitor(`http://127.0.0.1:${server.port}`)) as [Visitor, Visitor];
    await many.signIn(EMAIL(size), PASSWORD);
    await none.signIn(EMAIL(0), PASSWORD);
    const results: BenchRow[] = [];
    for (const [what, search] of pages) {
      const address = `/customers?${new URLSearchParams({ owner: "all", ...search })}`;
      const asked = await alternate(
        () => many.page(address, "Customers"),
        () => none.page(address, "Customers"),
        { rounds: 15 },
      );
      results.push({
        id: "B7",
        what: `customers list, ${what}: the whole page over HTTP, to its last byte`,
        size: words,
        ours: `${inWords(asked.ours.median)}, ${Math.round(asked.lastOurs / 1024)} KB`,
        against: `${inWords(asked.theirs.median)}, ${Math.round(asked.lastTheirs / 1024)} KB: of an empty workspace`,
        ratio: asked.ratio,
        goal: size === JUDGED ? "≤ 2×" : "",
        met: size === JUDGED ? asked.ratio.median <= 2 : null,
      });
    }
    return results;
  } finally {
    server.process.kill("SIGTERM");
  }
}
