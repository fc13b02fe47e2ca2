import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { TrendChart } from "@/components/charts/trend-chart";
import { periodOptions } from "@/components/dashboards/period-options";
import { PageBody, PageLead } from "@/components/layout/page-header";
import { Definitions } from "@/components/lifecycle/definitions";
import { LifecycleFrame } from "@/components/lifecycle/frame";
import { Card, CardBody, CardHeader } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { Stat } from "@/components/ui/stat";
import { Table, Td, Th, Tr } from "@/components/ui/table";
import { requireSession } from "@/lib/auth/doors";
import { formatCount, formatInterval, formatNps, formatNumber, formatSigned } from "@/lib/format";
import { firstKnown } from "@/lib/lifecycle/queries/report";
import { type SideFigures, sidesReport } from "@/lib/lifecycle/queries/sides";
import { LIFECYCLE_PERIOD, lifecycleParams } from "@/lib/lifecycle/schema";
import { parsePeriod } from "@/lib/period";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("lifecycle.sides"))("title") };
}

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function SidesPage({ searchParams }: Props) {
  const [{ actor, workspace }, searched, t, all, words] = await Promise.all([
    requireSession(),
    searchParams,
    getTranslations("lifecycle.sides"),
    getTranslations("lifecycle"),
    getTranslations("dashboards"),
  ]);
  const given = lifecycleParams.parse(searched);
  const now = new Date();
  const { timeZone, smallGroup: k } = workspace;
  const period = parsePeriod(given.period ?? LIFECYCLE_PERIOD, { timeZone, now });
  const first = (await firstKnown(actor)) ?? now;
  const report = await sidesReport(actor, period, { timeZone, first, now });
  const step = all(report.step);
  const [buying, selling] = report.sides;
  const frame = {
    active: "sides" as const,
    model: workspace.model,
    query: new URLSearchParams(given.period ? { period: given.period } : {}).toString(),
    title: t("title"),
    period: { presets: periodOptions(words, { timeZone, now }), label: period.label },
  };
  const definition = <Definitions title={all("measures.title")} list={[{ term: t("title"), text: t("definition") }]} />;
  if (!buying || !selling || selling.customers === 0) {
    return (
      <LifecycleFrame {...frame}>
        <PageBody>
          <EmptyState title={t("empty")}>{t("emptyText")}</EmptyState>
          {definition}
        </PageBody>
      </LifecycleFrame>
    );
  }
  const { difference } = report;
  const comparable = difference && report.fewest >= k ? difference : null;
  const headline = !comparable
    ? t("finding.few", { buying: buying.customers, selling: selling.customers })
    : comparable.provable
      ? t("finding.apart", { word: comparable.difference > 0 ? "more" : "less" })
      : t("finding.same", { n: comparable.n });
  const side = (figures: SideFigures) => {
    const score = figures.nps;
    const isShown = score !== null && score.n >= k;
    return (
      <Card key={figures.side} className="p-4">
        <h2 className="text-sm font-semibold">{t(figures.side)}</h2>
        <p className="mb-3 text-xs text-muted">{t("customers", { count: figures.customers })}</p>
        <div className="grid grid-cols-1 gap-4 sm:grid-cols-2">
          <Stat
            label={t("active")}
            value={formatCount(figures.active)}
            unit={t("activeUnit", { n: figures.customers })}
          />
          <Stat
            label={t("nps")}
            value={isShown ? formatNps(score.score) : null}
            state={!score ? "ok" : !isShown ? "hidden" : score.n < 30 ? "indicative" : "ok"}
            k={k}
            unit={t("npsUnit")}
            interval={isShown ? all("interval", { range: formatInterval(score.interval, 1, { signed: true }) }) : null}
            n={score ? all("nOf", { n: score.n }) : null}
          />
        </div>
      </Card>
    );
  };
  const trend = (title: string, unit: string, pick: (month: (typeof report.months)[number]) => number) => (
    <Card className="p-4">
      <TrendChart
        title={title}
        sub={report.months.at(-1)?.bucket.isWhole ? undefined : all("by.last", { step })}
        unit={unit}
        format={{ digits: 0 }}
        height={140}
        points={report.months.map((month) => ({
          key: month.bucket.key,
          label: month.bucket.label,
          fullLabel: month.bucket.fullLabel,
          value: pick(month),
          low: null,
          high: null,
          n: pick(month),
        }))}
      />
    </Card>
  );
  return (
    <LifecycleFrame {...frame}>
      <PageBody>
        <PageLead headline={headline}>
          {comparable
            ? t("proof", {
                difference: formatSigned(comparable.difference, 1),
                range: formatInterval(comparable.interval, 1, { signed: true }),
                n: comparable.n,
                period: period.label,
              })
            : null}{" "}
          {report.counts.both > 0 ? t("both", { count: report.counts.both }) : null}
        </PageLead>
        <div className="grid grid-cols-1 gap-4 lg:grid-cols-2">{report.sides.map(side)}</div>
        <Card>
          <CardHeader title={t("effect")} meta={t("referralSum", { count: report.referrals })} />
          <CardBody className="flex flex-col gap-3">
            {report.associations.length === 0 ? (
              <p className="text-sm text-muted">{t("tooShort")}</p>
            ) : (
              <>
                <Table label={t("effect")} look="inset">
                  <thead>
                    <tr>
                      <Th>{t("pair")}</Th>
                      <Th end>{t("r")}</Th>
                      <Th end>{t("range")}</Th>
                      <Th end>n</Th>
                      <Th end>{t("q")}</Th>
                    </tr>
                  </thead>
                  <tbody>
                    {report.associations.map(({ kind, r, interval, n, q }) => {
                      const isApart = interval !== null && q < 0.05 && (interval.low > 0 || interval.high < 0);
                      return (
                        <Tr key={kind}>
                          <Td className="min-w-56">
                            {t(`kind.${kind}`, { step })}
                            <span className="block text-xs text-muted">
                              {t(`verdict.${!isApart ? "same" : r > 0 ? "apart" : "opposite"}`)}
                            </span>
                          </Td>
                          <Td end className="font-medium">
                            {formatSigned(r, 2)}
                          </Td>
                          <Td end muted className="whitespace-nowrap">
                            {interval ? formatInterval(interval, 2, { signed: true }) : "–"}
                          </Td>
                          <Td end>{formatCount(n)}</Td>
                          <Td end>{q < 0.0001 ? "< 0.0001" : formatNumber(q, q < 0.01 ? 4 : 2)}</Td>
                        </Tr>
                      );
                    })}
                  </tbody>
                </Table>
                <p className="text-xs text-muted">{t("effectNote", { step, tests: report.associations.length })}</p>
              </>
            )}
          </CardBody>
        </Card>
        <div className="grid grid-cols-1 gap-4 xl:grid-cols-3">
          {trend(t("buyers", { step }), t("count"), ({ buying: n }) => n)}
          {trend(t("sellers", { step }), t("count"), ({ selling: n }) => n)}
          {trend(t("referrals", { step }), t("referralCount"), ({ referrals: n }) => n)}
        </div>
        {definition}
      </PageBody>
    </LifecycleFrame>
  );
}
