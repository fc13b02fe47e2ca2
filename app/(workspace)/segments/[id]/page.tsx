import { Pencil, UsersRound } from "lucide-react";
import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { CustomerTable } from "@/components/customers/customer-table";
import { FilterBar, PageBody, PageHeader } from "@/components/layout/page-header";
import { PeriodPicker } from "@/components/layout/period-picker";
import { ArchiveButton, RestoreButton } from "@/components/segments/archive-button";
import { RefreshWhile } from "@/components/segments/refresh-while";
import { SegmentSummary } from "@/components/segments/segment-summary";
import { Badge } from "@/components/ui/badge";
import { EmptyState } from "@/components/ui/empty-state";
import { LinkButton } from "@/components/ui/link-button";
import { Pagination } from "@/components/ui/pagination";
import { requireActor, requireSession } from "@/lib/auth/doors";
import { orNotFound } from "@/lib/auth/page";
import { may } from "@/lib/auth/permissions";
import { listCustomers } from "@/lib/customers/queries/list";
import { customerListParams } from "@/lib/customers/schema";
import { formatAgo } from "@/lib/format";
import { DEFAULT_PERIOD, PERIOD_PRESETS, parsePeriod } from "@/lib/period";
import { getSegment, segmentCatalogue } from "@/lib/segments/queries";

type Props = { params: Promise<{ id: string }>; searchParams: Promise<{ period?: string; cursor?: string }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const [actor, { id }] = await Promise.all([requireActor(), params]);
  return { title: (await orNotFound(getSegment(actor, id))).name };
}

export default async function SegmentPage({ params, searchParams }: Props) {
  const [{ actor, workspace }, { id }, given, t] = await Promise.all([
    requireSession(),
    params,
    searchParams,
    getTranslations("segments"),
  ]);
  const now = new Date();
  const { timeZone, currency } = workspace;
  const period = parsePeriod(given.period, { timeZone, now });
  const segment = await orNotFound(getSegment(actor, id, period));
  const [catalogue, members] = await Promise.all([
    segmentCatalogue(actor),
    listCustomers(actor, customerListParams.parse({ segment: id, owner: "all", cursor: given.cursor })),
  ]);
  const canWrite = may(actor, "segments.write");
  const page = (cursor: string | null) =>
    cursor
      ? `/segments/${id}?${new URLSearchParams({ ...(given.period ? { period: given.period } : {}), cursor })}`
      : null;
  return (
    <>
      <PageHeader
        title={segment.name}
        breadcrumb={[{ href: "/segments", label: t("title") }]}
        beside={segment.archivedAt ? <Badge tone="warn">{t("isArchived")}</Badge> : undefined}
        note={
          segment.computedAt
            ? t("updatedAgo", { ago: formatAgo(segment.computedAt, now, timeZone).toLowerCase() })
            : null
        }
        actions={
          !canWrite ? null : segment.archivedAt ? (
            <RestoreButton id={id} />
          ) : (
            <>
              <ArchiveButton id={id} name={segment.name} />
              <LinkButton variant="primary" href={`/segments/${id}/edit`} icon={<Pencil aria-hidden />}>
                {t("edit")}
              </LinkButton>
            </>
          )
        }
      />
      <FilterBar
        end={
          <LinkButton size="sm" href={`/customers?segment=${id}`} icon={<UsersRound aria-hidden />}>
            {t("openInCustomers")}
          </LinkButton>
        }
      >
        <PeriodPicker
          presets={PERIOD_PRESETS.map((value) => ({ value, label: parsePeriod(value, { timeZone, now }).label }))}
          defaultValue={DEFAULT_PERIOD}
          currentLabel={period.label}
        />
      </FilterBar>
      <PageBody>
        <SegmentSummary segment={segment} catalogue={catalogue} k={workspace.smallGroup} periodLabel={period.label} />
      </PageBody>
      {!segment.computedAt && !segment.archivedAt ? <RefreshWhile /> : null}
      {members.rows.length === 0 ? (
        <EmptyState title={segment.computedAt ? t("nobody") : t("counting")}>
          {segment.computedAt ? t("nobodyHint") : t("countingHint")}
        </EmptyState>
      ) : (
        <section aria-label={t("members")} className="border-t border-line">
          <CustomerTable rows={members.rows} now={now} timeZone={timeZone} currency={currency} />
          <Pagination prevHref={page(members.previous)} nextHref={page(members.next)} />
        </section>
      )}
    </>
  );
}
