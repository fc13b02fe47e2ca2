import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { FeelingCard } from "@/components/brand/feeling-card";
import { FeelingGrid } from "@/components/brand/feeling-grid";
import { IdentityCard } from "@/components/brand/identity-card";
import { ValueCard } from "@/components/brand/value-card";
import { periodOptions } from "@/components/dashboards/period-options";
import { FilterBar, PageBody, PageHeader, PageLead } from "@/components/layout/page-header";
import { PeriodPicker } from "@/components/layout/period-picker";
import { AreaTabs } from "@/components/touchpoints/area-tabs";
import { requireSession } from "@/lib/auth/doors";
import { may } from "@/lib/auth/permissions";
import { findingOf } from "@/lib/brand/feelings";
import { feelingsAtTouchpoints, getBrand, MOST_COMMENTS } from "@/lib/brand/queries";
import { formatInterval, formatNumber, formatShare } from "@/lib/format";
import { DEFAULT_PERIOD, parsePeriod } from "@/lib/period";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("brand"))("title") };
}

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function BrandPage({ searchParams }: Props) {
  const [{ actor, workspace }, given, t, catalogue, responses, words] = await Promise.all([
    requireSession(),
    searchParams,
    getTranslations("brand"),
    getTranslations("catalogue"),
    getTranslations("touchpoints.responses"),
    getTranslations("dashboards"),
  ]);
  const asked = typeof given.period === "string" ? given.period : undefined;
  const when = { timeZone: workspace.timeZone, now: new Date() };
  const period = parsePeriod(asked, when);
  const brand = await getBrand(actor);
  const { touchpoints, cells } = await feelingsAtTouchpoints(actor, brand.feelings, period);
  const mayWrite = may(actor, "catalogue.write");
  const finding = findingOf(cells);
  const at = "cell" in finding ? finding.cell : null;
  const feeling = brand.feelings.find(({ id }) => id === at?.feelingId);
  const names = {
    touchpoint: touchpoints.find(({ id }) => id === at?.touchpointId)?.name ?? "",
    feeling: feeling?.name.toLowerCase() ?? "",
  };
  const headline =
    finding.kind === "not_felt" || finding.kind === "opposite"
      ? t(`headline.${finding.kind}`, names)
      : finding.kind === "open"
        ? t("headline.open", { felt: finding.felt, wanted: finding.wanted })
        : finding.kind === "unmeasured"
          ? t("headline.unmeasured", { wanted: finding.wanted })
          : t(`headline.${finding.kind}`);
  const lead =
    finding.kind === "not_felt" && at?.scale && at.stat.interval
      ? t("lead.not_felt", {
          response: responses(feeling?.response ?? "affective"),
          value: formatNumber(at.stat.value ?? 0, 2),
          max: at.scale.max,
          interval: formatInterval(at.stat.interval, 2),
          n: at.stat.n,
        })
      : finding.kind === "opposite" && at?.words
        ? t("lead.opposite", {
            opposed: formatShare(at.words.opposed),
            said: formatShare(at.words.said),
            n: at.words.n,
          })
        : finding.kind === "nothing"
          ? t("lead.nothing")
          : t("lead.rest");
  return (
    <>
      <PageHeader title={catalogue("title")} />
      <AreaTabs active="brand" period={asked} />
      <FilterBar
        end={
          <PeriodPicker
            presets={periodOptions(words, when)}
            defaultValue={DEFAULT_PERIOD}
            currentLabel={period.label}
          />
        }
      >
        <p className="text-xs text-muted max-md:hidden">{t("sub")}</p>
      </FilterBar>
      <div className="bg-surface px-6 py-5 max-md:px-4">
        <PageLead headline={headline}>{lead}</PageLead>
      </div>
      <PageBody className="grid items-start md:grid-cols-2 xl:grid-cols-[minmax(0,4fr)_minmax(0,4fr)_minmax(0,9fr)]">
        <IdentityCard identity={brand.identity} mayWrite={mayWrite} />
        <ValueCard values={brand.values} mayWrite={mayWrite} />
        <FeelingCard feelings={brand.feelings} mayWrite={mayWrite} />
      </PageBody>
      {brand.feelings.length === 0 || touchpoints.length === 0 ? (
        <p className="px-6 pb-6 text-sm text-muted max-md:px-4">
          {brand.feelings.length === 0 ? t("grid.noFeelings") : t("grid.noTouchpoints")}
        </p>
      ) : (
        <>
          <FeelingGrid
            touchpoints={touchpoints}
            feelings={brand.feelings}
            cells={cells}
            k={workspace.smallGroup}
            period={asked}
            mayWrite={mayWrite}
          />
          <p className="max-w-4xl px-6 py-3 text-xs text-muted max-md:px-4">
            {t("grid.note", { most: MOST_COMMENTS, k: workspace.smallGroup })}
          </p>
        </>
      )}
    </>
  );
}
