import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  chiSquaredUpperLog,
  fUpperLog,
  logGamma,
  normalCdf,
  normalQuantile,
  normalTwoSidedLog,
  normalUpperLog,
  tQuantile,
  tTwoSidedLog,
  tUpperLog,
} from "@/lib/stats/distributions";
import reference from "./reference.json";
import more from "./reference-more.json";
import { expectAllClose, expectClose } from "./support";

// reference.json and reference-more.json: computed with R 4.2 by reference.R and reference-more.R beside this file.

describe("tails of distributions", () => {
  it("equal R, or every p value on every page is wrong", () => {
    const { normalCdf: normal, tTwoSided, chiSquaredUpper } = reference.distributions;
    expectAllClose(normal.x.map(normalCdf), normal.p, "Φ");
    expectAllClose(
      tTwoSided.t.map((t, i) => Math.exp(tTwoSidedLog(t, tTwoSided.df[i]!))),
      tTwoSided.p,
      "t",
    );
    expectAllClose(
      chiSquaredUpper.x.map((x, i) => Math.exp(chiSquaredUpperLog(x, chiSquaredUpper.df[i]!))),
      chiSquaredUpper.p,
      "χ²",
    );
  });

  it.each([
    ["known cases", reference.logTails.normalUpper, reference.logTails.tUpper, reference.logTails.chiSquaredUpper],
    [
      "a grid, also where one method hands over to another",
      more.normalUpperLog,
      more.tUpperLog,
      more.chiSquaredUpperLog,
    ],
  ])("equal R in logarithms, where p itself is 0, or the strongest findings would be tied: %s", (_, normal, t, chi) => {
    expectAllClose(normal.z.map(normalUpperLog), normal.logP, "normal");
    expectAllClose(
      t.t.map((value, i) => tUpperLog(value, t.df[i]!)),
      t.logP,
      "t",
    );
    expectAllClose(
      chi.x.map((value, i) => chiSquaredUpperLog(value, chi.df[i]!)),
      chi.logP,
      "χ²",
    );
  });

  it("of F equal R in logarithms, or analysis of variance is wrong", () => {
    const { f, df1, df2, logP } = more.fUpperLog;
    expectAllClose(
      f.map((value, i) => fUpperLog(value, df1[i]!, df2[i]!)),
      logP,
    );
  });

  it("fall as the argument grows and never leave 0…1", () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0, max: 500, noNaN: true }),
        fc.double({ min: 0.01, max: 100, noNaN: true }),
        fc.double({ min: 0.6, max: 1e6, noNaN: true }),
        (x, step, df) => {
          for (const tail of [
            (v: number) => normalUpperLog(v),
            (v: number) => tTwoSidedLog(v, df),
            (v: number) => chiSquaredUpperLog(v, df),
            (v: number) => fUpperLog(v, 3, df),
          ]) {
            const here = tail(x);
            const further = tail(x + step);
            expect(here).toBeLessThanOrEqual(0);
            expect(further).toBeLessThanOrEqual(here + 1e-9 * Math.abs(here));
            expect(further).toBeGreaterThan(Number.NEGATIVE_INFINITY);
          }
        },
      ),
    );
  });

  it("of the two sides make one", () => {
    fc.assert(
      fc.property(
        fc.double({ min: -6, max: 6, noNaN: true }),
        fc.double({ min: 1, max: 1e5, noNaN: true }),
        (t, df) => {
          expectClose(Math.exp(tUpperLog(t, df)) + Math.exp(tUpperLog(-t, df)), 1);
          expectClose(Math.exp(normalUpperLog(t)) + normalCdf(t), 1);
        },
      ),
    );
  });

  it("approach the normal one when a t has very many degrees of freedom", () => {
    expectClose(tTwoSidedLog(3, 1e8), normalTwoSidedLog(3));
    expect(tTwoSidedLog(3, Number.POSITIVE_INFINITY)).toBe(normalTwoSidedLog(3));
  });
});

describe("quantiles", () => {
  it("equal R, or every interval has the wrong width", () => {
    expectAllClose(more.normalQuantile.p.map(normalQuantile), more.normalQuantile.z);
    const { p, df, t } = more.tQuantile;
    expectAllClose(
      p.map((value, i) => tQuantile(value, df[i]!)),
      t,
    );
  });

  it("undo their tails", () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0.0001, max: 0.9999, noNaN: true }),
        fc.double({ min: 1, max: 1e4, noNaN: true }),
        (p, df) => {
          expect(Math.abs(normalCdf(normalQuantile(p)) - p)).toBeLessThan(1e-9);
          expect(Math.abs(Math.exp(tUpperLog(-tQuantile(p, df), df)) - p)).toBeLessThan(1e-8);
        },
      ),
    );
  });

  it("refuse what has no answer", () => {
    for (const p of [0, 1, Number.NaN]) expect(() => normalQuantile(p)).toThrow(RangeError);
    expect(() => tQuantile(0.975, 0)).toThrow(RangeError);
    expect(() => tTwoSidedLog(1, -1)).toThrow(RangeError);
    expect(() => logGamma(0)).toThrow(RangeError);
  });
});
