import { ViewTools } from "@/components/views/view-tools";
import type { Actor } from "@/lib/auth/actor";
import { may } from "@/lib/auth/permissions";
import { listViews } from "@/lib/views/queries";
import { SAVED_PARAM, type ViewPage, viewQuery } from "@/lib/views/schema";

export type ListViewsProps = {
  actor: Actor;
  page: ViewPage;
  path: string;
  /** The list's address, as the page was asked. */
  given: Record<string, string | string[] | undefined>;
  /** What the address leaves unsaid, because it is usual for this reader: a view says it. */
  usual?: Readonly<Record<string, string>>;
};

/** The saved views of a list in one menu: open one, keep this one. */
export async function ListViews({ actor, page, path, given, usual = {} }: ListViewsProps) {
  if (!may(actor, "views.write")) return null;
  const views = await listViews(actor, page);
  const whole = (search: URLSearchParams) => {
    for (const [name, value] of Object.entries(usual)) if (!search.has(name)) search.set(name, value);
    return viewQuery(search);
  };
  const asked = new URLSearchParams(
    Object.entries(given).flatMap(([name, value]) =>
      (Array.isArray(value) ? value : [value]).flatMap((one) => (one === undefined ? [] : [[name, one]])),
    ),
  );
  const current = views.find(({ id }) => id === asked.get(SAVED_PARAM)) ?? null;
  const query = whole(asked);
  return (
    <ViewTools
      page={page}
      path={path}
      query={query}
      current={current}
      modified={current !== null && whole(new URLSearchParams(current.query)) !== query}
      views={views}
    />
  );
}
