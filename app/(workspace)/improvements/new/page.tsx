import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { z } from "zod";
import { ImprovementForm } from "@/components/improvements/improvement-form";
import { PageBody, PageHeader } from "@/components/layout/page-header";
import { requireSession } from "@/lib/auth/doors";
import { may } from "@/lib/auth/permissions";
import { dashboardCatalogue } from "@/lib/dashboards/queries/scores";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("improvements"))("new") };
}

const given = z.object({
  title: z.string().max(160).catch(""),
  reason: z.string().max(2_000).catch(""),
  touchpoint: z.uuid().catch(""),
  segment: z.uuid().catch(""),
  insight: z.string().max(500).catch(""),
});

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function NewImprovementPage({ searchParams }: Props) {
  const [{ actor }, params, t] = await Promise.all([requireSession(), searchParams, getTranslations("improvements")]);
  if (!may(actor, "improvements.write")) notFound();
  const { segments, touchpoints } = await dashboardCatalogue(actor);
  const { title, reason, touchpoint, segment, insight } = given.parse(params);
  return (
    <>
      <PageHeader breadcrumb={[{ href: "/improvements", label: t("title") }]} title={t("new")} />
      <PageBody>
        <ImprovementForm
          given={{ title, reason, touchpointId: touchpoint, segmentId: segment, insightSignature: insight }}
          touchpoints={touchpoints.map(({ id, name }) => ({ id, name }))}
          segments={segments.map(({ id, name }) => ({ id, name }))}
        />
      </PageBody>
    </>
  );
}
