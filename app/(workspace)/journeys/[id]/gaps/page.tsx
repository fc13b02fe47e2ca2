import { Map as MapIcon, UserRound } from "lucide-react";
import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { periodOptions } from "@/components/dashboards/period-options";
import { type GapsItem, GapsList } from "@/components/journeys/gaps-list";
import { GapsPlan } from "@/components/journeys/gaps-plan";
import { FilterBar, PageBody, PageHeader, PageLead } from "@/components/layout/page-header";
import { PeriodPicker } from "@/components/layout/period-picker";
import { EmptyState } from "@/components/ui/empty-state";
import { LinkButton } from "@/components/ui/link-button";
import { requireSession } from "@/lib/auth/doors";
import { orNotFound } from "@/lib/auth/page";
import { may } from "@/lib/auth/permissions";
import { formatInterval, formatNumber, formatShare } from "@/lib/format";
import { inSentence } from "@/lib/journeys/finding";
import type { GapRow } from "@/lib/journeys/priority";
import { gapList } from "@/lib/journeys/queries/gaps";
import { DEFAULT_PERIOD, parsePeriod } from "@/lib/period";

type Props = { params: Promise<{ id: string }>; searchParams: Promise<{ period?: string }> };

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("journeys.gaps"))("title") };
}

/** The gaps of one map as a backlog: what to close first, and why. */
export default async function GapsPage({ params, searchParams }: Props) {
  const [{ actor, workspace }, { id }, given, t, all, words] = await Promise.all([
    requireSession(),
    params,
    searchParams,
    getTranslations("journeys.gaps"),
    getTranslations("journeys"),
    getTranslations("dashboards"),
  ]);
  const when = { timeZone: workspace.timeZone, now: new Date() };
  const period = parsePeriod(given.period, when);
  const { map, ranked, sampled, customers } = await orNotFound(gapList(actor, id, period));
  const who = map.segment?.name ?? t("everybody");
  const canPlan = may(actor, "improvements.write");
  const improvementsAt = new Map(
    map.stages.flatMap(({ steps }) => steps.map((step) => [step.id, step.improvements] as const)),
  );
  const digitsOf = (row: GapRow) => (row.measure === "nps" ? 0 : 1);
  const reasonOf = (row: GapRow): string => {
    const digits = digitsOf(row);
    const values = {
      who,
      step: inSentence(row.stepName),
      actual: formatNumber(row.gap.actual ?? 0, digits),
      interval: row.gap.interval ? formatInterval(row.gap.interval, digits) : "–",
      n: row.gap.n,
      desired: formatNumber(row.gap.desired ?? 0, digits),
      gap: formatNumber(row.gap.gap ?? 0, digits),
    };
    const key = row.measure === "nps" ? "planReasonNps" : row.measure === "effort" ? "planReasonEffort" : "planReason";
    const factors =
      row.priority !== null && row.importance.kind !== "unknown" && row.reach.share !== null
        ? t("planFactors", {
            priority: formatNumber(row.priority * 100, 1),
            share: formatShare(row.gap.gapShare ?? 0),
            importance: formatShare(row.importance.value, 1),
            reach: formatShare(row.reach.share),
            period: period.label,
          })
        : "";
    return [t(key, values), factors].filter(Boolean).join("\n");
  };
  const item = (row: GapRow): GapsItem => {
    const query = new URLSearchParams({ touchpoint: row.touchpointId });
    if (given.period) query.set("period", given.period);
    if (map.segment) query.set("segment", map.segment.id);
    return {
      key: `${row.stepId}/${row.measure}`,
      stepName: row.stepName,
      stageName: row.stageName,
      measure: row.measure,
      gap: row.gap,
      importance: row.importance,
      reach: row.reach,
      priority: row.priority,
      answersHref: `/responses?${query}`,
      action: (
        <GapsPlan
          planned={improvementsAt.get(row.stepId) ?? []}
          canPlan={canPlan && row.gap.verdict === "short"}
          plan={{
            title: t("planTitle", { step: inSentence(row.stepName) }),
            reason: reasonOf(row),
            touchpointId: row.touchpointId,
            segmentId: map.segment?.id ?? null,
            stepId: row.stepId,
          }}
        />
      ),
    };
  };
  const top = ranked.proved[0] ?? ranked.unknown[0];
  const values = top
    ? {
        who,
        actual: formatNumber(top.gap.actual ?? 0, digitsOf(top)),
        desired: formatNumber(top.gap.desired ?? 0, digitsOf(top)),
        importance: top.importance.kind === "unknown" ? "" : formatShare(top.importance.value, 0),
        reach: formatShare(top.reach.share ?? 0),
      }
    : null;
  const isWritten = [...ranked.proved, ...ranked.unknown, ...ranked.unproved].length > 0;
  const silent = [
    ...new Set(ranked.silent.filter(({ measure }) => measure === "rating").map(({ stepName }) => stepName)),
  ];
  return (
    <>
      <PageHeader
        breadcrumb={[
          { href: "/journeys", label: all("title") },
          { href: `/journeys/${map.id}`, label: map.name },
        ]}
        title={t("title")}
        actions={
          <LinkButton
            href={`/journeys/${map.id}${given.period ? `?period=${encodeURIComponent(given.period)}` : ""}`}
            icon={<MapIcon aria-hidden />}
          >
            {t("emptyOpen")}
          </LinkButton>
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
          <UserRound aria-hidden className="size-4 text-muted" />
          <span className="font-medium">{who}</span>
        </p>
      </FilterBar>
      <PageBody>
        {isWritten ? (
          <>
            <PageLead
              headline={
                ranked.proved[0]
                  ? t("headline", { step: ranked.proved[0].stepName })
                  : top
                    ? t("headlineUnknown", { step: top.stepName })
                    : t("headlineNone")
              }
            >
              {values && top
                ? t(
                    top.importance.kind === "drivers"
                      ? "lead"
                      : top.importance.kind === "next_nps"
                        ? "leadNext"
                        : "leadUnknown",
                    values,
                  )
                : t("leadNone")}
            </PageLead>
            {(["proved", "unknown", "unproved"] as const).map((kind) =>
              ranked[kind].length > 0 ? (
                <section key={kind} className="flex flex-col gap-2">
                  <h3 className="text-sm font-semibold">
                    {t(kind)} <span className="ps-1 text-xs font-normal text-muted">{t(`${kind}Sub`)}</span>
                  </h3>
                  <GapsList label={t(kind)} items={ranked[kind].map(item)} numbered={kind === "proved"} />
                </section>
              ) : null,
            )}
            {silent.length > 0 ? (
              <section>
                <h3 className="text-sm font-semibold">{t("silent")}</h3>
                <p className="mt-1 text-sm text-muted">{t("silentText", { steps: silent.join(", ") })}</p>
              </section>
            ) : null}
            <details className="max-w-3xl text-sm">
              <summary className="w-fit cursor-pointer rounded-sm font-medium">{t("how")}</summary>
              <ul className="mt-2 flex list-disc flex-col gap-1 ps-5 text-muted">
                <li>{t("howGap")}</li>
                <li>{t("howImportance")}</li>
                <li>{t("howReach")}</li>
                {sampled < customers * 0.95 ? <li>{t("howSample", { sampled, customers })}</li> : null}
              </ul>
            </details>
          </>
        ) : (
          <>
            <h2 className="sr-only">{t("title")}</h2>
            <EmptyState
              title={t("empty")}
              actions={
                <LinkButton variant="primary" href={`/journeys/${map.id}`}>
                  {t("emptyOpen")}
                </LinkButton>
              }
            >
              {t("emptyText")}
            </EmptyState>
          </>
        )}
      </PageBody>
    </>
  );
}
