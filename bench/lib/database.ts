import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import pg from "pg";
import { prepareDatabase } from "../../lib/prepare-database";

/** The same address with another database in it. */
export function urlOf(base: string, database: string): string {
  const url = new URL(base);
  url.pathname = `/${database}`;
  return url.toString();
}

export async function connected<T>(url: string, use: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await use(client);
  } finally {
    await client.end();
  }
}

/** Changes with the migrations: a database of another schema is made anew. */
function schemaMark(root: string): string {
  const hash = createHash("sha256");
  const folder = path.join(root, "prisma/migrations");
  for (const name of readdirSync(folder).sort()) {
    if (!name.includes(".")) hash.update(readFileSync(path.join(folder, name, "migration.sql")));
  }
  return hash.digest("hex").slice(0, 12);
}

/** Finds or makes the migrated database of one bench at one size. @returns its name */
export async function databaseOf(superUrl: string, root: string, bench: string, size: string): Promise<string> {
  const family = `bench_${bench.replace(/\W/g, "_")}_${size}_`;
  const name = family + schemaMark(root);
  await connected(superUrl, async (client) => {
    const { rows } = await client.query<{ datname: string }>(
      "select datname from pg_database where starts_with(datname, $1)",
      [family],
    );
    for (const { datname } of rows) if (datname !== name) await client.query(`drop database ${datname} with (force)`);
    if (!rows.some(({ datname }) => datname === name)) await client.query(`create database ${name}`);
  });
  await prepareDatabase(urlOf(superUrl, name), root);
  await connected(urlOf(superUrl, name), (client) =>
    client.query(
      "create table if not exists public.bench_built (key text primary key, built_at timestamptz not null default now())",
    ),
  );
  return name;
}

/** Runs `build` unless it ran to its end in this database before. */
export async function buildOnce(ownerUrl: string, key: string, build: () => Promise<void>): Promise<boolean> {
  const known = await connected(ownerUrl, (client) => client.query("select 1 from bench_built where key = $1", [key]));
  if (known.rowCount) return false;
  await build();
  await connected(ownerUrl, async (client) => {
    await client.query("insert into bench_built (key) values ($1)", [key]);
    await client.query("vacuum analyze");
    await client.query("checkpoint");
  });
  return true;
}
