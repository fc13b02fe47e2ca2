import { beforeAll, describe, expect, it } from "vitest";
import { type Actor, mintActor } from "../../../lib/auth/actor";
import { inWorkspace } from "../../../lib/db";
import {
  archiveHealthCondition,
  createHealthCondition,
  recomputeHealth,
  restoreHealthCondition,
  startHealth,
  touchHealth,
  updateHealthCondition,
} from "../../../lib/health/commands";
import { healthOfCustomer, healthSpread, listHealthConditions, previewHealth } from "../../../lib/health/queries";
import { healthConditionInput } from "../../../lib/health/schema";
import { newId } from "../../../lib/id";
import { createSegment } from "../../../lib/segments/commands";
import { previewCount } from "../../../lib/segments/queries";
import { segmentRule } from "../../../lib/segments/schema";
import { testWorkspace } from "../../support/world";

// What a manager would lose: a health that nobody can explain, that says something else in a list than on the page, or
// that is written anew each night though nothing changed.

const DAY_MS = 86_400_000;
const now = new Date("2026-11-22T12:00:00Z");
const ago = (days: number) => new Date(+now - days * DAY_MS);

type Facts = { lifecycle?: "lead" | "active"; nps?: number; orders?: number; contact?: number; archived?: boolean };

async function makeCustomer(actor: Actor, name: string, facts: Facts, ownerId: string | null = null): Promise<string> {
  const db = inWorkspace(actor);
  const { workspaceId } = actor;
  const id = newId();
  await db.customer.create({
    data: {
      workspaceId,
      id,
      name,
      ownerId,
      lifecycle: facts.lifecycle ?? "active",
      archivedAt: facts.archived ? ago(1) : null,
    },
  });
  await db.customerExperience.create({
    data: {
      workspaceId,
      customerId: id,
      lastNps: facts.nps ?? null,
      lastNpsAt: facts.nps === undefined ? null : ago(10),
      orders: facts.orders ?? 0,
      lastInteractionAt: facts.contact === undefined ? null : ago(facts.contact),
    },
  });
  return id;
}

const condition = (given: Record<string, unknown>) => healthConditionInput.parse(given);
const score = condition({
  name: "Score",
  weight: 3,
  good: { all: [{ field: "lastNps", op: "atLeast", value: 9 }] },
  bad: { all: [{ field: "lastNps", op: "atMost", value: 6 }] },
});
const contact = condition({
  name: "Contact",
  weight: 1,
  good: { all: [{ field: "lastInteractionAt", op: "withinLast", value: 30 }] },
  bad: { all: [{ field: "lastInteractionAt", op: "olderThan", value: 90 }] },
});

describe("health", () => {
  let manager: Actor;
  let farmer: Actor;
  let glad: string;
  let torn: string;
  let poor: string;
  let lead: string;
  let scoreId: string;
  const stored = async () =>
    new Map(
      (await inWorkspace(manager).customerHealth.findMany()).map((row) => [
        row.customerId,
        { ...row, score: row.score },
      ]),
    );

  beforeAll(async () => {
    const world = await testWorkspace();
    manager = world.actor;
    farmer = await world.as("farmer");
    glad = await makeCustomer(manager, "Glad", { nps: 10, contact: 5, orders: 3 });
    torn = await makeCustomer(manager, "Torn", { nps: 10, contact: 120, orders: 1 });
    poor = await makeCustomer(manager, "Poor", { nps: 3, orders: 1 }, farmer.userId);
    lead = await makeCustomer(manager, "Lead", { lifecycle: "lead", nps: 1 });
    await makeCustomer(manager, "Gone", { nps: 1, archived: true });
    scoreId = (await createHealthCondition(manager, score)).id;
    await createHealthCondition(manager, contact);
  });

  it("is the weighted mean of 10, 5 and 0: (3·10 + 1·10)/4, (3·10 + 1·0)/4, (3·0 + 1·5)/4", async () => {
    expect(await recomputeHealth(manager, { now })).toBe(3);
    const found = await stored();
    expect(found.get(glad)?.score).toBe(10);
    expect(found.get(torn)?.score).toBe(7.5);
    expect(found.get(poor)?.score).toBe(1.25);
    expect(found.has(lead)).toBe(false);
    expect(found.size).toBe(3);
  });

  it("worked out again without a change writes no row", async () => {
    const before = await stored();
    expect(await recomputeHealth(manager, { now: new Date(+now + 1000) })).toBe(0);
    expect(await touchHealth(manager, [glad, torn, poor, lead], { now: new Date(+now + 1000) })).toBe(0);
    expect(await stored()).toEqual(before);
  });

  it("explains every point with the customer's own value, the same score as in the list", async () => {
    const health = await healthOfCustomer(manager, torn, { now });
    expect(health.score).toBe(7.5);
    expect(health.points.map(({ condition: { name }, point }) => [name, point])).toEqual([
      ["Score", 10],
      ["Contact", 0],
    ]);
    expect(health.points[0]?.values).toMatchObject([{ value: 10 }]);
    expect(new Date(String(health.points[1]?.values[0]?.value))).toEqual(ago(120));
    const none = await healthOfCustomer(manager, lead, { now });
    expect(none).toMatchObject({ score: null, points: [] });
  });

  it("follows one customer without touching the others", async () => {
    await inWorkspace(manager).customerExperience.update({
      where: { workspaceId_customerId: { workspaceId: manager.workspaceId, customerId: poor } },
      data: { lastNps: 8 },
    });
    const before = await stored();
    expect(await touchHealth(manager, [poor], { now })).toBe(1);
    const after = await stored();
    expect(after.get(poor)?.score).toBe(5);
    expect(after.get(glad)).toEqual(before.get(glad));
  });

  it("can be asked by a segment; a condition of health may not ask about health, nor through a segment", async () => {
    const rule = segmentRule.parse({ all: [{ field: "health", op: "below", value: 7 }] });
    expect((await previewCount(manager, rule)).members).toBe(1);
    const loop = healthConditionInput.safeParse({ ...score, name: "Loop", good: rule });
    expect(loop.success).toBe(false);
    expect(loop.error?.issues[0]?.path).toEqual(["good"]);
    expect(loop.error?.issues[0]?.message).toMatch(/cannot follow from itself/);
    const { id } = await createSegment(manager, { name: "In trouble", description: "", rule });
    await expect(createHealthCondition(manager, { ...score, name: "Loop", segmentId: id })).rejects.toMatchObject({
      code: "invalid",
      fieldErrors: { segmentId: expect.stringMatching(/health itself/) },
    });
  });

  it("counts a condition of a segment for its members only", async () => {
    const { id: segmentId } = await createSegment(manager, {
      name: "Buys",
      description: "",
      rule: segmentRule.parse({ all: [{ field: "orders", op: "atLeast", value: 3 }] }),
    });
    const { id } = await createHealthCondition(manager, {
      ...condition({
        name: "Orders of buyers",
        weight: 4,
        good: { all: [{ field: "orders", op: "atLeast", value: 10 }] },
        bad: { all: [{ field: "orders", op: "below", value: 5 }] },
      }),
      segmentId,
    });
    await recomputeHealth(manager, { now });
    const found = await stored();
    // (3·10 + 1·10 + 4·0)/8; the others have no such point.
    expect(found.get(glad)?.score).toBe(5);
    expect(found.get(torn)?.score).toBe(7.5);
    expect(Object.keys(found.get(torn)?.points as object)).toHaveLength(2);
    await archiveHealthCondition(manager, id);
    await recomputeHealth(manager, { now });
    expect((await stored()).get(glad)?.score).toBe(10);
    await restoreHealthCondition(manager, id);
    await archiveHealthCondition(manager, id);
  });

  it("shows before saving how many each condition hits", async () => {
    const spread = await healthSpread(manager, { now });
    expect(spread.customers).toBe(3);
    expect(spread.bins).toEqual([0, 0, 0, 0, 0, 1, 0, 1, 0, 1]);
    expect(spread.conditions[0]).toEqual({ id: scoreId, good: 2, between: 1, bad: 0, counted: 3 });
    const after = await previewHealth(
      manager,
      scoreId,
      { ...score, weight: 1, bad: segmentRule.parse({ all: [{ field: "lastNps", op: "atMost", value: 8 }] }) },
      { now },
    );
    expect(after.conditions[0]).toMatchObject({ good: 2, between: 0, bad: 1 });
    // Poor: (0 + 5)/2
    expect(after.bins).toEqual([0, 0, 1, 0, 0, 1, 0, 0, 0, 1]);
    expect((await healthSpread(manager, { now })).bins).toEqual(spread.bins);
  });

  it("a name stands once, and a rule must ask about what is there", async () => {
    await expect(createHealthCondition(manager, score)).rejects.toMatchObject({
      code: "conflict",
      fieldErrors: { name: expect.any(String) },
    });
    const about = segmentRule.parse({ all: [{ field: "attribute", attribute: "nothing", op: "is", value: ["x"] }] });
    await expect(updateHealthCondition(manager, scoreId, { ...score, good: about })).rejects.toMatchObject({
      code: "invalid",
    });
    expect(healthConditionInput.safeParse({ ...score, weight: 11 }).error?.issues[0]?.path).toEqual(["weight"]);
  });

  it("somebody else's customer is not found by who may only see their own", async () => {
    const other = mintActor({ ...farmer, reach: { kind: "own" } });
    expect((await healthOfCustomer(other, poor, { now })).score).not.toBeNull();
    const world = await testWorkspace();
    const seller = await world.as("hunter");
    const theirs = await makeCustomer(world.actor, "Theirs", { nps: 9 }, world.actor.userId);
    await expect(
      healthOfCustomer(mintActor({ ...seller, reach: { kind: "own" } }), theirs, { now }),
    ).rejects.toMatchObject({ code: "not_found" });
    await expect(healthOfCustomer(seller, poor, { now })).rejects.toMatchObject({ code: "not_found" });
  });

  it("a workspace begins with ready conditions, once", async () => {
    const { actor } = await testWorkspace();
    expect(await startHealth(actor)).toBe(true);
    expect(await startHealth(actor)).toBe(false);
    const [first, ...more] = await listHealthConditions(actor);
    expect(first?.name).toBe("Latest score");
    expect(more).toHaveLength(4);
    await makeCustomer(actor, "Any", { nps: 9 });
    expect(await recomputeHealth(actor, { now })).toBe(1);
  });
});
