import { z } from "zod";
import { isStorable } from "./storable";

/** Rows of one page of a list. */
export const PAGE_SIZE = 50;

export type Page<T> = {
  rows: T[];
  /** For the URL; null at the end. */
  next: string | null;
  previous: string | null;
};

/** A keyset position: the sort value and the id of the row beside which the page begins. */
export type Cursor = { value: string | number | null; id: string; direction: "after" | "before" };

const cursorSchema = z.object({
  value: z.union([z.string().max(500).refine(isStorable), z.number(), z.null()]),
  id: z.uuid(),
  direction: z.enum(["after", "before"]),
});

export function encodeCursor(cursor: Cursor): string {
  return Buffer.from(JSON.stringify([cursor.direction === "after" ? 1 : 0, cursor.value, cursor.id])).toString(
    "base64url",
  );
}

/** The instant that a cursor of a list by time holds; null when it holds none that Postgres could compare with. */
export function instantOf(cursor: Cursor | null): Date | null {
  if (typeof cursor?.value !== "string" || !/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{1,6})?Z$/.test(cursor.value))
    return null;
  const at = new Date(cursor.value);
  return Number.isNaN(+at) ? null : at;
}

/** Null for anything that is not a cursor of ours: a wrong link shows the first page. */
export function decodeCursor(text: unknown): Cursor | null {
  if (typeof text !== "string" || text === "" || text.length > 1000) return null;
  try {
    const [after, value, id] = JSON.parse(Buffer.from(text, "base64url").toString("utf8"));
    const parsed = cursorSchema.safeParse({ value, id, direction: after ? "after" : "before" });
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
}
