import { wilson } from "../stats/proportions";
import type { Interval } from "../stats/types";

// The four outcomes of a customer relationship, concluded from counts of histories. A history is folded into bits, one
// an instant (marks-sql.ts), so that any two of the instants can be compared without reading it again.

/** So many customers have this history. */
export type MarkRow = {
  /** Instants at which they were customers. */
  held: bigint;
  /** Instants at which they were loyal. */
  loyal: bigint;
  /** The stretch between two instants in which they became customers: 1 is after the first instant; null never, or before. */
  acquired: number | null;
  /** Stretches in which they were lost. */
  lost: bigint;
  n: number;
};

export type Rate = { yes: number; n: number; share: number; interval: Interval };

export type Outcomes = {
  acquired: number;
  /** Customers at the beginning. */
  before: number;
  /** Of them, still customers at the end. Null when nobody was there at the beginning. */
  retention: Rate | null;
  /** Customers at the end. */
  after: number;
  /** Of the customers at the end, those who are loyal then. */
  loyal: Rate | null;
  /** Who were lost on the way, whether or not they came back. */
  lost: number;
};

const bit = (mask: bigint, at: number): boolean => ((mask >> BigInt(at)) & 1n) === 1n;

export function rateOf(yes: number, n: number): Rate | null {
  const found = wilson(yes, n);
  return found && { yes, n, share: found.share, interval: found.interval };
}

/** What became of them between two of the instants. @param from, to places in the list of instants */
export function outcomesOf(rows: readonly MarkRow[], from: number, to: number): Outcomes {
  let acquired = 0;
  let before = 0;
  let kept = 0;
  let after = 0;
  let loyal = 0;
  let lost = 0;
  for (const row of rows) {
    if (row.acquired !== null && row.acquired > from && row.acquired <= to) acquired += row.n;
    const was = bit(row.held, from);
    const is = bit(row.held, to);
    if (was) before += row.n;
    if (was && is) kept += row.n;
    if (is) after += row.n;
    if (is && bit(row.loyal, to)) loyal += row.n;
    for (let at = from + 1; at <= to; at++) {
      if (!bit(row.lost, at)) continue;
      lost += row.n;
      break;
    }
  }
  return { acquired, before, retention: rateOf(kept, before), after, loyal: rateOf(loyal, after), lost };
}
