import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { bootstrapInterval } from "@/lib/stats/bootstrap";
import { pearson, pearsonFromSums, spearman } from "@/lib/stats/correlation";
import { midranks } from "@/lib/stats/ranks";
import reference from "./reference.json";
import { expectAllClose, expectClose, present } from "./support";

// reference.json: computed with R 4.2 by reference.R beside this file.

const pairs = fc.array(fc.tuple(fc.integer({ min: 0, max: 10 }), fc.integer({ min: -50, max: 50 })), { maxLength: 60 });

describe("correlation", () => {
  it("equals R, by Pearson and by ranks, or NPS and revenue seem related when they are not", () => {
    for (const known of reference.correlation) {
      const straight = present(pearson(known.x, known.y));
      expectClose(straight.r, known.pearson);
      expectClose(straight.p, known.pearsonP);
      expectClose(straight.interval?.low, known.pearsonCi95[0]!);
      expectClose(straight.interval?.high, known.pearsonCi95[1]!);
      const ranked = present(spearman(known.x, known.y));
      expectClose(ranked.r, known.spearman);
      expectClose(ranked.p, known.spearmanP);
      expect(ranked.n).toBe(known.x.length);
    }
  });

  it("from sums equals that from rows, so that SQL may count", () => {
    fc.assert(
      fc.property(pairs, (rows) => {
        const x = rows.map((row) => row[0]);
        const y = rows.map((row) => row[1]);
        const total = (value: (a: number, b: number) => number) => rows.reduce((sum, [a, b]) => sum + value(a, b), 0);
        const bySums = pearsonFromSums({
          n: rows.length,
          sumX: total((a) => a),
          sumY: total((_, b) => b),
          sumXX: total((a) => a * a),
          sumYY: total((_, b) => b * b),
          sumXY: total((a, b) => a * b),
        });
        const byRows = pearson(x, y);
        if (byRows === null || bySums === null) {
          expect(bySums).toBe(byRows);
          return;
        }
        expect(Math.abs(bySums.r - byRows.r)).toBeLessThan(1e-9);
      }),
    );
  });

  it("lies in −1…1 with p in 0…1 and within its interval; ranks ignore a rising transformation", () => {
    fc.assert(
      fc.property(pairs, (rows) => {
        const x = rows.map((row) => row[0]);
        const y = rows.map((row) => row[1]);
        for (const result of [pearson(x, y), spearman(x, y)]) {
          if (result === null) continue;
          expect(Math.abs(result.r)).toBeLessThanOrEqual(1);
          expect(result.p).toBeGreaterThanOrEqual(0);
          expect(result.p).toBeLessThanOrEqual(1);
          if (result.interval === null) continue;
          expect(result.interval.low).toBeLessThanOrEqual(result.r + 1e-12);
          expect(result.interval.high).toBeGreaterThanOrEqual(result.r - 1e-12);
        }
        const stretched = spearman(
          x.map((v) => Math.exp(v)),
          y,
        );
        const plain = spearman(x, y);
        expect(stretched === null).toBe(plain === null);
        if (plain && stretched) expect(stretched.r).toBeCloseTo(plain.r, 12);
      }),
    );
  });

  it("is null for two pairs and where one side never varies", () => {
    expect(pearson([1, 2], [1, 2])).toBeNull();
    expect(pearson([0.1, 0.1, 0.1, 0.1], [1, 2, 3, 4])).toBeNull();
    expect(spearman([5, 5, 5, 5], [1, 2, 3, 4])).toBeNull();
    expect(() => pearson([1, 2, 3], [1, 2])).toThrow(RangeError);
  });

  it("gives ties the mean of their ranks", () => {
    const { ranks, ties } = midranks([30, 10, 30, 20, 30]);
    expectAllClose([...ranks], [4, 1, 4, 2, 4]);
    expect(ties).toBe(24);
  });

  it("has a bootstrap interval that is the same for the same seed and near Fisher's on R's data", () => {
    const { x, y } = reference.correlation[0]!;
    const resampled = (seed: number) =>
      present(
        bootstrapInterval(
          x.length,
          (drawn) =>
            spearman(
              Array.from(drawn, (i) => x[i]!),
              Array.from(drawn, (i) => y[i]!),
            )?.r ?? null,
          { replicates: 2000, seed },
        ),
      );
    expect(resampled(7)).toEqual(resampled(7));
    expect(resampled(7)).not.toEqual(resampled(8));
    const { low, high } = resampled(7);
    expect(low).toBeGreaterThan(0.55);
    expect(high).toBeLessThan(0.95);
    expect(bootstrapInterval(3, () => null, { replicates: 100, seed: 1 })).toBeNull();
  });
});
