import { beforeAll, describe, expect, it } from "vitest";
import type { Actor } from "../../../lib/auth/actor";
import { inWorkspace } from "../../../lib/db";
import { newId } from "../../../lib/id";
import {
  addCoachingNote,
  addGoal,
  archiveCoachingNote,
  archiveGoal,
  archiveTeam,
  createTeam,
  placeMember,
  restoreCoachingNote,
  restoreGoal,
  restoreTeam,
  setDirection,
  setGoalProgress,
  updateTeam,
} from "../../../lib/teams/commands";
import {
  getSeller,
  listCoachingNotes,
  listPlaces,
  listSellerGoals,
  listTeamGoals,
  listTeams,
} from "../../../lib/teams/queries/leading";
import { sellerReport, teamReport } from "../../../lib/teams/queries/report";
import { testWorkspace } from "../../support/world";

const now = new Date("2026-11-22T10:00:00Z");
const YEAR = {
  from: new Date("2026-01-01T00:00:00Z"),
  to: new Date("2027-01-01T00:00:00Z"),
  fromDay: "2026-01-01",
  toDay: "2027-01-01",
};
const today = { today: "2026-11-22" };
const idOf = (actor: Actor) => actor.userId as string;

describe("teams", () => {
  let manager: Actor;
  let admin: Actor;
  let executive: Actor;
  /** Leads "South" as a farmer. */
  let lead: Actor;
  let seller: Actor;
  let below: Actor;
  let outside: Actor;
  const teams: Record<string, string> = {};

  beforeAll(async () => {
    const world = await testWorkspace();
    manager = world.actor;
    admin = await world.as("admin");
    executive = await world.as("executive");
    lead = await world.as("farmer");
    seller = await world.as("farmer");
    below = await world.as("hunter");
    outside = await world.as("hunter");
    teams.all = (await createTeam(manager, { name: "Sales", parentId: null, leadId: idOf(manager) })).id;
    teams.south = (await createTeam(manager, { name: "South", parentId: teams.all, leadId: idOf(lead) })).id;
    teams.coast = (await createTeam(manager, { name: "Coast", parentId: teams.south, leadId: null })).id;
    teams.north = (await createTeam(manager, { name: "North", parentId: teams.all, leadId: null })).id;
    await placeMember(manager, { userId: idOf(lead), teamId: teams.south });
    await placeMember(manager, { userId: idOf(seller), teamId: teams.south, style: "relationship" });
    await placeMember(manager, { userId: idOf(below), teamId: teams.coast });
    await placeMember(manager, { userId: idOf(outside), teamId: teams.north });
  });

  it("hang below one another and never in a circle", async () => {
    const { south, coast, all } = teams as { south: string; coast: string; all: string };
    for (const parentId of [south, coast]) {
      await expect(
        updateTeam(manager, { id: south, name: "South", parentId, leadId: idOf(lead) }),
      ).rejects.toMatchObject({ fieldErrors: { parentId: "A team cannot stand below itself." } });
    }
    await expect(updateTeam(manager, { id: all, name: "Sales", parentId: coast, leadId: null })).rejects.toMatchObject({
      code: "invalid",
    });
    // Two moves at once that together would close one: the second sees the first.
    const a = (await createTeam(manager, { name: "A", parentId: null, leadId: null })).id;
    const b = (await createTeam(manager, { name: "B", parentId: null, leadId: null })).id;
    const moves = await Promise.allSettled([
      updateTeam(manager, { id: a, name: "A", parentId: b, leadId: null }),
      updateTeam(manager, { id: b, name: "B", parentId: a, leadId: null }),
    ]);
    expect(moves.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    await expect(createTeam(manager, { name: "South", parentId: null, leadId: null })).rejects.toMatchObject({
      fieldErrors: { name: "This name is taken." },
    });
    await expect(createTeam(manager, { name: "C", parentId: null, leadId: newId() })).rejects.toMatchObject({
      fieldErrors: { leadId: "Choose somebody who works here." },
    });
  });

  it("are archived with their members let go, and put back with them", async () => {
    await expect(archiveTeam(manager, teams.south as string, now)).rejects.toThrow("Other teams stand below this one.");
    const done = await archiveTeam(manager, teams.north as string, now);
    expect(done.memberIds).toEqual([idOf(outside)]);
    expect((await listPlaces(manager)).find(({ userId }) => userId === idOf(outside))?.teamId).toBeNull();
    await restoreTeam(manager, teams.north as string, done.memberIds);
    expect((await listPlaces(manager)).find(({ userId }) => userId === idOf(outside))?.teamId).toBe(teams.north);
  });

  it("are arranged by managers and admins only", async () => {
    for (const actor of [executive, lead, seller]) {
      await expect(createTeam(actor, { name: "X", parentId: null, leadId: null })).rejects.toMatchObject({
        code: "forbidden",
      });
      await expect(placeMember(actor, { userId: idOf(seller), style: "quick" })).rejects.toMatchObject({
        code: "forbidden",
      });
    }
  });

  it("show a lead their own and what is below, everything to who may read teams, and nothing to a seller", async () => {
    const names = async (actor: Actor) => (await listTeams(actor)).teams.map(({ name }) => name).sort();
    expect(await names(lead)).toEqual(["Coast", "South"]);
    expect(await names(seller)).toEqual([]);
    expect(await names(executive)).toEqual(["A", "B", "Coast", "North", "Sales", "South"]);
    const sellers = async (actor: Actor, team?: string) =>
      (await teamReport(actor, YEAR, today, team)).sellers.map(({ userId }) => userId).sort();
    expect(await sellers(lead)).toEqual([idOf(lead), idOf(seller), idOf(below)].sort());
    expect(await sellers(lead, teams.north)).toEqual([]);
    expect(await sellers(lead, teams.all)).toEqual([idOf(lead), idOf(seller), idOf(below)].sort());
    expect(await sellers(executive, teams.coast)).toEqual([idOf(below)]);
    expect(await sellers(seller)).toEqual([]);
  });

  it("let a seller see their own figures and nobody else's", async () => {
    expect((await sellerReport(seller, idOf(seller), YEAR, today)).sellers).toHaveLength(1);
    expect(await getSeller(seller, idOf(seller))).toMatchObject({ isSelf: true, isLed: false, style: "relationship" });
    for (const [actor, other] of [
      [seller, lead],
      [seller, outside],
      [lead, outside],
    ] as const) {
      await expect(sellerReport(actor, idOf(other), YEAR, today)).rejects.toMatchObject({ code: "not_found" });
      await expect(getSeller(actor, idOf(other))).rejects.toMatchObject({ code: "not_found" });
      await expect(listSellerGoals(actor, idOf(other))).rejects.toMatchObject({ code: "not_found" });
    }
    expect(await getSeller(lead, idOf(below))).toMatchObject({ isLed: true });
    expect(await getSeller(executive, idOf(below))).toMatchObject({ isLed: false });
    const stranger = (await testWorkspace()).actor;
    await expect(getSeller(stranger, idOf(below))).rejects.toMatchObject({ code: "not_found" });
  });

  it("have a direction that only who leads them writes", async () => {
    await setDirection(lead, teams.coast as string, "Harbours first");
    expect(await getSeller(below, idOf(below))).toMatchObject({ team: { direction: "Harbours first" } });
    for (const actor of [seller, executive, below])
      await expect(setDirection(actor, teams.coast as string, "No")).rejects.toMatchObject({ code: "forbidden" });
    await expect(setDirection(lead, teams.north as string, "No")).rejects.toMatchObject({ code: "forbidden" });
  });

  describe("coaching notes", () => {
    it("are seen by who wrote them, the seller and admins: nobody else", async () => {
      const { id } = await addCoachingNote(lead, { userId: idOf(seller), text: "Ask before you offer" });
      const seen = async (actor: Actor) => (await listCoachingNotes(actor, idOf(seller))).map(({ text }) => text);
      for (const actor of [lead, seller, admin]) expect(await seen(actor)).toEqual(["Ask before you offer"]);
      for (const actor of [manager, executive, below, outside]) expect(await seen(actor)).toEqual([]);
      const stranger = (await testWorkspace()).actor;
      expect(await seen(stranger)).toEqual([]);
      // The audit trail says that a note was written, not what.
      const [event] = await inWorkspace(admin).auditEvent.findMany({
        where: { action: "coaching.create", subjectId: id },
      });
      expect(JSON.stringify(event)).not.toContain("Ask before");
      // Only who wrote it takes it away, and puts it back.
      for (const actor of [seller, admin, manager])
        await expect(archiveCoachingNote(actor, id, now)).rejects.toMatchObject({ code: "not_found" });
      await archiveCoachingNote(lead, id, now);
      expect(await seen(seller)).toEqual([]);
      await restoreCoachingNote(lead, id);
      expect(await seen(seller)).toEqual(["Ask before you offer"]);
    });

    it("are written by who leads the seller", async () => {
      await addCoachingNote(manager, { userId: idOf(lead), text: "Hand work on" });
      for (const [actor, about] of [
        [seller, below],
        [lead, outside],
        [lead, lead],
        [executive, seller],
        [manager, manager],
      ] as const)
        await expect(addCoachingNote(actor, { userId: idOf(about), text: "No" })).rejects.toMatchObject({
          code: "forbidden",
        });
    });
  });

  describe("goals", () => {
    it("are set and moved by the seller and who leads them, and are reached at 100", async () => {
      const goal = { teamId: null, text: "Two visits a week", dueOn: "2026-12-31" };
      const { id } = await addGoal(lead, { ...goal, userId: idOf(seller) });
      expect(await setGoalProgress(seller, id, 40, now)).toEqual({ before: 0 });
      await setGoalProgress(lead, id, 100, now);
      expect(await listSellerGoals(manager, idOf(seller))).toMatchObject([{ progress: 100, reachedAt: now }]);
      await setGoalProgress(seller, id, 60, now);
      expect((await listSellerGoals(seller, idOf(seller)))[0]?.reachedAt).toBeNull();
      for (const actor of [below, outside, executive])
        await expect(setGoalProgress(actor, id, 10, now)).rejects.toMatchObject({ code: "forbidden" });
      await archiveGoal(lead, id, now);
      expect(await listSellerGoals(seller, idOf(seller))).toEqual([]);
      await restoreGoal(lead, id);
      expect(await listSellerGoals(seller, idOf(seller))).toHaveLength(1);
      await addGoal(seller, { ...goal, userId: idOf(seller), text: "My own" });
      await expect(addGoal(seller, { ...goal, userId: idOf(below) })).rejects.toMatchObject({ code: "forbidden" });
    });

    it("of a team are its members' to see and its lead's to move", async () => {
      const { id } = await addGoal(lead, {
        userId: null,
        teamId: teams.coast as string,
        text: "Ten harbours",
        dueOn: null,
      });
      expect(await listTeamGoals(below, teams.coast as string)).toMatchObject([{ text: "Ten harbours" }]);
      expect(await listTeamGoals(outside, teams.coast as string)).toEqual([]);
      await expect(setGoalProgress(below, id, 10, now)).rejects.toMatchObject({ code: "forbidden" });
      await setGoalProgress(manager, id, 10, now);
    });
  });
});
