import { z } from "zod";
import { hideUnder } from "./gap";
import { type Cells, EMPTY_CELLS, EVIDENCE, FRICTION_DECISIONS, LANE_KEYS } from "./lanes";
import type { DaySpan, JourneyMap, Stage, Step, StepQuote } from "./map";

// A map as it stood at a moment, with the values it showed then. Voices are kept by their ids alone: what a person said
// goes with the person when it is erased, from every version too.

const interval = z.object({ low: z.number(), high: z.number() });
const scale = z.object({ min: z.number(), max: z.number() });

const gap = z.object({
  desired: z.number().nullable(),
  actual: z.number().nullable(),
  interval: interval.nullable(),
  n: z.number().int(),
  gap: z.number().nullable(),
  gapInterval: interval.nullable(),
  verdict: z.enum(["short", "above", "unproved", "unknown"]),
  state: z.enum(["ok", "indicative", "hidden", "empty"]),
  // Versions of before it was told why had one reason only.
  hiddenFor: z.enum(["few", "others"]).nullable().default(null),
  gapShare: z.number().nullable(),
});

const trend = z.object({
  difference: z.number(),
  interval,
  verdict: z.enum(["better", "worse", "same"]),
});

const cells: z.ZodType<Cells> = z.object({
  doing: z.string(),
  thinking: z.string(),
  motives: z.string(),
  questions: z.string(),
  expectations: z.string(),
  pains: z.string(),
  needs: z.string(),
  ideas: z.string(),
  intended: z.string(),
  assumedFeeling: z.number().nullable(),
  evidence: z.enum(EVIDENCE),
  friction: z.string(),
  frictionDecision: z.enum(FRICTION_DECISIONS).nullable(),
  frictionReason: z.string(),
  isPeak: z.boolean(),
  isFlow: z.boolean(),
  isCoCreated: z.boolean(),
  desired: z.number().nullable(),
  desiredEffort: z.number().nullable(),
  desiredNps: z.number().nullable(),
});

const better = z.enum(["higher", "lower"]);

const step = z.object({
  id: z.uuid(),
  touchpointId: z.uuid(),
  touchpointName: z.string(),
  controller: z.enum(["firm", "partner", "customer", "public"]),
  channels: z.array(z.string()),
  cells,
  scale: scale.nullable(),
  gap,
  effort: gap,
  effortScale: scale.nullable(),
  effortBetter: better,
  nps: gap,
  trend: trend.nullable(),
  effortTrend: trend.nullable(),
  npsTrend: trend.nullable(),
  ownerName: z.string().nullable(),
  intendedFeelings: z.array(z.object({ id: z.string(), name: z.string() })),
  openCases: z.number().int(),
  improvements: z.array(z.object({ id: z.string(), title: z.string() })),
  quotes: z.array(z.object({ id: z.string(), lane: z.enum(LANE_KEYS) })),
});

export const journeySnapshot = z.object({
  v: z.literal(1),
  name: z.string(),
  description: z.string(),
  segment: z.object({ id: z.string(), name: z.string(), memberCount: z.number() }).nullable(),
  /** Of the values. */
  span: z.object({ fromDay: z.string(), toDay: z.string() }),
  answers: z.number().int(),
  stages: z.array(z.object({ id: z.uuid(), name: z.string(), metric: z.string(), gap, steps: z.array(step) })),
});
export type JourneySnapshot = z.infer<typeof journeySnapshot>;

/** What a version keeps of a map that was read for that span. */
export function snapshotOf(map: JourneyMap, span: DaySpan): JourneySnapshot {
  const stepOf = (one: Step): JourneySnapshot["stages"][number]["steps"][number] => {
    const { doing, thinking, comments, quotes, ...kept } = one;
    return { ...kept, quotes: quotes.map(({ id, lane }) => ({ id, lane })) };
  };
  return {
    v: 1,
    name: map.name,
    description: map.description,
    segment: map.segment,
    span: { fromDay: span.fromDay, toDay: span.toDay },
    answers: map.answers,
    stages: map.stages.map(({ id, name, metric, gap: own, steps }) => ({
      id,
      name,
      metric,
      gap: own,
      steps: steps.map(stepOf),
    })),
  };
}

/**
 * The map that a snapshot shows, in the frame of the present one. What the workspace would not show today, it does not show
 * of the past either.
 * @param voices the quotes that are still there, by id
 */
export function mapOfSnapshot(
  present: JourneyMap,
  snapshot: JourneySnapshot,
  voices: ReadonlyMap<string, Omit<StepQuote, "lane">> = new Map(),
): JourneyMap {
  const shown = (one: Step["gap"]) => hideUnder(one, present.k);
  const moved = (trend: Step["trend"], own: Step["gap"]) => (own.n < present.k ? null : trend);
  const stages = snapshot.stages.map(
    (stage): Stage => ({
      ...stage,
      gap: shown(stage.gap),
      steps: stage.steps.map(
        (one): Step => ({
          ...one,
          gap: shown(one.gap),
          effort: shown(one.effort),
          nps: shown(one.nps),
          trend: moved(one.trend, one.gap),
          effortTrend: moved(one.effortTrend, one.effort),
          npsTrend: moved(one.npsTrend, one.nps),
          cells: { ...EMPTY_CELLS, ...one.cells },
          doing: one.cells.doing,
          thinking: one.cells.thinking,
          comments: {},
          quotes: one.quotes.flatMap(({ id, lane }) => {
            const voice = voices.get(id);
            return voice ? [{ ...voice, lane }] : [];
          }),
        }),
      ),
    }),
  );
  const { name, description, segment, answers } = snapshot;
  return { ...present, name, description, segment, answers, stages, comments: 0 };
}
