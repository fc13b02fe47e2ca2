import { beforeAll, describe, expect, it } from "vitest";
import type { Actor } from "../../lib/auth/actor";
import { createCustomer } from "../../lib/customers/commands";
import { newCustomer } from "../../lib/customers/schema";
import { huntersDay } from "../../lib/dashboards/queries/hunting";
import { inWorkspace } from "../../lib/db";
import {
  changeDeal,
  completeDemo,
  createDeal,
  exportDeals,
  moveDeal,
  moveDealBack,
  removeQuoteLine,
  reopenDemo,
  saveQuoteLine,
  setCompetitors,
  setQuota,
  takeQuoteAmount,
} from "../../lib/deals/commands";
import { dealListParams } from "../../lib/deals/list-params";
import { getDeal } from "../../lib/deals/queries";
import {
  dealsBySource,
  listCompetitors,
  listMoves,
  listQuoteLines,
  listQuoteProducts,
  stageNorms,
} from "../../lib/deals/queries/pipeline";
import { listQuotas, quotaProgress } from "../../lib/deals/queries/quotas";
import { quotaPace } from "../../lib/deals/quota";
import { lineCents, quoteCents } from "../../lib/deals/quote";
import { dealChange, dealCompetitors, dealMove, newDeal, quota, quoteLine } from "../../lib/deals/schema";
import type { DealStage } from "../../lib/generated/prisma/enums";
import { newId } from "../../lib/id";
import { testWorkspace } from "../support/world";

const now = new Date();
const when = { today: now.toISOString().slice(0, 10) };

async function aDeal(actor: Actor, name = "Charter", amount = "12500", source = "Fair") {
  const customerId = (await createCustomer(actor, newCustomer.parse({ name: `${name} AG`, kind: "company" }))).id;
  const { id } = await createDeal(actor, newDeal.parse({ customerId, name, amount, source }));
  return { id, customerId };
}

describe("time in stages", () => {
  it("every move is written once, with since when the deal stands there; a move taken back leaves no trace in it", async () => {
    const hunter = await (await testWorkspace()).as("hunter");
    const { id } = await aDeal(hunter);
    await moveDeal(hunter, { id, stage: "interest", reason: "" });
    const stood = (await getDeal(hunter, id, when)).since;
    await moveDeal(hunter, { id, stage: "won", reason: "Price: eight percent" });
    expect(await getDeal(hunter, id, when)).toMatchObject({ stage: "won", winReason: "Price: eight percent" });
    await moveDealBack(hunter, { id, stage: "won", reason: "" });
    expect((await listMoves(hunter, id)).map(({ from, to }) => [from, to])).toEqual([
      [null, "attention"],
      ["attention", "interest"],
    ]);
    expect(await getDeal(hunter, id, when)).toMatchObject({ stage: "interest", since: stood, winReason: "" });
  });

  it("winning asks what won it, as losing asks why", () => {
    const id = newId();
    expect(dealMove.safeParse({ id, stage: "won" }).error?.issues[0]?.message).toBe("Say what won it.");
    expect(dealMove.safeParse({ id, stage: "won", reason: "Price" }).success).toBe(true);
  });

  it("says what three of four won deals needed in a stage, and nothing under k", async () => {
    const world = await testWorkspace({ smallGroup: 4 });
    const { workspaceId, actor } = world;
    const db = inWorkspace(actor);
    const customerId = (await createCustomer(actor, newCustomer.parse({ name: "Nordlicht" }))).id;
    const day = (ago: number) => new Date(+now - ago * 86_400_000);
    const won = async (inAttention: number[], inInterest: number | null, stage: DealStage = "won") => {
      const id = newId();
      let ago = 300;
      const moves: { fromStage: DealStage | null; toStage: DealStage; at: Date }[] = [];
      let last: DealStage | null = null;
      const go = (toStage: DealStage, days: number) => {
        moves.push({ fromStage: last, toStage, at: day(ago) });
        last = toStage;
        ago -= days;
      };
      go("attention", inAttention[0] ?? 0);
      if (inInterest !== null) go("interest", inInterest);
      // Back to the first stage: both stays count together.
      if (inAttention[1] !== undefined) go("attention", inAttention[1]);
      go(stage, 0);
      await db.deal.create({
        data: {
          workspaceId,
          id,
          customerId,
          name: "D",
          stage,
          amountCents: 1n,
          currency: "EUR",
          wonAt: stage === "won" ? day(ago) : null,
          lostAt: stage === "lost" ? day(ago) : null,
        },
      });
      await db.dealMove.createMany({ data: moves.map((move) => ({ ...move, workspaceId, id: newId(), dealId: id })) });
    };
    await won([10], 5);
    await won([20], 5);
    await won([30], 5);
    expect(await stageNorms(actor, now)).toEqual({});
    await won([15, 25], null);
    await won([100], 100, "lost");
    // 10, 20, 30, 40: the third quartile by type 7 is 32.5. Three deals passed interest: under k.
    const norms = await stageNorms(actor, now);
    expect(norms.attention?.n).toBe(4);
    expect(norms.attention?.days).toBeCloseTo(32.5, 6);
    expect(norms.interest).toBeUndefined();
  });
});

describe("a deal that two people edit", () => {
  it("keeps the first one's words and shows them to the second, who chooses", async () => {
    const world = await testWorkspace();
    const hunter = await world.as("hunter");
    const other = await world.as("farmer");
    const { id } = await aDeal(hunter);
    const change = (value: string, was: string) => dealChange.parse({ id, field: "amount", value, was });
    expect(await changeDeal(other, change("13000", "12500"))).toEqual({ kind: "changed" });
    expect(await changeDeal(hunter, change("11 000", "12500"))).toEqual({
      kind: "conflict",
      value: "13000",
      byName: "Test farmer",
    });
    expect(await getDeal(hunter, id, when)).toMatchObject({ amountCents: 1_300_000 });
    expect(await changeDeal(hunter, change("11 000", "13000"))).toEqual({ kind: "changed" });
    expect(await getDeal(hunter, id, when)).toMatchObject({ amountCents: 1_100_000 });
    // Another fact of the same deal is no conflict.
    expect(await changeDeal(other, dealChange.parse({ id, field: "name", value: "Block", was: "Charter" }))).toEqual({
      kind: "changed",
    });
  });

  it("bad input says what is wrong at its place, and an owner must work here", async () => {
    const hunter = await (await testWorkspace()).as("hunter");
    const { id } = await aDeal(hunter);
    const wrong = (field: string, value: string) =>
      dealChange.safeParse({ id, field, value, was: "" }).error?.issues.map(({ path, message }) => [path[0], message]);
    expect(wrong("amount", "much")).toEqual([["value", "Write an amount such as 12500 or 12500.50."]]);
    expect(wrong("expectedCloseOn", "2026-02-31")).toEqual([["value", "Write a day as 2026-10-31."]]);
    expect(wrong("probability", "120")).toEqual([["value", "0 to 100."]]);
    expect(wrong("name", " ")).toEqual([["value", "Give the deal a name."]]);
    await expect(
      changeDeal(hunter, dealChange.parse({ id, field: "ownerId", value: newId(), was: hunter.userId ?? "" })),
    ).rejects.toMatchObject({ code: "invalid", fieldErrors: { value: "Choose somebody who works here." } });
  });
});

describe("demo and competitors", () => {
  it("a demo stands in its owner's day from its day on, until it is done", async () => {
    const world = await testWorkspace();
    const hunter = await world.as("hunter");
    const other = await world.as("hunter");
    const { id, customerId } = await aDeal(hunter);
    const on = { now, today: "2026-11-22" };
    const demos = async (actor: Actor) => (await huntersDay(actor, on)).tasks.filter(({ kind }) => kind === "demo");
    await changeDeal(hunter, dealChange.parse({ id, field: "demoOn", value: "2026-11-23", was: "" }));
    expect(await demos(hunter)).toEqual([]);
    await changeDeal(hunter, dealChange.parse({ id, field: "demoOn", value: "2026-11-22", was: "2026-11-23" }));
    expect(await demos(hunter)).toMatchObject([{ dealId: id, customerId, step: "Charter", dueOn: "2026-11-22" }]);
    expect(await demos(other)).toEqual([]);
    await completeDemo(hunter, { id, interactionId: newId(), text: "" });
    expect(await demos(hunter)).toEqual([]);
  });

  it("a demo that is done stands on the customer's timeline; undone, it goes again", async () => {
    const hunter = await (await testWorkspace()).as("hunter");
    const { id, customerId } = await aDeal(hunter);
    const interactionId = newId();
    await completeDemo(hunter, { id, interactionId, text: "" });
    const logged = await inWorkspace(hunter).interaction.findFirst({ where: { id: interactionId } });
    expect(logged).toMatchObject({ customerId, kind: "demo", reason: "demonstration", archivedAt: null });
    expect((await getDeal(hunter, id, when)).demoDoneAt).toBeInstanceOf(Date);
    await expect(completeDemo(hunter, { id, interactionId: newId(), text: "" })).rejects.toMatchObject({
      code: "conflict",
    });
    await reopenDemo(hunter, { id, interactionId });
    expect((await getDeal(hunter, id, when)).demoDoneAt).toBeNull();
    const gone = await inWorkspace(hunter).interaction.findFirst({ where: { id: interactionId } });
    expect(gone?.archivedAt).toBeInstanceOf(Date);
  });

  it("competitors are named once, and offered with other deals, the most frequent first", async () => {
    const hunter = await (await testWorkspace()).as("hunter");
    const first = await aDeal(hunter, "One");
    const second = await aDeal(hunter, "Two");
    await setCompetitors(
      hunter,
      dealCompetitors.parse({ id: first.id, competitors: ["Skylark", "skylark", "Aerolux"] }),
    );
    await setCompetitors(hunter, dealCompetitors.parse({ id: second.id, competitors: ["Aerolux"] }));
    expect((await getDeal(hunter, first.id, when)).competitors).toEqual(["Skylark", "Aerolux"]);
    expect(await listCompetitors(hunter)).toEqual(["Aerolux", "Skylark"]);
  });
});

describe("a quote", () => {
  let hunter: Actor;
  let dealId: string;
  const euro = newId();
  const dollar = newId();
  beforeAll(async () => {
    hunter = await (await testWorkspace({ currency: "EUR" })).as("hunter");
    dealId = (await aDeal(hunter)).id;
    await inWorkspace(hunter).product.createMany({
      data: [
        { workspaceId: hunter.workspaceId, id: euro, name: "Group fare", priceCents: 129_000n, currency: "EUR" },
        { workspaceId: hunter.workspaceId, id: dollar, name: "Fuel", priceCents: 5_000n, currency: "USD" },
      ],
    });
  });
  const line = (given: Record<string, unknown>) => quoteLine.parse({ dealId, label: "Line", ...given });

  it("sums quantity × price to the cent, and its sum becomes the amount when asked", async () => {
    const first = newId();
    await saveQuoteLine(hunter, line({ id: first, productId: euro, label: "Group fare", quantity: "3", unit: "1290" }));
    await saveQuoteLine(hunter, line({ id: newId(), label: "Meal", quantity: "7", unit: "12.35" }));
    let lines = await listQuoteLines(hunter, dealId);
    expect(lines.map(lineCents)).toEqual([387_000, 8_645]);
    expect(quoteCents(lines)).toBe(395_645);
    expect(await getDeal(hunter, dealId, when)).toMatchObject({ amountCents: 1_250_000 });
    expect(await takeQuoteAmount(hunter, dealId)).toEqual({ beforeCents: 1_250_000 });
    expect(await getDeal(hunter, dealId, when)).toMatchObject({ amountCents: 395_645 });
    await saveQuoteLine(
      hunter,
      line({ id: first, productId: euro, label: "Group fare", quantity: "4", unit: "1200,50" }),
    );
    lines = await listQuoteLines(hunter, dealId);
    expect(lines.map(lineCents)).toEqual([480_200, 8_645]);
    await removeQuoteLine(hunter, { dealId, id: first });
    expect(await listQuoteLines(hunter, dealId)).toMatchObject([{ label: "Meal" }]);
  });

  it("refuses a product of another currency by name, a part of a piece, and a line of another deal", async () => {
    await expect(
      saveQuoteLine(hunter, line({ id: newId(), productId: dollar, quantity: 1, unit: 50 })),
    ).rejects.toMatchObject({ fieldErrors: { productId: "Fuel is priced in USD; this deal is in EUR." } });
    expect(quoteLine.safeParse({ dealId, id: newId(), label: "x", quantity: "1.5", unit: "1" }).success).toBe(false);
    expect(quoteLine.safeParse({ dealId, id: newId(), label: "x", quantity: "0", unit: "1" }).success).toBe(false);
    const other = await aDeal(hunter, "Other");
    const taken = (await listQuoteLines(hunter, dealId))[0]?.id ?? "";
    await expect(
      saveQuoteLine(hunter, quoteLine.parse({ dealId: other.id, id: taken, label: "x", quantity: 1, unit: 1 })),
    ).rejects.toThrow();
    expect(await listQuoteLines(hunter, dealId)).toHaveLength(1);
    expect((await listQuoteProducts(hunter)).map(({ name }) => name)).toEqual(["Fuel", "Group fare"]);
  });
});

describe("quotas", () => {
  it("count what was won in the quarter by the workspace's days, in their own currency", async () => {
    const world = await testWorkspace({ currency: "EUR", timeZone: "Europe/Berlin" });
    const hunter = await world.as("hunter");
    const farmer = await world.as("farmer");
    const { workspaceId } = world;
    await setQuota(world.actor, quota.parse({ userId: hunter.userId, quarter: "2026-10-01", amount: "1 000" }));
    const customerId = (await createCustomer(hunter, newCustomer.parse({ name: "Alpenkind" }))).id;
    const won = (wonAt: string, cents: bigint, currency = "EUR") => ({
      workspaceId,
      id: newId(),
      customerId,
      name: "D",
      stage: "won" as const,
      amountCents: cents,
      currency,
      ownerId: hunter.userId,
      wonAt: new Date(wonAt),
    });
    await inWorkspace(hunter).deal.createMany({
      data: [
        // Midnight in Berlin is 22:00 the day before in summer, 23:00 in winter.
        won("2026-09-30T21:59:59Z", 1_00n),
        won("2026-09-30T22:00:00Z", 400_00n),
        won("2026-12-31T22:59:59Z", 220_00n),
        won("2026-12-31T23:00:00Z", 1_00n),
        won("2026-11-11T00:00:00Z", 70_00n, "USD"),
      ],
    });
    const [mine, ...more] = await quotaProgress(world.actor, { quarter: "2026-10-01" });
    expect(mine).toMatchObject({
      userId: hunter.userId,
      amountCents: 100_000,
      wonCents: 62_000,
      deals: 3,
      others: [{ currency: "USD", amountCents: 7_000 }],
    });
    expect(more).toMatchObject([{ userId: farmer.userId, amountCents: null, wonCents: 0 }]);
    // 62 % of the quota; 5 December: 65 of 92 days are over.
    const pace = mine && quotaPace(mine, "2026-12-05");
    expect(pace).toMatchObject({ share: 0.62, onPace: false });
    expect(pace?.time).toBeCloseTo(65 / 92, 12);
    expect(await quotaProgress(hunter, { quarter: "2026-10-01" })).toMatchObject([{ userId: hunter.userId }]);
    expect(await quotaProgress(farmer, { quarter: "2026-10-01", userIds: [hunter.userId ?? ""] })).toMatchObject([
      { userId: farmer.userId },
    ]);
    await setQuota(world.actor, quota.parse({ userId: hunter.userId, quarter: "2026-10-01", amount: "" }));
    expect(await listQuotas(world.actor, ["2026-10-01"])).toEqual([]);
    await expect(
      setQuota(hunter, quota.parse({ userId: hunter.userId, quarter: "2026-10-01", amount: "1" })),
    ).rejects.toMatchObject({ code: "forbidden" });
  });
});

describe("where deals come from", () => {
  it("counts a source's deals and what became of them", async () => {
    const world = await testWorkspace();
    const hunter = await world.as("hunter");
    const other = await world.as("hunter");
    const a = await aDeal(hunter, "A", "1", "Referral");
    const b = await aDeal(hunter, "B", "1", "Referral");
    await aDeal(hunter, "C", "1", "Referral");
    await aDeal(other, "D", "1", "Fair");
    await moveDeal(hunter, { id: a.id, stage: "won", reason: "Price" });
    await moveDeal(hunter, { id: b.id, stage: "lost", reason: "Price" });
    const span = { from: new Date(+now - 86_400_000), to: new Date(+now + 86_400_000) };
    expect(await dealsBySource(hunter, span)).toEqual([
      { source: "Referral", deals: 3, won: 1, lost: 1 },
      { source: "Fair", deals: 1, won: 0, lost: 0 },
    ]);
    expect(await dealsBySource(hunter, span, { ownerId: other.userId })).toEqual([
      { source: "Fair", deals: 1, won: 0, lost: 0 },
    ]);
  });
});

describe("deals as a file", () => {
  it("holds the rows of the list with the filter of the list, and says who took it", async () => {
    const world = await testWorkspace();
    const hunter = await world.as("hunter");
    await aDeal(hunter, "=SUM(A1)", "12.50", "Fair");
    await aDeal(hunter, "Other", "1", "Web");
    const params = dealListParams.parse({ owner: "all", source: "Fair" });
    let text = "";
    for await (const piece of await exportDeals(hunter, params, now)) text += piece;
    const [head, row, ...rest] = text.replace("\uFEFF", "").trim().split("\r\n");
    expect(head?.split(",").slice(0, 8)).toEqual([
      "id",
      "external_id",
      "name",
      "customer_id",
      "customer",
      "stage",
      "stage_since",
      "amount",
    ]);
    expect(row).toContain(",'=SUM(A1),");
    expect(row).toContain(",12.50,EUR,0.1,1.25,");
    expect(rest).toEqual([]);
    const event = await inWorkspace(hunter).auditEvent.findFirst({ where: { action: "deal.export" } });
    expect(event).toMatchObject({ actorId: hunter.userId, detail: { source: "Fair", searched: false } });
  });
});
