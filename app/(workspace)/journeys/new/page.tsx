import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { NewJourney } from "@/components/journeys/template-gallery";
import { PageBody, PageHeader } from "@/components/layout/page-header";
import { requireSession } from "@/lib/auth/doors";
import { may } from "@/lib/auth/permissions";
import { listMapChoices } from "@/lib/journeys/queries";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("journeys"))("form.newTitle") };
}

export default async function NewJourneyPage() {
  const { actor } = await requireSession();
  if (!may(actor, "journeys.write")) notFound();
  const [t, { segments }] = await Promise.all([getTranslations("journeys"), listMapChoices(actor)]);
  return (
    <>
      <PageHeader breadcrumb={[{ href: "/journeys", label: t("title") }]} title={t("form.newTitle")} />
      <PageBody>
        <NewJourney segments={segments} />
      </PageBody>
    </>
  );
}
