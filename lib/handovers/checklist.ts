import { z } from "zod";

// What a hunter hands over with a customer. Each part is filled, or said not to be needed and why.

export const PARTS = ["users", "promises", "goals", "selfService"] as const;
export type PartKey = (typeof PARTS)[number];

const day = z.union([z.literal(""), z.iso.date("Write a day as 2026-10-31.")]).default("");

/** A promise or a goal, with the day it is due; empty while nobody wrote one. */
export const checklistRow = z.object({
  text: z.string().max(300, "At most 300 characters.").default(""),
  dueOn: day,
});
export type ChecklistRow = z.output<typeof checklistRow>;

export const checklistPart = z.object({
  /** Who uses it, or how they serve themselves. */
  text: z.string().max(2000, "At most 2,000 characters.").default(""),
  /** Promises and first goals. */
  rows: z.array(checklistRow).max(20, "At most 20.").default([]),
  /** Self-service is set up. */
  done: z.boolean().default(false),
  /** Set: this part is not needed, because. */
  notNeeded: z.string().max(300, "At most 300 characters.").nullable().default(null),
});
export type ChecklistPart = z.output<typeof checklistPart>;
export type Checklist = Record<PartKey, ChecklistPart>;

const EMPTY: ChecklistPart = { text: "", rows: [], done: false, notNeeded: null };

/** What is stored; what it does not hold, or not in this shape, is empty. */
export function readChecklist(stored: unknown): Checklist {
  const given = (typeof stored === "object" && stored !== null ? stored : {}) as Record<string, unknown>;
  return Object.fromEntries(
    PARTS.map((key) => {
      const parsed = checklistPart.safeParse(given[key] ?? {});
      return [key, parsed.success ? parsed.data : EMPTY];
    }),
  ) as Checklist;
}

/** Rows in which something was written. */
export const writtenRows = ({ rows }: Pick<ChecklistPart, "rows">): ChecklistRow[] =>
  rows.filter(({ text, dueOn }) => text.trim() !== "" || dueOn !== "");

/** What keeps a part from being done; null when it is done. A promise needs its day, a goal may go without. */
export function missingIn(
  key: PartKey,
  part: ChecklistPart,
): "reason" | "text" | "rows" | "rowText" | "dueOn" | "done" | null {
  if (part.notNeeded !== null) return part.notNeeded.trim() === "" ? "reason" : null;
  if (key === "users") return part.text.trim() === "" ? "text" : null;
  if (key === "selfService") return part.done ? null : "done";
  const rows = writtenRows(part);
  if (rows.length === 0) return "rows";
  if (rows.some(({ text }) => text.trim() === "")) return "rowText";
  return key === "promises" && rows.some(({ dueOn }) => dueOn === "") ? "dueOn" : null;
}

/** How many of the parts are done. */
export const partsDone = (checklist: Checklist): number =>
  PARTS.filter((key) => missingIn(key, checklist[key]) === null).length;

/** A part in plain words, as it is kept for whoever reads it later. */
export function partText(key: PartKey, part: ChecklistPart): string {
  if (part.notNeeded !== null) return `Not needed: ${part.notNeeded.trim()}`;
  if (key === "users" || key === "selfService") return part.text.trim();
  return writtenRows(part)
    .map(({ text, dueOn }) => (dueOn ? `${text.trim()}, by ${dueOn}` : text.trim()))
    .join("\n");
}

/** Two people may fill it at once: the same part, as it reads. */
export const samePart = (one: ChecklistPart, other: ChecklistPart): boolean =>
  JSON.stringify(checklistPart.parse(one)) === JSON.stringify(checklistPart.parse(other));
