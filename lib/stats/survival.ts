import { chiSquaredUpperLog, Z_975 } from "./distributions";
import { inverseOf } from "./scatter";
import type { Interval } from "./types";

/** How long each case was followed, and whether it ended with the event (1) or was still without it (0). */
export type Followed = { time: readonly number[]; event: readonly number[] };

/** One step of the curve: from `time` on, `survival` (0 to 1) of the cases are without the event. */
export type SurvivalStep = {
  time: number;
  atRisk: number;
  events: number;
  survival: number;
  standardError: number;
  /** Null once nobody is left without the event. */
  interval: Interval | null;
};

export type SurvivalCurve = {
  n: number;
  events: number;
  /** One step per time at which an event happened, ascending. */
  steps: SurvivalStep[];
  /** The time by which half had the event; null while more than half are without. */
  median: number | null;
};

/** Curves of several groups compared. */
export type LogRank = { n: number; groups: number; chiSquared: number; df: number; logP: number; p: number };

function requireFollowed({ time, event }: Followed): void {
  if (time.length !== event.length) throw new RangeError("as many events as times are needed");
  if (time.some((t) => !(t >= 0 && Number.isFinite(t)))) throw new RangeError("times are 0 or more");
  if (event.some((e) => e !== 0 && e !== 1)) throw new RangeError("an event is 1 or 0");
}

/**
 * Kaplan and Meier's estimate (Journal of the American Statistical Association, 1958) with Greenwood's standard error
 * and 95 % intervals on the log-log scale, which stay within 0 and 1. Null without cases; throws RangeError for
 * negative times, events other than 0 and 1, or different lengths.
 */
export function kaplanMeier(cases: Followed): SurvivalCurve | null {
  requireFollowed(cases);
  const { time, event } = cases;
  const n = time.length;
  if (n === 0) return null;
  const order = Uint32Array.from(time, (_, i) => i).sort((a, b) => (time[a] as number) - (time[b] as number));
  const steps: SurvivalStep[] = [];
  let survival = 1;
  let greenwood = 0;
  let total = 0;
  let start = 0;
  while (start < n) {
    const now = time[order[start] as number] as number;
    let end = start;
    let events = 0;
    for (; end < n && time[order[end] as number] === now; end++) events += event[order[end] as number] as number;
    if (events > 0) {
      const atRisk = n - start;
      survival *= (atRisk - events) / atRisk;
      greenwood += events / (atRisk * (atRisk - events));
      total += events;
      steps.push({
        time: now,
        atRisk,
        events,
        survival,
        standardError: survival > 0 ? survival * Math.sqrt(greenwood) : 0,
        interval: survival > 0 ? logLogInterval(survival, greenwood) : null,
      });
    }
    start = end;
  }
  return { n, events: total, steps, median: medianOf(steps) };
}

function logLogInterval(survival: number, greenwood: number): Interval {
  const log = Math.log(survival);
  const half = Math.exp((Z_975 * Math.sqrt(greenwood)) / Math.abs(log));
  return { low: Math.exp(log * half), high: Math.exp(log / half) };
}

/** Where the curve lies on one half over a whole step, the middle of that step, as R has it. */
function medianOf(steps: readonly SurvivalStep[]): number | null {
  const index = steps.findIndex((step) => step.survival <= 0.5 + 1e-12);
  const step = steps[index];
  if (step === undefined) return null;
  const next = steps[index + 1];
  return Math.abs(step.survival - 0.5) < 1e-12 && next ? (step.time + next.time) / 2 : step.time;
}

/**
 * The curve's step at a time: share without the event by then. Before the first event that is everybody (1, no error).
 */
export function survivalAt(
  curve: SurvivalCurve,
  time: number,
): Pick<SurvivalStep, "survival" | "standardError" | "interval"> {
  const step = curve.steps.findLast((candidate) => candidate.time <= time);
  return step ?? { survival: 1, standardError: 0, interval: null };
}

/**
 * Log-rank test of groups (Mantel 1966; Peto and Peto 1972) with the hypergeometric covariance. Empty groups are left
 * out. Null with fewer than 2 groups or when no time tells them apart; throws RangeError as `kaplanMeier`.
 */
export function logRank(groups: readonly Followed[]): LogRank | null {
  for (const group of groups) requireFollowed(group);
  const filled = groups.filter((group) => group.time.length > 0);
  const count = filled.length;
  if (count < 2) return null;
  const cases = filled.flatMap((group, g) =>
    group.time.map((time, i) => ({ time, event: group.event[i] as number, g })),
  );
  cases.sort((a, b) => a.time - b.time);
  const atRisk = filled.map((group) => group.time.length);
  let left = cases.length;
  // The last group is determined by the others.
  const free = count - 1;
  const excess = new Array<number>(free).fill(0);
  const covariance = excess.map(() => new Array<number>(free).fill(0));
  let start = 0;
  while (start < cases.length) {
    const now = (cases[start] as { time: number }).time;
    const leaving = new Array<number>(count).fill(0);
    const happened = new Array<number>(count).fill(0);
    let end = start;
    for (; end < cases.length && cases[end]?.time === now; end++) {
      const { g, event } = cases[end] as { g: number; event: number };
      leaving[g] = (leaving[g] as number) + 1;
      happened[g] = (happened[g] as number) + event;
    }
    const events = happened.reduce((sum, d) => sum + d, 0);
    if (events > 0) {
      const spread = left > 1 ? (events * (left - events)) / (left - 1) : 0;
      for (let i = 0; i < free; i++) {
        const share = (atRisk[i] as number) / left;
        excess[i] = (excess[i] as number) + (happened[i] as number) - events * share;
        const row = covariance[i] as number[];
        for (let j = 0; j < free; j++)
          row[j] = (row[j] as number) + spread * share * ((i === j ? 1 : 0) - (atRisk[j] as number) / left);
      }
    }
    for (let g = 0; g < count; g++) atRisk[g] = (atRisk[g] as number) - (leaving[g] as number);
    left -= end - start;
    start = end;
  }
  const inverse = inverseOf(covariance);
  if (inverse === null) return null;
  const chiSquared = inverse.reduce(
    (sum, line, i) => sum + (excess[i] as number) * line.reduce((part, v, j) => part + v * (excess[j] as number), 0),
    0,
  );
  const logP = chiSquaredUpperLog(chiSquared, free);
  return { n: cases.length, groups: count, chiSquared, df: free, logP, p: Math.exp(logP) };
}
