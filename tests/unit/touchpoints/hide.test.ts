import { describe, expect, it } from "vitest";
import { hideLine, hideOverlap, hideTable } from "@/lib/touchpoints/hide";
import { matrixOf } from "@/lib/touchpoints/matrix";
import { betterHigh, mainScale, momentsFor, statOf } from "@/lib/touchpoints/scores";

const cell = (bins: number[], scaleMin = 1, scaleMax = 5, direction: "higher" | "lower" = "higher") => ({
  n: bins.reduce((sum, n) => sum + n, 0),
  sum: bins.reduce((sum, n, value) => sum + n * value, 0),
  sumSq: bins.reduce((sum, n, value) => sum + n * value * value, 0),
  bins,
  scaleMin,
  scaleMax,
  direction,
});

describe("small groups in tables", () => {
  it("stay dark with the next smallest of their row, unless answers without a channel cover them", () => {
    expect(hideLine([3, 20, 40], 63, 5)).toEqual([true, true, false]);
    expect(hideLine([3, 20, 40], 70, 5)).toEqual([true, false, false]);
    expect(hideLine([3, 20, 40], 64, 5)).toEqual([true, true, false]);
    expect(hideLine([3, 3, 40], 46, 5)).toEqual([true, true, false]);
    expect(hideLine([20, 40, 0], 60, 5)).toEqual([false, false, false]);
    expect(hideLine([3], 3, 5)).toEqual([true]);
  });

  it("cover rows and columns until nothing can be subtracted", () => {
    const dark = hideTable(
      [
        [2, 30, 40],
        [30, 31, 32],
        [50, 51, 52],
      ],
      [72, 93, 153],
      5,
    );
    for (const row of dark) expect(row.filter(Boolean).length).not.toBe(1);
    for (let column = 0; column < 3; column++) {
      expect(dark.filter((row) => row[column]).length).not.toBe(1);
    }
    expect(dark[0]?.[0]).toBe(true);
  });

  it("leave no table from which fewer than k answers follow (random tables)", () => {
    let state = 7;
    const pick = (below: number) => {
      state = (state * 1103515245 + 12345) % 2147483648;
      return state % below;
    };
    for (let run = 0; run < 300; run++) {
      const counts = Array.from({ length: 3 }, () =>
        Array.from({ length: 4 }, () => (pick(3) === 0 ? pick(6) : pick(60))),
      );
      const rests = counts.map(() => (pick(2) === 0 ? 0 : pick(9)));
      const dark = hideTable(
        counts,
        counts.map((row, i) => row.reduce((sum, n) => sum + n, 0) + rests[i]!),
        5,
      );
      counts.forEach((row, i) => {
        row.forEach((n, j) => {
          if (n > 0 && n < 5) expect(dark[i]![j]).toBe(true);
        });
        const hidden = row.filter((_, j) => dark[i]![j]);
        const sum = hidden.reduce((total, n) => total + n, 0) + rests[i]!;
        const isWholeDark = row.every((n, j) => n === 0 || dark[i]![j]);
        if (hidden.length > 0 && !isWholeDark) expect(sum >= 5 && (hidden.length > 1 || rests[i]! > 0)).toBe(true);
      });
    }
  });

  it("hide a group whose complement is too small", () => {
    expect(hideOverlap(60, 63, 5)).toBe(true);
    expect(hideOverlap(63, 63, 5)).toBe(false);
    expect(hideOverlap(4, 63, 5)).toBe(true);
    expect(hideOverlap(0, 63, 5)).toBe(false);
  });
});

describe("scores", () => {
  it("turn a scale on which less is better", () => {
    const old = cell([0, 6, 2, 0, 0, 1, 0, 0, 0, 0, 0], 1, 5, "lower");
    const turned = betterHigh(old);
    expect(turned).toMatchObject({ n: 9, sum: 9 * 6 - old.sum, direction: "higher" });
    expect(turned.bins[5]).toBe(6);
    expect(turned.bins[1]).toBe(1);
    expect(turned.sumSq).toBe(6 * 25 + 2 * 16 + 1);
  });

  it("count the most answered scale, and NPS as −100, 0 and +100", () => {
    expect(mainScale([cell([0, 1, 1, 1]), cell([0, 9, 9, 9], 1, 7)])).toEqual({ min: 1, max: 7 });
    expect(mainScale([])).toBeNull();
    const given = cell([1, 0, 0, 0, 0, 0, 1, 2, 0, 3, 3], 0, 10);
    expect(momentsFor("nps", [given])).toEqual({ n: 10, sum: 400, sumSq: 80_000 });
    expect(statOf("nps", [given], 5)).toMatchObject({ n: 10, value: 40, state: "indicative" });
    expect(statOf("rating", [cell([0, 2, 2])], 5)).toEqual({ n: 0, value: null, interval: null, state: "hidden" });
  });

  it("test only what is shown", () => {
    const touchpoint = { id: "t", name: "Boarding", controller: "firm" as const, channelIds: ["a", "b", "c"] };
    const a = cell([0, 1, 2, 10, 20, 30]);
    const b = cell([0, 30, 20, 10, 2, 1]);
    const tiny = cell([0, 2, 0, 0, 0, 0]);
    const rest = cell([0, 3, 3, 3, 3, 3]);
    const total = cell(a.bins.map((n, i) => n + b.bins[i]! + tiny.bins[i]! + rest.bins[i]!));
    const matrix = matrixOf(
      "rating",
      {
        touchpoints: [touchpoint],
        channels: ["a", "b", "c", "d"].map((id) => ({ id, name: id })),
        totals: [{ ...total, touchpointId: "t" }],
        pairs: [
          { ...a, touchpointId: "t", channelId: "a" },
          { ...b, touchpointId: "t", channelId: "b" },
          { ...tiny, touchpointId: "t", channelId: "c" },
        ],
        asked: new Set(),
      },
      5,
    );
    const [row] = matrix.rows;
    expect(row?.cells[2]?.stat.state).toBe("hidden");
    expect(row?.spread).toMatchObject({ best: "a", worst: "b" });
    expect(row?.spread?.q).toBeLessThan(1e-6);
    expect(matrix.tests).toBe(1);
  });
});
