export type ScoreClass = "promoter" | "passive" | "detractor";

/** The class of a 0–10 likelihood to recommend. */
export function classOf(score: number): ScoreClass {
  return score >= 9 ? "promoter" : score >= 7 ? "passive" : "detractor";
}
