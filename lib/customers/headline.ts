import { classOf, type ScoreClass } from "./score";

/** One answer to a likelihood-to-recommend question, 0 to 10. */
export type Feeling = { at: Date; score: number };

export type FeelingHeadline =
  | { kind: "none" }
  | { kind: "once"; score: number; class: ScoreClass; at: Date }
  | { kind: "fell" | "rose"; from: number; to: number; fromClass: ScoreClass; toClass: ScoreClass; days: number }
  | { kind: "steady"; score: number; class: ScoreClass; answers: number; days: number };

const DAY = 86_400_000;

/**
 * What a customer's answers say, in one sentence, by this rule. The last run is what leads up to the newest answer
 * without turning: for a fall no later answer in it is higher, for a rise none is lower. It is told as a fall or a rise
 * from its best (worst) end when it covers two points or more, or leaves a class; otherwise the customer is steady.
 * Answers after the last change that repeat it belong to the run; three equal ones in a row end it.
 * @param feelings oldest first
 */
export function feelingHeadline(feelings: readonly Feeling[]): FeelingHeadline {
  const last = feelings.at(-1);
  if (!last) return { kind: "none" };
  if (feelings.length === 1) return { kind: "once", score: last.score, class: classOf(last.score), at: last.at };
  const equal = runBack(feelings, (before, after) => before.score === after.score);
  if (equal.length >= 3) return steady(equal);
  const changed = feelings[feelings.length - 1 - equal.length];
  if (!changed) return steady(equal);
  const falling = changed.score > last.score;
  const run = runBack(feelings, (before, after) =>
    falling ? before.score >= after.score : before.score <= after.score,
  );
  // The newest of equal starting points: nothing changed before it.
  const top = run.filter((feeling) => feeling.score === run[0]?.score).at(-1) ?? last;
  const [fromClass, toClass] = [classOf(top.score), classOf(last.score)];
  if (Math.abs(top.score - last.score) < 2 && fromClass === toClass) return steady(run);
  return {
    kind: falling ? "fell" : "rose",
    from: top.score,
    to: last.score,
    fromClass,
    toClass,
    days: Math.round((+last.at - +top.at) / DAY),
  };
}

/** The longest end of the list in which every neighbour pair fits. */
function runBack(feelings: readonly Feeling[], fits: (before: Feeling, after: Feeling) => boolean): Feeling[] {
  let start = feelings.length - 1;
  while (start > 0) {
    const [before, after] = [feelings[start - 1], feelings[start]];
    if (!before || !after || !fits(before, after)) break;
    start -= 1;
  }
  return feelings.slice(start);
}

function steady(run: readonly Feeling[]): FeelingHeadline {
  const [first, last] = [run[0], run.at(-1)];
  if (!first || !last) return { kind: "none" };
  return {
    kind: "steady",
    score: last.score,
    class: classOf(last.score),
    answers: run.length,
    days: Math.round((+last.at - +first.at) / DAY),
  };
}
