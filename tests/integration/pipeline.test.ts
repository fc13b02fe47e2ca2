import { beforeAll, describe, expect, it } from "vitest";
import type { Actor } from "../../lib/auth/actor";
import { createCustomer } from "../../lib/customers/commands";
import { newCustomer } from "../../lib/customers/schema";
import { huntersDay, ownFunnel, ownOutcomes, ownReasons } from "../../lib/dashboards/queries/hunting";
import { inWorkspace, Prisma, rows } from "../../lib/db";
import { archiveDeal, changeDeal, moveDeal, moveDealBack, restoreDeal } from "../../lib/deals/commands";
import { type DealListParams, dealListParams } from "../../lib/deals/list-params";
import {
  CARDS_PER_STAGE,
  getDeal,
  listBoard,
  listDealEvents,
  listDealPage,
  listDealSources,
  stageSums,
} from "../../lib/deals/queries";
import { dealChange } from "../../lib/deals/schema";
import type { DealStage } from "../../lib/generated/prisma/enums";
import { newId } from "../../lib/id";
import { testWorkspace } from "../support/world";

const now = new Date("2026-11-22T10:00:00Z");
const today = "2026-11-22";
const when = { now, today };
const ask = (given: Record<string, string> = {}): DealListParams => dealListParams.parse({ owner: "all", ...given });

describe("the pipeline", () => {
  let hunter: Actor;
  let other: Actor;
  let stranger: Actor;
  let customerId: string;
  const ids: Record<string, string> = {};

  beforeAll(async () => {
    const world = await testWorkspace();
    hunter = await world.as("hunter");
    other = await world.as("hunter");
    stranger = (await testWorkspace()).actor;
    customerId = (await createCustomer(hunter, newCustomer.parse({ name: "Nordlicht", kind: "company" }))).id;
    const second = (await createCustomer(hunter, newCustomer.parse({ name: "Alpenkind", kind: "company" }))).id;
    const deal = (
      key: string,
      stage: DealStage,
      cents: number,
      more: Partial<Prisma.DealCreateManyInput> = {},
    ): Prisma.DealCreateManyInput => {
      ids[key] = newId();
      return {
        workspaceId: hunter.workspaceId,
        id: ids[key],
        customerId,
        name: key,
        stage,
        amountCents: BigInt(cents),
        currency: "EUR",
        probability: 0.5,
        source: "Fair",
        ownerId: hunter.userId,
        createdAt: new Date("2026-11-01T00:00:00Z"),
        stageSince: new Date("2026-11-01T00:00:00Z"),
        ...more,
      };
    };
    const day = (text: string) => new Date(`${text}T00:00:00Z`);
    await inWorkspace(hunter).deal.createMany({
      data: [
        deal("Fares", "attention", 1010, { expectedCloseOn: day("2026-11-01") }),
        deal("Blocks", "attention", 2000, {
          expectedCloseOn: day("2027-02-01"),
          currency: "USD",
          ownerId: other.userId,
        }),
        deal("Bassinets", "desire", 3000, { probability: 0.25, source: "Web", customerId: second }),
        deal("Old win", "won", 500, { wonAt: new Date("2026-01-01"), probability: 1 }),
        deal("New win", "won", 700, { wonAt: new Date("2026-11-10"), probability: 1 }),
        deal("Gone", "attention", 9999, { archivedAt: now }),
      ],
    });
    await inWorkspace(hunter).interaction.createMany({
      data: [
        { nextStep: "Call back", nextStepDueOn: day("2026-11-20") },
        { nextStep: "Send terms", nextStepDueOn: day("2026-11-10"), nextStepDoneAt: now },
        { nextStep: "Visit", nextStepDueOn: day("2026-12-01") },
      ].map((step) => ({
        workspaceId: hunter.workspaceId,
        id: newId(),
        customerId,
        kind: "call" as const,
        happenedAt: new Date("2026-11-05"),
        ...step,
      })),
    });
  });

  it("shows open deals by expected close, what ended lately, days in stage and the late next step", async () => {
    const cards = await listBoard(hunter, ask(), when);
    expect(cards.map(({ name }) => name)).toEqual(["Fares", "Blocks", "Bassinets", "New win"]);
    expect(cards[0]).toMatchObject({
      customerName: "Nordlicht",
      lateStep: "Call back",
      lateStepOn: "2026-11-20",
      since: new Date("2026-11-01T00:00:00Z"),
    });
    expect(cards[2]?.lateStep).toBeNull();
    expect(cards[3]).toMatchObject({ lateStep: null, since: new Date("2026-11-10") });
    expect(await listBoard(stranger, ask(), when)).toEqual([]);
  });

  it("sums each stage per currency as plain SQL does", async () => {
    const sums = await stageSums(hunter, ask(), when, true);
    const plain = await rows(
      inWorkspace(hunter),
      hunter,
      (w) => Prisma.sql`
        select stage, currency, count(*)::int as deals, sum(amount_cents)::float8 as "amountCents",
          sum(round(amount_cents * probability))::float8 as "weightedCents"
        from deals where workspace_id = ${w} and archived_at is null group by 1, 2 order by 1, 4 desc`,
    );
    expect(sums).toEqual(plain);
    expect(sums[0]).toEqual({ stage: "attention", currency: "USD", deals: 1, amountCents: 2000, weightedCents: 1000 });
    expect(sums[1]).toEqual({ stage: "attention", currency: "EUR", deals: 1, amountCents: 1010, weightedCents: 505 });
    const lately = await stageSums(hunter, ask(), when);
    expect(lately.find(({ stage }) => stage === "won")).toMatchObject({ deals: 1, amountCents: 700 });
    expect(await stageSums(stranger, ask(), when, true)).toEqual([]);
  });

  it("filters by owner, source, close period and words of deal or customer", async () => {
    const names = async (given: Record<string, string>) =>
      (await listDealPage(hunter, ask(given), when)).rows.map(({ name }) => name).sort();
    expect(await names({ owner: "mine" })).toEqual(["Bassinets", "Fares"]);
    expect(await names({ owner: other.userId ?? "" })).toEqual(["Blocks"]);
    expect(await names({ owner: "none" })).toEqual([]);
    expect(await names({ source: "Web" })).toEqual(["Bassinets"]);
    expect(await names({ close: "late" })).toEqual(["Fares"]);
    expect(await names({ close: "next_quarter" })).toEqual(["Blocks"]);
    expect(await names({ close: "none" })).toEqual(["Bassinets"]);
    expect(await names({ q: "alpen" })).toEqual(["Bassinets"]);
    expect(await names({ q: "nordlicht blo" })).toEqual(["Blocks"]);
    expect(await names({ stage: "won" })).toEqual(["New win", "Old win"]);
    expect(await listDealSources(hunter)).toEqual(["Fair", "Web"]);
  });

  it("pages the table by keys in every order, forwards and back", async () => {
    for (const sort of ["close", "amount", "weighted", "chance", "name", "customer", "stage", "added"]) {
      for (const dir of ["asc", "desc"]) {
        const all = (await listDealPage(hunter, ask({ sort, dir }), when)).rows.map(({ id }) => id);
        const first = await listDealPage(hunter, ask({ sort, dir }), { today, size: 2 });
        const second = await listDealPage(hunter, ask({ sort, dir, cursor: first.next ?? "" }), { today, size: 2 });
        expect(
          [...first.rows, ...second.rows].map(({ id }) => id),
          `${sort} ${dir}`,
        ).toEqual(all);
        expect(second.next).toBeNull();
        const back = await listDealPage(hunter, ask({ sort, dir, cursor: second.previous ?? "" }), { today, size: 2 });
        expect(back.rows).toEqual(first.rows);
        expect(back.previous).toBeNull();
      }
    }
  });

  it("says how many there are when a stage holds more cards than are shown", async () => {
    const world = await testWorkspace();
    const id = (await createCustomer(world.actor, newCustomer.parse({ name: "Many", kind: "company" }))).id;
    await inWorkspace(world.actor).deal.createMany({
      data: Array.from({ length: CARDS_PER_STAGE + 7 }, (_, index) => ({
        workspaceId: world.workspaceId,
        id: newId(),
        customerId: id,
        name: `Deal ${index}`,
        amountCents: 100n,
        currency: "EUR",
      })),
    });
    expect(await listBoard(world.actor, ask(), when)).toHaveLength(CARDS_PER_STAGE);
    expect(await stageSums(world.actor, ask(), when)).toMatchObject([{ deals: CARDS_PER_STAGE + 7 }]);
  });

  it("does not overwrite somebody else's move, and says where the deal is and who moved it", async () => {
    const id = ids.Bassinets ?? "";
    await moveDeal(other, { id, stage: "action", was: "desire", reason: "" });
    expect(await moveDeal(hunter, { id, stage: "interest", was: "desire", reason: "" })).toEqual({
      kind: "elsewhere",
      stage: "action",
      byName: "Test hunter",
    });
    expect(await getDeal(hunter, id, when)).toMatchObject({ stage: "action", probability: 0.8 });
  });

  it("of two who move at once one wins and the other is told", async () => {
    const id = ids.Bassinets ?? "";
    const both = await Promise.all([
      moveDeal(hunter, { id, stage: "won", was: "action", reason: "" }),
      moveDeal(other, { id, stage: "interest", was: "action", reason: "" }),
    ]);
    expect(both.map(({ kind }) => kind).sort()).toEqual(["elsewhere", "moved"]);
  });

  it("takes a move back with the chance and the days it had, once", async () => {
    const id = ids.Fares ?? "";
    const before = await getDeal(hunter, id, when);
    await moveDeal(hunter, { id, stage: "lost", was: "attention", reason: "Price: too much" });
    expect((await moveDealBack(hunter, { id, stage: "lost", reason: "" })).kind).toBe("moved");
    expect(await getDeal(hunter, id, when)).toEqual(before);
    await expect(moveDealBack(hunter, { id, stage: "attention", reason: "" })).rejects.toMatchObject({
      code: "conflict",
    });
    expect((await listDealEvents(hunter, id)).map(({ from, to, undoes }) => [from, to, undoes])).toEqual([
      ["lost", "attention", true],
      ["attention", "lost", false],
    ]);
  });

  it("changes facts, archives and restores; nothing of it from another workspace", async () => {
    const id = ids.Fares ?? "";
    const change = (field: string, value: string, was: string) => dealChange.parse({ id, field, value, was });
    await changeDeal(hunter, change("name", "Group fares", "Fares"));
    await changeDeal(hunter, change("amount", "50", "10.10"));
    await changeDeal(hunter, change("probability", "30", "50"));
    expect(await getDeal(hunter, id, when)).toMatchObject({ name: "Group fares", amountCents: 5000, probability: 0.3 });
    await archiveDeal(hunter, id);
    expect((await listBoard(hunter, ask(), when)).map((one) => one.id)).not.toContain(id);
    await restoreDeal(hunter, id);
    expect((await listBoard(hunter, ask(), when)).map((one) => one.id)).toContain(id);
    const refused = { code: "not_found" };
    await expect(getDeal(stranger, id, when)).rejects.toMatchObject(refused);
    await expect(changeDeal(stranger, change("name", "Mine", "Group fares"))).rejects.toMatchObject(refused);
    await expect(archiveDeal(stranger, id)).rejects.toMatchObject(refused);
    await expect(restoreDeal(stranger, id)).rejects.toMatchObject(refused);
    await expect(moveDealBack(stranger, { id, stage: "attention", reason: "" })).rejects.toMatchObject(refused);
    expect(await listDealEvents(stranger, id)).toEqual([]);
  });
});

describe("a hunter's home", () => {
  const inYear = { from: new Date("2026-01-01"), to: new Date("2027-01-01") };
  let hunter: Actor;
  let other: Actor;
  let stranger: Actor;

  beforeAll(async () => {
    const world = await testWorkspace();
    hunter = await world.as("hunter");
    other = await world.as("hunter");
    stranger = (await testWorkspace()).actor;
    const { workspaceId } = world;
    const db = inWorkspace(hunter);
    const at = (text: string) => new Date(`${text}T00:00:00Z`);
    const lead = async (name: string, lifecycle: "lead" | "prospect" | "new", moves: ["lead" | "new", string][]) => {
      const id = newId();
      await db.customer.create({ data: { workspaceId, id, name, lifecycle, ownerId: hunter.userId } });
      await db.lifecycleTransition.createMany({
        data: moves.map(([toStage, day]) => ({ workspaceId, id: newId(), customerId: id, toStage, at: at(day) })),
      });
      return id;
    };
    const bought = await lead("Bought", "new", [
      ["lead", "2026-02-01"],
      ["new", "2026-03-01"],
    ]);
    const offered = await lead("Offered", "prospect", [["lead", "2026-04-01"]]);
    const spoken = await lead("Spoken", "lead", [["lead", "2026-05-01"]]);
    await lead("Untouched", "lead", [["lead", "2026-06-01"]]);
    await lead("Long ago", "new", [
      ["lead", "2025-02-01"],
      ["new", "2025-03-01"],
    ]);
    const talk = (customerId: string, day: string, more: Partial<Prisma.InteractionCreateManyInput> = {}) => ({
      workspaceId,
      id: newId(),
      customerId,
      kind: "call" as const,
      userId: hunter.userId,
      happenedAt: at(day),
      reason: "building_trust" as const,
      ...more,
    });
    await db.interaction.createMany({
      data: [
        talk(spoken, "2026-11-21", { nextStep: "Show a demo", nextStepDueOn: at("2026-11-22") }),
        talk(offered, "2026-10-01", { nextStep: "Send terms", nextStepDueOn: at("2026-11-01") }),
        talk(offered, "2026-10-02", { nextStep: "Later", nextStepDueOn: at("2026-12-01"), reason: "contract" }),
        talk(offered, "2026-10-03", { nextStep: "Not mine", nextStepDueOn: at("2026-11-01"), userId: other.userId }),
        talk(bought, "2026-02-05", { outcome: "no_answer" }),
      ],
    });
    await db.customerExperience.createMany({
      data: [
        { workspaceId, customerId: spoken, lastInteractionAt: at("2026-11-21") },
        { workspaceId, customerId: offered, lastInteractionAt: at("2026-10-03") },
      ],
    });
    const deal = (stage: DealStage, cents: number, more: Partial<Prisma.DealCreateManyInput> = {}) => ({
      workspaceId,
      id: newId(),
      customerId: offered,
      name: stage,
      stage,
      amountCents: BigInt(cents),
      currency: "EUR",
      ownerId: hunter.userId,
      ...more,
    });
    await db.deal.createMany({
      data: [
        deal("desire", 100),
        deal("won", 1000, { wonAt: at("2026-10-05") }),
        deal("won", 2000, { wonAt: at("2026-10-06"), currency: "USD" }),
        deal("won", 4000, { wonAt: at("2025-10-06") }),
        deal("won", 8000, { wonAt: at("2026-10-06"), ownerId: other.userId }),
        deal("lost", 10, { lostAt: at("2026-10-07"), lossReason: "Poor experience: nobody called back" }),
        deal("lost", 10, { lostAt: at("2026-10-08"), lossReason: "Poor experience" }),
        deal("lost", 10, { lostAt: at("2026-10-09"), lossReason: "Price" }),
      ],
    });
  });

  it("lists own steps that are due, the demo by its name, then leads that nobody spoke to", async () => {
    const day = await huntersDay(hunter, when);
    expect(day.tasks.map(({ kind, customerName, step, dueOn }) => [kind, customerName, step, dueOn])).toEqual([
      ["step", "Offered", "Send terms", "2026-11-01"],
      ["demo", "Spoken", "Show a demo", "2026-11-22"],
      ["lead", "Untouched", null, null],
    ]);
    expect(day).toMatchObject({ steps: 2, leads: 1 });
    expect((await huntersDay(stranger, when)).tasks).toEqual([]);
  });

  it("counts the way from lead to customer by cohort: no step holds more than the one before", async () => {
    expect(await ownFunnel(hunter, inYear)).toEqual({ leads: 4, contacted: 3, offered: 2, customers: 1 });
    // Somebody else's lead, on which they have a deal.
    expect(await ownFunnel(other, inYear)).toEqual({ leads: 1, contacted: 1, offered: 1, customers: 0 });
    expect(await ownFunnel(stranger, inYear)).toMatchObject({ leads: 0 });
  });

  it("counts what was won and lost with reasons, per currency", async () => {
    expect(await ownOutcomes(hunter, inYear)).toEqual({
      won: 2,
      lost: 3,
      wonSums: [
        { currency: "USD", amountCents: 2000 },
        { currency: "EUR", amountCents: 1000 },
      ],
      wins: [{ reason: "", count: 2 }],
      losses: [
        { reason: "Poor experience", count: 2 },
        { reason: "Price", count: 1 },
      ],
    });
    expect(await ownOutcomes(stranger, inYear)).toMatchObject({ won: 0, lost: 0 });
  });

  it("counts what interactions were about", async () => {
    expect(await ownReasons(hunter, inYear)).toEqual([
      { reason: "building_trust", count: 3 },
      { reason: "contract", count: 1 },
    ]);
    expect(await ownReasons(stranger, inYear)).toEqual([]);
  });
});
