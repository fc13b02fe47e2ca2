import pg from "pg";
import { afterAll, inject } from "vitest";

// Runs before every integration test file: a private copy of the migrated template, which the app's modules then use as
// they would a real one, with the app's own role.
const { superUrl, appUrl, template } = inject("databases");
const name = `test_${process.pid}_${process.env.VITEST_POOL_ID ?? "0"}_${Date.now().toString(36)}`;

const withDatabase = (url: string): string => {
  const changed = new URL(url);
  changed.pathname = `/${name}`;
  return changed.toString();
};

const admin = new pg.Client({ connectionString: superUrl });
await admin.connect();
// The template must have no other guests while it is copied.
await admin.query("select pg_advisory_lock(1)");
await admin.query(`create database ${name} template ${template}`);
await admin.end();

process.env.DATABASE_URL = withDatabase(appUrl);
process.env.DATABASE_OWNER_URL = withDatabase(superUrl);
process.env.AUTH_SECRET = "a secret for tests, thirty-two characters";
process.env.PUBLIC_URL = "http://localhost:3000";
process.env.LOG_LEVEL ||= "silent";

afterAll(async () => {
  const { closeDb } = await import("../../lib/db");
  await closeDb();
  const cleaner = new pg.Client({ connectionString: superUrl });
  await cleaner.connect();
  await cleaner.query(`drop database if exists ${name} with (force)`);
  await cleaner.end();
});
