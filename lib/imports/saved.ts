import type { ColumnTarget, ImportMapping, Kind } from "./schema";

/** A mapping that was kept by name, with the names of the columns it was made for. */
export type SavedMapping = { id: string; name: string; kind: Kind; header: string[]; mapping: ImportMapping };

const plain = (name: string) => name.trim().toLowerCase();

/** Where a file differs from the one that a mapping was made for. */
export type Differences = {
  /** Columns that the mapping uses and the file has not. */
  missing: string[];
  /** Columns that the mapping has never seen: proposed as for any file. */
  added: string[];
};

/**
 * A kept mapping for another file: columns are matched by name, in whatever order they stand; how the file is written is
 * the file's own.
 * @param proposal what would be proposed without it: for columns that it does not know
 */
export function applySaved(
  saved: Pick<SavedMapping, "header" | "mapping">,
  header: readonly string[],
  proposal: readonly ColumnTarget[],
  written: Pick<ImportMapping, "encoding" | "delimiter">,
): { mapping: ImportMapping; differences: Differences } {
  const known = new Map(saved.header.map((name, at) => [plain(name), saved.mapping.columns[at]]));
  const used = new Set<string>();
  const added: string[] = [];
  const columns = header.map((name, at): ColumnTarget => {
    const target = known.get(plain(name));
    if (target && !used.has(plain(name))) {
      used.add(plain(name));
      return target;
    }
    if (name.trim() !== "") added.push(name);
    return proposal[at] ?? { to: "ignore" };
  });
  // What the mapping uses already cannot be meant by a new column too.
  const taken = new Set(columns.flatMap((column, at) => (used.has(plain(header[at] ?? "")) ? nameOf(column) : [])));
  const free = columns.map((column, at): ColumnTarget => {
    const name = nameOf(column)[0];
    return !used.has(plain(header[at] ?? "")) && name !== undefined && taken.has(name) ? { to: "ignore" } : column;
  });
  const missing = saved.header.filter(
    (name, at) => !used.has(plain(name)) && saved.mapping.columns[at]?.to !== "ignore" && name.trim() !== "",
  );
  return { mapping: { ...saved.mapping, ...written, columns: free }, differences: { missing, added } };
}

const nameOf = (column: ColumnTarget): string[] =>
  column.to === "field" ? [column.field] : column.to === "attribute" ? [`attribute ${column.key}`] : [];

/** The kept mapping that a file was most likely made for: nearly all of its columns are there. */
export function likelySaved(saved: readonly SavedMapping[], header: readonly string[]): SavedMapping | null {
  const names = new Set(header.map(plain));
  const scored = saved.map((one) => {
    const wanted = one.header.filter((_, at) => one.mapping.columns[at]?.to !== "ignore");
    const there = wanted.filter((name) => names.has(plain(name))).length;
    return { one, share: wanted.length === 0 ? 0 : there / Math.max(wanted.length, header.length * 0.5) };
  });
  const best = scored.sort((a, b) => b.share - a.share)[0];
  return best && best.share >= 0.8 ? best.one : null;
}
