import { beforeAll, describe, expect, it } from "vitest";
import { transaction } from "@/lib/db";
import { newId } from "@/lib/id";
import { recountRollups } from "@/lib/responses/rollups-sql";
import { listTouchpointScores } from "@/lib/touchpoints/queries/list";
import { getTouchpoint, touchpointComments, touchpointExperience } from "@/lib/touchpoints/queries/page";
import { touchpointListParams } from "@/lib/touchpoints/schema";
import { numbersOf, SPAN, stranger, type TouchWorld, touchWorld, within } from "./world";

const BEFORE = { fromDay: "2026-02-01", toDay: "2026-03-01" };

describe("a touchpoint's page", () => {
  let world: TouchWorld;
  let stepId: string;
  beforeAll(async () => {
    world = await touchWorld();
    const { db, workspaceId } = world;
    const journeyId = newId();
    const stageId = newId();
    stepId = newId();
    await db.journey.create({
      data: { workspaceId, id: journeyId, name: "With children", segmentId: world.segments[0]!.id },
    });
    await db.journeyStage.create({ data: { workspaceId, id: stageId, journeyId, name: "Airport", position: 0 } });
    await db.journeyStep.create({
      data: {
        workspaceId,
        id: stepId,
        stageId,
        touchpointId: world.boarding,
        position: 0,
        desired: 4.5,
        friction: "Queue",
        frictionDecision: "keep",
        frictionReason: "It calms",
      },
    });
  });

  const ratings = (
    touchpointId: string,
    keep: (answer: ReturnType<typeof within>[number]) => boolean = () => true,
    span = SPAN,
  ) => {
    const items = new Set(world.items.filter((item) => item.measure === "csat").map((item) => item.id));
    return within(world, span)
      .filter((answer) => items.has(answer.itemId) && answer.touchpointId === touchpointId && keep(answer))
      .map((answer) => answer.value as number);
  };
  const experience = (against: string | null = null) =>
    touchpointExperience(world.actor, world.boarding, { now: SPAN, before: BEFORE }, against, [
      { id: stepId, segmentId: world.segments[0]!.id, desired: 4.5 },
    ]);

  it("tells the mean, its lie and its groups as a count of the answers does", async () => {
    const page = await experience();
    const all = ratings(world.boarding);
    expect(page.now.n).toBe(all.length);
    expect(page.now.value).toBeCloseTo(numbersOf(all).mean!, 12);
    expect(page.bins.map(({ n }) => n)).toEqual([1, 2, 3, 4, 5].map((v) => all.filter((one) => one === v).length));
    const before = ratings(world.boarding, undefined, BEFORE);
    expect(page.change?.difference).toBeCloseTo(numbersOf(all).mean! - numbersOf(before).mean!, 12);
    for (const group of page.channels.filter(({ stat }) => stat.value !== null)) {
      const own = numbersOf(ratings(world.boarding, (answer) => answer.channelId === group.id));
      expect(group.stat.n).toBe(own.n);
      expect(group.stat.value).toBeCloseTo(own.mean!, 12);
    }
    const members = new Set(world.customers.slice(0, 18));
    const families = page.segments.find(({ name }) => name === "Families")!;
    const own = numbersOf(ratings(world.boarding, (answer) => members.has(answer.customerId ?? "")));
    expect(families.stat.n).toBe(own.n);
    expect(families.stat.value).toBeCloseTo(own.mean!, 12);
    // The map's gap is the desired less the very same number.
    expect(page.gaps[0]?.gap.gap).toBeCloseTo(4.5 - own.mean!, 12);
    expect(page.trend).toHaveLength(12);
    expect(page.trend.at(-1)?.month).toBe("2026-03-01");
    expect(page.trend.at(-1)?.stat.value).toBeCloseTo(numbersOf(all).mean!, 12);
  });

  it("draws the radar from the battery's questions, beside the other touchpoints and a segment", async () => {
    const page = await experience(world.segments[0]!.id);
    const of = (key: string, keep: (customerId: string | null) => boolean = () => true) => {
      const item = world.items.find((one) => one.key === key)!;
      return numbersOf(
        within(world)
          .filter((answer) => answer.itemId === item.id && keep((answer.customerId as string | null) ?? null))
          .map((answer) => answer.value as number),
      );
    };
    expect(page.radar.here.map(({ response }) => response)).toEqual([
      "sensory",
      "affective",
      "cognitive",
      "physical",
      "social",
    ]);
    for (const { response, stat } of page.radar.here) {
      expect(stat.n).toBe(of(`${response}_0`).n);
      expect(stat.value).toBeCloseTo(of(`${response}_0`).mean!, 12);
    }
    expect(page.radar.others[1]?.stat.value).toBeCloseTo(of("affective_1").mean!, 12);
    const members = new Set(world.customers.slice(0, 18));
    expect(page.radarSegments.map(({ name }) => name)).toContain("Families");
    expect(page.radar.segment?.spokes[0]?.stat.value).toBeCloseTo(
      of("sensory_0", (id) => id !== null && members.has(id)).mean!,
      12,
    );
  });

  it("tells a map's gap no more than the segment's own number", async () => {
    const one = await touchWorld();
    const { db, workspaceId, actor, boarding } = one;
    const segmentId = newId();
    await db.segment.create({ data: { workspaceId, id: segmentId, name: "Everybody known", rule: {} } });
    await db.segmentMember.createMany({
      data: one.customers.map((customerId) => ({ workspaceId, segmentId, customerId })),
    });
    await transaction(actor, (tx) => recountRollups(tx, actor));
    const item = new Set(one.items.filter(({ measure }) => measure === "csat").map(({ id }) => id));
    const told = (toDay: number) => {
      const span = { fromDay: SPAN.fromDay, toDay: `2026-03-${String(toDay).padStart(2, "0")}` };
      const all = within(one, span).filter(({ itemId, touchpointId }) => item.has(itemId) && touchpointId === boarding);
      return { span, known: all.filter(({ customerId }) => customerId).length, all: all.length };
    };
    // Days in which all answers less those of known customers leave a few, which must not follow.
    const days = Array.from({ length: 27 }, (_, i) => told(i + 2));
    const few = days.find(({ known, all }) => known >= 5 && all > known && all - known < 5);
    if (!few) throw new Error("The world has no such days.");
    const page = await touchpointExperience(actor, boarding, { now: few.span, before: null }, null, [
      { id: newId(), segmentId, desired: 4.5 },
    ]);
    expect(page.now.value).not.toBeNull();
    expect(page.segments.find(({ id }) => id === segmentId)?.stat).toMatchObject({ value: null, state: "hidden" });
    expect(page.gaps[0]?.gap).toMatchObject({ actual: null, gap: null, n: 0, state: "hidden", desired: 4.5 });
  });

  it("lists friction with its decision, and refuses another workspace", async () => {
    const facts = await getTouchpoint(world.actor, world.boarding);
    expect(facts.steps).toMatchObject([
      {
        journeyName: "With children",
        segmentName: "Families",
        friction: "Queue",
        decision: "keep",
        reason: "It calms",
      },
    ]);
    expect(facts.items.filter(({ response }) => response !== null)).toHaveLength(5);
    const other = await stranger();
    await expect(getTouchpoint(other, world.boarding)).rejects.toMatchObject({ code: "not_found" });
    const nothing = await touchpointExperience(other, world.boarding, { now: SPAN, before: null }, null, []);
    expect(nothing.now.state).toBe("empty");
    expect((await touchpointComments(other, world.boarding, SPAN)).comments).toEqual([]);
  });

  it("shows the newest texts at its own questions or beside a rating of it", async () => {
    const { comments } = await touchpointComments(world.actor, world.landing, SPAN, 5);
    expect(comments).toHaveLength(5);
    const about = within(world);
    for (const comment of comments) {
      const texts = about.filter((answer) => answer.responseId === comment.responseId && answer.text === comment.text);
      expect(
        texts.some(
          (text) =>
            text.touchpointId === world.landing ||
            (!text.touchpointId &&
              about.some(
                (answer) =>
                  answer.responseId === text.responseId &&
                  answer.touchpointId === world.landing &&
                  answer.value !== null,
              )),
        ),
      ).toBe(true);
    }
  });

  it("keeps anonymous texts to itself until k of them are there, and never leads to a person", async () => {
    const { db, workspaceId } = world;
    const surveyId = newId();
    const versionId = newId();
    const itemId = newId();
    await db.survey.create({ data: { workspaceId, id: surveyId, name: "In confidence", draft: {} } });
    await db.surveyVersion.create({
      data: { workspaceId, id: versionId, surveyId, number: 1, promise: "anonymous", definition: {} },
    });
    await db.item.create({
      data: {
        workspaceId,
        id: itemId,
        surveyId,
        no: 90,
        key: "tell",
        label: "tell",
        kind: "text",
        touchpointId: world.boarding,
        isPlaced: true,
      },
    });
    const write = async (count: number) => {
      for (let i = 0; i < count; i++) {
        const base = { workspaceId, answeredAt: new Date("2026-03-31"), answeredOn: new Date("2026-03-31") };
        const id = newId();
        await db.response.create({ data: { ...base, id, surveyId, versionId } });
        await db.answer.create({
          data: { ...base, responseId: id, itemId, touchpointId: world.boarding, text: "secret" },
        });
      }
    };
    await write(4);
    const few = await touchpointComments(world.actor, world.boarding, SPAN, 20);
    expect(few.isFewAnonymous).toBe(true);
    expect(few.comments.some(({ isAnonymous }) => isAnonymous)).toBe(false);
    await write(1);
    const enough = await touchpointComments(world.actor, world.boarding, SPAN, 20);
    expect(enough.isFewAnonymous).toBe(false);
    const secrets = enough.comments.filter(({ isAnonymous }) => isAnonymous);
    expect(secrets).toHaveLength(5);
    expect(secrets.every(({ customer }) => customer === null)).toBe(true);
  });
});

describe("the catalogue's list", () => {
  it("sorts, narrows and searches in the database", async () => {
    const world = await touchWorld();
    const list = (params: Record<string, string>) =>
      listTouchpointScores(world.actor, touchpointListParams.parse(params), SPAN);
    const names = async (params: Record<string, string>) => (await list(params)).rows.map(({ name }) => name);
    expect(await names({})).toEqual(["Buying", "Boarding", "Landing"]);
    expect(await names({ sort: "name", dir: "desc" })).toEqual(["Landing", "Buying", "Boarding"]);
    expect(await names({ q: "LAND" })).toEqual(["Landing"]);
    expect(await names({ channel: world.desk })).toEqual(["Boarding", "Landing"]);
    expect(await names({ controller: "partner" })).toEqual([]);
    expect(await names({ sort: "nonsense", channel: "no id" })).toHaveLength(3);
    const whole = await list({});
    const scores = whole.rows.map(({ score }) => score.value ?? 0);
    const byScore = (await list({ sort: "score" })).rows.map(({ score }) => score.value ?? 0);
    expect(byScore).toEqual([...scores].sort((a, b) => a - b));
    expect(whole.rows[0]).toMatchObject({ items: 1, links: 0, openCases: 0 });
    expect(whole.rows[0]?.trend).toHaveLength(12);
    expect(whole).toMatchObject({ all: 3, archived: 0, silent: 0 });
    await world.db.touchpoint.updateMany({ where: { id: world.buying }, data: { archivedAt: new Date() } });
    expect(await names({})).toEqual(["Boarding", "Landing"]);
    expect(await names({ archived: "1" })).toEqual(["Buying"]);
    expect((await listTouchpointScores(await stranger(), touchpointListParams.parse({}), SPAN)).rows).toEqual([]);
  });
});
