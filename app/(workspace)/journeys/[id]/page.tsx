import { Pencil, Plus, Shapes, UserRound } from "lucide-react";
import type { Metadata } from "next";
import Link from "next/link";
import { getTranslations } from "next-intl/server";
import { periodOptions } from "@/components/dashboards/period-options";
import { ArchiveJourney } from "@/components/journeys/archive-journey";
import { JourneyMap } from "@/components/journeys/journey-map";
import { FilterBar, PageHeader } from "@/components/layout/page-header";
import { PeriodPicker } from "@/components/layout/period-picker";
import { LinkButton } from "@/components/ui/link-button";
import { requireSession } from "@/lib/auth/doors";
import { orNotFound } from "@/lib/auth/page";
import { may } from "@/lib/auth/permissions";
import { formatInterval, formatNumber } from "@/lib/format";
import { stepsByGap } from "@/lib/journeys/gap";
import { getJourney } from "@/lib/journeys/queries";
import { DEFAULT_PERIOD, parsePeriod } from "@/lib/period";

type Props = { params: Promise<{ id: string }>; searchParams: Promise<{ period?: string }> };

const MOST_LISTED = 3;

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const [{ actor, workspace }, { id }] = await Promise.all([requireSession(), params]);
  const period = parsePeriod(null, { timeZone: workspace.timeZone, now: new Date() });
  return { title: (await orNotFound(getJourney(actor, id, period))).name };
}

export default async function JourneyPage({ params, searchParams }: Props) {
  const [{ actor, workspace }, { id }, given, t, words] = await Promise.all([
    requireSession(),
    params,
    searchParams,
    getTranslations("journeys"),
    getTranslations("dashboards"),
  ]);
  const when = { timeZone: workspace.timeZone, now: new Date() };
  const period = parsePeriod(given.period, when);
  const map = await orNotFound(getJourney(actor, id, period));
  const ordered = stepsByGap(map);
  const short = ordered.filter(({ gap }) => gap.verdict === "short");
  const above = ordered.filter(({ gap }) => gap.verdict === "above");
  const unheard = ordered.filter(({ gap }) => gap.n === 0).length;
  const worst = short[0];
  const who = map.segment?.name.toLowerCase() ?? null;
  const answersHref = (touchpoint: string) => {
    const query = new URLSearchParams({ touchpoint });
    if (given.period) query.set("period", given.period);
    if (map.segment) query.set("segment", map.segment.id);
    return `/responses?${query}`;
  };
  const planHref = worst
    ? `/improvements/new?${new URLSearchParams({
        title: t("page.planTitle", { step: worst.touchpointName.toLowerCase() }),
        reason: t("page.planReason", {
          who: map.segment?.name ?? t("page.everybody"),
          step: worst.touchpointName.toLowerCase(),
          actual: formatNumber(worst.gap.actual ?? 0, 1),
          desired: formatNumber(worst.gap.desired ?? 0, 1),
          n: worst.gap.n,
        }),
        touchpoint: worst.touchpointId,
        ...(map.segment ? { segment: map.segment.id } : {}),
      })}`
    : "/improvements/new";
  const headline = worst
    ? who
      ? t("page.headline", { step: worst.touchpointName, who })
      : t("page.headlineAll", { step: worst.touchpointName })
    : map.answers === 0
      ? t("page.headlineUnheard")
      : who
        ? t("page.headlineNone", { who })
        : t("page.headlineNoneAll");
  return (
    <>
      <PageHeader
        breadcrumb={[{ href: "/journeys", label: t("title") }]}
        title={map.name}
        actions={
          may(actor, "journeys.write") ? (
            <>
              <ArchiveJourney id={map.id} name={map.name} />
              <LinkButton href={`/journeys/${map.id}/edit`} icon={<Pencil aria-hidden />}>
                {t("edit")}
              </LinkButton>
            </>
          ) : null
        }
      />
      <FilterBar
        end={
          <PeriodPicker
            presets={periodOptions(words, when)}
            defaultValue={DEFAULT_PERIOD}
            currentLabel={period.label}
          />
        }
      >
        <p className="flex items-center gap-2 text-sm">
          <span className="text-muted">{t("page.segment")}</span>
          <Shapes aria-hidden className="size-4 text-muted" />
          {map.segment ? (
            <>
              <Link href={`/segments/${map.segment.id}`} className="rounded-sm font-medium hover:underline">
                {map.segment.name}
              </Link>
              <Link href={`/customers?segment=${map.segment.id}`} className="rounded-sm text-muted hover:underline">
                {t("page.customers", { count: map.segment.memberCount })}
              </Link>
            </>
          ) : (
            <span className="font-medium">{t("page.everybody")}</span>
          )}
        </p>
        {map.ownerName ? (
          <p className="ms-4 flex items-center gap-2 text-sm max-md:hidden">
            <span className="text-muted">{t("page.owner")}</span>
            <UserRound aria-hidden className="size-4 text-muted" />
            <span className="font-medium">{map.ownerName}</span>
          </p>
        ) : null}
      </FilterBar>
      <div className="flex flex-wrap items-end justify-between gap-x-10 gap-y-4 bg-surface px-6 py-5 max-md:px-4">
        <div className="min-w-0">
          <h2 className="text-xl font-semibold text-balance">{headline}</h2>
          <p className="mt-1 text-sm">
            {worst
              ? t.rich("page.lead", {
                  actual: formatNumber(worst.gap.actual ?? 0, 1),
                  interval: worst.gap.interval ? formatInterval(worst.gap.interval, 1) : "",
                  n: worst.gap.n,
                  desired: formatNumber(worst.gap.desired ?? 0, 1),
                  down: (chunks) => <b className="font-semibold text-detractor-text">{chunks}</b>,
                })
              : map.answers === 0
                ? t("page.unheardLead")
                : null}{" "}
            {above.length > 0 ? (
              <span className="text-promoter-text">
                {t("page.leadUp", {
                  steps: above.map(({ touchpointName }) => touchpointName.toLowerCase()).join(", "),
                })}
              </span>
            ) : null}
          </p>
        </div>
        <div className="flex flex-wrap items-end gap-x-8 gap-y-3">
          {short.length > 1 ? (
            <div>
              <p className="text-sm font-semibold">
                {t("page.first")} <span className="ps-1 text-xs font-normal text-muted">{t("page.firstSub")}</span>
              </p>
              <ol className="mt-1 flex flex-wrap gap-x-5 gap-y-1">
                {short.slice(0, MOST_LISTED).map((step, index) => (
                  <li key={step.id} className="flex items-center gap-2">
                    <span className="rounded-sm bg-sunken px-1.5 text-xs text-muted">{index + 1}</span>
                    {step.touchpointName}
                    <b className="font-semibold text-detractor-text">{formatNumber(step.gap.gap ?? 0, 1)}</b>
                  </li>
                ))}
              </ol>
            </div>
          ) : null}
          {may(actor, "improvements.write") && worst ? (
            <LinkButton href={planHref} icon={<Plus aria-hidden />} className="no-print">
              {t("page.plan")}
            </LinkButton>
          ) : null}
        </div>
      </div>
      <JourneyMap
        name={map.name}
        worstId={worst?.id ?? null}
        k={workspace.smallGroup}
        stages={map.stages.map((stage) => ({
          ...stage,
          steps: stage.steps.map((step) => ({
            ...step,
            name: step.touchpointName,
            answersHref: answersHref(step.touchpointId),
          })),
        }))}
      />
      <p className="px-6 py-3 text-xs text-muted max-md:px-4">
        {t("page.note", { answers: map.answers })} {unheard > 0 ? t("page.noteNone", { count: unheard }) : null}
      </p>
    </>
  );
}
