import type { Nps } from "../stats/nps";
import { fieldOf } from "./fields";
import { conditionsOf, type SegmentRule } from "./schema";

/** Fewer answers are only indicative and carry no headline. */
const ENOUGH = 30;

type Scored = { name: string; rule: SegmentRule; nps: Nps | null };
type Certain<S> = S & { nps: Nps };

/** Defined by what they said: that detractors recommend least is no finding. */
export const isByAnswers = (rule: SegmentRule) =>
  conditionsOf(rule).some(({ field }) => fieldOf(field).group === "experience");

/**
 * The segment that would recommend least, when its 95 % interval lies wholly under that of the best one; null when the
 * data do not carry such a sentence. Segments made of answers are left out. Two intervals that do not meet are a stricter test than their difference.
 */
export function provenLowest<S extends Scored>(segments: readonly S[]): { low: Certain<S>; high: Certain<S> } | null {
  const certain = segments.filter(
    (one): one is Certain<S> => one.nps !== null && one.nps.n >= ENOUGH && !isByAnswers(one.rule),
  );
  const [low] = [...certain].sort((a, b) => a.nps.score - b.nps.score);
  const [high] = [...certain].sort((a, b) => b.nps.score - a.nps.score);
  return low && high && low.nps.interval.high < high.nps.interval.low ? { low, high } : null;
}
