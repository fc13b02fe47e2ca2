import { MailPlus, Pencil } from "lucide-react";
import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { FilterBar, PageBody, PageHeader } from "@/components/layout/page-header";
import { PeriodPicker } from "@/components/layout/period-picker";
import { PromiseBadge, StateBadge } from "@/components/surveys/badges";
import { BatteryResult } from "@/components/surveys/battery-result";
import { LinkList, type ShownLink } from "@/components/surveys/link-list";
import { NewLink } from "@/components/surveys/new-link";
import { qrSvg } from "@/components/surveys/qr";
import { QuestionResult } from "@/components/surveys/question-result";
import { SurveyMenu } from "@/components/surveys/survey-menu";
import { Badge } from "@/components/ui/badge";
import { Card, CardBody, CardHeader } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { FormMessage } from "@/components/ui/form-message";
import { LinkButton } from "@/components/ui/link-button";
import { Table, Td, Th } from "@/components/ui/table";
import type { Actor } from "@/lib/auth/actor";
import { requireSession } from "@/lib/auth/doors";
import { orNotFound } from "@/lib/auth/page";
import { may } from "@/lib/auth/permissions";
import { listCatalogueChoices } from "@/lib/catalogue/queries";
import { env } from "@/lib/env";
import { formatCount, formatDate, formatDay } from "@/lib/format";
import { DEFAULT_PERIOD, PERIOD_PRESETS, parsePeriod } from "@/lib/period";
import { type ResponseListParams, responseListParams, responsesHref } from "@/lib/responses/list-url";
import { newestComments } from "@/lib/responses/queries";
import { getSurvey, listLinks, listPersonalBatches, type SurveyDetail, surveyResults } from "@/lib/surveys/queries";

/** Comments shown of each question; the rest is behind a link. */
const COMMENTS_EACH = 5;

/** Beyond these, personal links are counted by their sending. */
const MOST_PERSONAL_SHOWN = 12;

type Props = {
  params: Promise<{ id: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const [{ actor }, { id }] = await Promise.all([requireSession(), params]);
  return { title: (await orNotFound(getSurvey(actor, id))).name };
}

async function shownLinks(actor: Actor, survey: SurveyDetail, timeZone: string): Promise<ShownLink[]> {
  const [t, links] = await Promise.all([getTranslations("surveys.link"), listLinks(actor, survey.id)]);
  return Promise.all(
    links
      .filter(({ customer }, place) => !customer || place < MOST_PERSONAL_SHOWN)
      .map(async (link): Promise<ShownLink> => {
        const address = `${env().PUBLIC_URL}/s/${link.token}`;
        const where = [link.channel, link.touchpoint].filter(Boolean).join(", ");
        return {
          id: link.id,
          name: link.name,
          address,
          qr: await qrSvg(address),
          where: where || "–",
          customer: link.customer?.name ?? null,
          responses: link.isUsed && link.responses === 0 ? "–" : formatCount(link.responses),
          state: link.isUsed
            ? link.usedOn
              ? t("isUsed", { date: formatDay(link.usedOn) })
              : t("isUsedOnce")
            : link.closedAt
              ? t("isClosed", { date: formatDate(link.closedAt, timeZone) })
              : t("isOpen"),
          isOpen: !link.isUsed && !link.closedAt,
          mayClose: !link.isUsed && !link.closedAt,
          mayReopen: !link.isUsed && link.closedAt !== null,
        };
      }),
  );
}

export default async function SurveyPage({ params, searchParams }: Props) {
  const [{ actor, workspace }, { id }, given] = await Promise.all([requireSession(), params, searchParams]);
  const now = new Date();
  const { timeZone, smallGroup } = workspace;
  const period = parsePeriod(typeof given.period === "string" ? given.period : null, { timeZone, now });
  const survey = await orNotFound(getSurvey(actor, id));
  const [t, results, words, links, choices, sendings] = await Promise.all([
    getTranslations("surveys"),
    surveyResults(actor, id, period),
    newestComments(actor, id, period, COMMENTS_EACH),
    shownLinks(actor, survey, timeZone),
    listCatalogueChoices(actor),
    listPersonalBatches(actor, id),
  ]);
  const mayPublish = may(actor, "surveys.publish");
  const current = survey.versions[0];
  const periodKey = period.key === DEFAULT_PERIOD ? undefined : period.key;
  const behind = (more: Partial<ResponseListParams>) =>
    responsesHref(responseListParams.parse({ survey: id, period: periodKey }), more);
  const shown = results.filter((item) => !item.isPast || item.sums.n > 0 || (words.counts.get(item.id) ?? 0) > 0);
  const asked = shown.filter(({ response, isPast }) => response !== null && !isPast);
  const batteries = [...new Set(asked.flatMap(({ touchpoint }) => touchpoint ?? []))].map((touchpoint) => ({
    touchpoint,
    items: asked.filter((item) => item.touchpoint === touchpoint),
  }));
  return (
    <>
      <PageHeader
        breadcrumb={[{ href: "/surveys", label: t("title") }]}
        title={survey.name}
        beside={
          <>
            <StateBadge state={survey.state} />
            <PromiseBadge promise={current?.promise ?? survey.draft.promise} />
          </>
        }
        note={
          current
            ? t("page.published", { number: current.number, date: formatDate(current.publishedAt, timeZone) })
            : null
        }
        actions={
          <>
            {mayPublish ? <SurveyMenu id={id} state={survey.state} /> : null}
            {may(actor, "surveys.write") ? (
              <LinkButton href={`/surveys/${id}/edit`} variant="primary" icon={<Pencil aria-hidden />}>
                {t("page.edit")}
              </LinkButton>
            ) : null}
          </>
        }
      />
      <FilterBar
        end={
          <LinkButton href={`/responses?survey=${id}`} size="sm">
            {t("page.allResponses")}
          </LinkButton>
        }
      >
        <PeriodPicker
          presets={PERIOD_PRESETS.map((value) => ({ value, label: parsePeriod(value, { timeZone, now }).label }))}
          defaultValue={DEFAULT_PERIOD}
          currentLabel={period.label}
        />
      </FilterBar>
      <PageBody className="w-full max-w-7xl">
        {survey.state === "draft" ? <FormMessage tone="info">{t("page.draftNote")}</FormMessage> : null}
        {survey.state !== "draft" && survey.hasChanges ? (
          <FormMessage tone="info">{t("page.changesNote")}</FormMessage>
        ) : null}
        <Card>
          <CardHeader
            title={t("page.links")}
            action={
              mayPublish && survey.state !== "archived" ? (
                <NewLink
                  surveyId={id}
                  channels={choices.channels}
                  touchpoints={choices.touchpoints}
                  asked={
                    typeof given.link === "string"
                      ? {
                          name: given.link.slice(0, 120),
                          channelId: choices.channels.find((one) => one.id === given.channel)?.id ?? "",
                          touchpointId: choices.touchpoints.find((one) => one.id === given.touchpoint)?.id ?? "",
                        }
                      : undefined
                  }
                />
              ) : null
            }
          />
          <CardBody>
            {links.length === 0 ? (
              <p className="text-sm text-muted">{t("link.empty")}</p>
            ) : (
              <>
                {survey.state === "closed" ? <p className="mb-2 text-sm text-muted">{t("link.surveyClosed")}</p> : null}
                <LinkList links={links} mayChange={mayPublish} />
              </>
            )}
            {survey.state !== "draft" && survey.state !== "archived" ? (
              <p className="mt-3 flex flex-wrap items-center gap-x-4 gap-y-2 text-xs text-muted">
                {sendings.length > 0
                  ? t("personal.summary", {
                      count: sendings.reduce((sum, { made }) => sum + made, 0),
                      answered: sendings.reduce((sum, { answered }) => sum + answered, 0),
                    })
                  : null}
                <LinkButton href={`/surveys/${id}/personal`} size="sm" icon={<MailPlus aria-hidden />}>
                  {t("personal.button")}
                </LinkButton>
              </p>
            ) : null}
          </CardBody>
        </Card>
        <section aria-label={t("page.results")} className="flex flex-col gap-4">
          {shown.length === 0 ? <EmptyState title={t("result.none")}>{t("result.noneText")}</EmptyState> : null}
          {batteries.map(({ touchpoint, items }) => (
            <BatteryResult key={touchpoint} touchpoint={touchpoint} items={items} k={smallGroup} />
          ))}
          {shown.map((item) => (
            <QuestionResult
              key={item.id}
              item={item}
              k={smallGroup}
              texts={words.counts.get(item.id) ?? 0}
              areTextsFew={words.tooFew.has(item.id)}
              commentsHref={behind({ comment: "1" })}
              hrefs={{
                all: behind({ item: item.id }),
                of: (value) => behind({ item: item.id, value: String(value) }),
                classes: {
                  promoters: behind({ item: item.id, score: "promoter" }),
                  passives: behind({ item: item.id, score: "passive" }),
                  detractors: behind({ item: item.id, score: "detractor" }),
                },
              }}
              comments={words.comments
                .filter((comment) => comment.itemId === item.id)
                .map((comment) => ({
                  responseId: comment.responseId,
                  text: comment.text,
                  date: formatDate(comment.answeredAt, timeZone),
                }))}
            />
          ))}
        </section>
        {survey.versions.length > 0 ? (
          <Card>
            <CardHeader title={t("page.versions")} />
            <CardBody>
              <p className="mb-2 text-sm text-muted">{t("version.text")}</p>
              <Table label={t("version.table")} look="inset">
                <thead>
                  <tr>
                    <Th>{t("version.number")}</Th>
                    <Th>{t("version.date")}</Th>
                    <Th>{t("version.promise")}</Th>
                    <Th end>{t("version.questions")}</Th>
                  </tr>
                </thead>
                <tbody>
                  {survey.versions.map((version, i) => (
                    <tr key={version.id}>
                      <Td>
                        {version.number} {i === 0 ? <Badge tone="accent">{t("version.current")}</Badge> : null}
                      </Td>
                      <Td>{formatDate(version.publishedAt, timeZone)}</Td>
                      <Td>
                        <PromiseBadge promise={version.promise} />
                      </Td>
                      <Td end className="figures">
                        {version.questions}
                      </Td>
                    </tr>
                  ))}
                </tbody>
              </Table>
            </CardBody>
          </Card>
        ) : null}
      </PageBody>
    </>
  );
}
