import { type Point, sampleCurve } from "@/lib/journeys/curve";

const WIDTH = 240;
const HEIGHT = 60;
const EDGE = 4;

type Felt = { actual: number | null; desired: number | null };

const path = (points: readonly Point[]) =>
  points.map(({ x, y }, index) => `${index === 0 ? "M" : "L"}${x.toFixed(1)} ${y.toFixed(1)}`).join("");

/** A map at a glance: what is felt against what is wished, step by step, the way between shaded; from +2 down. */
export function MiniCurve({ felt, label }: { felt: readonly Felt[]; label: string }) {
  const xOf = (index: number) => EDGE + (felt.length > 1 ? index / (felt.length - 1) : 0.5) * (WIDTH - 2 * EDGE);
  // Down to −1, or further where somebody feels so.
  const lowest = Math.min(-1, ...felt.flatMap(({ actual, desired }) => [actual ?? 0, desired ?? 0]));
  const yOf = (feeling: number) => EDGE + ((2 - feeling) / (2 - lowest)) * (HEIGHT - 2 * EDGE);
  const runs: { x: number; actual: number; desired: number | null }[][] = [[]];
  felt.forEach(({ actual, desired }, index) => {
    if (actual === null) runs.push([]);
    else runs.at(-1)?.push({ x: xOf(index), actual, desired });
  });
  const wished = sampleCurve(
    felt.flatMap(({ desired }, index) => (desired === null ? [] : [{ x: xOf(index), y: yOf(desired) }])),
  );
  return (
    <svg
      role="img"
      aria-label={label}
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      className="h-auto w-full max-w-60 overflow-visible"
    >
      <line x1={0} x2={WIDTH} y1={yOf(0)} y2={yOf(0)} stroke="var(--color-line-strong)" />
      {runs.map((run) => {
        if (run.length === 0) return null;
        const line = sampleCurve(run.map(({ x, actual }) => ({ x, y: yOf(actual) })));
        const both = run.flatMap(({ x, actual, desired }) => (desired === null ? [] : [{ x, actual, desired }]));
        const above = sampleCurve(both.map(({ x, desired }) => ({ x, y: yOf(desired) })));
        const below = sampleCurve(both.map(({ x, actual }) => ({ x, y: yOf(actual) })));
        const short = below.map(({ x, y }, index) => ({ x, y: Math.max(y, above[index]?.y ?? y) }));
        const better = below.map(({ x, y }, index) => ({ x, y: Math.min(y, above[index]?.y ?? y) }));
        const area = (edge: readonly Point[]) => `${path(edge)}${path([...above].reverse()).replace("M", "L")}Z`;
        return (
          <g key={run[0]?.x}>
            {both.length > 1 ? (
              <>
                <path d={area(short)} fill="var(--color-detractor)" fillOpacity={0.2} />
                <path d={area(better)} fill="var(--color-promoter)" fillOpacity={0.25} />
              </>
            ) : null}
            {run.length > 1 ? (
              <path d={path(line)} fill="none" stroke="var(--color-accent)" strokeWidth={2} strokeLinejoin="round" />
            ) : (
              <circle cx={run[0]?.x} cy={yOf(run[0]?.actual ?? 0)} r={2.5} fill="var(--color-accent)" />
            )}
          </g>
        );
      })}
      <path d={path(wished)} fill="none" stroke="var(--color-ink)" strokeDasharray="3 3" />
    </svg>
  );
}
