/** small: seconds, run with every check so that benches cannot rot. full: the sizes that the goals speak of. */
export type BenchSize = "small" | "full";

/**
 * What a bench is given. It runs in a process of its own, and DATABASE_URL and DATABASE_OWNER_URL lead to a migrated
 * database of its own, so the product's modules work in it as they are.
 */
export type BenchContext = {
  size: BenchSize;
  /** The project's root. */
  root: string;
  /** The role that owns the tables: for generators and for the hand-written side of a comparison. */
  ownerUrl: string;
  /** The app's role. */
  appUrl: string;
  /** Process id of the database server. */
  postgresPid: number;
  /** Progress on the terminal. */
  say: (text: string) => void;
  /**
   * Builds data once: the database is kept between runs, and `build` is skipped when `key` was built before.
   * Change the key when the generator changes.
   */
  once: (key: string, build: () => Promise<void>) => Promise<void>;
};

/** One line of bench/RESULTS.md. */
export type BenchRow = {
  /** "B6" */
  id: string;
  /** What was done, in a few words. */
  what: string;
  /** "1,000,000 customers × 10 answers" */
  size: string;
  /** Seconds, or requests a second: the median of the product's side, with its unit, for orientation only. */
  ours: string;
  /** The same of the side it is held against, saying what that is. */
  against: string;
  /** What is judged; from `alternate`, or one number with equal low and high. */
  ratio: Spread;
  /** As in "≤ 5×" or "≥ 0.6×"; empty when the row is only told. */
  goal: string;
  /** Null when there is no goal, or the size is too small to judge. */
  met: boolean | null;
  /** What a reader should know: what was checked equal, what was missed and why. */
  note?: string;
};

export type Spread = { median: number; low: number; high: number };

/** What bench/<name>.ts exports as `run`. */
export type Bench = (context: BenchContext) => Promise<BenchRow[]>;
