// Writes the first migration again from the models, keeping what was written by hand between the markers.
// Until the first release only: after that, add a migration instead (see README, "Change the database").
import { existsSync } from "node:fs";
import { readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { schemaSql } from "../lib/migrate";

const root = process.cwd();
const file = path.join(root, "prisma/migrations/20261121000000_core/migration.sql");
const BEFORE = "-- ---- from the models ----";
const AFTER = "-- ---- written by hand ----";

const url = process.env.DATABASE_OWNER_URL ?? process.env.DATABASE_URL;
if (!url) throw new Error("DATABASE_URL is missing: any Postgres will do, nothing is written to it.");
const old = existsSync(file) ? await readFile(file, "utf8") : `${BEFORE}\n${AFTER}\n`;
const head = old.slice(0, old.indexOf(BEFORE));
const tail = old.slice(old.indexOf(AFTER));
const sql = await schemaSql(url, { root });
await writeFile(file, `${head}${BEFORE}\n${sql.trim()}\n\n${tail}`);
process.stdout.write(`Wrote ${path.relative(root, file)}\n`);
process.exit(0);
