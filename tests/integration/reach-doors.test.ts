import { beforeEach, describe, expect, test, vi } from "vitest";
import { systemActor } from "../../lib/auth/actor";
import { currentSession } from "../../lib/auth/doors";
import { inWorkspace } from "../../lib/db";
import type { RowScope } from "../../lib/generated/prisma/enums";
import { newId } from "../../lib/id";
import { type TestWorkspace, testWorkspace } from "../support/world";

// Which customers a seller sees is read at the door, from what the workspace says and from where they stand in its teams.
const request = vi.hoisted(() => ({ session: null as { userId: string; sessionVersion: number } | null }));
vi.mock("next/headers", () => ({ cookies: async () => ({ get: () => undefined }) }));
vi.mock("next-auth", () => ({ getServerSession: async () => request.session }));

let world: TestWorkspace;
beforeEach(async () => {
  world = await testWorkspace();
});

const db = () => inWorkspace(world);
const says = (sees: { hunterSees?: RowScope; farmerSees?: RowScope }) =>
  db().workspace.update({ where: { id: world.workspaceId }, data: sees });

async function team(name: string, fields: { parentId?: string; leadId?: string | null; archivedAt?: Date } = {}) {
  const id = newId();
  await db().team.create({ data: { workspaceId: world.workspaceId, id, name, ...fields } });
  return id;
}

async function member(role: "hunter" | "farmer" | "cx_manager" | "executive" | "admin", teamId?: string) {
  const { userId } = await world.as(role);
  if (!userId) throw new Error("a person");
  if (teamId) await db().membership.updateMany({ where: { userId }, data: { teamId } });
  return userId;
}

/** What the door makes of somebody's cookie. */
async function reachOf(userId: string) {
  request.session = { userId, sessionVersion: 1 };
  const session = await currentSession();
  if (!session) throw new Error("nobody came in");
  const { reach } = session.actor;
  return reach?.kind === "team" ? [...new Set(reach.userIds)].sort() : reach?.kind;
}

describe("what a seller may see", () => {
  test("is everything until the workspace says otherwise", async () => {
    expect(await reachOf(await member("hunter"))).toBeUndefined();
    expect(await reachOf(await member("farmer"))).toBeUndefined();
  });

  test("is said for hunters and for farmers apart", async () => {
    await says({ farmerSees: "own" });
    expect(await reachOf(await member("farmer"))).toBe("own");
    expect(await reachOf(await member("hunter"))).toBeUndefined();
    await says({ farmerSees: "all", hunterSees: "own" });
    expect(await reachOf(await member("farmer"))).toBeUndefined();
    expect(await reachOf(await member("hunter"))).toBe("own");
  });

  test("never narrows who manages, looks from above or administers, nor a job", async () => {
    await says({ farmerSees: "own", hunterSees: "own" });
    for (const role of ["cx_manager", "executive", "admin"] as const) {
      expect(await reachOf(await member(role)), role).toBeUndefined();
    }
    expect(systemActor(world.workspaceId, "test").reach).toBeUndefined();
  });

  test("with a team is the team and every team below it, not the one above or beside", async () => {
    await says({ farmerSees: "team" });
    const top = await team("Sales");
    const here = await team("South", { parentId: top });
    const below = await team("Lisbon", { parentId: here });
    const deeper = await team("Harbour", { parentId: below });
    const beside = await team("North", { parentId: top });
    const me = await member("farmer", here);
    const mate = await member("hunter", here);
    const under = await member("farmer", below);
    const underUnder = await member("farmer", deeper);
    await member("farmer", top);
    await member("farmer", beside);
    await member("farmer");
    expect(await reachOf(me)).toEqual([me, mate, under, underUnder].sort());
    expect(await reachOf(underUnder)).toEqual([underUnder]);
  });

  test("with a team stays with what a colleague left behind", async () => {
    await says({ farmerSees: "team" });
    const here = await team("South");
    const me = await member("farmer", here);
    const gone = await member("farmer", here);
    await db().membership.updateMany({ where: { userId: gone }, data: { endedAt: new Date() } });
    expect(await reachOf(me)).toEqual([me, gone].sort());
  });

  test("without a team, where the team is seen, is their own", async () => {
    await says({ farmerSees: "team" });
    expect(await reachOf(await member("farmer"))).toBe("own");
  });

  test("of who leads a team is that team and all below, wherever they stand themselves", async () => {
    await says({ farmerSees: "own" });
    const leader = await member("farmer");
    const led = await team("South", { leadId: leader });
    const below = await team("Lisbon", { parentId: led });
    const closed = await team("Old", { parentId: led, archivedAt: new Date() });
    const one = await member("farmer", led);
    const two = await member("hunter", below);
    await member("farmer", closed);
    await member("farmer");
    expect(await reachOf(leader)).toEqual([one, two].sort());
    expect(await reachOf(one)).toBe("own");
  });

  test("never crosses into another workspace", async () => {
    await says({ farmerSees: "team" });
    const here = await team("South");
    const me = await member("farmer", here);
    const other = await testWorkspace();
    const { userId: stranger } = await other.as("farmer");
    await inWorkspace(other).team.create({
      data: { workspaceId: other.workspaceId, id: newId(), name: "South", leadId: me },
    });
    await inWorkspace(other).membership.updateMany({
      where: { userId: stranger ?? "" },
      data: { teamId: (await inWorkspace(other).team.findFirstOrThrow()).id },
    });
    expect(await reachOf(me)).toEqual([me]);
  });
});
