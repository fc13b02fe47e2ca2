import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  keyDrivers,
  keyDriversFromScatter,
  relativeWeights,
  relativeWeightsFromCorrelations,
  shapleyShares,
  shapleySharesFromCorrelations,
} from "@/lib/stats/drivers";
import { normalsFrom, seededRandom } from "@/lib/stats/random";
import { driverCorrelations, leastSquares } from "@/lib/stats/regression";
import { scatterOf } from "@/lib/stats/scatter";
import reference from "./reference.json";
import { columns, expectClose, named, present } from "./support";

// reference.json: computed with R 4.2 by reference.R beside this file.

const rating = fc.integer({ min: 1, max: 5 });
const survey = fc.array(fc.tuple(rating, rating, rating, fc.integer({ min: 0, max: 10 })), {
  minLength: 8,
  maxLength: 60,
});

describe("key drivers", () => {
  it("equal R on attitude and swiss, by Shapley and by Johnson, or money goes to what does not matter", () => {
    for (const known of reference.drivers) {
      const { names, X, y } = columns(known.data, known.outcome);
      for (const [result, expected] of [
        [shapleyShares(X, y), known.shapley],
        [relativeWeights(X, y), known.relativeWeights],
      ] as const) {
        const { drivers, r2, n } = present(result);
        expectClose(r2, known.r2);
        expect(n).toBe(y.length);
        names.forEach((name, i) => {
          expectClose(drivers[i]?.share, named(expected, name), name);
          expectClose(drivers[i]?.beta, named(known.standardizedBeta, name), name);
          expect(drivers[i]?.interval).toBeNull();
        });
      }
    }
  });

  it("are the same from correlations and from sums, so that SQL may count", () => {
    const known = reference.drivers[0]!;
    const { X, y } = columns(known.data, known.outcome);
    const scatter = scatterOf(X.map((row, i) => [...row, y[i]!]));
    const direct = present(shapleyShares(X, y));
    const shares = shapleySharesFromCorrelations(driverCorrelations(scatter)).shares;
    expect(shares).toEqual(direct.drivers.map((driver) => driver.share));
    expect(present(keyDriversFromScatter(scatter))).toEqual(direct);
    const weights = relativeWeightsFromCorrelations(driverCorrelations(scatter));
    expectClose(weights.r2, known.r2);
  });

  it("share out R² completely, none below 0, whatever was answered", () => {
    fc.assert(
      fc.property(survey, (rows) => {
        const X = rows.map((row) => row.slice(0, 3));
        const y = rows.map((row) => row[3]);
        for (const result of [shapleyShares(X, y), relativeWeights(X, y)]) {
          if (result === null) {
            expect(new Set(y).size).toBe(1);
            return;
          }
          const total = result.drivers.reduce((sum, driver) => sum + driver.share, 0);
          expect(Math.abs(total - result.r2)).toBeLessThan(1e-9);
          for (const { share } of result.drivers) expect(share).toBeGreaterThanOrEqual(-1e-12);
          expect(result.r2).toBeLessThanOrEqual(1 + 1e-12);
          const line = leastSquares(X, y);
          if (line) expect(Math.abs(line.r2 - result.r2)).toBeLessThan(1e-8);
        }
      }),
    );
  });

  it("treat equals equally: a question asked twice shares its part, a constant one gets nothing", () => {
    const x = [1, 4, 2, 5, 3, 3, 1, 5, 4, 2];
    const y = [2, 9, 3, 9, 6, 7, 0, 10, 7, 5];
    const twice = present(
      shapleyShares(
        x.map((v) => [v, v, 7]),
        y,
      ),
    );
    const once = present(
      shapleyShares(
        x.map((v) => [v]),
        y,
      ),
    );
    expectClose(twice.drivers[0]?.share, once.r2 / 2);
    expectClose(twice.drivers[1]?.share, once.r2 / 2);
    expect(twice.drivers[2]?.share).toBe(0);
    expect(twice.drivers[0]?.beta).toBeNull();
    const johnson = present(
      relativeWeights(
        x.map((v) => [v, v, 7]),
        y,
      ),
    );
    expectClose(johnson.drivers[0]?.share, once.r2 / 2);
  });

  it("leave out incomplete answers and are null when nothing is left to explain", () => {
    const X = [[1], [2], [Number.NaN], [4], [3]];
    expect(shapleyShares(X, [1, 2, 3, 5, 4])?.n).toBe(4);
    expect(shapleyShares(X, [5, 5, 5, 5, 5])).toBeNull();
    expect(shapleyShares([[1], [2]], [1, 2])).toBeNull();
    expect(shapleyShares([], [])).toBeNull();
    expect(() => shapleyShares(X, [1])).toThrow(RangeError);
    const wide = Array.from({ length: 40 }, (_, i) => Array.from({ length: 13 }, (_, j) => (i * (j + 3)) % 7));
    const y = wide.map((row, i) => row[0]! + (i % 3));
    expect(() => shapleyShares(wide, y)).toThrow(RangeError);
    expect(keyDrivers(wide, y)?.method).toBe("relativeWeights");
    expect(
      keyDrivers(
        wide.map((row) => row.slice(0, 12)),
        y,
      )?.method,
    ).toBe("shapley");
  });

  describe("resampled", () => {
    const normal = normalsFrom(seededRandom(42));
    const rows = Array.from({ length: 3000 }, () => {
      const [a, b, noise] = [normal(), normal(), normal()];
      return { X: [a, 0.5 * a + b, noise], y: a + 0.4 * b + 1.5 * normal() };
    });
    const X = rows.map((row) => row.X);
    const y = rows.map((row) => row.y);

    it("prove what is planted and not what is noise, each with an interval that holds its share", () => {
      for (const run of [shapleyShares, relativeWeights]) {
        const { drivers, r2, r2Interval } = present(run(X, y, { replicates: 400, seed: 3 }));
        expect(drivers.map((driver) => driver.provable)).toEqual([true, true, false]);
        for (const { share, interval } of drivers) {
          expect(present(interval).low).toBeLessThanOrEqual(share);
          expect(present(interval).high).toBeGreaterThanOrEqual(share);
        }
        expect(present(r2Interval).low).toBeLessThan(r2);
        expect(present(r2Interval).high).toBeGreaterThan(r2);
      }
    });

    it("are the same for the same seed", () => {
      const run = (seed: number) => shapleyShares(X.slice(0, 200), y.slice(0, 200), { replicates: 100, seed });
      expect(run(5)).toEqual(run(5));
      expect(run(5)).not.toEqual(run(6));
    });
  });
});
