import { readdir, readFile } from "node:fs/promises";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { PrismaPg } from "@prisma/adapter-pg";
import { bindMigrationAwareSqlAdapterFactory } from "@prisma/driver-adapter-utils";
import pg from "pg";

/** Where migrations and models lie: the project's root, or the folder of the standalone build. */
export type SchemaRoot = { root: string };

type Engine = {
  applyMigrations(input: unknown): Promise<{ appliedMigrationNames: string[] }>;
  diff(input: unknown): Promise<{ exitCode: number; stdout: string | null }>;
};

const NO_EXTERNAL = { externalTables: [], externalEnums: [] };
/** Any number will do, as long as every server takes the same one. */
const MIGRATION_LOCK = 4_207_311;

type EngineModule = { SchemaEngine: { new: (...args: unknown[]) => Promise<Engine> } };

// The engine keeps its state beside its module, which a process has once, whatever copies of this file are bundled.
const shared = globalThis as typeof globalThis & {
  waymarkEngine?: Promise<EngineModule>;
  waymarkEngineLent?: Promise<unknown>;
};

/** Prisma's own schema engine, as WebAssembly: no download, works wherever Node does. */
function loadEngine(root: string): Promise<EngineModule> {
  shared.waymarkEngine ??= (async () => {
    const folder = path.join(root, "node_modules", "@prisma", "schema-engine-wasm");
    // By address, not by name: the bundler must leave it alone, since it is loaded together with the .wasm beside it.
    const address = pathToFileURL(path.join(folder, "schema_engine_bg.js")).href;
    const bg = await import(/* webpackIgnore: true */ /* turbopackIgnore: true */ address);
    const bytes = await readFile(path.join(folder, "schema_engine_bg.wasm"));
    const { instance } = await WebAssembly.instantiate(bytes, { "./schema_engine_bg.js": bg });
    bg.__wbg_set_wasm(instance.exports);
    (instance.exports as { __wbindgen_start(): void }).__wbindgen_start();
    return bg;
  })();
  return shared.waymarkEngine;
}

async function readModels(root: string): Promise<[string, string][]> {
  const folder = path.join(root, "prisma");
  const names = (await readdir(path.join(folder, "models"))).filter((name) => name.endsWith(".prisma")).sort();
  const files = [path.join(folder, "schema.prisma"), ...names.map((name) => path.join(folder, "models", name))];
  return Promise.all(files.map(async (file): Promise<[string, string]> => [file, await readFile(file, "utf8")]));
}

/** Lends the engine, to one at a time: two at once in one process make it panic. */
function withEngine<T>(databaseUrl: string, root: string, use: (engine: Engine) => Promise<T>): Promise<T> {
  const turn = (shared.waymarkEngineLent ?? Promise.resolve()).then(() => useEngine(databaseUrl, root, use));
  shared.waymarkEngineLent = turn.catch(() => {});
  return turn;
}

/** The engine on a pool of its own, which is closed again. */
async function useEngine<T>(databaseUrl: string, root: string, use: (engine: Engine) => Promise<T>): Promise<T> {
  const { SchemaEngine } = await loadEngine(root);
  const pool = new pg.Pool({ connectionString: databaseUrl });
  pool.on("error", () => {});
  try {
    const adapter = bindMigrationAwareSqlAdapterFactory(new PrismaPg(pool));
    return await use(await SchemaEngine.new({ datamodels: await readModels(root) }, () => {}, adapter));
  } finally {
    await pool.end();
  }
}

async function readMigrations(root: string) {
  const baseDir = path.join(root, "prisma", "migrations");
  const names = (await readdir(baseDir, { withFileTypes: true }))
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort();
  return {
    baseDir,
    lockfile: {
      path: "migration_lock.toml",
      content: await readFile(path.join(baseDir, "migration_lock.toml"), "utf8"),
    },
    shadowDbInitScript: "",
    migrationDirectories: await Promise.all(
      names.map(async (name) => ({
        path: name,
        migrationFile: {
          path: "migration.sql",
          content: { tag: "ok", value: await readFile(path.join(baseDir, name, "migration.sql"), "utf8") },
        },
      })),
    ),
  };
}

/**
 * Brings the database to the newest migration, under a lock, so that servers which start together do it once.
 * The history table is Prisma's own.
 * @returns the names of the migrations that were applied now
 */
export async function migrate(databaseUrl: string, { root }: SchemaRoot): Promise<string[]> {
  const lock = new pg.Client({ connectionString: databaseUrl });
  await lock.connect();
  try {
    await lock.query("select pg_advisory_lock($1)", [MIGRATION_LOCK]);
    const migrationsList = await readMigrations(root);
    const known = await lock.query<{ exists: boolean }>(
      "select to_regclass('_prisma_migrations') is not null as exists",
    );
    if (known.rows[0]?.exists) {
      const applied = await lock.query<{ migration_name: string }>(
        "select migration_name from _prisma_migrations where finished_at is not null and rolled_back_at is null",
      );
      const names = new Set(applied.rows.map((row) => row.migration_name));
      if (migrationsList.migrationDirectories.every((directory) => names.has(directory.path))) return [];
    }
    const result = await withEngine(databaseUrl, root, (engine) =>
      engine.applyMigrations({ migrationsList, filters: NO_EXTERNAL }),
    );
    return result.appliedMigrationNames;
  } finally {
    await lock.end();
  }
}

/** SQL that would bring an empty database to the models. */
export async function schemaSql(databaseUrl: string, { root }: SchemaRoot): Promise<string> {
  const files = (await readModels(root)).map(([file, content]) => ({ path: file, content }));
  const result = await withEngine(databaseUrl, root, (engine) =>
    engine.diff({
      from: { tag: "empty" },
      to: { tag: "schemaDatamodel", files },
      script: true,
      exitCode: null,
      shadowDatabaseUrl: null,
      filters: NO_EXTERNAL,
    }),
  );
  return result.stdout ?? "";
}

/** The role with which the app works: reads and writes everything, but cannot change or delete what the audit says. */
export const APP_ROLE = "waymark_app";

/** The queue's tables have row security on, which by itself lets only their owner in. */
async function queuePolicies(client: pg.Client): Promise<string> {
  const secured = await client.query<{ name: string }>(
    `select format('%I.%I', n.nspname, c.relname) as name
       from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where n.nspname = 'graphile_worker' and c.relkind = 'r' and c.relrowsecurity`,
  );
  return secured.rows
    .map(
      ({ name }) => `drop policy if exists ${APP_ROLE} on ${name};
        create policy ${APP_ROLE} on ${name} to ${APP_ROLE} using (true) with check (true);`,
    )
    .join("\n");
}

/** Grants the app's role what it needs, when that role exists. Run after every migration by the owner. */
export async function grantToApp(ownerUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    const role = await client.query("select 1 from pg_roles where rolname = $1", [APP_ROLE]);
    if (role.rowCount === 0) return;
    const hasWorker = await client.query("select 1 from pg_namespace where nspname = 'graphile_worker'");
    await client.query(`
      begin;
      grant usage on schema public to ${APP_ROLE};
      grant select, insert, update, delete on all tables in schema public to ${APP_ROLE};
      grant usage, select on all sequences in schema public to ${APP_ROLE};
      revoke update, delete, truncate on audit_events from ${APP_ROLE};
      ${
        hasWorker.rowCount
          ? `grant usage on schema graphile_worker to ${APP_ROLE};
             grant select, insert, update, delete on all tables in schema graphile_worker to ${APP_ROLE};
             grant usage, select on all sequences in schema graphile_worker to ${APP_ROLE};
             grant execute on all functions in schema graphile_worker to ${APP_ROLE};
             ${await queuePolicies(client)}`
          : ""
      }
      commit;`);
  } finally {
    await client.end();
  }
}
