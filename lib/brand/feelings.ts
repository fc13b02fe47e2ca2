import type { Scale, Stat } from "../touchpoints/scores";

/** Whether a response is felt at a touchpoint: its interval lies above the scale's middle, below it, or holds it. */
export type Felt = "felt" | "not_felt" | "open" | "unknown";
/** The same beside what the brand wants there. */
export type Verdict = "wanted_felt" | "wanted_not_felt" | "wanted_open" | "wanted_unknown" | "felt_not_wanted" | "none";

export function feltOf({ value, interval }: Stat, scale: Scale | null): Felt {
  if (value === null || !scale) return "unknown";
  if (!interval) return "open";
  const middle = (scale.min + scale.max) / 2;
  return interval.low > middle ? "felt" : interval.high < middle ? "not_felt" : "open";
}

export function verdictOf(isWanted: boolean, felt: Felt): Verdict {
  if (isWanted) return `wanted_${felt}`;
  return felt === "felt" ? "felt_not_wanted" : "none";
}

/** How many of the comments at a touchpoint say a feeling, how many its opposite; shares of 0 to 1. */
export type InWords = { n: number; said: number; opposed: number; isIndicative: boolean };

export type BrandCell = {
  touchpointId: string;
  feelingId: string;
  isWanted: boolean;
  stat: Stat;
  scale: Scale | null;
  verdict: Verdict;
  /** Null where fewer than k comments speak. */
  words: InWords | null;
};

export type Finding =
  | { kind: "not_felt"; cell: BrandCell }
  | { kind: "opposite"; cell: BrandCell }
  | { kind: "open"; wanted: number; felt: number }
  | { kind: "felt"; wanted: number }
  | { kind: "unmeasured"; wanted: number }
  | { kind: "nothing" };

const shortfall = ({ stat, scale }: BrandCell): number =>
  scale && stat.value !== null ? ((scale.min + scale.max) / 2 - stat.value) / (scale.max - scale.min) : 0;

/** The one thing to say about a brand: the wanted feeling that is proved furthest away, else what words say, else the count. */
export function findingOf(cells: readonly BrandCell[]): Finding {
  const wanted = cells.filter(({ isWanted }) => isWanted);
  if (wanted.length === 0) return { kind: "nothing" };
  const [missed] = wanted
    .filter(({ verdict }) => verdict === "wanted_not_felt")
    .sort((a, b) => shortfall(b) - shortfall(a));
  if (missed) return { kind: "not_felt", cell: missed };
  const [against] = wanted
    .filter(({ words }) => words !== null && !words.isIndicative && words.opposed > words.said)
    .sort((a, b) => (b.words?.opposed ?? 0) - (b.words?.said ?? 0) - ((a.words?.opposed ?? 0) - (a.words?.said ?? 0)));
  if (against) return { kind: "opposite", cell: against };
  const measured = wanted.filter(({ verdict }) => verdict !== "wanted_unknown");
  if (measured.length === 0) return { kind: "unmeasured", wanted: wanted.length };
  const felt = measured.filter(({ verdict }) => verdict === "wanted_felt").length;
  return felt === wanted.length ? { kind: "felt", wanted: felt } : { kind: "open", wanted: wanted.length, felt };
}
