import { randomBytes } from "node:crypto";
import net from "node:net";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { freePort } from "../../scripts/postgres.mjs";
import { copyStandalone, isBuilt, processStatus, type Server, startStandalone } from "../support/standalone";

// What an image or an unpacked archive does on its first day: the folder alone, an empty database, a user who is not root.

const databases: string[] = [];
const urlOf = (base: string, name: string): string => {
  const url = new URL(base);
  url.pathname = `/${name}`;
  return url.toString();
};

async function onCluster<T>(use: (client: pg.Client) => Promise<T>, database?: string): Promise<T> {
  const { superUrl } = inject("databases");
  const client = new pg.Client({ connectionString: database ? urlOf(superUrl, database) : superUrl });
  await client.connect();
  try {
    return await use(client);
  } finally {
    await client.end();
  }
}

async function emptyDatabase(): Promise<string> {
  const name = `standalone_${randomBytes(5).toString("hex")}`;
  await onCluster((client) => client.query(`create database ${name} template template0`));
  databases.push(name);
  return name;
}

const secret = "a secret for tests, thirty-two characters";
async function settingsFor(database: string): Promise<Record<string, string>> {
  const { appUrl, superUrl } = inject("databases");
  const port = String(await freePort());
  return {
    PORT: port,
    PUBLIC_URL: `http://127.0.0.1:${port}`,
    DATABASE_URL: urlOf(appUrl, database),
    DATABASE_OWNER_URL: urlOf(superUrl, database),
    AUTH_SECRET: secret,
  };
}

/** Keeps cookies between requests, as a browser does. */
function visitor(address: string) {
  const jar = new Map<string, string>();
  return async (where: string, init: RequestInit = {}): Promise<Response> => {
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join("; ");
    const response = await fetch(address + where, {
      redirect: "manual",
      ...init,
      headers: { ...(init.headers as Record<string, string> | undefined), cookie },
    });
    for (const line of response.headers.getSetCookie()) {
      const [pair = ""] = line.split(";");
      const at = pair.indexOf("=");
      jar.set(pair.slice(0, at), pair.slice(at + 1));
    }
    return response;
  };
}

// The name says why, when nothing was built.
describe.skipIf(!isBuilt)("the standalone folder alone (after npm run build)", () => {
  let folder: string;
  let remove: () => void;
  beforeAll(async () => {
    ({ folder, remove } = await copyStandalone());
  });
  afterAll(async () => {
    remove?.();
    await onCluster(async (client) => {
      for (const name of databases) await client.query(`drop database if exists ${name} with (force)`);
    });
  });

  describe("on an empty database", () => {
    let server: Server;
    let database: string;
    let settings: Record<string, string>;
    beforeAll(async () => {
      database = await emptyDatabase();
      settings = await settingsFor(database);
      server = startStandalone(folder, settings);
      expect(await server.isReady(), server.output()).toBe(true);
    });
    afterAll(() => server?.stop());

    test("migrates, and says how the first admin signs up", async () => {
      const tables = await onCluster(
        (client) => client.query("select 1 from pg_tables where schemaname = 'public'"),
        database,
      );
      expect(tables.rowCount).toBeGreaterThan(30);
      expect(server.output()).toContain(`${settings.PUBLIC_URL}/setup/`);
    });

    test("runs as somebody who is not root, within 400 MB", () => {
      const pid = server.process.pid ?? 0;
      const uid = processStatus(pid, "Uid");
      if (uid !== null) expect(uid).not.toBe(0);
      const memory = processStatus(pid, "VmRSS");
      if (memory !== null) expect(memory / 1024).toBeLessThan(400);
    });

    test("serves its health, the sign-in page and what the page needs", async () => {
      const health = await fetch(`${server.address}/api/health`);
      expect(await health.json()).toEqual({ ok: true });
      const page = await fetch(`${server.address}/sign-in`);
      expect(page.status).toBe(200);
      expect(page.headers.get("x-content-type-options")).toBe("nosniff");
      expect(page.headers.get("x-powered-by")).toBeNull();
      const html = await page.text();
      expect(html).toContain("Sign in");
      const assets = [...html.matchAll(/(?:src|href)="(\/_next\/static\/[^"]+)"/g)].map((match) => match[1] ?? "");
      expect(assets.length).toBeGreaterThan(2);
      for (const asset of new Set(assets)) expect((await fetch(server.address + asset)).status, asset).toBe(200);
    });

    test("shows no page without a session, and no demo sign-in", async () => {
      const visit = visitor(server.address);
      for (const where of ["/", "/customers", "/settings"]) {
        const response = await visit(where);
        expect(
          [302, 303, 307, 308].includes(response.status) || (await response.text()).includes("/sign-in"),
          where,
        ).toBe(true);
      }
      expect(await (await visit("/sign-in")).text()).not.toContain("data-demo-role");
    });

    test("lets the first admin in by password, reads them again on every request, and runs a job", async () => {
      Object.assign(process.env, settings);
      const { setUpInstallation } = await import("../../lib/auth/accept");
      const { installationDb, closeDb, transaction } = await import("../../lib/db");
      const { addJob } = await import("../../lib/jobs");
      const token = /\/setup\/([\w-]+)/.exec(server.output())?.[1] ?? "";
      await setUpInstallation({
        token,
        workspaceName: "Standalone Ltd",
        name: "Lena",
        email: "lena@example.com",
        password: "a long password",
      });

      const visit = visitor(server.address);
      const signIn = async (password: string) => {
        const { csrfToken } = (await (await visit("/api/auth/csrf")).json()) as { csrfToken: string };
        return visit("/api/auth/callback/password", {
          method: "POST",
          headers: { "content-type": "application/x-www-form-urlencoded" },
          body: new URLSearchParams({ csrfToken, email: "lena@example.com", password, json: "true" }).toString(),
        });
      };
      expect((await signIn("not her password")).status).toBe(401);
      expect((await visit("/settings")).status).not.toBe(200);
      expect((await signIn("a long password")).status).toBe(200);
      const settingsPage = await visit("/settings");
      expect(settingsPage.status).toBe(200);
      expect(await settingsPage.text()).toContain("Standalone Ltd");

      const user = await installationDb().user.findUnique({
        where: { email: "lena@example.com" },
        include: { memberships: true },
      });
      const workspaceId = user?.memberships[0]?.workspaceId ?? "";
      await transaction({ workspaceId }, (tx) => addJob(tx, { workspaceId }, "segments.recompute-all"));
      const waiting = () =>
        onCluster(
          (client) =>
            client.query(
              "select last_error from graphile_worker.jobs where task_identifier = 'segments.recompute-all'",
            ),
          database,
        );
      const end = Date.now() + 20_000;
      let left = await waiting();
      while (left.rowCount && Date.now() < end) {
        await new Promise((resolve) => setTimeout(resolve, 100));
        left = await waiting();
      }
      expect(left.rows).toEqual([]);

      await installationDb().user.update({
        where: { email: "lena@example.com" },
        data: { sessionVersion: { increment: 1 } },
      });
      const after = await visit("/settings");
      expect(after.status === 200 && (await after.text()).includes("Standalone Ltd")).toBe(false);
      await closeDb();
    });

    test("stops when it is told to", async () => {
      const begin = Date.now();
      await server.stop();
      expect(Date.now() - begin).toBeLessThan(15_000);
      expect(await fetch(`${server.address}/api/health`).catch(() => null)).toBeNull();
    });
  });

  test("two servers that start at once on one empty database both come up", async () => {
    const database = await emptyDatabase();
    const servers = [
      startStandalone(folder, await settingsFor(database)),
      startStandalone(folder, await settingsFor(database)),
    ];
    try {
      for (const server of servers) expect(await server.isReady(), server.output()).toBe(true);
    } finally {
      await Promise.all(servers.map((server) => server.stop()));
    }
  });

  describe("says what is wrong and stops", () => {
    async function refusal(change: Record<string, string>): Promise<{ code: number | null; output: string }> {
      const server = startStandalone(folder, { ...(await settingsFor("waymark")), ...change });
      const timer = setTimeout(() => server.process.kill("SIGKILL"), 40_000);
      const code = await server.exited;
      clearTimeout(timer);
      return { code, output: server.output() };
    }

    test("when Postgres is not there", async () => {
      const nowhere = `postgres://waymark:x@127.0.0.1:${await freePort()}/waymark`;
      const { code, output } = await refusal({ DATABASE_URL: nowhere, DATABASE_OWNER_URL: nowhere });
      expect(code).toBe(1);
      expect(output).toContain("Waymark cannot start.");
      expect(output).toMatch(/Postgres at 127\.0\.0\.1:\d+\/waymark does not work: .*ECONNREFUSED/);
      expect(output).not.toContain("waymark:x@");
    });

    test("when the password is wrong or the database unknown", async () => {
      const wrong = new URL(inject("databases").superUrl);
      wrong.password = "wrong";
      expect((await refusal({ DATABASE_OWNER_URL: wrong.toString() })).output).toMatch(
        /password authentication failed/,
      );
      const unknown = urlOf(inject("databases").superUrl, "no_such_database");
      expect((await refusal({ DATABASE_OWNER_URL: unknown })).output).toMatch(/"no_such_database" does not exist/);
    });

    test("when a setting is wrong, all of them at once", async () => {
      const { code, output } = await refusal({ AUTH_SECRET: "short", IMPORT_LIMIT_MB: "many" });
      expect(code).toBe(1);
      expect(output).toContain("A setting is wrong:");
      expect(output).toContain("AUTH_SECRET needs at least 32 characters");
      expect(output).toContain("IMPORT_LIMIT_MB");
    });

    test("when the port is taken", async () => {
      const other = net.createServer();
      await new Promise<void>((resolve) => other.listen(0, "127.0.0.1", resolve));
      const { port } = other.address() as net.AddressInfo;
      const { code, output } = await refusal({ PORT: String(port) });
      await new Promise((resolve) => other.close(resolve));
      expect(code).not.toBe(0);
      expect(output).toMatch(new RegExp(`EADDRINUSE.*${port}`));
    });
  });
});
