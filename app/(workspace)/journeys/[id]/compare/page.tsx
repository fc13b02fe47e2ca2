import { Map as MapIcon } from "lucide-react";
import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { periodOptions } from "@/components/dashboards/period-options";
import { CompareGrid, qText } from "@/components/journeys/compare-grid";
import { CompareTexts } from "@/components/journeys/compare-texts";
import { FilterBar, PageBody, PageHeader } from "@/components/layout/page-header";
import { PeriodPicker } from "@/components/layout/period-picker";
import { EmptyState } from "@/components/ui/empty-state";
import { UrlFilter } from "@/components/ui/filter-select";
import { LinkButton } from "@/components/ui/link-button";
import { requireSession } from "@/lib/auth/doors";
import { orNotFound } from "@/lib/auth/page";
import { formatDate, formatInterval, formatNumber, formatShare, formatSigned } from "@/lib/format";
import { type Comparison, compareMaps, sharesDays, sideOf } from "@/lib/journeys/compare";
import { inSentence } from "@/lib/journeys/finding";
import type { DaySpan, JourneyMap } from "@/lib/journeys/map";
import { getJourney } from "@/lib/journeys/queries";
import { compareChoices, segmentOverlap } from "@/lib/journeys/queries/compare";
import { getVersion } from "@/lib/journeys/queries/versions";
import { mapOfSnapshot } from "@/lib/journeys/snapshot";
import { DEFAULT_PERIOD, parsePeriod } from "@/lib/period";

type Props = { params: Promise<{ id: string }>; searchParams: Promise<{ period?: string; with?: string | string[] }> };

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("journeys.compare"))("title") };
}

/** What the other side is, from the address: "map:<id>", "period:<key>" or "version:<id>". */
type Other = { kind: "map" | "period" | "version"; value: string };
function otherOf(given: string | string[] | undefined, first: string | null): Other | null {
  const found = /^(map|period|version):(.{1,60})$/.exec(typeof given === "string" ? given : (first ?? ""));
  return found ? { kind: found[1] as Other["kind"], value: found[2] ?? "" } : null;
}

/** Two maps, two times or two versions of one, side by side. */
export default async function ComparePage({ params, searchParams }: Props) {
  const [{ actor, workspace }, { id }, given, t, all, words] = await Promise.all([
    requireSession(),
    params,
    searchParams,
    getTranslations("journeys.compare"),
    getTranslations("journeys"),
    getTranslations("dashboards"),
  ]);
  const when = { timeZone: workspace.timeZone, now: new Date() };
  const period = parsePeriod(given.period, when);
  const [map, choices] = await orNotFound(Promise.all([getJourney(actor, id, period), compareChoices(actor, id)]));
  const first = choices.maps[0] ? `map:${choices.maps[0].id}` : period.previous ? "period:previous" : null;
  const other = otherOf(given.with, first);
  const options = [
    ...choices.maps.map((one) => ({
      value: `map:${one.id}`,
      label: one.name,
      hint: one.isClone ? t("clone") : (one.segmentName ?? t("everybody")),
    })),
    ...(period.previous ? [{ value: "period:previous", label: t("previous"), hint: period.previous.label }] : []),
    ...choices.versions.map((one) => ({
      value: `version:${one.id}`,
      label: one.name || t("version", { number: one.number, day: formatDate(one.createdAt, workspace.timeZone) }),
    })),
  ];
  const nameOf = (one: Pick<JourneyMap, "segment" | "name">) => one.segment?.name ?? one.name;
  type Against = { map: JourneyMap; name: string; own: string; span: DaySpan };
  const read = async (): Promise<Against | null> => {
    if (!other) return null;
    if (other.kind === "map") {
      const found = await getJourney(actor, other.value, period);
      const isSame = nameOf(found) === nameOf(map);
      const [name, own] = isSame ? [found.name, map.name] : [nameOf(found), nameOf(map)];
      return { map: found, name, own, span: period };
    }
    if (other.kind === "version") {
      const version = await getVersion(actor, id, other.value);
      const day = formatDate(version.createdAt, workspace.timeZone);
      return {
        map: mapOfSnapshot(map, version.snapshot, version.voices),
        name: version.name || t("version", { number: version.number, day }),
        own: t("thisMap"),
        span: version.snapshot.span,
      };
    }
    const span = other.value === "previous" ? period.previous : parsePeriod(other.value, when);
    return span ? { map: await getJourney(actor, id, span), name: span.label, own: period.label, span } : null;
  };
  const against = await orNotFound(read());
  const segments = [map.segment?.id, against?.map.segment?.id];
  const overlap =
    other?.kind === "map" && segments[0] && segments[1] && segments[0] !== segments[1]
      ? await segmentOverlap(actor, segments[0], segments[1])
      : null;
  const compared = against ? compareMaps(sideOf(map), sideOf(against.map)) : null;
  const proved = compared?.rows.filter(({ difference }) => difference?.proved).length ?? 0;

  const headlineOf = ({ finding }: Comparison, a: string, b: string): string => {
    if (!finding) return t("headlineNone");
    if (other?.kind === "map" && finding.suffers) {
      const [who, others] = finding.suffers === "a" ? [a, b] : [b, a];
      return t("headlineSuffers", { who, step: inSentence(finding.name), others: inSentence(others) });
    }
    return t(other?.kind === "map" ? "headlineDiffers" : "headlineTime", { step: finding.name });
  };
  const leadOf = ({ finding, tests }: Comparison, a: string, b: string): string =>
    finding?.difference
      ? t("lead", {
          a,
          b,
          actualA: formatNumber(finding.a?.gap.actual ?? 0, 1),
          actualB: formatNumber(finding.b?.gap.actual ?? 0, 1),
          difference: formatSigned(finding.difference.value, 1),
          interval: formatInterval(finding.difference.interval, 1, { signed: true }),
          q: qText(finding.difference.q),
          tests,
        })
      : t("leadNone", { tests, proved });
  const honesty = overlap
    ? overlap.both > 0
      ? t("overlap", { both: overlap.both, share: formatShare(overlap.both / Math.max(1, overlap.smaller)) })
      : t("overlapNone")
    : other?.kind === "map" && segments[0] !== segments[1]
      ? t("independent")
      : against && sharesDays(period, against.span)
        ? t("sharedDays")
        : t("sameCustomers");
  const only = (side: "a" | "b") =>
    compared?.rows
      .filter((row) => row[side] !== null && row[side === "a" ? "b" : "a"] === null)
      .map(({ name }) => name) ?? [];
  return (
    <>
      <PageHeader
        breadcrumb={[
          { href: "/journeys", label: all("title") },
          { href: `/journeys/${map.id}`, label: map.name },
        ]}
        title={t("title")}
        actions={
          <LinkButton href={`/journeys/${map.id}`} icon={<MapIcon aria-hidden />}>
            {all("gaps.emptyOpen")}
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
        <span className="text-sm font-medium">{nameOf(map)}</span>
        {options.length > 0 ? (
          <UrlFilter param="with" label={t("with")} defaultValue={first ?? ""} options={options} />
        ) : null}
      </FilterBar>
      {compared && against ? (
        <>
          <div className="bg-surface px-6 py-5 max-md:px-4">
            <h2 className="text-xl font-semibold text-balance">{headlineOf(compared, against.own, against.name)}</h2>
            <p className="mt-1 max-w-4xl text-sm">
              {leadOf(compared, against.own, against.name)} <span className="text-muted">{honesty}</span>
            </p>
          </div>
          <CompareGrid rows={compared.rows} a={against.own} b={against.name} k={workspace.smallGroup} />
          <PageBody>
            {only("a").length + only("b").length > 0 ? (
              <dl className="grid gap-x-10 gap-y-3 text-sm md:grid-cols-2">
                {(["a", "b"] as const).map((side) =>
                  only(side).length > 0 ? (
                    <div key={side}>
                      <dt className="font-semibold">
                        {t("onlyA", { name: side === "a" ? against.own : against.name })}
                      </dt>
                      <dd className="text-muted">{only(side).join(", ")}</dd>
                    </div>
                  ) : null,
                )}
              </dl>
            ) : null}
            <section className="flex flex-col gap-2">
              <h3 className="text-sm font-semibold">{t("texts")}</h3>
              <CompareTexts rows={compared.rows} a={against.own} b={against.name} />
            </section>
          </PageBody>
        </>
      ) : (
        <PageBody>
          <h2 className="sr-only">{t("title")}</h2>
          <EmptyState
            title={t("choose")}
            actions={
              <LinkButton variant="primary" href="/journeys">
                {all("title")}
              </LinkButton>
            }
          >
            {t("emptyText")}
          </EmptyState>
        </PageBody>
      )}
    </>
  );
}
