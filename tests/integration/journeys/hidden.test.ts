import { beforeAll, describe, expect, test } from "vitest";
import type { Actor } from "../../../lib/auth/actor";
import { inWorkspace, type Prisma, transaction } from "../../../lib/db";
import { newId } from "../../../lib/id";
import { createJourney } from "../../../lib/journeys/commands";
import { saveVersion } from "../../../lib/journeys/commands/versions";
import { compareMaps, sideOf } from "../../../lib/journeys/compare";
import type { JourneyMap } from "../../../lib/journeys/map";
import { getJourney } from "../../../lib/journeys/queries";
import { gapList } from "../../../lib/journeys/queries/gaps";
import { getSheet } from "../../../lib/journeys/queries/sheet";
import { getVersion, listVersions } from "../../../lib/journeys/queries/versions";
import { mapOfSnapshot } from "../../../lib/journeys/snapshot";
import { recountRollups } from "../../../lib/responses/rollups-sql";
import { touchpointExperience } from "../../../lib/touchpoints/queries/page";
import { testWorkspace } from "../../support/world";

// Everybody's number less a segment's is the number of the others: with fewer than five of them it would name what they said.

const SPAN = { fromDay: "2026-04-01", toDay: "2026-07-01", previous: { fromDay: "2026-01-01", toDay: "2026-04-01" } };
const [PAST, EARLY, LATE] = ["2026-02-10", "2026-04-10", "2026-06-25"];

let actor: Actor;
let everybodys: string;
let segments: string;
const touchpoints: Record<string, string> = {};

/**
 * Of 24 customers the first 12 are the segment, who answer everywhere. Of the others answer: at the gate 3, at the desk 8 and 2
 * in the quarter before, at the ramp 8 in the last days, at the shop nobody, in the lounge 3 to its second question alone.
 */
beforeAll(async () => {
  actor = (await testWorkspace({ smallGroup: 5 })).actor;
  const { workspaceId } = actor;
  const db = inWorkspace(actor);
  const names = ["Gate", "Desk", "Ramp", "Shop", "Lounge"];
  for (const name of names) touchpoints[name] = newId();
  await db.touchpoint.createMany({
    data: names.map((name) => ({ workspaceId, id: touchpoints[name] as string, name })),
  });
  const [surveyId, versionId, segmentId] = [newId(), newId(), newId()];
  await db.survey.create({ data: { workspaceId, id: surveyId, name: "All", draft: {}, currentVersionId: versionId } });
  await db.surveyVersion.create({
    data: { workspaceId, id: versionId, surveyId, number: 1, promise: "identified", definition: {} },
  });
  const item = (no: number, name: string, place: string | null, nps = false) => ({
    workspaceId,
    id: newId(),
    surveyId,
    no,
    key: name,
    label: name,
    kind: nps ? ("nps" as const) : ("rating" as const),
    measure: nps ? ("nps" as const) : ("csat" as const),
    direction: "higher" as const,
    scaleMin: nps ? 0 : 1,
    scaleMax: nps ? 10 : 5,
    touchpointId: place && (touchpoints[place] as string),
    isPlaced: place !== null,
  });
  const [gate, gateNps, ramp, shop, lounge, lounge2, roving] = [
    item(1, "gate", "Gate"),
    item(2, "gate_nps", "Gate", true),
    item(3, "ramp", "Ramp"),
    item(4, "shop", "Shop"),
    item(5, "lounge", "Lounge"),
    item(6, "lounge_2", "Lounge"),
    item(7, "anywhere", null),
  ] as const;
  await db.item.createMany({ data: [gate, gateNps, ramp, shop, lounge, lounge2, roving] });
  const customers = Array.from({ length: 24 }, newId);
  await db.customer.createMany({ data: customers.map((id, i) => ({ workspaceId, id, name: `Customer ${i}` })) });
  await db.segment.create({
    data: { workspaceId, id: segmentId, name: "Twelve", rule: { all: [] }, memberCount: 12 },
  });
  const own = customers.slice(0, 12);
  const others = customers.slice(12);
  await db.segmentMember.createMany({ data: own.map((customerId) => ({ workspaceId, segmentId, customerId })) });
  const responses: Prisma.ResponseCreateManyInput[] = [];
  const answers: Prisma.AnswerCreateManyInput[] = [];
  const say = (who: string[], day: string, place: string, asked: typeof gate, value: number) => {
    for (const [index, customerId] of who.entries()) {
      const id = newId();
      const common = { workspaceId, customerId, answeredAt: new Date(`${day}T12:00:00Z`), answeredOn: new Date(day) };
      responses.push({ ...common, id, surveyId, versionId });
      const wobble = asked.scaleMax === 5 ? index % 2 : 0;
      answers.push({
        ...common,
        responseId: id,
        itemId: asked.id,
        touchpointId: touchpoints[place] as string,
        value: value + wobble,
      });
    }
  };
  for (const day of [PAST, EARLY]) {
    say(own, day, "Gate", gate, 3);
    say(own, day, "Gate", gateNps, 9);
    say(own, day, "Desk", roving, 3);
    say(own, day, "Ramp", ramp, 3);
    say(own, day, "Shop", shop, 3);
    say(own, day, "Lounge", lounge, 3);
  }
  say(others.slice(0, 3), EARLY, "Gate", gate, 1);
  say(others.slice(0, 3), EARLY, "Gate", gateNps, 0);
  say(others.slice(0, 8), EARLY, "Desk", roving, 1);
  say(others.slice(0, 2), PAST, "Desk", roving, 1);
  say(others.slice(0, 8), LATE, "Ramp", ramp, 1);
  say(others.slice(0, 8), PAST, "Ramp", ramp, 1);
  say(others.slice(0, 3), EARLY, "Lounge", lounge2, 1);
  await db.response.createMany({ data: responses });
  await db.answer.createMany({ data: answers });
  await transaction(actor, (tx) => recountRollups(tx, actor));
  const stages = [
    {
      name: "All",
      steps: names.map((name) => ({ touchpointId: touchpoints[name] as string, desired: 4.5 })),
    },
  ];
  everybodys = await createJourney(actor, { name: "Everybody", stages });
  segments = await createJourney(actor, { name: "Twelve", segmentId, stages });
});

const stepOf = (map: JourneyMap, name: string) => {
  const step = map.stages.flatMap(({ steps }) => steps).find(({ touchpointName }) => touchpointName === name);
  if (!step) throw new Error(name);
  return step;
};

describe("a segment's number", () => {
  test("is hidden where everybody's less it would show fewer than five others", async () => {
    const [all, own] = [await getJourney(actor, everybodys, SPAN), await getJourney(actor, segments, SPAN)];
    // The sums that would be subtracted: everybody's are told, so the segment's are not.
    for (const name of ["Gate", "Lounge"]) {
      expect(stepOf(all, name).gap).toMatchObject({ n: 15, state: "indicative" });
      expect(stepOf(own, name).gap).toMatchObject({
        actual: null,
        interval: null,
        state: "hidden",
        hiddenFor: "others",
      });
      expect(stepOf(own, name)).toMatchObject({ trend: null });
    }
    expect(stepOf(own, "Gate").nps).toMatchObject({ actual: null, state: "hidden", hiddenFor: "others" });
    expect(stepOf(own, "Gate").npsTrend).toBeNull();
    // Nor are they in the stage's.
    expect(own.stages[0]?.gap.n).toBe(36);
  });

  test("is told beside enough others, wherever in the period they answered, and without any", async () => {
    const own = await getJourney(actor, segments, SPAN);
    for (const name of ["Desk", "Ramp", "Shop"]) {
      expect(stepOf(own, name).gap, name).toMatchObject({ n: 12, actual: 3.5, hiddenFor: null });
    }
  });

  test("tells no move when the quarter before it would show too few others", async () => {
    const own = await getJourney(actor, segments, SPAN);
    expect(stepOf(own, "Desk").trend).toBeNull();
    expect(stepOf(own, "Ramp").trend).not.toBeNull();
    expect(stepOf(own, "Shop").trend).not.toBeNull();
  });

  test("is hidden in the gap list, the comparison, the shared map and the touchpoint's page too", async () => {
    const { ranked } = await gapList(actor, segments, SPAN);
    expect(ranked.silent.map(({ stepName }) => stepName).sort()).toEqual(["Gate", "Lounge"]);
    const [all, own] = [await getJourney(actor, everybodys, SPAN), await getJourney(actor, segments, SPAN)];
    const compared = compareMaps(sideOf(all), sideOf(own)).rows.filter(({ difference }) => difference === null);
    expect(compared.map(({ name }) => name).sort()).toEqual(["Gate", "Lounge"]);
    const sheet = await getSheet(actor, segments, { ...SPAN, label: "Quarter" }, { outside: true });
    const gate = sheet.stages.flatMap(({ steps }) => steps).find(({ name }) => name === "Gate");
    expect(gate?.gap).toMatchObject({ actual: null, n: 0, state: "hidden" });
    expect(sheet.answers).toBe(36);
    const own_ = stepOf(own, "Gate");
    const page = await touchpointExperience(actor, touchpoints.Gate as string, { now: SPAN, before: null }, null, [
      { id: own_.id, segmentId: own.segment?.id ?? null, desired: 4.5 },
    ]);
    expect(page.gaps[0]?.gap).toMatchObject({ actual: null, state: "hidden", hiddenFor: "others" });
    expect(page.segments[0]?.stat).toMatchObject({ value: null, state: "hidden" });
  });
});

describe("a version", () => {
  test("shows no more than the workspace would show today", async () => {
    await saveVersion(actor, segments, "Kept", { span: SPAN });
    const [kept] = await listVersions(actor, segments);
    const version = await getVersion(actor, segments, kept?.id ?? "");
    const present = await getJourney(actor, segments, SPAN);
    expect(stepOf(mapOfSnapshot(present, version.snapshot), "Shop").gap.actual).toBe(3.5);
    const stricter = mapOfSnapshot({ ...present, k: 13 }, version.snapshot);
    expect(stepOf(stricter, "Shop").gap).toMatchObject({ actual: null, state: "hidden", hiddenFor: "few" });
    expect(stepOf(stricter, "Shop").trend).toBeNull();
  });
});
