import { describe, expect, test } from "vitest";
import { type Gap, gapOf } from "../../../lib/journeys/gap";
import {
  driverImportance,
  type GapRow,
  type Importance,
  nextNpsImportance,
  priorityOf,
  type Reach,
  rankGaps,
  sharedItems,
} from "../../../lib/journeys/priority";
import { momentsOf } from "../../../lib/stats/moments";
import { scatterOf } from "../../../lib/stats/scatter";

const SCALE = { min: 1, max: 5 };
const ratings = (mean2: number, mean4: number) => [...Array<number>(mean2).fill(2), ...Array<number>(mean4).fill(4)];
/** 60 twos and 40 fours: mean 2.8. */
const SHORT = gapOf(4.2, momentsOf(ratings(60, 40)), SCALE, 5);
const drivers = (value: number): Importance => ({ kind: "drivers", value, n: 200, r2: 0.4, among: 5 });
const reach = (share: number | null): Reach => ({ customers: 100 * (share ?? 0), of: 100, share });

describe("priority", () => {
  test("is gap × importance × reach, by hand", () => {
    // (4.2 − 2.8) / 4 = 0.35 of the scale; 0.35 × 0.2 × 0.6 = 0.042
    expect(SHORT.gapShare).toBeCloseTo(0.35, 12);
    expect(priorityOf(SHORT, drivers(0.2), reach(0.6))).toBeCloseTo(0.042, 12);
  });

  test("of answers that beat the wish is 0, and unknown without importance or reach", () => {
    const above = gapOf(2, momentsOf(ratings(60, 40)), SCALE, 5);
    expect(priorityOf(above, drivers(0.2), reach(0.6))).toBe(0);
    expect(priorityOf(SHORT, { kind: "unknown", n: 12 }, reach(0.6))).toBeNull();
    expect(priorityOf(SHORT, drivers(0.2), reach(null))).toBeNull();
    expect(priorityOf(gapOf(null, momentsOf([3, 4, 5, 4, 3]), SCALE, 5), drivers(0.2), reach(1))).toBeNull();
  });

  test("orders proved gaps by priority, keeps unknown ones apart, and unproved ones below", () => {
    const row = (stepId: string, gap: Gap, importance: Importance) => ({
      stepId,
      gap,
      importance,
      priority: priorityOf(gap, importance, reach(0.5)),
    });
    const unproved = gapOf(2.9, momentsOf(ratings(60, 40)), SCALE, 5);
    const ranked = rankGaps<Pick<GapRow, "gap" | "priority"> & { stepId: string }>([
      row("unproved", unproved, drivers(0.9)),
      row("small", SHORT, drivers(0.1)),
      row("unknown", SHORT, { kind: "unknown", n: 3 }),
      row("large", SHORT, drivers(0.4)),
      row("silent", gapOf(null, momentsOf([1, 2]), SCALE, 5), drivers(0.4)),
    ]);
    expect(unproved.verdict).toBe("unproved");
    expect(ranked.proved.map(({ stepId }) => stepId)).toEqual(["large", "small"]);
    expect(ranked.unknown.map(({ stepId }) => stepId)).toEqual(["unknown"]);
    expect(ranked.unproved.map(({ stepId }) => stepId)).toEqual(["unproved"]);
    expect(ranked.silent.map(({ stepId }) => stepId)).toEqual(["silent"]);
  });
});

describe("importance", () => {
  test("of two uncorrelated drivers is each one's r², as parts of R²", () => {
    // A full 2 × 2 design repeated 15 times; y = 2a + b: r²(a) = 4/5, r²(b) = 1/5, R² = 1.
    const people = Array.from({ length: 15 }, () => [
      [-1, -1, -3],
      [-1, 1, -1],
      [1, -1, 1],
      [1, 1, 3],
    ]).flat();
    const found = driverImportance(["a", "b"], scatterOf(people));
    expect(found.get("a")).toMatchObject({ kind: "drivers", n: 60, among: 2 });
    expect((found.get("a") as { value: number }).value).toBeCloseTo(0.8, 10);
    expect((found.get("b") as { value: number }).value).toBeCloseTo(0.2, 10);
  });

  test("needs fifty people, ten a driver, and an outcome that varies", () => {
    const few = Array.from({ length: 49 }, (_, i) => [i % 2, i % 3, i % 5]);
    expect(driverImportance(["a", "b"], scatterOf(few)).size).toBe(0);
    const flat = Array.from({ length: 80 }, (_, i) => [i % 2, i % 3, 7]);
    expect(driverImportance(["a", "b"], scatterOf(flat)).size).toBe(0);
    expect(driverImportance(["a", "b"], null).size).toBe(0);
  });

  test("takes the items that share respondents with the most answered one", () => {
    expect(
      sharedItems([
        { key: "3", n: 40 },
        { key: "1", n: 300 },
        { key: "2", n: 150 },
        { key: "4", n: 149 },
      ]),
    ).toEqual(["1", "2"]);
    expect(sharedItems([])).toEqual([]);
  });

  test("by the next NPS is the squared rank correlation from 50 pairs on", () => {
    const pairs = [
      { value: 1, nps: 2, n: 25 },
      { value: 5, nps: 9, n: 25 },
    ];
    expect(nextNpsImportance(pairs)).toMatchObject({ kind: "next_nps", n: 50 });
    expect((nextNpsImportance(pairs) as { value: number }).value).toBeCloseTo(1, 12);
    expect(
      nextNpsImportance([
        { value: 1, nps: 2, n: 25 },
        { value: 5, nps: 9, n: 24 },
      ]),
    ).toEqual({ kind: "unknown", n: 49 });
    expect(nextNpsImportance([{ value: 3, nps: 2, n: 80 }])).toEqual({ kind: "unknown", n: 80 });
    // Four pairs of ranks, each 20 times: x 1 1 2 2 against y 1 2 1 2 go together not at all.
    const none = [1, 2].flatMap((value) => [1, 2].map((nps) => ({ value, nps, n: 20 })));
    expect((nextNpsImportance(none) as { value: number }).value).toBeCloseTo(0, 12);
  });
});
