import { describe, expect, it } from "vitest";
import { changeDraft } from "@/components/surveys/builder/draft-state";
import { brandOf } from "@/lib/surveys/brand";
import { isSameItem } from "@/lib/surveys/identity";
import { headlineOf, questionResult } from "@/lib/surveys/results";
import { betterHigh, moodOf, npsClassOf, satisfiedFrom } from "@/lib/surveys/scoring";
import { newQuestion } from "@/lib/surveys/templates";

const NPS = { measure: "nps", direction: "higher", scaleMin: 0, scaleMax: 10 } as const;
const RATING = { measure: "csat", direction: "higher", scaleMin: 1, scaleMax: 5 } as const;

/** Sums of so many answers of each value, from 0 up. */
const sumsOf = (...counts: number[]) => {
  const buckets = Array.from({ length: 11 }, (_, value) => counts[value] ?? 0);
  const total = (weight: (value: number) => number) =>
    buckets.reduce((sum, count, value) => sum + count * weight(value), 0);
  return { n: total(() => 1), sum: total((v) => v), sumSq: total((v) => v * v), buckets };
};

describe("scores", () => {
  it("know promoters, passives and detractors of 0 to 10 only", () => {
    const classes = Array.from({ length: 11 }, (_, value) => npsClassOf(NPS, value));
    expect(classes).toEqual([...Array(7).fill("detractor"), "passive", "passive", "promoter", "promoter"]);
    expect(npsClassOf(RATING, 5)).toBeNull();
    expect(npsClassOf(NPS, null)).toBeNull();
  });

  it("know who is satisfied: the best of 3, two of 4 to 7, three of 10", () => {
    const from = [3, 4, 5, 6, 7, 10].map((scaleMax) => satisfiedFrom({ scaleMin: 1, scaleMax }));
    expect(from).toEqual([3, 3, 4, 5, 6, 8]);
    expect(satisfiedFrom({ scaleMin: 1, scaleMax: 9 })).toBeNull();
  });

  it("turn scales that run the other way", () => {
    expect(betterHigh({ ...RATING, direction: "lower" }, 1)).toBe(5);
    expect(moodOf({ ...RATING, direction: "lower" }, 1)).toBe("good");
    expect(moodOf(RATING, 1)).toBe("poor");
    expect(moodOf(NPS, 6)).toBe("poor");
    expect(moodOf(NPS, 8)).toBe("neutral");
    expect(moodOf({ ...RATING, direction: "none" }, 1)).toBeNull();
  });

  it("conclude NPS from classes, skipping nobody who answered", () => {
    const sums = sumsOf(1, 0, 0, 0, 0, 0, 1, 2, 1, 3, 2);
    const result = headlineOf(NPS, sums);
    // 5 promoters, 3 passives, 2 detractors of 10.
    expect(result).toMatchObject({ value: 30, n: 10 });
    const parts = questionResult({ ...NPS, options: [], byValue: [] }, sums);
    expect(parts.classes).toEqual({ promoters: 0.5, passives: 0.3, detractors: 0.2 });
    expect(parts.bins).toHaveLength(11);
    expect(headlineOf(NPS, sumsOf())).toBeNull();
  });

  it("conclude satisfaction as a share, in the direction of the item", () => {
    const sums = sumsOf(0, 1, 0, 2, 3, 4);
    expect(headlineOf(RATING, sums)?.value).toBeCloseTo(0.7);
    expect(headlineOf({ ...RATING, direction: "lower" }, sums)?.value).toBeCloseTo(0.1);
    expect(questionResult({ ...RATING, options: [], byValue: [] }, sums).mean?.value).toBeCloseTo(3.9);
  });

  it("conclude effort as the share of 5 to 7", () => {
    const effort = { measure: "ces", direction: "higher", scaleMin: 1, scaleMax: 7 } as const;
    expect(headlineOf(effort, sumsOf(0, 1, 1, 0, 2, 3, 2, 1))?.value).toBeCloseTo(0.6);
    const old = { measure: "ces", direction: "lower", scaleMin: 1, scaleMax: 5 } as const;
    expect(headlineOf(old, sumsOf(0, 3, 2, 1, 1, 3))?.value).toBeCloseTo(0.5);
  });

  it("count options beyond what roll-ups count singly", () => {
    const choice = { measure: "other", direction: "none", scaleMin: null, scaleMax: null } as const;
    const options = [
      { value: 1, label: "One" },
      { value: 12, label: "Twelve" },
    ];
    const result = questionResult({ ...choice, options, byValue: [{ value: 12, n: 4 }] }, { ...sumsOf(0, 2), n: 6 });
    expect(result.bins.map((bin) => bin.count)).toEqual([2, 4]);
    expect(result.headline).toBeNull();
  });
});

describe("an item", () => {
  const item = newQuestion("rating", "seat", { touchpointId: "a" });
  it("stays itself in other words, and is another on another scale or touchpoint", () => {
    expect(isSameItem(item, { ...item, label: "The seat?", required: true, options: [] } as typeof item)).toBe(true);
    expect(isSameItem(item, { ...item, scaleMax: 7 })).toBe(false);
    expect(isSameItem(item, { ...item, kind: "effort" })).toBe(false);
    expect(isSameItem(item, { ...item, direction: "lower" })).toBe(false);
    expect(isSameItem(item, { ...item, measure: "other" })).toBe(false);
    expect(isSameItem(item, { ...item, touchpointId: "b" })).toBe(false);
    expect(isSameItem({ ...item, touchpointId: null }, item)).toBe(true);
  });
});

describe("the builder's draft", () => {
  const state = {
    name: "x",
    draft: {
      about: "",
      thanks: "",
      promise: "identified" as const,
      questions: [newQuestion("nps", "nps"), newQuestion("text", "text")],
    },
  };
  const keys = (changed: typeof state) => changed.draft.questions.map((question) => question.key);
  it("adds, moves, removes and puts back without touching keys", () => {
    const added = changeDraft(state, { type: "add", kind: "text" }) as typeof state;
    expect(keys(added)).toEqual(["nps", "text", "text_2"]);
    const moved = changeDraft(added, { type: "move", index: 2, by: -1 }) as typeof state;
    expect(keys(moved)).toEqual(["nps", "text_2", "text"]);
    expect(changeDraft(moved, { type: "move", index: 0, by: -1 })).toBe(moved);
    const removed = changeDraft(moved, { type: "remove", index: 1 }) as typeof state;
    expect(keys(removed)).toEqual(["nps", "text"]);
    const question = moved.draft.questions[1]!;
    expect(changeDraft(removed, { type: "put", index: 1, question })).toEqual(moved);
  });
});

describe("a brand colour", () => {
  it("keeps text readable", () => {
    expect(brandOf("#123b63")).toEqual({ fill: "#123b63", onFill: "#ffffff", text: "#123b63" });
    expect(brandOf("#FFD400")).toEqual({ fill: "#ffd400", onFill: "#1c1b19", text: "#1c1b19" });
    expect(brandOf("red; background: url(x)").fill).toBe("#123b63");
  });
});
