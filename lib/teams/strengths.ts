import { benjaminiHochberg } from "../stats/multiple";
import { type Counts, differenceOf, type Figure, figureOf, MEASURES, type Measure, sumOf } from "./measures";

/** kind: hunting or farming; only those of one kind can take work over from one another. */
export type Seller = { userId: string; name: string; kind?: string; counts: Counts };

export type Standing = {
  userId: string;
  name: string;
  kind?: string;
  figure: Figure;
  /** Above or below: the whole interval lies on that side of the team's mean. */
  stands: "above" | "below" | "among";
  /** Of the test against the rest of the team, over all tests of the page; null where it could not be tested. */
  q: number | null;
};

export type Strength = {
  measure: Measure;
  /** The team as one. */
  team: Figure;
  /** Sellers whose figure may be shown, the best first. */
  standings: Standing[];
  /** Sellers with fewer than k. */
  hidden: number;
};

/**
 * Who stands apart, and at what: a seller whose interval lies wholly above the team's mean. With few sellers and many
 * measures some do by chance, so that q of the test against the others stands beside it.
 */
export function strengthsOf(sellers: readonly Seller[], k: number): { strengths: Strength[]; tests: number } {
  const team = sumOf(sellers.map(({ counts }) => counts));
  const tests: { key: string; p: number }[] = [];
  for (const seller of sellers) {
    const rest = sumOf(sellers.filter(({ userId }) => userId !== seller.userId).map(({ counts }) => counts));
    for (const measure of MEASURES) {
      const found = differenceOf(seller.counts, rest, measure, k);
      if (found) tests.push({ key: `${seller.userId} ${measure}`, p: found.p });
    }
  }
  const q = benjaminiHochberg(tests.map(({ p }) => p));
  const known = new Map(tests.map(({ key }, index) => [key, q[index] ?? 1]));
  const strengths = MEASURES.map((measure) => {
    const whole = figureOf(team, measure, k);
    const figures = sellers.map(({ userId, name, kind, counts }) => ({
      userId,
      name,
      kind,
      figure: figureOf(counts, measure, k),
    }));
    const standings = figures
      .filter(({ figure }) => figure.value !== null)
      .map(({ userId, name, kind, figure }): Standing => {
        const mean = whole.value ?? 0;
        const { interval } = figure;
        const stands = !interval ? "among" : interval.low > mean ? "above" : interval.high < mean ? "below" : "among";
        return { userId, name, kind, figure, stands, q: known.get(`${userId} ${measure}`) ?? null };
      })
      .sort((a, b) => (b.figure.value ?? 0) - (a.figure.value ?? 0) || a.name.localeCompare(b.name));
    return {
      measure,
      team: whole,
      standings,
      hidden: figures.filter(({ figure }) => figure.state === "hidden").length,
    };
  });
  return { strengths, tests: tests.length };
}

/** Who is proved to stand on one side of the team, with q under 0.05 as well: the surest first. */
export const provedOf = (
  strengths: readonly Strength[],
  side: "above" | "below",
): { measure: Measure; team: Figure; one: Standing }[] =>
  strengths
    .flatMap(({ measure, team, standings }) =>
      standings
        .filter(({ stands, q }) => stands === side && q !== null && q < 0.05)
        .map((one) => ({ measure, team, one })),
    )
    .sort((a, b) => (a.one.q ?? 1) - (b.one.q ?? 1));

/** Where somebody falls short and somebody else is strong: what lets a team's weaknesses not matter. */
export type Pairing = { measure: Measure; strong: Standing; weak: Standing };

/** Pairs of one kind, both told apart from the others with q under 0.05: the strongest with the weakest. */
export const pairingsOf = (strengths: readonly Strength[]): Pairing[] =>
  strengths.flatMap(({ measure, standings }) => {
    const proved = standings.filter(({ q }) => q !== null && q < 0.05);
    const weak = proved.findLast(({ stands }) => stands === "below");
    const strong = proved.find(({ stands, kind }) => stands === "above" && kind === weak?.kind);
    return strong && weak ? [{ measure, strong, weak }] : [];
  });
