import { Plus, Radio, Route, UserRound } from "lucide-react";
import type { Metadata } from "next";
import Link from "next/link";
import { getTranslations } from "next-intl/server";
import { ChannelCard } from "@/components/catalogue/channel-card";
import { TouchpointDialog } from "@/components/catalogue/touchpoint-dialog";
import { periodOptions } from "@/components/dashboards/period-options";
import { FilterBar, PageBody, PageHeader, PageLead } from "@/components/layout/page-header";
import { PeriodPicker } from "@/components/layout/period-picker";
import { AreaTabs } from "@/components/touchpoints/area-tabs";
import { TouchpointTable } from "@/components/touchpoints/touchpoint-table";
import { TouchpointsPicture } from "@/components/touchpoints/touchpoints-picture";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { UrlFilter } from "@/components/ui/filter-select";
import { SearchInput } from "@/components/ui/search-input";
import { requireSession } from "@/lib/auth/doors";
import { may } from "@/lib/auth/permissions";
import { listChannels } from "@/lib/catalogue/queries";
import { formatInterval, formatNumber } from "@/lib/format";
import { DEFAULT_PERIOD, parsePeriod } from "@/lib/period";
import { listTouchpointScores, type TouchpointListRow } from "@/lib/touchpoints/queries/list";
import { touchpointListParams, touchpointsHref } from "@/lib/touchpoints/schema";
import { listMembers } from "@/lib/users/queries";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("catalogue"))("title") };
}

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

/** The lowest two of those that are rated well enough to say so. */
function lowest(rows: readonly TouchpointListRow[]) {
  const share = ({ score, scale }: TouchpointListRow) =>
    scale && score.value !== null ? (score.value - scale.min) / (scale.max - scale.min) : 1;
  const rated = rows.filter(({ score }) => score.state === "ok").sort((a, b) => share(a) - share(b));
  const [first, second] = rated;
  if (!first?.scale || !first.score.interval) return null;
  const isSure =
    !second?.score.interval || !second.scale || second.scale.max !== first.scale.max
      ? true
      : first.score.interval.high < second.score.interval.low;
  return { first, second: isSure ? undefined : second, count: rated.length };
}

export default async function TouchpointsPage({ searchParams }: Props) {
  const [{ actor, workspace }, given, t, catalogue, words] = await Promise.all([
    requireSession(),
    searchParams,
    getTranslations("touchpoints.list"),
    getTranslations("catalogue"),
    getTranslations("dashboards"),
  ]);
  const params = touchpointListParams.parse(given);
  const when = { timeZone: workspace.timeZone, now: new Date() };
  const period = parsePeriod(params.period, when);
  const [list, channels, members] = await Promise.all([
    listTouchpointScores(actor, params, period),
    listChannels(actor),
    listMembers(actor),
  ]);
  const mayWrite = may(actor, "catalogue.write");
  const choices = channels.map(({ id, name }) => ({ id, name }));
  const owners = members.map(({ userId, name }) => ({ id: userId, name }));
  const worst = params.archived ? null : lowest(list.rows);
  const isNarrowed = Boolean(params.q || params.controller || params.channel || params.owner || params.listening);
  const number = (row: TouchpointListRow) => formatNumber(row.score.value ?? 0, 2);
  const isFresh = list.all + list.archived === 0;
  const create = mayWrite ? (
    <TouchpointDialog
      channels={choices}
      members={owners}
      trigger={
        <Button variant="primary" icon={<Plus aria-hidden />} data-create>
          {catalogue("new")}
        </Button>
      }
    />
  ) : null;
  return (
    <>
      <PageHeader title={catalogue("title")} actions={isFresh ? null : create} />
      <AreaTabs active="catalogue" period={params.period} />
      {isFresh ? (
        <EmptyState title={catalogue("empty.title")} picture={<TouchpointsPicture />} actions={create}>
          {catalogue("empty.text")}
        </EmptyState>
      ) : (
        <>
          <FilterBar
            end={
              <>
                {params.archived || list.archived > 0 ? (
                  <Link
                    href={touchpointsHref(params, { archived: params.archived ? undefined : "1" })}
                    className="whitespace-nowrap rounded-sm hover:text-ink"
                  >
                    {params.archived ? t("inUse") : `${t("archived")} ${list.archived}`}
                  </Link>
                ) : null}
                <PeriodPicker
                  presets={periodOptions(words, when)}
                  defaultValue={DEFAULT_PERIOD}
                  currentLabel={period.label}
                />
              </>
            }
          >
            <SearchInput label={t("search")} />
            <UrlFilter
              param="controller"
              defaultValue=""
              label={t("controller")}
              options={[
                { value: "", label: t("all") },
                ...(["firm", "partner", "customer", "public"] as const).map((value) => ({
                  value,
                  label: catalogue(`controller.${value}`),
                })),
              ]}
            />
            <UrlFilter
              param="channel"
              defaultValue=""
              label={t("channel")}
              icon={<Route aria-hidden />}
              options={[{ value: "", label: t("all") }, ...choices.map(({ id, name }) => ({ value: id, label: name }))]}
            />
            <UrlFilter
              param="owner"
              defaultValue=""
              label={t("owner")}
              icon={<UserRound aria-hidden />}
              options={[
                { value: "", label: t("all") },
                { value: "none", label: t("nobody") },
                ...owners.map(({ id, name }) => ({ value: id, label: name })),
              ]}
            />
            <UrlFilter
              param="listening"
              defaultValue=""
              label={t("listening")}
              icon={<Radio aria-hidden />}
              options={[
                { value: "", label: t("all") },
                { value: "yes", label: t("yes") },
                { value: "no", label: t("no") },
              ]}
            />
          </FilterBar>
          {params.archived || isNarrowed ? null : (
            <div className="bg-surface px-6 py-5 max-md:px-4">
              <PageLead
                headline={
                  !worst
                    ? t("headlineNone")
                    : worst.second
                      ? t("headlineTied", { name: worst.first.name, other: worst.second.name })
                      : t("headline", { name: worst.first.name, count: worst.count })
                }
              >
                {worst?.second
                  ? t("leadTied", {
                      value: number(worst.first),
                      other: number(worst.second),
                      max: worst.first.scale?.max ?? 5,
                    })
                  : worst?.first.score.interval
                    ? t("lead", {
                        value: number(worst.first),
                        max: worst.first.scale?.max ?? 5,
                        interval: formatInterval(worst.first.score.interval, 2),
                        n: worst.first.score.n,
                      })
                    : null}{" "}
                {list.silent > 0 ? (
                  <Link href={touchpointsHref(params, { listening: "no" })} className="rounded-sm underline">
                    {t("leadSilent", { count: list.silent })}
                  </Link>
                ) : null}
              </PageLead>
            </div>
          )}
          {list.rows.length > 0 ? (
            <TouchpointTable
              touchpoints={list.rows}
              params={params}
              channels={choices}
              members={owners}
              k={workspace.smallGroup}
              mayWrite={mayWrite}
            />
          ) : params.archived && !isNarrowed ? (
            <EmptyState title={t("noneArchived")}>{t("noneArchivedText")}</EmptyState>
          ) : (
            <EmptyState title={t("nothing")}>{t("nothingText")}</EmptyState>
          )}
        </>
      )}
      <PageBody className="max-w-2xl">
        <ChannelCard channels={channels} mayWrite={mayWrite} />
      </PageBody>
    </>
  );
}
