import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { kruskalWallis, kruskalWallisFromCounts, oneWay } from "@/lib/stats/anova";
import { crosstab } from "@/lib/stats/crosstab";
import { welch } from "@/lib/stats/means";
import { momentsOf } from "@/lib/stats/moments";
import { compareShares } from "@/lib/stats/proportions";
import { quantile, quantileFromCounts } from "@/lib/stats/quantile";
import { rateRatio } from "@/lib/stats/rates";
import reference from "./reference.json";
import { expectAllClose, expectClose, present } from "./support";

// reference.json: computed with R 4.2 by reference.R beside this file.

const ratings = fc.array(fc.integer({ min: 0, max: 10 }), { maxLength: 40 });

describe("several groups", () => {
  it("compared by means and by ranks equal R, or one channel seems worse than the others by chance", () => {
    for (const known of reference.anova) {
      const names = [...new Set(known.group)];
      const groups = names.map((name) => known.value.filter((_, i) => known.group[i] === name));
      const means = present(oneWay(groups.map(momentsOf)));
      expectClose(means.f, known.f);
      expect([means.df.between, means.df.within]).toEqual(known.df);
      expectClose(means.p, known.p);
      expectClose(means.etaSquared, known.etaSquared);
      const ranks = present(kruskalWallis(groups));
      expectClose(ranks.h, known.kruskalH);
      expectClose(ranks.p, known.kruskalP);
      expect(ranks.n).toBe(known.value.length);
    }
  });

  it("by kept histograms equal those by answers", () => {
    fc.assert(
      fc.property(fc.array(ratings, { minLength: 1, maxLength: 5 }), (groups) => {
        const counts = groups.map((group) => Array.from({ length: 11 }, (_, v) => group.filter((x) => x === v).length));
        const byRows = kruskalWallis(groups);
        const byCounts = kruskalWallisFromCounts(counts);
        if (byRows === null || byCounts === null) {
          expect(byCounts).toBe(byRows);
          return;
        }
        expect(Math.abs(byCounts.h - byRows.h)).toBeLessThan(1e-9 * Math.max(1, byRows.h));
        expect(byCounts.n).toBe(byRows.n);
      }),
    );
  });

  it("are two at least, with something that varies", () => {
    expect(oneWay([momentsOf([1, 2, 3]), momentsOf([])])).toBeNull();
    expect(oneWay([momentsOf([1, 1]), momentsOf([2, 2])])).toBeNull();
    expect(kruskalWallis([[3, 3], [3]])).toBeNull();
    expect(kruskalWallis([[1, 2, 3], []])).toBeNull();
    expect(() => kruskalWallisFromCounts([[1, 2], [1]])).toThrow(RangeError);
  });

  it("keep η² and p within 0…1", () => {
    fc.assert(
      fc.property(fc.array(ratings, { minLength: 2, maxLength: 6 }), (groups) => {
        const result = oneWay(groups.map(momentsOf));
        if (result === null) return;
        expect(result.etaSquared).toBeGreaterThanOrEqual(0);
        expect(result.etaSquared).toBeLessThanOrEqual(1);
        expect(result.p).toBeGreaterThanOrEqual(0);
        expect(result.p).toBeLessThanOrEqual(1);
      }),
    );
  });

  it("of equal size and spread, two of them, give Welch's p nearly: F is t squared", () => {
    const a = momentsOf([1, 2, 3, 4, 5]);
    const b = momentsOf([3, 4, 5, 6, 7]);
    expectClose(present(oneWay([a, b])).f, present(welch(a, b)).t ** 2);
    expectClose(present(oneWay([a, b])).p, present(welch(a, b)).p);
  });
});

describe("table of counts", () => {
  it("equals R's χ² and Cramér's V, or segments seem to differ in what they choose", () => {
    for (const known of reference.crosstab) {
      const result = present(crosstab(known.table));
      expectClose(result.chiSquared, known.chiSquared);
      expect(result.df).toBe(known.df);
      expectClose(result.p, known.p);
      expectClose(result.cramersV, known.cramersV);
      expect(result.n).toBe(known.table.flat().reduce((sum, count) => sum + count, 0));
    }
  });

  it("of two by two equals the comparison of two shares, its residuals the root of χ²", () => {
    const table = [
      [50, 50],
      [30, 70],
    ];
    const result = present(crosstab(table));
    const shares = present(compareShares({ a: { yes: 50, n: 100 }, b: { yes: 30, n: 100 } }));
    expectClose(result.chiSquared, shares.statistic as number);
    expectClose(result.cramersV, Math.abs(shares.phi as number));
    expectAllClose(
      result.residuals.flat().map((residual) => (residual as number) ** 2),
      [0, 0, 0, 0].map(() => result.chiSquared),
    );
    expect(result.smallestExpected).toBe(40);
  });

  it("leaves out empty rows and columns, and is null when one is left", () => {
    const result = present(
      crosstab([
        [50, 0, 50],
        [0, 0, 0],
        [30, 0, 70],
      ]),
    );
    expect(result.df).toBe(1);
    expect(result.residuals[1]).toEqual([null, null, null]);
    expect(crosstab([[1, 2, 3]])).toBeNull();
    expect(crosstab([])).toBeNull();
    expect(() => crosstab([[1], [1, 2]])).toThrow(RangeError);
  });

  it("keeps V and p within 0…1", () => {
    const table = fc.array(fc.array(fc.nat(200), { minLength: 4, maxLength: 4 }), { minLength: 2, maxLength: 5 });
    fc.assert(
      fc.property(table, (counts) => {
        const result = crosstab(counts);
        if (result === null) return;
        expect(result.cramersV).toBeGreaterThanOrEqual(0);
        expect(result.cramersV).toBeLessThanOrEqual(1 + 1e-12);
        expect(result.p).toBeLessThanOrEqual(1);
      }),
    );
  });
});

describe("ratio of rates", () => {
  it("equals R, or promoters seem to buy again more often than they do", () => {
    for (const known of reference.rateRatio) {
      const result = present(
        rateRatio({ a: { events: known.events[0]!, n: known.n[0]! }, b: { events: known.events[1]!, n: known.n[1]! } }),
      );
      expectClose(result.ratio, known.ratio);
      expectClose(result.logStandardError, known.logStandardError);
      expectClose(result.interval.low, known.ci95[0]!);
      expectClose(result.interval.high, known.ci95[1]!);
      expect(result.p < 0.05).toBe(result.interval.low > 1);
    }
  });

  it("is too few, not infinite, with an empty cell", () => {
    expect(rateRatio({ a: { events: 5, n: 40 }, b: { events: 0, n: 38 } })).toBeNull();
    expect(rateRatio({ a: { events: 0, n: 0 }, b: { events: 3, n: 38 } })).toBeNull();
    expect(rateRatio({ a: { events: 4, n: 4 }, b: { events: 3, n: 3 } })).toBeNull();
    expect(() => rateRatio({ a: { events: 5, n: 4 }, b: { events: 3, n: 38 } })).toThrow(RangeError);
  });
});

describe("quantiles", () => {
  it("equal R's type 7, or the churn threshold falls on the wrong day", () => {
    for (const known of reference.quantile) {
      expectAllClose(
        known.probabilities.map((p) => present(quantile(known.x, p))),
        known.type7,
      );
    }
  });

  it("by kept histograms equal those by answers, and are never outside them", () => {
    fc.assert(
      fc.property(ratings, fc.double({ min: 0, max: 1, noNaN: true }), (values, p) => {
        const counts = Array.from({ length: 11 }, (_, v) => values.filter((x) => x === v).length);
        const byRows = quantile(values, p);
        const scale = counts.map((_, v) => v);
        expect(quantileFromCounts(scale, counts, p)).toBe(byRows);
        if (byRows === null) {
          expect(values).toEqual([]);
          return;
        }
        expect(byRows).toBeGreaterThanOrEqual(Math.min(...values));
        expect(byRows).toBeLessThanOrEqual(Math.max(...values));
      }),
    );
    expect(() => quantile([1], 1.5)).toThrow(RangeError);
    expect(() => quantileFromCounts([1], [1, 2], 0.5)).toThrow(RangeError);
  });
});
