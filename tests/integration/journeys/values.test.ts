import { beforeAll, describe, expect, test } from "vitest";
import type { Actor } from "../../../lib/auth/actor";
import { dashboardCatalogue, scoreByTouchpoint } from "../../../lib/dashboards/queries/scores";
import { inWorkspace, Prisma, rows, transaction } from "../../../lib/db";
import { newId } from "../../../lib/id";
import { createJourney, updateJourney } from "../../../lib/journeys/commands";
import { setCell } from "../../../lib/journeys/commands/cells";
import type { Step } from "../../../lib/journeys/map";
import { getJourney } from "../../../lib/journeys/queries";
import { recountRollups } from "../../../lib/responses/rollups-sql";
import { Random } from "../../../prisma/seed/random";
import { testWorkspace } from "../../support/world";

// What a map says, against the same question asked of the answers by hand and of the dashboard.

const SPAN = { fromDay: "2026-04-01", toDay: "2026-07-01", previous: { fromDay: "2026-01-01", toDay: "2026-04-01" } };
const MEASURES = [
  { measure: "csat", min: 1, max: 5, direction: "higher" },
  { measure: "ces", min: 1, max: 7, direction: "lower" },
  { measure: "nps", min: 0, max: 10, direction: "higher" },
] as const;

let actor: Actor;
let segmentId: string;
let touchpoints: string[];
let journeyId: string;
const members: string[] = [];
const others: string[] = [];

/** Placed items say their touchpoint by themselves, roving ones take it from the link: both kinds answer everywhere. */
beforeAll(async () => {
  actor = (await testWorkspace({ smallGroup: 5 })).actor;
  const random = new Random(7);
  const db = inWorkspace(actor);
  const { workspaceId } = actor;
  touchpoints = [newId(), newId(), newId()];
  await db.touchpoint.createMany({ data: touchpoints.map((id, i) => ({ workspaceId, id, name: `Place ${i}` })) });
  const customers = Array.from({ length: 40 }, newId);
  await db.customer.createMany({ data: customers.map((id, i) => ({ workspaceId, id, name: `Customer ${i}` })) });
  segmentId = newId();
  await db.segment.create({ data: { workspaceId, id: segmentId, name: "Half", rule: { all: [] } } });
  customers.forEach((id, i) => {
    (i % 2 ? members : others).push(id);
  });
  await db.segmentMember.createMany({
    data: members.map((customerId) => ({ workspaceId, segmentId, customerId })),
  });
  const surveyId = newId();
  const versionId = newId();
  await db.survey.create({ data: { workspaceId, id: surveyId, name: "All", draft: {}, currentVersionId: versionId } });
  await db.surveyVersion.create({
    data: { workspaceId, id: versionId, surveyId, number: 1, promise: "identified", definition: {} },
  });
  let no = 0;
  const items = MEASURES.flatMap(({ measure, min, max, direction }) =>
    [touchpoints[0] as string, null].map((touchpointId) => ({
      workspaceId,
      id: newId(),
      surveyId,
      no: ++no,
      key: `item_${no}`,
      label: "Item",
      kind: measure === "nps" ? ("nps" as const) : ("rating" as const),
      scaleMin: min,
      scaleMax: max,
      direction,
      measure,
      touchpointId,
      isPlaced: touchpointId !== null,
    })),
  );
  await db.item.createMany({ data: items });
  const responses: Prisma.ResponseCreateManyInput[] = [];
  const answers: Prisma.AnswerCreateManyInput[] = [];
  for (let index = 0; index < 500; index++) {
    const id = newId();
    const customerId = random.chance(0.9) ? random.pick(customers) : null;
    const answeredAt = new Date(Date.UTC(2025, 11, 1) + random.int(0, 240) * 86_400_000);
    const answeredOn = new Date(answeredAt.toISOString().slice(0, 10));
    const common = { workspaceId, customerId, answeredAt, answeredOn };
    // Nobody is asked at the third place but by four people, fewer than are shown.
    const roams = index < 4 ? (touchpoints[2] as string) : random.pick(touchpoints.slice(0, 2));
    responses.push({
      ...common,
      id,
      surveyId,
      versionId,
      archivedAt: index >= 4 && random.chance(0.05) ? answeredAt : null,
    });
    for (const item of items) {
      if (index >= 4 && random.chance(0.2)) continue;
      answers.push({
        ...common,
        responseId: id,
        itemId: item.id,
        touchpointId: item.touchpointId ?? roams,
        value: random.int(item.scaleMin, item.scaleMax),
      });
    }
  }
  await db.response.createMany({ data: responses });
  await db.answer.createMany({ data: answers });
  await transaction(actor, (tx) => recountRollups(tx, actor));
  journeyId = await createJourney(actor, {
    name: "All places",
    segmentId,
    stages: [
      { name: "One", steps: touchpoints.slice(0, 2).map((touchpointId) => ({ touchpointId, desired: 4.5 })) },
      { name: "Two", steps: [{ touchpointId: touchpoints[2] as string, desired: 4 }] },
    ],
  });
});

type Hand = { touchpointId: string; n: number; mean: number; nps: number };

function byHand(measure: string, span: { fromDay: string; toDay: string }, onlySegment: boolean): Promise<Hand[]> {
  return rows<Hand>(
    inWorkspace(actor),
    actor,
    (w) => Prisma.sql`
      select a.touchpoint_id as "touchpointId", count(*)::int as n, avg(a.value)::float8 as mean,
             (100.0 * (count(*) filter (where a.value >= 9) - count(*) filter (where a.value <= 6)) / count(*))::float8 as nps
      from answers a
      join items i on i.workspace_id = ${w} and i.id = a.item_id and i.measure = ${measure}::measure
      join responses r on r.workspace_id = ${w} and r.id = a.response_id and r.archived_at is null
      where a.workspace_id = ${w} and a.answered_on >= ${span.fromDay}::date and a.answered_on < ${span.toDay}::date
        and ${
          onlySegment
            ? Prisma.sql`a.customer_id in (select customer_id from segment_members
                where workspace_id = ${w} and segment_id = ${segmentId}::uuid)`
            : Prisma.sql`true`
        }
      group by 1`,
  );
}

const stepsOf = async (): Promise<Step[]> =>
  (await getJourney(actor, journeyId, SPAN)).stages.flatMap(({ steps }) => steps);

describe.each([
  ["its segment's present members", true],
  ["everybody, without a segment", false],
])("the values of %s", (_, onlySegment) => {
  beforeAll(async () => {
    await updateJourney(actor, journeyId, { name: "All places", segmentId: onlySegment ? segmentId : "" });
  });

  test("equal a recount of the answers, for each measure", async () => {
    const steps = await stepsOf();
    for (const { measure } of MEASURES) {
      const hand = new Map((await byHand(measure, SPAN, onlySegment)).map((one) => [one.touchpointId, one]));
      for (const step of steps) {
        const gap = measure === "csat" ? step.gap : measure === "ces" ? step.effort : step.nps;
        const one = hand.get(step.touchpointId);
        expect(gap.n, `${measure} n`).toBe(one?.n ?? 0);
        if (!one || one.n < 5) expect(gap).toMatchObject({ actual: null, interval: null, gap: null });
        else expect(gap.actual).toBeCloseTo(measure === "nps" ? one.nps : one.mean, 9);
      }
    }
    expect(steps[2]?.gap.state).toMatch(/^(hidden|empty)$/);
  });

  test("equal the dashboard's by touchpoint", async () => {
    const steps = await stepsOf();
    const catalogue = await dashboardCatalogue(actor);
    for (const measure of ["csat", "nps"] as const) {
      const scope = {
        items: catalogue.items.filter((item) => item.measure === measure),
        span: SPAN,
        filter: onlySegment ? { segmentId } : {},
      };
      const { groups } = await scoreByTouchpoint(actor, scope, measure, catalogue.touchpoints);
      for (const step of steps.slice(0, 2)) {
        const score = groups.find(({ key }) => key === step.touchpointId)?.score;
        const gap = measure === "csat" ? step.gap : step.nps;
        expect(gap.n).toBe(score?.n);
        expect(gap.actual).toBeCloseTo((measure === "csat" ? score?.mean?.mean : score?.value) ?? Number.NaN, 9);
      }
    }
  });

  test("the trend is the difference to the period before, and says only what its interval carries", async () => {
    const steps = await stepsOf();
    const now = new Map((await byHand("csat", SPAN, onlySegment)).map((one) => [one.touchpointId, one.mean]));
    const before = new Map(
      (await byHand("csat", SPAN.previous, onlySegment)).map((one) => [one.touchpointId, one.mean]),
    );
    for (const { touchpointId, trend } of steps.slice(0, 2)) {
      expect(trend?.difference).toBeCloseTo((now.get(touchpointId) ?? 0) - (before.get(touchpointId) ?? 0), 9);
      const holdsNothing = (trend?.interval.low ?? 0) <= 0 && (trend?.interval.high ?? 0) >= 0;
      expect(trend?.verdict === "same").toBe(holdsNothing);
    }
    expect(steps[2]?.trend).toBeNull();
    const without = await getJourney(actor, journeyId, { fromDay: SPAN.fromDay, toDay: SPAN.toDay });
    expect(without.stages[0]?.steps[0]?.trend).toBeNull();
  });
});

test("ease that runs the other way falls short when it is higher than wanted", async () => {
  const [step] = await stepsOf();
  if (!step) throw new Error("no step");
  await setCell(actor, { stepId: step.id, lane: "desiredEffort", value: 2, was: null });
  const [now] = await stepsOf();
  expect(now?.effortBetter).toBe("lower");
  expect(now?.effort.gap).toBeCloseTo((now?.effort.actual ?? 0) - 2, 12);
  expect(now?.effort.verdict).toBe("short");
});

test("open cases are those of the map's segment; improvements those of the step or of nobody else's segment", async () => {
  const db = inWorkspace(actor);
  const { workspaceId } = actor;
  const touchpointId = touchpoints[0] as string;
  await updateJourney(actor, journeyId, { name: "All places", segmentId });
  const cases = [members[0], members[1], others[0], null].map((customerId, i) => ({
    workspaceId,
    id: newId(),
    number: i + 1,
    title: "Late",
    customerId: customerId ?? null,
    touchpointId,
  }));
  await db.case.createMany({ data: [...cases, { ...cases[0]!, id: newId(), number: 9, resolvedAt: new Date() }] });
  const [first, second] = await stepsOf();
  if (!first || !second) throw new Error("no steps");
  const elsewhere = newId();
  await db.segment.create({ data: { workspaceId, id: elsewhere, name: "Others", rule: { all: [] } } });
  const plan = (title: string, more: object) => ({ workspaceId, id: newId(), title, touchpointId, ...more });
  await db.improvement.createMany({
    data: [
      plan("Of this step", { stepId: first.id }),
      plan("Of another step", { stepId: second.id }),
      plan("Of everybody", {}),
      plan("Of the segment", { segmentId }),
      plan("Of others", { segmentId: elsewhere }),
      plan("Done", { doneAt: new Date() }),
    ],
  });
  const [now, next] = await stepsOf();
  expect(now?.openCases).toBe(2);
  expect(now?.improvements.map(({ title }) => title).sort()).toEqual([
    "Of everybody",
    "Of the segment",
    "Of this step",
  ]);
  expect(next?.improvements.map(({ title }) => title)).toEqual(["Of another step"]);
  await updateJourney(actor, journeyId, { name: "All places", segmentId: "" });
  expect((await stepsOf())[0]?.openCases).toBe(4);
});

test("a map says who owns a touchpoint, its channels and the feelings that are wanted there", async () => {
  const db = inWorkspace(actor);
  const { workspaceId } = actor;
  const touchpointId = touchpoints[1] as string;
  const channelId = newId();
  const feelingId = newId();
  await db.channel.create({ data: { workspaceId, id: channelId, name: "App" } });
  await db.touchpointChannel.create({ data: { workspaceId, touchpointId, channelId } });
  await db.brandFeeling.create({ data: { workspaceId, id: feelingId, name: "Calm" } });
  await db.touchpointFeeling.create({ data: { workspaceId, touchpointId, feelingId } });
  await db.touchpoint.updateMany({
    where: { id: touchpointId },
    data: { ownerId: actor.userId, controller: "partner" },
  });
  const [, step] = await stepsOf();
  expect(step).toMatchObject({
    channels: ["App"],
    intendedFeelings: [{ id: feelingId, name: "Calm" }],
    ownerName: "Test cx_manager",
    controller: "partner",
  });
});
