import { useLocale, useTranslations } from "next-intl";
import { ChartFrame, type ChartText } from "./chart-frame";
import { placeOutward } from "./dumbbell-layout";
import { niceTicks, shareOf, textWidth } from "./scale";
import { type ValueFormat, valueText } from "./value-text";

export type DumbbellSide = {
  /** "said so" */
  label: string;
  value: number;
  /** 95 % interval; left out when there is none. */
  low?: number | null;
  high?: number | null;
  n?: number;
};

export type DumbbellProps = ChartText & {
  /** A filled circle: these customers. */
  a: DumbbellSide;
  /** A hollow diamond: the rest. */
  b: DumbbellSide;
  /** The measure's full scale; shares begin at 0. */
  scale: readonly [number, number];
  ticks?: readonly number[];
  /** Under the ticks: "Whole flight, 1 to 5". */
  unit: string;
  format: ValueFormat;
  /** How ticks are written; whole numbers of the same kind when left out. */
  tickFormat?: ValueFormat;
  /** Which end is good; "none" keeps both neutral. */
  better?: "higher" | "lower" | "none";
};

const width = 332;
const axis = { start: 7, end: 287 };
const tones = {
  worse: { mark: "var(--color-detractor)", text: "var(--color-detractor-text)" },
  better: { mark: "var(--color-promoter)", text: "var(--color-promoter-text)" },
  neutral: { mark: "var(--color-muted)", text: "var(--color-ink)" },
};

/** Two values on the full scale of their measure, each with its interval. */
export function Dumbbell({
  a,
  b,
  scale,
  ticks,
  unit,
  format,
  tickFormat,
  better = "higher",
  label,
  ...text
}: DumbbellProps) {
  const t = useTranslations("common.chart");
  const locale = useLocale();
  const at = (value: number) => axis.start + shareOf(value, scale) * (axis.end - axis.start);
  const aIsLeft = a.value <= b.value;
  const equal = a.value === b.value;
  const toneOf = (side: DumbbellSide, other: DumbbellSide) => {
    if (better === "none" || equal) return tones.neutral;
    return side.value > other.value === (better === "higher") ? tones.better : tones.worse;
  };
  const [left, right] = aIsLeft ? [a, b] : [b, a];
  const leftValue = valueText(left.value, format, locale);
  const rightValue = valueText(right.value, format, locale);
  const places = placeOutward(
    at(left.value),
    at(right.value),
    textWidth(`${left.label} ${leftValue}`),
    textWidth(`${rightValue} ${right.label}`),
    width,
  );
  const shownTicks = ticks ?? niceTicks(scale[0], scale[1], 5).filter((tick) => tick >= scale[0] && tick <= scale[1]);
  const writeTick = tickFormat ?? { ...format, digits: 0, suffix: "", signed: false };
  const interval = (side: DumbbellSide) =>
    typeof side.low === "number" && typeof side.high === "number" ? { low: side.low, high: side.high } : null;

  return (
    <ChartFrame
      {...text}
      label={label ?? unit}
      table={{
        columns: [
          { label: t("name") },
          { label: t("value"), end: true },
          { label: t("from"), end: true },
          { label: t("to"), end: true },
          { label: t("n"), end: true },
        ],
        rows: [a, b].map((side) => {
          const times = format.times ?? 1;
          const band = interval(side);
          return [
            side.label,
            side.value * times,
            band ? band.low * times : null,
            band ? band.high * times : null,
            side.n ?? null,
          ];
        }),
      }}
    >
      <svg
        viewBox={`0 0 ${width} 84`}
        width={width}
        height={84}
        className="max-w-full"
        fontSize="12"
        aria-hidden="true"
      >
        {[a, b].map((side, index) => {
          const band = interval(side);
          if (!band) return null;
          const x = at(band.low);
          return (
            <rect
              key={index}
              x={x}
              y={21}
              width={Math.max(2, at(band.high) - x)}
              height={14}
              rx={2}
              fill={toneOf(side, index === 0 ? b : a).mark}
              opacity={0.3}
            />
          );
        })}
        <line
          x1={at(a.value)}
          x2={at(b.value)}
          y1={28}
          y2={28}
          stroke="var(--color-muted)"
          strokeOpacity={0.45}
          strokeWidth={2}
        />
        <rect
          x={at(b.value) - 4}
          y={24}
          width={8}
          height={8}
          transform={`rotate(45 ${at(b.value)} 28)`}
          fill="var(--color-surface)"
          stroke={toneOf(b, a).mark}
          strokeWidth={2}
        />
        <circle cx={at(a.value)} cy={28} r={5} fill={toneOf(a, b).mark} />
        <text
          x={places.leftStart + textWidth(`${left.label} ${leftValue}`)}
          y={13}
          textAnchor="end"
          fill="var(--color-muted)"
        >
          {left.label}{" "}
          <tspan fontWeight={600} fill={toneOf(left, right).text}>
            {leftValue}
          </tspan>
        </text>
        <text x={places.rightStart} y={13} fill="var(--color-muted)">
          <tspan fontWeight={600} fill={toneOf(right, left).text}>
            {rightValue}
          </tspan>{" "}
          {right.label}
        </text>
        <line x1={axis.start} x2={axis.end} y1={43} y2={43} stroke="var(--color-line-strong)" />
        {shownTicks.map((tick) => (
          <g key={tick}>
            <line x1={at(tick)} x2={at(tick)} y1={43} y2={46} stroke="var(--color-line-strong)" />
            <text x={at(tick)} y={60} textAnchor="middle" fill="var(--color-muted)">
              {valueText(tick, writeTick, locale)}
            </text>
          </g>
        ))}
        <text x={axis.start} y={78} fill="var(--color-muted)">
          {unit}
        </text>
      </svg>
    </ChartFrame>
  );
}
