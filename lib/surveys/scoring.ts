import type { ItemDirection, Measure } from "../generated/prisma/enums";

export type Scored = {
  measure: Measure;
  direction: ItemDirection;
  scaleMin: number | null;
  scaleMax: number | null;
};

export type NpsClass = "promoter" | "passive" | "detractor";

/** 9–10, 7–8, 0–6; null for anything but a likelihood to recommend of 0 to 10. */
export function npsClassOf(item: Scored, value: number | null): NpsClass | null {
  if (item.measure !== "nps" || value === null || value < 0 || value > 10) return null;
  return value >= 9 ? "promoter" : value >= 7 ? "passive" : "detractor";
}

/**
 * The lowest point that counts as satisfied: the two best of 4 to 7 points, the best of 3, the three best of 10.
 * Null where satisfaction is not defined.
 */
export function satisfiedFrom(item: Pick<Scored, "scaleMin" | "scaleMax">): number | null {
  if (item.scaleMin === null || item.scaleMax === null) return null;
  const points = item.scaleMax - item.scaleMin + 1;
  const best = points === 3 ? 1 : points >= 4 && points <= 7 ? 2 : points === 10 ? 3 : null;
  return best === null ? null : item.scaleMax - best + 1;
}

/** The value turned so that higher is better, on the same scale. */
export function betterHigh(item: Scored, value: number): number {
  return item.direction === "lower" && item.scaleMin !== null && item.scaleMax !== null
    ? item.scaleMin + item.scaleMax - value
    : value;
}

export type Mood = "good" | "neutral" | "poor";

/** How an answer sounds, for thanks that fit it; null where nothing can be said. */
export function moodOf(item: Scored, value: number | null): Mood | null {
  if (value === null) return null;
  const recommends = npsClassOf(item, value);
  if (recommends) return recommends === "promoter" ? "good" : recommends === "detractor" ? "poor" : "neutral";
  if (item.direction === "none" || item.scaleMin === null || item.scaleMax === null) return null;
  const share = (betterHigh(item, value) - item.scaleMin) / (item.scaleMax - item.scaleMin);
  return share >= 0.75 ? "good" : share <= 0.4 ? "poor" : "neutral";
}
