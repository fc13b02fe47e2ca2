import { createHash } from "node:crypto";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import pg from "pg";
import type { TestProject } from "vitest/node";
import { prepareDatabase } from "../../lib/prepare-database";
import { startPostgres } from "../../scripts/postgres.mjs";

declare module "vitest" {
  interface ProvidedContext {
    databases: { superUrl: string; appUrl: string; template: string };
  }
}

const root = path.resolve(import.meta.dirname, "../..");

/** Changes whenever the database would come out differently. */
function schemaHash(): string {
  const hash = createHash("sha256");
  const folder = path.join(root, "prisma/migrations");
  for (const name of readdirSync(folder).sort()) {
    if (!name.includes(".")) hash.update(readFileSync(path.join(folder, name, "migration.sql")));
  }
  return hash.digest("hex").slice(0, 12);
}

/** One real Postgres for all tests, with one migrated template; each test file works in its own copy. */
export default async function setup(project: TestProject) {
  const folder = mkdtempSync(path.join(tmpdir(), "waymark-test-"));
  const database = await startPostgres({
    folder,
    settings: {
      fsync: "off",
      synchronous_commit: "off",
      full_page_writes: "off",
      shared_buffers: "128MB",
      max_connections: "200",
    },
  });
  const template = `template_${schemaHash()}`;
  const admin = new pg.Client({ connectionString: database.superUrl });
  await admin.connect();
  await admin.query(`create database ${template}`);
  await admin.end();
  await prepareDatabase(withDatabase(database.superUrl, template), root);
  project.provide("databases", { superUrl: database.superUrl, appUrl: database.appUrl, template });
  return async () => {
    await database.stop();
    rmSync(folder, { recursive: true, force: true });
  };
}

function withDatabase(url: string, name: string): string {
  const changed = new URL(url);
  changed.pathname = `/${name}`;
  return changed.toString();
}
