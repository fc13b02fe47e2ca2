import { viewQuery } from "../views/schema";
import { columnsText } from "./columns";
import { attributeFilterText, type CustomerListParams, customerListParams } from "./schema";

export type ListChanges = Partial<Omit<CustomerListParams, "cursor">> & { cursor?: string | null };

/** Whose customers come first: a seller sees his own, unless he looks at a segment. */
export const usualOwner = (seller: boolean, segment: string | undefined): "mine" | "all" =>
  seller && !segment ? "mine" : "all";

/** What the address of the list asks for; a name that stands in it twice, as attr may, counts twice. */
export function readListUrl(search: URLSearchParams, seller: boolean): CustomerListParams {
  const asked = customerListParams.parse({ ...Object.fromEntries(search), attr: search.getAll("attr") });
  return { ...asked, owner: asked.owner ?? usualOwner(seller, asked.segment) };
}

/**
 * A list as a saved view keeps it: whose customers it shows is always said, because what is usual depends on the reader.
 * @returns the address's string, as lib/views/schema.ts writes it
 */
export function listQuery(params: CustomerListParams): string {
  const [, search = ""] = listHref(params, { cursor: undefined, saved: undefined }, false).split("?");
  const url = new URLSearchParams(search);
  url.set("owner", params.owner ?? "all");
  return viewQuery(url);
}

/**
 * The address of the customers list after some changes. Whatever changes the rows goes back to the first page; what is
 * the usual value is left out.
 * @param seller whether the reader sells: then the list begins with his own
 */
export function listHref(params: CustomerListParams, changes: ListChanges, seller: boolean): string {
  const next = { ...params, cursor: undefined, ...changes };
  const url = new URLSearchParams();
  const set = (key: string, value: string | null | undefined) => {
    if (value) url.set(key, value);
  };
  set("q", next.q);
  set("owner", next.owner === usualOwner(seller, next.segment) ? undefined : next.owner);
  set("kind", next.kind);
  set("lifecycle", next.lifecycle);
  set("tag", next.tag);
  set("segment", next.segment);
  set("score", next.score);
  for (const filter of next.attr) url.append("attr", attributeFilterText(filter));
  set("archived", next.archived ? "1" : undefined);
  set("sort", next.sort === "name" ? undefined : next.sort);
  set("dir", next.dir);
  set("cols", next.cols ? columnsText(next.cols) : undefined);
  set("saved", next.saved);
  set("cursor", next.cursor);
  const text = url.toString();
  return text === "" ? "/customers" : `/customers?${text}`;
}
