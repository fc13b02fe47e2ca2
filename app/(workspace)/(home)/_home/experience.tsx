import { ClipboardList, LayoutGrid, MapPin, RadioTower, Shapes, Upload } from "lucide-react";
import Link from "next/link";
import { getTranslations } from "next-intl/server";
import { ExperienceHome } from "@/components/dashboards/experience-home";
import { periodOptions } from "@/components/dashboards/period-options";
import { PrintButton } from "@/components/dashboards/print-button";
import { scoreText } from "@/components/dashboards/score-block";
import { ScorePicture } from "@/components/dashboards/score-picture";
import { FilterBar, PageBody, PageHeader } from "@/components/layout/page-header";
import { PeriodPicker } from "@/components/layout/period-picker";
import { EmptyState } from "@/components/ui/empty-state";
import { UrlFilter } from "@/components/ui/filter-select";
import { LinkButton } from "@/components/ui/link-button";
import type { SignedIn } from "@/lib/auth/doors";
import { may } from "@/lib/auth/permissions";
import { countCases } from "@/lib/cases/queries";
import {
  dashboardCatalogue,
  newestComments,
  scoreByChannel,
  scoreByEachSurvey,
  scoreBySegment,
  scoreByStage,
  scoreByTouchpoint,
  scoreHeadline,
  scoreTrend,
} from "@/lib/dashboards/queries/scores";
import { type DashboardMeasure, dashboardParams, type Scope } from "@/lib/dashboards/schema";
import type { Change } from "@/lib/dashboards/scores";
import { bucketPeriod, monthsUpTo, placeOn, weeksUpTo, yearBefore } from "@/lib/dashboards/trend-days";
import { dashboardHref, responsesHref } from "@/lib/dashboards/url";
import { formatAgo, formatDate, formatDateParts, formatDay, formatNumber } from "@/lib/format";
import { listImprovements } from "@/lib/improvements/queries";
import { stateOf } from "@/lib/improvements/schema";
import { worstGaps } from "@/lib/journeys/queries";
import { DEFAULT_PERIOD, PERIOD_PRESETS, parsePeriod } from "@/lib/period";

const MONTHS = 15;
const WEEKS = 26;
const MOST_EVENTS = 4;
const MOST_PLANS = 5;

const day = (text: string) => new Date(`${text}T00:00:00Z`);
const monthShort = (date: Date) => formatDateParts(date, "UTC", "month");
const monthLong = (date: Date) =>
  new Intl.DateTimeFormat("en-GB", { month: "long", year: "numeric", timeZone: "UTC" }).format(date);
const dayShort = (date: Date) => formatDateParts(date, "UTC", "day");

/** The sheet of the executive, the CX manager and the admin. */
export async function experienceHome(
  { actor, workspace, role }: SignedIn,
  given: Record<string, string | string[] | undefined>,
) {
  const now = new Date();
  const [t, catalogue] = await Promise.all([getTranslations("dashboards"), dashboardCatalogue(actor)]);
  if (catalogue.items.length === 0) return <NoSurvey mayWrite={may(actor, "surveys.write")} />;

  const params = dashboardParams.parse(given);
  const period = parsePeriod(params.period, { timeZone: workspace.timeZone, now });
  const hasNps = catalogue.items.some(({ measure }) => measure === "nps");
  const hasCsat = catalogue.items.some(({ measure }) => measure === "csat");
  const measure: DashboardMeasure = params.measure === "csat" && hasCsat ? "csat" : hasNps ? "nps" : "csat";
  const chosen = params.survey.length > 0 ? new Set(params.survey) : null;
  const items = catalogue.items.filter(({ surveyId }) => !chosen || chosen.has(surveyId));
  const filter = { segmentId: params.segment, channelId: params.channel, touchpointId: params.touchpoint };
  const span = { fromDay: period.fromDay, toDay: period.toDay };
  const scope: Scope = { items: items.filter((item) => item.measure === measure), span, filter };
  const satisfaction: Scope = { items: items.filter((item) => item.measure === "csat"), span, filter };

  const step = params.step ?? "month";
  const days = step === "month" ? monthsUpTo(period.toDay, MONTHS) : weeksUpTo(period.toDay, WEEKS);
  const trendSpan = { fromDay: days[0] as string, toDay: period.toDay };
  const gaps = await worstGaps(actor, span);
  const journey =
    catalogue.journeys.find(({ id }) => id === params.journey) ??
    catalogue.journeys.find(({ id }) => id === gaps[0]?.journeyId) ??
    catalogue.journeys[0];
  const seasonBefore = period.key === "all" || period.key === "12m" ? null : yearBefore(span);

  const [
    headline,
    season,
    apart,
    trend,
    satisfied,
    touchpoints,
    segments,
    channels,
    stages,
    improvements,
    comments,
    cases,
  ] = await Promise.all([
    scoreHeadline(actor, scope, measure, period.previous),
    seasonBefore ? scoreHeadline(actor, scope, measure, seasonBefore) : null,
    scoreByEachSurvey(actor, scope, measure),
    scoreTrend(actor, { ...scope, span: trendSpan }, measure, step, days),
    scoreHeadline(actor, satisfaction, "csat", null),
    scoreByTouchpoint(actor, satisfaction, "csat", catalogue.touchpoints),
    scoreBySegment(
      actor,
      scope,
      measure,
      // A segment made of scores would only repeat them.
      catalogue.segments.filter(({ isByScore }) => !isByScore),
    ),
    scoreByChannel(actor, scope, measure, catalogue.channels),
    journey ? scoreByStage(actor, satisfaction, "csat", journey.id) : null,
    listImprovements(actor),
    newestComments(actor, [...new Set(items.map(({ surveyId }) => surveyId))], span, filter, 9),
    role === "executive" ? null : countCases(actor, now),
  ]);

  const k = workspace.smallGroup;
  const isNarrowed = [params.segment, params.channel, params.touchpoint].some(Boolean) || params.survey.length > 0;
  const worst = gaps[0];
  const here = { ...params, period: params.period };
  const hrefs = (key: "segment" | "channel" | "touchpoint", groups: readonly { key: string }[]) =>
    Object.fromEntries(groups.map((group) => [group.key, dashboardHref(here, { [key]: group.key })]));
  const done = improvements
    .filter(({ doneAt }) => doneAt)
    .sort((a, b) => Number(a.doneAt) - Number(b.doneAt))
    .slice(-MOST_EVENTS);
  const exact = [headline, trend, satisfied, touchpoints, segments, channels, stages].flatMap((one) =>
    one?.source.kind === "exact" ? [one.source.seconds] : [],
  );

  const parts: Record<string, (chunks: React.ReactNode) => React.ReactNode> = {
    b: (chunks) => <b className="font-semibold">{chunks}</b>,
    up: (chunks) => <b className="font-semibold text-promoter-text">{chunks}</b>,
    down: (chunks) => <b className="font-semibold text-detractor-text">{chunks}</b>,
  };
  const change: Change | null = headline.before?.change ?? null;
  const finding =
    headline.score.n === 0
      ? t("headline.none")
      : headline.score.state === "hidden"
        ? t("headline.few")
        : !change
          ? t.rich(`headline.${measure}.stands`, { ...parts, score: scoreText(headline.score) })
          : t.rich(`headline.${measure}.${!change.isProved ? "same" : change.difference > 0 ? "up" : "down"}`, {
              ...parts,
              before: period.previous?.label ?? "",
              points: formatNumber(Math.abs(change.difference) * (measure === "nps" ? 1 : 100)),
            });
  const gapSentence =
    worst && worst.step.gap.gap !== null
      ? t.rich(worst.segmentName ? "headline.gap" : "headline.gapAll", {
          ...parts,
          step: worst.step.touchpointName.toLowerCase(),
          gap: formatNumber(worst.step.gap.gap, 1),
          who: worst.segmentName?.toLowerCase() ?? "",
        })
      : null;

  const scale = scope.items[0];
  const low = Math.min(...scope.items.map(({ scaleMin }) => scaleMin));
  const high = Math.max(...scope.items.map(({ scaleMax }) => scaleMax));
  const lastPoint = days[days.length - 1] as string;
  const firstTinted = days.findLast((first) => first <= period.fromDay) ?? days[0];

  return (
    <>
      <PageHeader
        title={t("title")}
        beside={
          <PeriodPicker
            defaultValue={DEFAULT_PERIOD}
            currentLabel={PERIOD_PRESETS.some((preset) => preset === period.key) ? undefined : period.label}
            presets={periodOptions(t, { timeZone: workspace.timeZone, now })}
          />
        }
        actions={<PrintButton label={t("print")} />}
      />
      <FilterBar
        className="md:flex-wrap"
        end={
          isNarrowed ? (
            <Link
              href={dashboardHref({ period: params.period, measure: params.measure })}
              className="rounded-sm text-accent-text hover:underline"
            >
              {t("filter.clear")}
            </Link>
          ) : null
        }
      >
        {hasNps && hasCsat ? (
          <UrlFilter
            param="measure"
            label={t("filter.measure")}
            icon={<LayoutGrid aria-hidden />}
            defaultValue="nps"
            options={[
              { value: "nps", label: t("filter.nps") },
              { value: "csat", label: t("filter.csat") },
            ]}
          />
        ) : null}
        <UrlFilter
          param="survey"
          label={t("filter.survey")}
          icon={<ClipboardList aria-hidden />}
          defaultValue=""
          options={[
            { value: "", label: t("filter.together") },
            ...catalogue.surveys
              .filter(({ measures }) => measures.includes(measure))
              .map(({ id, name }) => ({ value: id, label: name })),
          ]}
        />
        <UrlFilter
          param="segment"
          label={t("filter.segment")}
          icon={<Shapes aria-hidden />}
          defaultValue=""
          options={[
            { value: "", label: t("filter.everybody") },
            ...catalogue.segments.map(({ id, name }) => ({ value: id, label: name })),
          ]}
        />
        <UrlFilter
          param="channel"
          label={t("filter.channel")}
          icon={<RadioTower aria-hidden />}
          defaultValue=""
          options={[
            { value: "", label: t("filter.everyChannel") },
            ...catalogue.channels.map(({ id, name }) => ({ value: id, label: name })),
          ]}
        />
        {measure === "csat" || params.touchpoint ? (
          <UrlFilter
            param="touchpoint"
            label={t("filter.touchpoint")}
            icon={<MapPin aria-hidden />}
            defaultValue=""
            options={[
              { value: "", label: t("filter.everyTouchpoint") },
              ...catalogue.touchpoints.map(({ id, name }) => ({ value: id, label: name })),
            ]}
          />
        ) : null}
      </FilterBar>
      <PageBody>
        <ExperienceHome
          headline={
            <>
              {finding} {gapSentence}
            </>
          }
          care={cases}
          score={{
            score: headline.score,
            k,
            comparisons: [
              ...(headline.before && period.previous
                ? [{ label: period.previous.label, score: headline.before.score, change: headline.before.change }]
                : []),
              ...(season?.before && seasonBefore
                ? [
                    {
                      label: t("score.yearBefore"),
                      score: season.before.score,
                      change: season.before.change,
                    },
                  ]
                : []),
            ],
            apart: apart.map(({ key, name, score }) => ({
              key,
              name,
              score,
              href: dashboardHref(here, { survey: [key] }),
            })),
            answersHref: responsesHref(params, { measure }),
            classHrefs: {
              promoters: responsesHref(params, { score: "promoter" }),
              passives: responsesHref(params, { score: "passive" }),
              detractors: responsesHref(params, { score: "detractor" }),
            },
          }}
          bins={
            scale && headline.score.state !== "hidden" && headline.score.n > 0
              ? {
                  from: low,
                  counts: headline.bins.slice(low, high + 1),
                  hrefs: headline.bins
                    .slice(low, high + 1)
                    .map((_, index) => responsesHref(params, { measure, value: String(low + index) })),
                }
              : null
          }
          trend={{
            step,
            stepHref: dashboardHref(here, { step: step === "month" ? "week" : undefined }),
            from: monthLong(day(days[0] as string)),
            to: monthLong(day(lastPoint)),
            points: trend.groups.map(({ day: first, score }) => ({
              key: first,
              label:
                step === "week"
                  ? dayShort(day(first))
                  : first.slice(5, 7) === "01" || first === days[0]
                    ? `${monthShort(day(first))} ${first.slice(0, 4)}`
                    : monthShort(day(first)),
              fullLabel: step === "week" ? formatDay(day(first)) : monthLong(day(first)),
              value: score.state === "hidden" ? null : score.value,
              low: score.interval?.low ?? null,
              high: score.interval?.high ?? null,
              n: score.n,
              state: score.state,
              href: responsesHref(params, { measure, period: bucketPeriod(first, step, period.toDay) }),
            })),
            events: done.flatMap(({ title, doneAt }) => {
              const at = doneAt?.toISOString().slice(0, 10) ?? "";
              const place = placeOn(days, at, period.toDay);
              return place && doneAt ? [{ ...place, label: title, date: dayShort(doneAt) }] : [];
            }),
            highlight: firstTinted ? { from: firstTinted, to: lastPoint, label: period.label } : undefined,
          }}
          satisfied={satisfied.score}
          touchpoints={{ groups: touchpoints.groups, hrefs: touchpointHrefs(touchpoints.groups, params) }}
          stages={
            stages && journey
              ? {
                  groups: stages.groups,
                  name: journey.name,
                  hrefs: Object.fromEntries(stages.groups.map(({ key }) => [key, `/journeys/${journey.id}`])),
                }
              : null
          }
          whole={headline.score}
          segments={{ groups: segments.groups, hrefs: hrefs("segment", segments.groups) }}
          channels={{ groups: channels.groups, hrefs: hrefs("channel", channels.groups) }}
          gap={{
            worst:
              worst?.step.scale && worst.step.gap.gap !== null
                ? {
                    journeyHref: `/journeys/${worst.journeyId}`,
                    who: worst.segmentName,
                    step: worst.step.touchpointName.toLowerCase(),
                    gap: worst.step.gap,
                    scale: worst.step.scale,
                  }
                : null,
            next: gaps
              .slice(1)
              .map(({ step: one }) => ({ step: one.touchpointName.toLowerCase(), gap: one.gap.gap ?? 0 })),
          }}
          plans={improvements.slice(0, MOST_PLANS).map((one) => ({
            id: one.id,
            title: one.title,
            where: one.touchpointName ?? "",
            state: stateOf(one),
            date:
              one.doneAt || one.startedAt
                ? formatDate((one.doneAt ?? one.startedAt) as Date, workspace.timeZone)
                : null,
          }))}
          comments={comments.map((comment) => ({
            key: comment.responseId,
            text: comment.text,
            score: comment.score,
            customer: comment.customer && {
              name: comment.customer.name,
              href: `/customers/${comment.customer.id}`,
            },
            isAnonymous: comment.isAnonymous,
            when: formatAgo(comment.at, now, workspace.timeZone).toLowerCase(),
            where: comment.channelName ?? comment.surveyName,
            href: comment.isAnonymous ? null : `/responses/${comment.responseId}`,
          }))}
          commentsHref={responsesHref(params, { comment: "1" })}
          exactSeconds={exact.length > 0 ? formatNumber(Math.max(...exact), 2) : null}
        />
      </PageBody>
    </>
  );
}

function touchpointHrefs(
  groups: readonly { key: string }[],
  params: Parameters<typeof responsesHref>[0],
): Record<string, string> {
  return Object.fromEntries(
    groups.map(({ key }) => [key, dashboardHref(params, { touchpoint: key, measure: "csat" })]),
  );
}

async function NoSurvey({ mayWrite }: { mayWrite: boolean }) {
  const t = await getTranslations("dashboards");
  return (
    <>
      <PageHeader title={t("title")} />
      <PageBody>
        <EmptyState
          title={t("empty.title")}
          picture={<ScorePicture />}
          actions={
            mayWrite ? (
              <>
                <LinkButton href="/surveys" variant="primary" icon={<ClipboardList aria-hidden />}>
                  {t("empty.survey")}
                </LinkButton>
                <LinkButton href="/imports/new" icon={<Upload aria-hidden />}>
                  {t("empty.import")}
                </LinkButton>
              </>
            ) : undefined
          }
        >
          {t("empty.lead")}
        </EmptyState>
      </PageBody>
    </>
  );
}
