import { Plus, Shapes } from "lucide-react";
import type { Metadata } from "next";
import { cookies } from "next/headers";
import Link from "next/link";
import { getTranslations } from "next-intl/server";
import { Suspense } from "react";
import { periodOptions } from "@/components/dashboards/period-options";
import { JourneyMenu } from "@/components/journeys/journey-menu";
import { JourneyMap } from "@/components/journeys/map/journey-map";
import { lanesCookie, parseRows } from "@/components/journeys/map/layout";
import { VersionBanner } from "@/components/journeys/map/version-banner";
import { FilterBar, PageHeader } from "@/components/layout/page-header";
import { PeriodPicker } from "@/components/layout/period-picker";
import { LinkButton } from "@/components/ui/link-button";
import { Skeleton } from "@/components/ui/skeleton";
import { requireSession } from "@/lib/auth/doors";
import { orNotFound } from "@/lib/auth/page";
import { may } from "@/lib/auth/permissions";
import { formatDateTime, formatInterval, formatNumber } from "@/lib/format";
import { inSentence } from "@/lib/journeys/finding";
import { stepsByGap } from "@/lib/journeys/gap";
import type { JourneyMap as MapData, Step } from "@/lib/journeys/map";
import { getJourney, journeyName, listMapChoices } from "@/lib/journeys/queries";
import { getVersion } from "@/lib/journeys/queries/versions";
import { mapOfSnapshot } from "@/lib/journeys/snapshot";
import { DEFAULT_PERIOD, parsePeriod } from "@/lib/period";
import { FixFirst, MapHygiene, MapTools } from "./_out/tools";

type Props = {
  params: Promise<{ id: string }>;
  searchParams: Promise<{ period?: string; version?: string }>;
};

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const [{ actor }, { id }] = await Promise.all([requireSession(), params]);
  return { title: await orNotFound(journeyName(actor, id)) };
}

/** The map as it is, or as it was in a version. */
async function readMap(props: Props) {
  const [{ actor, workspace }, { id }, given] = await Promise.all([requireSession(), props.params, props.searchParams]);
  const period = parsePeriod(given.period, { timeZone: workspace.timeZone, now: new Date() });
  const versionId = typeof given.version === "string" ? given.version : null;
  const canEdit = may(actor, "journeys.write");
  const [present, version, choices] = await Promise.all([
    orNotFound(getJourney(actor, id, period)),
    versionId ? orNotFound(getVersion(actor, id, versionId)) : null,
    canEdit && !versionId ? listMapChoices(actor) : null,
  ]);
  const map = version ? mapOfSnapshot(present, version.snapshot, version.voices) : present;
  return { map, version, choices, period, given: typeof given.period === "string" ? given.period : null, canEdit };
}

export default async function JourneyPage(props: Props) {
  const [{ actor, user, workspace }, read, t, words, jar] = await Promise.all([
    requireSession(),
    readMap(props),
    getTranslations("journeys"),
    getTranslations("dashboards"),
    cookies(),
  ]);
  const { map, version, choices, period, given, canEdit } = read;
  const { timeZone } = workspace;
  const worst = stepsByGap(map).find(({ gap }) => gap.verdict === "short");
  const query = new URLSearchParams({
    ...(given ? { period: given } : {}),
    ...(map.segment ? { segment: map.segment.id } : {}),
  }).toString();
  return (
    <div className="flex flex-col md:h-dvh md:min-h-160 print:h-auto">
      <PageHeader
        breadcrumb={[{ href: "/journeys", label: t("title") }]}
        title={map.name}
        beside={
          map.version && !version ? (
            <span className="truncate rounded-full border border-line px-2.5 py-0.5 text-xs text-muted max-lg:hidden">
              {t("versions.saved", {
                number: map.version.number,
                when: formatDateTime(map.version.createdAt, timeZone),
              })}
            </span>
          ) : null
        }
        actions={
          version ? null : (
            <>
              <Suspense fallback={<Skeleton className="h-8 w-40 max-md:w-20" />}>
                <MapTools id={map.id} name={map.name} period={given} />
              </Suspense>
              {choices ? <JourneyMenu journey={map} segments={choices.segments} /> : null}
            </>
          )
        }
      />
      {version ? (
        <VersionBanner journeyId={map.id} version={version} canEdit={canEdit} timeZone={timeZone} />
      ) : (
        <FilterBar
          end={
            <PeriodPicker
              presets={periodOptions(words, { timeZone, now: new Date() })}
              defaultValue={DEFAULT_PERIOD}
              currentLabel={period.label}
            />
          }
        >
          <SegmentLine map={map} />
          <div className="ms-4 min-w-0 shrink-[20] overflow-hidden px-2 max-lg:hidden">
            <Suspense fallback={<Skeleton className="h-5 w-64" />}>
              <MapHygiene id={map.id} />
            </Suspense>
          </div>
        </FilterBar>
      )}
      <div className="grid gap-x-6 gap-y-1.5 bg-surface px-6 pt-3.5 pb-3 max-md:px-4 md:grid-cols-[minmax(0,1fr)_auto]">
        <Headline map={map} worst={worst} />
        {!version && worst && may(actor, "improvements.write") ? <PlanButton map={map} worst={worst} /> : null}
        <div className="flex flex-wrap items-baseline justify-between gap-x-8 gap-y-1.5 md:col-span-2">
          <Proof map={map} worst={worst} />
          {version ? null : (
            <Suspense fallback={<Skeleton className="h-5 w-96 max-w-full max-md:w-60" />}>
              <FixFirst id={map.id} period={given} />
            </Suspense>
          )}
        </div>
      </div>
      <JourneyMap
        key={version?.id ?? "now"}
        map={map}
        worstId={worst?.id ?? null}
        k={workspace.smallGroup}
        rows={parseRows(jar.get(lanesCookie)?.value)}
        canEdit={canEdit && !version}
        canComment={may(actor, "journeys.comment")}
        userId={user.id}
        firmName={workspace.name}
        timeZone={timeZone}
        touchpoints={choices?.touchpoints}
        answersQuery={query ? `&${query}` : ""}
        isPast={version !== null}
      />
    </div>
  );
}

async function SegmentLine({ map }: { map: MapData }) {
  const t = await getTranslations("journeys.page");
  return (
    <p className="flex items-center gap-2 text-sm whitespace-nowrap">
      <span className="text-muted">{t("segment")}</span>
      <Shapes aria-hidden className="size-4 text-muted" />
      {map.segment ? (
        <>
          <Link href={`/segments/${map.segment.id}`} className="rounded-sm font-medium hover:underline">
            {map.segment.name}
          </Link>
          <Link href={`/customers?segment=${map.segment.id}`} className="rounded-sm text-muted hover:underline">
            {t("customers", { count: map.segment.memberCount })}
          </Link>
        </>
      ) : (
        <span className="font-medium">{t("everybody")}</span>
      )}
    </p>
  );
}

/** The finding first: where the map falls furthest short. */
async function Headline({ map, worst }: { map: MapData; worst: Step | undefined }) {
  const t = await getTranslations("journeys.page");
  const who = map.segment ? inSentence(map.segment.name) : null;
  const headline = worst
    ? who
      ? t("headline", { step: worst.touchpointName, who })
      : t("headlineAll", { step: worst.touchpointName })
    : map.answers === 0
      ? t("headlineUnheard")
      : who
        ? t("headlineNone", { who })
        : t("headlineNoneAll");
  return <h2 className="min-w-0 text-xl font-semibold text-balance">{headline}</h2>;
}

/** By how much it is known, and where the wish is beaten. */
async function Proof({ map, worst }: { map: MapData; worst: Step | undefined }) {
  const t = await getTranslations("journeys.page");
  const isAbove = stepsByGap(map).filter(({ gap }) => gap.verdict === "above");
  const above = [...new Set(isAbove.map(({ touchpointName }) => inSentence(touchpointName)))];
  return (
    <p className="text-sm">
      {worst
        ? t.rich("lead", {
            actual: formatNumber(worst.gap.actual ?? 0, 1),
            interval: worst.gap.interval ? formatInterval(worst.gap.interval, 1) : "",
            n: worst.gap.n,
            desired: formatNumber(worst.gap.desired ?? 0, 1),
            down: (chunks) => <b className="font-semibold text-detractor-text">{chunks}</b>,
            quiet: (chunks) => <span className="whitespace-nowrap text-muted">{chunks}</span>,
          })
        : map.answers === 0
          ? t("unheardLead")
          : null}{" "}
      {above.length > 0 ? <span className="text-promoter-text">{t("leadUp", { steps: above.join(", ") })}</span> : null}
    </p>
  );
}

async function PlanButton({ map, worst }: { map: MapData; worst: Step }) {
  const t = await getTranslations("journeys.page");
  const step = inSentence(worst.touchpointName);
  const query = new URLSearchParams({
    title: t("planTitle", { step }),
    reason: t("planReason", {
      who: map.segment?.name ?? t("everybody"),
      step,
      actual: formatNumber(worst.gap.actual ?? 0, 1),
      desired: formatNumber(worst.gap.desired ?? 0, 1),
      n: worst.gap.n,
    }),
    touchpoint: worst.touchpointId,
    ...(map.segment ? { segment: map.segment.id } : {}),
  });
  return (
    <LinkButton
      href={`/improvements/new?${query}`}
      icon={<Plus aria-hidden />}
      className="no-print justify-self-start max-md:order-last max-md:mt-2 md:justify-self-end"
    >
      {t("plan")}
    </LinkButton>
  );
}
