import { beforeAll, describe, expect, it } from "vitest";
import { type Actor, mintActor } from "../../lib/auth/actor";
import { inWorkspace } from "../../lib/db";
import { createDeal, moveDeal } from "../../lib/deals/commands";
import { newDeal } from "../../lib/deals/schema";
import type { ItemDirection, Measure } from "../../lib/generated/prisma/enums";
import { type ChecklistPart, missingIn, type PartKey, partText } from "../../lib/handovers/checklist";
import { cancelHandover, changeFarmer, completeHandover, savePart, startHandover } from "../../lib/handovers/commands";
import {
  getHandover,
  handoverExperience,
  handoverOfDeal,
  handoversOfCustomer,
  listFarmers,
  listOpenHandovers,
} from "../../lib/handovers/queries";
import { newId } from "../../lib/id";
import { testWorkspace } from "../support/world";

const part = (given: Partial<ChecklistPart>): ChecklistPart => ({
  text: "",
  rows: [],
  done: false,
  notNeeded: null,
  ...given,
});
const EMPTY = part({});

async function aWin(hunter: Actor, lifecycle: "prospect" | "active" = "prospect") {
  const customerId = newId();
  await inWorkspace(hunter).customer.create({
    data: { workspaceId: hunter.workspaceId, id: customerId, name: "Alpenkind", lifecycle, ownerId: hunter.userId },
  });
  const { id: dealId } = await createDeal(hunter, newDeal.parse({ customerId, name: "Charter", amount: "100" }));
  await moveDeal(hunter, { id: dealId, stage: "won", reason: "Price" });
  return { customerId, dealId };
}

describe("a hand-over", () => {
  let hunter: Actor;
  let farmer: Actor;
  let other: Actor;
  let stranger: Actor;
  beforeAll(async () => {
    const world = await testWorkspace();
    hunter = await world.as("hunter");
    farmer = await world.as("farmer");
    other = await world.as("farmer");
    stranger = (await testWorkspace()).actor;
  });
  const fill = (id: string, key: PartKey, given: Partial<ChecklistPart>) =>
    savePart(hunter, { id, key, part: part(given), was: EMPTY });

  it("is offered to the farmer with the fewest customers, once a deal, and only for what is won", async () => {
    const db = inWorkspace(hunter);
    await db.customer.create({
      data: { workspaceId: hunter.workspaceId, id: newId(), name: "Kept", ownerId: farmer.userId },
    });
    expect((await listFarmers(hunter)).map(({ userId, accounts, suggested }) => [userId, accounts, suggested])).toEqual(
      [
        [other.userId, 0, "fewest"],
        [farmer.userId, 1, null],
      ],
    );
    const { customerId, dealId } = await aWin(hunter);
    await expect(startHandover(hunter, { dealId, farmerId: hunter.userId ?? "" })).rejects.toMatchObject({
      fieldErrors: { farmerId: "Choose a farmer who works here." },
    });
    await startHandover(hunter, { dealId, farmerId: farmer.userId ?? "" });
    await expect(startHandover(hunter, { dealId, farmerId: farmer.userId ?? "" })).rejects.toMatchObject({
      code: "conflict",
    });
    const open = await createDeal(hunter, newDeal.parse({ customerId, name: "Open", amount: "1" }));
    await expect(startHandover(hunter, { dealId: open.id, farmerId: farmer.userId ?? "" })).rejects.toMatchObject({
      message: "Only what is won is handed over.",
    });
    await expect(startHandover(stranger, { dealId, farmerId: farmer.userId ?? "" })).rejects.toMatchObject({
      code: "not_found",
    });
  });

  it("makes promises and goals rows, gives the customer to the farmer, keeps the hunter's sight, and tells both", async () => {
    const db = inWorkspace(hunter);
    const { customerId, dealId } = await aWin(hunter);
    const { id } = await startHandover(hunter, { dealId, farmerId: farmer.userId ?? "" });
    expect(await listOpenHandovers(farmer)).toContainEqual(expect.objectContaining({ id, hunterName: "Test hunter" }));
    expect(await db.notification.findMany({ where: { href: `/handovers/${id}` } })).toMatchObject([
      { userId: farmer.userId, kind: "handover" },
    ]);
    await fill(id, "users", { text: "The travel desk" });
    await fill(id, "promises", {
      rows: [
        { text: "Hold the fare", dueOn: "2027-01-10" },
        { text: "", dueOn: "" },
        { text: "One bill", dueOn: "2027-02-01" },
      ],
    });
    await fill(id, "goals", { rows: [{ text: "All in the portal", dueOn: "" }] });
    await fill(id, "selfService", { notNeeded: "They phone" });
    await completeHandover(hunter, id);

    expect(await db.customer.findFirst({ where: { id: customerId } })).toMatchObject({
      ownerId: farmer.userId,
      lifecycle: "new",
    });
    expect(await db.customerPromise.findMany({ where: { customerId }, orderBy: { dueOn: "asc" } })).toMatchObject([
      { text: "Hold the fare", ownerId: farmer.userId, dueOn: new Date("2027-01-10T00:00:00Z") },
      { text: "One bill", ownerId: farmer.userId },
    ]);
    expect(await db.successGoal.findMany({ where: { customerId } })).toMatchObject([
      { text: "All in the portal", ownerId: farmer.userId, dueOn: null, position: 0 },
    ]);
    expect(await db.customerShare.findMany({ where: { customerId } })).toMatchObject([{ userId: hunter.userId }]);
    expect(await db.lifecycleTransition.findFirst({ where: { customerId, toStage: "new" } })).toMatchObject({
      fromStage: "prospect",
      reason: "Won: Charter",
      byId: hunter.userId,
    });
    expect(
      (await db.customerChange.findMany({ where: { customerId }, orderBy: { field: "asc" } })).map(
        ({ field, after }) => [field, after],
      ),
    ).toEqual([
      ["lifecycle", "new"],
      ["ownerId", farmer.userId],
    ]);
    const told = await db.notification.findMany({ where: { href: `/customers/${customerId}` } });
    expect(told.map(({ userId }) => userId)).toEqual([farmer.userId]);
    const [done] = await handoversOfCustomer(farmer, customerId);
    expect(done?.completedAt).toBeInstanceOf(Date);
    const stored = await db.handover.findFirst({ where: { id } });
    expect(stored).toMatchObject({ users: "The travel desk", hasSelfService: false });
    expect(stored?.promised).toBe("Hold the fare, by 2027-01-10\nOne bill, by 2027-02-01");
    await expect(completeHandover(hunter, id)).rejects.toMatchObject({ code: "conflict" });
    await expect(cancelHandover(hunter, id)).rejects.toMatchObject({ code: "conflict" });
  });

  it("does all of it or nothing: a line left, or a fault in the middle, changes no row", async () => {
    const db = inWorkspace(hunter);
    const { customerId, dealId } = await aWin(hunter);
    const { id } = await startHandover(hunter, { dealId, farmerId: farmer.userId ?? "" });
    await fill(id, "users", { text: "x" });
    await fill(id, "promises", { rows: [{ text: "Hold the fare", dueOn: "" }] });
    await fill(id, "goals", { notNeeded: " " });
    await expect(completeHandover(hunter, id)).rejects.toMatchObject({
      fieldErrors: {
        promises: "A promise needs a day.",
        goals: "Say why this is not needed.",
        selfService: "Set it up, or say why it is not needed.",
      },
    });
    await savePart(hunter, {
      id,
      key: "promises",
      part: part({ rows: [{ text: "Hold the fare", dueOn: "2027-01-10" }] }),
      was: part({ rows: [{ text: "Hold the fare", dueOn: "" }] }),
    });
    await savePart(hunter, {
      id,
      key: "goals",
      part: part({ notNeeded: "One flight" }),
      was: part({ notNeeded: " " }),
    });
    await fill(id, "selfService", { done: true });
    // The last steps fail: whoever completes it is nobody's user, so that the transition cannot name them.
    const broken = mintActor({ ...hunter, userId: "not an id" });
    await expect(completeHandover(broken, id)).rejects.toThrow();
    expect(await db.customerPromise.count({ where: { customerId } })).toBe(0);
    expect(await db.customer.findFirst({ where: { id: customerId } })).toMatchObject({
      ownerId: hunter.userId,
      lifecycle: "prospect",
    });
    expect(await db.handover.findFirst({ where: { id } })).toMatchObject({ completedAt: null });
    // Not won any more: it waits.
    await moveDeal(hunter, { id: dealId, stage: "action", reason: "" });
    await expect(completeHandover(hunter, id)).rejects.toMatchObject({ message: "The deal is not won any more." });
    await moveDeal(hunter, { id: dealId, stage: "won", reason: "Price" });
    // Two who complete it at once do so once.
    const both = await Promise.allSettled([completeHandover(hunter, id), completeHandover(farmer, id)]);
    expect(both.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    expect(await db.customerPromise.count({ where: { customerId } })).toBe(1);
  });

  it("of two who write the same line nobody is overwritten; another farmer may take it; cancelled, it can begin again", async () => {
    const { dealId } = await aWin(hunter);
    const { id } = await startHandover(hunter, { dealId, farmerId: farmer.userId ?? "" });
    expect(await fill(id, "users", { text: "Hunter's words" })).toEqual({ kind: "saved" });
    expect(await savePart(farmer, { id, key: "users", part: part({ text: "Farmer's" }), was: EMPTY })).toMatchObject({
      kind: "conflict",
      part: { text: "Hunter's words" },
    });
    expect((await getHandover(farmer, id)).checklist.users.text).toBe("Hunter's words");
    expect(await changeFarmer(hunter, { id, farmerId: other.userId ?? "" })).toEqual({ before: farmer.userId });
    expect((await listOpenHandovers(other)).map((one) => one.id)).toContain(id);
    await cancelHandover(hunter, id);
    expect(await handoverOfDeal(hunter, dealId)).toBeNull();
    await expect(startHandover(hunter, { dealId, farmerId: other.userId ?? "" })).resolves.toHaveProperty("id");
    await expect(getHandover(stranger, id)).rejects.toMatchObject({ code: "not_found" });
  });

  it("tells whose customer it was, and keeps their sight", async () => {
    const { customerId, dealId } = await aWin(hunter);
    const db = inWorkspace(hunter);
    await db.customer.updateMany({ where: { id: customerId }, data: { ownerId: other.userId } });
    const { id } = await startHandover(hunter, { dealId, farmerId: farmer.userId ?? "" });
    for (const key of ["users", "promises", "goals", "selfService"] as const) await fill(id, key, { notNeeded: "No" });
    await completeHandover(hunter, id);
    const shares = await db.customerShare.findMany({ where: { customerId }, select: { userId: true } });
    expect(new Set(shares.map(({ userId }) => userId))).toEqual(new Set([hunter.userId, other.userId]));
    const told = await db.notification.findMany({ where: { href: `/customers/${customerId}`, kind: "handover" } });
    expect(new Set(told.map(({ userId }) => userId))).toEqual(new Set([farmer.userId, other.userId]));
  });

  it("lets the farmer see the customer from its beginning, and nobody else who sees only their own", async () => {
    const { customerId, dealId } = await aWin(hunter);
    const own = (actor: Actor) => mintActor({ ...actor, reach: { kind: "own" } });
    expect(await handoversOfCustomer(own(farmer), customerId)).toEqual([]);
    const { id } = await startHandover(own(hunter), { dealId, farmerId: farmer.userId ?? "" });
    expect(await handoversOfCustomer(own(farmer), customerId)).toMatchObject([{ id }]);
    expect(await handoversOfCustomer(own(other), customerId)).toEqual([]);
    await expect(completeHandover(own(other), id)).rejects.toMatchObject({ code: "not_found" });
    await expect(savePart(own(other), { id, key: "users", part: EMPTY, was: EMPTY })).rejects.toMatchObject({
      code: "not_found",
    });
  });
});

describe("the checklist", () => {
  it("says what is missing in a line, and reads as words", () => {
    expect(missingIn("promises", part({}))).toBe("rows");
    expect(missingIn("promises", part({ rows: [{ text: "x", dueOn: "" }] }))).toBe("dueOn");
    expect(missingIn("goals", part({ rows: [{ text: "x", dueOn: "" }] }))).toBeNull();
    expect(missingIn("goals", part({ rows: [{ text: " ", dueOn: "2027-01-01" }] }))).toBe("rowText");
    expect(missingIn("users", part({ notNeeded: "Only one" }))).toBeNull();
    expect(partText("users", part({ notNeeded: "Only one" }))).toBe("Not needed: Only one");
  });
});

describe("experience before and after a hand-over", () => {
  it("pairs the last answer before with the first after, and says nothing under k", async () => {
    const world = await testWorkspace({ smallGroup: 5 });
    const { workspaceId, actor } = world;
    const db = inWorkspace(actor);
    const surveyId = newId();
    const versionId = newId();
    await db.survey.create({ data: { workspaceId, id: surveyId, name: "S", draft: {} } });
    await db.surveyVersion.create({
      data: {
        workspaceId,
        id: versionId,
        surveyId,
        number: 1,
        promise: "identified",
        definition: {},
        publishedAt: new Date(),
      },
    });
    let no = 0;
    const item = async (measure: Measure, scaleMin: number, scaleMax: number, direction: ItemDirection) => {
      const id = newId();
      await db.item.create({
        data: {
          workspaceId,
          id,
          surveyId,
          no: ++no,
          key: `q${no}`,
          label: "q",
          kind: measure === "nps" ? "nps" : "effort",
          measure,
          scaleMin,
          scaleMax,
          direction,
        },
      });
      return id;
    };
    const recommend = await item("nps", 0, 10, "higher");
    const again = await item("nps", 0, 10, "higher");
    const effort = await item("ces", 1, 7, "higher");
    const otherEffort = await item("ces", 1, 5, "lower");
    const at = (day: number) => new Date(Date.UTC(2026, 0, day));
    const customer = async (answers: [item: string, day: number, value: number][]) => {
      const customerId = newId();
      const dealId = newId();
      await db.customer.create({ data: { workspaceId, id: customerId, name: "C" } });
      await db.deal.create({
        data: {
          workspaceId,
          id: dealId,
          customerId,
          name: "D",
          stage: "won",
          amountCents: 1n,
          currency: "EUR",
          wonAt: at(90),
        },
      });
      await db.handover.create({
        data: { workspaceId, id: newId(), dealId, customerId, startedAt: at(90), completedAt: at(100) },
      });
      for (const [itemId, day, value] of answers) {
        const responseId = newId();
        await db.response.create({
          data: {
            workspaceId,
            id: responseId,
            surveyId,
            versionId,
            customerId,
            answeredAt: at(day),
            answeredOn: at(day),
          },
        });
        await db.answer.create({
          data: { workspaceId, responseId, itemId, customerId, value, answeredAt: at(day), answeredOn: at(day) },
        });
      }
    };
    const span = { from: at(95), to: at(105) };
    // Five pairs of recommend: −1→1, −1→0, 0→1, 1→1, 1→−1; the last before and the first after are taken, over items.
    await customer([
      [recommend, 10, 10],
      [recommend, 50, 3],
      [again, 110, 9],
      [recommend, 120, 0],
      [effort, 60, 3],
      [effort, 130, 6],
    ]);
    await customer([
      [recommend, 50, 6],
      [recommend, 110, 8],
      [effort, 60, 4],
      [effort, 130, 6],
    ]);
    await customer([
      [recommend, 50, 7],
      [recommend, 110, 10],
      [effort, 60, 5],
      [effort, 130, 5],
    ]);
    await customer([
      [recommend, 50, 9],
      [recommend, 110, 9],
      [effort, 60, 2],
      [effort, 130, 5],
    ]);
    expect(await handoverExperience(actor, span)).toMatchObject({ handedOver: 4, nps: null, npsPairs: 4, ces: null });
    await customer([
      [recommend, 50, 10],
      // On the very instant of the hand-over is after it.
      [recommend, 100, 2],
      [effort, 60, 6],
      [effort, 130, 7],
    ]);
    // No pair: before only; after only; effort of two different questions.
    await customer([[recommend, 50, 10]]);
    await customer([[recommend, 130, 10]]);
    await customer([
      [effort, 60, 1],
      [otherEffort, 130, 1],
    ]);
    const found = await handoverExperience(actor, span);
    expect(found).toMatchObject({ handedOver: 8, npsPairs: 5, cesPairs: 5 });
    // Before: promoters 2, detractors 2 of 5 → 0; after: promoters 3, detractors 1 of 5 → +40. Changes 2, 1, 1, 0, −2:
    // mean 0.4, sd 1.51658, standard error 0.67823; t(0.975, 4) = 2.776445.
    expect(found.nps).toMatchObject({ n: 5, before: 0, after: 40 });
    expect(found.nps?.change.difference).toBeCloseTo(40, 9);
    expect(found.nps?.change.interval.low).toBeCloseTo(40 - 2.776445 * 67.8233, 2);
    // A change of score ends at +200.
    expect(found.nps?.change.interval.high).toBe(200);
    // Effort 3→6, 4→6, 5→5, 2→5, 6→7: 4 to 5.8, changes 3, 2, 0, 3, 1: mean 1.8, sd 1.30384, error 0.58310.
    expect(found.ces).toMatchObject({ n: 5, before: 4, scaleMin: 1, scaleMax: 7 });
    expect(found.ces?.after).toBeCloseTo(5.8, 9);
    expect(found.ces?.change).toBeCloseTo(1.8, 9);
    expect(found.ces?.interval.low).toBeCloseTo(1.8 - 2.776445 * 0.583095, 4);
    expect(await handoverExperience(actor, { from: at(101), to: at(105) })).toMatchObject({ handedOver: 0, nps: null });
    const hunter = await world.as("hunter");
    await expect(handoverExperience(hunter, span)).rejects.toMatchObject({ code: "forbidden" });
  });
});
