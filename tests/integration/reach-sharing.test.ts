import { beforeEach, describe, expect, test } from "vitest";
import type { Actor } from "../../lib/auth/actor";
import { reachOf } from "../../lib/auth/reach";
import { assignCustomers } from "../../lib/customers/commands";
import { shareCustomer, unshareCustomer } from "../../lib/customers/commands/share";
import { getCustomer } from "../../lib/customers/queries/customer";
import { listCustomers } from "../../lib/customers/queries/list";
import { reachFigures } from "../../lib/customers/queries/reach-figures";
import { listShares } from "../../lib/customers/queries/shares";
import { customerListParams } from "../../lib/customers/schema";
import { seenBy } from "../../lib/customers/seen";
import { newShare } from "../../lib/customers/share-schema";
import { inWorkspace } from "../../lib/db";
import type { Role, RowScope } from "../../lib/generated/prisma/enums";
import { newId } from "../../lib/id";
import { updateReach } from "../../lib/workspaces/commands";
import { type TestWorkspace, testWorkspace } from "../support/world";

// Sharing a customer with a colleague who would not see it, and saying who sees what.

let world: TestWorkspace;
let hunter: Actor;
let farmer: Actor;
let other: Actor;
let customerId: string;

const db = () => inWorkspace(world);

/** Somebody as they come in through the door now. */
async function atTheDoor(actor: Actor): Promise<Actor> {
  const workspace = await db().workspace.findFirstOrThrow();
  const membership = await db().membership.findFirstOrThrow({ where: { userId: actor.userId ?? "" } });
  const { reach: _, ...rest } = actor;
  const reach = await reachOf(membership, workspace);
  return { ...rest, ...(reach ? { reach } : {}) } as typeof actor;
}

const sees = async (actor: Actor): Promise<string[]> =>
  (await listCustomers(await atTheDoor(actor), customerListParams.parse({ owner: "all" }))).rows.map(
    ({ name }) => name,
  );

const say = (hunterSees: RowScope, farmerSees: RowScope) => updateReach(admin, { hunterSees, farmerSees });
let admin: Actor;

async function customer(name: string, ownerId: string | null): Promise<string> {
  const id = newId();
  await db().customer.create({
    data: { workspaceId: world.workspaceId, id, name, ownerId, searchText: name.toLowerCase() },
  });
  return id;
}

beforeEach(async () => {
  world = await testWorkspace();
  admin = await world.as("admin");
  [hunter, farmer, other] = [await world.as("hunter"), await world.as("farmer"), await world.as("farmer")];
  customerId = await customer("Lindqvist Travel", hunter.userId);
  await say("own", "own");
});

describe("sharing", () => {
  test("shows a customer to the colleague, who is told, and to nobody else", async () => {
    expect(await sees(farmer)).toEqual([]);
    expect(await shareCustomer(hunter, { customerId, userIds: [farmer.userId ?? ""] })).toEqual([farmer.userId]);
    expect(await sees(farmer)).toEqual(["Lindqvist Travel"]);
    expect(await sees(other)).toEqual([]);
    const told = await db().notification.findMany();
    expect(told).toMatchObject([
      { userId: farmer.userId, kind: "share", href: `/customers/${customerId}`, detail: { name: "Lindqvist Travel" } },
    ]);
    expect(await db().auditEvent.findMany({ where: { action: "customer.share" } })).toMatchObject([
      { actorId: hunter.userId, subjectId: customerId, detail: { userIds: [farmer.userId] } },
    ]);
  });

  test("twice is sharing once, and tells once", async () => {
    const once = { customerId, userIds: [farmer.userId ?? "", farmer.userId ?? ""] };
    await shareCustomer(hunter, once);
    expect(await shareCustomer(hunter, once)).toEqual([]);
    expect(await db().customerShare.count()).toBe(1);
    expect(await db().notification.count()).toBe(1);
  });

  test("is only for who works here, and only by who sees the customer", async () => {
    const gone = await world.as("farmer");
    await db().membership.updateMany({ where: { userId: gone.userId ?? "" }, data: { endedAt: new Date() } });
    for (const userId of [gone.userId ?? "", newId()]) {
      await expect(shareCustomer(hunter, { customerId, userIds: [userId] })).rejects.toMatchObject({
        code: "invalid",
        fieldErrors: { userIds: "Choose somebody who works here." },
      });
    }
    const stranger = await atTheDoor(other);
    await expect(shareCustomer(stranger, { customerId, userIds: [other.userId ?? ""] })).rejects.toMatchObject({
      code: "not_found",
    });
    await expect(listShares(stranger, customerId)).rejects.toMatchObject({ code: "not_found" });
    expect(newShare.safeParse({ customerId, userIds: "" }).success).toBe(false);
  });

  test("can be taken away by the owner, by the two of it and by managers, not by a third", async () => {
    const userId = farmer.userId ?? "";
    const share = () => shareCustomer(hunter, { customerId, userIds: [userId, other.userId ?? ""] });
    await share();
    await expect(unshareCustomer(await atTheDoor(other), { customerId, userId })).rejects.toMatchObject({
      code: "forbidden",
    });
    for (const who of [hunter, await atTheDoor(farmer), world.actor]) {
      await share();
      await unshareCustomer(who, { customerId, userId });
      expect(await sees(farmer)).toEqual([]);
    }
    expect(await db().auditEvent.count({ where: { action: "customer.unshare" } })).toBe(3);
  });

  test("stays when the customer goes to somebody else; who had it sees it no longer", async () => {
    await shareCustomer(hunter, { customerId, userIds: [farmer.userId ?? ""] });
    await assignCustomers(world.actor, [{ ids: [customerId], ownerId: other.userId }]);
    expect(await sees(farmer)).toEqual(["Lindqvist Travel"]);
    expect(await sees(hunter)).toEqual([]);
    await expect(getCustomer(await atTheDoor(hunter), customerId)).rejects.toMatchObject({ code: "not_found" });
  });

  test("says who has it, by whom, and who sees it without", async () => {
    await shareCustomer(hunter, { customerId, userIds: [farmer.userId ?? ""] });
    const shares = await listShares(hunter, customerId);
    expect(shares.owner?.id).toBe(hunter.userId);
    expect(shares.shares).toMatchObject([
      { userId: farmer.userId, byName: "Test hunter", role: "farmer", mayEnd: true },
    ]);
    const seeing = new Map(shares.colleagues.map(({ userId, sees: see }) => [userId, see]));
    expect(seeing.get(other.userId ?? "")).toBe(false);
    expect(seeing.get(admin.userId ?? "")).toBe(true);
    expect(seeing.has(hunter.userId ?? "")).toBe(false);
    expect(seeing.has(farmer.userId ?? "")).toBe(false);
  });
});

describe("saying who sees what", () => {
  test("holds from the next look, and is written down with what was before", async () => {
    expect(await sees(other)).toEqual([]);
    await say("own", "all");
    expect(await sees(other)).toEqual(["Lindqvist Travel"]);
    const events = await db().auditEvent.findMany({ where: { action: "workspace.reach" }, orderBy: { at: "asc" } });
    expect(events.map(({ detail }) => detail)).toMatchObject([
      { hunterSees: "own", farmerSees: "own", before: { hunterSees: "all", farmerSees: "all" } },
      { hunterSees: "own", farmerSees: "all", before: { hunterSees: "own", farmerSees: "own" } },
    ]);
    await say("own", "all");
    expect(await db().auditEvent.count({ where: { action: "workspace.reach" } })).toBe(2);
  });

  test("is for admins", async () => {
    for (const role of ["cx_manager", "farmer", "hunter", "executive"] as Role[]) {
      const actor = await world.as(role);
      await expect(updateReach(actor, { hunterSees: "all", farmerSees: "all" })).rejects.toMatchObject({
        code: "forbidden",
      });
      await expect(reachFigures(actor)).rejects.toMatchObject({ code: "forbidden" });
    }
  });

  test("tells beforehand how many each seller would see: exactly what they then see", async () => {
    const teamId = newId();
    const belowId = newId();
    await db().team.create({
      data: { workspaceId: world.workspaceId, id: teamId, name: "South", leadId: other.userId },
    });
    await db().team.create({
      data: { workspaceId: world.workspaceId, id: belowId, name: "Lisbon", parentId: teamId },
    });
    const mate = await world.as("farmer");
    await db().membership.updateMany({ where: { userId: { in: [farmer.userId ?? ""] } }, data: { teamId } });
    await db().membership.updateMany({ where: { userId: mate.userId ?? "" }, data: { teamId: belowId } });
    await customer("Of the farmer", farmer.userId);
    const below = await customer("Of the mate", mate.userId);
    await customer("Of nobody", null);
    await customer("Of the manager", world.actor.userId);
    await shareCustomer(hunter, { customerId, userIds: [farmer.userId ?? ""] });
    await shareCustomer(world.actor, { customerId: below, userIds: [farmer.userId ?? ""] });
    const figures = await reachFigures(admin);
    expect(figures).toMatchObject({ customers: 5, nobodys: 1 });
    for (const scope of ["own", "team", "all"] as const) {
      await say(scope, scope);
      for (const actor of [hunter, farmer, other, mate]) {
        const seller = figures.sellers.find(({ userId }) => userId === actor.userId);
        expect(seller).toBeDefined();
        if (seller) expect(seenBy(seller, scope, figures), scope).toBe((await sees(actor)).length);
      }
    }
  });
});
