import { describe, expect, it } from "vitest";
import { CONDITIONS, ITEMS, type Planted, population, scanPeople, shuffled } from "./population";

/** How honest the list is: what it lists where nothing is to be found, how much of it is false, what it misses. */

const NO_FLOORS = { leastN: 2, leastD: 0, leastShareDifference: 0 };

/** 20 relations, no two of one condition and no two of one item. */
const TWENTY: Planted[] = Array.from({ length: 20 }, (_, index) => ({
  condition: index + 3,
  item: (index * 7) % ITEMS,
}));

describe("null runs", () => {
  // Real relations, so that what is permuted away was there; a customer's answers stay whole.
  const people = population({ seed: 41, size: 2000, planted: TWENTY });

  it("lists no relation of CRM and experience in at least 365 of 400 permutations", () => {
    let listing = 0;
    for (let seed = 1; seed <= 400; seed++) {
      const { comparisons, listed } = scanPeople(people, { crm: shuffled(people.length, seed), floors: NO_FLOORS });
      expect(comparisons).toBe(CONDITIONS * ITEMS);
      // Permuting leaves what answers have to do with each other: "those who say so" is then still true, whoever they are.
      if (listed.some(({ isWeak }) => !isWeak)) listing += 1;
    }
    expect(listing).toBeLessThanOrEqual(35);
  });

  it("lists nothing of any kind in at least 365 of 400 when the outcomes are permuted too", () => {
    let listing = 0;
    for (let seed = 1; seed <= 400; seed++) {
      const { listed } = scanPeople(people, {
        crm: shuffled(people.length, seed),
        outcomes: shuffled(people.length, 10_000 + seed),
        floors: NO_FLOORS,
      });
      if (listed.length > 0) listing += 1;
    }
    expect(listing).toBeLessThanOrEqual(35);
  });
});

describe("mixed runs", () => {
  it("holds the share of false ones among the listed to 0.06, over 200 runs with 20 true of 600", () => {
    const truth = new Set(TWENTY.map(({ condition, item }) => condition * ITEMS + item));
    let sum = 0;
    let found = 0;
    for (let run = 1; run <= 200; run++) {
      const { listed } = scanPeople(population({ seed: 7000 + run, size: 2000, planted: TWENTY }), {
        floors: NO_FLOORS,
      });
      const said = listed.filter(({ isWeak }) => !isWeak);
      const right = said.filter(({ condition, experience }) => truth.has(condition * ITEMS + experience));
      found += right.length;
      sum += said.length === 0 ? 0 : (said.length - right.length) / said.length;
    }
    expect(sum / 200).toBeLessThanOrEqual(0.06);
    // An empty list would be honest too.
    expect(found / (200 * 20)).toBeGreaterThan(0.5);
  });
});

describe("power", () => {
  it("finds at least 95 % of 200 planted pairs at d = 0.4 with 400 and more in each group", () => {
    let planted = 0;
    let found = 0;
    for (let run = 1; run <= 10; run++) {
      // Answers that have nothing to do with each other, so that d is what was planted and nothing more.
      const people = population({
        seed: 90 + run,
        size: 6000,
        planted: TWENTY,
        mood: 0,
        outcomeMood: 0,
        loss: 0.4,
        lift: 0.4,
        shareTrue: 0.3,
      });
      const { listed } = scanPeople(people);
      for (const { condition, item } of TWENTY) {
        planted += 1;
        const hit = listed.find((one) => one.condition === condition && one.experience === item && !one.isWeak);
        if (!hit) continue;
        expect(Math.min(hit.explained.said.n, hit.explained.rest.n)).toBeGreaterThanOrEqual(400);
        expect(hit.d).toBeLessThan(0);
        expect(hit.saying?.difference).toBeGreaterThan(0);
        found += 1;
      }
    }
    expect(planted).toBe(200);
    expect(found / planted).toBeGreaterThanOrEqual(0.95);
  });
});
