import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { compareShares, fisherLogP, wilson } from "@/lib/stats/proportions";
import reference from "./reference.json";
import more from "./reference-more.json";
import { expectClose, present } from "./support";

// reference.json and reference-more.json: computed with R 4.2 by reference.R and reference-more.R beside this file.

const group = fc.nat(3000).chain((n) => fc.record({ n: fc.constant(n + 1), yes: fc.nat(n + 1) }));

describe("share with its Wilson interval", () => {
  it("equals R, or CSAT's interval is wrong", () => {
    for (const known of reference.wilson) {
      const result = present(wilson(known.successes, known.n));
      expect(result.n).toBe(known.n);
      expectClose(result.share, known.proportion);
      expectClose(result.interval.low, known.wilson95[0]!);
      expectClose(result.interval.high, known.wilson95[1]!);
    }
  });

  it("is no number without answers and refuses impossible counts", () => {
    expect(wilson(0, 0)).toBeNull();
    expect(() => wilson(5, 4)).toThrow(RangeError);
    expect(() => wilson(-1, 4)).toThrow(RangeError);
    expect(() => wilson(1.5, 4)).toThrow(RangeError);
  });

  it("lies within its interval, and that within 0…1", () => {
    fc.assert(
      fc.property(group, ({ yes, n }) => {
        const { share, interval } = present(wilson(yes, n));
        expect(interval.low).toBeGreaterThanOrEqual(0);
        expect(interval.high).toBeLessThanOrEqual(1);
        expect(share).toBeGreaterThanOrEqual(interval.low);
        expect(share).toBeLessThanOrEqual(interval.high);
      }),
    );
  });
});

describe("two shares compared", () => {
  it("equal R's test without continuity correction, φ and interval, or the first half of an insight is wrong", () => {
    for (const known of reference.twoProportions) {
      const [yesA, yesB] = known.successes as [number, number];
      const [nA, nB] = known.n as [number, number];
      const result = present(compareShares({ a: { yes: yesA, n: nA }, b: { yes: yesB, n: nB } }));
      expect(result.test).toBe("chi2");
      expect(result.n).toBe(nA + nB);
      expectClose(result.statistic, known.chiSquared);
      expectClose(result.p, known.p);
      expectClose(result.phi, known.phi);
      expectClose(result.interval.low, known.ci95[0]!);
      expectClose(result.interval.high, known.ci95[1]!);
      expectClose(Math.exp(fisherLogP(yesA, nA - yesA, yesB, nB - yesB)), known.fisherP);
    }
  });

  it("use Fisher's exact test when an expected count is under 5, or five customers make a finding", () => {
    const result = present(compareShares({ a: { yes: 3, n: 4 }, b: { yes: 1, n: 4 } }));
    expect(result.test).toBe("fisher");
    expect(result.statistic).toBeNull();
    // Fisher's lady tasting tea (The Design of Experiments, 1935), two-sided: 34 / 70.
    expectClose(result.p, 34 / 70);
  });

  it("Fisher equals R on lopsided and large tables", () => {
    for (const { table, p } of more.fisher) {
      const [a, b, c, d] = table as [number, number, number, number];
      expectClose(Math.exp(fisherLogP(a, b, c, d)), p, `${table}`);
      expectClose(Math.exp(fisherLogP(c, d, a, b)), p, `${table}, rows changed`);
      expectClose(Math.exp(fisherLogP(a, c, b, d)), p, `${table}, turned`);
    }
  });

  it("Fisher keeps its logarithm where p is 0 and does not walk through a million cells", () => {
    const started = performance.now();
    const logP = fisherLogP(3000, 0, 0, 1_000_000);
    expect(Number.isFinite(logP)).toBe(true);
    expect(logP).toBeLessThan(-10_000);
    for (let i = 0; i < 1000; i++) fisherLogP(4, 300_000 + i, 90, 700_000);
    expect(performance.now() - started).toBeLessThan(5000);
  });

  it("have Newcombe's published interval beside Fisher's test", () => {
    // Newcombe 1998, table II, method 10, examples b to e.
    for (const [yesA, nA, yesB, nB, low, high] of [
      [9, 10, 3, 10, 0.1705, 0.809],
      [6, 7, 2, 7, 0.0582, 0.8062],
      [5, 56, 0, 29, -0.0381, 0.1926],
      [0, 10, 0, 20, -0.1611, 0.2775],
    ] as const) {
      const result = present(compareShares({ a: { yes: yesA, n: nA }, b: { yes: yesB, n: nB } }));
      expect(result.test).toBe("fisher");
      expect(result.interval.low).toBeCloseTo(low, 4);
      expect(result.interval.high).toBeCloseTo(high, 4);
    }
  });

  it("have p = 1 and no φ when nobody said yes", () => {
    expect(compareShares({ a: { yes: 0, n: 10 }, b: { yes: 0, n: 20 } })).toMatchObject({
      p: 1,
      phi: null,
      difference: 0,
    });
  });

  it("are null when a group is empty", () => {
    expect(compareShares({ a: { yes: 0, n: 0 }, b: { yes: 1, n: 4 } })).toBeNull();
    expect(() => compareShares({ a: { yes: 5, n: 4 }, b: { yes: 1, n: 4 } })).toThrow(RangeError);
  });

  it("have p in 0…1 and an interval that holds the difference, and turn round with the groups", () => {
    fc.assert(
      fc.property(group, group, (a, b) => {
        const result = present(compareShares({ a, b }));
        const turned = present(compareShares({ a: b, b: a }));
        expect(result.p).toBeGreaterThanOrEqual(0);
        expect(result.p).toBeLessThanOrEqual(1);
        expect(result.interval.low).toBeLessThanOrEqual(result.difference);
        expect(result.interval.high).toBeGreaterThanOrEqual(result.difference);
        expect(turned.difference).toBeCloseTo(-result.difference, 12);
        expect(turned.interval.low).toBeCloseTo(-result.interval.high, 9);
        expect(Math.abs(turned.logP - result.logP)).toBeLessThan(1e-6 * Math.max(1, Math.abs(result.logP)));
      }),
    );
  });
});
