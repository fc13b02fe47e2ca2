import type { Controller, QuoteConsent, QuoteKind } from "../generated/prisma/enums";
import type { Better, Gap, Trend } from "./gap";
import type { Cells, LaneKey } from "./lanes";

/** Half-open, calendar days of the workspace (YYYY-MM-DD). */
export type DaySpan = { fromDay: string; toDay: string };
/** With the stretch before it, a map also tells what moved. */
export type MapSpan = DaySpan & { previous?: DaySpan | null };

/** A voice that a cell rests on. */
export type StepQuote = {
  id: string;
  lane: LaneKey;
  text: string;
  kind: QuoteKind;
  speaker: string;
  source: string;
  /** Only "public" may leave the firm. */
  consent: QuoteConsent;
  feeling: number | null;
};

export type Scale = { min: number; max: number };

export type Step = {
  id: string;
  touchpointId: string;
  touchpointName: string;
  controller: Controller;
  channels: string[];
  doing: string;
  thinking: string;
  /** Everything written at this step, doing and thinking among it. */
  cells: Cells;
  /** Of the rating. */
  scale: Scale | null;
  /** The rating. */
  gap: Gap;
  effort: Gap;
  effortScale: Scale | null;
  effortBetter: Better;
  nps: Gap;
  /** Against the period before; null when it cannot be said. */
  trend: Trend | null;
  effortTrend: Trend | null;
  npsTrend: Trend | null;
  /** Who answers for the touchpoint. */
  ownerName: string | null;
  /** What the brand wants people to feel at the touchpoint. */
  intendedFeelings: { id: string; name: string }[];
  /** Open cases of the map's segment (everybody's without one), and improvements that are not done, at this touchpoint. */
  openCases: number;
  improvements: { id: string; title: string }[];
  quotes: StepQuote[];
  /** Comments that wait, by cell; "" is the step itself. */
  comments: Partial<Record<LaneKey | "", number>>;
};

export type Stage = {
  id: string;
  name: string;
  /** The one number the stage is run by, in words. */
  metric: string;
  steps: Step[];
  /** All answers of the stage's steps on the commonest scale; desired weighted by the answers it is held against. */
  gap: Gap;
};

export type JourneyMap = {
  id: string;
  name: string;
  description: string;
  segment: { id: string; name: string; memberCount: number } | null;
  ownerId: string | null;
  ownerName: string | null;
  template: string | null;
  clonedFrom: { id: string; name: string } | null;
  /** YYYY-MM-DD */
  reviewOn: string | null;
  reviewedAt: Date | null;
  editedAt: Date;
  editedByName: string | null;
  /** The newest version kept. */
  version: { number: number; createdAt: Date } | null;
  /** Comments about the whole map that wait. */
  comments: number;
  stages: Stage[];
  answers: number;
  /** No statistic under this many answers. */
  k: number;
};

/** How far a map is known: steps by their evidence. */
export function evidenceCounts(map: { stages: readonly { steps: readonly { cells: Pick<Cells, "evidence"> }[] }[] }) {
  const counts = { none: 0, some: 0, full: 0 };
  for (const { steps } of map.stages) for (const { cells } of steps) counts[cells.evidence] += 1;
  return counts;
}
