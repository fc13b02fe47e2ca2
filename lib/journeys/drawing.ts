import { feelingOf, type Point, sampleCurve } from "./curve";
import type { SheetStep } from "./sheet";

/** Colours by role: a poster writes them as the light theme's, a page as its own variables. */
export type Role =
  | "ink"
  | "muted"
  | "muted-heat"
  | "line"
  | "line-strong"
  | "surface"
  | "sunken"
  | "accent"
  | "accent-soft"
  | "accent-text"
  | "promoter"
  | "promoter-text"
  | "promoter-soft"
  | "detractor"
  | "detractor-text"
  | "detractor-soft"
  | "warn-text"
  | "warn-soft";

type Paint = { fill?: Role; opacity?: number; stroke?: Role; width?: number; dash?: readonly number[] };

/** What a drawing is made of; y grows downwards, text stands on its baseline. */
export type Shape =
  | ({ kind: "rect"; x: number; y: number; w: number; h: number; r?: number } & Paint)
  | ({ kind: "path"; d: string } & Paint)
  | ({ kind: "circle"; x: number; y: number; r: number } & Paint)
  | {
      kind: "text";
      x: number;
      y: number;
      text: string;
      size: number;
      bold?: boolean;
      fill: Role;
      anchor?: "start" | "middle" | "end";
    };

export type Measure = (text: string, size: number, bold: boolean) => number;

export const lineShape = (
  x1: number,
  y1: number,
  x2: number,
  y2: number,
  stroke: Role,
  width = 1,
  dash?: number[],
): Shape => ({
  kind: "path",
  d: `M${x1.toFixed(2)} ${y1.toFixed(2)}L${x2.toFixed(2)} ${y2.toFixed(2)}`,
  stroke,
  width,
  ...(dash ? { dash } : {}),
});

const pathOf = (points: readonly Point[]): string =>
  points.map(({ x, y }, index) => `${index === 0 ? "M" : "L"}${x.toFixed(2)} ${y.toFixed(2)}`).join("");
const areaOf = (upper: readonly Point[], lower: readonly Point[]): string =>
  upper.length > 1 ? `${pathOf(upper)}${pathOf([...lower].reverse()).replace("M", "L")}Z` : "";

export type CurveFrame = {
  /** Middle of the column of step number `index`. */
  xOf: (index: number) => number;
  /** Left and right edge. */
  from: number;
  to: number;
  /** Where +2 stands, and how far a whole point is below it. */
  top: number;
  unit: number;
  /** Size of the type, and of marks with it. */
  size: number;
};

type Heard = { index: number; step: SheetStep; scale: { min: number; max: number }; actual: number };

/** Steps in runs of neighbours that were heard: a line joins points and crosses no hole. */
export function heardRuns(steps: readonly SheetStep[]): Heard[][] {
  const runs: Heard[][] = [];
  let isOpen = false;
  steps.forEach((step, index) => {
    if (step.gap.actual === null || !step.scale) {
      isOpen = false;
      return;
    }
    const one = { index, step, scale: step.scale, actual: step.gap.actual };
    if (isOpen) runs.at(-1)?.push(one);
    else runs.push([one]);
    isOpen = true;
  });
  return runs;
}

/** The curve of feelings: grid, gap, band, actual and desired, and the worst gap named. */
export function curveShapes(
  steps: readonly SheetStep[],
  { xOf, from, to, top, unit, size }: CurveFrame,
  words: { desired: string; actual: string; worst: string | null },
  worstId: string | null,
  measure: Measure,
): Shape[] {
  const shapes: Shape[] = [];
  const yOf = (feeling: number) => top + (2 - feeling) * unit;
  for (const feeling of [2, 1, 0, -1, -2]) {
    shapes.push(
      feeling === 0
        ? lineShape(from, yOf(0), to, yOf(0), "line-strong", 0.75)
        : lineShape(from, yOf(feeling), to, yOf(feeling), "line", 0.6, [1.2, 2.4]),
    );
  }
  const runs = heardRuns(steps);
  const wished = steps.flatMap((step, index) =>
    step.gap.desired !== null && step.scale
      ? [{ index, y: yOf(feelingOf(step.gap.desired, step.scale)), step, scale: step.scale, desired: step.gap.desired }]
      : [],
  );
  for (const run of runs) {
    const curve = (points: readonly Heard[], value: (one: Heard) => number) =>
      sampleCurve(points.map((one) => ({ x: xOf(one.index), y: yOf(feelingOf(value(one), one.scale)) })));
    const both = run.filter(({ step }) => step.gap.desired !== null);
    const actual = curve(both, (one) => one.actual);
    const desired = curve(both, (one) => one.step.gap.desired ?? 0);
    const lower = actual.map((point, i) => ({ x: point.x, y: Math.max(point.y, desired[i]?.y ?? point.y) }));
    const upper = actual.map((point, i) => ({ x: point.x, y: Math.min(point.y, desired[i]?.y ?? point.y) }));
    const bounded = run.filter(({ step }) => step.gap.interval);
    for (const [d, fill, opacity] of [
      [areaOf(desired, lower), "detractor", 0.15],
      [areaOf(upper, desired), "promoter", 0.2],
      [
        areaOf(
          curve(bounded, (one) => one.step.gap.interval?.high ?? 0),
          curve(bounded, (one) => one.step.gap.interval?.low ?? 0),
        ),
        "accent",
        0.2,
      ],
    ] as const) {
      if (d) shapes.push({ kind: "path", d, fill, opacity });
    }
  }
  for (const run of runs) {
    const points = sampleCurve(
      run.map(({ index, scale, actual }) => ({ x: xOf(index), y: yOf(feelingOf(actual, scale)) })),
    );
    if (points.length > 1) shapes.push({ kind: "path", d: pathOf(points), stroke: "accent", width: size * 0.22 });
  }
  const desiredLine = sampleCurve(wished.map(({ index, y }) => ({ x: xOf(index), y })));
  if (desiredLine.length > 1)
    shapes.push({
      kind: "path",
      d: pathOf(desiredLine),
      stroke: "ink",
      width: size * 0.11,
      dash: [size * 0.36, size * 0.3],
    });
  for (const { index, y } of wished)
    shapes.push({
      kind: "circle",
      x: xOf(index),
      y,
      r: size * 0.26,
      fill: "surface",
      stroke: "ink",
      width: size * 0.11,
    });
  for (const { index, step, scale, actual } of runs.flat()) {
    const x = xOf(index);
    const weak = step.gap.state === "indicative";
    const { interval } = step.gap;
    if (interval)
      shapes.push(
        lineShape(
          x,
          yOf(feelingOf(interval.low, scale)),
          x,
          yOf(feelingOf(interval.high, scale)),
          "accent",
          size * 0.11,
        ),
      );
    shapes.push({
      kind: "circle",
      x,
      y: yOf(feelingOf(actual, scale)),
      r: size * 0.36,
      fill: weak ? "surface" : "accent",
      stroke: weak ? "accent" : "surface",
      width: size * 0.13,
    });
  }
  const worst = runs.flat().find(({ step }) => step.id === worstId);
  if (worst && words.worst !== null && worst.step.gap.desired !== null) {
    const x = xOf(worst.index);
    const [high, low] = [
      yOf(feelingOf(worst.step.gap.desired, worst.scale)),
      yOf(feelingOf(worst.actual, worst.scale)),
    ];
    const arm = size * 0.36;
    const inset = size * 0.5;
    if (low - high > inset * 3)
      shapes.push({
        kind: "path",
        d: `M${x - arm} ${high + inset}H${x + arm}M${x} ${high + inset}V${low - inset}M${x - arm} ${low - inset}H${x + arm}`,
        stroke: "detractor-text",
        width: size * 0.13,
      });
    const half = measure(words.worst, size, true) / 2 + size * 0.8;
    const at = Math.min(Math.max(x, from + half + 2), to - half - 2);
    const y = Math.min(low + size, yOf(-2) - size * 0.6);
    shapes.push({ kind: "rect", x: at - half, y, w: half * 2, h: size * 1.9, r: size * 0.95, fill: "detractor-text" });
    shapes.push({
      kind: "text",
      x: at,
      y: y + size * 1.3,
      text: words.worst,
      size,
      bold: true,
      fill: "surface",
      anchor: "middle",
    });
  }
  const [first, wish] = [runs[0]?.[0], wished[0]];
  const isAbove = first && wish && first.index === wish.index && yOf(feelingOf(first.actual, first.scale)) < wish.y;
  if (wish)
    shapes.push({
      kind: "text",
      x: from + size * 0.6,
      y: wish.y + (isAbove ? size * 1.6 : -size * 0.8),
      text: words.desired,
      size,
      fill: "ink",
    });
  if (first) {
    // Clear of every point that the words stand under, or over.
    const end = from + size + measure(words.actual, size, false);
    const beside = (runs[0] ?? []).filter(({ index }, at) => at === 0 || xOf(index) < end);
    const heights = beside.map(({ actual, scale }) => yOf(feelingOf(actual, scale)));
    shapes.push({
      kind: "text",
      x: from + size * 0.6,
      y: isAbove ? Math.min(...heights) - size * 0.9 : Math.max(...heights) + size * 1.9,
      text: words.actual,
      size,
      fill: "accent-text",
    });
  }
  return shapes;
}

/** Words in lines no wider than `width`; what does not fit into `most` lines ends in "…". */
export function wrapped(
  text: string,
  width: number,
  size: number,
  bold: boolean,
  most: number,
  measure: Measure,
): string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of text
    .split(/\s+/)
    .filter(Boolean)
    .flatMap((one) => broken(one, width, size, bold, measure))) {
    const longer = line === "" ? word : `${line} ${word}`;
    if (line !== "" && measure(longer, size, bold) > width) {
      lines.push(line);
      line = word;
    } else line = longer;
  }
  if (line !== "") lines.push(line);
  if (lines.length <= most) return lines;
  let last = lines[most - 1] ?? "";
  while (last !== "" && measure(`${last}…`, size, bold) > width) last = last.slice(0, -1);
  return [...lines.slice(0, most - 1), `${last.trimEnd()}…`];
}

/** A word wider than a line, in pieces that fit. */
function broken(word: string, width: number, size: number, bold: boolean, measure: Measure): string[] {
  if (measure(word, size, bold) <= width) return [word];
  const parts = word.split(/(?<=-)/);
  if (parts.length > 1) return parts.flatMap((part) => broken(part, width, size, bold, measure));
  const pieces: string[] = [];
  let piece = "";
  for (const sign of word) {
    if (piece !== "" && measure(piece + sign, size, bold) > width) {
      pieces.push(piece);
      piece = sign;
    } else piece += sign;
  }
  return piece === "" ? pieces : [...pieces, piece];
}
