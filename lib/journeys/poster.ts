import { formatNumber } from "../format";
import { curveShapes, lineShape, type Measure, type Role, type Shape, wrapped } from "./drawing";
import { formatPriority, silenceOf } from "./gap-words";
import { type Sheet, type SheetStage, type SheetStep, stepsOf, worstStep } from "./sheet";

/** A3 landscape, in points. */
export const POSTER_WIDTH = 1190.55;
export const POSTER_HEIGHT = 841.89;
const MARGIN = 34;
const LABELS = 84;
/** Columns narrower than this cannot be read: what is wider goes on to another page. */
const LEAST_COLUMN = 56;
const MOST_COLUMN = 150;
const SIZES = [9.5, 9, 8.5, 8, 7.5, 7, 6.5];

export type PosterWord =
  | "kind"
  | "segment"
  | "everybody"
  | "customers"
  | "period"
  | "answers"
  | "answersCount"
  | "owner"
  | "printed"
  | "first"
  | "firstSub"
  | "step"
  | "doing"
  | "thinking"
  | "feeling"
  | "delighted"
  | "neutral"
  | "upset"
  | "rating"
  | "ratingAny"
  | "ratingSub"
  | "voices"
  | "pains"
  | "needs"
  | "ideas"
  | "friction"
  | "keep"
  | "reduce"
  | "remove"
  | "channels"
  | "controlledBy"
  | "firm"
  | "partner"
  | "customer"
  | "public"
  | "plans"
  | "cases"
  | "evidence"
  | "none"
  | "some"
  | "full"
  | "of"
  | "gap"
  | "above"
  | "n"
  | "indicative"
  | "unproved"
  | "nobody"
  | "few"
  | "others"
  | "desired"
  | "actual"
  | "worst"
  | "legendBand"
  | "legendDesired"
  | "legendShort"
  | "legendAbove"
  | "legendWeak"
  | "note"
  | "page"
  | "continued"
  | "peak"
  | "flow"
  | "coCreated";
export type PosterWords = (word: PosterWord, values?: Record<string, string | number>) => string;

export type PosterTexts = { headline: string; lead: string; printedOn: string };
export type PosterPage = { width: number; height: number; shapes: Shape[] };

type Line = { text: string; fill?: Role; bold?: boolean; pill?: { fill: Role; text: Role } };
type Column = { step: SheetStep; stage: SheetStage; isStageEnd: boolean };

const quoted = (text: string) => `“${text.replace(/^[“"]|[”"]$/g, "")}”`;

function evenly(count: number, most: number): number {
  return Math.ceil(count / Math.max(1, Math.ceil(count / most)));
}

/** What a cell of a lane says. */
type Lane = { key: string; label: string; sub?: string; lines: (step: SheetStep) => Line[]; isKept: boolean };

function lanesOf(sheet: Sheet, w: PosterWords): { above: Lane[]; below: Lane[] } {
  const steps = stepsOf(sheet);
  const text = (key: "doing" | "thinking" | "pains" | "needs" | "ideas", isQuoted = false): Lane => ({
    key,
    label: w(key),
    isKept: key === "doing",
    lines: (step) =>
      step[key] ? [{ text: isQuoted ? quoted(step[key]) : step[key], fill: isQuoted ? "muted" : "ink" }] : [],
  });
  const decision = {
    keep: ["promoter-soft", "promoter-text"],
    reduce: ["warn-soft", "warn-text"],
    remove: ["detractor-soft", "detractor-text"],
  } as const;
  const all: { lane: Lane; above: boolean }[] = [
    { lane: text("doing"), above: true },
    { lane: text("thinking", true), above: true },
    {
      above: false,
      lane: {
        key: "voices",
        label: w("voices"),
        isKept: true,
        lines: (step) =>
          step.quotes.slice(0, 1).map(({ text: said, feeling }) => ({
            text: quoted(said),
            fill: feeling !== null && feeling > 0 ? ("promoter-text" as const) : ("ink" as const),
          })),
      },
    },
    { lane: text("pains"), above: false },
    { lane: text("needs"), above: false },
    { lane: text("ideas"), above: false },
    {
      above: false,
      lane: {
        key: "friction",
        label: w("friction"),
        isKept: true,
        lines: (step) => {
          const look = step.frictionDecision ? decision[step.frictionDecision] : null;
          return [
            ...(look && step.frictionDecision
              ? [{ text: w(step.frictionDecision), pill: { fill: look[0], text: look[1] } }]
              : []),
            ...(step.friction ? [{ text: step.friction }] : []),
          ];
        },
      },
    },
    {
      above: false,
      lane: {
        key: "channels",
        label: w("channels"),
        isKept: false,
        lines: ({ channels }) => (channels.length ? [{ text: channels.join(", ") }] : []),
      },
    },
    {
      above: false,
      lane: {
        key: "plans",
        label: w("plans"),
        isKept: true,
        lines: ({ plans, openCases }) => [
          ...(openCases ? [{ text: w("cases", { count: openCases }), fill: "muted" as const }] : []),
          ...plans.slice(0, 2).map((title) => ({ text: title, fill: "accent-text" as const })),
        ],
      },
    },
  ];
  const filled = all.filter(({ lane }) => steps.some((step) => lane.lines(step).length > 0));
  return {
    above: filled.filter(({ above }) => above).map(({ lane }) => lane),
    below: filled.filter(({ above }) => !above).map(({ lane }) => lane),
  };
}

type Set = { size: number; lead: number; most: number; column: number; measure: Measure };

/** Lines of a cell as they are set; pills stand in a line of their own. */
function setLines(lines: readonly Line[], { size, most, column, measure }: Set): Line[] {
  const room = column - 8;
  return lines
    .flatMap((line): Line[] =>
      line.pill
        ? [line]
        : wrapped(line.text, room, size, line.bold ?? false, most, measure).map((text) => ({ ...line, text })),
    )
    .slice(0, most + 1);
}

const heightOf = (lane: Lane, columns: readonly Column[], set: Set): number =>
  Math.max(1, ...columns.map(({ step }) => setLines(lane.lines(step), set).length)) * set.lead + set.size * 0.9;

/** Heat of one hue by the gap's share of the scale; white where the gap is not proved. */
function heatOf({ gap }: SheetStep): { fill: Role; opacity: number } | null {
  if (gap.verdict === "above") return { fill: "promoter", opacity: 0.14 };
  if (gap.verdict !== "short" || gap.gapShare === null) return null;
  return { fill: "detractor", opacity: Math.min(0.34, 0.06 + gap.gapShare * 0.9) };
}

/** The map as pages of shapes: A3 landscape, split where it is too wide, the heads repeated. */
export function drawPoster(sheet: Sheet, texts: PosterTexts, w: PosterWords, measure: Measure): PosterPage[] {
  const filled = sheet.stages.filter(({ steps }) => steps.length > 0);
  const columns: Column[] = filled.flatMap((stage) =>
    stage.steps.map((step, index) => ({ step, stage, isStageEnd: index === stage.steps.length - 1 })),
  );
  const room = POSTER_WIDTH - MARGIN * 2 - LABELS;
  const perPage = evenly(Math.max(1, columns.length), Math.floor(room / LEAST_COLUMN));
  const pages: Column[][] = [];
  for (let at = 0; at < Math.max(1, columns.length); at += perPage) pages.push(columns.slice(at, at + perPage));
  const column = Math.min(MOST_COLUMN, room / perPage);
  return pages.map((page, index) => ({
    width: POSTER_WIDTH,
    height: POSTER_HEIGHT,
    shapes: drawPage(sheet, texts, w, measure, page, column, { index, count: pages.length }),
  }));
}

function drawPage(
  sheet: Sheet,
  texts: PosterTexts,
  w: PosterWords,
  measure: Measure,
  columns: readonly Column[],
  column: number,
  page: { index: number; count: number },
): Shape[] {
  const shapes: Shape[] = [{ kind: "rect", x: 0, y: 0, w: POSTER_WIDTH, h: POSTER_HEIGHT, fill: "surface" }];
  const put = (
    x: number,
    y: number,
    text: string,
    size: number,
    fill: Role = "ink",
    bold = false,
    anchor: "start" | "middle" | "end" = "start",
  ) => shapes.push({ kind: "text", x, y, text, size, fill, bold, anchor });
  const right = POSTER_WIDTH - MARGIN;

  // Head: whose map, what it says, and the figures that everything rests on.
  const facts: [string, string][] = [
    [w("segment"), sheet.segmentName ?? w("everybody")],
    ...(sheet.memberCount !== null ? [[w("customers"), formatNumber(sheet.memberCount)] as [string, string]] : []),
    [w("period"), sheet.periodLabel],
    [w("answers"), formatNumber(sheet.answers)],
    ...(sheet.ownerName ? [[w("owner"), sheet.ownerName] as [string, string]] : []),
  ];
  put(MARGIN, MARGIN + 8, `${sheet.workspaceName}  ·  ${sheet.name}`, 9, "muted", true);
  let fx = right;
  for (const [name, value] of [...facts].reverse()) {
    const width = Math.max(measure(name, 7.5, false), measure(value, 9.5, true));
    fx -= width;
    put(fx, MARGIN + 6, name, 7.5, "muted");
    put(fx, MARGIN + 18, value, 9.5, "ink", true);
    fx -= 20;
  }
  const headline = wrapped(texts.headline, (sheet.first.length ? 0.6 : 0.9) * (right - MARGIN), 25, true, 2, measure);
  let y = MARGIN + 46;
  for (const line of headline) {
    put(MARGIN, y, line, 25, "ink", true);
    y += 30;
  }
  for (const line of wrapped(texts.lead, 0.6 * (right - MARGIN), 11, false, 2, measure)) {
    put(MARGIN, y - 10, line, 11, "muted");
    y += 15;
  }
  if (sheet.first.length > 0) {
    const x = MARGIN + 0.64 * (right - MARGIN);
    put(x, MARGIN + 40, w("first"), 9.5, "ink", true);
    put(x + measure(w("first"), 9.5, true) + 6, MARGIN + 40, w("firstSub"), 8, "muted");
    let at = x;
    sheet.first.slice(0, 3).forEach((one, index) => {
      const figure = one.priority === null ? "" : formatPriority(one.priority);
      shapes.push({ kind: "rect", x: at, y: MARGIN + 49, w: 15, h: 15, r: 3, fill: "sunken" });
      put(at + 7.5, MARGIN + 60, String(index + 1), 8.5, "muted", false, "middle");
      put(at + 21, MARGIN + 60.5, one.stepName, 11, "ink");
      const after = at + 21 + measure(one.stepName, 11, false) + 6;
      put(after, MARGIN + 60.5, figure, 11, "detractor-text", true);
      at = after + measure(figure, 11, true) + 22;
    });
  }

  // The grid takes the largest type with which everything fits.
  const top = y + 2;
  const bottom = POSTER_HEIGHT - MARGIN - 34;
  const lanes = lanesOf(sheet, w);
  const fixed = (size: number) => 20 + size * 3.6 + size * 4.6 + size * 2.4 + size * 2.2;
  let set: Set = { size: 6.5, lead: 8.6, most: 3, column, measure };
  let kept = lanes;
  let curve = 130;
  search: for (const drop of [false, true]) {
    kept = drop
      ? { above: lanes.above.filter(({ isKept }) => isKept), below: lanes.below.filter(({ isKept }) => isKept) }
      : lanes;
    // Larger type before longer texts, down to where both are too little.
    for (const size of SIZES) {
      for (const most of size > 7 ? [7, 6, 5] : [7, 6, 5, 4, 3]) {
        set = { size, lead: size * 1.32, most, column, measure };
        const text = [...kept.above, ...kept.below].reduce((sum, lane) => sum + heightOf(lane, columns, set), 0);
        curve = bottom - top - fixed(size) - text;
        if (curve >= 135) break search;
      }
    }
  }
  curve = Math.min(300, Math.max(90, curve));
  const { size, lead } = set;
  const left = MARGIN + LABELS;
  const width = columns.length * column;
  const xOf = (index: number) => left + (index + 0.5) * column;
  const worst = worstStep(stepsOf(sheet));
  const label = (at: number, text: string, sub?: string) => {
    let line = at + size * 1.25;
    for (const part of wrapped(text, LABELS - 10, size, true, 2, measure)) {
      put(MARGIN, line, part, size, "ink", true);
      line += lead;
    }
    if (sub)
      for (const part of wrapped(sub, LABELS - 10, size * 0.88, false, 2, measure)) {
        put(MARGIN, line, part, size * 0.88, "muted");
        line += lead * 0.9;
      }
  };
  const rule = (at: number, strong = false) =>
    shapes.push(lineShape(MARGIN, at, left + width, at, strong ? "line-strong" : "line", 0.6));
  y = top;

  // Stages.
  shapes.push({ kind: "rect", x: MARGIN, y, w: LABELS + width, h: 20, fill: "sunken" });
  let from = 0;
  while (from < columns.length) {
    const stage = columns[from]?.stage;
    let to = from;
    while (to < columns.length && columns[to]?.stage === stage) to += 1;
    if (stage) {
      const isContinued = from === 0 && page.index > 0 && columns[0]?.step !== stage.steps[0];
      const value =
        stage.gap.actual !== null && stage.gap.desired !== null
          ? `${formatNumber(stage.gap.actual, 1)} ${w("of", { desired: formatNumber(stage.gap.desired, 1) })}`
          : "";
      const span = (to - from) * column;
      const used = value ? measure(value, 8, false) + 14 : 0;
      const showsValue = span > used + 30;
      const name = isContinued ? w("continued", { name: stage.name }) : stage.name;
      put(
        left + from * column + 4,
        y + 13.5,
        wrapped(name, span - 8 - (showsValue ? used : 0), 9.5, true, 1, measure)[0] ?? "",
        9.5,
        "ink",
        true,
      );
      if (value && showsValue) put(left + to * column - 6, y + 13.5, value, 8, "muted", false, "end");
    }
    from = to;
  }
  y += 20;
  const gridTop = y - 20;
  const gridAt = shapes.length;
  rule(y);

  // Steps.
  const headHeight = size * 3.6;
  label(y + size * 0.2, w("step"));
  columns.forEach(({ step }, index) => {
    const longest = Math.max(...step.name.split(/\s+/).map((word) => measure(word, size * 1.06, true)));
    const nameSize = size * 1.06 * Math.max(0.78, Math.min(1, (column - 8) / longest));
    const usual = wrapped(step.name, column - 8, nameSize, true, 2, measure);
    // Smaller before cut.
    const isCut = usual.at(-1)?.endsWith("…") ?? false;
    const setIn = isCut ? nameSize * 0.84 : nameSize;
    const lines = isCut ? wrapped(step.name, column - 6, setIn, true, 2, measure) : usual;
    lines.forEach((line, at) => {
      put(left + index * column + 4, y + size * 1.45 + at * lead, line, setIn, "ink", true);
    });
  });
  y += headHeight;
  rule(y);

  const drawLane = (lane: Lane) => {
    const height = heightOf(lane, columns, set);
    label(y, lane.label, lane.sub);
    columns.forEach(({ step }, index) => {
      const x = left + index * column + 4;
      setLines(lane.lines(step), set).forEach((line, at) => {
        const base = y + size * 1.25 + at * lead;
        if (line.pill) {
          const pillWidth = measure(line.text, size * 0.95, true) + size * 1.1;
          shapes.push({
            kind: "rect",
            x,
            y: base - size * 0.98,
            w: pillWidth,
            h: size * 1.3,
            r: size * 0.65,
            fill: line.pill.fill,
          });
          put(x + size * 0.55, base, line.text, size * 0.95, line.pill.text, true);
        } else put(x, base, line.text, size, line.fill ?? "ink", line.bold ?? false);
      });
    });
    y += height;
    rule(y);
  };
  for (const lane of kept.above) drawLane(lane);

  // Feeling.
  const unit = (curve - size * 2.9 - 14) / 4;
  const curveTop = y + size * 2.9;
  label(y, w("feeling"));
  for (const [feeling, word] of [
    [2, w("delighted")],
    [1, "+1"],
    [0, w("neutral")],
    [-1, "−1"],
    [-2, w("upset")],
  ] as const) {
    put(left - 6, curveTop + (2 - feeling) * unit + size * 0.35, word, size * 0.88, "muted", false, "end");
  }
  shapes.push(
    ...curveShapes(
      columns.map(({ step }) => step),
      { xOf, from: left, to: left + width, top: curveTop, unit, size },
      {
        desired: w("desired"),
        actual: w("actual"),
        worst: worst?.gap.gap != null ? w("worst", { gap: formatNumber(worst.gap.gap, 1) }) : null,
      },
      worst?.id ?? null,
      measure,
    ),
  );
  columns.forEach(({ step }, index) => {
    const marks = [step.isPeak && w("peak"), step.isFlow && w("flow"), step.isCoCreated && w("coCreated")].filter(
      (mark): mark is string => typeof mark === "string",
    );
    if (marks.length)
      put(
        xOf(index),
        y + size * 1.1,
        wrapped(marks.join(", "), column - 4, size * 0.88, false, 1, measure)[0] ?? "",
        size * 0.88,
        "promoter-text",
        true,
        "middle",
      );
  });
  y += curve;
  rule(y);

  // Ratings with their heat.
  const ratingHeight = size * 4.6;
  const scale = columns.find(({ step }) => step.scale)?.step.scale;
  columns.forEach(({ step }, index) => {
    const x = left + index * column;
    const heat = heatOf(step);
    if (heat) shapes.push({ kind: "rect", x, y, w: column, h: ratingHeight, ...heat });
    if (step.gap.state === "indicative") {
      for (let at = 6; at < column + ratingHeight; at += 6) {
        const [x1, y1] = at < column ? [x + at, y] : [x + column, y + at - column];
        const [x2, y2] = at < ratingHeight ? [x, y + at] : [x + at - ratingHeight, y + ratingHeight];
        shapes.push(lineShape(x1, y1, x2, y2, "line-strong", 0.35));
      }
    }
    const { gap } = step;
    if (gap.actual === null) {
      wrapped(w(silenceOf(gap), { k: sheet.k }), column - 8, size * 0.9, false, 3, measure).forEach((line, at) => {
        put(x + 4, y + size * 1.35 + at * lead, line, size * 0.9, "muted");
      });
      return;
    }
    const actual = formatNumber(gap.actual, 1);
    put(x + 4, y + size * 1.4, actual, size * 1.2, "ink", true);
    if (gap.desired !== null)
      put(
        x + 6 + measure(actual, size * 1.2, true),
        y + size * 1.4,
        w("of", { desired: formatNumber(gap.desired, 1) }),
        size * 0.9,
        "muted-heat",
      );
    if (gap.gap !== null) {
      const half = gap.gapInterval ? (gap.gapInterval.high - gap.gapInterval.low) / 2 : null;
      const spread = half === null ? "" : ` ±${formatNumber(half, half < 0.05 ? 2 : 1)}`;
      const said = (withSpread: string) =>
        w(gap.verdict === "above" ? "above" : "gap", {
          gap: formatNumber(Math.abs(gap.gap ?? 0), 1),
          spread: withSpread,
        });
      const isBold = gap.verdict !== "unproved";
      const fits = [0.9, 0.82].find((part) => measure(said(spread), size * part, isBold) <= column - 6);
      put(x + 4, y + size * 2.7, fits ? said(spread) : said(""), size * (fits ?? 0.9), "ink", isBold);
    }
    const state = gap.state === "indicative" ? w("indicative") : gap.verdict === "unproved" ? w("unproved") : "";
    const count = w("n", { n: gap.n });
    const full = state ? `${count}, ${state}` : count;
    put(
      x + 4,
      y + size * 3.9,
      measure(full, size * 0.85, false) < column - 5 ? full : count,
      size * 0.85,
      "muted-heat",
    );
    if (step.id === worst?.id)
      shapes.push({
        kind: "rect",
        x: x + 0.6,
        y: y + 0.6,
        w: column - 1.2,
        h: ratingHeight - 1.2,
        stroke: "detractor-text",
        width: 1.2,
      });
  });
  label(y, scale ? w("rating", { min: scale.min, max: scale.max }) : w("ratingAny"), w("ratingSub"));
  y += ratingHeight;
  rule(y);

  for (const lane of kept.below) drawLane(lane);

  // Who controls it: neighbours of one stage with the same controller are one bar.
  label(y, w("controlledBy"));
  const look: Record<SheetStep["controller"], { fill: Role; text: Role; stroke?: Role }> = {
    firm: { fill: "accent-soft", text: "accent-text" },
    partner: { fill: "surface", text: "ink", stroke: "line-strong" },
    customer: { fill: "surface", text: "ink", stroke: "line-strong" },
    public: { fill: "sunken", text: "muted" },
  };
  for (let at = 0; at < columns.length; ) {
    const one = columns[at] as Column;
    let end = at + 1;
    while (
      end < columns.length &&
      columns[end]?.stage === one.stage &&
      columns[end]?.step.controller === one.step.controller
    )
      end += 1;
    const { fill, text, stroke } = look[one.step.controller];
    shapes.push({
      kind: "rect",
      x: left + at * column + 3,
      y: y + size * 0.4,
      w: (end - at) * column - 6,
      h: size * 1.6,
      r: 2.5,
      fill,
      ...(stroke ? { stroke, width: 0.6 } : {}),
    });
    const name = one.step.controller === "firm" ? sheet.workspaceName : w(one.step.controller);
    put(
      left + at * column + 8,
      y + size * 1.52,
      wrapped(name, (end - at) * column - 14, size * 0.95, false, 1, measure)[0] ?? "",
      size * 0.95,
      text,
    );
    at = end;
  }
  y += size * 2.4;
  rule(y);

  // What each step rests on.
  label(y, w("evidence"));
  columns.forEach(({ step }, index) => {
    const x = left + index * column + 4;
    const level = { none: 0, some: 1, full: 2 }[step.evidence];
    for (const i of [0, 1])
      shapes.push({
        kind: "rect",
        x: x + i * (size * 0.95),
        y: y + size * 0.75,
        w: size * 0.8,
        h: size * 0.5,
        r: 1,
        ...(i < level ? { fill: "muted" as const } : { stroke: "line-strong" as const, width: 0.6 }),
      });
    put(x + size * 2.2, y + size * 1.28, w(step.evidence), size * 0.9, level === 0 ? "warn-text" : "ink");
  });
  y += size * 2.2;
  rule(y, true);

  // Columns: a line where a stage ends, and where the labels do; beneath what stands on them.
  const verticals = [
    0,
    ...columns.flatMap(({ isStageEnd }, index) => (isStageEnd && index < columns.length - 1 ? [index + 1] : [])),
  ];
  shapes.splice(
    gridAt,
    0,
    ...verticals.map((index) =>
      lineShape(left + index * column, gridTop, left + index * column, y, "line-strong", 0.6),
    ),
  );

  // Legend.
  const foot = POSTER_HEIGHT - MARGIN - 12;
  let x = MARGIN;
  const item = (text: string, mark: (x: number) => void) => {
    mark(x);
    put(x + 24, foot, text, 8, "ink");
    x += 24 + measure(text, 8, false) + 18;
  };
  item(w("legendBand"), (at) => {
    shapes.push({ kind: "rect", x: at, y: foot - 6.5, w: 18, h: 8, fill: "accent", opacity: 0.2 });
    shapes.push(lineShape(at, foot - 2.5, at + 18, foot - 2.5, "accent", 1.8));
  });
  item(w("legendDesired"), (at) => shapes.push(lineShape(at, foot - 2.5, at + 18, foot - 2.5, "ink", 1, [3, 2.5])));
  item(w("legendShort"), (at) =>
    shapes.push({ kind: "rect", x: at, y: foot - 7, w: 18, h: 9, r: 1, fill: "detractor", opacity: 0.25 }),
  );
  item(w("legendAbove"), (at) =>
    shapes.push({ kind: "rect", x: at, y: foot - 7, w: 18, h: 9, r: 1, fill: "promoter", opacity: 0.2 }),
  );
  item(w("legendWeak"), (at) =>
    shapes.push({ kind: "circle", x: at + 9, y: foot - 2.5, r: 3, fill: "surface", stroke: "accent", width: 1.1 }),
  );
  const end =
    page.count > 1
      ? `${w("printed", { day: texts.printedOn })}  ·  ${w("page", { page: page.index + 1, pages: page.count })}`
      : w("printed", { day: texts.printedOn });
  put(right, foot, end, 8, "muted", false, "end");
  put(
    MARGIN,
    foot + 13,
    wrapped(w("note", { k: sheet.k }), right - MARGIN, 7.5, false, 1, measure)[0] ?? "",
    7.5,
    "muted",
  );
  return shapes;
}
