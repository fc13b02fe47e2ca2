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
  set("cursor", next.cursor);
  const text = url.toString();
  return text === "" ? "/customers" : `/customers?${text}`;
}
