import type { EvidenceLevel } from "./lanes";

/** A map that nobody touched for so long is stale, whatever its review date. */
export const STALE_AFTER_DAYS = 180;
/** So long before the review date it is said to be near. */
const NEAR_DAYS = 14;
const DAY_MS = 86_400_000;

export type ReviewState =
  /** Past its review date, or untouched for too long: what it says may no longer be true. */
  | { kind: "overdue"; days: number }
  | { kind: "untouched"; days: number }
  | { kind: "near"; days: number }
  | { kind: "planned"; days: number }
  /** Nobody said when to look again. */
  | { kind: "none" };

export type Hygiene = { steps: number; guesses: number; some: number; full: number; review: ReviewState };

/**
 * @param reviewOn YYYY-MM-DD
 * @param today YYYY-MM-DD in the workspace's zone
 */
export function reviewState(
  { reviewOn, editedAt, reviewedAt }: { reviewOn: string | null; editedAt: Date; reviewedAt: Date | null },
  today: string,
): ReviewState {
  const now = Date.parse(`${today}T00:00:00Z`);
  if (reviewOn !== null) {
    const days = Math.round((Date.parse(`${reviewOn}T00:00:00Z`) - now) / DAY_MS);
    if (days < 0) return { kind: "overdue", days: -days };
    return { kind: days <= NEAR_DAYS ? "near" : "planned", days };
  }
  const touched = Math.max(editedAt.getTime(), reviewedAt?.getTime() ?? 0);
  const idle = Math.floor((now - touched) / DAY_MS);
  return idle >= STALE_AFTER_DAYS ? { kind: "untouched", days: idle } : { kind: "none" };
}

export const isStale = ({ kind }: ReviewState): boolean => kind === "overdue" || kind === "untouched";

/** How many steps rest on nothing, on a hint or two, on answers or several voices. */
export function evidenceCounts(levels: readonly EvidenceLevel[]): Omit<Hygiene, "review"> {
  const countOf = (level: EvidenceLevel) => levels.filter((one) => one === level).length;
  return { steps: levels.length, guesses: countOf("none"), some: countOf("some"), full: countOf("full") };
}
