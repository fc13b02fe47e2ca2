import type { Metadata } from "next";
import Link from "next/link";
import { getTranslations } from "next-intl/server";
import { BarList } from "@/components/charts/bar-list";
import { TrendChart } from "@/components/charts/trend-chart";
import { periodOptions } from "@/components/dashboards/period-options";
import { PageBody, PageLead } from "@/components/layout/page-header";
import { CallLost } from "@/components/lifecycle/call-lost";
import { Definitions } from "@/components/lifecycle/definitions";
import { LifecycleFrame } from "@/components/lifecycle/frame";
import { GroupsTable } from "@/components/lifecycle/groups-table";
import { MeasuresDialog } from "@/components/lifecycle/measures-dialog";
import { rangeText, ratePoint, rateText } from "@/components/lifecycle/rate-text";
import { Card, CardBody, CardHeader } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { LinkButton } from "@/components/ui/link-button";
import { Stat } from "@/components/ui/stat";
import { requireSession } from "@/lib/auth/doors";
import { may } from "@/lib/auth/permissions";
import { listSegmentChoices } from "@/lib/customers/queries/definitions";
import { formatCount, formatMoney, formatNumber, formatShare } from "@/lib/format";
import type { Rate } from "@/lib/lifecycle/outcomes";
import {
  firstKnown,
  type GroupOutcomes,
  getMeasures,
  lifecycleBy,
  lifecycleReport,
  lossesOf,
  lostRule,
  profitable,
  profitTrend,
} from "@/lib/lifecycle/queries/report";
import { LIFECYCLE_PERIOD, lifecycleHref, lifecycleParams, type What } from "@/lib/lifecycle/schema";
import { parsePeriod } from "@/lib/period";
import { compareShares } from "@/lib/stats/proportions";
import { listMembers } from "@/lib/users/queries";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("lifecycle"))("title") };
}

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function LifecyclePage({ searchParams }: Props) {
  const [{ actor, workspace }, searched, t, words] = await Promise.all([
    requireSession(),
    searchParams,
    getTranslations("lifecycle"),
    getTranslations("dashboards"),
  ]);
  const given = lifecycleParams.parse(searched);
  const now = new Date();
  const { timeZone, smallGroup: k } = workspace;
  const period = parsePeriod(given.period ?? LIFECYCLE_PERIOD, { timeZone, now });
  const scope = { segmentId: given.segment, ownerId: given.owner };
  const [first, segments, members] = await Promise.all([
    firstKnown(actor),
    listSegmentChoices(actor),
    listMembers(actor),
  ]);
  const query = new URLSearchParams(given.period ? { period: given.period } : {}).toString();
  const frame = {
    active: "lifecycle" as const,
    model: workspace.model,
    query,
    title: t("title"),
  };
  if (!first) {
    return (
      <LifecycleFrame {...frame}>
        <PageBody>
          <EmptyState
            title={t("empty.title")}
            actions={
              may(actor, "imports.write") ? (
                <LinkButton variant="primary" href="/imports/new">
                  {t("empty.import")}
                </LinkButton>
              ) : null
            }
          >
            {t("empty.text")}
          </EmptyState>
        </PageBody>
      </LifecycleFrame>
    );
  }
  const when = { timeZone, first, now };
  const [report, profit, profits, losses, rule, measures, bySegment, byOwner] = await Promise.all([
    lifecycleReport(actor, period, scope, when),
    profitable(actor, period, scope),
    profitTrend(actor, period, scope, when),
    lossesOf(actor, period, scope),
    lostRule(actor, now),
    getMeasures(actor),
    lifecycleBy(actor, period, scope, "segment"),
    lifecycleBy(actor, period, scope, "owner"),
  ]);
  const { outcomes, before } = report;
  const step = t(report.step);
  const behind = (what: What, more: { segment?: string; owner?: string; reason?: string } = {}) =>
    lifecycleHref("/people", { what, period: given.period, segment: given.segment, owner: given.owner, ...more });
  const door = (what: What) => (
    <Link href={behind(what)} prefetch={false} className="rounded-sm text-accent-text hover:underline">
      {t("seeThem")}
    </Link>
  );
  const sellers = members.filter(({ userId, role }) =>
    may(actor, "team.read") ? role === "farmer" || role === "hunter" : userId === actor.userId,
  );
  const change =
    outcomes.retention && before?.retention && outcomes.retention.n >= k && before.retention.n >= k
      ? compareShares({ a: outcomes.retention, b: before.retention })
      : null;
  const points = (value: number) => formatNumber(Math.abs(value) * 100, 1);
  const retention = rateText(outcomes.retention, k);
  const apart = change !== null && (change.interval.low > 0 || change.interval.high < 0);
  const headline = !outcomes.retention
    ? t("finding.none")
    : retention.state === "hidden"
      ? t("finding.few")
      : apart && change
        ? t(change.difference > 0 ? "finding.better" : "finding.worse", { share: retention.value ?? "" })
        : t("finding.kept", { yes: outcomes.retention.yes, n: outcomes.retention.n });
  const proof =
    outcomes.retention && retention.value !== null
      ? [
          t("finding.proof", {
            share: retention.value,
            range: retention.range,
            n: outcomes.retention.n,
            period: period.label,
          }),
          change && before?.retention
            ? t(apart ? "finding.apart" : "finding.notApart", {
                share: formatShare(before.retention.share, 1),
                range: rangeText(before.retention.interval),
                difference: `${change.difference < 0 ? "−" : "+"}${points(change.difference)}`,
                change: `${formatNumber(change.interval.low * 100, 1).replace("-", "−")} to ${formatNumber(change.interval.high * 100, 1).replace("-", "−")}`,
              })
            : t(report.isOver ? "finding.noBefore" : "finding.running"),
        ].join(" ")
      : null;
  const stat = (what: "retained" | "loyal" | "profitable", rate: Rate | null) => {
    const { value, range, state } = rateText(rate, k);
    return (
      <Card className="p-4" key={what}>
        <Stat
          label={t(what)}
          value={value}
          state={state}
          k={k}
          unit={rate ? t(`unit.${what}`, { n: rate.n }) : null}
          interval={rate && value !== null ? t("interval", { range }) : null}
          n={rate ? `${formatCount(rate.yes)}` : null}
          href={rate && rate.yes > 0 ? door(what) : null}
        />
      </Card>
    );
  };
  const trend = (title: string, rates: readonly (Rate | null)[]) => (
    <Card className="p-4">
      <TrendChart
        title={title}
        sub={t("by.sub")}
        unit={t("by.share")}
        format={{ times: 100, digits: 0, suffix: " %" }}
        zero={false}
        height={150}
        k={k}
        points={report.trend.map(({ bucket }, index) => ({
          key: bucket.key,
          label: bucket.label,
          fullLabel: bucket.fullLabel,
          ...ratePoint(rates[index] ?? null, k),
        }))}
      />
    </Card>
  );
  const tableOf = (groups: readonly GroupOutcomes[], kind: "segment" | "owner") => (
    <Card>
      <CardHeader title={t(`groups.${kind}`)} meta={t(`groups.${kind}Note`)} />
      <CardBody>
        {groups.length === 0 ? (
          <p className="text-sm text-muted">{t(`groups.none.${kind}`)}</p>
        ) : (
          <GroupsTable
            kind={kind}
            k={k}
            lines={groups.map(({ key, name, outcomes: own, profitable: made }) => ({
              key,
              name: key === "none" ? t("groups.nobody") : name,
              acquired: own.acquired,
              after: own.after,
              retention: own.retention,
              loyal: own.loyal,
              profitable: made,
            }))}
            hrefs={Object.fromEntries(
              groups.map(({ key }) => [
                key,
                {
                  acquired: behind("acquired", { [kind]: key }),
                  retained: behind("retained", { [kind]: key }),
                  loyal: behind("loyal", { [kind]: key }),
                  profitable: behind("profitable", { [kind]: key }),
                },
              ]),
            )}
          />
        )}
      </CardBody>
    </Card>
  );
  const poor = rateText(losses.poor, k);
  const low = rateText(losses.detractors, k);
  return (
    <LifecycleFrame
      {...frame}
      period={{ presets: periodOptions(words, { timeZone, now }), label: period.label }}
      segments={segments}
      owners={sellers.map(({ userId, name }) => ({ id: userId, name }))}
      note={t("seconds", { seconds: formatNumber(report.seconds, 1) })}
    >
      <PageBody>
        <PageLead headline={headline}>{proof}</PageLead>
        <div className="grid grid-cols-1 gap-4 sm:grid-cols-2 xl:grid-cols-4">
          <Card className="p-4">
            <Stat
              label={t("acquired")}
              value={formatCount(outcomes.acquired)}
              unit={t("unit.acquired")}
              interval={before ? t("beforeCount", { count: before.acquired }) : null}
              href={outcomes.acquired > 0 ? door("acquired") : null}
            />
          </Card>
          {stat("retained", outcomes.retention)}
          {stat("loyal", outcomes.loyal)}
          {stat("profitable", profit.rate)}
        </div>
        {profit.otherCurrency > 0 ? (
          <p className="text-xs text-muted">{t("otherCurrency", { count: profit.otherCurrency })}</p>
        ) : null}
        <div className="grid grid-cols-1 gap-4 xl:grid-cols-2">
          <Card className="p-4">
            <TrendChart
              title={t("by.acquired", { step })}
              sub={report.trend.at(-1)?.bucket.isWhole ? undefined : t("by.last", { step })}
              unit={t("by.count")}
              format={{ digits: 0 }}
              height={150}
              points={report.trend.map(({ bucket, outcomes: own }) => ({
                key: bucket.key,
                label: bucket.label,
                fullLabel: bucket.fullLabel,
                value: own.acquired,
                low: null,
                high: null,
                n: own.acquired,
              }))}
            />
          </Card>
          {trend(
            t("by.retained", { step }),
            report.trend.map(({ outcomes: own }) => own.retention),
          )}
          {trend(
            t("by.loyal", { step }),
            report.trend.map(({ outcomes: own }) => own.loyal),
          )}
          {trend(
            t("by.profitable", { step }),
            profits.map(({ rate }) => rate),
          )}
        </div>
        <div className="grid grid-cols-1 items-start gap-4 xl:grid-cols-2">
          <Card>
            <CardHeader
              title={t("losses.title")}
              meta={losses.n > 0 ? t("losses.n", { n: losses.n }) : null}
              action={
                losses.n > 0 ? (
                  <Link
                    href={behind("lost")}
                    prefetch={false}
                    className="rounded-sm text-xs text-accent-text hover:underline"
                  >
                    {t("seeThem")}
                  </Link>
                ) : null
              }
            />
            <CardBody className="flex flex-col gap-3">
              {losses.n === 0 ? (
                <p className="text-sm text-muted">{t("losses.none")}</p>
              ) : (
                <>
                  <BarList
                    label={t("losses.title")}
                    nameLabel={t("losses.reason")}
                    unit={t("by.count")}
                    format={{ digits: 0 }}
                    rows={losses.reasons.map(({ reason, count }) => ({
                      key: reason,
                      label: t(`losses.reasons.${reason}`),
                      value: count,
                      tone: reason === "poor_experience" ? ("detractor" as const) : ("neutral" as const),
                      ...(reason === "other" || reason === "silence" ? {} : { href: behind("lost", { reason }) }),
                    }))}
                  />
                  {losses.poor && poor.value !== null ? (
                    <p className="text-sm">
                      {t("losses.poor", { share: poor.value, range: poor.range, n: losses.poor.n })}{" "}
                      <span className="text-muted">{t("losses.published")}</span>
                    </p>
                  ) : null}
                  {losses.detractors && low.value !== null ? (
                    <p className="text-sm">
                      {t("losses.detractors", { share: low.value, range: low.range, n: losses.detractors.n })}
                    </p>
                  ) : null}
                  <p className="text-xs text-muted">{t("losses.how")}</p>
                </>
              )}
            </CardBody>
          </Card>
          <Card>
            <CardHeader
              title={t("rule.title")}
              action={
                rule.overdue > 0 && may(actor, "customers.assign") ? (
                  <CallLost count={rule.overdue} days={rule.days} />
                ) : null
              }
            />
            <CardBody className="flex flex-col gap-2 text-sm">
              <p>{t(`rule.${rule.from}`, { days: rule.days, n: rule.gaps })}</p>
              <p className="text-muted">
                {rule.overdue > 0 ? t("rule.overdue", { count: rule.overdue }) : t("rule.inOrder")}
              </p>
            </CardBody>
          </Card>
        </div>
        {tableOf(bySegment, "segment")}
        {tableOf(byOwner, "owner")}
        <Definitions
          title={t("measures.title")}
          meta={t("measures.now", {
            margin: formatShare(measures.marginShare, 0),
            cost: formatMoney(measures.contactCostCents, measures.currency),
          })}
          action={may(actor, "workspace.manage") ? <MeasuresDialog {...measures} /> : null}
          list={(["acquired", "retained", "loyal", "profitable", "lost"] as const).map((term) => ({
            term: t(term),
            text: t(`definitions.${term}`, { currency: measures.currency }),
          }))}
        />
      </PageBody>
    </LifecycleFrame>
  );
}
