import { countCustomer, newTally, type ScanPlan, type ScanResult, scanTally } from "@/lib/insights/scan";
import { normalsFrom, seededRandom } from "@/lib/stats/random";

/** Made-up customers for the honesty runs: CRM conditions on one side, answers and an outcome on the other. */
export type Person = {
  /** Numbers of the conditions that are true. */
  base: number[];
  /** By item, the code of the answer, 0 to 4. */
  answers: number[];
  /** 0 to 10 */
  outcome: number;
};

/** A relation put in: customers of `condition` say low to `item` more often, and rate lower when they do. */
export type Planted = { condition: number; item: number };

export const CONDITIONS = 30;
export const ITEMS = 20;

/** 30 conditions × 20 items: 600 pairs, each item said when rated 1 or 2 of 5. */
export const PLAN: ScanPlan = {
  conditions: CONDITIONS,
  items: Array.from({ length: ITEMS }, () => ({ levels: 5 })),
  experiences: Array.from({ length: ITEMS }, (_, item) => ({ item, codes: [0, 1], firmControlled: true })),
  outcomes: [{ kind: "mean", values: [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10], item: null }],
};

const clamp = (value: number, low: number, high: number) => Math.min(high, Math.max(low, Math.round(value)));

export type Options = {
  seed: number;
  size: number;
  planted?: readonly Planted[];
  /** How much of an item's answer is the customer's general mood (0 to 1): what makes items correlate. */
  mood?: number;
  /** How much of the outcome is that mood. */
  outcomeMood?: number;
  /** Shift of a planted item in its base, in standard deviations of the answer. */
  lift?: number;
  /** Loss of outcome of those of the base who say so, in standard deviations of the outcome. */
  loss?: number;
  shareTrue?: number;
};

/** Customers whose items correlate through a common mood; equal seeds make equal customers. */
export function population(options: Options): Person[] {
  const { seed, size, planted = [], mood = 0.5, outcomeMood = 0.5, lift = 0.5, loss = 0.6, shareTrue = 0.3 } = options;
  const random = seededRandom(seed);
  const normal = normalsFrom(random);
  return Array.from({ length: size }, () => {
    const base: number[] = [];
    for (let c = 0; c < CONDITIONS; c++) if (random() < shareTrue) base.push(c);
    const general = normal();
    const feelings = Array.from({ length: ITEMS }, () => Math.sqrt(mood) * general + Math.sqrt(1 - mood) * normal());
    let lost = 0;
    for (const { condition, item } of planted) {
      if (!base.includes(condition)) continue;
      feelings[item]! -= lift;
    }
    const answers = feelings.map((feeling) => clamp(3.2 + 1.15 * feeling, 1, 5) - 1);
    for (const { condition, item } of planted) {
      if (base.includes(condition) && (answers[item] as number) <= 1) lost += loss;
    }
    const feeling = Math.sqrt(outcomeMood) * general + Math.sqrt(1 - outcomeMood) * normal() - lost;
    return { base, answers, outcome: clamp(6.5 + 2 * feeling, 0, 10) };
  });
}

/** The order of 0 … size − 1, shuffled (Fisher and Yates). */
export function shuffled(size: number, seed: number): number[] {
  const random = seededRandom(seed);
  const order = Array.from({ length: size }, (_, index) => index);
  for (let i = size - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1));
    [order[i], order[j]] = [order[j] as number, order[i] as number];
  }
  return order;
}

/** Scans people; `crm[i]` and `outcomes[i]` say whose conditions and outcome are put beside the answers of person i. */
export function scanPeople(
  people: readonly Person[],
  options: { crm?: readonly number[]; outcomes?: readonly number[]; floors?: Parameters<typeof scanTally>[1] } = {},
): ScanResult {
  const tally = newTally(PLAN);
  const answers = new Int32Array(2 * ITEMS);
  const outcomes = new Uint8Array(ITEMS);
  people.forEach((person, index) => {
    const { base } = people[options.crm?.[index] ?? index] as Person;
    const { outcome } = people[options.outcomes?.[index] ?? index] as Person;
    person.answers.forEach((code, item) => {
      answers[2 * item] = item;
      answers[2 * item + 1] = code;
    });
    outcomes.fill(outcome + 1);
    countCustomer(tally, base, base.length, answers, ITEMS, outcomes);
  });
  return scanTally(tally, options.floors);
}
