import { describe, expect, it } from "vitest";
import { npsVariance } from "@/lib/stats/nps";
import { meanSampleSize, npsSampleSize, shareSampleSize } from "@/lib/stats/sample-size";
import reference from "./reference.json";
import { expectClose, present } from "./support";

// reference.json: computed with R 4.2 by reference.R beside this file.

describe("answers needed", () => {
  it("for a change of NPS equal R, or a target is set that no survey can show", () => {
    for (const known of reference.npsSampleSize) {
      const variance = npsVariance(known.promoterShare, known.detractorShare);
      const plan = { variance1: variance, variance2: variance, delta: known.delta };
      expectClose(npsSampleSize({ ...plan, alpha: known.alpha, power: known.power }), known.nPerPeriod);
      expectClose(npsSampleSize(plan), known.nPerPeriod);
    }
  });

  it("are 1,955 for seven points at shares 50 and 20 %", () => {
    const variance = npsVariance(0.5, 0.2);
    const needed = present(npsSampleSize({ variance1: variance, variance2: variance, delta: 0.07 }));
    expect(Math.ceil(needed)).toBe(1955);
  });

  it("for shares and means equal R", () => {
    const [shares, means] = reference.sampleSize;
    expectClose(
      shareSampleSize({
        p1: shares?.p1 as number,
        p2: shares?.p2 as number,
        alpha: shares!.alpha,
        power: shares!.power,
      }),
      shares!.n,
    );
    expectClose(
      meanSampleSize({
        delta: means?.delta as number,
        sd: means?.sd as number,
        alpha: means!.alpha,
        power: means!.power,
      }),
      means!.n,
    );
  });

  it("do not exist for no difference, and are two at least", () => {
    expect(npsSampleSize({ variance1: 0.6, variance2: 0.6, delta: 0 })).toBeNull();
    expect(npsSampleSize({ variance1: 0, variance2: 0, delta: 0.1 })).toBeNull();
    expect(shareSampleSize({ p1: 0.2, p2: 0.2 })).toBeNull();
    expect(() => shareSampleSize({ p1: 1.2, p2: 0.2 })).toThrow(RangeError);
    expect(meanSampleSize({ delta: 0, sd: 1 })).toBeNull();
    expect(meanSampleSize({ delta: 1, sd: 0 })).toBeNull();
    expect(meanSampleSize({ delta: 100, sd: 1 })).toBe(2);
  });
});
