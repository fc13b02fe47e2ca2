import { randomBytes } from "node:crypto";
import path from "node:path";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { migrate, schemaSql } from "../../lib/migrate";
import { prepareDatabase } from "../../lib/prepare-database";

// Two databases: one made by the migrations, one from the models. Their catalogues must say the same, except for what is
// written by hand in the migrations because the models cannot say it.

const root = path.resolve(import.meta.dirname, "../..");
const made: string[] = [];

const urlOf = (name: string): string => {
  const url = new URL(inject("databases").superUrl);
  url.pathname = `/${name}`;
  return url.toString();
};

async function connected<T>(url: string, use: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await use(client);
  } finally {
    await client.end();
  }
}

async function emptyDatabase(): Promise<string> {
  const name = `drift_${randomBytes(6).toString("hex")}`;
  await connected(inject("databases").superUrl, (client) => client.query(`create database ${name} template template0`));
  made.push(name);
  return urlOf(name);
}

afterAll(async () => {
  await connected(inject("databases").superUrl, async (client) => {
    for (const name of made) await client.query(`drop database if exists ${name} with (force)`);
  });
});

/** What is there, as one sentence a thing. */
async function catalogue(url: string): Promise<string[]> {
  return connected(url, async (client) => {
    const lines: string[] = [];
    const read = async (sql: string) => {
      for (const row of (await client.query<{ line: string }>(sql)).rows) lines.push(row.line);
    };
    const ours = "c.relnamespace = 'public'::regnamespace and c.relname <> '_prisma_migrations'";
    await read(`select format('table %s', c.relname) as line from pg_class c where ${ours} and c.relkind = 'r'`);
    await read(`
      select format('column %s.%s %s%s%s', c.relname, a.attname, format_type(a.atttypid, a.atttypmod),
                    case when a.attnotnull then ' not null' else '' end,
                    coalesce(' default ' || pg_get_expr(d.adbin, d.adrelid), '')) as line
        from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
        left join pg_attrdef d on d.adrelid = c.oid and d.adnum = a.attnum
       where ${ours} and c.relkind = 'r'`);
    await read(`
      select format('enum %s (%s)', t.typname, string_agg(e.enumlabel, ', ' order by e.enumsortorder)) as line
        from pg_type t join pg_enum e on e.enumtypid = t.oid
       where t.typnamespace = 'public'::regnamespace group by t.typname`);
    await read(`
      select pg_get_indexdef(x.indexrelid) as line from pg_index x join pg_class c on c.oid = x.indrelid where ${ours}`);
    await read(`
      select format('%s on %s: %s', k.conname, c.relname, pg_get_constraintdef(k.oid)) as line
        from pg_constraint k join pg_class c on c.oid = k.conrelid where ${ours} and k.contype in ('p', 'u', 'f')`);
    return lines.sort();
  });
}

describe("models and migrations", () => {
  let fromMigrations: string[];
  let fromModels: string[];
  beforeAll(async () => {
    const migrated = await emptyDatabase();
    await migrate(migrated, { root });
    fromMigrations = await catalogue(migrated);

    const modelled = await emptyDatabase();
    const sql = await schemaSql(modelled, { root });
    await connected(modelled, async (client) => {
      // The models name operator classes of these; saying that they exist is the migration's part.
      await client.query("create extension pg_trgm; create extension btree_gin;");
      await client.query(sql);
    });
    fromModels = await catalogue(modelled);
  });

  test("say the same tables, columns, types, defaults, indexes and keys", () => {
    expect(fromModels.length).toBeGreaterThan(400);
    const inMigrations = new Set(fromMigrations);
    const inModels = new Set(fromModels);
    expect({
      onlyInModels: fromModels.filter((line) => !inMigrations.has(line)),
      onlyInMigrations: fromMigrations.filter((line) => !inModels.has(line)),
    }).toEqual({ onlyInModels: [], onlyInMigrations: [] });
  });
});

describe("migrating", () => {
  test("a second time changes nothing", async () => {
    const url = await emptyDatabase();
    expect((await prepareDatabase(url, root)).length).toBeGreaterThan(0);
    const before = await catalogue(url);
    expect(await prepareDatabase(url, root)).toEqual([]);
    expect(await catalogue(url)).toEqual(before);
  });

  test("by two servers that start at once happens once", async () => {
    const url = await emptyDatabase();
    const applied = await Promise.all([
      prepareDatabase(url, root),
      prepareDatabase(url, root),
      prepareDatabase(url, root),
    ]);
    expect(applied.filter((names) => names.length > 0)).toHaveLength(1);
    const history = await connected(url, (client) =>
      client.query<{ migration_name: string; n: number }>(
        "select migration_name, count(*)::int as n from _prisma_migrations group by 1 having count(*) > 1",
      ),
    );
    expect(history.rows).toEqual([]);
  });

  test("keeps Prisma's own history, so that its tools can go on with it", async () => {
    const url = await emptyDatabase();
    const applied = await migrate(url, { root });
    const history = await connected(url, (client) =>
      client.query<{ migration_name: string; checksum: string; steps: number }>(
        `select migration_name, checksum, applied_steps_count::int as steps from _prisma_migrations
          where finished_at is not null and rolled_back_at is null order by migration_name`,
      ),
    );
    expect(history.rows.map((row) => row.migration_name)).toEqual(applied);
    expect(history.rows.every((row) => /^[0-9a-f]{64}$/.test(row.checksum) && row.steps === 1)).toBe(true);
  });

  test("says what is wrong when nobody answers", async () => {
    await expect(migrate("postgres://nobody:x@127.0.0.1:9/none", { root })).rejects.toThrow(/ECONNREFUSED/);
  });
});
