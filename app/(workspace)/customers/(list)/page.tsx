import { ChartSpline, Plus, Upload } from "lucide-react";
import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { Suspense } from "react";
import { AddCustomer } from "@/components/customers/add-customer";
import { AddFilter } from "@/components/customers/add-filter";
import { ColumnsButton } from "@/components/customers/columns-button";
import { CustomerTable } from "@/components/customers/customer-table";
import { CustomersEmpty } from "@/components/customers/customers-empty";
import { filterChips, filterFields } from "@/components/customers/filters";
import { ListMenu } from "@/components/customers/list-menu";
import { ReachNote } from "@/components/customers/reach-note";
import { RememberList } from "@/components/customers/remember-list";
import { LogLauncher } from "@/components/interactions/log-launcher";
import { FilterBar, PageHeader } from "@/components/layout/page-header";
import { Chip } from "@/components/ui/chip";
import { UrlFilter } from "@/components/ui/filter-select";
import { LinkButton } from "@/components/ui/link-button";
import { Pagination } from "@/components/ui/pagination";
import { SearchInput } from "@/components/ui/search-input";
import { LinkTabs } from "@/components/ui/tabs";
import { ViewName } from "@/components/views/view-name";
import { ViewTools } from "@/components/views/view-tools";
import type { Actor } from "@/lib/auth/actor";
import { requireSession } from "@/lib/auth/doors";
import { may } from "@/lib/auth/permissions";
import type { ComputedField } from "@/lib/computed/computed";
import { listComputedFields } from "@/lib/computed/queries";
import type { AttributeDefinition } from "@/lib/customers/attributes";
import { LIST_COLUMNS, type ListColumn, shownColumns } from "@/lib/customers/columns";
import type { CustomerRow } from "@/lib/customers/customer";
import { listHref, listQuery, readListUrl, usualOwner } from "@/lib/customers/list-url";
import { computedValues } from "@/lib/customers/queries/computed";
import { listAttributeDefinitions, listSegmentChoices } from "@/lib/customers/queries/definitions";
import { countCustomers, listCustomers, listTags } from "@/lib/customers/queries/list";
import { CUSTOMER_SORTS, type CustomerListParams, customerListParams, directionOf } from "@/lib/customers/schema";
import { listLists } from "@/lib/segments/queries/lists";
import { listMembers } from "@/lib/users/queries";
import { listViews } from "@/lib/views/queries";
import { viewHref } from "@/lib/views/schema";

/** The rows with the computed fields that are shown, among their attributes. */
async function withComputed(
  actor: Actor,
  rows: CustomerRow[],
  computed: readonly ComputedField[],
  columns: readonly ListColumn[],
): Promise<CustomerRow[]> {
  const keys = computed.flatMap(({ key }) => (columns.includes(`attr.${key}`) ? key : []));
  if (keys.length === 0) return rows;
  const values = await computedValues(
    actor,
    rows.map(({ id }) => id),
    { now: new Date(), keys },
  );
  return rows.map((row) => {
    const known = Object.entries(values.get(row.id) ?? {}).filter(
      (entry): entry is [string, number] => entry[1] !== null,
    );
    return { ...row, attributes: { ...Object.fromEntries(known), ...row.attributes } };
  });
}

/** Views that stand as tabs, and segments that fill them up; the others are in the filter. */
const MOST_TABS = 8;
const SEGMENT_TABS = 5;

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("customers"))("title") };
}

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function CustomersPage({ searchParams }: Props) {
  const [{ actor, workspace, role }, given] = await Promise.all([requireSession(), searchParams]);
  const seller = role === "hunter" || role === "farmer";
  const asked = customerListParams.parse(given);
  const params: CustomerListParams = { ...asked, owner: asked.owner ?? usualOwner(seller, asked.segment) };
  const [t, page, definitions, members, segments, tags, views, computed] = await Promise.all([
    getTranslations("customers"),
    listCustomers(actor, params),
    listAttributeDefinitions(actor),
    listMembers(actor),
    listSegmentChoices(actor),
    listTags(actor),
    listViews(actor, "customers"),
    listComputedFields(actor),
  ]);
  // A computed field is a column like an attribute; its values are worked out for the customers of this page alone.
  const fields: AttributeDefinition[] = [
    ...definitions,
    ...computed
      .filter(({ key, archived }) => !archived && !definitions.some((one) => one.key === key))
      .map(({ id, key, label, kind, unit }) => ({ id, key, label, kind, unit, options: [] })),
  ];
  const owners = members.map(({ userId, name, role: has }) => ({ id: userId, name, role: has }));
  const href = (changes: Parameters<typeof listHref>[1]) => listHref(params, changes, seller);
  const current = views.find(({ id }) => id === params.saved) ?? null;
  const query = listQuery(params);
  const kept = current ? listQuery(readListUrl(new URLSearchParams(current.query), seller)) : null;
  const viewTabs = views.slice(0, MOST_TABS);
  if (current && !viewTabs.includes(current)) viewTabs.push(current);
  const shown = segments.slice(0, Math.max(0, Math.min(SEGMENT_TABS, MOST_TABS - viewTabs.length)));
  const fixed = segments.find(({ id }) => id === params.segment);
  const tabs = fixed && !shown.includes(fixed) ? [...shown, fixed] : shown;
  const words = {
    t,
    roles: await getTranslations("users.role"),
    definitions,
    owners,
    segments,
    tags,
    currency: workspace.currency,
  };
  const chips = filterChips(params, words, href, new Set(tabs.map(({ id }) => id)));
  const filtered = chips.length > 0 || params.q !== undefined || params.segment !== undefined;
  const mayWrite = may(actor, "customers.write");
  const view = (changes: Partial<CustomerListParams>) =>
    href({ segment: undefined, owner: "all", archived: false, saved: undefined, ...changes });
  const columns = params.cols ? shownColumns(params.cols, fields) : null;
  const rows = await withComputed(actor, page.rows, computed, columns ?? []);
  const mayBulk = may(actor, "customers.bulk");
  const direction = directionOf(params);
  const sortHrefs = Object.fromEntries(
    CUSTOMER_SORTS.map((sort) => {
      const turned = params.sort === sort ? (direction === "asc" ? "desc" : "asc") : undefined;
      return [sort, href({ sort, dir: turned === directionOf({ sort, dir: undefined }) ? undefined : turned })];
    }),
  ) as Record<(typeof CUSTOMER_SORTS)[number], string>;

  // Where two sides meet, they come first.
  const reports =
    workspace.model === "platform" || workspace.model === "c2c" ? "/customers/lifecycle/sides" : "/customers/lifecycle";
  return (
    <>
      <PageHeader
        title={t("title")}
        actions={
          <>
            <SearchInput label={t("search")} className="w-56 max-md:hidden" />
            {may(actor, "interactions.write") ? <LogLauncher open={given.log !== undefined} /> : null}
            {may(actor, "lifecycle.read") ? (
              <LinkButton href={reports} icon={<ChartSpline aria-hidden />} className="max-md:hidden">
                {t("reports")}
              </LinkButton>
            ) : null}
            {may(actor, "imports.write") ? (
              <LinkButton href="/imports/new" icon={<Upload aria-hidden />} className="max-md:hidden">
                {t("import")}
              </LinkButton>
            ) : null}
            {mayWrite ? (
              <AddCustomer
                definitions={definitions}
                open={given.new !== undefined}
                icon={<Plus aria-hidden />}
                currency={workspace.currency}
              />
            ) : null}
          </>
        }
      />
      <div className="flex items-center gap-2 border-b border-line bg-surface px-4 py-3 md:hidden">
        <SearchInput label={t("search")} className="w-full" />
        {may(actor, "lifecycle.read") ? (
          <LinkButton href={reports} icon={<ChartSpline aria-hidden />} aria-label={t("reports")} />
        ) : null}
      </div>
      <RememberList search={listQuery(params)} />
      <LinkTabs
        label={t("views")}
        className="bg-surface"
        tabs={[
          ...(seller ? [mineTab()] : []),
          {
            href: view({}),
            label: t("all"),
            active: !current && params.owner === "all" && !params.segment && !params.archived,
          },
          ...(seller ? [] : [mineTab()]),
          ...viewTabs.map((one) => ({
            href: viewHref("/customers", one),
            label: <ViewName name={one.name} modified={one === current && kept !== query} />,
            active: one === current,
          })),
          ...tabs.map((segment) => ({
            href: view({ segment: segment.id }),
            label: segment.name,
            count: segment.memberCount.toLocaleString("en"),
            active: !current && params.segment === segment.id,
          })),
        ]}
        end={
          <span className="flex items-center gap-1 max-md:hidden">
            {may(actor, "views.write") ? (
              <ViewTools
                page="customers"
                path="/customers"
                query={query}
                current={current}
                modified={current !== null && kept !== query}
              />
            ) : null}
            <ColumnsButton
              shown={shownColumns(params.cols, fields)}
              all={[
                ...LIST_COLUMNS.map((key) => ({
                  key: key as ListColumn,
                  label: t(`columns.${key}`, { currency: workspace.currency }),
                })),
                ...fields.map(({ key, label }) => ({ key: `attr.${key}` as const, label })),
              ]}
              href={href({ cols: null })}
            />
          </span>
        }
      />
      <FilterBar
        end={
          <>
            <Suspense key={href({})} fallback={null}>
              <Total actor={actor} params={params} />
            </Suspense>
            <span className="max-md:hidden">
              <ListMenu
                search={href({}).split("?")[1] ?? ""}
                mayBulk={mayBulk}
                mayMerge={may(actor, "customers.merge")}
              />
            </span>
          </>
        }
      >
        {chips.map(({ key, ...chip }) => (
          <Chip key={key} {...chip} />
        ))}
        <AddFilter fields={filterFields(params, words, href)} />
        <UrlFilter
          param="sort"
          defaultValue="name"
          label={t("sort.label")}
          options={CUSTOMER_SORTS.map((sort) => ({ value: sort, label: t(`sort.${sort}`) }))}
          className="md:hidden"
        />
      </FilterBar>
      {actor.reach && params.owner === "all" ? (
        <div className="px-6 py-2 max-md:px-4">
          <ReachNote reach={actor.reach} />
        </div>
      ) : null}
      {page.rows.length === 0 ? (
        <CustomersEmpty
          reason={filtered ? "filtered" : params.archived ? "archive" : params.owner === "mine" ? "mine" : "none"}
          allHref={view({
            q: undefined,
            kind: undefined,
            lifecycle: undefined,
            tag: undefined,
            score: undefined,
            attr: [],
          })}
          mayWrite={mayWrite}
          mayImport={may(actor, "imports.write")}
        />
      ) : (
        <>
          <CustomerTable
            rows={rows}
            now={new Date()}
            timeZone={workspace.timeZone}
            currency={workspace.currency}
            sortHrefs={sortHrefs}
            sorted={{ by: params.sort, direction }}
            columns={columns}
            definitions={fields}
            bulk={
              mayWrite
                ? {
                    search: listQuery(params),
                    owners: may(actor, "customers.assign") ? owners : [],
                    archive: params.archived ? "unarchive" : "archive",
                    mayChange: mayBulk,
                    tags,
                    definitions,
                  }
                : null
            }
            lists={may(actor, "segments.write") && !params.archived ? await listLists(actor) : []}
          />
          <Pagination
            prevHref={page.previous ? href({ cursor: page.previous }) : null}
            nextHref={page.next ? href({ cursor: page.next }) : null}
          />
        </>
      )}
    </>
  );

  function mineTab() {
    return {
      href: view({ owner: "mine" }),
      label: t("mine"),
      active: !current && params.owner === "mine" && !params.segment && !params.archived,
    };
  }
}

/** Counted apart: the rows do not wait for it. */
async function Total({ actor, params }: { actor: Actor; params: CustomerListParams }) {
  const [t, { count, more }] = await Promise.all([getTranslations("customers"), countCustomers(actor, params)]);
  return <span className="whitespace-nowrap">{t(more ? "totalMore" : "total", { count })}</span>;
}
