import { describe, expect, it } from "vitest";
import {
  asksExperience,
  type CustomerFacts,
  compileConditions,
  deriveConditions,
  limitsOf,
  roundLimit,
} from "@/lib/insights/conditions";
import { seededRandom } from "@/lib/stats/random";

const random = seededRandom(5);
const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;

function person(changes: Partial<CustomerFacts> = {}): CustomerFacts {
  return {
    kind: pick(["person", "company"]),
    side: "buyer",
    lifecycle: pick(["active", "loyal"]),
    country: pick(["PL", "pl", "DE", null]),
    city: null,
    language: null,
    tags: random() < 0.3 ? ["vip"] : [],
    attributes: { tier: pick(["Gold", "Silver"]), card: random() < 0.4, age: Math.floor(18 + random() * 60) },
    orders: Math.floor(random() * 10),
    revenueCents: Math.floor(random() * 500_000),
    interactions: 0,
    lastOrderDays: random() < 0.2 ? null : Math.floor(random() * 700),
    segments: random() < 0.5 ? ["s1"] : [],
    ...changes,
  };
}

const people = Array.from({ length: 2000 }, () => person());
const conditions = deriveConditions(people, people.length, {
  attributes: [
    { key: "tier", label: "Tier", kind: "choice", unit: "" },
    { key: "card", label: "Card", kind: "boolean", unit: "" },
    { key: "age", label: "Age", kind: "number", unit: "years" },
  ],
  segments: [
    { id: "s1", name: "Half", rule: { field: "kind", op: "is", value: ["person"] } },
    { id: "s2", name: "Unhappy", rule: { any: [{ field: "lastNps", op: "below", value: 7 }] } },
  ],
  currency: "EUR",
});

describe("CRM conditions", () => {
  it("come from segments, attributes and fields, segments first", () => {
    const keys = conditions.map(({ key }) => key);
    expect(keys[0]).toBe("segment:s1");
    expect(keys).toEqual(
      expect.arrayContaining(["attribute:tier=Gold", "attribute:card=true", "kind=company", "country=pl", "tag=vip"]),
    );
    expect(keys.some((key) => key.startsWith("attribute:age<"))).toBe(true);
    expect(keys.some((key) => key.startsWith("revenue>="))).toBe(true);
    expect(keys.some((key) => key.startsWith("lastOrder"))).toBe(true);
    // What all share says nothing of anyone.
    expect(keys).not.toContain("side=buyer");
  });

  it("never come from a segment that is made of answers", () => {
    expect(conditions.some(({ key }) => key === "segment:s2")).toBe(false);
    expect(asksExperience({ all: [{ none: [{ field: "item", item: 3, op: "is", value: [1] }] }] })).toBe(true);
    expect(asksExperience({ all: [] })).toBe(false);
  });

  it("are true of exactly the customers that their own test names", () => {
    const compiled = compileConditions(conditions);
    const out = new Int32Array(conditions.length);
    const naive = (facts: CustomerFacts) =>
      conditions.flatMap(({ source, test }, index) => {
        const raw: unknown = source.of === "attribute" ? facts.attributes[source.key] : facts[source.of];
        if (raw === null || raw === undefined) return [];
        const folded = "anyCase" in source && source.anyCase ? String(raw).toLowerCase() : raw;
        const holds =
          test.op === "is"
            ? Array.isArray(folded)
              ? folded.includes(test.value)
              : String(folded) === test.value
            : test.op === "below"
              ? Number(folded) < test.value
              : Number(folded) >= test.value;
        return holds ? [index] : [];
      });
    for (const facts of people) {
      const length = compiled(facts, out);
      expect([...out.subarray(0, length)].sort((a, b) => a - b)).toEqual(naive(facts));
    }
  });
});

describe("limits", () => {
  it("are numbers that a person would choose", () => {
    expect([1234, 1.26, 47, 98, 27_800].map(roundLimit)).toEqual([1200, 1.3, 45, 100, 30_000]);
    expect(roundLimit(0)).toBe(0);
    expect(String(roundLimit(0.3))).toBe("0.3");
  });

  it("lie inside the values, and need enough of them", () => {
    const values = Array.from({ length: 500 }, (_, index) => index);
    expect(limitsOf(values, true)).toEqual([50, 120, 250, 350, 450]);
    expect(limitsOf(values, true).every((limit) => limit > 0 && limit <= 499)).toBe(true);
    expect(limitsOf([1, 2, 3], true)).toEqual([]);
    expect(limitsOf(new Array(100).fill(7), true)).toEqual([]);
  });
});
