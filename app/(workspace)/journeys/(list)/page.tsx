import { Plus } from "lucide-react";
import type { Metadata } from "next";
import Link from "next/link";
import { getTranslations } from "next-intl/server";
import { periodOptions } from "@/components/dashboards/period-options";
import { HygieneCell } from "@/components/journeys/hygiene-words";
import { MiniCurve } from "@/components/journeys/mini-curve";
import { PageBody, PageHeader, PageLead } from "@/components/layout/page-header";
import { PeriodPicker } from "@/components/layout/period-picker";
import { cn } from "@/components/ui/cn";
import { EmptyState } from "@/components/ui/empty-state";
import { LinkButton } from "@/components/ui/link-button";
import { requireSession } from "@/lib/auth/doors";
import { may } from "@/lib/auth/permissions";
import { formatDay, formatNumber } from "@/lib/format";
import { type JourneyRow, listJourneys } from "@/lib/journeys/queries";
import { type JourneyHygiene, journeyHygiene } from "@/lib/journeys/queries/sheet";
import { DEFAULT_PERIOD, parsePeriod } from "@/lib/period";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("journeys"))("title") };
}

const COLUMNS =
  "gap-x-6 md:grid-cols-[minmax(0,1.7fr)_minmax(0,1.3fr)_minmax(0,240px)_minmax(0,1.1fr)_minmax(0,1.5fr)]";

/** Who answers for it, stale or not, and how many steps are guesses. */
const HygieneOf = ({ hygiene }: { hygiene: JourneyHygiene | undefined }) =>
  hygiene ? (
    <HygieneCell
      hygiene={hygiene}
      ownerName={hygiene.ownerName}
      reviewDay={hygiene.reviewOn ? formatDay(new Date(`${hygiene.reviewOn}T00:00:00Z`)) : null}
    />
  ) : (
    <span />
  );

async function WorstOf({ journey }: { journey: JourneyRow }) {
  const t = await getTranslations("journeys.list");
  const gap = journey.worst?.gap;
  if (!journey.worst || !gap?.gap) return <p className="text-sm text-muted">{t("worstNone")}</p>;
  const half = gap.gapInterval ? (gap.gapInterval.high - gap.gapInterval.low) / 2 : null;
  return (
    <p className="text-xs text-muted">
      <span className="block text-sm text-ink">
        {journey.worst.touchpointName}{" "}
        <span className="whitespace-nowrap">
          <b className="font-semibold text-detractor-text">{formatNumber(-gap.gap, 1)}</b>
          {half === null ? null : (
            <span className="text-xs text-muted"> ±{formatNumber(half, half < 0.05 ? 2 : 1)}</span>
          )}
        </span>
      </span>
      {t("n", { n: gap.n })}, {t("shortOf", { count: journey.short, steps: journey.steps })}
    </p>
  );
}

type Props = { searchParams: Promise<{ period?: string }> };

export default async function JourneysPage({ searchParams }: Props) {
  const [{ actor, workspace }, params, t, words] = await Promise.all([
    requireSession(),
    searchParams,
    getTranslations("journeys"),
    getTranslations("dashboards"),
  ]);
  const when = { timeZone: workspace.timeZone, now: new Date() };
  const period = parsePeriod(params.period, when);
  const [journeys, hygiene] = await Promise.all([listJourneys(actor, period), journeyHygiene(actor, when.now)]);
  const hygieneOf = new Map(hygiene.map((one) => [one.journeyId, one]));
  const short = journeys.reduce((sum, journey) => sum + journey.short, 0);
  const create = may(actor, "journeys.write") ? (
    <LinkButton href="/journeys/new" variant="primary" icon={<Plus aria-hidden />} data-create="">
      {t("new")}
    </LinkButton>
  ) : null;
  const query = params.period ? `?period=${encodeURIComponent(params.period)}` : "";
  return (
    <>
      <PageHeader
        title={t("title")}
        beside={
          <PeriodPicker
            presets={periodOptions(words, when)}
            defaultValue={DEFAULT_PERIOD}
            currentLabel={period.label}
          />
        }
        actions={create}
      />
      <PageBody>
        {journeys.length === 0 ? (
          <EmptyState title={t("list.empty")} actions={create}>
            {t("list.emptyLead")}
          </EmptyState>
        ) : (
          <>
            <PageLead headline={short > 0 ? t("list.headline", { count: short }) : t("list.headlineNone")}>
              {t("list.lead")}
            </PageLead>
            <div className="overflow-hidden rounded-lg border border-line bg-surface">
              <div
                aria-hidden
                className={cn(
                  "grid border-b border-line bg-sunken px-5 py-2 text-xs text-muted max-md:hidden",
                  COLUMNS,
                )}
              >
                <span>{t("list.journey")}</span>
                <span>{t("list.segment")}</span>
                <span>{t("list.curve")}</span>
                <span>{t("list.worst")}</span>
                <span>{t("list.hygiene")}</span>
              </div>
              <ul className="divide-y divide-line">
                {journeys.map((journey) => (
                  <li
                    key={journey.id}
                    className={cn("relative grid items-center gap-y-2 px-5 py-4 hover:bg-hover max-md:px-4", COLUMNS)}
                  >
                    <div className="min-w-0">
                      <Link
                        href={`/journeys/${journey.id}${query}`}
                        className="rounded-sm text-base font-semibold after:absolute after:inset-0"
                      >
                        {journey.name}
                      </Link>
                      <p className="text-xs text-muted">{journey.stages.join(" · ")}</p>
                    </div>
                    <p className="text-xs text-muted">
                      <span className="block text-sm text-ink">{journey.segmentName ?? t("list.everybody")}</span>
                      {journey.memberCount !== null ? `${t("list.members", { count: journey.memberCount })}, ` : ""}
                      {t("list.answers", { count: journey.answers })}
                      {journey.heard < journey.steps ? (
                        <span className="block">{t("list.heard", { heard: journey.heard, steps: journey.steps })}</span>
                      ) : null}
                    </p>
                    <MiniCurve felt={journey.felt} label={t("list.curve")} />
                    <WorstOf journey={journey} />
                    <HygieneOf hygiene={hygieneOf.get(journey.id)} />
                  </li>
                ))}
              </ul>
            </div>
          </>
        )}
      </PageBody>
    </>
  );
}
