import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { periodOptions } from "@/components/dashboards/period-options";
import { FilterBar, PageBody, PageHeader, PageLead } from "@/components/layout/page-header";
import { PeriodPicker } from "@/components/layout/period-picker";
import { CoachingCard } from "@/components/teams/coaching-card";
import { DirectionCard } from "@/components/teams/direction-card";
import { figureText, qText, rangeOf } from "@/components/teams/figure-text";
import { goalLines } from "@/components/teams/goal-lines";
import { GoalsCard } from "@/components/teams/goals-card";
import { ReasonsCard } from "@/components/teams/reasons-card";
import { SellerTable } from "@/components/teams/seller-table";
import { WorkloadCard } from "@/components/teams/workload-card";
import { Card, CardBody, CardHeader } from "@/components/ui/card";
import { cn } from "@/components/ui/cn";
import { requireSession } from "@/lib/auth/doors";
import { orNotFound } from "@/lib/auth/page";
import { formatDate } from "@/lib/format";
import { isId } from "@/lib/id";
import { dayIn, parsePeriod } from "@/lib/period";
import { figureOf, MEASURES } from "@/lib/teams/measures";
import { getSeller, listCoachingNotes, listSellerGoals, listTeams } from "@/lib/teams/queries/leading";
import { sellerReport, teamReport } from "@/lib/teams/queries/report";
import { TEAM_PERIOD, teamParams } from "@/lib/teams/schema";
import { provedOf, strengthsOf } from "@/lib/teams/strengths";

type Props = {
  params: Promise<{ userId: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

const NOBODY = "00000000-0000-0000-0000-000000000000";
const idOf = (given: string) => (isId(given) ? given : NOBODY);

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const [{ actor }, { userId }] = await Promise.all([requireSession(), params]);
  return { title: (await orNotFound(getSeller(actor, idOf(userId)))).name };
}

export default async function SellerPage({ params, searchParams }: Props) {
  const [{ actor, workspace }, { userId: asked }, searched, t, words] = await Promise.all([
    requireSession(),
    params,
    searchParams,
    getTranslations("teams"),
    getTranslations("dashboards"),
  ]);
  const userId = idOf(asked);
  const given = teamParams.parse(searched);
  const now = new Date();
  const { timeZone, smallGroup: k, currency } = workspace;
  const period = parsePeriod(given.period ?? TEAM_PERIOD, { timeZone, now });
  const today = dayIn(timeZone, now);
  const seller = await orNotFound(getSeller(actor, userId));
  const [own, notes, goals, view] = await Promise.all([
    sellerReport(actor, userId, period, { today }),
    listCoachingNotes(actor, userId),
    listSellerGoals(actor, userId),
    listTeams(actor),
  ]);
  const seesTeam = seller.team !== null && view.teams.some(({ id }) => id === seller.team?.id);
  const team = seesTeam && seller.team ? await teamReport(actor, period, { today }, seller.team.id) : null;
  const [figures] = own.sellers;
  // Who does not see the others' figures sees the own ones alone.
  const { strengths } = strengthsOf(team && team.sellers.length > 1 ? team.sellers : [], k);
  const isTheirs = ({ one }: { one: { userId: string } }) => one.userId === userId;
  const best = provedOf(strengths, "above").find(isTheirs);
  const isBelow = provedOf(strengths, "below").some(isTheirs);
  const isCompared = strengths.some(({ standings }) => standings.length > 0);
  const headline = best
    ? t(seller.isSelf ? "seller.findingMine" : "seller.finding", {
        name: seller.name,
        measure: t(`measure.${best.measure}`),
      })
    : seller.isSelf
      ? t("seller.findingMineNone")
      : t(isCompared && !isBelow ? "seller.findingNone" : "seller.findingAlone", { name: seller.name });
  const query = new URLSearchParams(given.period ? { period: given.period } : {}).toString();
  const role = [
    t(seller.role),
    seller.style ? t(`style.${seller.style}`).toLowerCase() : null,
    seller.team?.name ?? t("seller.noTeam"),
  ];
  return (
    <>
      <PageHeader
        {...(view.seesAll || view.teams.length > 0
          ? { breadcrumb: [{ href: `/team${query ? `?${query}` : ""}`, label: t("title") }], title: seller.name }
          : { title: t("mine") })}
      />
      <FilterBar>
        <PeriodPicker
          presets={periodOptions(words, { timeZone, now })}
          defaultValue={TEAM_PERIOD}
          currentLabel={period.label}
        />
        <p className="ms-2 text-sm text-muted">{role.filter(Boolean).join(", ")}</p>
      </FilterBar>
      <div className="px-6 pt-6 pb-4 max-md:px-4">
        <PageLead headline={headline}>
          {isCompared && team
            ? t("seller.proof", { period: period.label, count: team.sellers.length, team: seller.team?.name ?? "" })
            : t("seller.proofAlone", { period: period.label })}
        </PageLead>
      </div>
      <SellerTable sellers={own.sellers} k={k} currency={currency} today={today} query={query} />
      <PageBody>
        <div className="grid grid-cols-1 items-start gap-4 xl:grid-cols-[minmax(0,1fr)_400px]">
          <div className="flex min-w-0 flex-col gap-4">
            <Card>
              <CardHeader title={t("seller.figures")} />
              <CardBody>
                <ul className="grid gap-x-8 gap-y-4 sm:grid-cols-2 2xl:grid-cols-3">
                  {MEASURES.map((measure) => {
                    const figure = figures ? figureOf(figures.counts, measure, k) : null;
                    const strength = strengths.find((one) => one.measure === measure);
                    const standing = strength?.standings.find((one) => one.userId === userId);
                    return (
                      <li key={measure}>
                        <p className="text-sm font-medium">{t(`Measure.${measure}`)}</p>
                        {!figure || figure.state === "empty" ? (
                          <p className="text-sm text-muted">{t("strengths.none")}</p>
                        ) : figure.value === null ? (
                          <p className="text-sm text-muted">{t("fewer", { k })}</p>
                        ) : (
                          <>
                            <p className="flex flex-wrap items-baseline gap-x-2">
                              <span className="text-xl font-semibold">
                                {figureText(measure, figure.value, currency)}
                              </span>
                              <span className="text-xs whitespace-nowrap text-muted">
                                {rangeOf(measure, figure, currency)},{" "}
                                {t(figure.state === "indicative" ? "nIndicative" : "n", { n: figure.n })}
                              </span>
                            </p>
                            {standing && strength?.team.value != null ? (
                              <p
                                className={cn(
                                  "text-xs",
                                  standing.stands === "above"
                                    ? "text-promoter-text"
                                    : standing.stands === "below"
                                      ? "text-detractor-text"
                                      : "text-muted",
                                )}
                              >
                                {t("seller.ofTeam", { value: figureText(measure, strength.team.value, currency) })},{" "}
                                {t(`strengths.${standing.stands}`)}
                                {standing.stands !== "among" && standing.q !== null
                                  ? `, ${t(standing.q < 0.05 ? "strengths.q" : "strengths.chance", { q: qText(standing.q) })}`
                                  : null}
                              </p>
                            ) : null}
                          </>
                        )}
                      </li>
                    );
                  })}
                </ul>
              </CardBody>
            </Card>
            <ReasonsCard title={t("seller.reasons")} reasons={own.reasons} />
            <WorkloadCard sellers={own.sellers} />
          </div>
          <div className="flex min-w-0 flex-col gap-4">
            <GoalsCard
              title={t("goals.title")}
              whose={{ userId }}
              goals={goalLines(goals, today, timeZone)}
              mayEdit={seller.isLed || seller.isSelf}
            />
            {seller.isLed || seller.isSelf || notes.length > 0 ? (
              <CoachingCard
                seller={{ userId, name: seller.name, isSelf: seller.isSelf }}
                mayWrite={seller.isLed}
                notes={notes.map(({ id, text, at, byName, mayRemove }) => ({
                  id,
                  text,
                  byName,
                  mayRemove,
                  date: formatDate(at, timeZone),
                }))}
              />
            ) : null}
            {seller.team ? <DirectionCard team={seller.team} mayEdit={false} /> : null}
          </div>
        </div>
      </PageBody>
    </>
  );
}
