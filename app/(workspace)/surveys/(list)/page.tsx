import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { PageHeader } from "@/components/layout/page-header";
import { NewSurvey } from "@/components/surveys/new-survey";
import { SurveyTable } from "@/components/surveys/survey-table";
import { EmptyState } from "@/components/ui/empty-state";
import { LinkTabs } from "@/components/ui/tabs";
import { requireSession } from "@/lib/auth/doors";
import { may } from "@/lib/auth/permissions";
import { listSurveys } from "@/lib/surveys/queries";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("surveys"))("title") };
}

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function SurveysPage({ searchParams }: Props) {
  const [{ actor, workspace }, params, t] = await Promise.all([
    requireSession(),
    searchParams,
    getTranslations("surveys"),
  ]);
  const archived = params.view === "archived";
  const surveys = await listSurveys(actor, { archived });
  const mayWrite = may(actor, "surveys.write");
  return (
    <>
      <PageHeader title={t("title")} actions={mayWrite ? <NewSurvey open={params.new !== undefined} /> : null} />
      <LinkTabs
        label={t("views")}
        tabs={[
          { href: "/surveys", label: t("atWork"), active: !archived, ...(archived ? {} : { count: surveys.length }) },
          { href: "/surveys?view=archived", label: t("archived"), active: archived },
        ]}
      />
      {surveys.length > 0 ? (
        <SurveyTable surveys={surveys} k={workspace.smallGroup} />
      ) : archived ? (
        <EmptyState title={t("empty.noneArchived")}>{t("empty.noneArchivedText")}</EmptyState>
      ) : (
        <EmptyState title={t("empty.title")}>{t("empty.text")}</EmptyState>
      )}
    </>
  );
}
