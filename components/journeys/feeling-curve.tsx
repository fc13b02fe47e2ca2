import { useTranslations } from "next-intl";
import { formatNumber } from "@/lib/format";
import { feelingOf, type Point, sampleCurve } from "@/lib/journeys/curve";
import type { Step } from "./map-data";

export const COLUMN = 112;
const HEIGHT = 246;
/** Where a feeling of +2 stands, and how far a whole point is below it. */
export const TOP = 44;
export const UNIT = 43;

/** Of a feeling of −2 … +2. */
const yOf = (feeling: number): number => TOP + (2 - feeling) * UNIT;
const path = (points: readonly Point[]): string =>
  points.map(({ x, y }, index) => `${index === 0 ? "M" : "L"}${x.toFixed(1)} ${y.toFixed(1)}`).join("");
const area = (upper: readonly Point[], lower: readonly Point[]): string =>
  upper.length > 1 ? `${path(upper)}${path([...lower].reverse()).replace("M", "L")}Z` : "";

type Measured = { index: number; step: Step; scale: { min: number; max: number }; actual: number };

/** Runs of neighbours that were measured: the line joins points and crosses no hole. */
function runsOf(steps: readonly Step[]): Measured[][] {
  const runs: Measured[][] = [];
  let run: Measured[] = [];
  steps.forEach((step, index) => {
    if (step.gap.actual !== null && step.scale) run.push({ index, step, scale: step.scale, actual: step.gap.actual });
    else {
      if (run.length > 0) runs.push(run);
      run = [];
    }
  });
  if (run.length > 0) runs.push(run);
  return runs;
}

/** Feeling along the journey: actual with its band, desired dashed, the gap filled, the worst one marked. */
export function FeelingCurve({
  steps,
  stageEnds,
  worstId,
  label,
}: {
  steps: readonly Step[];
  /** Number of steps after which each stage ends. */
  stageEnds: readonly number[];
  worstId: string | null;
  label: string;
}) {
  const t = useTranslations("journeys.map");
  const width = steps.length * COLUMN;
  const xOf = (index: number) => (index + 0.5) * COLUMN;
  const runs = runsOf(steps);
  const worst = runs.flat().find(({ step }) => step.id === worstId);
  const wished = steps.flatMap((step, index) =>
    step.gap.desired !== null && step.scale ? [{ index, step, scale: step.scale, desired: step.gap.desired }] : [],
  );
  const desiredLine = sampleCurve(
    wished.map(({ index, scale, desired }) => ({ x: xOf(index), y: yOf(feelingOf(desired, scale)) })),
  );
  const first = runs[0]?.[0];
  const firstWish = wished[0];
  const labelsClash =
    first &&
    firstWish &&
    first.index === firstWish.index &&
    feelingOf(first.actual, first.scale) > feelingOf(firstWish.desired, firstWish.scale);
  return (
    <svg
      width={width}
      height={HEIGHT}
      viewBox={`0 0 ${width} ${HEIGHT}`}
      role="img"
      aria-label={label}
      className="block text-xs"
    >
      {[2, 1, 0, -1, -2].map((feeling) => (
        <line
          key={feeling}
          x1={0}
          x2={width}
          y1={yOf(feeling)}
          y2={yOf(feeling)}
          stroke={feeling === 0 ? "var(--color-line-strong)" : "var(--color-line)"}
          strokeDasharray={feeling === 0 ? undefined : "1 3"}
        />
      ))}
      {stageEnds.slice(0, -1).map((end) => (
        <line key={end} x1={end * COLUMN} x2={end * COLUMN} y1={0} y2={HEIGHT} stroke="var(--color-line-strong)" />
      ))}
      {runs.map((run) => {
        const line = sampleCurve(
          run.map(({ index, scale, actual }) => ({ x: xOf(index), y: yOf(feelingOf(actual, scale)) })),
        );
        const bounded = run.filter(({ step }) => step.gap.interval);
        const edge = (side: "low" | "high") =>
          sampleCurve(
            bounded.map(({ index, scale, step }) => ({
              x: xOf(index),
              y: yOf(feelingOf(step.gap.interval?.[side] ?? 0, scale)),
            })),
          );
        const both = run.filter(({ step }) => step.gap.desired !== null);
        const actualAt = sampleCurve(
          both.map(({ index, scale, actual }) => ({ x: xOf(index), y: yOf(feelingOf(actual, scale)) })),
        );
        const desiredAt = sampleCurve(
          both.map(({ index, scale, step }) => ({ x: xOf(index), y: yOf(feelingOf(step.gap.desired ?? 0, scale)) })),
        );
        // y grows downwards: short is where the actual lies below, that is at a larger y.
        const lower = actualAt.map((point, i) => ({ x: point.x, y: Math.max(point.y, desiredAt[i]?.y ?? point.y) }));
        const upper = actualAt.map((point, i) => ({ x: point.x, y: Math.min(point.y, desiredAt[i]?.y ?? point.y) }));
        return (
          <g key={run[0]?.step.id}>
            <path d={area(desiredAt, lower)} fill="var(--color-detractor)" fillOpacity={0.15} />
            <path d={area(upper, desiredAt)} fill="var(--color-promoter)" fillOpacity={0.2} />
            <path d={area(edge("high"), edge("low"))} fill="var(--color-accent)" fillOpacity={0.2} />
            <path d={path(line)} fill="none" stroke="var(--color-accent)" strokeWidth={2.25} strokeLinejoin="round" />
          </g>
        );
      })}
      <path d={path(desiredLine)} fill="none" stroke="var(--color-ink)" strokeWidth={1.25} strokeDasharray="4 4" />
      {wished.map(({ index, step, scale, desired }) => (
        <circle
          key={step.id}
          cx={xOf(index)}
          cy={yOf(feelingOf(desired, scale))}
          r={3}
          fill="var(--color-surface)"
          stroke="var(--color-ink)"
          strokeWidth={1.25}
        />
      ))}
      {runs.flat().map(({ index, step, scale, actual }) => {
        const x = xOf(index);
        const weak = step.gap.state === "indicative";
        return (
          <g key={step.id}>
            {step.gap.interval ? (
              <line
                x1={x}
                x2={x}
                y1={yOf(feelingOf(step.gap.interval.low, scale))}
                y2={yOf(feelingOf(step.gap.interval.high, scale))}
                stroke="var(--color-accent)"
                strokeWidth={1.25}
              />
            ) : null}
            <circle
              cx={x}
              cy={yOf(feelingOf(actual, scale))}
              r={4}
              fill={weak ? "var(--color-surface)" : "var(--color-accent)"}
              stroke={weak ? "var(--color-accent)" : "var(--color-surface)"}
              strokeWidth={1.5}
            />
          </g>
        );
      })}
      {worst && worst.step.gap.desired !== null && worst.step.gap.gap !== null ? (
        <WorstMark
          x={xOf(worst.index)}
          from={yOf(feelingOf(worst.step.gap.desired, worst.scale))}
          to={yOf(feelingOf(worst.actual, worst.scale))}
          text={t("worst", { gap: formatNumber(worst.step.gap.gap, 1) })}
          width={width}
        />
      ) : null}
      {firstWish ? (
        <text
          x={8}
          y={yOf(feelingOf(firstWish.desired, firstWish.scale)) + (labelsClash ? 20 : -10)}
          fill="var(--color-ink)"
          fontSize={12}
        >
          {t("desired")}
        </text>
      ) : null}
      {first ? (
        <text
          x={8}
          y={yOf(feelingOf(first.actual, first.scale)) + (labelsClash ? -12 : 22)}
          fill="var(--color-accent-text)"
          fontSize={12}
        >
          {t("actual")}
        </text>
      ) : null}
    </svg>
  );
}

type WorstMarkProps = { x: number; from: number; to: number; text: string; width: number };

/** A bracket over the gap, and its size on a pill below it, clear of the line. */
function WorstMark({ x, from, to, text, width }: WorstMarkProps) {
  const half = text.length * 3.4 + 10;
  const at = Math.min(Math.max(x, half + 2), width - half - 2);
  const y = Math.min(HEIGHT - 26, to + 12);
  return (
    <g>
      <path
        d={`M${x - 4} ${from + 6}h8M${x} ${from + 6}V${to - 6}M${x - 4} ${to - 6}h8`}
        stroke="var(--color-detractor-text)"
        strokeWidth={1.5}
        fill="none"
      />
      <rect x={at - half} y={y} width={half * 2} height={22} rx={11} fill="var(--color-detractor-text)" />
      <text x={at} y={y + 15} textAnchor="middle" fontSize={12} fontWeight={600} fill="var(--color-surface)">
        {text}
      </text>
    </g>
  );
}
