import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Group, Score } from "../../../lib/dashboards/scores";
import { hideOverlapping, hidePartition } from "../../../lib/dashboards/small-groups";

const group = (key: string, n: number, k = 5): Group => {
  const score: Score = {
    measure: "nps",
    n,
    value: n > 0 ? 0 : null,
    interval: null,
    mean: null,
    nps: null,
    state: n > 0 && n < k ? "hidden" : "ok",
  };
  return { key, name: key, score };
};
const hiddenOf = (groups: readonly Group[]) =>
  groups.filter(({ score }) => score.state === "hidden").map(({ key }) => key);

describe("groups that are parts of one whole", () => {
  test("nothing is hidden when every group is large enough", () => {
    expect(hiddenOf(hidePartition([group("a", 40), group("b", 60)], 100, 5))).toEqual([]);
  });

  test("the next smallest goes with a single small one, which would be the total less the others", () => {
    expect(hiddenOf(hidePartition([group("a", 3), group("b", 60), group("c", 20)], 83, 5))).toEqual(["a", "c"]);
  });

  test("answers without a group hide a small one as well as another group would", () => {
    expect(hiddenOf(hidePartition([group("a", 3), group("b", 60)], 100, 5))).toEqual(["a"]);
  });

  test("what can be worked out is never less than k, or everything is hidden", () => {
    const sizes = fc.array(fc.integer({ min: 0, max: 30 }), { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(sizes, fc.integer({ min: 0, max: 10 }), fc.integer({ min: 3, max: 10 }), (ns, rest, k) => {
        const groups = ns.map((n, index) => group(String(index), n, k));
        const total = ns.reduce((sum, n) => sum + n, 0) + rest;
        const shown = hidePartition(groups, total, k);
        const hidden = shown.filter(({ score }) => score.state === "hidden");
        if (hidden.length === 0) return;
        const dark = total - shown.reduce((sum, { score }) => sum + (score.state === "hidden" ? 0 : score.n), 0);
        const left = shown.filter(({ score }) => score.n > 0 && score.state !== "hidden");
        expect(dark >= k || left.length === 0).toBe(true);
        for (const one of left) expect(one.score.n).toBeGreaterThanOrEqual(k);
      }),
    );
  });
});

describe("groups that overlap", () => {
  test("one is hidden when it is small, or when nearly everybody is in it", () => {
    const groups = [group("small", 4), group("nearly all", 97), group("all", 100), group("half", 50)];
    expect(hiddenOf(hideOverlapping(groups, 100, 5))).toEqual(["small", "nearly all"]);
  });
});
