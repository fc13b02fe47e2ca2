import { Plus } from "lucide-react";
import type { Metadata } from "next";
import Link from "next/link";
import { getTranslations } from "next-intl/server";
import { Sparkline } from "@/components/charts/sparkline";
import { periodOptions } from "@/components/dashboards/period-options";
import { HygieneCell } from "@/components/journeys/hygiene-words";
import { PageBody, PageHeader, PageLead } from "@/components/layout/page-header";
import { PeriodPicker } from "@/components/layout/period-picker";
import { EmptyState } from "@/components/ui/empty-state";
import { LinkButton } from "@/components/ui/link-button";
import { requireSession } from "@/lib/auth/doors";
import { may } from "@/lib/auth/permissions";
import { formatNumber } from "@/lib/format";
import type { Hygiene } from "@/lib/journeys/hygiene";
import { listJourneys } from "@/lib/journeys/queries";
import { journeyHygiene } from "@/lib/journeys/queries/sheet";
import { DEFAULT_PERIOD, parsePeriod } from "@/lib/period";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("journeys"))("title") };
}

/** Stale or not, and how many steps are guesses. */
const HygieneOf = ({ hygiene }: { hygiene: Hygiene | undefined }) =>
  hygiene ? <HygieneCell hygiene={hygiene} /> : <span />;

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
            <ul className="divide-y divide-line rounded-lg border border-line bg-surface">
              {journeys.map((journey) => (
                <li
                  key={journey.id}
                  className="relative grid items-center gap-x-6 gap-y-2 px-5 py-4 first:rounded-t-lg last:rounded-b-lg hover:bg-hover md:grid-cols-[minmax(0,2fr)_minmax(0,1.3fr)_200px_minmax(0,1.3fr)_minmax(0,1.2fr)]"
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
                    {t("list.heard", { heard: journey.heard, steps: journey.steps })}
                  </p>
                  <Sparkline values={journey.actuals} label={t("list.curve")} width={200} height={36} />
                  <p className="text-xs text-muted">
                    {journey.worst?.gap.gap ? (
                      <>
                        <span className="block text-sm text-ink">
                          {journey.worst.touchpointName}{" "}
                          <b className="font-semibold text-detractor-text">{formatNumber(-journey.worst.gap.gap, 1)}</b>
                        </span>
                        {t("list.short", { count: journey.short })}, {t("list.answers", { count: journey.answers })}
                      </>
                    ) : (
                      <>
                        <span className="block text-sm">{t("list.worstNone")}</span>
                        {t("list.answers", { count: journey.answers })}
                      </>
                    )}
                  </p>
                  <HygieneOf hygiene={hygieneOf.get(journey.id)} />
                </li>
              ))}
            </ul>
          </>
        )}
      </PageBody>
    </>
  );
}
