import type { LaneKey, MapRowKey } from "@/lib/journeys/lanes";
import { MAP_ROWS } from "@/lib/journeys/lanes";
import type { JourneyMap, Stage, Step } from "@/lib/journeys/map";

/** Pixels at a zoom of 1. */
export const LABELS = 144;
export const COLUMN = 109;

/** A feeling of +2 stands this far below the top of its lane, and a whole point is this far. */
export const FEELING_TOP = 34;
export const FEELING_UNIT = 42;
export const FEELING_HEIGHT = FEELING_TOP + 4 * FEELING_UNIT + 16;
/** Of a feeling of −2 … +2. */
export const feelingY = (feeling: number): number => FEELING_TOP + (2 - feeling) * FEELING_UNIT;

/** A column: a step, or the place of a stage that has none yet. */
export type Column = { key: string; stage: Stage; step: Step | null; isStageEnd: boolean };

/** @param withEmpty a stage without steps has a column, where one can be added */
export function columnsOf(stages: readonly Stage[], withEmpty: boolean): Column[] {
  const columns = stages.flatMap((stage): Column[] =>
    stage.steps.length > 0
      ? stage.steps.map((step, index) => ({
          key: step.id,
          stage,
          step,
          isStageEnd: index === stage.steps.length - 1,
        }))
      : withEmpty
        ? [{ key: `empty-${stage.id}`, stage, step: null, isStageEnd: true }]
        : [],
  );
  const last = columns.at(-1);
  if (last) last.isStageEnd = false;
  return columns;
}

/** Whether anything stands in a row of the map. */
export function isRowEmpty(map: Pick<JourneyMap, "stages">, key: MapRowKey): boolean {
  const has = (test: (step: Step) => boolean) => map.stages.some(({ steps }) => steps.some(test));
  switch (key) {
    case "feeling":
      return !has(({ gap, cells }) => gap.n > 0 || cells.assumedFeeling !== null || cells.desired !== null);
    case "rating":
      return !has(({ gap, cells }) => gap.n > 0 || cells.desired !== null);
    case "trend":
      return !has(({ trend }) => trend !== null);
    case "effort":
      return !has(({ effort, cells }) => effort.n > 0 || cells.desiredEffort !== null);
    case "nps":
      return !has(({ nps, cells }) => nps.n > 0 || cells.desiredNps !== null);
    case "channels":
      return !has(({ channels }) => channels.length > 0);
    case "owner":
      return !has(({ ownerName }) => ownerName !== null);
    case "intended":
      return !has(({ intendedFeelings, cells }) => intendedFeelings.length > 0 || cells.intended !== "");
    case "controller":
    case "plans":
    case "evidence":
      return false;
    default: {
      const lanes: readonly LaneKey[] = MAP_ROWS.find((row) => row.key === key)?.cells ?? [];
      return !has(
        ({ cells, quotes }) =>
          lanes.some((lane) => cells[lane] !== "" && cells[lane] !== null && cells[lane] !== false) ||
          quotes.some(({ lane }) => lanes.includes(lane)),
      );
    }
  }
}

export const DEFAULT_ROWS: MapRowKey[] = MAP_ROWS.filter(({ isDefault }) => isDefault).map(({ key }) => key);

/** Which rows a browser wants to see: keys with dots between, as the cookie holds them; unknown ones are left out. */
export const lanesCookie = "waymark_lanes";
export function parseRows(value: string | undefined): MapRowKey[] {
  if (!value) return DEFAULT_ROWS;
  const wanted = new Set(value.split("."));
  const known = MAP_ROWS.filter(({ key }) => wanted.has(key)).map(({ key }) => key);
  return known.length > 0 ? known : DEFAULT_ROWS;
}
