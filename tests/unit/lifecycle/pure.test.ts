import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { associationsOf } from "../../../lib/lifecycle/associations";
import { bucketsOf } from "../../../lib/lifecycle/buckets";
import { leaveReasonOf } from "../../../lib/lifecycle/loss";
import { outcomesOf } from "../../../lib/lifecycle/outcomes";
import { measuresInput, peopleParams } from "../../../lib/lifecycle/schema";

describe("the months of a period", () => {
  const day = (text: string) => new Date(`${text}T00:00:00Z`);
  it("are whole, in the workspace's zone, and the last ends with the period", () => {
    const { step, buckets } = bucketsOf(
      { from: day("2026-01-15"), to: day("2026-03-10") },
      { timeZone: "UTC", first: day("2020-01-01"), now: day("2026-11-22") },
    );
    expect(step).toBe("month");
    expect(buckets.map(({ key, fullLabel }) => `${key} ${fullLabel}`)).toEqual([
      "2026-01-01 January 2026",
      "2026-02-01 February 2026",
      "2026-03-01 March 2026",
    ]);
    expect(buckets.at(-1)?.to).toEqual(day("2026-03-10"));
    const berlin = bucketsOf(
      { from: new Date("2026-06-30T22:00:00Z"), to: new Date("2026-07-31T22:00:00Z") },
      { timeZone: "Europe/Berlin", first: day("2020-01-01"), now: day("2026-11-22") },
    );
    expect(berlin.buckets.map(({ key }) => key)).toEqual(["2026-07-01"]);
  });

  it("end where time does, and say which of them are whole", () => {
    const { buckets } = bucketsOf(
      { from: day("2026-01-01"), to: day("2027-01-01") },
      { timeZone: "UTC", first: day("2020-01-01"), now: day("2026-03-10") },
    );
    expect(buckets.map(({ key, isWhole }) => [key, isWhole])).toEqual([
      ["2026-01-01", true],
      ["2026-02-01", true],
      ["2026-03-01", false],
    ]);
    const cut = bucketsOf(
      { from: day("2026-01-01"), to: day("2026-02-10") },
      { timeZone: "UTC", first: day("2020-01-01"), now: day("2026-11-22") },
    );
    expect(cut.buckets.map(({ isWhole }) => isWhole)).toEqual([true, false]);
  });

  it("become quarters and years when there are many, and an endless period begins with what is known", () => {
    const all = { from: day("1970-01-01"), to: day("2026-11-22") };
    const now = day("2026-11-22");
    const quarters = bucketsOf(all, { timeZone: "UTC", first: day("2023-05-05"), now });
    expect(quarters.step).toBe("quarter");
    expect(quarters.buckets[0]).toMatchObject({ key: "2023-04-01", label: "Q2" });
    expect(bucketsOf(all, { timeZone: "UTC", first: day("1999-01-01"), now })).toMatchObject({ step: "year" });
    expect(bucketsOf(all, { timeZone: "UTC", first: day("1999-01-01"), now }).buckets.length).toBeLessThanOrEqual(40);
  });
});

describe("outcomes from histories", () => {
  it("compare any two instants, and count nobody lost twice", () => {
    const rows = [
      // Customers at instants 0 and 2, lost and back in between.
      { held: 0b101n, loyal: 0b100n, acquired: null, lost: 0b010n, n: 3 },
      // Lost twice between 0 and 2.
      { held: 0b001n, loyal: 0n, acquired: null, lost: 0b110n, n: 1 },
      { held: 0b100n, loyal: 0n, acquired: 2, lost: 0n, n: 2 },
    ];
    expect(outcomesOf(rows, 0, 2)).toMatchObject({
      acquired: 2,
      before: 4,
      retention: { yes: 3, n: 4 },
      after: 5,
      loyal: { yes: 3, n: 5 },
      lost: 4,
    });
    expect(outcomesOf(rows, 0, 1)).toMatchObject({ acquired: 0, retention: { yes: 0, n: 4 }, lost: 4 });
    expect(outcomesOf([], 0, 1)).toMatchObject({ retention: null, loyal: null });
  });
});

describe("why somebody left", () => {
  it("is read from the words before the colon", () => {
    expect(leaveReasonOf("Poor experience: nobody called")).toBe("poor_experience");
    expect(leaveReasonOf("too expensive")).toBe("price");
    expect(leaveReasonOf("No order for 365 days")).toBe("silence");
    expect(leaveReasonOf("")).toBe("silence");
    expect(leaveReasonOf("Sold the company")).toBe("other");
  });
});

describe("whether one side draws the other", () => {
  it("is asked of changes: two lines that merely both rise do not count", () => {
    // Both rise by about ten a month; what is left beside that has nothing in common.
    const noise = [3, -2, 4, -4, 1, -3, 2, 0, -1, 3, -2, 1];
    const months = noise.map((wobble, index) => ({
      buying: 100 + 10 * index + wobble,
      selling: 10,
      referrals: 5 + 10 * index + (noise[(index * 5 + 3) % noise.length] ?? 0),
      newcomers: index,
    }));
    const buying = associationsOf(months).find(({ kind }) => kind === "buying_referrals");
    expect(buying?.n).toBe(11);
    expect(buying?.q).toBeGreaterThan(0.05);
    expect(associationsOf(months.slice(0, 5))).toEqual([]);
  });
});

describe("what is typed into settings and addresses", () => {
  it("becomes shares and cents, and says what is wrong at its field", () => {
    expect(measuresInput.parse({ lostAfterDays: "", marginShare: "40", contactCostCents: "8.50" })).toEqual({
      lostAfterDays: null,
      marginShare: 0.4,
      contactCostCents: 850,
    });
    const wrong = measuresInput.safeParse({ lostAfterDays: "3", marginShare: "140", contactCostCents: "x" });
    expect(wrong.error?.issues.map(({ path: at }) => at[0]).sort()).toEqual([
      "contactCostCents",
      "lostAfterDays",
      "marginShare",
    ]);
    expect(peopleParams.parse({ what: "nonsense", segment: "'", owner: "x\u0000" })).toEqual({ what: "acquired" });
  });
});

describe("every stage that is written", () => {
  // A stage without its dated step would be in no report.
  it("comes with its dated step", () => {
    const lib = path.resolve(import.meta.dirname, "../../../lib");
    const files = readdirSync(lib, { recursive: true, encoding: "utf8" }).filter(
      (file) => /(commands|-sql)/.test(file) && file.endsWith(".ts") && !file.startsWith("generated"),
    );
    const writes =
      /update customers[^;`]*set lifecycle|insert into customers \(|customer\.(create|update|updateMany|createMany)\(/;
    const without = files.filter((file) => {
      const text = readFileSync(path.join(lib, file), "utf8");
      const isStage =
        writes.test(text) && /lifecycle/.test(text.replace(/lifecycle_transitions|lifecycleTransition/g, ""));
      return isStage && !/lifecycle_transitions|lifecycleTransition|recordStages\(/.test(text);
    });
    expect(without).toEqual([]);
  });
});
