import { beforeAll, describe, expect, test } from "vitest";
import type { Actor } from "../../../lib/auth/actor";
import { inWorkspace } from "../../../lib/db";
import { newId } from "../../../lib/id";
import { archiveJourney, createJourney, restoreJourney, updateJourney } from "../../../lib/journeys/commands";
import { getJourney, listJourneys } from "../../../lib/journeys/queries";
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
  test("is made with its stages and steps, and replaced by an edit", async () => {
    const id = await createJourney(actor, draft(desk));
    const made = await getJourney(actor, id, SPAN);
    expect(made).toMatchObject({ name: "Flying", segment: null, answers: 0 });
    expect(made.stages.map(({ name, steps }) => [name, steps.length])).toEqual([
      ["Before", 1],
      ["After", 0],
    ]);
    expect(made.stages[0]?.steps[0]).toMatchObject({
      touchpointName: "Desk",
      doing: "Queues",
      gap: { desired: 4.2, state: "empty" },
    });

    await updateJourney(actor, id, { ...draft(gate), name: "Boarding", stages: draft(gate).stages.slice(0, 1) });
    const changed = await getJourney(actor, id, SPAN);
    expect(changed.stages).toHaveLength(1);
    expect(changed.stages[0]?.steps[0]?.touchpointName).toBe("Gate");
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
  });

  test("takes no touchpoint or segment of another workspace, and is not there for one", async () => {
    await expect(createJourney(actor, draft(elsewhere))).rejects.toMatchObject({ code: "not_found" });
    await expect(createJourney(actor, { ...draft(gate), segmentId: newId() })).rejects.toMatchObject({
      code: "invalid",
    });
    const id = await createJourney(actor, draft(gate));
    await expect(getJourney(stranger, id, SPAN)).rejects.toMatchObject({ code: "not_found" });
    await expect(updateJourney(stranger, id, draft(elsewhere))).rejects.toMatchObject({ code: "not_found" });
    await expect(createJourney(farmer, draft(gate))).rejects.toMatchObject({ code: "forbidden" });
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
