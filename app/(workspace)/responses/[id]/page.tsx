import type { Metadata } from "next";
import Link from "next/link";
import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { PageBody, PageHeader } from "@/components/layout/page-header";
import { ArchiveButton } from "@/components/responses/archive-button";
import { Respondent } from "@/components/responses/respondent";
import { ResponseScore } from "@/components/responses/response-score";
import { PromiseBadge } from "@/components/surveys/badges";
import { Badge } from "@/components/ui/badge";
import { Card, CardBody, CardHeader } from "@/components/ui/card";
import { FormMessage } from "@/components/ui/form-message";
import { requireSession } from "@/lib/auth/doors";
import { orNotFound } from "@/lib/auth/page";
import { may } from "@/lib/auth/permissions";
import { formatDate, formatDateTime } from "@/lib/format";
import { getResponse, type ResponseDetail } from "@/lib/responses/queries";
import { QUESTION_KINDS } from "@/lib/surveys/questions/registry";

type Props = { params: Promise<{ id: string }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const [{ actor, workspace }, { id }, t] = await Promise.all([requireSession(), params, getTranslations("responses")]);
  const response = await orNotFound(getResponse(actor, id));
  return { title: t("page.title", { date: formatDate(response.answeredAt, workspace.timeZone) }) };
}

function Fact({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className="flex items-baseline justify-between gap-4 border-t border-line py-2 first:border-0">
      <dt className="text-muted">{label}</dt>
      <dd className="text-end">{children}</dd>
    </div>
  );
}

function Answer({ answer }: { answer: ResponseDetail["answers"][number] }) {
  const { kind, label, options, touchpoint, value, text, ...scale } = answer;
  const isScore = value !== null && scale.scaleMax !== null;
  const words = QUESTION_KINDS[kind].show(
    { value, text },
    {
      ...scale,
      key: "",
      kind,
      label,
      help: "",
      required: false,
      notSay: false,
      touchpointId: null,
      lowLabel: "",
      highLabel: "",
      options,
    },
  );
  return (
    <li className="flex flex-col gap-1 border-t border-line py-3 first:border-0 first:pt-0">
      <span className="flex flex-wrap items-center gap-2 text-muted">
        {label}
        {touchpoint && touchpoint !== label ? <Badge outline>{touchpoint}</Badge> : null}
      </span>
      <span className={text ? "whitespace-pre-line text-base" : "font-medium"}>
        {isScore ? <ResponseScore score={{ ...scale, value }} /> : words}
      </span>
    </li>
  );
}

export default async function ResponsePage({ params }: Props) {
  const [{ actor, workspace }, { id }] = await Promise.all([requireSession(), params]);
  const { timeZone } = workspace;
  const [t, response] = await Promise.all([getTranslations("responses"), orNotFound(getResponse(actor, id))]);
  const anonymous = response.promise === "anonymous";
  const date = formatDate(response.answeredAt, timeZone);
  return (
    <>
      <PageHeader
        breadcrumb={[{ href: "/responses", label: t("title") }]}
        title={t("page.title", { date })}
        beside={<PromiseBadge promise={response.promise} />}
        actions={
          may(actor, "responses.write") ? <ArchiveButton id={id} isArchived={response.archivedAt !== null} /> : null
        }
      />
      <PageBody className="mx-auto grid w-full max-w-5xl items-start gap-6 lg:grid-cols-[minmax(0,1fr)_320px]">
        <div className="flex flex-col gap-4">
          {response.archivedAt ? <FormMessage tone="warn">{t("page.archivedNote")}</FormMessage> : null}
          <Card>
            <CardHeader title={t("page.answers")} />
            <CardBody>
              <ul>
                {response.answers.map((answer) => (
                  <Answer key={answer.itemId} answer={answer} />
                ))}
              </ul>
            </CardBody>
          </Card>
        </div>
        <Card>
          <CardHeader title={t("page.about")} />
          <CardBody>
            <dl className="text-sm">
              <Fact label={t("page.who")}>
                <Respondent promise={response.promise} customer={response.customer} />
              </Fact>
              <Fact label={t("page.date")}>{anonymous ? date : formatDateTime(response.answeredAt, timeZone)}</Fact>
              <Fact label={t("page.survey")}>
                <Link href={`/surveys/${response.survey.id}`} className="rounded-sm hover:underline">
                  {response.survey.name}
                </Link>
              </Fact>
              <Fact label={t("page.version")}>{response.version}</Fact>
              {response.channel ? <Fact label={t("page.channel")}>{response.channel}</Fact> : null}
              {response.link ? <Fact label={t("page.link")}>{response.link}</Fact> : null}
              {response.case ? (
                <Fact label={t("page.case")}>
                  <Link href={`/cases/${response.case.id}`} className="rounded-sm hover:underline">
                    {t("page.caseLine", { number: response.case.number, title: response.case.title })}
                  </Link>
                </Fact>
              ) : null}
            </dl>
            {anonymous ? <p className="mt-3 text-xs text-muted">{t("page.anonymousNote")}</p> : null}
          </CardBody>
        </Card>
      </PageBody>
    </>
  );
}
