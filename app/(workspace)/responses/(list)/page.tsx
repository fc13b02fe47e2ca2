import { MessageSquareText } from "lucide-react";
import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { Suspense } from "react";
import { FilterBar, PageHeader } from "@/components/layout/page-header";
import { PeriodPicker } from "@/components/layout/period-picker";
import { ResponseCountText } from "@/components/responses/response-count";
import { ResponseTable } from "@/components/responses/response-table";
import { ResponsesPicture } from "@/components/responses/responses-picture";
import { Chip } from "@/components/ui/chip";
import { CsvLink } from "@/components/ui/csv-link";
import { EmptyState } from "@/components/ui/empty-state";
import { UrlFilter } from "@/components/ui/filter-select";
import { LinkButton } from "@/components/ui/link-button";
import { Pagination } from "@/components/ui/pagination";
import type { Actor } from "@/lib/auth/actor";
import { requireSession } from "@/lib/auth/doors";
import { may } from "@/lib/auth/permissions";
import { listCatalogueChoices } from "@/lib/catalogue/queries";
import { listSegmentChoices } from "@/lib/customers/queries/definitions";
import { DEFAULT_PERIOD, PERIOD_PRESETS, parsePeriod, type Span } from "@/lib/period";
import { type ResponseListParams, responseListParams, responsesHref } from "@/lib/responses/list-url";
import { countResponses, listResponses, MOST_COUNTED } from "@/lib/responses/queries";
import { itemLabel, listSurveys } from "@/lib/surveys/queries";
import { ListViews } from "../../_everyday/list-views";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("responses"))("title") };
}

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

const NAMES = new Intl.ListFormat("en", { type: "conjunction" });

export default async function ResponsesPage({ searchParams }: Props) {
  const [{ actor, workspace }, given] = await Promise.all([requireSession(), searchParams]);
  const params = responseListParams.parse(given);
  const now = new Date();
  const { timeZone, smallGroup } = workspace;
  const period = parsePeriod(params.period, { timeZone, now });
  const [t, common, page, surveys, choices, segments, question] = await Promise.all([
    getTranslations("responses"),
    getTranslations("common.score"),
    listResponses(actor, params, period),
    listSurveys(actor),
    listCatalogueChoices(actor),
    listSegmentChoices(actor),
    params.item ? itemLabel(actor, params.item) : null,
  ]);
  const touchpoint = choices.touchpoints.find(({ id }) => id === params.touchpoint);
  const segment = segments.find(({ id }) => id === params.segment);
  const chosen = surveys.filter(({ id }) => params.survey?.includes(id)).map(({ name }) => name);
  const isAll =
    period.key === "all" &&
    Object.entries(params).every(([name, value]) => name === "period" || name === "saved" || value === undefined);
  return (
    <>
      <PageHeader title={t("title")} />
      <FilterBar
        end={
          <>
            <ListViews
              actor={actor}
              page="responses"
              path="/responses"
              given={given}
              usual={{ period: DEFAULT_PERIOD }}
            />
            <CsvLink href={responsesHref(params, {}).replace("/responses", "/responses/list.csv")} />
          </>
        }
      >
        <PeriodPicker
          presets={PERIOD_PRESETS.map((value) => ({ value, label: parsePeriod(value, { timeZone, now }).label }))}
          defaultValue={DEFAULT_PERIOD}
          currentLabel={period.label}
        />
        <UrlFilter
          param="survey"
          defaultValue=""
          label={t("find")}
          {...(chosen.length > 1 ? { valueLabel: NAMES.format(chosen) } : {})}
          options={[
            { value: "", label: t("allSurveys") },
            ...surveys.map(({ id, name }) => ({ value: id, label: name })),
          ]}
        />
        <UrlFilter
          param="score"
          defaultValue=""
          label={t("score")}
          options={[
            { value: "", label: t("allScores") },
            ...(["promoter", "passive", "detractor"] as const).map((value) => ({ value, label: common(value) })),
          ]}
        />
        <UrlFilter
          param="comment"
          defaultValue=""
          label={t("comment")}
          icon={<MessageSquareText aria-hidden />}
          options={[
            { value: "", label: t("withOrWithout") },
            { value: "1", label: t("withComment") },
          ]}
        />
        <UrlFilter
          param="channel"
          defaultValue=""
          label={t("channel")}
          options={[
            { value: "", label: t("allChannels") },
            ...choices.channels.map(({ id, name }) => ({ value: id, label: name })),
          ]}
        />
        {params.measure ? (
          <Chip
            label={t("measure")}
            value={t(`measures.${params.measure}`)}
            removeHref={responsesHref(params, { measure: undefined, value: undefined })}
            name={t(`measures.${params.measure}`)}
          />
        ) : null}
        {question ? (
          <Chip
            label={t("question")}
            value={question.label}
            removeHref={responsesHref(params, { item: undefined, value: undefined })}
            name={question.label}
          />
        ) : null}
        {params.value ? (
          <Chip
            label={t("value")}
            value={question?.options.find(({ value }) => value === Number(params.value))?.label ?? params.value}
            removeHref={responsesHref(params, { value: undefined })}
            name={t("value")}
          />
        ) : null}
        {segment ? (
          <Chip
            label={t("segment")}
            value={segment.name}
            removeHref={responsesHref(params, { segment: undefined })}
            name={segment.name}
          />
        ) : null}
        {touchpoint ? (
          <Chip
            label={t("touchpoint")}
            value={touchpoint.name}
            removeHref={responsesHref(params, { touchpoint: undefined })}
            name={touchpoint.name}
          />
        ) : null}
      </FilterBar>
      {page.hidden.length > 0 ? (
        <p className="border-b border-line bg-sunken px-6 py-2 text-xs text-muted max-md:px-4">
          {t("hidden", {
            count: page.hidden.length,
            names: NAMES.format(page.hidden.map(({ name }) => name)),
            k: smallGroup,
          })}
        </p>
      ) : null}
      {page.rows.length > 0 ? (
        <>
          <ResponseTable responses={page.rows} timeZone={timeZone} />
          <Pagination
            summary={
              <Suspense fallback={t("count.counting")}>
                <Counted actor={actor} params={params} span={period} />
              </Suspense>
            }
            prevHref={page.previous && responsesHref(params, { cursor: page.previous })}
            nextHref={page.next && responsesHref(params, { cursor: page.next })}
          />
        </>
      ) : surveys.length === 0 || isAll ? (
        <EmptyState
          title={t("fresh.title")}
          picture={<ResponsesPicture />}
          actions={
            <>
              {may(actor, "surveys.write") ? (
                <LinkButton variant="primary" href={surveys.length === 0 ? "/surveys?new=1" : "/surveys"}>
                  {t(surveys.length === 0 ? "fresh.make" : "fresh.surveys")}
                </LinkButton>
              ) : null}
              {may(actor, "imports.write") ? <LinkButton href="/imports/new">{t("fresh.import")}</LinkButton> : null}
            </>
          }
        >
          {t("fresh.text")}
        </EmptyState>
      ) : (
        <EmptyState
          title={t("empty.title")}
          actions={<LinkButton href="/responses?period=all">{t("empty.clear")}</LinkButton>}
        >
          {t("empty.text")}
        </EmptyState>
      )}
    </>
  );
}

/** By itself, so that the rows need not wait for it. */
async function Counted({ actor, params, span }: { actor: Actor; params: ResponseListParams; span: Span }) {
  return <ResponseCountText counted={await countResponses(actor, params, span)} most={MOST_COUNTED} />;
}
