import { classOf, type ScoreClass } from "./score";

/** One answer to a likelihood-to-recommend question, 0 to 10. */
export type Feeling = {
  at: Date;
  score: number;
  /** Which of the customer's people gave it; null: the customer, or nobody knows. */
  contactId?: string | null;
  who?: string | null;
};

export type FeelingHeadline =
  | { kind: "none" }
  | { kind: "once"; score: number; class: ScoreClass; at: Date }
  | { kind: "fell" | "rose"; from: number; to: number; fromClass: ScoreClass; toClass: ScoreClass; days: number }
  | { kind: "steady"; score: number; class: ScoreClass; answers: number; days: number };

const DAY = 86_400_000;

/** One point within a class is no change: people do not answer to the point. */
const alike = (a: Feeling, b: Feeling): boolean =>
  Math.abs(a.score - b.score) < 2 && classOf(a.score) === classOf(b.score);

/**
 * What a customer's answers say, in one sentence, by this rule. Answers are alike when they lie less than two points
 * apart in one class. When all, or the last three or more, are alike to the newest, the customer is steady. Otherwise the
 * last change gives the direction, and the run reaches back from it as far as no answer turns (alike ones do not turn);
 * the fall is told from the highest answer of that run, the rise from its lowest, the newest of equals.
 * @param feelings oldest first
 */
export function feelingHeadline(feelings: readonly Feeling[]): FeelingHeadline {
  const last = feelings.at(-1);
  if (!last) return { kind: "none" };
  if (feelings.length === 1) return { kind: "once", score: last.score, class: classOf(last.score), at: last.at };
  const level = runBack(feelings, (before) => alike(before, last));
  const before = feelings.slice(0, feelings.length - level.length);
  const changed = before.at(-1);
  if (!changed || level.length >= 3) return steady(level);
  const falling = changed.score > last.score;
  const run = runBack(
    before,
    (one, next) => alike(one, next) || (falling ? one.score > next.score : one.score < next.score),
  );
  const start = run.reduce((best, one) => ((falling ? one.score >= best.score : one.score <= best.score) ? one : best));
  return {
    kind: falling ? "fell" : "rose",
    from: start.score,
    to: last.score,
    fromClass: classOf(start.score),
    toClass: classOf(last.score),
    days: Math.round((+last.at - +start.at) / DAY),
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
