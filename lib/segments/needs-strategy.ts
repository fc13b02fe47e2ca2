import type { MarketStrategy } from "../generated/prisma/enums";

// What a strategy asks one to look at first, to aim at and to leave alone, with the segment's own figures in it. The words
// are in messages/en/segments.json under portrait.advice; here is which of them, and with which numbers.

/** A segment in figures; what cannot be said is null. */
export type SegmentNumbers = {
  members: number;
  /** Customers of the workspace who are not archived. */
  customers: number;
  /** Members who ordered at least once, at least twice. */
  buyers: number;
  repeaters: number;
  /** Of the members, and of all customers, ever. */
  revenueCents: number;
  allRevenueCents: number;
  /** Members who ever answered how likely they are to recommend, and those whose latest answer was 0 to 6, or 9 to 10. */
  scored: number;
  detractors: number;
  promoters: number;
  /** Members of whom nothing was heard for SILENT_DAYS: neither an answer nor a word. */
  silent: number;
  openCases: number;
  /** Of the answers to questions about effort, as a share of the scale, 1 the easiest. */
  ease: { mean: number; n: number } | null;
  /** Voices of the segment, and those tagged as ideas. */
  voices: number;
  ideas: number;
  /** Needs, expectations, motives and pains, and those without evidence. */
  needs: number;
  guesses: number;
};

/** After so many days without a word a member counts as silent. */
export const SILENT_DAYS = 180;
/** Interviews after which little new is usually heard in one segment; where to begin, not where to stop. */
export const FIRST_VOICES = 10;

export const ADVICE_KEYS = [
  "repeat",
  "detractors",
  "silent",
  "onceToTwice",
  "recover",
  "voices",
  "ideas",
  "promoters",
  "firstVoices",
  "askPromoters",
  "weight",
  "spend",
  "guesses",
  "closeGuesses",
  "knowAll",
  "ease",
  "cases",
  "fewerCases",
  "keepPromise",
] as const;
export type AdviceKey = (typeof ADVICE_KEYS)[number];

/** Figures of a line, by the name that its words use; shares are 0 to 1, money is cents. */
export type AdviceLine = {
  key: AdviceKey;
  values: Record<string, number>;
  /** few: under k, its figures are not shown; none: nothing to count yet. */
  state: "ok" | "few" | "none";
};

export type Advice = { measure: AdviceLine[]; aim: AdviceLine[] };

type Line = (n: SegmentNumbers) => {
  key: AdviceKey;
  values: Record<string, number>;
  /** What the figures rest on; under k they are hidden. */
  base: number;
};

/** Ten in a hundred: a step one can plan for, rounded up to a person. */
const tenth = (n: number): number => Math.ceil(n / 10);

const repeat: Line = (n) => ({ key: "repeat", values: { share: n.repeaters / n.buyers, n: n.buyers }, base: n.buyers });
const detractors: Line = (n) => ({
  key: "detractors",
  values: { share: n.detractors / n.scored, n: n.scored },
  base: n.scored,
});
const silent: Line = (n) => ({
  key: "silent",
  values: { share: n.silent / n.members, n: n.members, days: SILENT_DAYS },
  base: n.members,
});
const onceToTwice: Line = (n) => ({
  key: "onceToTwice",
  values: { once: n.buyers - n.repeaters, tenth: tenth(n.buyers - n.repeaters) },
  base: n.buyers - n.repeaters,
});
const recover: Line = (n) => ({ key: "recover", values: { detractors: n.detractors }, base: n.detractors });
const voices: Line = (n) => ({ key: "voices", values: { voices: n.voices }, base: Number.POSITIVE_INFINITY });
const ideas: Line = (n) => ({ key: "ideas", values: { ideas: n.ideas }, base: Number.POSITIVE_INFINITY });
const promoters: Line = (n) => ({
  key: "promoters",
  values: { share: n.promoters / n.scored, n: n.scored },
  base: n.scored,
});
const firstVoices: Line = (n) => ({
  key: "firstVoices",
  values: { missing: Math.max(0, FIRST_VOICES - n.voices), enough: FIRST_VOICES },
  base: Number.POSITIVE_INFINITY,
});
const askPromoters: Line = (n) => ({ key: "askPromoters", values: { promoters: n.promoters }, base: n.promoters });
const weight: Line = (n) => ({
  key: "weight",
  values: { members: n.members / n.customers, revenue: n.revenueCents / n.allRevenueCents },
  base: n.allRevenueCents > 0 ? n.members : 0,
});
const spend: Line = (n) => ({
  key: "spend",
  values: {
    each: n.revenueCents / n.members,
    others: (n.allRevenueCents - n.revenueCents) / (n.customers - n.members),
  },
  base: n.allRevenueCents > 0 ? Math.min(n.members, n.customers - n.members) : 0,
});
const guesses: Line = (n) => ({
  key: "guesses",
  values: { guesses: n.guesses, needs: n.needs },
  base: n.needs > 0 ? Number.POSITIVE_INFINITY : 0,
});
const closeGuesses: Line = (n) => ({
  key: "closeGuesses",
  values: { guesses: n.guesses },
  base: n.needs > 0 ? Number.POSITIVE_INFINITY : 0,
});
const knowAll: Line = (n) => ({ key: "knowAll", values: { members: n.members, silent: n.silent }, base: n.members });
const ease: Line = (n) => ({
  key: "ease",
  values: { mean: n.ease?.mean ?? 0, n: n.ease?.n ?? 0 },
  base: n.ease?.n ?? 0,
});
const cases: Line = (n) => ({
  key: "cases",
  values: { cases: n.openCases, per: (n.openCases * 100) / n.members },
  base: n.members,
});
const fewerCases: Line = (n) => ({ key: "fewerCases", values: { cases: n.openCases }, base: Number.POSITIVE_INFINITY });
const keepPromise: Line = () => ({ key: "keepPromise", values: {}, base: Number.POSITIVE_INFINITY });

const LINES: Record<MarketStrategy, { measure: Line[]; aim: Line[] }> = {
  // The customer as a regular resource: that they come back is what everything rests on.
  leader: { measure: [repeat, detractors, silent], aim: [onceToTwice, recover] },
  // The customer as an agent of development: they say what the leader does not hear.
  pretender: { measure: [voices, ideas, promoters], aim: [firstVoices, askPromoters] },
  // The customer as a valuable segment: few, known well, worth more.
  niche: { measure: [weight, spend, guesses], aim: [closeGuesses, knowAll] },
  // The product in focus: it does what it says, with no effort, at its price.
  price: { measure: [ease, cases, repeat], aim: [fewerCases, keepPromise] },
};

/** Things to leave alone are the same whatever the figures: so many lines each, under portrait.advice.avoid.<strategy>. */
export const AVOID_LINES = 2;

/**
 * What the strategy asks of this segment.
 * @param k figures that rest on fewer people are not shown
 */
export function adviceFor(strategy: MarketStrategy, numbers: SegmentNumbers, k: number): Advice {
  const say = (line: Line): AdviceLine => {
    const { key, values, base } = line(numbers);
    const state = base === 0 ? "none" : base < k ? "few" : "ok";
    return { key, values: state === "ok" ? values : {}, state };
  };
  const { measure, aim } = LINES[strategy];
  return { measure: measure.map(say), aim: aim.map(say) };
}
