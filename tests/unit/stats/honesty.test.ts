import { describe, expect, it } from "vitest";
import { spearman } from "@/lib/stats/correlation";
import { welch } from "@/lib/stats/means";
import { momentsOf } from "@/lib/stats/moments";
import { benjaminiHochbergLog } from "@/lib/stats/multiple";
import { nps, npsDifference } from "@/lib/stats/nps";
import { compareShares } from "@/lib/stats/proportions";
import { normalsFrom, seededRandom } from "@/lib/stats/random";
import { rateRatio } from "@/lib/stats/rates";
import type { Interval } from "@/lib/stats/types";
import { present } from "./support";

/**
 * Worlds whose truth is known, drawn from a fixed seed: an interval that says 95 % must hold the truth about that
 * often, or every "cannot be told apart" on every page is a wrong promise.
 */
const ROUNDS = 4000;
const random = seededRandom(2024);
const normal = normalsFrom(random);

function held(truth: number, draw: () => Interval | null | undefined): number {
  let holds = 0;
  let drawn = 0;
  for (let i = 0; i < ROUNDS; i++) {
    const interval = draw();
    if (!interval) continue;
    drawn++;
    if (interval.low <= truth && truth <= interval.high) holds++;
  }
  expect(drawn).toBeGreaterThan(ROUNDS * 0.9);
  return holds / drawn;
}

const yes = (n: number, share: number) => {
  let count = 0;
  for (let i = 0; i < n; i++) if (random() < share) count++;
  return { yes: count, n };
};

/** Classes −1, 0, 1 with 20 % detractors and 50 % promoters. */
const npsDraw = () => {
  const u = random();
  return u < 0.2 ? -1 : u < 0.5 ? 0 : 1;
};

const tally = (classes: readonly number[]) => ({
  promoters: classes.filter((c) => c === 1).length,
  passives: classes.filter((c) => c === 0).length,
  detractors: classes.filter((c) => c === -1).length,
});

const many = <T>(n: number, draw: () => T): T[] => Array.from({ length: n }, draw);

describe("a 95 % interval holds the truth about 95 times in 100", () => {
  it.each<[string, number, () => Interval | null | undefined]>([
    ["NPS of 12 answers", 30, () => nps(tally(many(12, npsDraw)))?.interval],
    ["NPS of 100 answers", 30, () => nps(tally(many(100, npsDraw)))?.interval],
    [
      "change of NPS, independent",
      0,
      () => npsDifference(tally(many(80, npsDraw)), tally(many(120, npsDraw)))?.interval,
    ],
    [
      "change of NPS, half of the people the same and mostly unchanged",
      0,
      () => {
        const before = many(120, npsDraw);
        const now = before.map((c, i) => (i < 60 && random() < 0.8 ? c : npsDraw()));
        const sum = (values: readonly number[]) => values.reduce((a, b) => a + b, 0);
        return npsDifference(tally(now), tally(before), {
          n: 60,
          sumNow: sum(now.slice(0, 60)),
          sumBefore: sum(before.slice(0, 60)),
          sumProduct: sum(now.slice(0, 60).map((c, i) => c * (before[i] as number))),
        })?.interval;
      },
    ],
    [
      "standardised difference of ratings",
      0.5,
      () => welch(momentsOf(many(60, () => 1 + 2 * normal())), momentsOf(many(40, () => 2 * normal())))?.dInterval,
    ],
    [
      "difference of means with unequal spread",
      1,
      () => welch(momentsOf(many(15, () => 1 + 4 * normal())), momentsOf(many(40, normal)))?.interval,
    ],
    ["difference of small shares", 0.1, () => compareShares({ a: yes(25, 0.2), b: yes(30, 0.1) })?.interval],
    ["difference of large shares", 0.1, () => compareShares({ a: yes(250, 0.5), b: yes(300, 0.4) })?.interval],
    [
      "ratio of rates",
      2,
      () => {
        const [a, b] = [yes(300, 0.4), yes(400, 0.2)];
        return rateRatio({ a: { events: a.yes, n: a.n }, b: { events: b.yes, n: b.n } })?.interval;
      },
    ],
    [
      // A normal pair with correlation 0.5 has the rank correlation 6 / π · arcsin(0.25).
      "rank correlation",
      (6 / Math.PI) * Math.asin(0.25),
      () => {
        const x = many(60, normal);
        return spearman(
          x,
          x.map((v) => 0.5 * v + Math.sqrt(0.75) * normal()),
        )?.interval;
      },
    ],
  ])("%s", (_, truth, draw) => {
    const share = held(truth, draw);
    expect(share).toBeGreaterThan(0.93);
    expect(share).toBeLessThan(0.985);
  });
});

describe("a list of findings", () => {
  it("is empty some 95 times in 100 when there is nothing to find, and fast enough to look at everything", () => {
    const groups = many(200, () => momentsOf(many(40, () => Math.round(7 + 2 * normal()))));
    let listed = 0;
    let tests = 0;
    for (let run = 0; run < 100; run++) {
      const [a, b] = [groups[run * 2], groups[run * 2 + 1]];
      const logQ = benjaminiHochbergLog([present(welch(present(a), present(b))).logP]);
      if ((logQ[0] as number) < Math.log(0.05)) listed++;
    }
    expect(listed).toBeLessThanOrEqual(12);
    const started = performance.now();
    for (let i = 0; i < 100_000; i++) {
      if (welch(groups[i % 200]!, groups[(i * 7 + 1) % 200]!)) tests++;
      compareShares({ a: { yes: i % 400, n: 400 }, b: { yes: (i * 3) % 5000, n: 5000 } });
    }
    expect(tests).toBeGreaterThan(90_000);
    // A scan makes tens of thousands of comparisons while people wait: two hundred thousand in well under five seconds.
    expect(performance.now() - started).toBeLessThan(5000);
  });
});
