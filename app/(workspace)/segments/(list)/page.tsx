import { ListPlus, Plus } from "lucide-react";
import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { FilterBar, PageBody, PageHeader, PageLead } from "@/components/layout/page-header";
import { PeriodPicker } from "@/components/layout/period-picker";
import { SegmentTable } from "@/components/segments/segment-table";
import { SegmentsEmpty } from "@/components/segments/segments-empty";
import { SegmentsTabs } from "@/components/segments/segments-tabs";
import { LinkButton } from "@/components/ui/link-button";
import { requireSession } from "@/lib/auth/doors";
import { orNotFound } from "@/lib/auth/page";
import { may } from "@/lib/auth/permissions";
import { formatCount, formatNps } from "@/lib/format";
import { DEFAULT_PERIOD, PERIOD_PRESETS, parsePeriod } from "@/lib/period";
import { isByAnswers, provenLowest } from "@/lib/segments/finding";
import { listSegments, segmentCatalogue } from "@/lib/segments/queries";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("segments"))("title") };
}

type Props = { searchParams: Promise<{ period?: string }> };

export default async function SegmentsPage({ searchParams }: Props) {
  const [{ actor, workspace }, given, t] = await Promise.all([
    requireSession(),
    searchParams,
    getTranslations("segments"),
  ]);
  const now = new Date();
  const { timeZone } = workspace;
  const period = parsePeriod(given.period, { timeZone, now });
  const [{ segments, customers }, catalogue] = await orNotFound(
    Promise.all([listSegments(actor, period), segmentCatalogue(actor)]),
  );
  const canWrite = may(actor, "segments.write");
  const lowest = provenLowest(segments);
  return (
    <>
      <PageHeader
        title={t("title")}
        actions={
          canWrite ? (
            <>
              <LinkButton href="/segments/new-list" icon={<ListPlus aria-hidden />}>
                {t("list.new")}
              </LinkButton>
              <LinkButton variant="primary" href="/segments/new" icon={<Plus aria-hidden />} data-create>
                {t("new")}
              </LinkButton>
            </>
          ) : null
        }
      />
      <SegmentsTabs active="all" count={segments.length} />
      {segments.length === 0 ? (
        <SegmentsEmpty canWrite={canWrite} />
      ) : (
        <>
          <FilterBar end={t("shareOf", { customers: formatCount(customers) })}>
            <PeriodPicker
              presets={PERIOD_PRESETS.map((value) => ({ value, label: parsePeriod(value, { timeZone, now }).label }))}
              defaultValue={DEFAULT_PERIOD}
              currentLabel={period.label}
            />
          </FilterBar>
          <PageBody className="pb-4">
            <PageLead
              headline={lowest ? t("finding", { name: lowest.low.name }) : t("count", { count: segments.length })}
            >
              {lowest
                ? t("findingProof", {
                    score: formatNps(lowest.low.nps.score),
                    best: lowest.high.name,
                    bestScore: formatNps(lowest.high.nps.score),
                    period: period.label,
                    left: segments.filter(({ rule }) => isByAnswers(rule)).length,
                  })
                : t("noFinding")}
            </PageLead>
          </PageBody>
          <SegmentTable segments={segments} customers={customers} catalogue={catalogue} k={workspace.smallGroup} />
        </>
      )}
    </>
  );
}
