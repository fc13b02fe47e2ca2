"use client";

import Link from "next/link";
import { useLocale, useTranslations } from "next-intl";
import { type MouseEvent, useEffect, useId, useRef, useState } from "react";
import {
  Area,
  CartesianGrid,
  ComposedChart,
  Line,
  ReferenceArea,
  ReferenceLine,
  Tooltip,
  XAxis,
  YAxis,
} from "recharts";
import { ChartFrame, type ChartText } from "./chart-frame";
import { niceTicks, textWidth } from "./scale";
import { trendRuns } from "./trend-runs";
import { countText, type PointState, type ValueFormat, valueText } from "./value-text";

export type TrendPoint = {
  key: string;
  /** On the axis: "Aug". */
  label: string;
  /** In the table and on hover: "August 2026". */
  fullLabel?: string;
  value: number | null;
  low: number | null;
  high: number | null;
  n: number;
  /** The answers behind it: a click on the point, and a link in the table. */
  href?: string;
  /** hidden leaves a gap, indicative is dashed with a hatched band. */
  state?: PointState;
};

export type TrendEvent = {
  /** Key of the point it falls on or after. */
  at: string;
  /** How far towards the next point, 0 to 1. */
  offset?: number;
  label: string;
  /** "17 Aug" */
  date?: string;
};

export type TrendChartProps = ChartText & {
  points: readonly TrendPoint[];
  format: ValueFormat;
  /** Of the values, for the table: "NPS". */
  unit: string;
  events?: readonly TrendEvent[];
  /** The chosen period, tinted. */
  highlight?: { from: string; to: string; label?: string };
  /** Ends of the axis; worked out from the intervals and zero when left out. */
  domain?: readonly [number, number];
  /** Zero belongs into the picture; off only where zero means nothing, as on a 1 to 5 scale. */
  zero?: boolean;
  height?: number;
  k?: number;
};

type Row = { index: number; point: TrendPoint };
const rowOf = (row: unknown) => row as Row;

/** A line over time with its interval as a band, the last value written at its end, and what happened meanwhile. */
export function TrendChart(props: TrendChartProps) {
  const {
    points,
    format,
    unit,
    events = [],
    highlight,
    domain,
    zero = true,
    height = 188,
    k = 5,
    label,
    ...text
  } = props;
  const t = useTranslations("common");
  const locale = useLocale();
  const hatch = useId();
  const box = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState(758);
  useEffect(() => {
    const element = box.current;
    if (!element) return;
    const observer = new ResizeObserver(([entry]) => {
      if (entry && entry.contentRect.width > 0) setWidth(Math.floor(entry.contentRect.width));
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, []);

  const times = format.times ?? 1;
  const shown = (point: TrendPoint) => point.value !== null && point.state !== "hidden";
  const rows: Row[] = points.map((point, index) => ({ index, point }));
  const indexOf = (key: string) => points.findIndex((point) => point.key === key);
  const last = points.findLastIndex(shown);
  const runs = trendRuns(points);

  const extremes = points
    .filter(shown)
    .flatMap((point) => [point.value ?? 0, point.low ?? point.value ?? 0, point.high ?? point.value ?? 0]);
  const [lowest, highest] = domain ?? [
    Math.min(...(zero ? [0] : []), ...extremes),
    Math.max(...(zero ? [0] : []), ...extremes),
  ];
  const steps = height < 140 ? 2 : 4;
  // Ticks are round in the unit that is written: 10 %, not 0.1.
  const ticks = niceTicks(lowest * times, highest * times, steps).map((tick) => tick / times);
  const [bottom, top] = [domain?.[0] ?? ticks[0] ?? 0, domain?.[1] ?? ticks.at(-1) ?? 1];
  const tickDigits = ticks.every((tick) => Number.isInteger(Number((tick * times).toPrecision(9))))
    ? 0
    : (format.digits ?? 1) || 1;

  const endText = last >= 0 ? valueText(points[last]?.value ?? 0, format, locale) : "";
  const endCount = last >= 0 ? t("chart.nEquals", { n: points[last]?.n ?? 0 }) : "";
  const right = Math.max(52, textWidth(endText, 8) + 16, textWidth(endCount, 7) + 12);
  const margin = { top: 8, right, left: 0, bottom: 0 };
  const axisWidth = 44;
  const plot = Math.max(60, width - margin.right - axisWidth);
  const step = points.length > 1 ? plot / (points.length - 1) : plot;
  const widest = Math.max(1, ...points.map((point) => textWidth(point.label)));
  const every = Math.max(1, Math.ceil((widest + 14) / step));
  const labelled = points.map((_, index) => index).filter((index) => (points.length - 1 - index) % every === 0);

  const placed = events
    .map((event) => ({ ...event, x: indexOf(event.at) + (event.offset ?? 0), known: indexOf(event.at) >= 0 }))
    .filter((event) => event.known)
    .sort((a, b) => a.x - b.x)
    .map((event, index) => ({ ...event, number: index + 1 }));
  // Names above the marks as long as they fit beside each other, moved in from the edges; otherwise numbers with a key below.
  const spans = placed.map((event) => {
    const half = Math.max(textWidth(event.label, 6.2), textWidth(event.date ?? "")) / 2;
    const middle = Math.min(Math.max(axisWidth + event.x * step, half + 2), width - half - 2);
    return { middle, from: middle - half, to: middle + half };
  });
  const named = spans.every((span, index) => span.to + 10 <= (spans[index + 1]?.from ?? Number.POSITIVE_INFINITY));
  if (placed.length > 0) margin.top = named ? 44 : 28;

  return (
    <ChartFrame
      {...text}
      label={label ?? unit}
      table={{
        columns: [
          { label: t("chart.period") },
          { label: unit, end: true },
          { label: t("chart.from"), end: true },
          { label: t("chart.to"), end: true },
          { label: t("chart.n"), end: true },
        ],
        rows: points.map((point) => {
          const name = point.fullLabel ?? point.label;
          if (!shown(point) || point.value === null) return [name, t("chart.hidden"), null, null, null];
          const scaled = (value: number | null) => (value === null ? null : Number((value * times).toPrecision(6)));
          return [name, scaled(point.value), scaled(point.low), scaled(point.high), point.n];
        }),
        hrefs: points.map((point) => (shown(point) ? point.href : undefined)),
      }}
    >
      <div ref={box} className="w-full overflow-hidden [contain:inline-size]" style={{ height: height + margin.top }}>
        <ComposedChart
          data={rows}
          width={width}
          height={height + margin.top}
          margin={margin}
          style={{ fontSize: 12 }}
          accessibilityLayer={false}
        >
          <defs>
            <pattern id={hatch} width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
              <line x1="0" y1="0" x2="0" y2="6" stroke="var(--color-accent)" strokeWidth="1.2" strokeOpacity="0.5" />
            </pattern>
          </defs>
          <CartesianGrid vertical={false} stroke="var(--color-line)" />
          <XAxis
            type="number"
            dataKey="index"
            domain={[0, Math.max(1, points.length - 1)]}
            ticks={labelled}
            interval={0}
            tickFormatter={(index: number) => points[index]?.label ?? ""}
            tick={{ fill: "var(--color-muted)" }}
            tickLine={false}
            tickMargin={6}
            height={26}
            axisLine={{ stroke: "var(--color-line-strong)" }}
          />
          <YAxis
            width={axisWidth}
            domain={[bottom, top]}
            ticks={ticks.filter((tick) => tick >= bottom - 1e-9 && tick <= top + 1e-9)}
            interval={0}
            tickFormatter={(value: number) => valueText(value, { ...format, digits: tickDigits }, locale)}
            tick={{ fill: "var(--color-muted)" }}
            tickLine={false}
            axisLine={false}
          />
          {highlight && indexOf(highlight.from) >= 0 && indexOf(highlight.to) >= 0 ? (
            <ReferenceArea
              x1={Math.max(0, indexOf(highlight.from) - 0.5)}
              x2={Math.min(Math.max(1, points.length - 1), indexOf(highlight.to) + 0.5)}
              fill="var(--color-accent)"
              fillOpacity={0.06}
              stroke="none"
              label={
                highlight.label
                  ? { value: highlight.label, position: "insideBottomLeft", fill: "var(--color-muted)", fontSize: 12 }
                  : undefined
              }
            />
          ) : null}
          {bottom <= 0 && top >= 0 ? <ReferenceLine y={0} stroke="var(--color-line-strong)" /> : null}
          {runs.map((run) => (
            <Area
              key={`band-${run.kind}-${run.from}`}
              type="linear"
              dataKey={(row: Row) =>
                row.index >= run.from && row.index <= run.to && row.point.low !== null && row.point.high !== null
                  ? [row.point.low, row.point.high]
                  : null
              }
              stroke="none"
              fill={run.kind === "solid" ? "var(--color-accent)" : `url(#${hatch})`}
              fillOpacity={run.kind === "solid" ? 0.16 : 1}
              isAnimationActive={false}
              activeDot={false}
              connectNulls={false}
            />
          ))}
          {placed.map((event, index) => (
            <ReferenceLine
              key={`${event.at}-${event.number}`}
              x={event.x}
              stroke="var(--color-muted)"
              strokeDasharray="2 3"
              label={(mark: { viewBox?: { x?: number; y?: number } }) => (
                <EventMark
                  x={mark.viewBox?.x ?? 0}
                  y={mark.viewBox?.y ?? 0}
                  event={event}
                  nameAt={named ? spans[index]?.middle : undefined}
                />
              )}
            />
          ))}
          {runs.map((run) => (
            <Line
              key={`line-${run.kind}-${run.from}`}
              type="linear"
              dataKey={(row: Row) => (row.index >= run.from && row.index <= run.to ? row.point.value : null)}
              stroke="var(--color-accent)"
              strokeWidth={2}
              strokeDasharray={run.kind === "indicative" ? "4 4" : undefined}
              dot={false}
              activeDot={false}
              isAnimationActive={false}
            />
          ))}
          <Line
            type="linear"
            dataKey={(row: Row) => (shown(row.point) ? row.point.value : null)}
            stroke="none"
            isAnimationActive={false}
            activeDot={{ r: 5, fill: "var(--color-accent)", stroke: "var(--color-surface)", strokeWidth: 2 }}
            dot={(dot: { cx?: number; cy?: number; payload?: unknown; key?: unknown }) => {
              const { index, point } = rowOf(dot.payload);
              if (!shown(point) || dot.cx === undefined || dot.cy === undefined) return <g key={index} />;
              const weak = point.state === "indicative";
              const isLast = index === last;
              return (
                <g key={index}>
                  {point.href ? (
                    // For the mouse alone, and over all of the height: nobody should have to aim at a dot of five pixels.
                    // A finger asks for the words of the point first; for it and the keyboard the links stand in the table.
                    <Link
                      href={point.href}
                      tabIndex={-1}
                      prefetch={false}
                      data-point={point.key}
                      onClick={(event) => {
                        if (!isMouse(event)) event.preventDefault();
                      }}
                    >
                      <rect x={dot.cx - step / 2} y={margin.top} width={step} height={height - 26} fill="transparent" />
                    </Link>
                  ) : null}
                  <circle
                    cx={dot.cx}
                    cy={dot.cy}
                    r={isLast ? 4.5 : points.length > 40 ? 0 : 2.5}
                    pointerEvents="none"
                    fill={weak ? "var(--color-surface)" : "var(--color-accent)"}
                    stroke={weak ? "var(--color-accent)" : isLast ? "var(--color-surface)" : "none"}
                    strokeWidth={1.75}
                  />
                  {isLast ? (
                    <>
                      <text x={dot.cx + 11} y={dot.cy} fill="var(--color-ink)" fontSize={12} fontWeight={600}>
                        {endText}
                      </text>
                      <text x={dot.cx + 11} y={dot.cy + 14} fill="var(--color-muted)" fontSize={12}>
                        {endCount}
                      </text>
                    </>
                  ) : null}
                </g>
              );
            }}
          />
          <Tooltip
            isAnimationActive={false}
            cursor={{ stroke: "var(--color-line-strong)" }}
            content={({ active, payload }) => {
              const entry: unknown = payload?.[0]?.payload;
              if (!active || entry === undefined) return null;
              const { point } = rowOf(entry);
              return (
                <div className="rounded-md border border-line bg-raised px-3 py-2 text-xs shadow-float">
                  <p className="font-medium">{point.fullLabel ?? point.label}</p>
                  {shown(point) && point.value !== null ? (
                    <>
                      <p>
                        <strong className="font-semibold">{valueText(point.value, format, locale)}</strong>{" "}
                        {point.low !== null && point.high !== null ? (
                          <span className="text-muted">
                            {t("chart.range", {
                              low: valueText(point.low, format, locale),
                              high: valueText(point.high, format, locale),
                            })}
                          </span>
                        ) : null}
                      </p>
                      <p className="text-muted">
                        {t("chart.nEquals", { n: point.n })}
                        {point.state === "indicative" ? `, ${t("indicativeShort")}` : ""}
                      </p>
                      {point.href ? <p className="text-muted touch:hidden">{t("chart.clickForAnswers")}</p> : null}
                    </>
                  ) : (
                    <p className="text-muted">{point.n === 0 ? t("chart.noAnswers") : t("fewerThan", { k })}</p>
                  )}
                </div>
              );
            }}
          />
        </ComposedChart>
      </div>
      {placed.length > 0 && !named ? (
        <ol className="mt-2 grid grid-cols-2 gap-x-4 gap-y-1 text-xs">
          {placed.map((event) => (
            <li key={event.number} className="flex gap-2">
              <span className="figures text-muted">{countText(event.number, locale)}</span>
              <span>
                {event.label} <span className="text-muted">{event.date}</span>
              </span>
            </li>
          ))}
        </ol>
      ) : null}
    </ChartFrame>
  );
}

const isMouse = ({ nativeEvent }: MouseEvent): boolean =>
  !("pointerType" in nativeEvent) || nativeEvent.pointerType === "mouse";

type EventMarkProps = {
  /** Top of the event's line. */
  x: number;
  y: number;
  event: TrendEvent & { number: number };
  /** Middle of the written name; a number is drawn when left out. */
  nameAt?: number;
};

function EventMark({ x, y, event, nameAt }: EventMarkProps) {
  if (nameAt === undefined) {
    return (
      <g>
        <circle cx={x} cy={y - 13} r={9} fill="var(--color-surface)" stroke="var(--color-line-strong)" />
        <text x={x} y={y - 9} textAnchor="middle" fontSize={12} fontWeight={500} fill="var(--color-ink)">
          {event.number}
        </text>
      </g>
    );
  }
  return (
    <g fontSize={12} textAnchor="middle">
      <text x={nameAt} y={y - 24} fontWeight={500} fill="var(--color-ink)">
        {event.label}
      </text>
      <text x={nameAt} y={y - 9} fill="var(--color-muted)">
        {event.date}
      </text>
    </g>
  );
}
