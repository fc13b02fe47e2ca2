// npm run bench                      every bench at its real size; writes bench/RESULTS.md
// npm run bench -- b3 b6             some of them
// npm run bench -- --size=small      small sizes, in a minute or two; writes nothing
import { spawn } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { startPostgres } from "../scripts/postgres.mjs";
import { databaseOf, urlOf } from "./lib/database";
import { type KeptResults, renderResults } from "./lib/report";
import type { BenchRow, BenchSize } from "./lib/types";

const root = path.resolve(import.meta.dirname, "..");

/** In the order in which they run; each file exports `run` (lib/types.ts). */
const BENCHES: Record<string, string> = {
  b1: "responses.ts",
  b2: "import.ts",
  b3: "dashboard.ts",
  b5: "segments.ts",
  b6: "insight-scan.ts",
  b7: "customers.ts",
  b8: "customer.ts",
  b9: "journeys.ts",
};

const given = process.argv.slice(2);
const size: BenchSize = given.includes("--size=small") ? "small" : "full";
const names = given.filter((one) => !one.startsWith("--")).map((one) => one.toLowerCase());
const unknown = [
  ...names.filter((name) => !(name in BENCHES)),
  ...given.filter((one) => one.startsWith("--") && one !== "--size=small" && one !== "--size=full"),
];
if (unknown.length) {
  process.stderr.write(
    `Unknown: ${unknown.join(", ")}. There are ${Object.keys(BENCHES).join(", ")}, and --size=small.\n`,
  );
  process.exit(1);
}

const folder = process.env.WAYMARK_BENCH_DATA || path.join(root, ".data", "bench");
// Benches run alone: two runs would share one server, and each would measure the other.
const lock = path.join(folder, "run.pid");
if (existsSync(lock)) {
  const other = Number(readFileSync(lock, "utf8"));
  if (isAlive(other)) {
    process.stderr.write(`Benches run already in ${folder} (process ${other}).\n`);
    process.exit(1);
  }
}
mkdirSync(folder, { recursive: true });
writeFileSync(lock, String(process.pid));
process.on("exit", () => rmSync(lock, { force: true }));

function isAlive(pid: number): boolean {
  try {
    return pid > 0 && process.kill(pid, 0);
  } catch {
    return false;
  }
}

const database = await startPostgres({
  folder,
  // As a server of its own would have it; durable, as the product runs it.
  settings: {
    shared_buffers: "1GB",
    max_wal_size: "8GB",
    checkpoint_timeout: "30min",
    work_mem: "64MB",
    maintenance_work_mem: "512MB",
  },
});
const results = mkdtempSync(path.join(os.tmpdir(), "waymark-bench-"));
let failed = 0;

async function runBench(name: string, file: string): Promise<BenchRow[]> {
  const databaseName = await databaseOf(database.superUrl, root, name, size);
  const out = path.join(results, `${name}.json`);
  const child = spawn(
    process.execPath,
    ["--import", "tsx", "--import", "./scripts/as-server.mjs", "bench/lib/child.ts"],
    {
      cwd: root,
      stdio: "inherit",
      env: {
        ...process.env,
        BENCH_FILE: file,
        BENCH_SIZE: size,
        BENCH_RESULT: out,
        BENCH_POSTGRES_PID: String(database.pid),
        DATABASE_URL: urlOf(database.appUrl, databaseName),
        DATABASE_OWNER_URL: urlOf(database.ownerUrl, databaseName),
        AUTH_SECRET: "a secret for benches, thirty-two characters",
        LOG_LEVEL: process.env.LOG_LEVEL || "error",
      },
    },
  );
  const code = await new Promise<number | null>((resolve) => child.on("exit", resolve));
  if (code !== 0 || !existsSync(out)) throw new Error(`${name} ended with code ${code}.`);
  return JSON.parse(readFileSync(out, "utf8")) as BenchRow[];
}

const resultsFile = path.join(root, "bench", "results.json");
const kept: KeptResults = existsSync(resultsFile) ? (JSON.parse(readFileSync(resultsFile, "utf8")) as KeptResults) : {};
try {
  for (const [name, file] of Object.entries(BENCHES)) {
    if (names.length && !names.includes(name)) continue;
    if (!existsSync(path.join(root, "bench", file))) continue;
    process.stdout.write(`\n${name.toUpperCase()} (${size})\n`);
    // Over the number of processors, something else was running too.
    const load = os.loadavg()[0] ?? 0;
    try {
      const rows = await runBench(name, file);
      for (const row of rows) {
        const { median, low, high } = row.ratio;
        const verdict = row.met === null ? "" : row.met ? ", met" : ", MISSED";
        process.stdout.write(
          `  ${row.what}, ${row.size}: ${median.toPrecision(3)}× (${low.toPrecision(3)}–${high.toPrecision(3)}) ${row.goal}${verdict}\n`,
        );
        process.stdout.write(`    ${row.ours} against ${row.against}${row.note ? `. ${row.note}` : ""}\n`);
      }
      kept[name] = {
        date: new Date().toISOString().slice(0, 10),
        machine: `${os.cpus().length} × ${os.cpus()[0]?.model.trim() ?? "?"}, ${Math.round(os.totalmem() / 2 ** 30)} GiB, Node ${process.versions.node}; load when it began ${load.toFixed(1)}`,
        rows,
      };
      if (size === "full") {
        writeFileSync(resultsFile, `${JSON.stringify(kept, null, 2)}\n`);
        writeFileSync(path.join(root, "bench", "RESULTS.md"), renderResults(kept));
      }
    } catch (error) {
      failed++;
      process.stderr.write(`  ${error instanceof Error ? error.message : String(error)}\n`);
    }
  }
} finally {
  await database.stop();
  rmSync(results, { recursive: true, force: true });
}
process.exit(failed ? 1 : 0);
