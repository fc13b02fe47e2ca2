import { tQuantile } from "../stats/distributions";
import { welch } from "../stats/means";
import { type Moments, momentsFromMean } from "../stats/moments";
import { benjaminiHochbergLog } from "../stats/multiple";
import type { Interval } from "../stats/types";
import type { Gap } from "./gap";
import type { DaySpan, JourneyMap } from "./map";

/** Lanes whose words are held against each other. */
export const TEXT_LANES = [
  "doing",
  "thinking",
  "motives",
  "questions",
  "expectations",
  "pains",
  "needs",
  "ideas",
  "intended",
  "friction",
  "frictionReason",
] as const;
export type TextLane = (typeof TEXT_LANES)[number];

export type CompareStep = {
  id: string;
  touchpointId: string;
  name: string;
  scale: { min: number; max: number } | null;
  gap: Gap;
  texts: Partial<Record<TextLane, string>>;
};
export type CompareSide = { stages: readonly { name: string; steps: readonly CompareStep[] }[] };

export type Difference = {
  /** a − b, in points of the scale. */
  value: number;
  interval: Interval;
  n: number;
  /** Benjamini–Hochberg over every step compared. */
  q: number;
  /** q under 0.05. */
  proved: boolean;
};

export type CompareRow = {
  key: string;
  name: string;
  stageName: string;
  a: CompareStep | null;
  b: CompareStep | null;
  difference: Difference | null;
  /** Falls provably short here while the other does not, and is provably the lower of the two. */
  suffers: "a" | "b" | null;
  texts: { lane: TextLane; a: string; b: string }[];
};

export type Comparison = {
  rows: CompareRow[];
  /** Steps whose ratings were tested: what q is among. */
  tests: number;
  /** The most telling row: somebody suffers where the other does not; else the largest proved difference. */
  finding: CompareRow | null;
};

/** The moments behind a mean and its 95 % interval by Student's t. Null where there is no interval. */
export function momentsOfGap({ actual, interval, n }: Pick<Gap, "actual" | "interval" | "n">): Moments | null {
  if (actual === null || !interval || n < 2) return null;
  const half = (interval.high - interval.low) / 2;
  return momentsFromMean(n, actual, (half / tQuantile(0.975, n - 1)) * Math.sqrt(n));
}

type Placed = { step: CompareStep; stageName: string };
const placed = (side: CompareSide): Placed[] =>
  side.stages.flatMap(({ name, steps }) => steps.map((step) => ({ step, stageName: name })));

/** Steps of both in one order: a's, and what only b has after the step that precedes it there. Matched by touchpoint. */
function paired(a: CompareSide, b: CompareSide): { a: Placed | null; b: Placed | null }[] {
  const left = [...placed(b)];
  const rows: { a: Placed | null; b: Placed | null }[] = placed(a).map((one) => {
    const at = left.findIndex(({ step }) => step.touchpointId === one.step.touchpointId);
    return { a: one, b: at < 0 ? null : (left.splice(at, 1)[0] ?? null) };
  });
  const order = placed(b).map(({ step }) => step.id);
  for (const one of left) {
    const place = order.indexOf(one.step.id);
    const isAt = (row: (typeof rows)[number], within: readonly string[]) =>
      row.b !== null && within.includes(row.b.step.id);
    const after = rows.findLastIndex((row) => isAt(row, order.slice(0, place)));
    const before = rows.findIndex((row) => isAt(row, order.slice(place + 1)));
    rows.splice(after >= 0 ? after + 1 : before >= 0 ? before : rows.length, 0, { a: null, b: one });
  }
  return rows;
}

const sameScale = (a: CompareStep["scale"], b: CompareStep["scale"]) =>
  a !== null && b !== null && a.min === b.min && a.max === b.max;

/**
 * Two maps, or two times of one: step by step the difference of the ratings (Welch, taken as independent), with q over all
 * steps tested.
 */
export function compareMaps(a: CompareSide, b: CompareSide): Comparison {
  const pairs = paired(a, b);
  const tested = pairs.map((pair) => {
    if (!pair.a || !pair.b || !sameScale(pair.a.step.scale, pair.b.step.scale)) return null;
    const [left, right] = [momentsOfGap(pair.a.step.gap), momentsOfGap(pair.b.step.gap)];
    return left && right ? welch(left, right) : null;
  });
  const logP = tested.flatMap((test) => (test ? [test.logP] : []));
  const logQ = benjaminiHochbergLog(logP);
  let at = 0;
  const rows = pairs.map((pair, index): CompareRow => {
    const test = tested[index];
    const q = test ? Math.min(1, Math.exp(logQ[at++] ?? 0)) : 1;
    const difference: Difference | null = test
      ? { value: test.difference, interval: test.interval, n: test.n, q, proved: q < 0.05 }
      : null;
    const [left, right] = [pair.a?.step ?? null, pair.b?.step ?? null];
    const suffers =
      left && right && difference?.proved
        ? difference.value < 0 && left.gap.verdict === "short" && right.gap.verdict !== "short"
          ? ("a" as const)
          : difference.value > 0 && right.gap.verdict === "short" && left.gap.verdict !== "short"
            ? ("b" as const)
            : null
        : null;
    return {
      key: `${left?.id ?? ""}/${right?.id ?? ""}`,
      name: left?.name ?? right?.name ?? "",
      stageName: pair.a?.stageName ?? pair.b?.stageName ?? "",
      a: left,
      b: right,
      difference,
      suffers,
      texts:
        left && right
          ? TEXT_LANES.map((lane) => ({ lane, a: left.texts[lane] ?? "", b: right.texts[lane] ?? "" })).filter(
              (text) => text.a.trim() !== text.b.trim(),
            )
          : [],
    };
  });
  const size = ({ difference, a: left }: CompareRow) =>
    difference && left?.scale ? Math.abs(difference.value) / (left.scale.max - left.scale.min) : 0;
  const telling = rows
    .filter(({ difference }) => difference?.proved)
    .sort((one, other) => Number(other.suffers !== null) - Number(one.suffers !== null) || size(other) - size(one));
  return { rows, tests: logP.length, finding: telling[0] ?? null };
}

export type Passage = { text: string; changed: boolean };

/** Beyond this many words two texts are shown as wholly different. */
const MOST_WORDS = 120;

/** Which words of two texts differ, by their longest common run of words in order. */
export function differingWords(a: string, b: string): { a: Passage[]; b: Passage[] } {
  const [x, y] = [a.split(/\s+/).filter(Boolean), b.split(/\s+/).filter(Boolean)];
  if (x.length > MOST_WORDS || y.length > MOST_WORDS) {
    return { a: a ? [{ text: a, changed: true }] : [], b: b ? [{ text: b, changed: true }] : [] };
  }
  const length = Array.from({ length: x.length + 1 }, () => new Uint16Array(y.length + 1));
  for (let i = x.length - 1; i >= 0; i--) {
    for (let j = y.length - 1; j >= 0; j--) {
      (length[i] as Uint16Array)[j] =
        x[i] === y[j] ? (length[i + 1]?.[j + 1] ?? 0) + 1 : Math.max(length[i + 1]?.[j] ?? 0, length[i]?.[j + 1] ?? 0);
    }
  }
  const [left, right]: [Passage[], Passage[]] = [[], []];
  const put = (list: Passage[], text: string, changed: boolean) => {
    const last = list.at(-1);
    if (last && last.changed === changed) last.text += ` ${text}`;
    else list.push({ text, changed });
  };
  let [i, j] = [0, 0];
  while (i < x.length || j < y.length) {
    if (i < x.length && j < y.length && x[i] === y[j]) {
      put(left, x[i++] as string, false);
      put(right, y[j++] as string, false);
    } else if (j >= y.length || (i < x.length && (length[i + 1]?.[j] ?? 0) >= (length[i]?.[j + 1] ?? 0))) {
      put(left, x[i++] as string, true);
    } else put(right, y[j++] as string, true);
  }
  return { a: left, b: right };
}

/** Whether some day lies in both: answers of such a day count on either side of a comparison in time. */
export const sharesDays = (a: DaySpan, b: DaySpan): boolean => a.fromDay < b.toDay && b.fromDay < a.toDay;

/** A map as one side of a comparison. */
export function sideOf(map: Pick<JourneyMap, "stages">): CompareSide {
  return {
    stages: map.stages.map(({ name, steps }) => ({
      name,
      steps: steps.map((step) => ({
        id: step.id,
        touchpointId: step.touchpointId,
        name: step.touchpointName,
        scale: step.scale,
        gap: step.gap,
        texts: Object.fromEntries(TEXT_LANES.map((lane) => [lane, step.cells[lane]])),
      })),
    })),
  };
}
