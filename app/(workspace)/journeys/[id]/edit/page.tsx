import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { JourneyForm } from "@/components/journeys/journey-form";
import { PageBody, PageHeader } from "@/components/layout/page-header";
import { requireSession } from "@/lib/auth/doors";
import { orNotFound } from "@/lib/auth/page";
import { may } from "@/lib/auth/permissions";
import { dashboardCatalogue } from "@/lib/dashboards/queries/scores";
import { getJourney } from "@/lib/journeys/queries";
import { parsePeriod } from "@/lib/period";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("journeys"))("form.editTitle") };
}

type Props = { params: Promise<{ id: string }> };

export default async function EditJourneyPage({ params }: Props) {
  const [{ actor, workspace }, { id }] = await Promise.all([requireSession(), params]);
  if (!may(actor, "journeys.write")) notFound();
  const period = parsePeriod(null, { timeZone: workspace.timeZone, now: new Date() });
  const [t, map, { segments, touchpoints }] = await Promise.all([
    getTranslations("journeys"),
    orNotFound(getJourney(actor, id, period)),
    dashboardCatalogue(actor),
  ]);
  return (
    <>
      <PageHeader
        breadcrumb={[
          { href: "/journeys", label: t("title") },
          { href: `/journeys/${id}`, label: map.name },
        ]}
        title={t("form.editTitle")}
      />
      <PageBody>
        <JourneyForm
          draft={{
            id,
            name: map.name,
            segmentId: map.segment?.id ?? "",
            stages: map.stages.map((stage) => ({
              key: stage.id,
              name: stage.name,
              steps: stage.steps.map((step) => ({
                key: step.id,
                touchpointId: step.touchpointId,
                doing: step.doing,
                thinking: step.thinking,
                desired: step.gap.desired === null ? "" : String(step.gap.desired),
              })),
            })),
          }}
          segments={segments.map(({ id: segmentId, name }) => ({ id: segmentId, name }))}
          touchpoints={touchpoints.map(({ id: touchpointId, name }) => ({ id: touchpointId, name }))}
        />
      </PageBody>
    </>
  );
}
