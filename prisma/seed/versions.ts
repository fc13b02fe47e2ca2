import type { Actor } from "../../lib/auth/actor";
import { type Tx, transaction } from "../../lib/db";
import type { Cells } from "../../lib/journeys/lanes";
import { loadMap } from "../../lib/journeys/map-sql";
import { type JourneySnapshot, snapshotOf } from "../../lib/journeys/snapshot";
import { DAY_MS } from "./people";
import type { MadeJourney } from "./plans";
import { Random } from "./random";
import { insertRows, type Row } from "./rows";

type DemoVersion = {
  journey: string;
  name: string;
  daysAgo: number;
  /** What the map did not say yet. */
  without: (keyof Cells)[];
  withVoices: boolean;
};

const LATER: (keyof Cells)[] = ["motives", "questions", "expectations", "needs", "ideas", "intended"];

/** Kept versions, the oldest first: what was believed, what parents said, what is shown to the board. */
const VERSIONS: readonly DemoVersion[] = [
  {
    journey: "Flying with a toddler",
    name: "As we believed it",
    daysAgo: 190,
    without: [...LATER, "frictionDecision", "frictionReason", "isPeak", "isCoCreated", "evidence"],
    withVoices: false,
  },
  {
    journey: "Flying with a toddler",
    name: "After the evenings with parents",
    daysAgo: 36,
    without: ["ideas", "intended", "frictionDecision", "frictionReason"],
    withVoices: true,
  },
  { journey: "Flying with a toddler", name: "For the board", daysAgo: 1.3, without: [], withVoices: true },
  {
    journey: "A day trip on business",
    name: "Workshop with key accounts",
    daysAgo: 201,
    without: [...LATER, "frictionReason"],
    withVoices: false,
  },
];

const NOTHING: Partial<Cells> = {
  evidence: "none",
  frictionDecision: null,
  isPeak: false,
  isFlow: false,
  isCoCreated: false,
};

/** Keeps versions of the maps with the values of the ninety days before each. */
export async function writeVersions(actor: Actor, journeys: readonly MadeJourney[], byId: string | null, now: Date) {
  const random = Random.of(VERSIONS.length, "versions");
  await transaction(actor, async (tx) => {
    const versions: Row[] = [];
    const numbers: Record<string, number> = {};
    for (const version of VERSIONS) {
      const journey = journeys.find(({ name }) => name === version.journey);
      if (!journey) throw new Error(`There is no journey ${version.journey}.`);
      const number = (numbers[journey.id] ?? 0) + 1;
      numbers[journey.id] = number;
      versions.push({
        id: random.id(),
        journey_id: journey.id,
        number,
        name: version.name,
        snapshot: await snapshotThen(tx, actor, journey.id, version, now),
        created_by_id: byId,
        created_at: new Date(+now - version.daysAgo * DAY_MS),
      });
    }
    await insertRows(tx, actor, "journey_versions", versions);
  });
}

async function snapshotThen(
  tx: Tx,
  actor: Actor,
  journeyId: string,
  { daysAgo, without, withVoices }: DemoVersion,
  now: Date,
): Promise<JourneySnapshot> {
  const day = (days: number) => new Date(+now - days * DAY_MS).toISOString().slice(0, 10);
  const span = { fromDay: day(daysAgo + 90), toDay: day(daysAgo) };
  const map = await loadMap(tx, actor, journeyId, span);
  if (!map) throw new Error("A journey of the demo is missing.");
  const kept = snapshotOf(map, span);
  return {
    ...kept,
    stages: kept.stages.map((stage) => ({
      ...stage,
      steps: stage.steps.map((step) => ({
        ...step,
        cells: {
          ...step.cells,
          ...Object.fromEntries(without.map((lane) => [lane, NOTHING[lane] ?? (lane in NOTHING ? null : "")])),
        },
        quotes: withVoices ? step.quotes : [],
      })),
    })),
  };
}
