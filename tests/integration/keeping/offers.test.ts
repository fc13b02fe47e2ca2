import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type Actor, mintActor } from "../../../lib/auth/actor";
import { inWorkspace } from "../../../lib/db";
import type { OfferTrigger } from "../../../lib/generated/prisma/enums";
import { newId } from "../../../lib/id";
import {
  answerOffer,
  answerSuggestion,
  archiveOfferRule,
  createOfferRule,
  pauseOfferRule,
  restoreOfferRule,
  takeBackOffer,
  updateOfferRule,
} from "../../../lib/offers/commands";
import { listCustomerOffers, listOfferRules, ownSuggestions, suggestionsFor } from "../../../lib/offers/queries";
import { reasonText } from "../../../lib/offers/reason";
import { offerRuleInput } from "../../../lib/offers/schema";
import { testWorkspace } from "../../support/world";

// What a seller would lose: an offer whose reason is wrong, one that comes again and again, and an acceptance rate that
// counts what nobody answered.

const DAY_MS = 86_400_000;
const now = new Date("2026-11-22T12:00:00Z");
const today = "2026-11-22";
const ago = (days: number) => new Date(+now - days * DAY_MS);
const dayIn = (days: number) => new Date(`${new Date(+now + days * DAY_MS).toISOString().slice(0, 10)}T00:00:00Z`);

let manager: Actor;
let farmer: Actor;
let customerId: string;

const rule = (trigger: OfferTrigger, triggerDays: number, more: Record<string, unknown> = {}) =>
  offerRuleInput.parse({ name: `Rule ${newId()}`, trigger, triggerDays, offer: "Lounge", capDays: 30, ...more });

const experience = (data: Record<string, unknown>) =>
  inWorkspace(manager).customerExperience.update({
    where: { workspaceId_customerId: { workspaceId: manager.workspaceId, customerId } },
    data,
  });

/** A fresh customer of the farmer's, made 400 days ago, contacted yesterday. */
beforeEach(async () => {
  const db = inWorkspace(manager);
  const { workspaceId } = manager;
  await db.offer.deleteMany();
  await db.offerRule.deleteMany();
  customerId = newId();
  await db.customer.create({
    data: { workspaceId, id: customerId, name: "Okafor", ownerId: farmer.userId, createdAt: ago(400) },
  });
  await db.customerExperience.create({ data: { workspaceId, customerId, lastInteractionAt: ago(1) } });
});
beforeAll(async () => {
  const world = await testWorkspace();
  manager = world.actor;
  farmer = await world.as("farmer");
});

const due = async () =>
  (await suggestionsFor(farmer, customerId, { now, today })).map((one) => [one.trigger, one.days, reasonText(one)]);

describe("what makes an offer due", () => {
  it("silence: longer than so many days", async () => {
    await createOfferRule(manager, rule("silence", 60));
    await experience({ lastInteractionAt: ago(60) });
    expect(await due()).toEqual([]);
    await experience({ lastInteractionAt: ago(74) });
    expect(await due()).toEqual([["silence", 74, "No contact for 74 days"]]);
    await experience({ lastInteractionAt: null });
    expect(await due()).toEqual([["silence", 400, "No contact for 400 days"]]);
  });

  it("a low or a high score, given lately", async () => {
    await createOfferRule(manager, rule("score_low", 30));
    await createOfferRule(manager, rule("score_high", 30));
    expect(await due()).toEqual([]);
    await experience({ lastNps: 6, lastNpsAt: ago(1) });
    expect(await due()).toEqual([["score_low", 1, "Gave 6, yesterday"]]);
    await experience({ lastNps: 8 });
    expect(await due()).toEqual([]);
    await experience({ lastNps: 9, lastNpsAt: ago(30) });
    expect(await due()).toEqual([["score_high", 30, "Gave 9, 30 days ago"]]);
    await experience({ lastNpsAt: ago(31) });
    expect(await due()).toEqual([]);
  });

  it("a solved case, while none is open", async () => {
    await createOfferRule(manager, rule("case_resolved", 14));
    const { workspaceId } = manager;
    const db = inWorkspace(manager);
    const numbers = 1 + (await db.case.count());
    await db.case.create({
      data: {
        workspaceId,
        id: newId(),
        number: numbers,
        title: "Bag",
        customerId,
        openedAt: ago(9),
        resolvedAt: ago(3),
      },
    });
    expect(await due()).toEqual([["case_resolved", 3, "Case solved 3 days ago"]]);
    await db.case.create({ data: { workspaceId, id: newId(), number: numbers + 1, title: "Seat", customerId } });
    expect(await due()).toEqual([]);
  });

  it("a contract that renews soon, and not one that ended", async () => {
    await createOfferRule(manager, rule("renewal_near", 30));
    const contract = (renewsOn: Date, endedOn: Date | null = null) =>
      inWorkspace(manager).contract.create({
        data: {
          workspaceId: manager.workspaceId,
          id: newId(),
          customerId,
          name: "Year",
          yearCents: 100n,
          currency: "EUR",
          startsOn: ago(300),
          renewsOn,
          endedOn,
        },
      });
    await contract(dayIn(31));
    await contract(dayIn(2), ago(1));
    expect(await due()).toEqual([]);
    await contract(dayIn(30));
    expect(await due()).toEqual([["renewal_near", 30, "Renews in 30 days"]]);
  });

  it("a passed habit: later than the customer's own median between orders", async () => {
    await createOfferRule(manager, rule("habit_passed", 0));
    const order = (days: number) =>
      inWorkspace(manager).order.create({
        data: {
          workspaceId: manager.workspaceId,
          id: newId(),
          customerId,
          orderedAt: ago(days),
          totalCents: 100n,
          currency: "EUR",
        },
      });
    // Gaps of 20, 30 and 90 days: a median of 30. The last order was 50 days ago.
    for (const days of [190, 170, 140, 50]) await order(days);
    await experience({ lastOrderAt: ago(50), orders: 4 });
    expect(await due()).toEqual([["habit_passed", 20, "20 days past the habit of every 30 days"]]);
    // Two orders of one day are one use, and what was three years ago is no habit any more.
    await order(50);
    await order(1100);
    expect(await due()).toEqual([["habit_passed", 20, "20 days past the habit of every 30 days"]]);
    await order(25);
    await experience({ lastOrderAt: ago(25), orders: 7 });
    expect(await due()).toEqual([]);
  });

  it("membership of a segment, lately or at all; a segment narrows every other trigger too", async () => {
    const { workspaceId } = manager;
    const segmentId = newId();
    await inWorkspace(manager).segment.create({
      data: { workspaceId, id: segmentId, name: `Families ${segmentId}`, rule: { all: [] } },
    });
    expect(offerRuleInput.safeParse({ ...rule("silence", 1), trigger: "member" }).error?.issues[0]?.path).toEqual([
      "segmentId",
    ]);
    await createOfferRule(manager, rule("member", 10, { segmentId }));
    await createOfferRule(manager, rule("silence", 0, { segmentId }));
    expect(await due()).toEqual([]);
    const where = { workspaceId_segmentId_customerId: { workspaceId, segmentId, customerId } };
    await inWorkspace(manager).segmentMember.create({ data: { workspaceId, segmentId, customerId, since: ago(10) } });
    expect((await due()).map(([trigger]) => trigger).sort()).toEqual(["member", "silence"]);
    await inWorkspace(manager).segmentMember.update({ where, data: { since: ago(11) } });
    expect((await due()).map(([trigger]) => trigger)).toEqual(["silence"]);
  });

  it("only between its days, and not while it is paused or archived", async () => {
    const { id } = await createOfferRule(
      manager,
      rule("silence", 0, { fromDay: "2026-11-22", untilDay: "2026-11-22" }),
    );
    expect(await due()).toHaveLength(1);
    expect(await suggestionsFor(farmer, customerId, { now, today: "2026-11-23" })).toEqual([]);
    expect(await suggestionsFor(farmer, customerId, { now, today: "2026-11-21" })).toEqual([]);
    await pauseOfferRule(manager, id, true);
    expect(await due()).toEqual([]);
    await pauseOfferRule(manager, id, false);
    await archiveOfferRule(manager, id);
    expect(await due()).toEqual([]);
    await restoreOfferRule(manager, id);
    expect(await due()).toHaveLength(1);
  });
});

describe("what comes of an offer", () => {
  const answer = async (ruleId: string, what: "made" | "accepted" | "declined" | "ignored", at = now) =>
    (await answerSuggestion(farmer, { id: newId(), ruleId, customerId, answer: what }, at)).id;

  it("is written down with its rule and its reason; the cap counts whatever came of it", async () => {
    for (const what of ["made", "accepted", "declined", "ignored"] as const) {
      await inWorkspace(manager).offer.deleteMany();
      await inWorkspace(manager).offerRule.deleteMany();
      await experience({ lastInteractionAt: ago(200) });
      const { id: ruleId } = await createOfferRule(manager, rule("silence", 0, { price: "49", currency: "EUR" }));
      const id = await answer(ruleId, what, ago(29));
      const [kept] = await listCustomerOffers(farmer, customerId);
      expect(kept).toMatchObject({
        id,
        name: "Lounge",
        priceCents: 4900,
        currency: "EUR",
        reason: expect.stringMatching(/^No contact/),
      });
      expect([kept?.acceptedAt !== null, kept?.declinedAt !== null, kept?.ignoredAt !== null]).toEqual([
        what === "accepted",
        what === "declined",
        what === "ignored",
      ]);
      expect(await due()).toEqual([]);
      await expect(answer(ruleId, "made")).rejects.toMatchObject({ code: "conflict" });
      // Two days later the 30 days are over.
      expect(
        await suggestionsFor(farmer, customerId, { now: new Date(+now + 2 * DAY_MS), today: "2026-11-24" }),
      ).toHaveLength(1);
    }
  });

  it("sent twice is stored once; taken back within the hour it is due again", async () => {
    const { id: ruleId } = await createOfferRule(manager, rule("silence", 0));
    const given = { id: newId(), ruleId, customerId, answer: "accepted" as const };
    await answerSuggestion(farmer, given, now);
    await answerSuggestion(farmer, given, now);
    expect(await listCustomerOffers(farmer, customerId)).toHaveLength(1);
    await expect(takeBackOffer(manager, given.id, now)).rejects.toMatchObject({ code: "not_found" });
    await takeBackOffer(farmer, given.id, now);
    expect(await due()).toHaveLength(1);
    await answerSuggestion(farmer, given, now);
    await expect(takeBackOffer(farmer, given.id, new Date(+now + 2 * 3_600_000))).rejects.toMatchObject({
      code: "not_found",
    });
  });

  it("two sellers at once: one offer", async () => {
    const { id: ruleId } = await createOfferRule(manager, rule("silence", 0));
    const outcomes = await Promise.allSettled([answer(ruleId, "made"), answer(ruleId, "made"), answer(ruleId, "made")]);
    expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    expect(await listCustomerOffers(farmer, customerId)).toHaveLength(1);
  });

  it("counts made, accepted, declined and put off by rule; the rate is of those that were answered", async () => {
    const { id: ruleId } = await createOfferRule(manager, rule("silence", 0, { capDays: 1 }));
    const ids: string[] = [];
    for (const [index, what] of (["accepted", "accepted", "declined", "ignored", "made", "made"] as const).entries())
      ids.push(await answer(ruleId, what, new Date(+now + 2 * index * DAY_MS)));
    const line = async () => (await listOfferRules(manager)).find(({ id }) => id === ruleId);
    expect(await line()).toMatchObject({ made: 5, accepted: 2, declined: 1, ignored: 1, waiting: 2 });
    await answerOffer(farmer, ids[5]!, "declined");
    expect(await line()).toMatchObject({ made: 5, accepted: 2, declined: 2, ignored: 1, waiting: 1 });
    await answerOffer(farmer, ids[5]!, "made");
    expect(await line()).toMatchObject({ declined: 1, waiting: 2 });
  });

  it("puts the likeliest first, and no rule a second time before every rule had its turn", async () => {
    const { workspaceId } = manager;
    const { id: liked } = await createOfferRule(manager, rule("silence", 0, { offer: "Liked", capDays: 1 }));
    const { id: other } = await createOfferRule(manager, rule("silence", 0, { offer: "Other" }));
    await inWorkspace(manager).offer.create({
      data: {
        workspaceId,
        id: newId(),
        customerId,
        name: "Liked",
        offeredAt: ago(90),
        acceptedAt: ago(89),
        ruleId: liked,
      },
    });
    const found = await suggestionsFor(farmer, customerId, { now, today });
    expect(found.map(({ ruleId, accepted, answered }) => [ruleId, accepted, answered])).toEqual([
      [liked, 1, 1],
      [other, 0, 0],
    ]);
    const own = await ownSuggestions(farmer, { now, today, most: 100 });
    expect(own.filter((one) => one.customerId === customerId)).toHaveLength(1);
    expect(await ownSuggestions(await (await testWorkspace()).as("farmer"), { now, today })).toEqual([]);
  });
});

describe("rules", () => {
  it("are a manager's; names stand once; what they name must be there", async () => {
    await expect(createOfferRule(farmer, rule("silence", 1))).rejects.toMatchObject({ code: "forbidden" });
    const first = rule("silence", 1);
    const { id } = await createOfferRule(manager, first);
    await expect(createOfferRule(manager, first)).rejects.toMatchObject({ code: "conflict" });
    await expect(updateOfferRule(manager, id, { ...first, channelId: newId() })).rejects.toMatchObject({
      fieldErrors: { channelId: expect.any(String) },
    });
    await updateOfferRule(manager, id, { ...first, capDays: 7 });
    expect((await listOfferRules(manager))[0]).toMatchObject({ id, capDays: 7, made: 0 });
    const late = offerRuleInput.safeParse({ ...first, fromDay: "2026-12-02", untilDay: "2026-12-01" });
    expect(late.error?.issues[0]?.path).toEqual(["untilDay"]);
  });

  it("suggest nothing about customers out of reach", async () => {
    const { id: ruleId } = await createOfferRule(manager, rule("silence", 0));
    const other = mintActor({ ...(await farmerElsewhere()), reach: { kind: "own" } });
    expect(await suggestionsFor(other, customerId, { now, today })).toEqual([]);
    await expect(
      answerSuggestion(other, { id: newId(), ruleId, customerId, answer: "made" }, now),
    ).rejects.toMatchObject({ code: "not_found" });
  });

  const farmerElsewhere = async () => ({ ...farmer, userId: manager.userId });
});
