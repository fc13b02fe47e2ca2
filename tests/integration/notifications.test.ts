import { beforeAll, describe, expect, test } from "vitest";
import type { Actor } from "../../lib/auth/actor";
import { installationDb, transaction } from "../../lib/db";
import { newId } from "../../lib/id";
import { markAllRead, markRead, notify } from "../../lib/notifications/commands";
import { countUnread, listNotifications } from "../../lib/notifications/queries";
import { type TestWorkspace, testWorkspace } from "../support/world";

let world: TestWorkspace;
let manager: Actor;
let farmer: Actor;
let hunter: Actor;

beforeAll(async () => {
  world = await testWorkspace();
  manager = world.actor;
  [farmer, hunter] = await Promise.all([world.as("farmer"), world.as("hunter")]);
});

const tell = (given: Partial<Parameters<typeof notify>[2]> & { userIds: string[] }) =>
  transaction(world, (tx) =>
    notify(tx, world, { kind: "mention", href: "/customers", detail: { name: "Alba" }, ...given }),
  );
const texts = async (actor: Actor) =>
  (await listNotifications(actor, { show: "all" })).rows.map(({ detail }) => detail.name);

describe("a notification", () => {
  test("reaches each asked member once, and never who did it", async () => {
    await tell({ userIds: [farmer.userId!, farmer.userId!, manager.userId!, newId()], byId: manager.userId });
    expect(await texts(farmer)).toEqual(["Alba"]);
    expect(await texts(manager)).toEqual([]);
    expect(await countUnread(farmer)).toBe(1);
    expect((await listNotifications(farmer, { show: "all" })).rows[0]?.byName).toBe("Test cx_manager");
  });

  test("is read by its owner alone, one by one or all at once", async () => {
    await tell({ userIds: [farmer.userId!], detail: { name: "Berg" } });
    const [latest] = (await listNotifications(farmer, { show: "all" })).rows;
    await markRead(hunter, latest!.id);
    expect(await countUnread(farmer)).toBe(2);
    await markRead(farmer, latest!.id);
    expect(await countUnread(farmer)).toBe(1);
    expect((await listNotifications(farmer, { show: "unread" })).rows.map(({ detail }) => detail.name)).toEqual([
      "Alba",
    ]);
    await markAllRead(farmer);
    expect(await countUnread(farmer)).toBe(0);
    expect((await listNotifications(farmer, { show: "all" })).rows).toHaveLength(2);
  });

  test("quotes no more than fits, and turns its pages without loss", async () => {
    const reader = await world.as("farmer");
    for (let n = 0; n < 5; n++)
      await tell({ userIds: [reader.userId!], detail: { name: `${n}`, text: "ä🙂".repeat(200) } });
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await listNotifications(reader, { show: "all", cursor }, 2);
      seen.push(...page.rows.map(({ detail }) => detail.name ?? ""));
      expect([...(page.rows[0]?.detail.text ?? "")].length).toBe(200);
      cursor = page.next ?? undefined;
    } while (cursor);
    expect(seen).toEqual(["4", "3", "2", "1", "0"]);
  });

  test("does not reach who left, nor another workspace", async () => {
    const gone = await world.as("hunter");
    await installationDb().membership.updateMany({ where: { userId: gone.userId! }, data: { endedAt: new Date() } });
    await tell({ userIds: [gone.userId!] });
    expect(await texts(gone)).toEqual([]);
    const elsewhere = await testWorkspace();
    await tell({ userIds: [elsewhere.actor.userId!] });
    expect(await texts(elsewhere.actor)).toEqual([]);
  });

  test("about a customer reaches only who may see it: its owner, their team where teams see, their lead, and shares", async () => {
    const narrow = await testWorkspace();
    const db = installationDb();
    await db.workspace.update({ where: { id: narrow.workspaceId }, data: { hunterSees: "own", farmerSees: "team" } });
    const [owner, mate, lead, shared, stranger] = await Promise.all([
      narrow.as("farmer"),
      narrow.as("farmer"),
      narrow.as("hunter"),
      narrow.as("hunter"),
      narrow.as("farmer"),
    ]);
    const above = newId();
    const below = newId();
    const where = { workspaceId: narrow.workspaceId };
    await db.team.create({ data: { ...where, id: above, name: "South", leadId: lead.userId } });
    await db.team.create({ data: { ...where, id: below, name: "Madrid", parentId: above } });
    await db.membership.updateMany({
      where: { ...where, userId: { in: [owner.userId!, mate.userId!] } },
      data: { teamId: below },
    });
    const customerId = newId();
    await db.customer.create({ data: { ...where, id: customerId, name: "Costa", ownerId: owner.userId } });
    await db.customerShare.create({ data: { ...where, customerId, userId: shared.userId! } });
    const people = { owner, mate, lead, shared, stranger, manager: narrow.actor };
    await transaction(narrow, (tx) =>
      notify(tx, narrow, {
        userIds: Object.values(people).map(({ userId }) => userId!),
        kind: "follow",
        href: `/customers/${customerId}`,
        detail: { name: "Costa" },
        customerId,
      }),
    );
    const reached: string[] = [];
    for (const [name, actor] of Object.entries(people)) if ((await countUnread(actor)) > 0) reached.push(name);
    expect(reached).toEqual(["owner", "mate", "lead", "shared", "manager"]);
  });
});
