import "server-only";
import type { Actor } from "../auth/actor";
import { allow } from "../auth/permissions";
import { inWorkspace } from "../db";
import { notFound } from "../errors";
import { isId } from "../id";
import { feelingOf } from "./curve";
import { byGap, stepsByGap } from "./gap";
import type { JourneyMap, MapSpan, Step } from "./map";
import { loadMap } from "./map-sql";

export type { JourneyMap, MapSpan, Step } from "./map";

/**
 * One map with its live values of its segment's present members, or of everybody.
 * @param span with `previous`, what moved is told too
 * @throws AppError not_found
 */
export async function getJourney(actor: Actor, id: string, span: MapSpan): Promise<JourneyMap> {
  allow(actor, "journeys.read");
  const map = isId(id) ? await loadMap(inWorkspace(actor), actor, id, span) : null;
  if (!map) throw notFound("This journey");
  return map;
}

/** Several maps, their values only; those that went away meanwhile are left out. */
async function mapsOf(actor: Actor, ids: readonly { id: string }[], span: MapSpan): Promise<JourneyMap[]> {
  const { fromDay, toDay } = span;
  const db = inWorkspace(actor);
  const maps = await Promise.all(ids.map(({ id }) => loadMap(db, actor, id, { fromDay, toDay }, { valuesOnly: true })));
  return maps.filter((map) => map !== null);
}

export type WorstGap = { journeyId: string; journeyName: string; segmentName: string | null; step: Step };

export type JourneyRow = {
  id: string;
  name: string;
  segmentName: string | null;
  memberCount: number | null;
  stages: string[];
  steps: number;
  answers: number;
  worst: Step | null;
  short: number;
  /** Mean rating of each step in order; null where none can be shown. */
  actuals: (number | null)[];
  /** The same steps as feelings of −2 … +2: felt and wished. */
  felt: { actual: number | null; desired: number | null }[];
  /** Steps that have an answer, of all. */
  heard: number;
};

/** Every journey with what its map says at a glance. */
export async function listJourneys(actor: Actor, span: MapSpan): Promise<JourneyRow[]> {
  allow(actor, "journeys.read");
  const journeys = await inWorkspace(actor).journey.findMany({
    where: { archivedAt: null },
    orderBy: { createdAt: "asc" },
    select: { id: true },
    take: 100,
  });
  const maps = await mapsOf(actor, journeys, span);
  return maps.map((map) => {
    const steps = stepsByGap(map);
    return {
      id: map.id,
      name: map.name,
      segmentName: map.segment?.name ?? null,
      memberCount: map.segment?.memberCount ?? null,
      stages: map.stages.map(({ name }) => name),
      steps: steps.length,
      answers: map.answers,
      worst: steps[0]?.gap.verdict === "short" ? steps[0] : null,
      short: steps.filter(({ gap }) => gap.verdict === "short").length,
      actuals: map.stages.flatMap((stage) => stage.steps.map(({ gap }) => gap.actual)),
      felt: map.stages.flatMap((stage) =>
        stage.steps.map(({ gap, scale }) => ({
          actual: gap.actual !== null && scale ? feelingOf(gap.actual, scale) : null,
          desired: gap.desired !== null && scale ? feelingOf(gap.desired, scale) : null,
        })),
      ),
      heard: steps.filter(({ gap }) => gap.n > 0).length,
    };
  });
}

/** The furthest shortfalls of all journeys, the worst first; only proved ones. */
export async function worstGaps(actor: Actor, span: MapSpan, most = 3): Promise<WorstGap[]> {
  allow(actor, "journeys.read");
  const journeys = await inWorkspace(actor).journey.findMany({
    where: { archivedAt: null },
    select: { id: true },
    take: 20,
  });
  const maps = await mapsOf(actor, journeys, span);
  return maps
    .flatMap((map) =>
      stepsByGap(map).map((step) => ({
        journeyId: map.id,
        journeyName: map.name,
        segmentName: map.segment?.name ?? null,
        step,
      })),
    )
    .filter(({ step }) => step.gap.verdict === "short")
    .sort((a, b) => byGap(a.step.gap, b.step.gap))
    .slice(0, most);
}

export type MapChoices = { segments: { id: string; name: string }[]; touchpoints: { id: string; name: string }[] };

/** What an editor of maps chooses from: whose map it is, and where its steps are. */
export async function listMapChoices(actor: Actor): Promise<MapChoices> {
  allow(actor, "journeys.read");
  const db = inWorkspace(actor);
  const select = { id: true, name: true };
  const [segments, touchpoints] = await Promise.all([
    db.segment.findMany({ where: { archivedAt: null }, orderBy: { name: "asc" }, select }),
    db.touchpoint.findMany({ where: { archivedAt: null }, orderBy: [{ position: "asc" }, { name: "asc" }], select }),
  ]);
  return { segments, touchpoints };
}

/** For a page's title. @throws AppError not_found */
export async function journeyName(actor: Actor, id: string): Promise<string> {
  allow(actor, "journeys.read");
  const found = isId(id)
    ? await inWorkspace(actor).journey.findFirst({ where: { id, archivedAt: null }, select: { name: true } })
    : null;
  if (!found) throw notFound("This journey");
  return found.name;
}
