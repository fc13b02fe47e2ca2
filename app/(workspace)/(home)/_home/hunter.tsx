import Link from "next/link";
import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { BarList } from "@/components/charts/bar-list";
import { DayList } from "@/components/dashboards/day-list";
import { sumsText } from "@/components/deals/money-text";
import { QuotaBar } from "@/components/deals/quota-bar";
import { MyHandovers } from "@/components/handovers/my-handovers";
import { LogLauncher } from "@/components/interactions/log-launcher";
import { PageBody, PageHeader, PageLead } from "@/components/layout/page-header";
import { MyTasks } from "@/components/tasks/my-tasks";
import { Card, CardBody, CardHeader } from "@/components/ui/card";
import { Table, Td, Th, Tr } from "@/components/ui/table";
import type { SignedIn } from "@/lib/auth/doors";
import { may } from "@/lib/auth/permissions";
import { huntersDay, ownFunnel, ownOutcomes, ownReasons, SILENT_DAYS } from "@/lib/dashboards/queries/hunting";
import { INDICATIVE_UNDER } from "@/lib/dashboards/scores";
import { LOSS_KEYS, lossReasonOf } from "@/lib/deals/loss-reasons";
import { stageSums } from "@/lib/deals/queries";
import { dealsBySource } from "@/lib/deals/queries/pipeline";
import { quotaProgress } from "@/lib/deals/queries/quotas";
import { quarterOf } from "@/lib/deals/quota";
import { OPEN_STAGES, sumsByCurrency } from "@/lib/deals/stages";
import { WIN_KEYS, winReasonOf } from "@/lib/deals/win-reasons";
import { formatAgo, formatCount, formatDate, formatInterval, formatMoney, formatShare } from "@/lib/format";
import { listOpenHandovers } from "@/lib/handovers/queries";
import { dayIn, parsePeriod } from "@/lib/period";
import { wilson } from "@/lib/stats/proportions";
import { listTasks } from "@/lib/tasks/queries";

/** A hunter's day: whom to contact, what is in the pipeline, and what comes of it. */
export async function HunterHome({ session }: { session: SignedIn }) {
  const { actor, workspace } = session;
  const { timeZone, currency, smallGroup } = workspace;
  const now = new Date();
  const today = dayIn(timeZone, now);
  const quarter = parsePeriod("this_quarter", { timeZone, now });
  const year = parsePeriod("12m", { timeZone, now });
  const recent = parsePeriod("90d", { timeZone, now });
  const [
    t,
    words,
    reasonWords,
    day,
    sums,
    funnel,
    ofQuarter,
    ofYear,
    reasons,
    [quota],
    sources,
    handovers,
    { rows: tasks },
  ] = await Promise.all([
    getTranslations("dashboards.hunter"),
    getTranslations("deals"),
    getTranslations("interactions.reason"),
    huntersDay(actor, { now, today }),
    stageSums(actor, { owner: "mine" }, { now, today }),
    ownFunnel(actor, year),
    ownOutcomes(actor, quarter),
    ownOutcomes(actor, year),
    ownReasons(actor, recent),
    quotaProgress(actor, { quarter: quarterOf(today), userIds: actor.userId ? [actor.userId] : [] }),
    dealsBySource(actor, year, { ownerId: actor.userId }),
    listOpenHandovers(actor),
    listTasks(actor, { whose: "mine", show: "open", kind: "task" }, 6),
  ]);
  const home = await getTranslations("dashboards");
  const open = sums.filter(({ stage }) => stage !== "won" && stage !== "lost");
  const worth = sumsByCurrency(open);
  const others = worth.filter((sum) => sum.currency !== currency);
  const symbol = formatMoney(0, currency).replace("0", "");
  /** A share with its interval and n; without it where fewer than k stand behind. */
  const share = (count: number, n: number): ReactNode => {
    const known = n >= smallGroup ? wilson(count, n) : null;
    if (!known) return <span className="text-xs text-muted">{t("tooFew", { n: formatCount(n), k: smallGroup })}</span>;
    return (
      <>
        <b className="font-semibold">{formatShare(known.share)}</b>{" "}
        <span className="whitespace-nowrap text-xs text-muted">
          {t("interval", { interval: formatInterval(known.interval, 0, { scale: 100 }), n: formatCount(n) })}
          {n < INDICATIVE_UNDER ? t("indicative") : null}
        </span>
      </>
    );
  };
  const losses = LOSS_KEYS.map((key) => ({
    key,
    count: ofYear.losses.reduce((sum, { reason, count }) => sum + (lossReasonOf(reason) === key ? count : 0), 0),
  }))
    .filter(({ count }) => count > 0)
    .sort((a, b) => b.count - a.count);
  const wins = WIN_KEYS.map((key) => ({
    key,
    count: ofYear.wins.reduce((sum, { reason, count }) => sum + (winReasonOf(reason) === key ? count : 0), 0),
  }))
    .filter(({ count }) => count > 0)
    .sort((a, b) => b.count - a.count);
  const begun = sources.reduce((sum, { deals }) => sum + deals, 0);
  const poor = losses.find(({ key }) => key === "poor_experience")?.count ?? 0;
  const talked = reasons.reduce((sum, { count }) => sum + count, 0);
  const steps = [
    { key: "leads", count: funnel.leads, from: null },
    { key: "contacted", count: funnel.contacted, from: funnel.leads },
    { key: "offered", count: funnel.offered, from: funnel.contacted },
    { key: "customers", count: funnel.customers, from: funnel.offered },
  ] as const;
  const rest = day.steps + day.leads - day.tasks.length;
  return (
    <>
      <PageHeader title={home("title")} note={formatDate(now, timeZone)} actions={<LogLauncher />} />
      <PageBody>
        <PageLead headline={t("headline", { steps: day.steps, leads: day.leads })}>
          {worth.length > 0
            ? t.rich("lead", {
                value: sumsText(worth, "amountCents", { short: true }),
                weighted: sumsText(worth, "weightedCents", { short: true }),
                b: (chunks) => <b className="font-semibold text-ink">{chunks}</b>,
              })
            : t("leadNone")}
        </PageLead>
        <div className="grid grid-cols-1 items-start gap-4 lg:grid-cols-2">
          <div className="flex min-w-0 flex-col gap-4">
            <Card>
              <CardHeader title={t("today")} meta={t("todaySub", { days: SILENT_DAYS })} />
              <CardBody>
                {day.tasks.length === 0 ? (
                  <p className="text-muted">{t("todayNone", { days: SILENT_DAYS })}</p>
                ) : (
                  <DayList
                    today={today}
                    mayWrite={may(actor, "interactions.write")}
                    tasks={day.tasks.map(({ lastContactAt, customerKind: _, ...task }) => ({
                      ...task,
                      lastContact: lastContactAt ? formatAgo(lastContactAt, now, timeZone) : null,
                    }))}
                  />
                )}
                {rest > 0 ? (
                  <Link
                    href="/customers?owner=mine&lifecycle=lead"
                    className="mt-2 inline-block rounded-sm text-xs text-accent-text hover:underline touch:py-3"
                  >
                    {t("more", { count: rest })}
                  </Link>
                ) : null}
              </CardBody>
            </Card>
            {tasks.length > 0 ? (
              <MyTasks
                tasks={tasks}
                counts={{
                  overdue: tasks.filter(({ dueOn }) => dueOn !== null && dueOn < today).length,
                  today: tasks.filter(({ dueOn }) => dueOn === today).length,
                  open: tasks.length,
                }}
                today={today}
                mayWrite={may(actor, "tasks.write")}
                timeZone={timeZone}
              />
            ) : null}
          </div>
          <div className="flex min-w-0 flex-col gap-4">
            {quota ? (
              <Card>
                <CardHeader title={t("quota")} meta={quarter.label} />
                <CardBody>
                  <QuotaBar progress={quota} today={today} />
                </CardBody>
              </Card>
            ) : null}
            <MyHandovers handovers={handovers} userId={actor.userId} now={now} timeZone={timeZone} />
            <Card>
              <CardHeader title={t("pipeline")} meta={t("pipelineSub")} />
              <CardBody>
                {open.length === 0 ? (
                  <p className="text-muted">{t("pipelineNone")}</p>
                ) : (
                  <BarList
                    label={t("pipeline")}
                    nameLabel={t("stage")}
                    format={{ prefix: symbol, digits: 0 }}
                    rows={OPEN_STAGES.map((stage) => {
                      const here = open.filter((sum) => sum.stage === stage);
                      const own = here.find((sum) => sum.currency === currency);
                      const count = here.reduce((total, { deals }) => total + deals, 0);
                      return {
                        key: stage,
                        label: t("stageCount", { stage: words(`stage.${stage}`), count }),
                        value: (own?.amountCents ?? 0) / 100,
                        note: t("weighted", {
                          amount: formatMoney(own?.weightedCents ?? 0, currency, { short: true }),
                        }),
                        href: "/deals",
                      };
                    })}
                  />
                )}
                {others.length > 0 ? (
                  <p className="mt-2 text-xs text-muted">
                    {t("otherCurrencies", { sums: sumsText(others, "amountCents", { short: true }) })}
                  </p>
                ) : null}
              </CardBody>
            </Card>
            <Card>
              <CardHeader title={t("won")} meta={quarter.label} />
              <CardBody className="flex flex-col gap-2">
                {ofQuarter.won + ofQuarter.lost === 0 ? (
                  <p className="text-muted">{t("wonNone")}</p>
                ) : (
                  <dl className="flex flex-col gap-2">
                    <Line name={t("wonSum", { count: ofQuarter.won })}>
                      <b className="font-semibold">
                        {ofQuarter.wonSums.length === 0
                          ? formatMoney(0, currency)
                          : ofQuarter.wonSums.map((sum) => formatMoney(sum.amountCents, sum.currency)).join(" + ")}
                      </b>
                    </Line>
                    <Line name={t("winRate")}>{share(ofQuarter.won, ofQuarter.won + ofQuarter.lost)}</Line>
                    <Line name={t("winRateYear")}>{share(ofYear.won, ofYear.won + ofYear.lost)}</Line>
                  </dl>
                )}
              </CardBody>
            </Card>
          </div>
        </div>
        <div className="grid grid-cols-1 items-start gap-4 lg:grid-cols-2">
          <Card>
            <CardHeader title={t("funnel")} meta={t("funnelSub")} />
            <CardBody>
              {funnel.leads === 0 ? (
                <p className="text-muted">{t("funnelNone")}</p>
              ) : (
                <ol className="flex flex-col gap-3">
                  {steps.map(({ key, count, from }) => (
                    <li key={key}>
                      <p className="flex items-baseline justify-between gap-3">
                        <span>{t(`funnelStep.${key}`)}</span>
                        <span className="text-end">
                          <b className="figures font-semibold">{formatCount(count)}</b>
                        </span>
                      </p>
                      <span aria-hidden className="my-1 block h-1.5 rounded-sm bg-sunken">
                        <span
                          className="block h-full rounded-sm bg-accent"
                          style={{ width: `${(count / funnel.leads) * 100}%` }}
                        />
                      </span>
                      {from === null ? null : (
                        <p className="text-xs text-muted">
                          {t("ofBefore")} {share(count, from)}
                        </p>
                      )}
                    </li>
                  ))}
                  <li className="border-t border-line pt-2 text-xs text-muted">
                    {t("funnelAll")} {share(funnel.customers, funnel.leads)}
                  </li>
                </ol>
              )}
            </CardBody>
          </Card>
          <Card>
            <CardHeader title={t("sources")} meta={t("sourcesSub", { n: formatCount(begun) })} />
            <CardBody>
              {sources.length === 0 ? (
                <p className="text-muted">{t("sourcesNone")}</p>
              ) : (
                <Table label={t("sources")} look="inset">
                  <thead>
                    <tr>
                      <Th>{t("source")}</Th>
                      <Th end>{t("sourceDeals")}</Th>
                      <Th end>{t("sourceWon")}</Th>
                    </tr>
                  </thead>
                  <tbody>
                    {sources.map(({ source, deals, won, lost }) => (
                      <Tr key={source}>
                        <Td>
                          {source ? (
                            <Link
                              href={`/deals?view=table&source=${encodeURIComponent(source)}`}
                              className="rounded-sm hover:underline"
                            >
                              {source}
                            </Link>
                          ) : (
                            <span className="text-muted">{t("sourceUnknown")}</span>
                          )}
                        </Td>
                        <Td end>{formatCount(deals)}</Td>
                        <Td end>{share(won, won + lost)}</Td>
                      </Tr>
                    ))}
                  </tbody>
                </Table>
              )}
            </CardBody>
          </Card>
        </div>
        <div className="grid grid-cols-1 items-start gap-4 lg:grid-cols-3">
          <Card>
            <CardHeader title={t("wins")} meta={t("winsSub", { n: formatCount(ofYear.won) })} />
            <CardBody>
              {wins.length === 0 ? (
                <p className="text-muted">{t("winsNone")}</p>
              ) : (
                <BarList
                  label={t("wins")}
                  nameLabel={t("reason")}
                  format={{}}
                  tone="neutral"
                  rows={wins.map(({ key, count }) => ({ key, label: words(`winBy.${key}`), value: count }))}
                />
              )}
            </CardBody>
          </Card>
          <Card>
            <CardHeader title={t("losses")} meta={t("lossesSub", { n: formatCount(ofYear.lost) })} />
            <CardBody>
              {losses.length === 0 ? (
                <p className="text-muted">{t("lossesNone")}</p>
              ) : (
                <>
                  <BarList
                    label={t("losses")}
                    nameLabel={t("reason")}
                    format={{}}
                    tone="neutral"
                    rows={losses.map(({ key, count }) => ({
                      key,
                      label: words(`loss.${key}`),
                      value: count,
                      tone: key === "poor_experience" ? "detractor" : "neutral",
                    }))}
                  />
                  <p className="mt-3 text-xs text-muted">
                    {t("poor")} {share(poor, ofYear.lost)}
                  </p>
                </>
              )}
            </CardBody>
          </Card>
          <Card>
            <CardHeader title={t("talks")} meta={t("talksSub", { n: formatCount(talked) })} />
            <CardBody>
              {reasons.length === 0 ? (
                <p className="text-muted">{t("talksNone")}</p>
              ) : (
                <BarList
                  label={t("talks")}
                  nameLabel={t("reason")}
                  format={{}}
                  tone="neutral"
                  rows={reasons.map(({ reason, count }) => ({
                    key: reason,
                    label: reasonWords(reason),
                    value: count,
                  }))}
                />
              )}
            </CardBody>
          </Card>
        </div>
      </PageBody>
    </>
  );
}

function Line({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="flex flex-wrap items-baseline justify-between gap-x-3">
      <dt className="text-muted">{name}</dt>
      <dd className="text-end">{children}</dd>
    </div>
  );
}
