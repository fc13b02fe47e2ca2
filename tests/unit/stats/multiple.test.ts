import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { benjaminiHochberg, benjaminiHochbergLog } from "@/lib/stats/multiple";
import reference from "./reference.json";
import { expectAllClose, expectClose } from "./support";

// reference.json: computed with R 4.2 by reference.R beside this file.

const pValues = fc.array(fc.double({ min: 1e-300, max: 1, noNaN: true }), { maxLength: 80 });

describe("false discovery rate", () => {
  it("equals R's p.adjust, or a list of insights holds more false ones than it says", () => {
    for (const known of reference.benjaminiHochberg) {
      expectAllClose(benjaminiHochberg(known.p), known.q);
      expectAllClose(benjaminiHochbergLog(known.p.map(Math.log)).map(Math.exp), known.q);
    }
  });

  it("keeps the order of the p values, is never below p nor above 1, and is the same in logarithms", () => {
    fc.assert(
      fc.property(pValues, (p) => {
        const q = benjaminiHochberg(p);
        const logQ = benjaminiHochbergLog(p.map(Math.log));
        const order = p.map((_, i) => i).sort((a, b) => p[a]! - p[b]!);
        for (let i = 0; i < p.length; i++) {
          expect(q[i]).toBeGreaterThanOrEqual(p[i]! * (1 - 1e-12));
          expect(q[i]).toBeLessThanOrEqual(1);
          expectClose(Math.exp(logQ[i]!), q[i]!);
          if (i > 0) expect(q[order[i]!]).toBeGreaterThanOrEqual(q[order[i - 1]!]!);
        }
      }),
    );
  });

  it("tells apart findings whose p is below anything a number can hold", () => {
    const [first, second, third] = benjaminiHochbergLog([-5000, -9000, -0.1]) as [number, number, number];
    expectClose(second, -9000 + Math.log(3));
    expectClose(first, -5000 + Math.log(1.5));
    expectClose(third, -0.1);
  });

  it("counts the tests whose p values were not kept, or a shortened list would look more certain than it is", () => {
    expect(benjaminiHochberg([0.01, 0.02], 600)).toEqual([1, 1]);
    expectClose(benjaminiHochberg([0.00001], 600)[0], 0.006);
    expect(() => benjaminiHochberg([0.01, 0.02], 1)).toThrow(RangeError);
  });

  it("refuses what is no p value", () => {
    expect(benjaminiHochberg([])).toEqual([]);
    for (const wrong of [-0.1, 1.1, Number.NaN]) expect(() => benjaminiHochberg([wrong])).toThrow(RangeError);
    for (const wrong of [0.1, Number.NaN]) expect(() => benjaminiHochbergLog([wrong])).toThrow(RangeError);
  });
});
