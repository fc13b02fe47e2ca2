import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { welch } from "@/lib/stats/means";
import {
  addMoments,
  meanOf,
  momentsFromCounts,
  momentsFromMean,
  momentsOf,
  NO_MOMENTS,
  subtractMoments,
  varianceOf,
} from "@/lib/stats/moments";
import reference from "./reference.json";
import more from "./reference-more.json";
import { expectClose, present } from "./support";

// reference.json and reference-more.json: computed with R 4.2 by reference.R and reference-more.R beside this file.

const ratings = fc.array(fc.integer({ min: 0, max: 10 }), { minLength: 0, maxLength: 60 });
const amounts = fc.array(fc.double({ min: -1e4, max: 1e4, noNaN: true }), { minLength: 2, maxLength: 60 });

describe("moments", () => {
  it("of groups merge to those of all rows, or a roll-up would not equal its answers", () => {
    fc.assert(
      fc.property(ratings, ratings, (a, b) => {
        const merged = addMoments(momentsOf(a), momentsOf(b));
        expect(merged).toEqual(momentsOf([...a, ...b]));
        expect(subtractMoments(merged, momentsOf(b))).toEqual(momentsOf(a));
        expect(addMoments(merged, NO_MOMENTS)).toEqual(merged);
      }),
    );
  });

  it("of a kept histogram equal those of its answers", () => {
    expect(momentsFromCounts([0, 5, 10], [2, 0, 3])).toEqual(momentsOf([0, 0, 10, 10, 10]));
    expect(() => momentsFromCounts([1, 2], [1])).toThrow(RangeError);
  });

  it("give R's mean, deviation and t interval", () => {
    const known = more.welchInterval;
    const result = present(meanOf({ n: known.n, sum: known.sum, sumSq: known.sumSq }));
    expectClose(result.mean, known.mean);
    expectClose(result.sd, known.sd);
    expectClose(result.interval.low, known.ci95[0]!);
    expectClose(result.interval.high, known.ci95[1]!);
  });

  it("give no mean for fewer than two answers, and no spread where all are equal", () => {
    expect(meanOf(NO_MOMENTS)).toBeNull();
    expect(meanOf(momentsOf([7]))).toBeNull();
    expect(meanOf(momentsOf([7, 7, 7]))).toEqual({ mean: 7, sd: 0, n: 3, interval: { low: 7, high: 7 } });
    expect(varianceOf(momentsOf([0.1, 0.1, 0.1]))).toBe(0);
  });

  it("stay exact for cents, where n Σx² passes 2^53 and doubles would give a wrong or negative variance", () => {
    // Half the customers at 10,000.00 and half at 10,000.02: the variance is n / (n − 1) squared cents.
    const n = 1000;
    const base = 1_000_000;
    const m = { n, sum: n * base + n, sumSq: (n / 2) * base ** 2 + (n / 2) * (base + 2) ** 2 };
    expect(n * m.sumSq).toBeGreaterThan(Number.MAX_SAFE_INTEGER);
    expectClose(varianceOf(m), n / (n - 1));
  });

  it("give a mean within its interval", () => {
    fc.assert(
      fc.property(amounts, (values) => {
        const result = present(meanOf(momentsOf(values)));
        expect(result.mean).toBeGreaterThanOrEqual(result.interval.low);
        expect(result.mean).toBeLessThanOrEqual(result.interval.high);
      }),
    );
  });

  it("refuse what is no number, and a part larger than the whole", () => {
    expect(() => momentsOf([1, Number.NaN])).toThrow(RangeError);
    expect(() => subtractMoments(momentsOf([1]), momentsOf([1, 2]))).toThrow(RangeError);
  });
});

describe("two means compared", () => {
  it("equal R's Welch test and Cohen's d, from sums and from means: else the second half of an insight is wrong", () => {
    for (const known of reference.welch) {
      const sums = [momentsOf(known.x), momentsOf(known.y)] as const;
      const [meanX, meanY] = sums.map((m) => present(meanOf(m)));
      const published = [
        momentsFromMean(known.x.length, known.meanX, meanX!.sd),
        momentsFromMean(known.y.length, known.meanY, meanY!.sd),
      ] as const;
      for (const [a, b] of [sums, published]) {
        const result = present(welch(a, b));
        expectClose(result.difference, known.meanX - known.meanY);
        expectClose(result.t, known.t);
        expectClose(result.df, known.df);
        expectClose(result.p, known.p);
        expectClose(Math.exp(result.logP), known.p);
        expectClose(result.d, known.cohensD);
        expectClose(result.interval.low, known.ci95[0]!);
        expectClose(result.interval.high, known.ci95[1]!);
      }
    }
  });

  it("are null with too few answers or none that differ: no p value is made of nothing", () => {
    expect(welch(momentsOf([1]), momentsOf([1, 2, 3]))).toBeNull();
    expect(welch(momentsOf([4, 4]), momentsOf([2, 2, 2]))).toBeNull();
    expect(welch(momentsOf([4, 4]), momentsOf([2, 2, 3]))).not.toBeNull();
  });

  it("keep their logarithm when a million customers differ by a point", () => {
    const a = { n: 500_000, sum: 3_500_000, sumSq: 26_000_000 };
    const b = { n: 500_000, sum: 3_000_000, sumSq: 19_500_000 };
    const result = present(welch(a, b));
    expect(result.p).toBe(0);
    expect(result.logP).toBeLessThan(-10_000);
    expect(Number.isFinite(result.logP)).toBe(true);
  });

  it("have p in 0…1, hold their differences in their intervals, and turn round with the groups", () => {
    fc.assert(
      fc.property(amounts, amounts, (x, y) => {
        const result = welch(momentsOf(x), momentsOf(y));
        if (result === null) return;
        const turned = present(welch(momentsOf(y), momentsOf(x)));
        expect(result.p).toBeGreaterThanOrEqual(0);
        expect(result.p).toBeLessThanOrEqual(1);
        for (const [value, interval] of [
          [result.difference, result.interval],
          [result.d, result.dInterval],
        ] as const) {
          expect(value).toBeGreaterThanOrEqual(interval.low);
          expect(value).toBeLessThanOrEqual(interval.high);
        }
        expectClose(turned.t, -result.t);
        expectClose(turned.dInterval.high, -result.dInterval.low);
      }),
    );
  });
});
