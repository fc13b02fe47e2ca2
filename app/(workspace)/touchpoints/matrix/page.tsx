import type { Metadata } from "next";
import Link from "next/link";
import { getTranslations } from "next-intl/server";
import { periodOptions } from "@/components/dashboards/period-options";
import { FilterBar, PageHeader, PageLead } from "@/components/layout/page-header";
import { PeriodPicker } from "@/components/layout/period-picker";
import { AreaTabs } from "@/components/touchpoints/area-tabs";
import { isOpen, MatrixTable } from "@/components/touchpoints/matrix-table";
import { EmptyState } from "@/components/ui/empty-state";
import { UrlFilter } from "@/components/ui/filter-select";
import { LinkButton } from "@/components/ui/link-button";
import { requireSession } from "@/lib/auth/doors";
import { may } from "@/lib/auth/permissions";
import { formatNumber } from "@/lib/format";
import { DEFAULT_PERIOD, parsePeriod } from "@/lib/period";
import { widestSpread } from "@/lib/touchpoints/matrix";
import { touchpointMatrix } from "@/lib/touchpoints/queries/matrix";
import { matrixParams, TOUCH_MEASURES } from "@/lib/touchpoints/schema";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("touchpoints.matrix"))("title") };
}

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function MatrixPage({ searchParams }: Props) {
  const [{ actor, workspace }, given, t, catalogue, words] = await Promise.all([
    requireSession(),
    searchParams,
    getTranslations("touchpoints.matrix"),
    getTranslations("catalogue"),
    getTranslations("dashboards"),
  ]);
  const params = matrixParams.parse(given);
  const { measure } = params;
  const when = { timeZone: workspace.timeZone, now: new Date() };
  const period = parsePeriod(params.period, when);
  const matrix = await touchpointMatrix(actor, measure, period);
  const names = new Map(matrix.channels.map(({ id, name }) => [id, name]));
  const widest = widestSpread(matrix);
  const unplaced = matrix.rows.filter((row) => !isOpen(row)).length;
  const isNps = measure === "nps";
  return (
    <>
      <PageHeader title={catalogue("title")} />
      <AreaTabs active="matrix" period={params.period} />
      <FilterBar
        end={
          <PeriodPicker
            presets={periodOptions(words, when)}
            defaultValue={DEFAULT_PERIOD}
            currentLabel={period.label}
          />
        }
      >
        <UrlFilter
          param="measure"
          defaultValue="rating"
          label={t("measure")}
          options={TOUCH_MEASURES.map((value) => ({ value, label: t(`measures.${value}`) }))}
        />
        <p className="text-xs text-muted max-md:hidden">{t(`units.${measure}`)}</p>
      </FilterBar>
      {matrix.rows.length === 0 || matrix.channels.length === 0 ? (
        <EmptyState title={t("empty")} actions={<LinkButton href="/touchpoints">{t("emptyDo")}</LinkButton>}>
          {t("emptyText")}
        </EmptyState>
      ) : (
        <>
          <div className="bg-surface px-6 py-5 max-md:px-4">
            <PageLead
              headline={
                widest?.spread
                  ? t(isNps ? "headlineNps" : "headline", {
                      name: widest.name,
                      best: names.get(widest.spread.best) ?? "",
                      worst: names.get(widest.spread.worst) ?? "",
                      difference: formatNumber(widest.spread.difference, isNps ? 0 : 1),
                    })
                  : matrix.tests > 0
                    ? t("headlineSame")
                    : t("headlineNone")
              }
            >
              {matrix.tests > 0 ? t("lead", { tests: matrix.tests }) : null} {t("holes", { count: matrix.holes })}
            </PageLead>
          </div>
          <MatrixTable
            matrix={matrix}
            measure={measure}
            k={workspace.smallGroup}
            period={params.period}
            mayAsk={may(actor, "surveys.publish")}
          />
          <p className="max-w-4xl px-6 py-3 text-xs text-muted max-md:px-4">
            {unplaced > 0 ? (
              <>
                <Link href="/touchpoints" className="rounded-sm underline underline-offset-2">
                  {t("noChannel", { count: unplaced })}
                </Link>{" "}
              </>
            ) : null}
            {t("note")}
          </p>
        </>
      )}
    </>
  );
}
