import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { SurveyBuilder } from "@/components/surveys/builder/survey-builder";
import { requireSession } from "@/lib/auth/doors";
import { orNotFound } from "@/lib/auth/page";
import { may } from "@/lib/auth/permissions";
import { listCatalogueChoices } from "@/lib/catalogue/queries";
import { getSurvey } from "@/lib/surveys/queries";

type Props = {
  params: Promise<{ id: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const [{ actor }, { id }, t] = await Promise.all([requireSession(), params, getTranslations("surveys.builder")]);
  return { title: t("title", { name: (await orNotFound(getSurvey(actor, id))).name }) };
}

export default async function EditSurveyPage({ params, searchParams }: Props) {
  const [{ actor, workspace }, { id }, given] = await Promise.all([requireSession(), params, searchParams]);
  if (!may(actor, "surveys.write")) notFound();
  const [survey, choices] = await Promise.all([orNotFound(getSurvey(actor, id)), listCatalogueChoices(actor)]);
  return (
    <SurveyBuilder
      // A new version or another's save begins from what is stored now.
      key={survey.versions[0]?.id ?? "draft"}
      id={id}
      name={survey.name}
      draft={survey.draft}
      nextVersion={(survey.versions[0]?.number ?? 0) + 1}
      mayPublish={may(actor, "surveys.publish")}
      k={workspace.smallGroup}
      touchpoints={choices.touchpoints}
      workspaceName={workspace.name}
      brandColor={workspace.brandColor}
      batteryFor={choices.touchpoints.find((touchpoint) => touchpoint.id === given.battery)?.id ?? null}
    />
  );
}
