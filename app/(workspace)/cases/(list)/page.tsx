import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { CaseTable } from "@/components/cases/case-table";
import { PageHeader, PageLead } from "@/components/layout/page-header";
import { CsvLink } from "@/components/ui/csv-link";
import { EmptyState } from "@/components/ui/empty-state";
import { Pagination } from "@/components/ui/pagination";
import { LinkTabs } from "@/components/ui/tabs";
import { requireSession } from "@/lib/auth/doors";
import { countCases, listCases } from "@/lib/cases/queries";
import { type CaseListParams, caseListParams } from "@/lib/cases/schema";
import { formatDate } from "@/lib/format";
import { ListViews } from "../../_everyday/list-views";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("cases"))("title") };
}

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

const DAY_MS = 86_400_000;

function hrefOf(params: Partial<CaseListParams>): string {
  const query = new URLSearchParams();
  if (params.state === "resolved") query.set("state", "resolved");
  if (params.owner && params.owner !== "all") query.set("owner", params.owner);
  if (params.cursor) query.set("cursor", params.cursor);
  if (params.saved) query.set("saved", params.saved);
  return `/cases${query.size > 0 ? `?${query}` : ""}`;
}

export default async function CasesPage({ searchParams }: Props) {
  const [{ actor, workspace }, given, t] = await Promise.all([
    requireSession(),
    searchParams,
    getTranslations("cases"),
  ]);
  const params = caseListParams.parse(given);
  const now = new Date();
  const [page, counts] = await Promise.all([listCases(actor, params), countCases(actor, now)]);
  const { state, owner } = params;
  return (
    <>
      <PageHeader title={t("title")} />
      <div className="flex flex-col gap-4 bg-surface px-6 pt-5 max-md:px-4">
        <PageLead
          headline={
            counts.late > 0
              ? t("headline.late", { late: counts.late })
              : counts.open > 0
                ? t("headline.open", { open: counts.open })
                : t("headline.none")
          }
        >
          {counts.open > 0
            ? t("headline.lead", { open: counts.open, nobody: counts.unassigned })
            : t("headline.leadNone")}
        </PageLead>
        <LinkTabs
          label={t("tabs.label")}
          className="-mx-6 max-md:-mx-4"
          end={
            <span className="flex items-center gap-1">
              <ListViews
                actor={actor}
                page="cases"
                path="/cases"
                given={given}
                usual={{ owner: "all", state: "open" }}
              />
              <CsvLink href={hrefOf({ ...params, cursor: undefined }).replace("/cases", "/cases/list.csv")} />
            </span>
          }
          tabs={[
            {
              href: hrefOf({}),
              label: t("tabs.open"),
              count: counts.open,
              active: state === "open" && owner === "all",
            },
            {
              href: hrefOf({ owner: "mine" }),
              label: t("tabs.mine"),
              count: counts.mine,
              active: state === "open" && owner === "mine",
            },
            {
              href: hrefOf({ owner: "nobody" }),
              label: t("tabs.nobody"),
              count: counts.unassigned,
              active: state === "open" && owner === "nobody",
            },
            {
              href: hrefOf({ state: "resolved" }),
              label: t("tabs.resolved"),
              count: counts.resolved,
              active: state === "resolved",
            },
          ]}
        />
      </div>
      {page.rows.length === 0 ? (
        <EmptyState title={t("list.empty")}>{t("list.emptyLead")}</EmptyState>
      ) : (
        <>
          <CaseTable
            state={state}
            lines={page.rows.map((row) => ({
              id: row.id,
              number: row.number,
              title: row.title,
              score: row.score,
              customer:
                row.customerId && row.customerName
                  ? { id: row.customerId, name: row.customerName, kind: row.customerKind ?? "person" }
                  : null,
              touchpoint: row.touchpointName,
              owner: row.ownerName,
              due: row.dueAt ? formatDate(row.dueAt, workspace.timeZone) : null,
              lateDays: row.dueAt && row.dueAt < now ? Math.floor((+now - +row.dueAt) / DAY_MS) : null,
              resolved: row.resolvedAt ? formatDate(row.resolvedAt, workspace.timeZone) : null,
            }))}
          />
          <Pagination
            prevHref={page.previous ? hrefOf({ ...params, cursor: page.previous }) : undefined}
            nextHref={page.next ? hrefOf({ ...params, cursor: page.next }) : undefined}
          />
        </>
      )}
    </>
  );
}
