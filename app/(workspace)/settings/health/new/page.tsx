import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { ConditionForm } from "@/components/health/condition-form";
import { PageBody, PageHeader } from "@/components/layout/page-header";
import { requireSession } from "@/lib/auth/doors";
import { may } from "@/lib/auth/permissions";
import { listSegmentChoices } from "@/lib/customers/queries/definitions";
import { segmentCatalogue, segmentSuggestions } from "@/lib/segments/queries";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("health"))("form.new") };
}

export default async function NewHealthConditionPage() {
  const { actor } = await requireSession();
  if (!may(actor, "health.write")) notFound();
  const [t, catalogue, suggestions, segments] = await Promise.all([
    getTranslations("health"),
    segmentCatalogue(actor),
    segmentSuggestions(actor),
    listSegmentChoices(actor),
  ]);
  return (
    <>
      <PageHeader title={t("form.new")} breadcrumb={[{ href: "/settings/health", label: t("title") }]} />
      <PageBody>
        <ConditionForm
          condition={null}
          catalogue={catalogue}
          suggestions={suggestions}
          segments={segments.map(({ id, name }) => ({ id, name }))}
        />
      </PageBody>
    </>
  );
}
