import { beforeAll, describe, expect, it } from "vitest";
import type { Actor } from "../../../lib/auth/actor";
import { type Db, inWorkspace, Prisma, run } from "../../../lib/db";
import type { CustomerSide, LifecycleStage } from "../../../lib/generated/prisma/enums";
import { newId } from "../../../lib/id";
import {
  callLost,
  clearReferrer,
  setMeasures,
  setReferrer,
  setSelfService,
  uncallLost,
} from "../../../lib/lifecycle/commands";
import { customerHabit, habitReport } from "../../../lib/lifecycle/queries/habit";
import { listBehind } from "../../../lib/lifecycle/queries/people";
import {
  firstKnown,
  getMeasures,
  lifecycleBy,
  lifecycleReport,
  lossesOf,
  lostRule,
  profitable,
} from "../../../lib/lifecycle/queries/report";
import { customerSelfService, selfServiceReport } from "../../../lib/lifecycle/queries/self-service";
import { getReferrals, sidesReport } from "../../../lib/lifecycle/queries/sides";
import type { What } from "../../../lib/lifecycle/schema";
import { recountOrders } from "../../../lib/responses/rollups-sql";
import { publishedSurvey } from "../../support/surveys";
import { testWorkspace } from "../../support/world";

// Small fixed worlds whose figures are counted by hand.

const at = (text: string) => new Date(`${text}T10:00:00Z`);
const YEAR = {
  from: new Date("2026-01-01T00:00:00Z"),
  to: new Date("2027-01-01T00:00:00Z"),
  fromDay: "2026-01-01",
  toDay: "2027-01-01",
};
const ASK = { period: YEAR, scope: {}, now: at("2026-11-22"), today: "2026-11-22" };
const WHEN = { timeZone: "UTC", first: new Date("2025-01-01T00:00:00Z"), now: new Date("2027-01-01T00:00:00Z") };

async function customer(
  db: Db,
  actor: Actor,
  name: string,
  steps: readonly [LifecycleStage, string, string?][],
  more: { side?: CustomerSide; ownerId?: string | null } = {},
): Promise<string> {
  const id = newId();
  const { workspaceId } = actor;
  await db.customer.create({
    data: { workspaceId, id, name, lifecycle: steps.at(-1)?.[0] ?? "active", createdAt: at("2025-01-01"), ...more },
  });
  await db.customerExperience.create({ data: { workspaceId, customerId: id } });
  for (const [index, [toStage, day, reason]] of steps.entries()) {
    await db.lifecycleTransition.create({
      data: {
        workspaceId,
        id: newId(),
        customerId: id,
        fromStage: index > 0 ? (steps[index - 1]?.[0] ?? null) : null,
        toStage,
        at: at(day),
        reason: reason ?? "",
      },
    });
  }
  return id;
}

async function order(
  db: Db,
  actor: Actor,
  customerId: string,
  day: string,
  cents = 10_000,
  more: { currency?: string; sellerId?: string } = {},
) {
  await db.order.create({
    data: {
      workspaceId: actor.workspaceId,
      id: newId(),
      customerId,
      orderedAt: at(day),
      totalCents: BigInt(cents),
      currency: "EUR",
      ...more,
    },
  });
}

describe("acquired, retained, loyal and lost", () => {
  let actor: Actor;
  let db: Db;
  const ids: Record<string, string> = {};

  beforeAll(async () => {
    const world = await testWorkspace();
    actor = world.actor;
    db = inWorkspace(actor);
    const make = async (name: string, ...steps: [LifecycleStage, string, string?][]) => {
      ids[name] = await customer(db, actor, name, steps);
    };
    await make("kept", ["lead", "2025-02-01"], ["new", "2025-03-01"], ["active", "2025-06-01"]);
    await make("loyal", ["new", "2025-03-01"], ["loyal", "2026-05-01"]);
    await make(
      "left",
      ["new", "2025-03-01"],
      ["at_risk", "2026-02-01"],
      ["lost", "2026-04-10", "Poor experience: cold"],
    );
    await make("back", ["new", "2025-03-01"], ["lost", "2026-02-10", "Price"], ["active", "2026-08-01"]);
    await make("fresh", ["lead", "2025-12-01"], ["new", "2026-07-15"]);
    await make("short", ["new", "2026-03-05"], ["lost", "2026-11-20", "No order for 200 days"]);
    await make("lead", ["lead", "2026-01-05"]);
    await make("gone before", ["new", "2025-02-01"], ["lost", "2025-12-31"]);
    // Came as an active customer from elsewhere: nobody was acquired here.
    await make("brought along", ["active", "2026-06-01"]);
    // Nobody wrote down a step: active since it was made, 1 January 2025.
    await make("silent");
    const archived = await customer(db, actor, "archived", [["new", "2026-02-01"]]);
    await db.customer.updateMany({ where: { id: archived }, data: { archivedAt: at("2026-06-01") } });
  });

  it("counts a year", async () => {
    const { outcomes } = await lifecycleReport(actor, YEAR, {}, WHEN);
    // On 1 January: kept, loyal, left, back, silent. At the end without left: 4 of 5.
    expect(outcomes.before).toBe(5);
    expect(outcomes.retention).toMatchObject({ yes: 4, n: 5, share: 0.8 });
    // R: prop.test(4, 5, correct = FALSE)$conf.int
    expect(outcomes.retention?.interval.low).toBeCloseTo(0.3755345, 6);
    expect(outcomes.retention?.interval.high).toBeCloseTo(0.9637759, 6);
    expect(outcomes.acquired).toBe(2);
    expect(outcomes.lost).toBe(3);
    // At the end: kept, loyal, back, silent, fresh, brought along.
    expect(outcomes.after).toBe(6);
    expect(outcomes.loyal).toMatchObject({ yes: 1, n: 6 });
  });

  it("counts each month of it, and months add up", async () => {
    const { trend, step } = await lifecycleReport(actor, YEAR, {}, WHEN);
    expect(step).toBe("month");
    expect(trend).toHaveLength(12);
    expect(trend.map(({ outcomes }) => outcomes.acquired)).toEqual([0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 0, 0]);
    expect(trend.map(({ outcomes }) => outcomes.lost)).toEqual([0, 1, 0, 1, 0, 0, 0, 0, 0, 0, 1, 0]);
    expect(trend[1]?.outcomes.retention).toMatchObject({ yes: 4, n: 5 });
    expect(trend[7]?.outcomes.before).toBe(6);
  });

  it("holds a period that is not over against nothing, and draws no month that has not come", async () => {
    const before = { from: new Date("2025-01-01T00:00:00Z"), to: YEAR.from };
    const over = await lifecycleReport(actor, { ...YEAR, previous: before }, {}, WHEN);
    expect(over).toMatchObject({ isOver: true, before: { after: 5 } });
    const running = await lifecycleReport(actor, { ...YEAR, previous: before }, {}, { ...WHEN, now: at("2026-04-15") });
    expect(running).toMatchObject({ isOver: false, before: null });
    expect(running.trend.map(({ bucket }) => bucket.isWhole)).toEqual([true, true, true, false]);
  });

  it("opens exactly the customers behind each number", async () => {
    const names = async (what: What, reason?: string) => {
      const { page, counted } = await listBehind(actor, { ...ASK, what, reason });
      expect(counted.count).toBe(page.rows.length);
      return page.rows.map(({ name }) => name);
    };
    expect(await names("acquired")).toEqual(["fresh", "short"]);
    expect(await names("before")).toEqual(["back", "kept", "left", "loyal", "silent"]);
    expect(await names("retained")).toEqual(["back", "kept", "loyal", "silent"]);
    expect(await names("left")).toEqual(["left"]);
    expect(await names("loyal")).toEqual(["loyal"]);
    expect(await names("lost")).toEqual(["back", "left", "short"]);
    expect(await names("lost", "poor_experience")).toEqual(["left"]);
  });

  it("says why they left: who said nothing does not water a reason down", async () => {
    const losses = await lossesOf(actor, YEAR, {});
    expect(losses.n).toBe(3);
    expect(new Map(losses.reasons.map(({ reason, count }) => [reason, count]))).toEqual(
      new Map([
        ["poor_experience", 1],
        ["price", 1],
        ["silence", 1],
      ]),
    );
    expect(losses.poor).toMatchObject({ yes: 1, n: 2 });
  });

  it("opens everybody of a reason, in whatever words it was written, and hears no archived answer", async () => {
    const world = await testWorkspace();
    const own = inWorkspace(world.actor);
    const left = async (name: string, reason: string) =>
      customer(own, world.actor, name, [
        ["new", "2025-03-01"],
        ["lost", "2026-03-01", reason],
      ]);
    const rival = await left("rival", "Chose a rival: cheaper");
    await left("competitor", "competitor");
    await left("price", "Price");
    const { surveyId, versionId } = await publishedSurvey(world.actor);
    const item = await own.item.findFirstOrThrow({ where: { surveyId, measure: "nps" } });
    const said = { workspaceId: world.workspaceId, answeredAt: at("2026-02-01"), answeredOn: new Date("2026-02-01") };
    const responseId = newId();
    await own.response.create({
      data: { ...said, id: responseId, surveyId, versionId, customerId: rival },
    });
    await own.answer.create({ data: { ...said, responseId, itemId: item.id, customerId: rival, value: 2 } });
    const losses = await lossesOf(world.actor, YEAR, {});
    expect(losses.reasons).toContainEqual({ reason: "rival", count: 2 });
    expect(losses.detractors).toMatchObject({ yes: 1, n: 1 });
    const { page } = await listBehind(world.actor, { ...ASK, what: "lost", reason: "rival" });
    expect(page.rows.map(({ name }) => name)).toEqual(["competitor", "rival"]);
    await own.response.updateMany({ where: { id: responseId }, data: { archivedAt: at("2026-02-02") } });
    expect((await lossesOf(world.actor, YEAR, {})).detractors).toBeNull();
  });

  it("counts the same by segment and by owner", async () => {
    const world = await testWorkspace();
    const own = inWorkspace(world.actor);
    const seller = await world.as("farmer");
    await customer(own, world.actor, "a", [["new", "2025-03-01"]], { ownerId: seller.userId });
    await customer(
      own,
      world.actor,
      "b",
      [
        ["new", "2025-03-01"],
        ["lost", "2026-03-01"],
      ],
      { ownerId: seller.userId },
    );
    const c = await customer(own, world.actor, "c", [["new", "2026-03-01"]]);
    const segmentId = newId();
    await own.segment.create({
      data: { workspaceId: world.workspaceId, id: segmentId, name: "Those", rule: { all: [] } },
    });
    await own.segmentMember.create({ data: { workspaceId: world.workspaceId, segmentId, customerId: c } });
    const owners = await lifecycleBy(world.actor, YEAR, {}, "owner");
    expect(owners.map(({ key, outcomes }) => [key, outcomes.before, outcomes.retention?.yes ?? null])).toEqual([
      [seller.userId, 2, 1],
      ["none", 0, null],
    ]);
    // The figures of one seller are theirs, and of who may read teams.
    const colleague = await world.as("farmer");
    expect(await lifecycleBy(colleague, YEAR, {}, "owner")).toEqual([]);
    expect(await lifecycleBy(seller, YEAR, {}, "owner")).toHaveLength(1);
    const asked = await lifecycleReport(colleague, YEAR, { ownerId: seller.userId as string }, WHEN);
    expect(asked.outcomes.before).toBe(0);
    const [segment] = await lifecycleBy(world.actor, YEAR, {}, "segment");
    expect(segment).toMatchObject({ name: "Those", outcomes: { acquired: 1, before: 0, after: 1 } });
    const filtered = await lifecycleReport(world.actor, YEAR, { segmentId }, WHEN);
    expect(filtered.outcomes).toMatchObject({ acquired: 1, before: 0 });
  });
});

describe("profitable customers", () => {
  it("weighs margin against contacts, never adds currencies, and opens who they are", async () => {
    const { actor, as, workspaceId } = await testWorkspace();
    const db = inWorkspace(actor);
    await setMeasures(await as("admin"), { lostAfterDays: null, marginShare: 0.4, contactCostCents: 800 });
    expect(await getMeasures(actor)).toEqual({
      lostAfterDays: null,
      marginShare: 0.4,
      contactCostCents: 800,
      currency: "EUR",
    });
    const desk = newId();
    await db.channel.create({ data: { workspaceId, id: desk, name: "App" } });
    const contact = async (
      customerId: string,
      times: number,
      more: { kind?: "call" | "note"; channelId?: string } = {},
    ) => {
      for (let index = 0; index < times; index++)
        await db.interaction.create({
          data: { workspaceId, id: newId(), customerId, kind: "call", happenedAt: at("2026-05-05"), ...more },
        });
    };
    const make = (name: string) => customer(db, actor, name, [["new", "2025-03-01"]]);
    // 0.4 × 20.00 = 8.00 against 0: more.
    const good = await make("good");
    await order(db, actor, good, "2026-03-03", 2_000);
    // 8.00 against 8.00 is not more.
    const even = await make("even");
    await order(db, actor, even, "2026-03-03", 2_000);
    await contact(even, 1);
    await contact(even, 3, { kind: "note" });
    // Only met: judged, and not profitable.
    await contact(await make("met"), 1);
    // In another currency: not judged.
    const abroad = await make("abroad");
    await order(db, actor, abroad, "2026-03-03", 900_000, { currency: "USD" });
    await order(db, actor, abroad, "2026-03-04", 900_000);
    // Before the period: not seen.
    await order(db, actor, await make("earlier"), "2025-05-05", 90_000);
    expect(await profitable(actor, YEAR, {})).toMatchObject({ rate: { yes: 1, n: 3 }, otherCurrency: 1 });
    const { page } = await listBehind(actor, { ...ASK, what: "profitable" });
    expect(page.rows.map(({ name }) => name)).toEqual(["good"]);
    // A contact in a channel where customers help themselves costs nothing.
    await contact(good, 5, { channelId: desk });
    expect((await profitable(actor, YEAR, {})).rate).toMatchObject({ yes: 0, n: 3 });
    await setSelfService(actor, desk, true);
    expect((await profitable(actor, YEAR, {})).rate).toMatchObject({ yes: 1, n: 3 });
  });
});

describe("calling somebody lost", () => {
  it("goes by the setting, dates the step to the day it came true, and can be taken back", async () => {
    const { actor, as, workspaceId } = await testWorkspace();
    const db = inWorkspace(actor);
    const now = at("2026-11-22");
    const late = await customer(db, actor, "late", [["new", "2025-03-01"]]);
    const held = await customer(db, actor, "under contract", [["new", "2025-03-01"]]);
    const fine = await customer(db, actor, "fine", [["new", "2025-03-01"]]);
    await order(db, actor, late, "2026-01-01");
    await order(db, actor, held, "2026-01-01");
    await order(db, actor, fine, "2026-10-10");
    await db.contract.create({
      data: {
        workspaceId,
        id: newId(),
        customerId: held,
        name: "Yearly",
        yearCents: 1n,
        currency: "EUR",
        startsOn: at("2026-01-01"),
      },
    });
    await recountOrders(db, actor, null);
    expect(await firstKnown(actor)).toEqual(at("2025-03-01"));
    // Neither a setting nor 30 gaps: a year.
    expect(await lostRule(actor, now)).toMatchObject({ days: 365, from: "none", overdue: 0 });
    await setMeasures(await as("admin"), { lostAfterDays: 200, marginShare: 0.4, contactCostCents: 800 });
    expect(await lostRule(actor, now)).toMatchObject({ days: 200, from: "setting", overdue: 1 });
    // Given notice, a contract runs until its last day.
    const until = async (day: string) =>
      db.contract.create({
        data: {
          workspaceId: actor.workspaceId,
          id: newId(),
          customerId: late,
          name: "Pass",
          yearCents: 1n,
          currency: "EUR",
          startsOn: new Date("2025-01-01"),
          endedOn: new Date(day),
        },
      });
    const running = await until("2028-12-31");
    expect(await lostRule(actor, now)).toMatchObject({ overdue: 0 });
    expect(await callLost(actor, 200, now)).toEqual({ stepIds: [] });
    await db.contract.deleteMany({ where: { id: running.id } });
    await until("2025-12-31");
    const { stepIds } = await callLost(actor, 200, now);
    expect(stepIds).toHaveLength(1);
    const step = await db.lifecycleTransition.findFirst({ where: { customerId: late, toStage: "lost" } });
    expect(step).toMatchObject({ fromStage: "new", at: at("2026-07-20"), reason: "No order for 200 days" });
    expect(await lostRule(actor, now)).toMatchObject({ overdue: 0 });
    expect(await uncallLost(actor, stepIds)).toEqual({ restored: 1 });
    expect(await db.customer.findFirst({ where: { id: late } })).toMatchObject({ lifecycle: "new" });
    expect(await db.lifecycleTransition.count({ where: { customerId: late } })).toBe(1);
    await expect(callLost(await as("farmer"), 200, now)).rejects.toThrow("Your role does not allow this.");
  });

  it("takes the 90th percentile of own gaps when nothing is set", async () => {
    const { actor } = await testWorkspace();
    const db = inWorkspace(actor);
    const one = await customer(db, actor, "regular", [["new", "2025-03-01"]]);
    // 40 gaps: 1, 2 … 40 days. The 36th of them is the 90th percentile.
    let day = +at("2025-01-01");
    await order(db, actor, one, "2025-01-01");
    for (let gap = 1; gap <= 40; gap++) {
      day += gap * 86_400_000;
      await order(db, actor, one, new Date(day).toISOString().slice(0, 10));
    }
    await recountOrders(db, actor, null);
    expect(await lostRule(actor, new Date(day))).toMatchObject({ days: 36, from: "gaps", gaps: 40 });
  });
});

describe("habit", () => {
  it("is the median of days between uses, and says who is past their own", async () => {
    const { actor, workspaceId } = await testWorkspace();
    const db = inWorkspace(actor);
    const when = { now: at("2026-11-22"), today: "2026-11-22" };
    const uses = async (name: string, ...days: string[]) => {
      const id = await customer(db, actor, name, [["new", "2025-03-01"]]);
      for (const day of days) await order(db, actor, id, day);
      return id;
    };
    // Gaps 10, 20, 30: median 20; last use 12 days ago.
    const a = await uses("a", "2026-09-11", "2026-09-21", "2026-10-11", "2026-11-10");
    // Gaps 10, 10, and two orders on one day are one use: median 10; last use 15 days ago: past, not twice.
    const b = await uses("b", "2026-10-18", "2026-10-28", "2026-11-07", "2026-11-07");
    // Gaps 30, 50: median 40; last use 100 days ago: past twice.
    const c = await uses("c", "2026-05-26", "2026-06-25", "2026-08-14");
    // One gap is no habit.
    const d = await uses("d", "2026-09-01", "2026-10-01");
    await recountOrders(db, actor, null);
    const segmentId = newId();
    await db.segment.create({ data: { workspaceId, id: segmentId, name: "Two", rule: { all: [] } } });
    await db.segmentMember.createMany({ data: [a, c].map((customerId) => ({ workspaceId, segmentId, customerId })) });
    const report = await habitReport(actor, when, {});
    expect(report.all).toMatchObject({
      n: 3,
      median: 20,
      low: 15,
      high: 30,
      past: { yes: 2, n: 3 },
      longPast: { yes: 1 },
    });
    expect(report.segments).toMatchObject([{ name: "Two", n: 2, median: 30, past: { yes: 1, n: 2 } }]);
    expect(await customerHabit(actor, b, when)).toEqual({ gaps: 2, median: 10, since: 15 });
    expect(await customerHabit(actor, d, when)).toEqual({ gaps: 1, median: null, since: 52 });
    const past = async (times: 1 | 2) =>
      (await listBehind(actor, { ...ASK, what: times === 1 ? "past" : "longPast" })).page.rows.map(({ name }) => name);
    expect(await past(1)).toEqual(["b", "c"]);
    expect(await past(2)).toEqual(["c"]);
  });
});

describe("self-service", () => {
  it("is the share of orders and contacts that need no seller, by month and by customer", async () => {
    const { actor, as, workspaceId } = await testWorkspace();
    const db = inWorkspace(actor);
    const seller = (await as("hunter")).userId as string;
    const a = await customer(db, actor, "a", [["new", "2025-03-01"]]);
    const b = await customer(db, actor, "b", [["new", "2025-03-01"]]);
    const channelId = newId();
    await db.channel.create({ data: { workspaceId, id: channelId, name: "App", isSelfService: true } });
    await order(db, actor, a, "2026-03-01");
    await order(db, actor, a, "2026-03-02", 1, { sellerId: seller });
    await order(db, actor, b, "2026-04-01", 1, { sellerId: seller });
    const met = (customerId: string, day: string, more: { userId?: string; channelId?: string; kind?: "note" } = {}) =>
      db.interaction.create({
        data: { workspaceId, id: newId(), customerId, kind: "call", happenedAt: at(day), ...more },
      });
    await met(a, "2026-03-05", { userId: seller });
    await met(a, "2026-03-06", { userId: seller, channelId });
    await met(b, "2026-04-06");
    await met(b, "2026-04-07", { userId: seller, kind: "note" });
    const report = await selfServiceReport(actor, YEAR, {}, WHEN);
    expect(report.orders).toMatchObject({ yes: 1, n: 3, clusters: 2 });
    expect(report.contacts).toMatchObject({ yes: 2, n: 3, clusters: 2 });
    expect(report.all).toMatchObject({ yes: 3, n: 6, clusters: 2, share: 0.5 });
    expect(report.trend.map(({ orders }) => orders && [orders.yes, orders.n]).slice(1, 5)).toEqual([
      null,
      [1, 2],
      [0, 1],
      null,
    ]);
    expect(report.trend.map(({ contacts }) => contacts && [contacts.yes, contacts.n]).slice(2, 4)).toEqual([
      [1, 2],
      [1, 1],
    ]);
    expect(await customerSelfService(actor, a, at("2026-11-22"))).toEqual({ alone: 2, n: 4 });
  });
});

describe("the two sides", () => {
  it("counts who is on each, who is active, what each says, and who brought whom", async () => {
    const { actor, workspaceId } = await testWorkspace();
    const db = inWorkspace(actor);
    const now = at("2026-11-22");
    const make = (name: string, side: CustomerSide) => customer(db, actor, name, [["new", "2025-03-01"]], { side });
    const [buyer, other, agency, both] = [
      await make("buyer", "buyer"),
      await make("other", "buyer"),
      await make("agency", "seller"),
      await make("both", "both"),
    ];
    await order(db, actor, buyer, "2026-03-03");
    await order(db, actor, both, "2026-04-04");
    await setReferrer(actor, { customerId: other, referrerId: agency, at: at("2026-05-05") }, now);
    await recountOrders(db, actor, null);
    const report = await sidesReport(actor, YEAR, WHEN);
    expect(report.counts).toEqual({ buyer: 2, seller: 1, both: 1 });
    expect(report.sides.map(({ side, customers, active }) => [side, customers, active])).toEqual([
      ["buying", 3, 2],
      ["selling", 2, 1],
    ]);
    expect(report.referrals).toBe(1);
    // Nobody answered: no difference may be told.
    expect(report.fewest).toBe(0);
    expect(report.months[4]).toMatchObject({ buying: 0, selling: 0, referrals: 1 });
    expect(report.months[3]).toMatchObject({ buying: 1, selling: 1, newcomers: 1 });
    const facts = await getReferrals(actor, other);
    expect(facts.referrer).toMatchObject({ id: agency, name: "agency" });
    expect((await getReferrals(actor, agency)).referred).toMatchObject([{ name: "other" }]);
    // One customer is brought by one: given anew it replaces, and says who stood there.
    const again = await setReferrer(actor, { customerId: other, referrerId: both, at: at("2026-05-06") }, now);
    expect(again.before).toMatchObject({ referrerId: agency });
    await expect(setReferrer(actor, { customerId: other, referrerId: other, at: now }, now)).rejects.toThrow();
    await expect(setReferrer(actor, { customerId: both, referrerId: other, at: now }, now)).rejects.toThrow();
    await expect(
      setReferrer(actor, { customerId: buyer, referrerId: both, at: at("2026-12-01") }, now),
    ).rejects.toMatchObject({ fieldErrors: { on: "This day has not come yet." } });
    await clearReferrer(actor, other);
    expect((await getReferrals(actor, other)).referrer).toBeNull();
    expect(await db.referral.count({ where: { workspaceId } })).toBe(0);
    await run(db, actor, (w) => Prisma.sql`delete from referrals where workspace_id = ${w}`);
  });
});
