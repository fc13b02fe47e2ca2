import { useLocale, useTranslations } from "next-intl";
import { ChartFrame, type ChartText } from "./chart-frame";
import { type PointState, type ValueFormat, valueText } from "./value-text";

export type RadarValue = {
  value: number | null;
  low: number | null;
  high: number | null;
  n: number;
  state?: PointState;
  /** Where it lies on its own scale, 0 (middle of the picture) to 1. */
  share: number | null;
};

export type RadarSpoke = { key: string; label: string; a: RadarValue; b: RadarValue | null };

export type RadarChartProps = ChartText & {
  spokes: readonly RadarSpoke[];
  /** Names of the two shapes: filled, and dashed with hollow diamonds. */
  nameA: string;
  nameB: string | null;
  format: ValueFormat;
  unit: string;
  /** Head of the table's first column. */
  spokeLabel: string;
  k?: number;
};

const SIZE = 340;
const RADIUS = 96;
const MIDDLE = { x: SIZE / 2, y: 136 };
const RINGS = [0.25, 0.5, 0.75, 1];

const shown = (point: RadarValue | null): point is RadarValue & { share: number; value: number } =>
  point !== null && point.share !== null && point.value !== null && point.state !== "hidden";

/** Five or so means round a middle, each on its own scale, beside a second shape; the table tells them with n and interval. */
export function RadarChart(props: RadarChartProps) {
  const { spokes, nameA, nameB, format, unit, spokeLabel, k = 5, ...text } = props;
  const t = useTranslations("common");
  const locale = useLocale();
  const place = (index: number, share: number) => {
    const angle = (index / spokes.length) * 2 * Math.PI - Math.PI / 2;
    return { x: MIDDLE.x + Math.cos(angle) * RADIUS * share, y: MIDDLE.y + Math.sin(angle) * RADIUS * share };
  };
  const points = (pick: (spoke: RadarSpoke) => RadarValue | null) =>
    spokes.map((spoke, index) => {
      const value = pick(spoke);
      return shown(value) ? { ...place(index, value.share), value } : null;
    });
  const shapeA = points(({ a }) => a);
  const shapeB = points(({ b }) => b);
  // A shape is closed only when every spoke is known: a line across a gap would tell what nobody said.
  const outline = (shape: ReturnType<typeof points>) =>
    shape.every((point) => point !== null) ? shape.map((point) => `${point?.x},${point?.y}`).join(" ") : null;
  const write = (point: RadarValue | null) =>
    !point || (point.n === 0 && point.state !== "hidden")
      ? "–"
      : shown(point)
        ? valueText(point.value, format, locale)
        : t("fewerThan", { k });
  return (
    <ChartFrame
      {...text}
      label={text.label ?? unit}
      table={{
        columns: [
          { label: spokeLabel },
          { label: nameA, end: true },
          { label: t("chart.from"), end: true },
          { label: t("chart.to"), end: true },
          { label: t("chart.n"), end: true },
          ...(nameB ? [{ label: nameB, end: true }] : []),
        ],
        rows: spokes.map(({ label, a, b }) => [
          label,
          shown(a) ? a.value : write(a),
          shown(a) ? a.low : null,
          shown(a) ? a.high : null,
          shown(a) ? a.n : null,
          ...(nameB ? [shown(b) ? b.value : write(b)] : []),
        ]),
      }}
    >
      <svg viewBox={`0 0 ${SIZE} 272`} className="mx-auto block w-full max-w-96" role="presentation">
        {RINGS.map((ring) => (
          <polygon
            key={ring}
            points={spokes
              .map((_, index) => place(index, ring))
              .map(({ x, y }) => `${x},${y}`)
              .join(" ")}
            fill={ring === 1 ? "var(--color-sunken)" : "none"}
            fillOpacity={0.5}
            stroke={ring === 0.5 ? "var(--color-line-strong)" : "var(--color-line)"}
          />
        ))}
        {spokes.map((spoke, index) => {
          const end = place(index, 1);
          const name = place(index, 1.2);
          const anchor = Math.abs(name.x - MIDDLE.x) < 8 ? "middle" : name.x > MIDDLE.x ? "start" : "end";
          return (
            <g key={spoke.key}>
              <line x1={MIDDLE.x} y1={MIDDLE.y} x2={end.x} y2={end.y} stroke="var(--color-line)" />
              <text
                x={anchor === "middle" ? name.x : anchor === "start" ? end.x + 8 : end.x - 8}
                y={name.y - (index === 0 ? 8 : 2)}
                textAnchor={anchor}
                fontSize={12}
                fill="var(--color-muted)"
              >
                {spoke.label}
              </text>
              <text
                x={anchor === "middle" ? name.x : anchor === "start" ? end.x + 8 : end.x - 8}
                y={name.y + (index === 0 ? 6 : 12)}
                textAnchor={anchor}
                fontSize={shown(spoke.a) ? 12 : 11}
                fontWeight={shown(spoke.a) ? 600 : 400}
                fill={shown(spoke.a) ? "var(--color-ink)" : "var(--color-muted)"}
              >
                {write(spoke.a)}
              </text>
            </g>
          );
        })}
        {outline(shapeB) ? (
          <polygon
            points={outline(shapeB) ?? ""}
            fill="none"
            stroke="var(--color-muted)"
            strokeWidth={1.5}
            strokeDasharray="4 3"
          />
        ) : null}
        {outline(shapeA) ? (
          <polygon
            points={outline(shapeA) ?? ""}
            fill="var(--color-accent)"
            fillOpacity={0.16}
            stroke="var(--color-accent)"
            strokeWidth={2}
            strokeLinejoin="round"
          />
        ) : null}
        {shapeB.map((point, index) =>
          point ? (
            <rect
              key={spokes[index]?.key}
              x={point.x - 3.5}
              y={point.y - 3.5}
              width={7}
              height={7}
              transform={`rotate(45 ${point.x} ${point.y})`}
              fill="var(--color-surface)"
              stroke="var(--color-muted)"
              strokeWidth={1.5}
            />
          ) : null,
        )}
        {shapeA.map((point, index) =>
          point ? (
            <circle
              key={spokes[index]?.key}
              cx={point.x}
              cy={point.y}
              r={4}
              fill={point.value.state === "indicative" ? "var(--color-surface)" : "var(--color-accent)"}
              stroke="var(--color-accent)"
              strokeWidth={1.75}
            />
          ) : null,
        )}
      </svg>
      <p className="flex flex-wrap justify-center gap-x-4 gap-y-1 text-xs text-muted">
        <span className="inline-flex items-center gap-1.5">
          <span className="size-2.5 rounded-full bg-accent" /> {nameA}
        </span>
        {nameB ? (
          <span className="inline-flex items-center gap-1.5">
            <span className="size-2 rotate-45 border border-muted bg-surface" /> {nameB}
          </span>
        ) : null}
      </p>
    </ChartFrame>
  );
}
