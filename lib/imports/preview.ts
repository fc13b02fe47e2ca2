import type { ColumnProfile } from "./profile";
import type { DELIMITERS, Encoding } from "./schema";

export type FileSample = {
  encoding: Encoding;
  delimiter: (typeof DELIMITERS)[number];
  header: string[];
  columns: ColumnProfile[];
  /** Of the sample, without the header. */
  rows: number;
  /** True when the sample is the whole file. */
  whole: boolean;
  /** What stands in the way of importing the file at all; empty when nothing does. */
  problem: string;
};

export type Preview = {
  header: string[];
  /** The first rows with what is wrong with them. */
  rows: { line: number; cells: string[]; problems: { column: number | null; reason: string }[] }[];
  /** Of the part that was checked. */
  checked: number;
  accepted: number;
  refused: number;
  /** The whole file was checked; otherwise its first part. */
  whole: boolean;
  /** Rows refused, by reason, the most frequent first. */
  reasons: { reason: string; rows: number; firstLine: number }[];
  /** Answers that would be stored, of the checked part. */
  answers: number;
  /** Different customers in the checked part, as far as they are counted. */
  customers: number;
  newItems: number;
  newTouchpoints: number;
  newAttributes: number;
};
