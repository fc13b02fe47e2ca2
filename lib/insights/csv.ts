import { plainSentence } from "./plain";
import type { Finding } from "./schema";
import { baseText, outcomeText, type Say, saidText, sidesOf } from "./sentence";

const COLUMNS = [
  "rank",
  "kind",
  "sentence",
  "base",
  "said",
  "outcome",
  "touchpoint",
  "baseSize",
  "asked",
  "saidSo",
  "othersAsked",
  "othersSaidSo",
  "saidN",
  "saidValue",
  "restN",
  "restValue",
  "d",
  "dLow",
  "dHigh",
  "log10p",
  "log10q",
  "comparisons",
  "concerned",
] as const;

/** Rows of a CSV file, its head first: each sentence in words, with every count its tests rest on; nothing is rounded. */
export function sentencesCsv(
  sentences: readonly { rank: number; finding: Finding }[],
  say: Say,
): (string | number | null)[][] {
  const rows = sentences.map(({ rank, finding }): Record<(typeof COLUMNS)[number], string | number | null> => {
    const { said, rest } = sidesOf(finding);
    const { verb, object } = saidText(finding.said, say);
    return {
      rank,
      kind: say(finding.isWeak ? "csv.weak" : "csv.both"),
      sentence: plainSentence(finding, say).replaceAll("\u00a0", " "),
      base: baseText(finding.base, say),
      said: `${verb} ${object}`,
      outcome: outcomeText(finding.outcome),
      touchpoint: finding.said.touchpoint,
      baseSize: finding.baseSize,
      asked: finding.asked,
      saidSo: finding.saidSo,
      othersAsked: finding.othersAsked,
      othersSaidSo: finding.othersSaidSo,
      saidN: said.n,
      saidValue: said.value,
      restN: rest.n,
      restValue: rest.value,
      d: finding.d,
      dLow: finding.dInterval.low,
      dHigh: finding.dInterval.high,
      log10p: finding.logP / Math.LN10,
      log10q: finding.logQ / Math.LN10,
      comparisons: finding.comparisons,
      concerned: finding.concerned,
    };
  });
  return [COLUMNS.map((column) => say(`csv.${column}`)), ...rows.map((row) => COLUMNS.map((column) => row[column]))];
}
