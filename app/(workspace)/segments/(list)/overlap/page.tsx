import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { PageBody, PageHeader, PageLead } from "@/components/layout/page-header";
import { OverlapMatrix } from "@/components/segments/overlap-matrix";
import { OverlapPicker } from "@/components/segments/overlap-picker";
import { SegmentsTabs } from "@/components/segments/segments-tabs";
import { EmptyState } from "@/components/ui/empty-state";
import { LinkButton } from "@/components/ui/link-button";
import { requireSession } from "@/lib/auth/doors";
import { orNotFound } from "@/lib/auth/page";
import { may } from "@/lib/auth/permissions";
import { formatCount, formatShare } from "@/lib/format";
import { listSegments } from "@/lib/segments/queries";
import { MOST_OVERLAPS, overlapMatrix } from "@/lib/segments/queries/overlap";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("segments"))("overlap.title") };
}

type Props = { searchParams: Promise<{ s?: string }> };

export default async function OverlapPage({ searchParams }: Props) {
  const [{ actor }, given, t] = await Promise.all([requireSession(), searchParams, getTranslations("segments")]);
  const { segments } = await orNotFound(listSegments(actor));
  const asked = typeof given.s === "string" ? given.s.split(",") : null;
  // Without a choice the largest ones: that is where sharing matters.
  const chosen =
    asked ??
    [...segments]
      .sort((a, b) => b.memberCount - a.memberCount)
      .slice(0, 8)
      .map(({ id }) => id);
  const matrix = await overlapMatrix(actor, chosen);
  const pairs = matrix.segments.flatMap((a, row) =>
    matrix.segments.flatMap((b, column) =>
      row !== column && a.members > 0
        ? [{ a, b, shared: matrix.shared[row]![column]!, share: matrix.shared[row]![column]! / a.members }]
        : [],
    ),
  );
  const most = [...pairs].sort((a, b) => b.share - a.share || b.shared - a.shared)[0];
  return (
    <>
      <PageHeader title={t("title")} />
      <SegmentsTabs active="overlap" />
      <PageBody>
        {segments.length < 2 ? (
          <EmptyState
            title={t("overlap.empty")}
            actions={may(actor, "segments.write") ? <LinkButton href="/segments/new">{t("new")}</LinkButton> : null}
          >
            {t("overlap.emptyHint")}
          </EmptyState>
        ) : (
          <>
            <PageLead
              headline={
                most && most.shared > 0
                  ? t("overlap.finding", { share: formatShare(most.share, 0), a: most.a.name, b: most.b.name })
                  : t("overlap.none")
              }
            >
              {t("overlap.proof", { customers: formatCount(matrix.customers) })}
            </PageLead>
            <OverlapPicker
              segments={segments.map(({ id, name }) => ({ id, name }))}
              chosen={matrix.segments.map(({ id }) => id)}
              most={MOST_OVERLAPS}
            />
            <OverlapMatrix matrix={matrix} />
          </>
        )}
      </PageBody>
    </>
  );
}
