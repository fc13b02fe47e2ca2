import type { Spread } from "./types";

export function spread(values: readonly number[]): Spread {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  const median =
    sorted.length % 2 ? (sorted[middle] ?? Number.NaN) : ((sorted[middle - 1] ?? 0) + (sorted[middle] ?? 0)) / 2;
  return { median, low: sorted[0] ?? Number.NaN, high: sorted.at(-1) ?? Number.NaN };
}

/** Seconds that `work` took, and what it gave back. */
export async function timed<T>(work: () => Promise<T>): Promise<{ seconds: number; value: T }> {
  const begin = process.hrtime.bigint();
  const value = await work();
  return { seconds: Number(process.hrtime.bigint() - begin) / 1e9, value };
}

export type Alternated<A, B> = {
  /** Seconds of each side. */
  ours: Spread;
  theirs: Spread;
  /** ours / theirs of each round; a machine that is busy for a while slows both sides of a round. */
  ratio: Spread;
  /** What each side gave back last, to be compared. */
  lastOurs: A;
  lastTheirs: B;
};

/** Runs both sides in turn, several times, after one round to warm up. */
export async function alternate<A, B>(
  ours: () => Promise<A>,
  theirs: () => Promise<B>,
  options: { rounds?: number; warmUp?: boolean } = {},
): Promise<Alternated<A, B>> {
  const rounds = options.rounds ?? 5;
  const times = { ours: [] as number[], theirs: [] as number[] };
  let lastOurs: A | undefined;
  let lastTheirs: B | undefined;
  for (let round = options.warmUp === false ? 0 : -1; round < rounds; round++) {
    // Which side goes first changes, so that neither always finds the caches as the other left them.
    const sides = round % 2 === 0 ? (["ours", "theirs"] as const) : (["theirs", "ours"] as const);
    for (const side of sides) {
      if (side === "ours") {
        const { seconds, value } = await timed(ours);
        lastOurs = value;
        if (round >= 0) times.ours.push(seconds);
      } else {
        const { seconds, value } = await timed(theirs);
        lastTheirs = value;
        if (round >= 0) times.theirs.push(seconds);
      }
    }
  }
  return {
    ours: spread(times.ours),
    theirs: spread(times.theirs),
    ratio: spread(times.ours.map((seconds, round) => seconds / (times.theirs[round] ?? Number.NaN))),
    lastOurs: lastOurs as A,
    lastTheirs: lastTheirs as B,
  };
}

/** "412 ms", "3.2 s" */
export function inWords(seconds: number): string {
  if (seconds < 0.001) return `${(seconds * 1e6).toFixed(0)} µs`;
  if (seconds < 1) return `${(seconds * 1000).toFixed(seconds < 0.01 ? 1 : 0)} ms`;
  return `${seconds.toFixed(seconds < 10 ? 1 : 0)} s`;
}
