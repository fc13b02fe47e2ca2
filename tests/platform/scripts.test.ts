import { spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import path from "node:path";
import pg from "pg";
import { afterAll, beforeAll, expect, inject, test } from "vitest";

// The scripts that package.json names, run as a person would, on an empty database of their own.

const root = path.resolve(import.meta.dirname, "../..");
const name = `scripts_${randomBytes(5).toString("hex")}`;
const urlOf = (base: string): string => {
  const url = new URL(base);
  url.pathname = `/${name}`;
  return url.toString();
};

async function onCluster<T>(use: (client: pg.Client) => Promise<T>, url = inject("databases").superUrl): Promise<T> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await use(client);
  } finally {
    await client.end();
  }
}
beforeAll(() => onCluster((client) => client.query(`create database ${name}`)));
afterAll(() => onCluster((client) => client.query(`drop database if exists ${name} with (force)`)));

function run(args: string[], settings: Record<string, string> = {}) {
  const { appUrl, superUrl } = inject("databases");
  const child = spawn(process.execPath, ["scripts/run.mjs", ...args], {
    cwd: root,
    env: {
      ...process.env,
      DATABASE_URL: urlOf(appUrl),
      DATABASE_OWNER_URL: urlOf(superUrl),
      AUTH_SECRET: "a secret for tests, thirty-two characters",
      LOG_LEVEL: "info",
      ...settings,
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.on("data", (chunk: Buffer) => {
      output += chunk.toString();
    });
  }
  const exited = new Promise<number | null>((resolve) => child.once("exit", resolve));
  return { child, exited, output: () => output };
}

test("npm run db:migrate brings an empty database up to date, and then finds nothing to do", async () => {
  const first = run(["scripts/migrate.ts"]);
  expect(await first.exited, first.output()).toBe(0);
  expect(first.output()).toMatch(/^Applied \d+_core/m);
  const second = run(["scripts/migrate.ts"]);
  expect(await second.exited).toBe(0);
  expect(second.output()).toContain("The database is up to date.");
});

test("npm run db:migrate says so when nobody answers", async () => {
  const nowhere = "postgres://nobody:x@127.0.0.1:9/none";
  const one = run(["scripts/migrate.ts"], { DATABASE_URL: nowhere, DATABASE_OWNER_URL: nowhere });
  expect(await one.exited).toBe(1);
  expect(one.output()).toContain("ECONNREFUSED");
});

test("npm run worker runs the product's jobs, and stops when it is told to", async () => {
  const worker = run(["scripts/worker.ts"]);
  const end = Date.now() + 60_000;
  while (!worker.output().includes("jobs are running") && worker.child.exitCode === null && Date.now() < end) {
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  expect(worker.output()).toContain("jobs are running");
  const workspaceId = "0198f1c2-0000-7000-8000-000000000001";
  const url = urlOf(inject("databases").superUrl);
  await onCluster(async (client) => {
    await client.query("insert into workspaces (id, name) values ($1, 'Worker')", [workspaceId]);
    await client.query("select graphile_worker.add_job('segments.recompute-all', $1::json)", [
      JSON.stringify({ workspaceId }),
    ]);
    const until = Date.now() + 20_000;
    let left = 1;
    while (left > 0 && Date.now() < until) {
      await new Promise((resolve) => setTimeout(resolve, 100));
      left =
        (await client.query("select 1 from graphile_worker.jobs where task_identifier = 'segments.recompute-all'"))
          .rowCount ?? 0;
    }
    expect(left).toBe(0);
  }, url);
  worker.child.kill("SIGTERM");
  expect(await worker.exited).toBe(0);
});
