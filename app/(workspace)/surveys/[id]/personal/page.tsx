import { Download } from "lucide-react";
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { PageBody, PageHeader } from "@/components/layout/page-header";
import { PersonalLinksForm } from "@/components/surveys/personal-links-form";
import { Card, CardBody, CardHeader } from "@/components/ui/card";
import { FormMessage } from "@/components/ui/form-message";
import { Table, Td, Th } from "@/components/ui/table";
import { requireSession } from "@/lib/auth/doors";
import { orNotFound } from "@/lib/auth/page";
import { may } from "@/lib/auth/permissions";
import { listCatalogueChoices } from "@/lib/catalogue/queries";
import { listSegmentChoices } from "@/lib/customers/queries/definitions";
import { formatCount, formatDate, formatShare } from "@/lib/format";
import { getSurvey, listPersonalBatches } from "@/lib/surveys/queries";

type Props = { params: Promise<{ id: string }> };

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("surveys"))("personal.title") };
}

/** One customer, one link: made for many at once, and taken away as a file. */
export default async function PersonalLinksPage({ params }: Props) {
  const [{ actor, workspace }, { id }, t] = await Promise.all([
    requireSession(),
    params,
    getTranslations("surveys.personal"),
  ]);
  if (!may(actor, "surveys.publish") || !may(actor, "customers.read")) notFound();
  const survey = await orNotFound(getSurvey(actor, id));
  const [choices, segments, sendings] = await Promise.all([
    listCatalogueChoices(actor),
    listSegmentChoices(actor),
    listPersonalBatches(actor, id),
  ]);
  const isAnonymous = (survey.versions[0]?.promise ?? survey.draft.promise) === "anonymous";
  return (
    <>
      <PageHeader breadcrumb={[{ href: `/surveys/${id}`, label: survey.name }]} title={t("title")} />
      <PageBody className="w-full max-w-4xl">
        <p className="max-w-2xl text-muted">
          {t("lead")} {isAnonymous ? t("leadAnonymous") : null}
        </p>
        {survey.state === "draft" ? (
          <FormMessage tone="info">{t("publishFirst")}</FormMessage>
        ) : (
          <Card>
            <CardBody className="pt-4">
              <PersonalLinksForm
                surveyId={id}
                channels={choices.channels}
                touchpoints={choices.touchpoints}
                segments={segments.map(({ id: value, name, memberCount }) => ({
                  value,
                  label: t("segmentOption", { name, count: memberCount }),
                }))}
              />
            </CardBody>
          </Card>
        )}
        <Card>
          <CardHeader title={t("sendings")} />
          <CardBody>
            {sendings.length === 0 ? (
              <p className="text-sm text-muted">
                {t("none")}. {t("noneText")}
              </p>
            ) : (
              <Table label={t("table")} look="inset">
                <thead>
                  <tr>
                    <Th>{t("columns.name")}</Th>
                    <Th end>{t("columns.made")}</Th>
                    <Th end>{t("columns.answered")}</Th>
                    <Th end className="max-md:hidden">
                      {t("columns.waiting")}
                    </Th>
                    <Th className="max-md:hidden">{t("columns.date")}</Th>
                    <Th end>{t("columns.download")}</Th>
                  </tr>
                </thead>
                <tbody>
                  {sendings.map((one) => (
                    <tr key={one.name}>
                      <Td className="font-medium">{one.name}</Td>
                      <Td end className="figures">
                        {formatCount(one.made)}
                      </Td>
                      <Td end className="figures">
                        {t("answeredOf", { count: one.answered, share: formatShare(one.answered / one.made) })}
                      </Td>
                      <Td end className="figures max-md:hidden">
                        {formatCount(one.waiting)}
                      </Td>
                      <Td muted className="max-md:hidden">
                        {formatDate(one.madeAt, workspace.timeZone)}
                      </Td>
                      <Td end>
                        {one.waiting > 0 ? (
                          <a
                            href={`/surveys/${id}/personal/export?name=${encodeURIComponent(one.name)}`}
                            download
                            aria-label={t("downloadOf", { name: one.name })}
                            className="inline-flex min-h-8 items-center gap-1.5 rounded-sm text-accent-text hover:underline touch:min-h-11"
                          >
                            <Download aria-hidden />
                            <span className="max-md:sr-only">{t("download")}</span>
                          </a>
                        ) : (
                          "–"
                        )}
                      </Td>
                    </tr>
                  ))}
                </tbody>
              </Table>
            )}
          </CardBody>
        </Card>
      </PageBody>
    </>
  );
}
