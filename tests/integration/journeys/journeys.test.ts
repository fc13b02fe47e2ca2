import { beforeAll, describe, expect, test } from "vitest";
import type { Actor } from "../../../lib/auth/actor";
import { inWorkspace } from "../../../lib/db";
import { newId } from "../../../lib/id";
import {
  archiveJourney,
  cloneJourney,
  createJourney,
  restoreJourney,
  updateJourney,
} from "../../../lib/journeys/commands";
import { setCell } from "../../../lib/journeys/commands/cells";
import { getJourney, listJourneys, listMapChoices } from "../../../lib/journeys/queries";
import { testWorkspace } from "../../support/world";

const SPAN = { fromDay: "2026-01-01", toDay: "2027-01-01" };

let actor: Actor;
let farmer: Actor;
let stranger: Actor;
let gate: string;
let desk: string;
let elsewhere: string;

async function touchpoint(who: Actor, name: string): Promise<string> {
  const id = newId();
  await inWorkspace(who).touchpoint.create({ data: { workspaceId: who.workspaceId, id, name } });
  return id;
}

async function segment(who: Actor, name: string): Promise<string> {
  const id = newId();
  await inWorkspace(who).segment.create({
    data: { workspaceId: who.workspaceId, id, name, rule: { all: [] } },
  });
  return id;
}

beforeAll(async () => {
  const world = await testWorkspace();
  actor = world.actor;
  farmer = await world.as("farmer");
  stranger = (await testWorkspace()).actor;
  gate = await touchpoint(actor, "Gate");
  desk = await touchpoint(actor, "Desk");
  elsewhere = await touchpoint(stranger, "Elsewhere");
});

const draft = (touchpointId: string) => ({
  name: "Flying",
  segmentId: "",
  stages: [
    { name: "Before", steps: [{ touchpointId, doing: "Queues", thinking: "How long?", desired: "4,2" }] },
    { name: "After", steps: [] },
  ],
});

describe("a journey", () => {
  test("is made with its stages and steps, and named anew", async () => {
    const id = await createJourney(actor, draft(desk));
    const made = await getJourney(actor, id, SPAN);
    expect(made).toMatchObject({ name: "Flying", segment: null, answers: 0, version: null, comments: 0 });
    expect(made.stages.map(({ name, steps }) => [name, steps.length])).toEqual([
      ["Before", 1],
      ["After", 0],
    ]);
    expect(made.stages[0]?.steps[0]).toMatchObject({
      touchpointName: "Desk",
      doing: "Queues",
      cells: { doing: "Queues", evidence: "none", isPeak: false, frictionDecision: null },
      gap: { desired: 4.2, state: "empty" },
      trend: null,
    });

    const families = await segment(actor, "Families");
    await updateJourney(actor, id, { name: "Boarding", description: "From door to seat", segmentId: families });
    const changed = await getJourney(actor, id, SPAN);
    expect(changed).toMatchObject({ name: "Boarding", description: "From door to seat", segment: { id: families } });
    expect(changed.stages).toHaveLength(2);
  });

  test("says at the field what is wrong", async () => {
    const wrong = {
      ...draft(desk),
      name: "",
      stages: [{ name: "", steps: [{ touchpointId: "x", desired: "eleven" }] }],
    };
    await expect(createJourney(actor, wrong)).rejects.toMatchObject({
      code: "invalid",
      fieldErrors: {
        name: "Give the journey a name.",
        "stages.0.name": "Name the stage.",
        "stages.0.steps.0.touchpointId": "Choose a touchpoint.",
        "stages.0.steps.0.desired": "Write a number from 0 to 10.",
      },
    });
    await expect(createJourney(actor, { name: "Flying", template: "none" })).rejects.toMatchObject({
      fieldErrors: { template: "Choose a template." },
    });
    const many = { name: "Stage", steps: [] };
    await expect(createJourney(actor, { name: "Flying", stages: Array(13).fill(many) })).rejects.toMatchObject({
      fieldErrors: { stages: "A journey has at most 12 stages." },
    });
  });

  test("takes no touchpoint or segment of another workspace, and is not there for one", async () => {
    await expect(createJourney(actor, draft(elsewhere))).rejects.toMatchObject({ code: "not_found" });
    await expect(createJourney(actor, { ...draft(gate), segmentId: newId() })).rejects.toMatchObject({
      code: "invalid",
    });
    const id = await createJourney(actor, draft(gate));
    await expect(getJourney(stranger, id, SPAN)).rejects.toMatchObject({ code: "not_found" });
    await expect(updateJourney(stranger, id, { name: "Mine" })).rejects.toMatchObject({ code: "not_found" });
    await expect(cloneJourney(stranger, id, { name: "Mine" })).rejects.toMatchObject({ code: "not_found" });
    await expect(createJourney(farmer, draft(gate))).rejects.toMatchObject({ code: "forbidden" });
    const theirs = await segment(stranger, "Theirs");
    await expect(updateJourney(actor, id, { name: "Mine", segmentId: theirs })).rejects.toMatchObject({
      code: "invalid",
    });
  });

  test("is put away and taken back", async () => {
    const id = await createJourney(actor, { ...draft(gate), name: "Put away" });
    await archiveJourney(actor, id);
    await expect(getJourney(actor, id, SPAN)).rejects.toMatchObject({ code: "not_found" });
    expect((await listJourneys(actor, SPAN)).map(({ name }) => name)).not.toContain("Put away");
    await restoreJourney(actor, id);
    expect((await getJourney(actor, id, SPAN)).name).toBe("Put away");
    const events = await inWorkspace(actor).auditEvent.findMany({ where: { subjectId: id }, orderBy: { at: "asc" } });
    expect(events.map(({ action }) => action)).toEqual(["journey.create", "journey.archive", "journey.restore"]);
  });
});

describe("a template", () => {
  test("takes touchpoints of the same name, makes the others, and is all guesses", async () => {
    const { actor: fresh } = await testWorkspace();
    const product = await touchpoint(fresh, "PRODUCT");
    const sleeping = await touchpoint(fresh, "Support");
    await inWorkspace(fresh).touchpoint.updateMany({ where: { id: sleeping }, data: { archivedAt: new Date() } });
    const id = await createJourney(fresh, { name: "Help", template: "support" });
    const map = await getJourney(fresh, id, SPAN);
    const steps = map.stages.flatMap((stage) => stage.steps);
    expect(map.template).toBe("support");
    expect(map.stages.map(({ name }) => name)).toEqual(["Trouble", "Own attempt", "Contact", "Solved"]);
    expect(map.stages.every(({ metric }) => metric.length > 0)).toBe(true);
    expect(steps[0]).toMatchObject({ touchpointId: product, touchpointName: "PRODUCT" });
    expect(steps.find(({ touchpointName }) => touchpointName === "Support")?.touchpointId).toBe(sleeping);
    expect(steps.every(({ cells }) => cells.evidence === "none" && cells.doing !== "")).toBe(true);
    expect(steps.find(({ touchpointName }) => touchpointName === "Forum")?.controller).toBe("public");
    // A second map finds what the first one made.
    await createJourney(fresh, { name: "Help again", template: "support" });
    expect((await listMapChoices(fresh)).touchpoints).toHaveLength(steps.length);
  });

  test("a clone for another segment begins as guesses, without voices; for the same one it is the same", async () => {
    const { actor: fresh } = await testWorkspace();
    const who = await segment(fresh, "Families");
    const others = await segment(fresh, "Couples");
    const id = await createJourney(fresh, { name: "Help", template: "support", segmentId: who });
    const first = (await getJourney(fresh, id, SPAN)).stages[0]?.steps[0];
    if (!first) throw new Error("no step");
    await setCell(fresh, { stepId: first.id, lane: "evidence", value: "full", was: "none" });
    await setCell(fresh, { stepId: first.id, lane: "ideas", value: "Say so first", was: "" });
    const quoteId = newId();
    await inWorkspace(fresh).quote.create({ data: { workspaceId: fresh.workspaceId, id: quoteId, text: "Oh no" } });
    await inWorkspace(fresh).stepEvidence.create({
      data: { workspaceId: fresh.workspaceId, stepId: first.id, lane: "pains", quoteId },
    });

    const clone = await getJourney(fresh, await cloneJourney(fresh, id, { name: "Couples", segmentId: others }), SPAN);
    expect(clone).toMatchObject({ segment: { id: others }, clonedFrom: { id, name: "Help" } });
    expect(clone.stages[0]?.steps[0]).toMatchObject({ cells: { evidence: "none", ideas: "Say so first" }, quotes: [] });
    expect(clone.stages[0]?.steps[0]?.id).not.toBe(first.id);

    const copy = await getJourney(fresh, await cloneJourney(fresh, id, { name: "Copy", segmentId: who }), SPAN);
    expect(copy.stages[0]?.steps[0]).toMatchObject({
      cells: { evidence: "full" },
      quotes: [{ id: quoteId, lane: "pains" }],
    });
  });
});
