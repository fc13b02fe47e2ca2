import { createTranslator } from "next-intl";
import { describe, expect, test } from "vitest";
import { HOWS, needsValue, type RollUp, SOURCE_KEYS, sourceOf, WINDOWS } from "../../../lib/computed/schema";
import { computedText, describeDefinition, type Say } from "../../../lib/computed/words";
import english from "../../../messages/en/computed.json";

const say = createTranslator({
  locale: "en",
  messages: { computed: english },
  namespace: "computed",
  onError: (error) => {
    throw error;
  },
}) as unknown as Say;
const names = {
  currency: "EUR",
  fields: [
    {
      key: "a",
      label: "Revenue",
      definition: { type: "rollUp", source: "orders", how: "count", window: "all" } as RollUp,
    },
  ],
  attributes: [{ key: "seats", label: "Seats", kind: "number" as const }],
};
const words = (given: Parameters<typeof describeDefinition>[0]) =>
  describeDefinition(given, names, new Map([[3, "Comfort"]]), say);

describe("a computed field in words", () => {
  test("says what it is made of", () => {
    expect(words({ type: "rollUp", source: "tasks", how: "count", state: "open", window: "thisYear" })).toBe(
      "Number of open tasks this year",
    );
    expect(words({ type: "rollUp", source: "orders", how: "daysSince", window: "all" })).toBe(
      "Days since the last order",
    );
    expect(
      words({ type: "rollUp", source: "answers", how: "mean", value: "value", item: 3, window: "days", days: 30 }),
    ).toBe("Mean number of answers to “Comfort” in the last 30 days");
    expect(
      words({ type: "rollUp", source: "interactions", how: "count", kinds: ["call", "visit"], window: "all" }),
    ).toBe("Number of interactions (calls, visits only)");
    expect(
      words({
        type: "formula",
        node: {
          sign: "*",
          left: { sign: "-", left: { field: "a" }, right: { money: 10_000 } },
          right: { attribute: "seats" },
        },
      }),
    ).toBe("(Revenue − €100) × Seats");
  });

  test("has words for everything that can be chosen", () => {
    for (const source of SOURCE_KEYS) {
      const { values, states } = sourceOf(source);
      for (const how of HOWS)
        for (const state of [undefined, ...states])
          for (const window of WINDOWS)
            for (const value of needsValue(how) ? Object.keys(values) : [undefined])
              expect(words({ type: "rollUp", source, how, state, value, window, days: 7, item: 3 } as RollUp)).not.toBe(
                "",
              );
    }
  });

  test("shows amounts, units and what is not known", () => {
    expect(computedText(123_456, { kind: "money", unit: "" }, "EUR")).toContain("1,234.56");
    expect(computedText(1.5, { kind: "number", unit: "times" }, "EUR")).toBe("1.5 times");
    expect(computedText(null, { kind: "number", unit: "" }, "EUR")).toBe("–");
  });
});
