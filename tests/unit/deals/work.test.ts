import { describe, expect, it } from "vitest";
import { formValue } from "@/lib/deals/form-values";
import { quarterLabel, quarterOf, quotaPace } from "@/lib/deals/quota";
import { refusedFor } from "@/lib/deals/quote";
import { standsLong, staysOf } from "@/lib/deals/stage-time";
import { WIN_KEYS, WIN_REASONS, winReasonOf, winText } from "@/lib/deals/win-reasons";

const at = (text: string) => new Date(`${text}T00:00:00Z`);

describe("a quarter", () => {
  it("is named and counted across the year's end", () => {
    expect(quarterOf("2026-11-22")).toBe("2026-10-01");
    expect(quarterOf("2026-11-22", 1)).toBe("2027-01-01");
    expect(quarterOf("2026-01-31", -5)).toBe("2024-10-01");
    expect(quarterLabel("2026-10-01")).toBe("Q4 2026");
  });

  it("says how much of a quota is won against how much of the quarter is over", () => {
    const won = (wonCents: number, amountCents: number | null = 1000) =>
      quotaPace({ quarter: "2026-10-01", amountCents, wonCents }, "2026-11-16");
    // 46 of 92 days are over.
    expect(won(620)).toEqual({ share: 0.62, time: 0.5, onPace: true });
    expect(won(499)).toMatchObject({ share: 0.499, onPace: false });
    expect(won(620, null)).toEqual({ share: null, time: 0.5, onPace: null });
    expect(won(620, 0).share).toBeNull();
    const next = quotaPace({ quarter: "2026-07-01", amountCents: 1000, wonCents: 0 }, "2026-11-16");
    expect(next.time).toBe(1);
  });
});

describe("a deal's stays", () => {
  const move = (to: "attention" | "interest" | "won", day: string) => ({ from: null, to, at: at(day), byName: null });
  it("end where the next begins; the last goes on until now, and what is won stands still", () => {
    const now = at("2026-03-01");
    const open = staysOf([move("attention", "2026-01-01"), move("interest", "2026-01-11")], now);
    expect(open.map(({ stage, days, to }) => [stage, days, to])).toEqual([
      ["attention", 10, at("2026-01-11")],
      ["interest", 49, null],
    ]);
    const ended = staysOf([move("attention", "2026-01-01"), move("won", "2026-01-03")], now);
    expect(ended.map(({ stage, days }) => [stage, days])).toEqual([
      ["attention", 2],
      ["won", 0],
    ]);
    expect(staysOf([], now)).toEqual([]);
  });

  it("are long beyond what three of four won deals took, and never where nobody knows", () => {
    expect(standsLong(33, { days: 32.5, n: 8 })).toBe(true);
    expect(standsLong(32, { days: 32.5, n: 8 })).toBe(false);
    expect(standsLong(900, undefined)).toBe(false);
  });
});

describe("what stands in a form", () => {
  const deal = {
    name: "Charter",
    amountCents: 1_250_050n,
    probability: 0.125,
    source: "",
    expectedCloseOn: "2026-12-01",
    ownerId: null,
    demoOn: at("2026-11-22"),
    contractSentOn: null,
    contractSignedOn: null,
  };
  it("reads the same from a page and from the database, so that nobody's edit is taken for another's", () => {
    expect(formValue(deal, "amount")).toBe("12500.50");
    expect(formValue({ ...deal, amountCents: 1_250_000 }, "amount")).toBe("12500");
    expect(formValue(deal, "probability")).toBe("12.5");
    expect(formValue(deal, "expectedCloseOn")).toBe("2026-12-01");
    expect(formValue(deal, "demoOn")).toBe("2026-11-22");
    expect(formValue(deal, "ownerId")).toBe("");
  });
});

describe("a product in a quote", () => {
  it("must be priced in the deal's currency, or not at all", () => {
    const product = { id: "1", name: "Fuel", priceCents: 100, currency: "USD" };
    expect(refusedFor(product, "EUR")).toBe("Fuel is priced in USD; this deal is in EUR.");
    expect(refusedFor(product, "USD")).toBeNull();
    expect(refusedFor({ ...product, priceCents: null, currency: null }, "EUR")).toBeNull();
  });
});

describe("why deals are won", () => {
  it("is counted by its beginning; words of others count as other", () => {
    for (const key of WIN_KEYS) expect(winReasonOf(winText(key, "because: of this"))).toBe(key);
    expect(winReasonOf(WIN_REASONS.trust.toUpperCase())).toBe("trust");
    expect(winReasonOf("")).toBe("other");
  });
});
