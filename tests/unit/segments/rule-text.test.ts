import { describe, expect, it } from "vitest";
import { FIELD_KEYS, fieldOf, OPERATORS, OPERATORS_OF } from "@/lib/segments/fields";
import { describeRule } from "@/lib/segments/rule-text";
import type { SegmentRule } from "@/lib/segments/schema";
import messages from "@/messages/en/segments.json";
import { catalogue } from "./catalogue";

const say = (rule: SegmentRule) => describeRule(rule, catalogue);
const [touchpoint, list] = [catalogue.touchpoints[0]!.id, catalogue.lists[0]!.id];
const [channel, product, person] = [catalogue.channels[0]!.id, catalogue.products[0]!.id, catalogue.people[0]!.id];

describe("describeRule", () => {
  it("reads as the house's own example", () => {
    expect(
      say({
        all: [
          { field: "revenue", op: "below", value: 10_000 },
          { field: "lastNps", op: "below", value: 7 },
        ],
      }),
    ).toBe("spent below €100 and NPS below 7");
  });

  it.each<[SegmentRule, string]>([
    [{ all: [] }, "every customer"],
    [{ field: "country", op: "is", value: ["Austria"] }, "country is Austria"],
    [{ field: "country", op: "isNot", value: ["Austria", "Germany"] }, "country is none of Austria, Germany"],
    [{ field: "country", op: "is", value: ["PL"] }, "country is Poland"],
    [{ field: "language", op: "is", value: ["de", "Klingon"] }, "language is one of German, Klingon"],
    [{ field: "city", op: "contains", value: "burg" }, "city contains “burg”"],
    [{ field: "lifecycle", op: "is", value: ["at_risk", "lost"] }, "lifecycle is one of at risk, lost"],
    [{ field: "owner", op: "is", value: [person] }, "owner is Marta Silva"],
    [{ field: "owner", op: "unknown" }, "owner is not known"],
    [{ field: "tags", op: "hasAll", value: ["vip", "family"] }, "tagged with all of vip, family"],
    [{ field: "tags", op: "unknown" }, "has no tag"],
    [
      { field: "orders", op: "atLeast", value: 2, where: { days: 90, channels: [channel], products: [product] } },
      "orders 2 or more through Web on Flexi fare in the last 90 days",
    ],
    [{ field: "revenue", op: "between", value: [0, 123_450] }, "spent from €0 to €1,234.50"],
    [{ field: "bought", op: "is", value: [product], where: { days: 30 } }, "bought Flexi fare in the last 30 days"],
    [{ field: "bought", op: "isNot", value: [product] }, "did not buy Flexi fare"],
    [{ field: "dealStage", op: "is", value: ["attention", "won"] }, "has a deal at attention or won"],
    [{ field: "dealStage", op: "unknown" }, "has no deal"],
    [{ field: "openDealAmount", op: "atLeast", value: 100_000 }, "open deals worth €1,000 or more"],
    [{ field: "dealsLost", op: "atLeast", value: 1, where: { days: 90 } }, "deals lost 1 or more in the last 90 days"],
    [{ field: "list", op: "is", value: [list] }, "on the list Council"],
    [{ field: "list", op: "isNot", value: [product] }, "not on the list something removed"],
    [
      { field: "interactions", op: "above", value: 2, where: { kinds: ["call"], reasons: ["price"] } },
      "interactions above 2 by call about price",
    ],
    [{ field: "comment", op: "is", value: ["queue", "wait"] }, "a comment mentions “queue” or “wait”"],
    [{ field: "comment", op: "known", where: { touchpoints: [touchpoint] } }, "left a comment at Check-in"],
    [{ field: "touchpointScore", touchpoint, op: "below", value: 50 }, "score at “Check-in” (0 to 100) below 50"],
    [{ field: "openCases", op: "atLeast", value: 1 }, "open cases 1 or more"],
    [{ field: "rfmRecency", op: "between", value: [4, 5] }, "recency class from 4 to 5 of 5"],
    [{ field: "valueTier", op: "is", value: ["top"] }, "value tier is top 20 %"],
    [{ field: "lastOrderAt", op: "olderThan", value: 30 }, "last order 30 days ago or longer"],
    [{ field: "createdAt", op: "from", value: "2026-05-03" }, "customer since on or after 3 May 2026"],
    [{ field: "npsClass", op: "is", value: ["detractor"] }, "NPS class is detractor"],
    [{ field: "item", item: 1, op: "is", value: [1, 2, 3] }, "said 1 to 3 to “Seat comfort”"],
    [{ field: "item", item: 1, op: "atMost", value: 2 }, "said 2 or less to “Seat comfort”"],
    [{ field: "item", item: 3, op: "is", value: [2] }, "said Graz to “Where did you board”"],
    [{ field: "item", item: 1, op: "unknown" }, "did not answer “Seat comfort”"],
    [{ field: "item", item: 77, op: "unknown" }, "did not answer “a question that was removed”"],
    [{ field: "itemMean", item: 1, op: "below", value: 3.5 }, "mean of “Seat comfort” below 3.5"],
    [{ field: "comment", op: "known", where: { days: 7 } }, "left a comment in the last 7 days"],
    [{ field: "attribute", attribute: "newsletter", op: "is", value: [true] }, "newsletter: yes"],
    [{ field: "attribute", attribute: "seats", op: "above", value: 12 }, "seats above 12 a year"],
    [{ field: "attribute", attribute: "limit", op: "atMost", value: 50_000 }, "credit limit €500 or less"],
    [{ field: "attribute", attribute: "renewal", op: "withinNext", value: 30 }, "renewal in the next 30 days"],
  ])("%j", (rule, text) => {
    expect(say(rule)).toBe(text);
  });

  it("shows by brackets what belongs together", () => {
    const a: SegmentRule = { field: "city", op: "known" };
    const b: SegmentRule = { field: "email", op: "known" };
    const c: SegmentRule = { field: "comment", op: "unknown" };
    expect(say({ all: [{ any: [a, b] }, c] })).toBe("(city is known or e-mail is known) and left no comment");
    expect(say({ any: [{ all: [a] }, { none: [b, c] }] })).toBe(
      "city is known or not (e-mail is known or left no comment)",
    );
  });

  it("has words for every field, option and operator", () => {
    for (const key of FIELD_KEYS) {
      expect(messages.field).toHaveProperty(key);
      expect(messages.subject).toHaveProperty(key);
      for (const option of fieldOf(key).options ?? []) expect(messages.option).toHaveProperty([key, option]);
    }
    for (const op of OPERATORS) expect(messages.operator).toHaveProperty(op);
    for (const kind of Object.keys(OPERATORS_OF)) expect(kind).toBeTruthy();
  });
});
