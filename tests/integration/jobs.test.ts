import { spawn } from "node:child_process";
import path from "node:path";
import pg from "pg";
import { afterEach, beforeAll, describe, expect, test } from "vitest";
import { inWorkspace, transaction } from "../../lib/db";
import { type JobRunner, startJobs } from "../../lib/job-runner";
import { addJob, type JobHandler } from "../../lib/jobs";
import { type TestWorkspace, testWorkspace } from "../support/world";

const root = path.resolve(import.meta.dirname, "../..");
const databaseUrl = () => process.env.DATABASE_URL ?? "";

let world: TestWorkspace;
beforeAll(async () => {
  world = await testWorkspace();
});

const running: JobRunner[] = [];
async function runner(jobs: Record<string, JobHandler>, periodic: { name: string; cron: string }[] = []) {
  const started = await startJobs({ databaseUrl: databaseUrl(), jobs, periodic });
  running.push(started);
  return started;
}
afterEach(async () => {
  for (const one of running.splice(0)) await one.stop();
  await ask("select graphile_worker.complete_jobs(array(select id from graphile_worker.jobs))");
});

async function ask<T extends pg.QueryResultRow>(sql: string): Promise<T[]> {
  const client = new pg.Client({ connectionString: process.env.DATABASE_OWNER_URL });
  await client.connect();
  try {
    return (await client.query<T>(sql)).rows;
  } finally {
    await client.end();
  }
}

const add = (
  name: string,
  ...rest: Parameters<typeof addJob> extends [unknown, unknown, unknown, ...infer R] ? R : never
) => transaction(world.actor, (tx) => addJob(tx, world.actor, name, ...rest));
const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

async function until(what: string, isSo: () => boolean | Promise<boolean>, seconds: number): Promise<number> {
  const begin = Date.now();
  while (!(await isSo())) {
    if (Date.now() - begin > seconds * 1000) throw new Error(`Not within ${seconds} s: ${what}`);
    await pause(50);
  }
  return (Date.now() - begin) / 1000;
}

describe("a job", () => {
  test("runs if and only if the transaction that asks for it commits", async () => {
    const seen: unknown[] = [];
    await expect(
      transaction(world.actor, async (tx) => {
        await addJob(tx, world.actor, "test.note", { from: "rolled back" });
        throw new Error("no");
      }),
    ).rejects.toThrow("no");
    await add("test.note", { from: "committed" });
    await runner({ "test.note": async (payload) => void seen.push(payload) });
    await until("the job ran", () => seen.length > 0, 10);
    await pause(500);
    expect(seen).toEqual([{ workspaceId: world.workspaceId, from: "committed" }]);
  });

  test("cannot be given another workspace by its payload", async () => {
    const other = await testWorkspace();
    const seen: unknown[] = [];
    await add("test.note", { workspaceId: other.workspaceId });
    await runner({ "test.note": async (payload) => void seen.push(payload.workspaceId) });
    await until("the job ran", () => seen.length > 0, 10);
    expect(seen).toEqual([world.workspaceId]);
  });

  test("of the same key replaces one that waits", async () => {
    const seen: unknown[] = [];
    await add("test.note", { n: 1 }, { key: "one" });
    await add("test.note", { n: 2 }, { key: "one" });
    await runner({ "test.note": async (payload) => void seen.push(payload.n) });
    await until("the job ran", () => seen.length > 0, 10);
    await pause(300);
    expect(seen).toEqual([2]);
  });

  test("of one queue waits for the one before it", async () => {
    const seen: string[] = [];
    await add("test.slow", { n: 1 }, { queue: "line" });
    await add("test.slow", { n: 2 }, { queue: "line" });
    await runner({
      "test.slow": async (payload) => {
        seen.push(`begin ${payload.n}`);
        await pause(150);
        seen.push(`end ${payload.n}`);
      },
    });
    await until("both ran", () => seen.length === 4, 10);
    expect(seen).toEqual(["begin 1", "end 1", "begin 2", "end 2"]);
  });

  test("that fails is tried again, and what it did in its transaction is not there", async () => {
    let attempts = 0;
    await add("test.fragile");
    await runner({
      "test.fragile": async ({ workspaceId }) => {
        attempts++;
        await transaction({ workspaceId }, async (tx) => {
          await tx.channel.create({ data: { workspaceId, id: world.workspaceId, name: "From a job" } });
          if (attempts === 1) throw new Error("the first time");
        });
      },
    });
    await until("the second attempt", () => attempts === 2, 20);
    await until(
      "the row",
      async () => (await inWorkspace(world.actor).channel.count({ where: { name: "From a job" } })) === 1,
      5,
    );
  });

  test("is told when the server stops", async () => {
    let began = false;
    let stopped = false;
    await add("test.long");
    const one = await runner({
      "test.long": async (_payload, { signal }) => {
        began = true;
        while (!signal.aborted) await pause(20);
        stopped = true;
      },
    });
    await until("it began", () => began, 10);
    await one.stop();
    expect(stopped).toBe(true);
  });
});

test("a worker that is killed outright leaves nothing hanging: its job ends elsewhere within a minute, others keep theirs", async () => {
  await add("test.stuck");
  const victim = spawn(
    process.execPath,
    ["--import", "tsx", "--import", "./scripts/as-server.mjs", "tests/support/stuck-worker.ts"],
    { cwd: root, env: { ...process.env, NODE_OPTIONS: "" }, stdio: ["ignore", "pipe", "inherit"] },
  );
  let said = "";
  victim.stdout.on("data", (chunk: Buffer) => {
    said += chunk.toString();
  });
  try {
    await until("the victim has the job", () => said.includes("began"), 20);
    let ended = 0;
    let ownRuns = 0;
    let isOver = false;
    await runner({
      "test.stuck": async () => {
        ended++;
      },
      "test.own": async () => {
        ownRuns++;
        while (!isOver) await pause(50);
      },
    });
    await add("test.own");
    await until("the living worker has a job of its own", () => ownRuns === 1, 10);
    victim.kill("SIGKILL");
    const seconds = await until("the job ended elsewhere", () => ended > 0, 60);
    expect(seconds).toBeLessThan(60);
    await pause(1500);
    isOver = true;
    expect({ ended, ownRuns }).toEqual({ ended: 1, ownRuns: 1 });
    await until(
      "both are done with",
      async () =>
        (await ask("select 1 from graphile_worker.jobs where task_identifier in ('test.stuck', 'test.own')")).length ===
        0,
      10,
    );
  } finally {
    victim.kill("SIGKILL");
  }
}, 120_000);
