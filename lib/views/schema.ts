import { z } from "zod";
import { storableOnly } from "../storable";

/** Lists that can be saved as views. */
export const VIEW_PAGES = ["customers", "deals", "cases", "responses"] as const;
export type ViewPage = (typeof VIEW_PAGES)[number];

/** The name under which an address says which view it began as. */
export const SAVED_PARAM = "saved";
/** What an address holds that is no part of a view: where in the list one stands, and which view it began as. */
const NOT_KEPT = new Set(["cursor", SAVED_PARAM, "new", "log"]);

export type SavedView = {
  id: string;
  name: string;
  /** The address's string after the question mark, in one order (viewQuery). */
  query: string;
  isShared: boolean;
  /** Made by the reader, who may change it. */
  isMine: boolean;
  /** Who made it; null once they are gone. */
  ownerName: string | null;
};

/** What of an address makes a view: without the place in the list, names in one order, nothing empty. */
export function viewQuery(search: string | URLSearchParams): string {
  const given = new URLSearchParams(search);
  const kept = [...given].filter(([name, value]) => !NOT_KEPT.has(name) && value !== "");
  kept.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
  return new URLSearchParams(kept).toString();
}

/** The address of a view's list. */
export const viewHref = (path: string, view: Pick<SavedView, "id" | "query">): string =>
  `${path}?${view.query === "" ? "" : `${view.query}&`}${SAVED_PARAM}=${view.id}`;

const id = z.uuid("This is not a known view.");
const name = z.string().trim().min(1, "Give it a name.").max(60, "At most 60 characters.");
const query = z
  .string()
  .max(2000, "This list has more filters than a view can hold.")
  .transform((text) => viewQuery(storableOnly(text)));

export const newView = z.object({
  page: z.enum(VIEW_PAGES),
  name,
  query,
  isShared: z.preprocess((given) => given === true || given === "on" || given === "true", z.boolean()),
});
export type NewView = z.output<typeof newView>;

/** Only what is given changes. */
export const viewChanges = z.object({
  id,
  name: name.optional(),
  query: query.optional(),
  isShared: z.boolean().optional(),
});
export type ViewChanges = z.output<typeof viewChanges>;

export const viewId = z.object({ id });
