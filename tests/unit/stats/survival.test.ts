import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { kaplanMeier, logRank, survivalAt } from "@/lib/stats/survival";
import reference from "./reference.json";
import more from "./reference-more.json";
import { expectClose, present } from "./support";

// reference.json and reference-more.json: computed with R 4.2 by reference.R and reference-more.R beside this file.

type Cases = { time: number[]; event: number[]; group: number[] };

function byGroup({ time, event, group }: Cases) {
  return [...new Set(group)]
    .sort((a, b) => a - b)
    .map((name) => ({
      time: time.filter((_, i) => group[i] === name),
      event: event.filter((_, i) => group[i] === name),
    }));
}

describe("time until an event", () => {
  it("equals R's Kaplan–Meier curve, errors, intervals and median, or customers seem to stay longer than they do", () => {
    for (const known of reference.kaplanMeier) {
      const curve = present(kaplanMeier(known));
      expect(curve.n).toBe(known.time.length);
      expect(curve.median).toBe(known.median);
      known.at.forEach((time, i) => {
        const here = survivalAt(curve, time);
        expectClose(here.survival, known.survival[i]!);
        expectClose(here.standardError, known.standardError[i]!);
        expectClose(here.interval?.low, more.kaplanMeierLogLog.low[i]!);
        expectClose(here.interval?.high, more.kaplanMeierLogLog.high[i]!);
      });
    }
  });

  it("compared between two and four groups equals R's log-rank test", () => {
    for (const known of reference.kaplanMeier) {
      const result = present(logRank(byGroup(known)));
      expectClose(result.chiSquared, known.logRankChiSquared);
      expectClose(result.p, known.logRankP);
    }
    const four = more.logRankFourGroups;
    const result = present(logRank(byGroup(four)));
    expectClose(result.chiSquared, four.chiSquared);
    expect(result.df).toBe(four.df);
  });

  it("starts at everybody, has no median while most are left, and ends at nobody without an interval", () => {
    const curve = present(kaplanMeier({ time: [5, 6, 7, 8], event: [1, 0, 0, 0] }));
    expect(survivalAt(curve, 4)).toEqual({ survival: 1, standardError: 0, interval: null });
    expect(curve.median).toBeNull();
    const ended = present(kaplanMeier({ time: [1, 2], event: [1, 1] }));
    expect(ended.steps[1]).toMatchObject({ survival: 0, interval: null, atRisk: 1 });
    expect(kaplanMeier({ time: [], event: [] })).toBeNull();
    expect(() => kaplanMeier({ time: [1], event: [] })).toThrow(RangeError);
    expect(() => kaplanMeier({ time: [-1], event: [1] })).toThrow(RangeError);
    expect(logRank([{ time: [1, 2], event: [1, 1] }])).toBeNull();
    expect(
      logRank([
        { time: [1, 2], event: [0, 0] },
        { time: [1, 2], event: [0, 0] },
      ]),
    ).toBeNull();
  });

  it("never rises, and without censoring is the plain share of those left", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 20 }), { minLength: 1, maxLength: 60 }), (time) => {
        const curve = present(kaplanMeier({ time, event: time.map(() => 1) }));
        let before = 1;
        for (const step of curve.steps) {
          expect(step.survival).toBeLessThanOrEqual(before);
          before = step.survival;
          expect(step.survival).toBeCloseTo(time.filter((t) => t > step.time).length / time.length, 9);
          if (step.interval) {
            expect(step.interval.low).toBeLessThanOrEqual(step.survival);
            expect(step.interval.high).toBeGreaterThanOrEqual(step.survival);
          }
        }
      }),
    );
  });
});
