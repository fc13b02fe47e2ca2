import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { JourneyForm } from "@/components/journeys/journey-form";
import { PageBody, PageHeader } from "@/components/layout/page-header";
import { requireSession } from "@/lib/auth/doors";
import { may } from "@/lib/auth/permissions";
import { dashboardCatalogue } from "@/lib/dashboards/queries/scores";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("journeys"))("form.newTitle") };
}

export default async function NewJourneyPage() {
  const { actor } = await requireSession();
  if (!may(actor, "journeys.write")) notFound();
  const [t, { segments, touchpoints }] = await Promise.all([getTranslations("journeys"), dashboardCatalogue(actor)]);
  return (
    <>
      <PageHeader breadcrumb={[{ href: "/journeys", label: t("title") }]} title={t("form.newTitle")} />
      <PageBody>
        <JourneyForm
          draft={{
            id: null,
            name: "",
            segmentId: "",
            stages: [
              {
                key: "first",
                name: "",
                steps: [{ key: "first", touchpointId: "", doing: "", thinking: "", desired: "" }],
              },
            ],
          }}
          segments={segments.map(({ id, name }) => ({ id, name }))}
          touchpoints={touchpoints.map(({ id, name }) => ({ id, name }))}
        />
      </PageBody>
    </>
  );
}
