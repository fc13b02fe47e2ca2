import type { BenchRow } from "./types";

/** bench/results.json: the last full run of each bench. */
export type KeptResults = Record<string, { date: string; machine: string; rows: BenchRow[] }>;

const number = (value: number) =>
  value >= 100 ? value.toFixed(0) : value >= 10 ? value.toFixed(1) : value.toFixed(value < 0.1 ? 3 : 2);

/** bench/RESULTS.md from what was measured. */
export function renderResults(kept: KeptResults): string {
  const lines = [
    "# Results",
    "",
    "Written by `npm run bench`. A time alone says little on a shared machine: each figure is a ratio against a limit measured",
    "in the same run, in turn, several times; the median is given with the smallest and the largest. Times are for orientation.",
    "",
  ];
  for (const [name, { date, machine, rows }] of Object.entries(kept).sort(([a], [b]) => (a < b ? -1 : 1))) {
    lines.push(`## ${name.toUpperCase()}`, "", `${date}; ${machine}`, "");
    lines.push("| what | size | ours | against | ratio | goal | |", "|---|---|---|---|---|---|---|");
    for (const row of rows) {
      const { median, low, high } = row.ratio;
      const verdict = row.met === null ? "" : row.met ? "met" : "**missed**";
      lines.push(
        `| ${row.what} | ${row.size} | ${row.ours} | ${row.against} | ${number(median)}× (${number(low)}–${number(high)}) | ${row.goal} | ${verdict} |`,
      );
    }
    const notes = rows.flatMap((row) => (row.note ? [`- ${row.what}, ${row.size}: ${row.note}`] : []));
    if (notes.length) lines.push("", ...notes);
    lines.push("");
  }
  return `${lines.join("\n").trimEnd()}\n`;
}
