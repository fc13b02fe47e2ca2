import { readFileSync } from "node:fs";
import path from "node:path";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { REFERENCE_MODELS } from "../../lib/db";
import { Prisma } from "../../lib/generated/prisma/client";

// The same tables must be able to live on many machines, one workspace on one of them. What that asks of every table,
// key, foreign key and unique index is read here from the catalogue of a migrated database.

/** Tables without a tenant. They are few, and hold no foreign key to a table with one. */
const REFERENCE_TABLES = ["installation", "public_tokens", "rate_limits", "users", "worker_heartbeats"];
/** The tenant itself: distributed by its own id. */
const ROOT = "workspaces";
const NOT_OURS = ["_prisma_migrations"];

let client: pg.Client;
beforeAll(async () => {
  client = new pg.Client({ connectionString: process.env.DATABASE_OWNER_URL });
  await client.connect();
});
afterAll(() => client.end());

const ask = async <T extends pg.QueryResultRow>(sql: string): Promise<T[]> => (await client.query<T>(sql)).rows;

const tables = async () =>
  (
    await ask<{ name: string }>(
      "select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p') order by 1",
    )
  )
    .map(({ name }) => name)
    .filter((name) => !NOT_OURS.includes(name));
const hasTenant = (table: string) => !REFERENCE_TABLES.includes(table) && table !== ROOT;

describe("tables", () => {
  test("the reference tables are the ones listed, here and in lib/db.ts", async () => {
    const withoutWorkspace = await ask<{ name: string }>(`
      select c.relname as name from pg_class c
       where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not exists (
         select 1 from pg_constraint k join pg_attribute a on a.attrelid = c.oid and a.attnum = k.conkey[1]
          where k.conrelid = c.oid and k.contype = 'p' and a.attname = 'workspace_id')
       order by 1`);
    expect(
      withoutWorkspace.map(({ name }) => name).filter((name) => name !== ROOT && !NOT_OURS.includes(name)),
    ).toEqual(REFERENCE_TABLES);

    const folder = path.resolve(import.meta.dirname, "../../prisma/models");
    const models = Object.values(Prisma.ModelName);
    const texts = ["users.prisma"].map((name) => readFileSync(path.join(folder, name), "utf8")).join("\n");
    const tableOf = (model: string) =>
      new RegExp(`^model ${model} \\{[\\s\\S]*?@@map\\("([^"]+)"\\)`, "m").exec(texts)?.[1];
    expect([...REFERENCE_MODELS].map(tableOf).sort()).toEqual(REFERENCE_TABLES);
    expect([...REFERENCE_MODELS].every((model) => models.some((known) => known === model))).toBe(true);
  });

  test("every other table has workspace_id, never null, first in its primary key", async () => {
    const keys = await ask<{ table: string; first: string; required: boolean; type: string; columns: number }>(`
      select c.relname as table, a.attname as first, a.attnotnull as required, format_type(a.atttypid, null) as type,
             cardinality(k.conkey) as columns
        from pg_constraint k
        join pg_class c on c.oid = k.conrelid and c.relnamespace = 'public'::regnamespace
        join pg_attribute a on a.attrelid = c.oid and a.attnum = k.conkey[1]
       where k.contype = 'p'`);
    const byTable = new Map(keys.map((key) => [key.table, key]));
    for (const table of await tables()) {
      const key = byTable.get(table);
      expect(key, `${table} has a primary key`).toBeDefined();
      if (!hasTenant(table)) continue;
      expect(key, table).toMatchObject({ first: "workspace_id", required: true, type: "uuid" });
      expect(key?.columns, `${table}: the workspace alone is no key`).toBeGreaterThan(1);
    }
    expect(byTable.get(ROOT)).toMatchObject({ first: "id", type: "uuid", columns: 1 });
  });

  test("every unique index begins with workspace_id", async () => {
    const found = await ask<{ table: string; index: string; first: string | null }>(`
      select c.relname as table, i.relname as index, a.attname as first
        from pg_index x
        join pg_class c on c.oid = x.indrelid and c.relnamespace = 'public'::regnamespace
        join pg_class i on i.oid = x.indexrelid
        left join pg_attribute a on a.attrelid = c.oid and a.attnum = x.indkey[0]
       where x.indisunique`);
    expect(found.length).toBeGreaterThan(40);
    expect(
      found.filter(
        ({ table, first }) => hasTenant(table) && table !== "_prisma_migrations" && first !== "workspace_id",
      ),
    ).toEqual([]);
  });

  test("every other index of a tenant's table begins with workspace_id too", async () => {
    const found = await ask<{ table: string; index: string; first: string | null }>(`
      select c.relname as table, i.relname as index, a.attname as first
        from pg_index x
        join pg_class c on c.oid = x.indrelid and c.relnamespace = 'public'::regnamespace
        join pg_class i on i.oid = x.indexrelid
        left join pg_attribute a on a.attrelid = c.oid and a.attnum = x.indkey[0]
       where not x.indisunique`);
    // Memberships are found by user before a workspace is known: the one question that goes to all of them.
    expect(
      found
        .filter(({ table, first }) => hasTenant(table) && first !== "workspace_id")
        .map(({ table, first }) => `${table} by ${first}`),
    ).toEqual(["memberships by user_id"]);
  });
});

describe("foreign keys", () => {
  type ForeignKey = {
    name: string;
    from: string;
    to: string;
    fromColumns: string[];
    toColumns: string[];
    onDelete: string;
    onUpdate: string;
  };
  const foreignKeys = () =>
    ask<ForeignKey>(`
      select k.conname as name, f.relname as from, t.relname as to, k.confdeltype as "onDelete", k.confupdtype as "onUpdate",
             array(select a.attname::text from unnest(k.conkey) with ordinality u (no, at)
                     join pg_attribute a on a.attrelid = f.oid and a.attnum = u.no order by u.at) as "fromColumns",
             array(select a.attname::text from unnest(k.confkey) with ordinality u (no, at)
                     join pg_attribute a on a.attrelid = t.oid and a.attnum = u.no order by u.at) as "toColumns"
        from pg_constraint k
        join pg_class f on f.oid = k.conrelid and f.relnamespace = 'public'::regnamespace
        join pg_class t on t.oid = k.confrelid
       where k.contype = 'f'`);

  test("carry the workspace on both sides, at the same place", async () => {
    const keys = await foreignKeys();
    expect(keys.length).toBeGreaterThan(30);
    for (const key of keys) {
      if (!hasTenant(key.from) || REFERENCE_TABLES.includes(key.to)) continue;
      const at = key.fromColumns.indexOf("workspace_id");
      expect(at, `${key.name}: no workspace_id`).toBeGreaterThanOrEqual(0);
      expect(key.toColumns[at], key.name).toBe(key.to === ROOT ? "id" : "workspace_id");
    }
  });

  test("of reference tables lead to no table with a tenant", async () => {
    expect((await foreignKeys()).filter(({ from }) => REFERENCE_TABLES.includes(from) || from === ROOT)).toEqual([]);
  });

  test("never empty a column (workspace_id would go with it), and never follow a changed key", async () => {
    const keys = await foreignKeys();
    // a no action, r restrict, c cascade, n set null, d set default
    expect(keys.filter(({ onDelete }) => !["r", "c", "a"].includes(onDelete)).map(({ name }) => name)).toEqual([]);
    expect(keys.filter(({ onUpdate }) => onUpdate !== "a").map(({ name }) => name)).toEqual([]);
  });
});

test("no triggers, partitions, inheritance, rules or exclusion constraints", async () => {
  expect(
    await ask(`select tgname from pg_trigger t join pg_class c on c.oid = t.tgrelid
                where not t.tgisinternal and c.relnamespace = 'public'::regnamespace`),
  ).toEqual([]);
  expect(
    await ask(`select relname from pg_class
                where relnamespace = 'public'::regnamespace and (relkind = 'p' or relispartition)`),
  ).toEqual([]);
  expect(
    await ask(`select i.inhrelid::regclass::text from pg_inherits i join pg_class c on c.oid = i.inhrelid
                where c.relnamespace = 'public'::regnamespace and c.relkind = 'r'`),
  ).toEqual([]);
  expect(
    await ask(`select r.rulename from pg_rewrite r join pg_class c on c.oid = r.ev_class
                where c.relnamespace = 'public'::regnamespace and c.relkind = 'r'`),
  ).toEqual([]);
  expect(
    await ask(`select conname from pg_constraint
                where contype = 'x' and connamespace = 'public'::regnamespace`),
  ).toEqual([]);
});

test("no sequences: ids are made by the client", async () => {
  expect(
    await ask("select relname from pg_class where relkind = 'S' and relnamespace = 'public'::regnamespace"),
  ).toEqual([]);
});

test("only extensions that ship with Postgres", async () => {
  const found = await ask<{ extname: string }>("select extname from pg_extension order by 1");
  const shipped = ["btree_gin", "btree_gist", "citext", "pg_trgm", "pgcrypto", "plpgsql", "unaccent"];
  expect(found.map(({ extname }) => extname).filter((name) => !shipped.includes(name))).toEqual([]);
});
