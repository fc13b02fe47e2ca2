import pg from "pg";
import { beforeAll, describe, expect, test } from "vitest";
import { listAuditEvents } from "../../lib/audit/queries";
import { recordEvent } from "../../lib/audit/record";
import type { Actor } from "../../lib/auth/actor";
import { inWorkspace, transaction } from "../../lib/db";
import { newId } from "../../lib/id";
import { auditIsEnforced } from "../../lib/workspaces/queries";
import { type TestWorkspace, testWorkspace } from "../support/world";

let world: TestWorkspace;
let admin: Actor;
beforeAll(async () => {
  world = await testWorkspace();
  admin = await world.as("admin");
});

const record = (action: string, actor: Actor = admin) =>
  transaction(actor, (tx) => recordEvent(tx, actor, action, { type: "survey", id: newId() }, { n: 1 }));

async function asApp<T>(use: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: process.env.DATABASE_URL });
  await client.connect();
  try {
    return await use(client);
  } finally {
    await client.end();
  }
}

describe("the app's own database role", () => {
  test("adds and reads events, and can neither change, delete nor empty them", async () => {
    await record("survey.publish");
    await asApp(async (client) => {
      const refused = /permission denied for table audit_events/;
      expect((await client.query("select count(*)::int as n from audit_events")).rows[0].n).toBeGreaterThan(0);
      await expect(client.query("update audit_events set action = 'nothing'")).rejects.toThrow(refused);
      await expect(client.query("delete from audit_events")).rejects.toThrow(refused);
      await expect(client.query("truncate audit_events")).rejects.toThrow(refused);
      await expect(
        client.query(
          "insert into audit_events select * from audit_events on conflict (workspace_id, id) do update set action = 'nothing'",
        ),
      ).rejects.toThrow(refused);
    });
    await expect(inWorkspace(admin).auditEvent.deleteMany({})).rejects.toThrow(/permission denied/);
  });

  test("owns nothing, so it can neither drop nor alter, nor give itself rights", async () => {
    await asApp(async (client) => {
      await expect(client.query("drop table audit_events")).rejects.toThrow(/must be owner/);
      await expect(client.query("alter table audit_events add column x int")).rejects.toThrow(/must be owner/);
      await expect(client.query("alter table audit_events disable trigger all")).rejects.toThrow(/must be owner/);
      const before = (await client.query("select has_table_privilege('audit_events', 'delete') as may")).rows[0].may;
      await client.query("grant delete on audit_events to current_user").catch(() => {});
      const after = (await client.query("select has_table_privilege('audit_events', 'delete') as may")).rows[0].may;
      expect([before, after]).toEqual([false, false]);
      const role = await client.query(
        "select rolsuper, rolcreaterole, rolcreatedb, rolbypassrls from pg_roles where rolname = current_user",
      );
      expect(role.rows[0]).toEqual({ rolsuper: false, rolcreaterole: false, rolcreatedb: false, rolbypassrls: false });
    });
  });

  test("settings say that this is enforced", async () => {
    expect(await auditIsEnforced(admin)).toBe(true);
  });
});

describe("an event", () => {
  test("is written if and only if the change is", async () => {
    const action = `survey.${newId()}`;
    await expect(
      transaction(admin, async (tx) => {
        await recordEvent(tx, admin, action, { type: "survey", id: newId() });
        throw new Error("the change failed");
      }),
    ).rejects.toThrow("the change failed");
    expect(await inWorkspace(admin).auditEvent.count({ where: { action } })).toBe(0);
    await record(action);
    expect(await inWorkspace(admin).auditEvent.count({ where: { action } })).toBe(1);
  });

  test("says who, and the system says why", async () => {
    await record("survey.close", world.system);
    const found = await inWorkspace(admin).auditEvent.findFirst({ where: { action: "survey.close" } });
    expect(found).toMatchObject({ actorId: null, via: "system: test", workspaceId: world.workspaceId });
  });
});

describe("the list", () => {
  test("is newest first, with names, paged to the end, without a row twice", async () => {
    const here = await testWorkspace();
    const reader = await here.as("admin");
    for (let n = 0; n < 107; n++) await record(`survey.n${n}`, reader);
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await listAuditEvents(reader, cursor);
      seen.push(...page.rows.map((row) => row.action));
      expect(page.rows.every((row) => row.actorName === "Test admin")).toBe(true);
      cursor = page.next ?? undefined;
    } while (cursor);
    expect(seen).toEqual(Array.from({ length: 107 }, (_, n) => `survey.n${106 - n}`));
  });

  test("holds nothing of other workspaces, and a wrong cursor shows the first page", async () => {
    const other = await testWorkspace();
    const page = await listAuditEvents(await other.as("admin"), "not a cursor");
    expect(page).toEqual({ rows: [], next: null, previous: null });
  });
});
