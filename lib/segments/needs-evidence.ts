import type { Evidence } from "../generated/prisma/enums";

/** Voices from which on something is held to be known. */
const ENOUGH = 3;

/** What the number of voices speaks for; the person decides. */
export const suggestedEvidence = (voices: number): Evidence =>
  voices === 0 ? "none" : voices < ENOUGH ? "some" : "full";

/** How many of the lines are guesses. */
export function guessesAmong(needs: readonly { evidence: Evidence }[]): { guesses: number; of: number } {
  return { guesses: needs.filter(({ evidence }) => evidence === "none").length, of: needs.length };
}

/**
 * The order after one is moved before another (null: to the end).
 * @returns the same list when the moved one or its place is not in it
 */
export function movedBefore(ids: readonly string[], id: string, beforeId: string | null): string[] {
  if (!ids.includes(id) || id === beforeId) return [...ids];
  const rest = ids.filter((one) => one !== id);
  if (beforeId === null) return [...rest, id];
  const place = rest.indexOf(beforeId);
  return place < 0 ? [...ids] : [...rest.slice(0, place), id, ...rest.slice(place)];
}
