import { describe, expect, it } from "vitest";
import { closeDays, dealListParams, dealsHref, orderOf } from "../../../lib/deals/list-params";
import { fitsDealSort } from "../../../lib/deals/list-sql";
import { LOSS_KEYS, LOSS_REASONS, lossReasonOf, lossText } from "../../../lib/deals/loss-reasons";
import { dealMove, newDeal } from "../../../lib/deals/schema";
import { isOpen, sumsByCurrency, usualProbability } from "../../../lib/deals/stages";

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
  it("asks why a deal was lost, and nothing of one that goes on", () => {
    expect(dealMove.safeParse({ id: ID, stage: "lost" }).error?.issues[0]?.path[0]).toBe("reason");
    expect(dealMove.safeParse({ id: ID, stage: "lost", reason: "Price" }).success).toBe(true);
    expect(dealMove.safeParse({ id: ID, stage: "desire" }).success).toBe(true);
  });
});

describe("stages", () => {
  it("sums amounts per currency and never over currencies", () => {
    const sum = (currency: string, deals: number, amountCents: number, weightedCents: number) => ({
      currency,
      deals,
      amountCents,
      weightedCents,
    });
    expect(sumsByCurrency([sum("USD", 1, 500, 500), sum("EUR", 1, 1000, 500), sum("EUR", 2, 3000, 300)])).toEqual([
      sum("EUR", 3, 4000, 800),
      sum("USD", 1, 500, 500),
    ]);
  });
  it("knows open stages", () => {
    expect(isOpen("action")).toBe(true);
    expect(isOpen("won")).toBe(false);
    expect(usualProbability("won")).toBe(1);
  });
});

describe("reasons of losses", () => {
  it("are read back from what is stored, with and without words", () => {
    for (const key of LOSS_KEYS) {
      expect(lossReasonOf(lossText(key, ""))).toBe(key);
      expect(lossReasonOf(lossText(key, "so they said: twice"))).toBe(key);
    }
    expect(lossText("price", "8 % above")).toBe(`${LOSS_REASONS.price}: 8 % above`);
  });
  it("know other systems' words; what is not known is other", () => {
    expect(lossReasonOf("Bad experience")).toBe("poor_experience");
    expect(lossReasonOf("they moved away")).toBe("other");
    expect(lossReasonOf("")).toBe("other");
  });
});

describe("the address of the list", () => {
  it("forgets what it does not know", () => {
    const params = dealListParams.parse({ view: "x", owner: "you", stage: "sold", sort: ["amount", "name"], q: "  " });
    expect(params).toMatchObject({ view: "board", sort: "amount" });
    expect([params.owner, params.stage, params.q]).toEqual([undefined, undefined, undefined]);
    expect(dealsHref(params, { view: "table", sort: undefined })).toBe("/deals?view=table");
  });
  it("sorts ended deals by their end, open ones by their expected close", () => {
    expect(orderOf({ stage: "closed", sort: undefined, dir: undefined })).toEqual({ sort: "ended", dir: "desc" });
    expect(orderOf({ stage: undefined, sort: undefined, dir: undefined })).toEqual({ sort: "close", dir: "asc" });
  });
  it("knows the days of a period, over the end of a year too", () => {
    expect(closeDays("late", "2026-11-22")).toEqual({ from: null, to: "2026-11-22" });
    expect(closeDays("this_month", "2026-12-31")).toEqual({ from: "2026-12-01", to: "2027-01-01" });
    expect(closeDays("this_quarter", "2026-11-22")).toEqual({ from: "2026-10-01", to: "2027-01-01" });
    expect(closeDays("next_quarter", "2026-11-22")).toEqual({ from: "2027-01-01", to: "2027-04-01" });
  });
  it("takes only cursors that the database can compare with", () => {
    expect(fitsDealSort("close", "2026-02-28")).toBe(true);
    expect(fitsDealSort("close", "infinity")).toBe(true);
    expect(fitsDealSort("close", "2026-02-31")).toBe(false);
    expect(fitsDealSort("added", "2026-02-28 10:00:00.123+00")).toBe(true);
    expect(fitsDealSort("added", "2026-02-28 25:00:00+00")).toBe(false);
    expect(fitsDealSort("stage", "sold")).toBe(false);
    expect(fitsDealSort("amount", "1e9")).toBe(false);
    expect(fitsDealSort("chance", "0.25")).toBe(true);
  });
});
