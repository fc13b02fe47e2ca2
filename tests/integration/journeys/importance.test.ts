import { beforeAll, describe, expect, test } from "vitest";
import type { Actor } from "../../../lib/auth/actor";
import { inWorkspace, transaction } from "../../../lib/db";
import { newId } from "../../../lib/id";
import { gapList } from "../../../lib/journeys/queries/gaps";
import { recountRollups } from "../../../lib/responses/rollups-sql";
import { testWorkspace } from "../../support/world";

const SPAN = { fromDay: "2026-01-01", toDay: "2027-01-01" };

let actor: Actor;
let journeyId: string;
let survey: string;
let version: string;
const items: Record<string, string> = {};
let gate: string;

const on = (day: string) => ({
  answeredAt: new Date(`${day}T12:00:00Z`),
  answeredOn: new Date(`${day}T00:00:00Z`),
});

async function respond(customerId: string, day: string, item: "Gate" | "NPS", value: number, isArchived = false) {
  const { workspaceId } = actor;
  const id = newId();
  const db = inWorkspace(actor);
  await db.response.create({
    data: {
      workspaceId,
      id,
      surveyId: survey,
      versionId: version,
      customerId,
      ...on(day),
      archivedAt: isArchived ? new Date() : null,
    },
  });
  await db.answer.create({
    data: {
      workspaceId,
      responseId: id,
      itemId: items[item] as string,
      customerId,
      touchpointId: item === "Gate" ? gate : null,
      ...on(day),
      value,
    },
  });
}

async function customer(): Promise<string> {
  const id = newId();
  await inWorkspace(actor).customer.create({ data: { workspaceId: actor.workspaceId, id, name: "Somebody" } });
  return id;
}

/** 49 customers rated the gate 2 or 4, and said a month later how likely they recommend: 3 or 9. */
beforeAll(async () => {
  actor = (await testWorkspace()).actor;
  const { workspaceId } = actor;
  const db = inWorkspace(actor);
  gate = newId();
  await db.touchpoint.create({ data: { workspaceId, id: gate, name: "Gate" } });
  [survey, version] = [newId(), newId()];
  await db.survey.create({ data: { workspaceId, id: survey, name: "Survey", draft: {}, currentVersionId: version } });
  await db.surveyVersion.create({
    data: { workspaceId, id: version, surveyId: survey, number: 1, promise: "identified", definition: {} },
  });
  for (const [index, name] of ["NPS", "Gate"].entries()) {
    items[name] = newId();
    await db.item.create({
      data: {
        workspaceId,
        id: items[name],
        surveyId: survey,
        no: index + 1,
        key: name,
        label: name,
        kind: name === "NPS" ? "nps" : "rating",
        measure: name === "NPS" ? "nps" : "csat",
        direction: "higher",
        scaleMin: name === "NPS" ? 0 : 1,
        scaleMax: name === "NPS" ? 10 : 5,
        touchpointId: name === "Gate" ? gate : null,
      },
    });
  }
  for (let i = 0; i < 49; i++) {
    const one = await customer();
    await respond(one, "2026-03-01", "Gate", i % 2 ? 4 : 2);
    await respond(one, "2026-04-01", "NPS", i % 2 ? 9 : 3);
    // The first came to the gate again and again before the same NPS.
    if (i === 0)
      for (let day = 2; day < 12; day++) await respond(one, `2026-03-${day}`.replace(/-(\d)$/, "-0$1"), "Gate", 2);
  }
  // Somebody whose rating was withdrawn, and somebody whose NPS was.
  const [a, b] = [await customer(), await customer()];
  await respond(a, "2026-03-01", "Gate", 2, true);
  await respond(a, "2026-04-01", "NPS", 9);
  await respond(b, "2026-03-01", "Gate", 2);
  await respond(b, "2026-04-01", "NPS", 9, true);

  journeyId = newId();
  const stageId = newId();
  await db.journey.create({ data: { workspaceId, id: journeyId, name: "Flying" } });
  await db.journeyStage.create({ data: { workspaceId, id: stageId, journeyId, name: "Airport", position: 0 } });
  await db.journeyStep.create({
    data: { workspaceId, id: newId(), stageId, touchpointId: gate, position: 0, desired: 4.5 },
  });
});

const importance = async () => {
  await transaction(actor, (tx) => recountRollups(tx, actor));
  const { ranked } = await gapList(actor, journeyId, SPAN);
  return [...ranked.proved, ...ranked.unknown][0]?.importance;
};

describe("importance by the next NPS", () => {
  test("takes one pair of each customer, and none of what was withdrawn", async () => {
    expect(await importance()).toEqual({ kind: "unknown", n: 49 });
    const last = await customer();
    await respond(last, "2026-03-01", "Gate", 4);
    await respond(last, "2026-04-01", "NPS", 9);
    const found = await importance();
    expect(found).toMatchObject({ kind: "next_nps", n: 50 });
    expect(found?.kind === "next_nps" ? found.value : 0).toBeCloseTo(1, 12);
  });
});
