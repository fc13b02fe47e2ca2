import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Actor } from "@/lib/auth/actor";
import { closeDb, inWorkspace, transaction } from "@/lib/db";
import { newId } from "@/lib/id";
import { prepareDatabase } from "@/lib/prepare-database";
import { recountRollups } from "@/lib/responses/rollups-sql";
import { freePort, startPostgres } from "@/scripts/postgres.mjs";
import { publishedSurvey } from "@/tests/support/surveys";
import { testWorkspace } from "@/tests/support/world";

// What is acknowledged is stored, and stored once, although the server and its database are killed without warning.
// A Postgres of its own, with fsync as in production: the one that the other tests share is tuned for speed, not for this.

const root = path.resolve(import.meta.dirname, "../..");
const CONNECTIONS = 64;
const KILLS = 5;

const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

type Database = Awaited<ReturnType<typeof startPostgres>>;

describe("answers during crashes", () => {
  const folder = mkdtempSync(path.join(tmpdir(), "waymark-crash-"));
  const settings = { shared_buffers: "64MB", max_connections: "60" };
  const before = { url: process.env.DATABASE_URL, owner: process.env.DATABASE_OWNER_URL };
  let database: Database;
  let server: ChildProcess | null = null;
  let port = 0;
  let actor: Actor;
  let token: string;
  let surveyId: string;

  async function serve(): Promise<void> {
    const child = spawn(
      process.execPath,
      ["--import", "tsx", "--import", "./scripts/as-server.mjs", "tests/support/answer-server.ts"],
      {
        cwd: root,
        stdio: ["ignore", "pipe", "inherit"],
        env: {
          PATH: process.env.PATH ?? "",
          NODE_ENV: "production",
          PORT: String(port),
          DATABASE_URL: database.appUrl,
          DATABASE_POOL: "2",
          ANSWERS_PER_MINUTE: "0",
          AUTH_SECRET: "a secret for tests, thirty-two characters",
          LOG_LEVEL: "silent",
        },
      },
    );
    server = child;
    await new Promise<void>((resolve, reject) => {
      child.stdout?.once("data", () => resolve());
      child.once("exit", () => reject(new Error("The server did not come up.")));
    });
  }

  const kill = async (child: ChildProcess | null): Promise<void> => {
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const gone = new Promise((resolve) => child.once("exit", resolve));
    child.kill("SIGKILL");
    await gone;
  };

  beforeAll(async () => {
    database = await startPostgres({ folder, settings });
    await prepareDatabase(database.ownerUrl, root);
    await closeDb();
    process.env.DATABASE_URL = database.appUrl;
    process.env.DATABASE_OWNER_URL = database.ownerUrl;
    actor = (await testWorkspace()).actor;
    ({ token, surveyId } = await publishedSurvey(actor));
    port = await freePort();
    await serve();
  });

  afterAll(async () => {
    await kill(server);
    await closeDb();
    await database.stop();
    rmSync(folder, { recursive: true, force: true });
    process.env.DATABASE_URL = before.url;
    process.env.DATABASE_OWNER_URL = before.owner;
  });

  it(`keeps every acknowledged answer once through ${KILLS} kills of the server and ${KILLS} of Postgres`, async () => {
    const acknowledged = new Set<string>();
    let unanswered = 0;
    let isOver = false;

    /** Sends one response until it is acknowledged, as a page that is told "send it again" would. */
    const person = async (): Promise<void> => {
      while (!isOver) {
        const responseId = newId();
        const body = JSON.stringify({ responseId, answers: { recommend: Math.floor(Math.random() * 11) } });
        for (;;) {
          const status = await fetch(`http://127.0.0.1:${port}/api/v1/links/${token}/responses`, {
            method: "POST",
            headers: { "Content-Type": "application/json" },
            body,
          }).then(
            async (response) => {
              await response.text();
              return response.status;
            },
            () => 0,
          );
          if (status === 201 || status === 200) {
            acknowledged.add(responseId);
            break;
          }
          unanswered += 1;
          if (isOver) break;
          await pause(150 + Math.random() * 150);
        }
      }
    };
    const people = Array.from({ length: CONNECTIONS }, person);

    for (let round = 0; round < KILLS; round++) {
      const reached = acknowledged.size + 100;
      for (let waited = 0; acknowledged.size < reached && waited < 10_000; waited += 20) await pause(20);
      await kill(server);
      await serve();
      const again = acknowledged.size + 100;
      for (let waited = 0; acknowledged.size < again && waited < 10_000; waited += 20) await pause(20);
      process.kill(database.pid, "SIGKILL");
      await pause(100);
      await restart();
    }
    const last = acknowledged.size + 100;
    for (let waited = 0; acknowledged.size < last && waited < 10_000; waited += 20) await pause(20);
    isOver = true;
    await Promise.all(people);

    expect(unanswered).toBeGreaterThan(0);
    expect(acknowledged.size).toBeGreaterThan(KILLS * 2 * 100);
    const db = inWorkspace(actor);
    const stored = await db.response.findMany({ where: { surveyId }, select: { id: true } });
    const ids = new Set(stored.map((response) => response.id));
    expect(ids.size).toBe(stored.length);
    expect([...acknowledged].filter((id) => !ids.has(id))).toEqual([]);
    expect(await db.answer.count()).toBe(stored.length);
    const rollups = () => db.answerRollup.findMany({ orderBy: [{ itemId: "asc" }, { day: "asc" }] });
    const kept = await rollups();
    expect(kept.reduce((n, cell) => n + cell.n, 0)).toBe(stored.length);
    await transaction(actor, (tx) => recountRollups(tx, actor));
    expect(await rollups()).toEqual(kept);
  }, 300_000);

  /** The database again, on the port that the server knows. Its former children need a moment to notice and end. */
  async function restart(): Promise<void> {
    const { port: wanted } = database;
    for (let attempt = 1; ; attempt++) {
      try {
        database = await startPostgres({ folder, settings });
        if (database.port === wanted) return;
        await database.stop();
      } catch (error) {
        if (attempt >= 50) throw error;
      }
      await pause(100);
    }
  }
});
