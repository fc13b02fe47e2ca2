import { Settings2, UsersRound } from "lucide-react";
import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { periodOptions } from "@/components/dashboards/period-options";
import { FilterBar, PageBody, PageHeader, PageLead } from "@/components/layout/page-header";
import { PeriodPicker } from "@/components/layout/period-picker";
import { Definitions } from "@/components/lifecycle/definitions";
import { CompareTable } from "@/components/teams/compare-table";
import { DirectionCard } from "@/components/teams/direction-card";
import { figureText, qText, rangeOf } from "@/components/teams/figure-text";
import { goalLines } from "@/components/teams/goal-lines";
import { GoalsCard } from "@/components/teams/goals-card";
import { HandoverCard } from "@/components/teams/handover-card";
import { ReasonsCard } from "@/components/teams/reasons-card";
import { SellerTable } from "@/components/teams/seller-table";
import { PairingCard, StrengthsCard } from "@/components/teams/strengths-card";
import { WorkloadCard } from "@/components/teams/workload-card";
import { EmptyState } from "@/components/ui/empty-state";
import { UrlFilter } from "@/components/ui/filter-select";
import { LinkButton } from "@/components/ui/link-button";
import { requireSession } from "@/lib/auth/doors";
import { orNotFound } from "@/lib/auth/page";
import { may } from "@/lib/auth/permissions";
import { handoverExperience } from "@/lib/handovers/queries";
import { dayIn, parsePeriod } from "@/lib/period";
import { compareGroups, sumOf } from "@/lib/teams/measures";
import { listTeamGoals, listTeams } from "@/lib/teams/queries/leading";
import { type SellerFigures, teamReport } from "@/lib/teams/queries/report";
import { TEAM_PERIOD, teamParams } from "@/lib/teams/schema";
import { pairingsOf, provedOf, strengthsOf } from "@/lib/teams/strengths";
import { inTreeOrder } from "@/lib/teams/tree";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("teams"))("title") };
}

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

const STYLES = ["relationship", "quick", "platform"] as const;

export default async function TeamPage({ searchParams }: Props) {
  const [{ actor, workspace }, searched, t, words] = await Promise.all([
    requireSession(),
    searchParams,
    getTranslations("teams"),
    getTranslations("dashboards"),
  ]);
  const given = teamParams.parse(searched);
  const now = new Date();
  const { timeZone, smallGroup: k, currency } = workspace;
  const view = await listTeams(actor);
  // Who leads nobody has figures of their own.
  if (!view.seesAll && view.teams.length === 0) redirect(`/team/${actor.userId}`);
  const present = inTreeOrder(view.teams.filter(({ archivedAt }) => archivedAt === null));
  const chosen = present.find(({ id }) => id === given.team);
  const period = parsePeriod(given.period ?? TEAM_PERIOD, { timeZone, now });
  const today = dayIn(timeZone, now);
  const shown = chosen ? [chosen] : present.filter(({ depth }) => depth === 0);
  const [report, goals, handed] = await Promise.all([
    orNotFound(teamReport(actor, period, { today }, chosen?.id)),
    Promise.all(shown.map(({ id }) => listTeamGoals(actor, id))),
    may(actor, "team.read") ? handoverExperience(actor, period) : null,
  ]);
  const { sellers, reasons } = report;
  const { strengths, tests } = strengthsOf(
    sellers.map(({ userId, name, role, counts }) => ({ userId, name, kind: role, counts })),
    k,
  );
  const those = (keep: (seller: SellerFigures) => boolean) => sellers.filter(keep);
  const group = <G extends string>(name: G, list: readonly SellerFigures[]) => ({
    group: name,
    sellers: list.length,
    counts: sumOf(list.map(({ counts }) => counts)),
  });
  const kinds = (["hunter", "farmer"] as const).map((role) =>
    group(
      role,
      those((seller) => seller.role === role),
    ),
  );
  const styles = STYLES.map((style) =>
    group(
      style,
      those((seller) => seller.style === style),
    ),
  );
  const compared = compareGroups<"hunter" | "farmer" | (typeof STYLES)[number]>([kinds, styles], k);
  const best = provedOf(strengths, "above");
  const alone = provedOf(strengths, "below").length > 0 ? "noneAbove" : "none";
  const [first] = best;
  const headline = !first
    ? t(`finding.${alone}`)
    : best.length > 1
      ? t("finding.strongMore", {
          name: first.one.name,
          measure: t(`measure.${first.measure}`),
          count: best.length - 1,
        })
      : t("finding.strong", { name: first.one.name, measure: t(`measure.${first.measure}`) });
  const reasonsOf = (role: "hunter" | "farmer") => {
    const ids = new Set(those((seller) => seller.role === role).map(({ userId }) => userId));
    return reasons.filter(({ userId }) => ids.has(userId));
  };
  const query = new URLSearchParams(given.period ? { period: given.period } : {}).toString();
  return (
    <>
      <PageHeader
        title={t("title")}
        actions={
          view.leadsAll ? (
            <LinkButton href="/settings/teams" icon={<Settings2 aria-hidden />}>
              {t("settings")}
            </LinkButton>
          ) : null
        }
      />
      <FilterBar>
        <PeriodPicker
          presets={periodOptions(words, { timeZone, now })}
          defaultValue={TEAM_PERIOD}
          currentLabel={period.label}
        />
        {present.length > 0 ? (
          <UrlFilter
            param="team"
            defaultValue=""
            label={t("filter.team")}
            icon={<UsersRound aria-hidden />}
            options={[
              { value: "", label: t("filter.all") },
              ...present.map(({ id, name, depth }) => ({ value: id, label: `${"  ".repeat(depth)}${name}` })),
            ]}
          />
        ) : null}
      </FilterBar>
      {sellers.length === 0 ? (
        <PageBody>
          <EmptyState
            title={t("empty.title")}
            actions={
              view.leadsAll ? (
                <LinkButton variant="primary" href="/settings/teams">
                  {t("empty.action")}
                </LinkButton>
              ) : null
            }
          >
            {t("empty.text")}
          </EmptyState>
        </PageBody>
      ) : (
        <>
          <div className="px-6 pt-6 pb-4 max-md:px-4">
            <PageLead headline={headline}>
              {first
                ? t("proof.strong", {
                    value: figureText(first.measure, first.one.figure.value ?? 0, currency),
                    range: rangeOf(first.measure, first.one.figure, currency),
                    n: first.one.figure.n,
                    team: figureText(first.measure, first.team.value ?? 0, currency),
                    tests,
                    q: qText(first.one.q ?? 1),
                  })
                : t(`proof.${alone}`, { sellers: sellers.length, tests, period: period.label.toLowerCase() })}
            </PageLead>
          </div>
          <SellerTable sellers={sellers} k={k} currency={currency} today={today} query={query} />
          <PageBody>
            <StrengthsCard strengths={strengths} tests={tests} k={k} currency={currency} />
            <div className="grid grid-cols-1 items-start gap-4 xl:grid-cols-[minmax(0,2fr)_minmax(0,3fr)]">
              <PairingCard pairings={pairingsOf(strengths)} />
              <WorkloadCard sellers={sellers} />
            </div>
            <CompareTable
              tests={compared.tests}
              k={k}
              currency={currency}
              groups={compared.sets.map((rows) =>
                rows.map((row) => ({
                  ...row,
                  label:
                    row.group === "hunter" || row.group === "farmer" ? t(`${row.group}s`) : t(`style.${row.group}`),
                })),
              )}
            />
            <div className="grid grid-cols-1 items-start gap-4 xl:grid-cols-2">
              <ReasonsCard title={t("reasons.farmers")} reasons={reasonsOf("farmer")} />
              <ReasonsCard title={t("reasons.hunters")} reasons={reasonsOf("hunter")} />
            </div>
            {handed ? <HandoverCard experience={handed} k={k} /> : null}
            <div className="grid grid-cols-1 items-start gap-4 xl:grid-cols-2">
              {shown.map((team, index) => (
                <div key={team.id} className="contents">
                  <DirectionCard team={team} mayEdit={view.led.includes(team.id)} />
                  <GoalsCard
                    title={t("goals.title")}
                    whose={{ teamId: team.id }}
                    mayEdit={view.led.includes(team.id)}
                    goals={goalLines(goals[index] ?? [], today, timeZone)}
                  />
                </div>
              ))}
            </div>
            <Definitions
              title={t("definition.title")}
              list={[
                { term: t("definition.won"), text: t("definition.wonText") },
                ...(["win", "amount", "retention", "nps", "reached", "kept"] as const).map((measure) => ({
                  term: t(`Measure.${measure}`),
                  text: t(`definition.${measure}`, { currency }),
                })),
                { term: t("definition.apart"), text: t("definition.apartText") },
              ]}
            />
          </PageBody>
        </>
      )}
    </>
  );
}
