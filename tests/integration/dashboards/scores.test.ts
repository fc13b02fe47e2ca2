import { beforeAll, describe, expect, test } from "vitest";
import type { Actor } from "../../../lib/auth/actor";
import {
  dashboardCatalogue,
  newestComments,
  scoreByChannel,
  scoreByEachSurvey,
  scoreBySegment,
  scoreByStage,
  scoreByTouchpoint,
  scoreHeadline,
  scoreTrend,
} from "../../../lib/dashboards/queries/scores";
import type { Scope, ScopeFilter } from "../../../lib/dashboards/schema";
import type { Score } from "../../../lib/dashboards/scores";
import { bucketPeriod } from "../../../lib/dashboards/trend-days";
import { responsesHref } from "../../../lib/dashboards/url";
import { inWorkspace, Prisma, rows, transaction } from "../../../lib/db";
import { newId } from "../../../lib/id";
import { listJourneys } from "../../../lib/journeys/queries";
import { parsePeriod } from "../../../lib/period";
import { responseListParams } from "../../../lib/responses/list-url";
import { countResponses } from "../../../lib/responses/queries";
import { recountRollups } from "../../../lib/responses/rollups-sql";
import { Random } from "../../../prisma/seed/random";
import { testWorkspace } from "../../support/world";

// Every number of the dashboard against the same question asked of the answers by hand, on answers from a seeded generator.

const FROM = "2026-01-01";
const TO = "2026-07-01";
const MONTHS = ["2026-01-01", "2026-02-01", "2026-03-01", "2026-04-01", "2026-05-01", "2026-06-01"];

let actor: Actor;
let stranger: Actor;
const ids = { channels: [] as string[], touchpoints: [] as string[], segments: [] as string[], journey: "" };
let scope: (measure: "nps" | "csat", filter?: ScopeFilter) => Scope;

/** Each survey has an NPS item and two ratings; the second survey is anonymous. */
async function world(owner: Actor, seed: number): Promise<void> {
  const random = new Random(seed);
  const db = inWorkspace(owner);
  const { workspaceId } = owner;
  const name = (kind: string, index: number) => `${kind} ${index}`;
  const channels = [newId(), newId(), newId()];
  const touchpoints = [newId(), newId(), newId()];
  await db.channel.createMany({ data: channels.map((id, i) => ({ workspaceId, id, name: name("Channel", i) })) });
  await db.touchpoint.createMany({
    data: touchpoints.map((id, i) => ({ workspaceId, id, name: name("Touchpoint", i) })),
  });
  const customers = Array.from({ length: 60 }, newId);
  await db.customer.createMany({ data: customers.map((id, i) => ({ workspaceId, id, name: name("Customer", i) })) });
  const segments = [newId(), newId()];
  await db.segment.createMany({
    data: segments.map((id, i) => ({ workspaceId, id, name: name("Segment", i), rule: { all: [] }, memberCount: 0 })),
  });
  await db.segmentMember.createMany({
    data: customers.flatMap((customerId, i) => [
      ...(i % 2 === 0 ? [{ workspaceId, segmentId: segments[0] as string, customerId }] : []),
      ...(i % 3 === 0 ? [{ workspaceId, segmentId: segments[1] as string, customerId }] : []),
    ]),
  });
  const journey = newId();
  await db.journey.create({ data: { workspaceId, id: journey, name: "Way", segmentId: segments[0] as string } });
  for (const [position, stage] of [[0, touchpoints.slice(0, 2)] as const, [1, touchpoints.slice(2)] as const]) {
    const stageId = newId();
    await db.journeyStage.create({
      data: { workspaceId, id: stageId, journeyId: journey, name: name("Stage", position), position },
    });
    await db.journeyStep.createMany({
      data: stage.map((touchpointId, at) => ({
        workspaceId,
        id: newId(),
        stageId,
        touchpointId,
        position: at,
        desired: 4,
      })),
    });
  }
  let no = 0;
  for (const promise of ["identified", "anonymous"] as const) {
    const surveyId = newId();
    const versionId = newId();
    await db.survey.create({
      data: { workspaceId, id: surveyId, name: promise, draft: {}, currentVersionId: versionId },
    });
    await db.surveyVersion.create({
      data: { workspaceId, id: versionId, surveyId, number: 1, promise, definition: {} },
    });
    const npsId = newId();
    const reasonId = newId();
    const ratings = touchpoints.slice(0, 2).map((touchpointId) => ({ id: newId(), touchpointId }));
    await db.item.createMany({
      data: [
        {
          workspaceId,
          id: npsId,
          surveyId,
          no: ++no,
          key: "nps",
          label: "NPS",
          kind: "nps",
          scaleMin: 0,
          scaleMax: 10,
          direction: "higher",
          measure: "nps",
        },
        { workspaceId, id: reasonId, surveyId, no: ++no, key: "reason", label: "Reason", kind: "text" },
        ...ratings.map(({ id, touchpointId }, i) => ({
          workspaceId,
          id,
          surveyId,
          no: ++no,
          key: `rating_${i}`,
          label: "Rating",
          kind: "rating" as const,
          scaleMin: 1,
          scaleMax: 5,
          direction: "higher" as const,
          measure: "csat" as const,
          touchpointId,
        })),
      ],
    });
    const responses: Prisma.ResponseCreateManyInput[] = [];
    const answers: Prisma.AnswerCreateManyInput[] = [];
    for (let index = 0; index < 400; index++) {
      const responseId = newId();
      const customerId = promise === "identified" && random.chance(0.9) ? random.pick(customers) : null;
      const channelId = random.chance(0.85) ? random.pick(channels) : null;
      const answeredAt = new Date(Date.UTC(2025, 10, 1) + random.int(0, 270) * 86_400_000 + random.int(0, 80_000_000));
      const answeredOn = new Date(answeredAt.toISOString().slice(0, 10));
      const common = { workspaceId, responseId, customerId, channelId, answeredAt, answeredOn };
      responses.push({
        workspaceId,
        id: responseId,
        surveyId,
        versionId,
        customerId,
        channelId,
        answeredAt,
        answeredOn,
        archivedAt: random.chance(0.05) ? answeredAt : null,
      });
      answers.push(
        ...(random.chance(0.9) ? [{ ...common, itemId: npsId, value: random.int(0, 10) }] : []),
        ...(random.chance(0.3) ? [{ ...common, itemId: reasonId, text: `Because ${index}` }] : []),
        ...ratings
          .filter(() => random.chance(0.8))
          .map(({ id, touchpointId }) => ({
            ...common,
            itemId: id,
            // A link's own touchpoint may stand in for the item's.
            touchpointId: random.chance(0.1) ? (touchpoints[2] as string) : touchpointId,
            value: random.int(1, 5),
          })),
      );
    }
    await db.response.createMany({ data: responses });
    await db.answer.createMany({ data: answers });
  }
  await transaction(owner, (tx) => recountRollups(tx, owner));
  Object.assign(ids, { channels, touchpoints, segments, journey });
}

beforeAll(async () => {
  const one = await testWorkspace({ smallGroup: 3 });
  const other = await testWorkspace({ smallGroup: 3 });
  stranger = other.actor;
  await world(stranger, 2);
  actor = one.actor;
  await world(actor, 1);
  const catalogue = await dashboardCatalogue(actor);
  scope = (measure, filter = {}) => ({
    items: catalogue.items.filter((item) => item.measure === measure),
    span: { fromDay: FROM, toDay: TO },
    filter,
  });
});

type ByHand = { key: string; n: number; promoters: number; detractors: number; satisfied: number; sum: number };

/** The same question, asked of the answers. */
function byHand(measure: "nps" | "csat", key: string, filter: ScopeFilter = {}, extra = ""): Promise<ByHand[]> {
  return rows<ByHand>(
    inWorkspace(actor),
    actor,
    (w) => Prisma.sql`
      select ${Prisma.raw(key)}::text as key, count(*)::int as n,
             count(*) filter (where a.value >= 9)::int as promoters, count(*) filter (where a.value <= 6)::int as detractors,
             count(*) filter (where a.value >= 4)::int as satisfied, sum(a.value)::int as sum
      from answers a
      join items i on i.workspace_id = a.workspace_id and i.id = a.item_id
      join responses r on r.workspace_id = a.workspace_id and r.id = a.response_id
      ${Prisma.raw(extra)}
      where a.workspace_id = ${w} and i.measure = ${measure}::measure and r.archived_at is null and a.value is not null
        and a.answered_on >= ${FROM}::date and a.answered_on < ${TO}::date
        ${filter.channelId ? Prisma.sql`and a.channel_id = ${filter.channelId}::uuid` : Prisma.empty}
        ${filter.touchpointId ? Prisma.sql`and a.touchpoint_id = ${filter.touchpointId}::uuid` : Prisma.empty}
        ${
          filter.segmentId
            ? Prisma.sql`and a.customer_id in (select customer_id from segment_members
                           where workspace_id = ${w} and segment_id = ${filter.segmentId}::uuid)`
            : Prisma.empty
        }
        and ${Prisma.raw(key)} is not null
      group by 1`,
  );
}

function expectSame(score: Score, hand: ByHand | undefined): void {
  expect(score.n).toBe(hand?.n ?? 0);
  if (!hand || hand.n === 0) {
    expect(score.value).toBeNull();
    return;
  }
  if (score.measure === "nps") {
    expect(score.value).toBeCloseTo((100 * (hand.promoters - hand.detractors)) / hand.n, 9);
    expect(score.nps).toMatchObject({ promoters: hand.promoters, detractors: hand.detractors });
  } else {
    expect(score.value).toBeCloseTo(hand.satisfied / hand.n, 12);
    if (hand.n > 1) expect(score.mean?.mean).toBeCloseTo(hand.sum / hand.n, 9);
  }
}

const FILTERS = (): [string, ScopeFilter, "kept" | "exact"][] => [
  ["no filter", {}, "kept"],
  ["a segment", { segmentId: ids.segments[0] }, "kept"],
  ["a channel", { channelId: ids.channels[1] }, "kept"],
  ["a segment and a channel", { segmentId: ids.segments[1], channelId: ids.channels[0] }, "exact"],
];

describe.each(["nps", "csat"] as const)("%s equals the answers counted by hand", (measure) => {
  test("headline, with its distribution", async () => {
    for (const [what, filter, source] of FILTERS()) {
      const headline = await scoreHeadline(actor, scope(measure, filter), measure, null);
      const [hand] = await byHand(measure, "'all'", filter);
      expectSame(headline.score, hand);
      expect(headline.source.kind, what).toBe(source);
      expect(headline.bins.reduce((sum, n) => sum + n, 0)).toBe(hand?.n);
    }
  });

  test("trend by month and by week", async () => {
    for (const step of ["month", "week"] as const) {
      const hand = await byHand(measure, `date_trunc('${step}', a.answered_on)::date`);
      const days = step === "month" ? MONTHS : hand.map(({ key }) => key);
      const { groups } = await scoreTrend(actor, scope(measure), measure, step, days);
      expect(groups).toHaveLength(days.length);
      for (const { day, score } of groups)
        expectSame(
          score,
          hand.find(({ key }) => key === day),
        );
    }
  });

  test("by channel, by segment, by touchpoint, under every filter", async () => {
    const catalogue = await dashboardCatalogue(actor);
    for (const [, filter] of FILTERS()) {
      const given = scope(measure, filter);
      const channels = await scoreByChannel(actor, given, measure, catalogue.channels);
      const channelsByHand = await byHand(measure, "a.channel_id", filter);
      expect(channels.groups).toHaveLength(channelsByHand.length);
      for (const { key, score } of channels.groups)
        expectSame(
          score,
          channelsByHand.find((one) => one.key === key),
        );

      const segments = await scoreBySegment(actor, given, measure, catalogue.segments);
      const segmentsByHand = await byHand(
        measure,
        "g.segment_id",
        filter,
        "join segment_members g on g.workspace_id = a.workspace_id and g.customer_id = a.customer_id",
      );
      for (const { key, score } of segments.groups)
        expectSame(
          score,
          segmentsByHand.find((one) => one.key === key),
        );

      const touchpoints = await scoreByTouchpoint(actor, given, measure, catalogue.touchpoints);
      const touchpointsByHand = await byHand(measure, "a.touchpoint_id", filter);
      expect(touchpoints.groups).toHaveLength(touchpointsByHand.length);
      for (const { key, score } of touchpoints.groups) {
        expectSame(
          score,
          touchpointsByHand.find((one) => one.key === key),
        );
      }
    }
  });

  test("by survey", async () => {
    const hand = await byHand(measure, "i.survey_id");
    const groups = await scoreByEachSurvey(actor, scope(measure), measure);
    expect(groups).toHaveLength(2);
    for (const { key, score } of groups)
      expectSame(
        score,
        hand.find((one) => one.key === key),
      );
  });
});

test("a narrowed number is hidden where taking the filter off would show fewer than k others", async () => {
  const owner = (await testWorkspace({ smallGroup: 5 })).actor;
  const { workspaceId } = owner;
  const db = inWorkspace(owner);
  const [surveyId, versionId, itemId, segmentId, channelId] = [newId(), newId(), newId(), newId(), newId()];
  await db.channel.create({ data: { workspaceId, id: channelId, name: "Desk" } });
  await db.survey.create({ data: { workspaceId, id: surveyId, name: "All", draft: {}, currentVersionId: versionId } });
  await db.surveyVersion.create({
    data: { workspaceId, id: versionId, surveyId, number: 1, promise: "identified", definition: {} },
  });
  const scale = { kind: "nps", measure: "nps", scaleMin: 0, scaleMax: 10, direction: "higher" } as const;
  await db.item.create({ data: { workspaceId, id: itemId, surveyId, no: 1, key: "nps", label: "NPS", ...scale } });
  const customers = Array.from({ length: 20 }, newId);
  await db.customer.createMany({ data: customers.map((id) => ({ workspaceId, id, name: id })) });
  await db.segment.create({ data: { workspaceId, id: segmentId, name: "Most", rule: { all: [] } } });
  await db.segmentMember.createMany({
    data: customers.slice(0, 12).map((customerId) => ({ workspaceId, segmentId, customerId })),
  });
  // In May three others answer beside the twelve; in June eight do.
  for (const [day, answering] of [
    ["2026-05-10", customers.slice(0, 15)],
    ["2026-06-10", customers],
  ] as const) {
    for (const [index, customerId] of answering.entries()) {
      const id = newId();
      const common = { workspaceId, customerId, channelId, answeredAt: new Date(day), answeredOn: new Date(day) };
      await db.response.create({ data: { ...common, id, surveyId, versionId } });
      await db.answer.create({ data: { ...common, responseId: id, itemId, value: index < 12 ? 9 : 0 } });
    }
  }
  await transaction(owner, (tx) => recountRollups(tx, owner));
  const { items, channels } = await dashboardCatalogue(owner);
  const during = (fromDay: string, toDay: string): Scope => ({
    items,
    span: { fromDay, toDay },
    filter: { segmentId },
  });
  const may = during("2026-05-01", "2026-06-01");
  const headline = await scoreHeadline(owner, may, "nps", null);
  expect(headline.score).toMatchObject({ n: 12, value: null, interval: null, nps: null, state: "hidden" });
  expect(headline.bins.every((n) => n === 0)).toBe(true);
  expect((await scoreHeadline(owner, { ...may, filter: {} }, "nps", null)).score.n).toBe(15);
  expect((await scoreByChannel(owner, may, "nps", channels)).groups[0]?.score).toMatchObject({ value: null });
  expect((await scoreByEachSurvey(owner, may, "nps"))[0]?.score).toMatchObject({ value: null });
  const june = during("2026-06-01", "2026-07-01");
  const told = await scoreHeadline(owner, june, "nps", may.span);
  expect(told.score).toMatchObject({ n: 12, value: 100 });
  // Nor is May said by how far June lies from it, or by the line of months.
  expect(told.before?.change).toBeNull();
  const both = during("2026-05-01", "2026-07-01");
  const { groups } = await scoreTrend(owner, both, "nps", "month", ["2026-05-01", "2026-06-01"]);
  expect(groups.find(({ day }) => day === "2026-05-01")?.score.value).toBeNull();
});

test("a stage is the sum of its steps' touchpoints", async () => {
  const { groups } = await scoreByStage(actor, scope("csat"), "csat", ids.journey);
  const hand = await byHand("csat", "a.touchpoint_id");
  const sum = (touchpoints: readonly string[]) =>
    hand.filter(({ key }) => touchpoints.includes(key)).reduce((all, { n }) => all + n, 0);
  expect(groups.map(({ score }) => score.n)).toEqual([sum(ids.touchpoints.slice(0, 2)), sum(ids.touchpoints.slice(2))]);
});

test("the change against the period before is between the two scores", async () => {
  const before = { fromDay: "2025-11-01", toDay: FROM };
  const { score, before: earlier } = await scoreHeadline(actor, scope("nps"), "nps", before);
  expect(earlier?.change?.difference).toBeCloseTo((score.value ?? 0) - (earlier?.score.value ?? 0), 9);
});

test("the journey's actual mean is that of its segment's answers at the touchpoint", async () => {
  const [journey] = await listJourneys(actor, { fromDay: FROM, toDay: TO });
  const hand = await byHand("csat", "a.touchpoint_id", { segmentId: ids.segments[0] });
  expect(journey?.actuals.map((actual) => actual?.toFixed(9))).toEqual(
    ids.touchpoints.map((id) => {
      const one = hand.find(({ key }) => key === id);
      return one ? (one.sum / one.n).toFixed(9) : undefined;
    }),
  );
  expect(journey).toMatchObject({ steps: 3, heard: 3 });
});

describe("comments", () => {
  const SPAN = { fromDay: FROM, toDay: TO };

  test("are the newest, with their score and customer; anonymous ones lead to nobody", async () => {
    const { surveys } = await dashboardCatalogue(actor);
    const comments = await newestComments(
      actor,
      surveys.map(({ id }) => id),
      SPAN,
      {},
      20,
    );
    expect(comments).toHaveLength(20);
    const times = comments.map(({ at }) => +at);
    expect(times).toEqual([...times].sort((a, b) => b - a));
    for (const comment of comments) if (comment.isAnonymous) expect(comment.customer).toBeNull();
  });

  test("of an anonymous survey are kept back when fewer than k answered in the cut", async () => {
    const { surveys } = await dashboardCatalogue(actor);
    const anonymous = surveys.find(({ name }) => name === "anonymous");
    const [first] = await rows<{ day: string }>(
      inWorkspace(actor),
      actor,
      (w) => Prisma.sql`
        select answered_on::text as day from responses
        where workspace_id = ${w} and survey_id = ${anonymous?.id}::uuid and archived_at is null
        group by answered_on having count(*) < 3 limit 1`,
    );
    const day = first?.day ?? "";
    const next = new Date(Date.parse(day) + 86_400_000).toISOString().slice(0, 10);
    expect(await newestComments(actor, [anonymous?.id ?? ""], { fromDay: day, toDay: next }, {}, 20)).toEqual([]);
  });
});

test("nothing of another workspace is counted", async () => {
  const other = await dashboardCatalogue(stranger);
  const stolen: Scope = { ...scope("nps"), items: other.items };
  const headline = await scoreHeadline(actor, stolen, "nps", null);
  expect(headline.score.n).toBe(0);
});

test("one who may not read responses is refused", async () => {
  const nobody = await (await testWorkspace()).as("respondent");
  await expect(scoreHeadline(nobody, scope("nps"), "nps", null)).rejects.toMatchObject({ code: "forbidden" });
});

describe("the door of a number", () => {
  const narrowings = (): { name: string; filter: ScopeFilter }[] => [
    { name: "nothing", filter: {} },
    { name: "a channel", filter: { channelId: ids.channels[0] } },
    { name: "a segment", filter: { segmentId: ids.segments[0] } },
    { name: "a touchpoint", filter: { touchpointId: ids.touchpoints[1] } },
    { name: "a channel of a segment", filter: { channelId: ids.channels[1], segmentId: ids.segments[1] } },
  ];

  /** What the page behind an address counts. */
  const behind = async (href: string): Promise<number> => {
    const url = new URL(href, "http://localhost");
    expect(url.pathname).toBe("/responses");
    const params = responseListParams.parse(Object.fromEntries(url.searchParams));
    const period = parsePeriod(params.period, { timeZone: "UTC", now: new Date("2026-07-15T12:00:00Z") });
    return (await countResponses(actor, params, period)).answers ?? -1;
  };

  test.each(["nps", "csat"] as const)("leads to as many answers as a number of %s is made of", async (measure) => {
    for (const { name, filter } of narrowings()) {
      const asked = scope(measure, filter);
      const { score, bins } = await scoreHeadline(actor, asked, measure, null);
      const here = {
        period: `${FROM}..2026-06-30`,
        segment: filter.segmentId,
        channel: filter.channelId,
        touchpoint: filter.touchpointId,
        survey: [],
      };
      const doors: [string, number, string][] = [
        ["all", score.n, responsesHref(here, { measure })],
        ...bins.map((count, value): [string, number, string] => [
          `value ${value}`,
          count,
          responsesHref(here, { measure, value: String(value) }),
        ]),
      ];
      if (score.nps) {
        doors.push(
          ["promoters", score.nps.promoters, responsesHref(here, { score: "promoter" })],
          ["passives", score.nps.passives, responsesHref(here, { score: "passive" })],
          ["detractors", score.nps.detractors, responsesHref(here, { score: "detractor" })],
        );
      }
      const { groups } = await scoreTrend(actor, asked, measure, "month", MONTHS);
      for (const { day, score: point } of groups) {
        const period = bucketPeriod(day, "month", TO);
        doors.push([day, point.n, responsesHref(here, { measure, period })]);
      }
      for (const [door, n, href] of doors) {
        const found = await behind(href);
        // An anonymous survey with fewer than three answers here is left out of the list, and of what it counts.
        expect.soft(n - found, `${name}, ${door}`).toBeGreaterThanOrEqual(0);
        expect.soft(n - found, `${name}, ${door}`).toBeLessThan(3 * 2);
        if (n >= 40) expect.soft(found, `${name}, ${door}`).toBe(n);
      }
    }
  });

  test("is as wide as the point of the trend that it belongs to", () => {
    expect(bucketPeriod("2026-02-01", "month", "2026-07-01")).toBe("m:2026-02");
    expect(bucketPeriod("2026-06-01", "month", "2026-06-22")).toBe("2026-06-01..2026-06-21");
    expect(bucketPeriod("2026-06-15", "week", "2026-07-01")).toBe("2026-06-15..2026-06-21");
    expect(bucketPeriod("2026-06-29", "week", "2026-07-01")).toBe("2026-06-29..2026-06-30");
  });
});
