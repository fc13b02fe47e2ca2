import { describe, expect, it } from "vitest";
import { checkRule } from "@/lib/segments/check";
import { FIELD_KEYS, fieldOf, OPERATORS_OF } from "@/lib/segments/fields";
import { MOST_CONDITIONS, MOST_DEPTH, type SegmentRule, segmentRule } from "@/lib/segments/schema";
import { catalogue } from "./catalogue";

const messageOf = (given: unknown): string => {
  const parsed = segmentRule.safeParse(given);
  return parsed.success ? "" : (parsed.error.issues[0]?.message ?? "?");
};
const pathOf = (given: unknown): string => segmentRule.safeParse(given).error?.issues[0]?.path.join(".") ?? "";
const spent: SegmentRule = { field: "revenue", op: "below", value: 10_000 };
const nested = (depth: number): unknown => (depth === 0 ? spent : { all: [nested(depth - 1)] });

describe("segmentRule", () => {
  it("reads conditions and groups, and gives back the same rule", () => {
    const rule: SegmentRule = {
      all: [
        { field: "country", op: "is", value: ["Austria", "Germany"] },
        { any: [spent, { none: [{ field: "lastNps", op: "atLeast", value: 9 }] }] },
        { field: "orders", op: "atLeast", value: 2, where: { days: 90 } },
        { field: "attribute", attribute: "newsletter", op: "is", value: [true] },
        { field: "item", item: 3, op: "is", value: [1, 2] },
        { field: "lastOrderAt", op: "during", value: ["2026-01-01", "2026-03-31"] },
        { field: "city", op: "unknown" },
      ],
    };
    expect(segmentRule.parse(rule)).toEqual(rule);
    expect(segmentRule.parse(JSON.parse(JSON.stringify(rule)))).toEqual(rule);
  });

  it("takes an empty outermost group as everybody, and no other empty group", () => {
    expect(segmentRule.parse({ all: [] })).toEqual({ all: [] });
    expect(messageOf({ any: [] })).toBe("Add a condition to this group.");
    expect(messageOf({ all: [{ all: [] }] })).toBe("Add a condition to this group.");
  });

  it("refuses rules that are too deep, before walking them", () => {
    expect(segmentRule.safeParse(nested(MOST_DEPTH)).success).toBe(true);
    expect(messageOf(nested(MOST_DEPTH + 1))).toBe(`Groups go at most ${MOST_DEPTH} deep.`);
    let endless: unknown = spent;
    for (let level = 0; level < 100_000; level += 1) endless = { any: [endless] };
    expect(messageOf(endless)).toBe(`Groups go at most ${MOST_DEPTH} deep.`);
  });

  it("refuses too many conditions, however they are grouped", () => {
    const half = Array.from({ length: MOST_CONDITIONS / 2 }, () => spent);
    expect(segmentRule.safeParse({ all: [{ any: half }, { any: half }] }).success).toBe(true);
    expect(messageOf({ all: [{ any: half }, { any: half }, spent] })).toBe(
      `A rule has at most ${MOST_CONDITIONS} conditions.`,
    );
    expect(messageOf({ all: Array.from({ length: 100_000 }, () => spent) })).toBe(
      `A rule has at most ${MOST_CONDITIONS} conditions.`,
    );
  });

  it.each([
    [{ field: "shoe size", op: "above", value: 3 }, "field", /^Choose what to ask about/],
    [{ field: "__proto__", op: "above", value: 3 }, "field", /^Choose what to ask about/],
    [{ field: "toString", op: "above", value: 3 }, "field", /^Choose what to ask about/],
    [{ field: "orders", op: "is about", value: 3 }, "op", /^Choose how to compare/],
    [{ field: "orders", op: "contains", value: "3" }, "value", /does not fit/],
    [{ field: "orders", op: "above", value: "3" }, "value", /^Write a number/],
    [{ field: "orders", op: "above", value: Number.POSITIVE_INFINITY }, "value", /^Write a number/],
    [{ field: "orders", op: "above", value: 1e300 }, "value", /^Write a number/],
    [{ field: "orders", op: "above", value: 1.5 }, "value", /whole number/],
    [{ field: "orders", op: "above", value: -1 }, "value", /from 0/],
    [{ field: "orders", op: "unknown" }, "value", /always known/],
    [{ field: "revenue", op: "above", value: 1.5 }, "value", /whole cents/],
    [{ field: "lastNps", op: "equals", value: 11 }, "value", /up to 10/],
    [{ field: "lastNps", op: "between", value: [7, 3] }, "value", /first number is above/],
    [{ field: "lifecycle", op: "is", value: ["dead"] }, "value", /“dead” is not one of the choices/],
    [{ field: "country", op: "is", value: [] }, "value", /at least one/],
    [{ field: "country", op: "is", value: ["x".repeat(201)] }, "value", /up to 200/],
    [{ field: "country", op: "is", value: ["a\u0000b"] }, "value", /up to 200/],
    [{ field: "country", op: "contains", value: "\ud800" }, "value", /^Write a text/],
    [{ field: "country", op: "is", value: [["a"]] }, "value", /^Each value/],
    [{ field: "owner", op: "is", value: ["me"] }, "value", /Choose a person/],
    [{ field: "lastOrderAt", op: "withinLast", value: 0 }, "value", /number of days/],
    [{ field: "lastOrderAt", op: "before", value: "2026-02-30" }, "value", /Choose a date/],
    [{ field: "lastOrderAt", op: "during", value: ["2026-03-01", "2026-02-01"] }, "value", /first date is after/],
    [{ field: "orders", op: "above", value: 1, where: { days: -4 } }, "where.days", /number of days/],
    [
      { field: "orders", op: "above", value: 1, where: { products: ["x"] } },
      "where.products",
      /not one of the choices/,
    ],
    [{ field: "country", op: "unknown", where: { days: 4 } }, "where.days", /cannot be narrowed/],
    [{ field: "orders", op: "above", value: 1, extra: 1 }, "extra", /not known/],
    [{ field: "orders", attribute: "x", op: "above", value: 1 }, "attribute", /names no attribute/],
    [{ field: "attribute", op: "unknown" }, "attribute", /Choose an attribute/],
    [{ field: "item", item: 1.5, op: "unknown" }, "item", /Choose a question/],
    [{ all: [spent], any: [spent] }, "", /one list/],
    [{ all: "everything" }, "all", /list of conditions/],
    [null, "", /condition, or a group/],
    ["true", "", /condition, or a group/],
    [[], "", /condition, or a group/],
  ])("refuses %j and says where", (given, path, message) => {
    expect(messageOf(given)).toMatch(message);
    expect(pathOf(given)).toBe(path);
    expect(pathOf({ all: [spent, given] })).toBe(["all.1", path].filter(Boolean).join("."));
  });

  it("gives every field at least one operator", () => {
    for (const key of FIELD_KEYS) expect(OPERATORS_OF[fieldOf(key).kind].length).toBeGreaterThan(0);
  });
});

describe("checkRule", () => {
  it.each([
    [{ field: "attribute", attribute: "no such", op: "unknown" }, /“no such” is not there/],
    [{ field: "attribute", attribute: "newsletter", op: "above", value: 1 }, /does not fit/],
    [{ field: "attribute", attribute: "newsletter", op: "is", value: ["yes"] }, /does not fit/],
    [{ field: "attribute", attribute: "limit", op: "above", value: 1.5 }, /whole cents/],
    [{ field: "item", item: 99, op: "unknown" }, /not there/],
    [{ field: "item", item: 4, op: "known" }, /cannot be compared/],
    [{ field: "item", item: 3, op: "atLeast", value: 2 }, /does not fit/],
    [{ field: "itemMean", item: 3, op: "atLeast", value: 2 }, /cannot be compared/],
  ] as const)("refuses %j", (rule, message) => {
    expect(() => checkRule(segmentRule.parse(rule), catalogue)).toThrow(message);
  });

  it("takes what fits", () => {
    for (const rule of [
      { field: "attribute", attribute: "newsletter", op: "is", value: [true] },
      { field: "attribute", attribute: "renewal", op: "withinNext", value: 30 },
      { field: "item", item: 1, op: "atMost", value: 2 },
      { field: "item", item: 3, op: "is", value: [2] },
    ] as const)
      expect(() => checkRule(segmentRule.parse(rule), catalogue)).not.toThrow();
  });
});
