import type { PointState } from "./value-text";

export type RunPoint = { value: number | null; state?: PointState };

/**
 * Cuts a series into stretches that are drawn alike. A stretch of `indicative` begins and ends at its solid neighbours,
 * so the dashes join the line; a point without a value, or hidden, is a gap that nothing crosses.
 * `from` and `to` are indexes, both inclusive.
 */
export function trendRuns(points: readonly RunPoint[]): { kind: "solid" | "indicative"; from: number; to: number }[] {
  const shown = (index: number) => {
    const point = points[index];
    return point !== undefined && point.value !== null && point.state !== "hidden";
  };
  const runs: { kind: "solid" | "indicative"; from: number; to: number }[] = [];
  for (let index = 0; index + 1 < points.length; index++) {
    if (!shown(index) || !shown(index + 1)) continue;
    const weak = points[index]?.state === "indicative" || points[index + 1]?.state === "indicative";
    const kind = weak ? "indicative" : "solid";
    const last = runs.at(-1);
    if (last && last.kind === kind && last.to === index) last.to = index + 1;
    else runs.push({ kind, from: index, to: index + 1 });
  }
  return runs;
}
