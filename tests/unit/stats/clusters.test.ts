import { describe, expect, it } from "vitest";
import { shareOfClusters } from "../../../lib/stats/clusters";

const sumsOf = (pairs: readonly (readonly [yes: number, all: number])[]) => ({
  clusters: pairs.length,
  yes: pairs.reduce((sum, [yes]) => sum + yes, 0),
  all: pairs.reduce((sum, [, all]) => sum + all, 0),
  yesSq: pairs.reduce((sum, [yes]) => sum + yes * yes, 0),
  yesAll: pairs.reduce((sum, [yes, all]) => sum + yes * all, 0),
  allSq: pairs.reduce((sum, [, all]) => sum + all * all, 0),
});

describe("a share of things that come in clusters", () => {
  it("has the interval of the ratio estimator", () => {
    // R: y <- c(3,0,5,1,2,4); n <- c(4,2,5,6,3,9); p <- sum(y)/sum(n)
    //    se <- sqrt(6 * var(y - p*n)) / sum(n); p + c(-1, 1) * qnorm(.975) * se
    const found = shareOfClusters(
      sumsOf([
        [3, 4],
        [0, 2],
        [5, 5],
        [1, 6],
        [2, 3],
        [4, 9],
      ]),
    );
    expect(found).toMatchObject({ yes: 15, n: 29, clusters: 6 });
    expect(found?.share).toBeCloseTo(0.51724137931, 10);
    expect(found?.interval.low).toBeCloseTo(0.252176554638, 10);
    expect(found?.interval.high).toBeCloseTo(0.782306203983, 10);
  });

  it("is wider than Wilson's when everybody is all or nothing, however many things each has", () => {
    const few = shareOfClusters(
      sumsOf([
        [50, 50],
        [0, 50],
        [50, 50],
        [0, 50],
      ]),
    );
    expect((few?.interval.high ?? 0) - (few?.interval.low ?? 0)).toBeGreaterThan(0.9);
  });

  it("falls back on as many answers as clusters where all say the same", () => {
    const all = shareOfClusters(sumsOf(Array.from({ length: 6 }, () => [3, 3] as const)));
    // R: prop.test(6, 6, correct = FALSE)$conf.int
    expect(all?.interval.low).toBeCloseTo(0.609665712098, 10);
    expect(all?.interval.high).toBe(1);
    expect(shareOfClusters(sumsOf([[1, 2]]))?.interval.low).toBeLessThan(0.5);
  });

  it("says nothing of nothing", () => {
    expect(shareOfClusters(sumsOf([]))).toBeNull();
  });
});
