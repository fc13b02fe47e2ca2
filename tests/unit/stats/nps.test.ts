import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { nps, npsChanges, npsClass, npsDifference, npsPaired } from "@/lib/stats/nps";
import reference from "./reference.json";
import { expectClose, present } from "./support";

// reference.json: computed with R 4.2 by reference.R beside this file.

const counts = fc.record({ promoters: fc.nat(5000), passives: fc.nat(5000), detractors: fc.nat(5000) });
const answers = fc.integer({ min: 0, max: 10 });

describe("net promoter score", () => {
  it("and its interval equal R, or the headline of the dashboard is wrong", () => {
    for (const known of reference.nps) {
      const result = present(nps(known));
      expect(result.n).toBe(known.n);
      expectClose(result.score, known.nps, "score");
      expectClose(result.standardError, known.standardError, "standard error");
      expectClose(result.interval.low, known.adjustedWald95.low, "low");
      expectClose(result.interval.high, known.adjustedWald95.high, "high");
    }
  });

  it("has the published half widths at shares 50 and 20 %, by which a reader knows how many answers are enough", () => {
    for (const [n, halfWidth] of [
      [30, 26.6],
      [100, 15.1],
      [400, 7.6],
      [1000, 4.8],
    ] as const) {
      const { interval } = present(nps({ promoters: n / 2, passives: (n * 3) / 10, detractors: n / 5 }));
      expect((interval.high - interval.low) / 2).toBeCloseTo(halfWidth, 1);
    }
  });

  it("is no number without answers: a new survey must not show 0", () => {
    expect(nps({ promoters: 0, passives: 0, detractors: 0 })).toBeNull();
    expect(() => nps({ promoters: -1, passives: 3, detractors: 0 })).toThrow(RangeError);
  });

  it("stays within ±100, with an ordered interval that holds it from two answers on", () => {
    fc.assert(
      fc.property(counts, (c) => {
        const result = nps(c);
        if (result === null) {
          expect(c.promoters + c.passives + c.detractors).toBe(0);
          return;
        }
        expect(Math.abs(result.score)).toBeLessThanOrEqual(100);
        expect(result.interval.low).toBeGreaterThanOrEqual(-100);
        expect(result.interval.high).toBeLessThanOrEqual(100);
        expect(result.interval.low).toBeLessThan(result.interval.high);
        if (result.n < 2) return;
        expect(result.score).toBeGreaterThanOrEqual(result.interval.low - 1e-9);
        expect(result.score).toBeLessThanOrEqual(result.interval.high + 1e-9);
      }),
    );
  });

  it("turns round when promoters and detractors change places", () => {
    fc.assert(
      fc.property(counts, (c) => {
        const result = nps(c);
        const mirrored = nps({ ...c, promoters: c.detractors, detractors: c.promoters });
        if (result === null || mirrored === null) return;
        expect(mirrored.score).toBeCloseTo(-result.score, 9);
        expect(mirrored.interval.low).toBeCloseTo(-result.interval.high, 9);
      }),
    );
  });

  it("counts 9 as a promoter, 7 as passive and 6 as a detractor, and refuses an answer off the scale", () => {
    expect([0, 6, 7, 8, 9, 10].map(npsClass)).toEqual([-1, -1, 0, 0, 1, 1]);
    for (const wrong of [-1, 11, 7.5, Number.NaN]) expect(() => npsClass(wrong)).toThrow(RangeError);
  });
});

describe("change of the score", () => {
  const asCounts = ([detractors, passives, promoters]: number[]) => ({
    detractors: detractors!,
    passives: passives!,
    promoters: promoters!,
  });

  it("between two periods equals R, or a manager cheers at noise", () => {
    for (const known of reference.npsDifference) {
      const result = present(npsDifference(asCounts(known.after), asCounts(known.before)));
      expectClose(result.difference, known.difference);
      expectClose(result.standardError, known.standardError);
      expectClose(result.p, known.p);
      expectClose(Math.exp(result.logP), known.p);
      expectClose(result.interval.low, known.ci95[0]!);
      expectClose(result.interval.high, known.ci95[1]!);
      expect(result.provable).toBe(false);
    }
  });

  it("is provable when 10,000 answers move by ten points", () => {
    const before = { promoters: 4000, passives: 3000, detractors: 3000 };
    const now = { promoters: 4500, passives: 3000, detractors: 2500 };
    const result = present(npsDifference(now, before));
    expect(result.difference).toBeCloseTo(10, 9);
    expect(result.provable).toBe(true);
  });

  it("has a width also when everyone answered alike, so that three answers prove nothing", () => {
    const result = present(
      npsDifference({ promoters: 3, passives: 0, detractors: 0 }, { promoters: 0, passives: 3, detractors: 0 }),
    );
    expect(result.difference).toBe(100);
    expect(result.standardError).toBeGreaterThan(20);
    expect(result.interval.high).toBeLessThanOrEqual(200);
  });

  it("is null when a period has no answers", () => {
    const none = { promoters: 0, passives: 0, detractors: 0 };
    expect(npsDifference({ promoters: 1, passives: 1, detractors: 1 }, none)).toBeNull();
    expect(npsDifference(none, { promoters: 1, passives: 1, detractors: 1 })).toBeNull();
  });

  it("has p in 0…1, and its interval holds the difference and agrees with `provable`", () => {
    fc.assert(
      fc.property(counts, counts, (now, before) => {
        const result = npsDifference(now, before);
        if (result === null) return;
        expect(result.p).toBeGreaterThanOrEqual(0);
        expect(result.p).toBeLessThanOrEqual(1);
        expect(result.interval.low).toBeLessThanOrEqual(result.difference);
        expect(result.interval.high).toBeGreaterThanOrEqual(result.difference);
        expect(result.provable).toBe(result.interval.low > 0 || result.interval.high < 0);
      }),
    );
  });

  it("of the same people asked twice equals R", () => {
    for (const known of reference.pairedNps) {
      const result = present(npsPaired(npsChanges(known.after, known.before)));
      expectClose(result.difference, known.difference);
      expectClose(result.standardError, known.standardError);
      expectClose(result.p, known.p);
      expectClose(result.interval.low, known.ci95[0]!);
      expectClose(result.interval.high, known.ci95[1]!);
      expect(result.n).toBe(known.before.length);
    }
  });

  it("of the same people is 0 with a width when nobody changed, and null for one person", () => {
    const still = present(npsPaired(npsChanges([9, 9, 3, 7], [10, 9, 2, 8])));
    expect(still.difference).toBe(0);
    expect(still.standardError).toBeGreaterThan(0);
    expect(still.provable).toBe(false);
    expect(npsPaired(npsChanges([9], [3]))).toBeNull();
  });

  it("with everybody in common has nearly the paired standard error, not the independent one", () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(answers, answers), { minLength: 40, maxLength: 80 }), (pairs) => {
        const now = pairs.map(([a]) => npsClass(a) as number);
        const before = pairs.map(([, b]) => npsClass(b) as number);
        const tally = (classes: number[]) => ({
          promoters: classes.filter((c) => c === 1).length,
          passives: classes.filter((c) => c === 0).length,
          detractors: classes.filter((c) => c === -1).length,
        });
        const total = (values: number[]) => values.reduce((a, b) => a + b, 0);
        const overlap = {
          n: pairs.length,
          sumNow: total(now),
          sumBefore: total(before),
          sumProduct: total(now.map((c, i) => c * before[i]!)),
        };
        const partly = present(npsDifference(tally(now), tally(before), overlap));
        const steps = now.map((c, i) => c - before[i]!);
        const paired = present(
          npsPaired({ n: steps.length, sum: total(steps), sumSq: total(steps.map((s) => s * s)) }),
        );
        // The paired test divides by n − 1, the overlap by n.
        const ratio = partly.standardError / paired.standardError;
        fc.pre(new Set(now).size > 1 && new Set(before).size > 1 && new Set(steps).size > 1);
        expect(ratio).toBeCloseTo(Math.sqrt((pairs.length - 1) / pairs.length), 6);
      }),
    );
  });
});
