import { type MeanComparison, welch } from "../stats/means";
import { type Moments, subtractMoments } from "../stats/moments";
import { benjaminiHochbergLog } from "../stats/multiple";
import { compareShares, type ShareComparison, type YesCount } from "../stats/proportions";

/**
 * The scan behind the insight sentence: every CRM condition × experience answer × outcome, counted in one pass over the
 * customers and then tested. Pure: the caller reads the customers and decides when to let others run.
 *
 * Answers and outcomes are coded as small whole numbers, so that all a pair needs (n, Σ, Σ²) is kept as one table of
 * counts by answer, outcome and condition. A customer costs one increment per true condition × answer × outcome, and
 * every sum that is read off later is exact.
 */

/** A sentence is listed under this q ... */
export const MAX_Q = 0.05;
/** ... from this many customers in each of the two groups compared ... */
export const LEAST_N = 30;
/** ... and from this standardised difference of means ... */
export const LEAST_D = 0.2;
/** ... or this difference of shares (5 points). */
export const LEAST_SHARE_DIFFERENCE = 0.05;

const LOG_MAX_Q = Math.log(MAX_Q);

/** What is asked of customers: `item` indexes ScanPlan.items, `codes` are those answers of it that count as saying so. */
export type ScanExperience = {
  item: number;
  codes: readonly number[];
  /** True where the firm controls the touchpoint: such sentences come first at ties. */
  firmControlled: boolean;
  /** The experience that is said by exactly those who do not say this one, as with yes and no: the two are one test. */
  mirrorOf?: number;
};

/** What is to be explained. `values[code]` is the number an outcome code stands for; 0 and 1 for a share. */
export type ScanOutcome = {
  kind: "mean" | "share";
  values: readonly number[];
  /** The item it is taken from: never tested against an experience of the same item. */
  item: number | null;
  /** The items whose answers may explain it; all when absent. */
  explainedBy?: readonly number[];
};

export type ScanPlan = {
  /** How many CRM conditions; they are known here by number. */
  conditions: number;
  /** Answers to item i are coded 0 … levels − 1. */
  items: readonly { levels: number }[];
  experiences: readonly ScanExperience[];
  outcomes: readonly ScanOutcome[];
};

/** One pass's counts. Tallies of disjoint customers of the same plan could be added cell by cell. */
export type Tally = {
  readonly plan: ScanPlan;
  /** Customers seen. */
  customers: number;
  /** By condition: customers for whom it is true. */
  readonly baseSizes: Int32Array;
  /** By condition: a fingerprint of which customers those are. */
  readonly fingerprints: Int32Array;
  /** By item: the outcomes that its answers may explain. */
  readonly outcomesOf: readonly Int32Array[];
  /** By outcome, by item: the row of the item's code 0, a row being an item's code; −1 where it explains nothing. */
  readonly firstRow: readonly Int32Array[];
  /** By outcome: [row][outcome code + 1, 0 for none][condition, the last for everybody]. */
  readonly counts: readonly Int32Array[];
};

export function newTally(plan: ScanPlan): Tally {
  const width = plan.conditions + 1;
  const firstRow: Int32Array[] = [];
  const counts: Int32Array[] = [];
  for (const outcome of plan.outcomes) {
    const eligible = outcome.explainedBy && new Set(outcome.explainedBy);
    const rows = new Int32Array(plan.items.length).fill(-1);
    let length = 0;
    plan.items.forEach((item, index) => {
      if (index === outcome.item || (eligible && !eligible.has(index))) return;
      rows[index] = length;
      length += item.levels;
    });
    firstRow.push(rows);
    counts.push(new Int32Array(length * (outcome.values.length + 1) * width));
  }
  return {
    plan,
    customers: 0,
    baseSizes: new Int32Array(plan.conditions),
    fingerprints: new Int32Array(2 * plan.conditions),
    outcomesOf: plan.items.map((_, item) =>
      Int32Array.from(plan.outcomes.keys()).filter((outcome) => (firstRow[outcome]?.[item] ?? -1) >= 0),
    ),
    firstRow,
    counts,
  };
}

/** A well mixed 32-bit number for the n-th customer (the finaliser of MurmurHash3). */
function mix(n: number, seed: number): number {
  let h = Math.imul(n + 1, 0x9e3779b1) ^ seed;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return h ^ (h >>> 16);
}

/**
 * Counts one customer.
 * @param base the numbers of the conditions that are true, each once; the first `baseLength` of them
 * @param answers item and code, item and code …: the customer's latest answer to each item answered, `answerCount` pairs
 * @param outcomes for each answer in turn, for each outcome in turn: outcome code + 1, or 0 when unknown or not to be
 *   explained by this answer (what was done before it); only outcomesOf the item are read
 */
export function countCustomer(
  tally: Tally,
  base: ArrayLike<number>,
  baseLength: number,
  answers: ArrayLike<number>,
  answerCount: number,
  outcomes: ArrayLike<number>,
): void {
  const { plan, baseSizes, fingerprints, outcomesOf, firstRow, counts } = tally;
  const one = mix(tally.customers, 0x2545f491);
  const two = mix(tally.customers, 0x1b56c4e9);
  tally.customers += 1;
  for (let i = 0; i < baseLength; i++) {
    const condition = base[i] as number;
    baseSizes[condition]! += 1;
    fingerprints[2 * condition]! ^= one;
    fingerprints[2 * condition + 1]! ^= two;
  }
  const width = plan.conditions + 1;
  const outcomeCount = counts.length;
  for (let a = 0; a < answerCount; a++) {
    const item = answers[2 * a] as number;
    const code = answers[2 * a + 1] as number;
    const explains = outcomesOf[item] as Int32Array;
    for (let k = 0; k < explains.length; k++) {
      const o = explains[k] as number;
      const table = counts[o] as Int32Array;
      const row = ((firstRow[o] as Int32Array)[item] as number) + code;
      const levels = (plan.outcomes[o] as ScanOutcome).values.length + 1;
      const start = (row * levels + (outcomes[a * outcomeCount + o] as number)) * width;
      for (let i = 0; i < baseLength; i++) table[start + (base[i] as number)]! += 1;
      table[start + plan.conditions]! += 1;
    }
  }
}

/** Conditions that are true for exactly the customers of an earlier condition: one of them is enough. */
export function repeatedConditions(tally: Tally): Set<number> {
  const seen = new Set<string>();
  const repeated = new Set<number>();
  for (let c = 0; c < tally.plan.conditions; c++) {
    const print = `${tally.baseSizes[c]} ${tally.fingerprints[2 * c]} ${tally.fingerprints[2 * c + 1]}`;
    if (seen.has(print)) repeated.add(c);
    else seen.add(print);
  }
  return repeated;
}

/** Everything counted about one pair; `rest` are the base's customers who answered otherwise. */
export type PairCounts = {
  baseSize: number;
  /** Of the base: who answered the item, and who said so. */
  asked: number;
  said: number;
  /** Of everybody else. */
  othersAsked: number;
  othersSaid: number;
  /** The outcome of those of the base who said so and whose outcome is known, and of those who did not say so. */
  saidOutcome: Moments;
  restOutcome: Moments;
};

/** Reads one pair off the counts. */
export function pairCounts(tally: Tally, condition: number, experience: number, outcome: number): PairCounts {
  const { plan, counts, firstRow, baseSizes } = tally;
  const { item, codes } = plan.experiences[experience] as ScanExperience;
  const { values } = plan.outcomes[outcome] as ScanOutcome;
  const table = counts[outcome] as Int32Array;
  const width = plan.conditions + 1;
  const levels = values.length + 1;
  const itemLevels = plan.items[item]?.levels ?? 0;
  const first = firstRow[outcome]?.[item] ?? -1;
  if (first < 0) throw new RangeError("this outcome is not explained by this item");
  let asked = 0;
  let said = 0;
  let everybodyAsked = 0;
  let everybodySaid = 0;
  const all: Moments = { n: 0, sum: 0, sumSq: 0 };
  const saidOutcome: Moments = { n: 0, sum: 0, sumSq: 0 };
  for (let code = 0; code < itemLevels; code++) {
    const saysSo = codes.includes(code);
    for (let y = 0; y < levels; y++) {
      const at = ((first + code) * levels + y) * width;
      const n = table[at + condition] as number;
      const everybody = table[at + plan.conditions] as number;
      asked += n;
      everybodyAsked += everybody;
      if (saysSo) {
        said += n;
        everybodySaid += everybody;
      }
      if (y === 0 || n === 0) continue;
      const value = values[y - 1] as number;
      all.n += n;
      all.sum += n * value;
      all.sumSq += n * value * value;
      if (!saysSo) continue;
      saidOutcome.n += n;
      saidOutcome.sum += n * value;
      saidOutcome.sumSq += n * value * value;
    }
  }
  return {
    baseSize: baseSizes[condition] as number,
    asked,
    said,
    othersAsked: everybodyAsked - asked,
    othersSaid: everybodySaid - said,
    saidOutcome,
    restOutcome: subtractMoments(all, saidOutcome),
  };
}

/** The second test: means by Welch, or two shares. */
export type OutcomeTest =
  | { kind: "mean"; said: Moments; rest: Moments; test: MeanComparison }
  | { kind: "share"; said: YesCount; rest: YesCount; test: ShareComparison };

/** T1: do they say it more (or less) often than the other asked customers? Null when nobody else was asked. */
export function testSaying(pair: PairCounts): ShareComparison | null {
  return compareShares({
    a: { yes: pair.said, n: pair.asked },
    b: { yes: pair.othersSaid, n: pair.othersAsked },
  });
}

/** T2: is the outcome of those who say it another one? Null when a group is too small, or nothing varies. */
export function testOutcome(pair: PairCounts, kind: ScanOutcome["kind"]): OutcomeTest | null {
  const { saidOutcome, restOutcome } = pair;
  if (kind === "mean") {
    const test = welch(saidOutcome, restOutcome);
    return test && { kind, said: saidOutcome, rest: restOutcome, test };
  }
  const said = { yes: saidOutcome.sum, n: saidOutcome.n };
  const rest = { yes: restOutcome.sum, n: restOutcome.n };
  // With nobody or everybody saying yes there is nothing to compare, as with means that do not vary.
  const yes = said.yes + rest.yes;
  if (yes === 0 || yes === said.n + rest.n) return null;
  const test = compareShares({ a: said, b: rest });
  return test && { kind, said, rest, test };
}

/** Log p of every pair tested so far; parallel lists. */
export type Tests = {
  conditions: number[];
  experiences: number[];
  outcomes: number[];
  /** The larger p of both tests: of "they say it more often, and those who say it …". */
  logPBoth: number[];
  /** Of the second test alone. */
  logPOutcome: number[];
};

export function newTests(): Tests {
  return { conditions: [], experiences: [], outcomes: [], logPBoth: [], logPOutcome: [] };
}

/** Tests every pair of one condition. Call it for each condition in turn; between two calls others may run. */
export function testCondition(tally: Tally, condition: number, tests: Tests): void {
  const { plan, firstRow } = tally;
  for (let o = 0; o < plan.outcomes.length; o++) {
    const outcome = plan.outcomes[o] as ScanOutcome;
    for (let e = 0; e < plan.experiences.length; e++) {
      const { item, mirrorOf } = plan.experiences[e] as ScanExperience;
      if (mirrorOf !== undefined || (firstRow[o]?.[item] ?? -1) < 0) continue;
      const pair = pairCounts(tally, condition, e, o);
      const second = testOutcome(pair, outcome.kind);
      if (!second) continue;
      const first = testSaying(pair);
      tests.conditions.push(condition);
      tests.experiences.push(e);
      tests.outcomes.push(o);
      tests.logPBoth.push(Math.max(first?.logP ?? 0, second.test.logP));
      tests.logPOutcome.push(second.test.logP);
    }
  }
}

/** A pair that may be said aloud. */
export type Listed = {
  condition: number;
  experience: number;
  outcome: number;
  pair: PairCounts;
  saying: ShareComparison | null;
  explained: OutcomeTest;
  /** True when only the second test holds: "… those of them who said …". */
  isWeak: boolean;
  /** Of the larger p of both tests; of the second test where the sentence is a weak one. */
  logP: number;
  logQ: number;
  /** Standardised difference, or difference of shares (−1 to 1). */
  d: number;
  dLow: number;
  dHigh: number;
  /** Customers of the base who would say so, if all had been asked; a whole number. */
  concerned: number;
  /** Lower end of |d|'s interval × customers concerned: the order of the list. */
  weight: number;
  /**
   * How far the base stands out by saying it: minus the first test's log p, 0 without one. Of several sentences about one
   * answer and one outcome the highest is shown for all.
   */
  standsOut: number;
};

export type ScanResult = {
  /** Pairs tested: every one counts in q. */
  comparisons: number;
  /** Of them with q under MAX_Q, before any floor. */
  significant: number;
  /** In order. */
  listed: Listed[];
};

/** The floors under which a proved difference is too small to talk about. All false shows everything that is proved. */
export type Floors = { leastN: number; leastD: number; leastShareDifference: number };
export const FLOORS: Floors = { leastN: LEAST_N, leastD: LEAST_D, leastShareDifference: LEAST_SHARE_DIFFERENCE };

/**
 * Concludes: q over all tests made, then the floors, then the order. Floors never change q.
 *
 * Both kinds of sentence are ranked among all pairs, each by its own p: since the larger of two p values is never below
 * the second test's, a pair that is proved in full is also proved in its weaker form.
 */
export function concludeScan(tally: Tally, tests: Tests, floors: Floors = FLOORS): ScanResult {
  const steps = concludeInSteps(tally, tests, floors);
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
}

/** concludeScan with pauses: whoever runs it may let others run after each step of a few hundred pairs. */
export function* concludeInSteps(
  tally: Tally,
  tests: Tests,
  floors: Floors = FLOORS,
): Generator<undefined, ScanResult, undefined> {
  const logQBoth = benjaminiHochbergLog(tests.logPBoth);
  yield;
  const logQOutcome = benjaminiHochbergLog(tests.logPOutcome);
  yield;
  const mirrors = new Map<number, number>();
  tally.plan.experiences.forEach(({ mirrorOf }, index) => {
    if (mirrorOf !== undefined) mirrors.set(mirrorOf, index);
  });
  const listed: Listed[] = [];
  let significant = 0;
  for (let i = 0; i < logQBoth.length; i++) {
    if (!((logQOutcome[i] as number) < LOG_MAX_Q)) continue;
    significant += 1;
    if (significant % 200 === 0) yield;
    const isWeak = !((logQBoth[i] as number) < LOG_MAX_Q);
    const condition = tests.conditions[i] as number;
    const outcome = tests.outcomes[i] as number;
    let experience = tests.experiences[i] as number;
    let pair = pairCounts(tally, condition, experience, outcome);
    const mirror = mirrors.get(experience);
    // Of two that are one test the one is said that the base says more often than others do.
    if (mirror !== undefined && (testSaying(pair)?.difference ?? 0) < 0) {
      experience = mirror;
      pair = pairCounts(tally, condition, experience, outcome);
    }
    const explained = testOutcome(pair, (tally.plan.outcomes[outcome] as ScanOutcome).kind);
    if (!explained) continue;
    if (Math.min(explained.said.n, explained.rest.n) < floors.leastN) continue;
    const d = explained.kind === "mean" ? explained.test.d : explained.test.difference;
    const { low, high } = explained.kind === "mean" ? explained.test.dInterval : explained.test.interval;
    // Rounding of a difference that is exactly on the floor must not decide.
    const floor = explained.kind === "mean" ? floors.leastD : floors.leastShareDifference;
    if (Math.abs(d) < floor - 1e-12) continue;
    const concerned = Math.round((pair.said / pair.asked) * pair.baseSize);
    const nearest = low <= 0 && high >= 0 ? 0 : Math.min(Math.abs(low), Math.abs(high));
    const saying = testSaying(pair);
    listed.push({
      condition,
      experience,
      outcome,
      pair,
      saying,
      explained,
      isWeak,
      logP: (isWeak ? tests.logPOutcome[i] : tests.logPBoth[i]) as number,
      logQ: (isWeak ? logQOutcome[i] : logQBoth[i]) as number,
      d,
      dLow: low,
      dHigh: high,
      concerned,
      weight: nearest * concerned,
      standsOut: saying === null ? 0 : Math.abs(saying.logP),
    });
  }
  const firm = (one: Listed) => (tally.plan.experiences[one.experience]?.firmControlled ? 0 : 1);
  listed.sort(
    (a, b) =>
      b.weight - a.weight ||
      firm(a) - firm(b) ||
      a.condition - b.condition ||
      a.experience - b.experience ||
      a.outcome - b.outcome,
  );
  return { comparisons: logQBoth.length, significant, listed };
}

/** Tests all conditions at once and concludes; for tests and small data. Repeated conditions are left out. */
export function scanTally(tally: Tally, floors: Floors = FLOORS): ScanResult {
  const tests = newTests();
  const repeated = repeatedConditions(tally);
  for (let c = 0; c < tally.plan.conditions; c++) if (!repeated.has(c)) testCondition(tally, c, tests);
  return concludeScan(tally, tests, floors);
}
