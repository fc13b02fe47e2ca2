import { memo } from "react";
import { feelingOf, type Point, sampleCurve } from "@/lib/journeys/curve";
import type { Gap } from "@/lib/journeys/gap";
import type { Scale } from "@/lib/journeys/map";
import { FEELING_HEIGHT, feelingY } from "./layout";

/** What the lines need to know of a column. */
export type FeltColumn = { gap: Gap; scale: Scale | null; assumed: number | null } | null;

/** A wish on its own scale; without answers the usual 1 to 5 is meant. */
export const USUAL_SCALE: Scale = { min: 1, max: 5 };

const UNIT = 100;
const path = (points: readonly Point[]): string =>
  points.map(({ x, y }, index) => `${index === 0 ? "M" : "L"}${x.toFixed(1)} ${y.toFixed(1)}`).join("");
const area = (upper: readonly Point[], lower: readonly Point[]): string =>
  upper.length > 1 ? `${path(upper)}${path([...lower].reverse()).replace("M", "L")}Z` : "";

type Measured = { x: number; scale: Scale; actual: number; gap: Gap };

/** Runs of neighbours that were measured: the line joins points and crosses no hole. */
function runsOf(columns: readonly FeltColumn[]): Measured[][] {
  const runs: Measured[][] = [[]];
  columns.forEach((column, index) => {
    if (column?.scale && column.gap.actual !== null) {
      const { gap, scale } = column;
      runs.at(-1)?.push({ x: (index + 0.5) * UNIT, scale, actual: gap.actual ?? 0, gap });
    } else runs.push([]);
  });
  return runs.filter((run) => run.length > 0);
}

const curve = (points: readonly { x: number; feeling: number }[]): Point[] =>
  sampleCurve(
    points.map(({ x, feeling }) => ({ x, y: feelingY(feeling) })),
    12,
  );

/**
 * The lines of the feeling lane over all its columns: stretched to them, so that nothing has to be measured. Points and
 * words stand in the columns themselves.
 */
export const FeelingLines = memo(function FeelingLines({
  columns,
  showAssumed,
}: {
  columns: readonly FeltColumn[];
  showAssumed: boolean;
}) {
  const runs = runsOf(columns);
  const at = (index: number) => (index + 0.5) * UNIT;
  const wished = columns.flatMap((column, index) =>
    column && column.gap.desired !== null
      ? [{ x: at(index), feeling: feelingOf(column.gap.desired, column.scale ?? USUAL_SCALE) }]
      : [],
  );
  const assumed = columns.flatMap((column, index) =>
    column?.assumed !== null && column?.assumed !== undefined ? [{ x: at(index), feeling: column.assumed }] : [],
  );
  const stroke = { fill: "none", vectorEffect: "non-scaling-stroke" as const, strokeLinejoin: "round" as const };
  return (
    <svg
      aria-hidden
      viewBox={`0 0 ${columns.length * UNIT} ${FEELING_HEIGHT}`}
      preserveAspectRatio="none"
      style={{ width: `${columns.length * 100}%`, height: FEELING_HEIGHT }}
      className="pointer-events-none absolute start-0 top-0"
    >
      {[2, 1, 0, -1, -2].map((feeling) => (
        <line
          key={feeling}
          x1={0}
          x2={columns.length * UNIT}
          y1={feelingY(feeling)}
          y2={feelingY(feeling)}
          stroke={feeling === 0 ? "var(--color-line-strong)" : "var(--color-line)"}
          strokeDasharray={feeling === 0 ? undefined : "2 4"}
          vectorEffect="non-scaling-stroke"
        />
      ))}
      {runs.map((run) => {
        const line = curve(run.map(({ x, scale, actual }) => ({ x, feeling: feelingOf(actual, scale) })));
        const edge = (side: "low" | "high") =>
          curve(
            run.flatMap(({ x, scale, gap }) =>
              gap.interval ? [{ x, feeling: feelingOf(gap.interval[side], scale) }] : [],
            ),
          );
        const both = run.filter(({ gap }) => gap.desired !== null);
        const actualAt = curve(both.map(({ x, scale, actual }) => ({ x, feeling: feelingOf(actual, scale) })));
        const desiredAt = curve(both.map(({ x, scale, gap }) => ({ x, feeling: feelingOf(gap.desired ?? 0, scale) })));
        // y grows downwards: short is where the actual lies below, that is at a larger y.
        const lower = actualAt.map((point, i) => ({ x: point.x, y: Math.max(point.y, desiredAt[i]?.y ?? point.y) }));
        const upper = actualAt.map((point, i) => ({ x: point.x, y: Math.min(point.y, desiredAt[i]?.y ?? point.y) }));
        return (
          <g key={run[0]?.x}>
            <path d={area(desiredAt, lower)} fill="var(--color-detractor)" fillOpacity={0.15} />
            <path d={area(upper, desiredAt)} fill="var(--color-promoter)" fillOpacity={0.2} />
            <path d={area(edge("high"), edge("low"))} fill="var(--color-accent)" fillOpacity={0.2} />
            <path {...stroke} d={path(line)} stroke="var(--color-accent)" strokeWidth={2.25} />
          </g>
        );
      })}
      {showAssumed && assumed.length > 1 ? (
        <path
          {...stroke}
          d={path(curve(assumed))}
          stroke="var(--color-passive)"
          strokeWidth={1.5}
          strokeDasharray="1 4"
        />
      ) : null}
      <path {...stroke} d={path(curve(wished))} stroke="var(--color-ink)" strokeWidth={1.25} strokeDasharray="4 4" />
    </svg>
  );
});
