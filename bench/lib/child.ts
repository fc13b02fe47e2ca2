// Runs one bench in a process of its own; bench/run.ts starts it and reads what it writes.
import { writeFileSync } from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { closeDb } from "../../lib/db";
import { buildOnce } from "./database";
import type { Bench, BenchContext } from "./types";

const { BENCH_FILE, BENCH_SIZE, BENCH_RESULT, BENCH_POSTGRES_PID, DATABASE_URL, DATABASE_OWNER_URL } = process.env;
if (!BENCH_FILE || !BENCH_RESULT || !DATABASE_URL || !DATABASE_OWNER_URL) throw new Error("Use npm run bench.");

const root = path.resolve(import.meta.dirname, "../..");
const say = (text: string) => void process.stdout.write(`    ${text}\n`);
const ownerUrl = DATABASE_OWNER_URL;
const context: BenchContext = {
  size: BENCH_SIZE === "full" ? "full" : "small",
  root,
  ownerUrl,
  appUrl: DATABASE_URL,
  postgresPid: Number(BENCH_POSTGRES_PID),
  say,
  async once(key, build) {
    const begin = Date.now();
    if (await buildOnce(ownerUrl, key, build)) say(`built ${key} in ${((Date.now() - begin) / 1000).toFixed(0)} s`);
  },
};
const { run } = (await import(pathToFileURL(path.join(root, "bench", BENCH_FILE)).href)) as { run: Bench };
const rows = await run(context);
writeFileSync(BENCH_RESULT, JSON.stringify(rows));
await closeDb();
process.exit(0);
