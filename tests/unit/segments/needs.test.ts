import { describe, expect, test } from "vitest";
import { guessesAmong, movedBefore, suggestedEvidence } from "../../../lib/segments/needs-evidence";
import { needInput, needUpdate, personaInput, strategyInput } from "../../../lib/segments/needs-schema";
import { ADVICE_KEYS, adviceFor, type SegmentNumbers } from "../../../lib/segments/needs-strategy";
import messages from "../../../messages/en/segments.json" with { type: "json" };

const NUMBERS: SegmentNumbers = {
  members: 200,
  customers: 1_000,
  buyers: 150,
  repeaters: 60,
  revenueCents: 8_000_000,
  allRevenueCents: 20_000_000,
  scored: 80,
  detractors: 20,
  promoters: 36,
  silent: 50,
  openCases: 7,
  ease: { mean: 0.72, n: 44 },
  voices: 6,
  ideas: 2,
  needs: 12,
  guesses: 3,
};
const NOTHING: SegmentNumbers = {
  members: 0,
  customers: 0,
  buyers: 0,
  repeaters: 0,
  revenueCents: 0,
  allRevenueCents: 0,
  scored: 0,
  detractors: 0,
  promoters: 0,
  silent: 0,
  openCases: 0,
  ease: null,
  voices: 0,
  ideas: 0,
  needs: 0,
  guesses: 0,
};
const STRATEGIES = ["leader", "pretender", "niche", "price"] as const;

describe("evidence", () => {
  test("is suggested by the number of voices", () => {
    expect([0, 1, 2, 3, 9].map(suggestedEvidence)).toEqual(["none", "some", "some", "full", "full"]);
  });

  test("that is missing makes a guess", () => {
    expect(guessesAmong([{ evidence: "none" }, { evidence: "some" }, { evidence: "full" }])).toEqual({
      guesses: 1,
      of: 3,
    });
    expect(guessesAmong([])).toEqual({ guesses: 0, of: 0 });
  });
});

describe("the order of a list", () => {
  test("moves one before another or to the end, and stays when there is nothing to move", () => {
    const ids = ["a", "b", "c", "d"];
    expect(movedBefore(ids, "d", "b")).toEqual(["a", "d", "b", "c"]);
    expect(movedBefore(ids, "a", "d")).toEqual(["b", "c", "a", "d"]);
    expect(movedBefore(ids, "a", null)).toEqual(["b", "c", "d", "a"]);
    expect(movedBefore(ids, "b", "b")).toEqual(ids);
    expect(movedBefore(ids, "x", "b")).toEqual(ids);
    expect(movedBefore(ids, "b", "x")).toEqual(ids);
  });
});

describe("a line", () => {
  const segmentId = "01999999-9999-7999-8999-999999999999";

  test("is a few words on one line", () => {
    expect(needInput.parse({ segmentId, kind: "pain", text: " An hour\n at the gate " })).toEqual({
      segmentId,
      kind: "pain",
      text: "An hour at the gate",
      evidence: "none",
    });
    expect(needInput.safeParse({ segmentId, kind: "pain", text: " " }).error?.issues[0]?.message).toBe(
      "Write it in a few words.",
    );
    expect(needInput.safeParse({ segmentId, kind: "wish", text: "A seat" }).success).toBe(false);
    expect(needUpdate.parse({ id: segmentId, evidence: "full" })).toEqual({ id: segmentId, evidence: "full" });
  });

  test("a person may be empty, and a strategy the workspace's", () => {
    expect(personaInput.parse({})).toEqual({ name: "", line: "", story: "" });
    expect(strategyInput.parse({ id: segmentId, strategy: "" }).strategy).toBeNull();
    expect(strategyInput.safeParse({ id: segmentId, strategy: "world" }).success).toBe(false);
  });
});

describe("advice", () => {
  const lineOf = (strategy: (typeof STRATEGIES)[number], key: string, numbers = NUMBERS, k = 5) => {
    const { measure, aim } = adviceFor(strategy, numbers, k);
    return [...measure, ...aim].find((line) => line.key === key);
  };

  test("differs by strategy and carries the segment's own figures", () => {
    expect(adviceFor("leader", NUMBERS, 5).measure.map(({ key }) => key)).toEqual(["repeat", "detractors", "silent"]);
    expect(lineOf("leader", "repeat")?.values).toEqual({ share: 0.4, n: 150 });
    expect(lineOf("leader", "onceToTwice")?.values).toEqual({ once: 90, tenth: 9 });
    expect(lineOf("pretender", "promoters")?.values).toEqual({ share: 0.45, n: 80 });
    expect(lineOf("pretender", "firstVoices")?.values).toEqual({ missing: 4, enough: 10 });
    expect(lineOf("niche", "weight")?.values).toEqual({ members: 0.2, revenue: 0.4 });
    expect(lineOf("niche", "spend")?.values).toEqual({ each: 40_000, others: 15_000 });
    expect(lineOf("price", "cases")?.values).toEqual({ cases: 7, per: 3.5 });
    expect(lineOf("price", "ease")?.values).toEqual({ mean: 0.72, n: 44 });
  });

  test("hides what rests on fewer than k, and says so when there is nothing", () => {
    expect(lineOf("leader", "repeat", { ...NUMBERS, buyers: 4 })).toEqual({ key: "repeat", values: {}, state: "few" });
    expect(lineOf("leader", "repeat", { ...NUMBERS, buyers: 4 }, 3)?.state).toBe("ok");
    expect(lineOf("niche", "spend", { ...NUMBERS, customers: 203 })?.state).toBe("few");
    for (const strategy of STRATEGIES)
      for (const { state, values } of [
        ...adviceFor(strategy, NOTHING, 5).measure,
        ...adviceFor(strategy, NOTHING, 5).aim,
      ]) {
        if (state !== "ok") expect(values).toEqual({});
        expect(Object.values(values).every(Number.isFinite)).toBe(true);
      }
  });

  test("never divides by nothing, whatever the figures", () => {
    for (let seed = 1; seed < 200; seed += 1) {
      const at = (n: number, most: number) => (seed * (n + 7) * 2_654_435_761) % (most + 1);
      const numbers: SegmentNumbers = {
        ...NUMBERS,
        members: at(1, 12),
        customers: 12,
        buyers: at(2, 8),
        repeaters: 0,
        scored: at(3, 8),
        revenueCents: 0,
        allRevenueCents: at(4, 1) * 100,
        needs: at(5, 2),
        guesses: 0,
        ease: null,
      };
      for (const strategy of STRATEGIES) {
        const { measure, aim } = adviceFor(strategy, numbers, 3);
        for (const { values } of [...measure, ...aim])
          expect(Object.values(values).every(Number.isFinite), JSON.stringify(numbers)).toBe(true);
      }
    }
  });

  test("has words for every line", () => {
    const { advice } = messages.portrait;
    for (const key of ADVICE_KEYS) {
      expect(advice).toHaveProperty(key);
      expect(advice.what).toHaveProperty(key);
    }
    for (const strategy of STRATEGIES) expect(Object.keys(advice.avoid[strategy])).toEqual(["0", "1"]);
  });
});
