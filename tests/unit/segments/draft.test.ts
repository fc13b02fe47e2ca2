import { describe, expect, it } from "vitest";
import {
  changePart,
  countConditions,
  draftFrom,
  emptyGroup,
  isDraftGroup,
  partAt,
  readDraft,
  startWith,
  withOperator,
} from "@/lib/segments/draft";
import { newSegmentHref, ruleFromLink } from "@/lib/segments/link";
import { type SegmentRule, segmentRule } from "@/lib/segments/schema";
import { catalogue } from "./catalogue";

const RULE: SegmentRule = {
  all: [
    { field: "revenue", op: "between", value: [1_050, 10_000] },
    {
      any: [
        { field: "country", op: "is", value: ["Österreich"] },
        { field: "orders", op: "atLeast", value: 2, where: { days: 90 } },
        { none: [{ field: "lastOrderAt", op: "during", value: ["2026-01-01", "2026-02-01"] }] },
      ],
    },
    { field: "attribute", attribute: "limit", op: "below", value: 9_999 },
    { field: "item", item: 1, op: "is", value: [1, 2] },
    { field: "city", op: "unknown" },
    { field: "lastOrderAt", op: "olderThan", value: 30 },
    { field: "name", op: "contains", value: "a" },
  ],
};

describe("a draft", () => {
  it("gives back the rule it was made from", () => {
    expect(readDraft(draftFrom(RULE, catalogue), catalogue).rule).toEqual(RULE);
  });

  it("shows money in whole currency", () => {
    const [first] = draftFrom(RULE, catalogue).rules;
    expect(first).toMatchObject({ first: "10.5", second: "100" });
  });

  it("puts a lone condition into a group", () => {
    expect(draftFrom({ field: "city", op: "known" }, catalogue)).toMatchObject({
      match: "all",
      rules: [{ field: "city" }],
    });
  });

  it("tells at which part something is wrong", () => {
    const draft = draftFrom(RULE, catalogue);
    const any = draft.rules[1]!;
    if (!isDraftGroup(any)) throw new Error("a group");
    const broken = changePart(draft, any.rules[1]!.id, (part) => ({ ...part, first: "two" }) as typeof part);
    const { rule, ids } = readDraft(broken, catalogue);
    const issue = segmentRule.safeParse(rule).error!.issues[0]!;
    expect(issue.path.join(".")).toBe("all.1.any.1.value");
    expect(partAt(issue.path.join("."), ids)).toBe(any.rules[1]!.id);
  });

  it("loses a group with its last part", () => {
    const draft = draftFrom(
      { all: [{ field: "city", op: "known" }, { any: [{ field: "email", op: "known" }] }] },
      catalogue,
    );
    const inner = draft.rules[1]!;
    if (!isDraftGroup(inner)) throw new Error("a group");
    expect(changePart(draft, inner.rules[0]!.id, () => null).rules).toHaveLength(1);
    expect(countConditions(draft)).toBe(2);
  });

  it("begins a subject with its likeliest operator and keeps what was typed where it fits", () => {
    const [blank] = emptyGroup().rules;
    if (!blank || isDraftGroup(blank)) throw new Error("a condition");
    const orders = { ...startWith(blank, { field: "orders" }, catalogue), first: "3" };
    expect(orders.op).toBe("below");
    expect(withOperator(orders, "atLeast").first).toBe("3");
    expect(withOperator(orders, "between").first).toBe("3");
    expect(startWith(blank, { field: "lastOrderAt" }, catalogue)).toMatchObject({ op: "withinLast", first: "30" });
    expect(startWith(blank, { field: "attribute", attribute: "newsletter" }, catalogue).list).toEqual([true]);
  });

  it.each([
    ["12,5", 1250],
    ["12.50", 1250],
    ["\u22123", -300],
    ["", undefined],
    ["1e3", undefined],
    ["12 000", undefined],
  ])("reads the amount %j as %j cents", (first, value) => {
    const draft = {
      ...startWith(
        { id: "1", field: null, where: {}, op: "is", list: [], first: "", second: "" },
        { field: "revenue" },
        catalogue,
      ),
      first,
    };
    expect(readDraft(draft, catalogue).rule).toEqual({
      field: "revenue",
      op: "below",
      ...(value === undefined ? {} : { value }),
    });
  });
});

describe("a link to a new segment", () => {
  it("carries a rule there and back", () => {
    const url = new URL(newSegmentHref(RULE, "Ærlige kunder"), "http://localhost");
    expect(url.pathname).toBe("/segments/new");
    expect(url.searchParams.get("name")).toBe("Ærlige kunder");
    expect(ruleFromLink(url.searchParams.get("rule")!)).toEqual(RULE);
  });

  it.each([undefined, "", "%%%", "e30", "bm90IGpzb24", "x".repeat(20_000)])("does not read %j", (text) => {
    expect(ruleFromLink(text)).toBeNull();
  });
});
