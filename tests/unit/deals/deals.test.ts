import { describe, expect, it } from "vitest";
import { dealMove, newDeal } from "../../../lib/deals/schema";
import { isOpen, totalsOf, usualProbability } from "../../../lib/deals/stages";

const ID = "019a8f00-0000-7000-8000-000000000001";

describe("newDeal", () => {
  it.each([
    ["12500", 1_250_000],
    ["12 500.5", 1_250_050],
    ["12,500", 1_250_000],
    ["12500,75", 1_250_075],
    ["0", 0],
  ])("reads the amount %s", (amount, cents) => {
    expect(newDeal.parse({ customerId: ID, name: "Renewal", amount, expectedCloseOn: "" }).amount).toBe(cents);
  });
  it.each(["", "-5", "much", "1.234"])("refuses the amount %j", (amount) => {
    expect(newDeal.safeParse({ customerId: ID, name: "Renewal", amount }).error?.issues[0]?.path[0]).toBe("amount");
  });
});

describe("dealMove", () => {
  it("asks why a deal was lost, and only then", () => {
    expect(dealMove.safeParse({ id: ID, stage: "lost" }).error?.issues[0]?.path[0]).toBe("reason");
    expect(dealMove.safeParse({ id: ID, stage: "lost", reason: "Price" }).success).toBe(true);
    expect(dealMove.safeParse({ id: ID, stage: "won" }).success).toBe(true);
  });
});

describe("stages", () => {
  it("sums amounts per currency, weighed by the chance of winning", () => {
    const deal = (amountCents: number, probability: number, currency: string) => ({
      stage: "desire" as const,
      amountCents,
      probability,
      currency,
    });
    expect(totalsOf([deal(1000, 0.5, "EUR"), deal(3000, 0.1, "EUR"), deal(500, 1, "USD")])).toEqual([
      { currency: "EUR", deals: 2, amountCents: 4000, weightedCents: 800 },
      { currency: "USD", deals: 1, amountCents: 500, weightedCents: 500 },
    ]);
  });
  it("knows open stages", () => {
    expect(isOpen("action")).toBe(true);
    expect(isOpen("won")).toBe(false);
    expect(usualProbability("won")).toBe(1);
  });
});
