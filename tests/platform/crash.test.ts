import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type LoadRequest, load } from "../../bench/lib/load";
import { freePort, startPostgres } from "../../scripts/postgres.mjs";
import { copyStandalone, isBuilt, type Server, startStandalone } from "../support/standalone";

// An acknowledged answer is kept, whatever dies in the next moment: the server and Postgres are killed outright while 64
// connections send answers. Whoever got no answer sends the same response again, as a browser would.

const CONNECTIONS = 64;
// Twice here, on the built server; tests/integration/responses-crash.test.ts does it five times on its parts.
const ROUNDS = 2;

type Postgres = Awaited<ReturnType<typeof startPostgres>>;

describe.skipIf(!isBuilt)("answers outlive a crash (after npm run build)", () => {
  const data = mkdtempSync(path.join(tmpdir(), "waymark-crash-"));
  let standalone: Awaited<ReturnType<typeof copyStandalone>>;
  let database: Postgres;
  let server: Server;
  let settings: Record<string, string>;
  let token: string;
  let workspaceId: string;

  // Durable, as the product runs it. The same port each time, so that the address stays true.
  const startDatabase = () => startPostgres({ folder: data, settings: { shared_buffers: "64MB" } });
  const ask = async <T extends pg.QueryResultRow>(sql: string): Promise<T[]> => {
    const client = new pg.Client({ connectionString: database.ownerUrl });
    await client.connect();
    try {
      return (await client.query<T>(sql)).rows;
    } finally {
      await client.end();
    }
  };

  async function startServer(): Promise<void> {
    settings = {
      PORT: String(await freePort()),
      DATABASE_URL: database.appUrl,
      DATABASE_OWNER_URL: database.ownerUrl,
      DATABASE_POOL: "5",
      AUTH_SECRET: "a secret for tests, thirty-two characters",
      // All of this load comes from one address.
      ANSWERS_PER_MINUTE: "0",
      LOG_LEVEL: "silent",
    };
    server = startStandalone(standalone.folder, settings);
    expect(await server.isReady(), server.output()).toBe(true);
  }

  beforeAll(async () => {
    standalone = await copyStandalone();
    database = await startDatabase();
    await startServer();
    Object.assign(process.env, settings);
    const { installationDb, closeDb } = await import("../../lib/db");
    const { systemActor } = await import("../../lib/auth/actor");
    const { newId } = await import("../../lib/id");
    const { publishedSurvey } = await import("../support/surveys");
    workspaceId = newId();
    await installationDb().workspace.create({ data: { id: workspaceId, name: "Crash" } });
    ({ token } = await publishedSurvey(systemActor(workspaceId, "test")));
    await closeDb();
  });
  afterAll(async () => {
    await server?.stop();
    await database?.stop();
    standalone?.remove();
    rmSync(data, { recursive: true, force: true });
  });

  test("of the server and of Postgres: every acknowledged response is stored, none twice", async () => {
    const { newId } = await import("../../lib/id");
    const acknowledged: string[] = [];
    const waiting: LoadRequest[] = [];
    let sent = 0;
    const next = (): LoadRequest => {
      const again = waiting.pop();
      if (again) return again;
      const id = newId();
      const answers = {
        recommend: sent % 11,
        reason: `Because of ${sent}`,
        boarding: 1 + (sent % 5),
        purpose: 1 + (sent++ % 2),
      };
      return {
        id,
        path: `/api/v1/links/${token}/responses`,
        contentType: "application/json",
        body: JSON.stringify({ responseId: id, answers }),
      };
    };
    /** Load; in the middle of it, once some answers were acknowledged, something dies, and for a moment people go on. */
    const underFire = async (kill: () => void) => {
      const pending = new Map<string, LoadRequest>();
      let answered = 0;
      let diedAt: number | null = null;
      const result = await load(
        Number(settings.PORT),
        () => {
          if (diedAt !== null && performance.now() > diedAt + 700) return null;
          const request = next();
          pending.set(request.id, request);
          return request;
        },
        {
          connections: CONNECTIONS,
          seconds: 60,
          onAcknowledged: () => {
            if (++answered < 200 || diedAt !== null) return;
            diedAt = performance.now();
            kill();
          },
        },
      );
      expect(diedAt).not.toBeNull();
      acknowledged.push(...result.acknowledged);
      for (const id of result.acknowledged) pending.delete(id);
      // Unanswered, or answered that it was not saved: sent again later.
      waiting.push(...pending.values());
      return result;
    };

    let interrupted = 0;
    for (let round = 0; round < ROUNDS; round++) {
      const withServer = await underFire(() => server.process.kill("SIGKILL"));
      expect(withServer.acknowledged.length).toBeGreaterThan(0);
      interrupted += withServer.lost;
      await server.exited;
      await startServer();

      const withPostgres = await underFire(() => process.kill(database.pid, "SIGKILL"));
      expect(withPostgres.acknowledged.length).toBeGreaterThan(0);
      expect(server.process.exitCode, "the server outlives its database").toBeNull();
      // Its children notice and go; then it recovers from its log.
      await new Promise((resolve) => setTimeout(resolve, 500));
      const before = database.port;
      database = await startDatabase();
      if (database.port !== before) {
        await server.stop();
        await startServer();
      } else {
        expect(await server.isReady(), "the server finds its database again").toBe(true);
      }
    }
    // Everybody who is still waiting tries once more.
    for (let attempt = 0; attempt < 5 && waiting.length; attempt++) {
      const rest = waiting.splice(0);
      const queue = [...rest];
      const result = await load(Number(settings.PORT), () => queue.pop() ?? null, { connections: 8, seconds: 30 });
      const done = new Set(result.acknowledged);
      acknowledged.push(...done);
      waiting.push(...rest.filter(({ id }) => !done.has(id)));
    }
    expect(waiting).toEqual([]);
    expect(interrupted).toBeGreaterThan(0);

    const stored = await ask<{ id: string; answers: number }>(
      `select r.id::text, (select count(*)::int from answers a where a.workspace_id = r.workspace_id and a.response_id = r.id) as answers
         from responses r where r.workspace_id = '${workspaceId}'`,
    );
    const ids = new Set(stored.map(({ id }) => id));
    expect(acknowledged.filter((id) => !ids.has(id))).toEqual([]);
    expect(ids.size).toBe(sent);
    expect(stored.filter(({ answers }) => answers !== 4)).toEqual([]);

    // What is kept beside the answers is what they add up to.
    const [counted] = await ask<{ n: number; sum: number }>(
      `select count(*)::int as n, sum(value)::int as sum from answers where workspace_id = '${workspaceId}' and value is not null`,
    );
    const [kept] = await ask<{ n: number; sum: number }>(
      `select sum(n)::int as n, sum(sum)::int as sum from answer_rollups where workspace_id = '${workspaceId}' and dimension = 'all'`,
    );
    expect(kept).toEqual(counted);
  }, 400_000);
});
