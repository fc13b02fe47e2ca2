import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { ConditionForm } from "@/components/health/condition-form";
import { PageBody, PageHeader } from "@/components/layout/page-header";
import { requireSession } from "@/lib/auth/doors";
import { orNotFound } from "@/lib/auth/page";
import { may } from "@/lib/auth/permissions";
import { listSegmentChoices } from "@/lib/customers/queries/definitions";
import { getHealthCondition } from "@/lib/health/queries";
import { segmentCatalogue, segmentSuggestions } from "@/lib/segments/queries";

type Props = { params: Promise<{ id: string }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const [{ actor }, { id }, t] = await Promise.all([requireSession(), params, getTranslations("health.form")]);
  return { title: t("edit", { name: (await orNotFound(getHealthCondition(actor, id))).name }) };
}

export default async function HealthConditionPage({ params }: Props) {
  const [{ actor }, { id }] = await Promise.all([requireSession(), params]);
  if (!may(actor, "health.write")) notFound();
  const condition = await orNotFound(getHealthCondition(actor, id));
  const [t, catalogue, suggestions, segments] = await Promise.all([
    getTranslations("health"),
    segmentCatalogue(actor),
    segmentSuggestions(actor),
    listSegmentChoices(actor),
  ]);
  return (
    <>
      <PageHeader
        title={t("form.edit", { name: condition.name })}
        breadcrumb={[{ href: "/settings/health", label: t("title") }]}
      />
      <PageBody>
        <ConditionForm
          condition={condition}
          catalogue={catalogue}
          suggestions={suggestions}
          segments={segments.map(({ id: segment, name }) => ({ id: segment, name }))}
        />
      </PageBody>
    </>
  );
}
