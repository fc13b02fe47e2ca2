// npm test: installs what is missing, checks types, lint and dead code, builds, runs every test, and counts them all.
// One part alone: npm test -- unit | integration | e2e | checks
import { spawn, spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { checkNode, dependenciesAreStale, generateClient, installDependencies } from "./install.mjs";
import { step } from "./say.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));
const only = process.argv[2];
const wants = (part) => !only || only === part;
const total = { passed: 0, failed: 0, skipped: 0 };
const skippedNames = [];
const secondTries = [];
const durations = [];

/** Route types of an earlier build may speak of pages that have moved since; the build makes them anew. */
const staleTypes = path.join(".next", "types");

const bin = (name) => path.join(root, "node_modules", ...name);
const TOOLS = {
  "types (tsc)": [bin(["typescript", "bin", "tsc"]), "--noEmit"],
  "lint and format (biome)": [bin(["@biomejs", "biome", "bin", "biome"]), "check", "--error-on-warnings", "."],
  "dead code (knip)": [bin(["knip", "bin", "knip.js"])],
};

function check(name, args) {
  const begin = Date.now();
  const result = spawnSync(process.execPath, args, { cwd: root, encoding: "utf8", maxBuffer: 1 << 26 });
  const ok = result.status === 0;
  total[ok ? "passed" : "failed"] += 1;
  durations.push({ name, ms: Date.now() - begin });
  process.stdout.write(`  ${ok ? "✓" : "✗"} ${name} (${((Date.now() - begin) / 1000).toFixed(1)} s)\n`);
  if (!ok) process.stdout.write(`${result.stdout}\n${result.stderr}\n`);
}

/** Runs test projects by Vitest and adds their results to the count. */
async function vitest(projects, env = {}) {
  const folder = mkdtempSync(path.join(tmpdir(), "waymark-results-"));
  const file = path.join(folder, "results.json");
  const child = spawn(
    process.execPath,
    [
      bin(["vitest", "vitest.mjs"]),
      "run",
      ...projects.flatMap((project) => ["--project", project]),
      "--reporter=default",
      "--reporter=json",
      `--outputFile.json=${file}`,
    ],
    { cwd: root, stdio: ["ignore", "inherit", "inherit"], env: { ...process.env, ...env, NODE_ENV: "test" } },
  );
  const code = await new Promise((resolve) => child.on("exit", resolve));
  let counted = 0;
  try {
    const results = JSON.parse(readFileSync(file, "utf8"));
    for (const suite of results.testResults) {
      if (suite.status === "failed" && suite.assertionResults.length === 0) total.failed += 1;
      for (const test of suite.assertionResults) {
        counted += 1;
        const name = `${path.relative(root, suite.name)} › ${test.fullName}`;
        if (test.status === "passed") {
          total.passed += 1;
          if (test.failureMessages?.length) secondTries.push(`${name}\n    ${test.failureMessages[0].split("\n")[0]}`);
        } else if (test.status === "failed") total.failed += 1;
        else {
          total.skipped += 1;
          skippedNames.push(name);
        }
        if (test.duration) durations.push({ name, ms: test.duration });
      }
    }
    // A run may fail outside any test, as by an unhandled rejection.
    if (code !== 0 && total.failed === 0) total.failed += 1;
  } catch {
    total.failed += 1;
  }
  if (counted === 0) total.failed += 1;
  rmSync(folder, { recursive: true, force: true });
}

/** Starts the product as a user would, on a port and data of its own. */
async function startServer() {
  const { freePort } = await import("./postgres.mjs");
  const data = mkdtempSync(path.join(tmpdir(), "waymark-e2e-"));
  const port = await freePort();
  const env = { ...process.env, WAYMARK_DATA: data, PORT: String(port), HOST: "127.0.0.1", LOG_LEVEL: "error" };
  for (const name of ["DATABASE_URL", "DATABASE_OWNER_URL", "PUBLIC_URL", "AUTH_SECRET", "DEMO_MODE"]) delete env[name];
  const child = spawn(process.execPath, [path.join(root, "scripts/start.mjs")], {
    cwd: root,
    env,
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  const ready = new Promise((resolve, reject) => {
    for (const stream of [child.stdout, child.stderr]) {
      stream.on("data", (chunk) => {
        output = (output + chunk).slice(-20_000);
        if (output.includes("Waymark is ready")) resolve();
      });
    }
    child.on("exit", () => reject(new Error(`The server did not start:\n${output}`)));
    setTimeout(() => reject(new Error(`The server was not ready in three minutes:\n${output}`)), 180_000).unref();
  });
  await ready;
  return {
    address: `http://localhost:${port}`,
    output: () => output,
    async stop() {
      child.removeAllListeners("exit");
      child.kill("SIGINT");
      await new Promise((resolve) => child.once("exit", resolve));
      rmSync(data, { recursive: true, force: true });
    },
  };
}

async function main() {
  checkNode();
  if (dependenciesAreStale(root)) await step("Installing packages", async () => installDependencies(root));
  await step("Generating the database client", async () => generateClient(root));
  rmSync(path.join(root, staleTypes), { recursive: true, force: true });
  if (wants("checks")) for (const [name, args] of Object.entries(TOOLS)) check(name, args);
  if (!only || only === "e2e" || only === "platform") {
    const { buildIsStale, build } = await import("./build.mjs");
    if (buildIsStale()) await step("Building", async () => build());
  }
  const early = ["unit", "integration", "platform"].filter(wants);
  if (early.length) await vitest(early);
  if (wants("e2e")) {
    const { findBrowser, installBrowser } = await import("./browser.mjs");
    const browser = findBrowser() ?? (await step("Installing Chromium", async () => installBrowser()));
    const server = await step("Starting Waymark for the browser tests", startServer);
    try {
      await vitest(["e2e"], { E2E_URL: server.address, CHROMIUM_PATH: browser });
    } finally {
      if (total.failed) process.stdout.write(`\nWhat the server said last:\n${server.output().slice(-4000)}\n`);
      await server.stop();
    }
  }
}

try {
  await main();
} catch (error) {
  process.stderr.write(`\n${error instanceof Error ? error.message : String(error)}\n`);
  total.failed += 1;
}
durations.sort((a, b) => b.ms - a.ms);
process.stdout.write("\nThe ten slowest:\n");
for (const { name, ms } of durations.slice(0, 10))
  process.stdout.write(`  ${(ms / 1000).toFixed(1).padStart(6)} s  ${name}\n`);
if (secondTries.length)
  process.stdout.write(`\nNeeded a second try:\n${secondTries.map((name) => `  ${name}\n`).join("")}`);
if (skippedNames.length) process.stdout.write(`\nSkipped:\n${skippedNames.map((name) => `  ${name}\n`).join("")}`);
const skipped = total.skipped ? `, ${total.skipped} skipped` : "";
process.stdout.write(`\n${total.passed} passed, ${total.failed} failed${skipped}\n`);
process.exit(total.failed ? 1 : 0);
