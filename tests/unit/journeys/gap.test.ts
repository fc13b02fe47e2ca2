import { describe, expect, test } from "vitest";
import { byGap, gapOf } from "../../../lib/journeys/gap";
import { momentsFromCounts } from "../../../lib/stats/moments";

const scale = { min: 1, max: 5 };
const ratings = (counts: readonly number[]) => momentsFromCounts([1, 2, 3, 4, 5], counts);

describe("the gap between desired and actual", () => {
  test("is desired less actual, with the interval of the actual turned round", () => {
    const gap = gapOf(4, ratings([10, 10, 10, 10, 10]), scale, 5);
    expect(gap).toMatchObject({ actual: 3, gap: 1, n: 50, verdict: "short", state: "ok", gapShare: 0.25 });
    expect(gap.gapInterval?.low).toBeCloseTo(4 - (gap.interval?.high ?? 0), 12);
    expect(gap.gapInterval?.high).toBeCloseTo(4 - (gap.interval?.low ?? 0), 12);
  });

  test("that holds 0 is unproved, and above the wish is its own verdict", () => {
    expect(gapOf(3.1, ratings([10, 10, 10, 10, 10]), scale, 5).verdict).toBe("unproved");
    expect(gapOf(2, ratings([10, 10, 10, 10, 10]), scale, 5).verdict).toBe("above");
  });

  test("is not told under k answers, nor without a wish", () => {
    expect(gapOf(4, ratings([1, 1, 1, 0, 1]), scale, 5)).toMatchObject({ actual: null, gap: null, state: "hidden" });
    expect(gapOf(4, ratings([0, 0, 0, 0, 0]), scale, 5)).toMatchObject({ actual: null, state: "empty" });
    expect(gapOf(null, ratings([10, 10, 10, 10, 10]), scale, 5)).toMatchObject({
      actual: 3,
      gap: null,
      verdict: "unknown",
    });
    expect(gapOf(4, ratings([1, 1, 1, 1, 1]), scale, 5).state).toBe("indicative");
  });

  test("proved shortfalls stand before unproved and unknown ones, whatever their size", () => {
    const short = gapOf(3.6, ratings([40, 40, 40, 40, 40]), scale, 5);
    const unproved = gapOf(4.9, ratings([2, 0, 1, 0, 2]), scale, 5);
    const unknown = gapOf(null, ratings([10, 10, 10, 10, 10]), scale, 5);
    const worse = gapOf(4.5, ratings([40, 40, 40, 40, 40]), scale, 5);
    expect([unknown, unproved, short, worse].sort(byGap)).toEqual([worse, short, unproved, unknown]);
  });
});
