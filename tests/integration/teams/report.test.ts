import { beforeAll, describe, expect, it } from "vitest";
import type { Actor } from "../../../lib/auth/actor";
import { type Db, inWorkspace } from "../../../lib/db";
import { newId } from "../../../lib/id";
import { recountOrders } from "../../../lib/responses/rollups-sql";
import { sellerReport, type TeamReport, teamReport } from "../../../lib/teams/queries/report";
import { testWorkspace } from "../../support/world";

const at = (text: string) => new Date(`${text}T10:00:00Z`);
const YEAR = {
  from: new Date("2026-01-01T00:00:00Z"),
  to: new Date("2027-01-01T00:00:00Z"),
  fromDay: "2026-01-01",
  toDay: "2027-01-01",
};
const today = { today: "2026-11-22" };

describe("a seller's figures", () => {
  let db: Db;
  let manager: Actor;
  let hunter: string;
  let farmer: string;
  let workspaceId: string;
  let report: TeamReport;

  beforeAll(async () => {
    const world = await testWorkspace();
    manager = world.actor;
    workspaceId = world.workspaceId;
    db = inWorkspace(manager);
    hunter = (await world.as("hunter")).userId as string;
    farmer = (await world.as("farmer")).userId as string;
    const customer = async (ownerId: string | null, lostOn?: string) => {
      const id = newId();
      await db.customer.create({
        data: {
          workspaceId,
          id,
          name: "C",
          ownerId,
          lifecycle: lostOn ? "lost" : "active",
          createdAt: at("2025-01-01"),
        },
      });
      await db.customerExperience.create({ data: { workspaceId, customerId: id } });
      const step = { workspaceId, customerId: id, byId: null, reason: "" };
      await db.lifecycleTransition.create({
        data: { ...step, id: newId(), fromStage: null, toStage: "new", at: at("2025-03-01") },
      });
      if (lostOn)
        await db.lifecycleTransition.create({
          data: { ...step, id: newId(), fromStage: "new", toStage: "lost", at: at(lostOn) },
        });
      return id;
    };
    const [first] = [await customer(farmer), await customer(farmer), await customer(farmer, "2026-06-01")];
    await customer(null);
    const deal = (stage: "won" | "lost", cents: number, on: string, currency = "EUR") =>
      db.deal.create({
        data: {
          workspaceId,
          id: newId(),
          customerId: first,
          name: "D",
          stage,
          amountCents: BigInt(cents),
          currency,
          ownerId: hunter,
          wonAt: stage === "won" ? at(on) : null,
          lostAt: stage === "lost" ? at(on) : null,
        },
      });
    await deal("won", 100_00, "2026-02-02");
    await deal("won", 300_00, "2026-10-02");
    await deal("won", 999_00, "2026-03-03", "USD");
    await deal("lost", 500_00, "2026-03-03");
    await deal("won", 700_00, "2025-12-31");
    const order = (on: string, cents: number, sellerId: string | null, currency = "EUR") =>
      db.order.create({
        data: {
          workspaceId,
          id: newId(),
          customerId: first,
          orderedAt: at(on),
          totalCents: BigInt(cents),
          currency,
          sellerId,
        },
      });
    await order("2025-06-01", 1_00, hunter);
    await order("2026-02-01", 20_00, hunter);
    await order("2026-03-01", 7_00, hunter, "USD");
    // More than a year after the customer's first order, and one that nobody sold.
    await order("2026-07-01", 40_00, hunter);
    await order("2026-02-02", 80_00, null);
    await recountOrders(db, manager, null);
    const met = (userId: string, on: string, more: Partial<Parameters<typeof db.interaction.create>[0]["data"]> = {}) =>
      db.interaction.create({
        data: {
          workspaceId,
          id: newId(),
          customerId: first,
          kind: "call",
          outcome: "reached",
          reason: "price",
          userId,
          happenedAt: at(on),
          ...(more as object),
        },
      });
    await met(farmer, "2026-02-01");
    await met(farmer, "2026-02-02", { outcome: "no_answer", reason: "churn" });
    await met(farmer, "2026-02-03", { kind: "email", outcome: "done" });
    await met(farmer, "2026-02-04", { kind: "note" });
    await met(farmer, "2025-12-04");
    // Kept on its day, kept a day late, not kept, and not yet due.
    await met(farmer, "2026-03-01", {
      nextStep: "Call",
      nextStepDueOn: new Date("2026-03-05"),
      nextStepDoneAt: at("2026-03-05"),
    });
    await met(farmer, "2026-03-01", {
      nextStep: "Call",
      nextStepDueOn: new Date("2026-03-05"),
      nextStepDoneAt: at("2026-03-06"),
    });
    await met(farmer, "2026-03-01", { nextStep: "Call", nextStepDueOn: new Date("2026-03-05") });
    await met(farmer, "2026-11-20", { nextStep: "Call", nextStepDueOn: new Date("2026-11-25") });
    await db.task.create({ data: { workspaceId, id: newId(), title: "T", ownerId: farmer } });
    await db.task.create({ data: { workspaceId, id: newId(), title: "T", ownerId: farmer, doneAt: at("2026-02-02") } });
    await db.salesQuota.create({
      data: {
        workspaceId,
        id: newId(),
        userId: hunter,
        quarter: new Date("2026-10-01"),
        amountCents: 600_00n,
        currency: "EUR",
      },
    });
    report = await teamReport(manager, YEAR, today);
  });
  const of = (userId: string) => {
    const found = report.sellers.find((seller) => seller.userId === userId);
    if (!found) throw new Error("not in the report");
    return found;
  };

  it("count what was won, a currency each, and never add them", () => {
    expect(of(hunter)).toMatchObject({
      deals: 3,
      won: [
        { currency: "USD", cents: 999_00 },
        { currency: "EUR", cents: 400_00 },
      ],
      firstYear: [
        { currency: "EUR", cents: 20_00 },
        { currency: "USD", cents: 7_00 },
      ],
      counts: { win: { yes: 3, n: 4 }, amount: { n: 2, sum: 400_00 } },
    });
  });

  it("say how much of the quota of this quarter is won", () => {
    expect(of(hunter).quota).toMatchObject({ amountCents: 600_00, wonCents: 300_00, deals: 1, quarter: "2026-10-01" });
    expect(of(farmer).quota).toBeNull();
  });

  it("count customers kept, contacts, and steps kept by their day", () => {
    expect(of(farmer)).toMatchObject({
      interactions: 7,
      counts: { retention: { yes: 2, n: 3 }, reached: { yes: 5, n: 6 }, kept: { yes: 1, n: 3 } },
      workload: { accounts: 3, openTasks: 1, openDeals: 0, openCases: 0, overdueSteps: 1 },
    });
    expect(report.reasons.filter(({ userId }) => userId === farmer).sort((a, b) => b.count - a.count)).toEqual([
      { userId: farmer, reason: "price", count: 6 },
      { userId: farmer, reason: "churn", count: 1 },
    ]);
  });

  it("are the same on the seller's own page", async () => {
    const own = await sellerReport(manager, farmer, YEAR, today);
    expect(own.sellers).toEqual([of(farmer)]);
  });
});
