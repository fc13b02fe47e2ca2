import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { ScoreRows } from "@/components/charts/score-rows";
import { TrendChart } from "@/components/charts/trend-chart";
import { periodOptions } from "@/components/dashboards/period-options";
import { PageBody, PageLead } from "@/components/layout/page-header";
import { Definitions } from "@/components/lifecycle/definitions";
import { LifecycleFrame } from "@/components/lifecycle/frame";
import { rangeText } from "@/components/lifecycle/rate-text";
import { ServiceChannels } from "@/components/lifecycle/service-channels";
import { Card, CardBody, CardHeader } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { Stat } from "@/components/ui/stat";
import { requireSession } from "@/lib/auth/doors";
import { may } from "@/lib/auth/permissions";
import { listSegmentChoices } from "@/lib/customers/queries/definitions";
import { formatNumber, formatShare } from "@/lib/format";
import { firstKnown } from "@/lib/lifecycle/queries/report";
import { listServiceChannels, selfServiceReport } from "@/lib/lifecycle/queries/self-service";
import { LIFECYCLE_PERIOD, lifecycleHref, lifecycleParams } from "@/lib/lifecycle/schema";
import { parsePeriod } from "@/lib/period";
import type { ClusterShare } from "@/lib/stats/clusters";
import { listMembers } from "@/lib/users/queries";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("lifecycle.service"))("title") };
}

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function SelfServicePage({ searchParams }: Props) {
  const [{ actor, workspace }, searched, t, all, words] = await Promise.all([
    requireSession(),
    searchParams,
    getTranslations("lifecycle.service"),
    getTranslations("lifecycle"),
    getTranslations("dashboards"),
  ]);
  const given = lifecycleParams.parse(searched);
  const now = new Date();
  const { timeZone, smallGroup: k } = workspace;
  const period = parsePeriod(given.period ?? LIFECYCLE_PERIOD, { timeZone, now });
  const scope = { segmentId: given.segment, ownerId: given.owner };
  const [first, segments, members, channels] = await Promise.all([
    firstKnown(actor),
    listSegmentChoices(actor),
    listMembers(actor),
    listServiceChannels(actor),
  ]);
  const when = { timeZone, first: first ?? now, now };
  const known = period.previous && first && +period.previous.from >= +first ? period.previous : null;
  const [report, before] = await Promise.all([
    selfServiceReport(actor, period, scope, when),
    known ? selfServiceReport(actor, known, scope, when) : null,
  ]);
  const stateOf = (share: ClusterShare | null) =>
    !share
      ? undefined
      : share.clusters < k
        ? ("hidden" as const)
        : share.clusters < 30
          ? ("indicative" as const)
          : ("ok" as const);
  const shown = (share: ClusterShare | null | undefined) => (share && share.clusters >= k ? share : null);
  const whole = shown(report.all);
  const orders = shown(report.orders);
  const then = shown(before?.orders);
  // Apart when neither interval reaches into the other: careful, and easy to see.
  const moved =
    orders && then && (orders.interval.low > then.interval.high || orders.interval.high < then.interval.low);
  const headline = !whole
    ? t("few")
    : moved && then && orders
      ? t(orders.share > then.share ? "grows" : "shrinks", {
          share: formatShare(orders.share),
          before: formatShare(then.share),
        })
      : t("finding", { share: formatShare(whole.share) });
  const stat = (label: string, share: ClusterShare | null) => (
    <Card className="p-4">
      <Stat
        label={label}
        value={share && share.clusters >= k ? formatShare(share.share, 1) : null}
        state={stateOf(share)}
        k={k}
        unit={share ? t("unit", { yes: share.yes, n: share.n, clusters: share.clusters }) : null}
        interval={share && share.clusters >= k ? all("interval", { range: rangeText(share.interval) }) : null}
      />
    </Card>
  );
  const format = { times: 100, digits: 0, suffix: " %" };
  return (
    <LifecycleFrame
      active="service"
      model={workspace.model}
      query={new URLSearchParams(given.period ? { period: given.period } : {}).toString()}
      title={t("title")}
      period={{ presets: periodOptions(words, { timeZone, now }), label: period.label }}
      segments={segments}
      owners={members
        .filter(({ userId, role }) =>
          may(actor, "team.read") ? role === "farmer" || role === "hunter" : userId === actor.userId,
        )
        .map(({ userId, name }) => ({ id: userId, name }))}
      note={all("seconds", { seconds: formatNumber(report.seconds, 1) })}
    >
      <PageBody>
        {report.all === null ? (
          <EmptyState title={t("empty")}>{t("emptyText")}</EmptyState>
        ) : (
          <>
            <PageLead headline={headline}>
              {whole
                ? t("proof", {
                    range: rangeText(whole.interval),
                    n: whole.n,
                    clusters: whole.clusters,
                    period: period.label,
                  })
                : null}
            </PageLead>
            <div className="grid grid-cols-1 gap-4 sm:grid-cols-3">
              {stat(t("all"), report.all)}
              {stat(t("orders"), report.orders)}
              {stat(t("contacts"), report.contacts)}
            </div>
            <div className="grid grid-cols-1 gap-4 xl:grid-cols-2">
              {(["orders", "contacts"] as const).map((kind) => (
                <Card key={kind} className="p-4">
                  <TrendChart
                    title={t(`trend.${kind}`, { step: all(report.step) })}
                    sub={report.trend.at(-1)?.bucket.isWhole ? undefined : all("by.last", { step: all(report.step) })}
                    unit={t("share")}
                    format={format}
                    zero={false}
                    height={160}
                    k={k}
                    points={report.trend.map(({ bucket, [kind]: share }) => ({
                      key: bucket.key,
                      label: bucket.label,
                      fullLabel: bucket.fullLabel,
                      value: share?.share ?? null,
                      low: share?.interval.low ?? null,
                      high: share?.interval.high ?? null,
                      n: share?.n ?? 0,
                      ...(share ? { state: stateOf(share) } : {}),
                    }))}
                  />
                </Card>
              ))}
            </div>
            {report.segments.length > 0 ? (
              <Card className="p-4">
                <ScoreRows
                  title={t("segments")}
                  sub={all("groups.segmentNote")}
                  nameLabel={t("segment")}
                  unit={t("share")}
                  scale={[0, 1]}
                  format={format}
                  k={k}
                  {...(whole ? { reference: { value: whole.share, label: t("all") } } : {})}
                  rows={report.segments.map(({ key, name, share }) => ({
                    key,
                    label: name,
                    value: share.share,
                    low: share.interval.low,
                    high: share.interval.high,
                    n: share.n,
                    state: stateOf(share),
                    href: lifecycleHref("/self-service", { period: given.period, owner: given.owner, segment: key }),
                  }))}
                />
              </Card>
            ) : null}
          </>
        )}
        <Card>
          <CardHeader title={t("channels")} meta={t("channelsNote")} />
          <CardBody>
            <ServiceChannels channels={channels} mayWrite={may(actor, "catalogue.write")} />
          </CardBody>
        </Card>
        <Definitions title={all("measures.title")} list={[{ term: t("title"), text: t("definition") }]} />
      </PageBody>
    </LifecycleFrame>
  );
}
