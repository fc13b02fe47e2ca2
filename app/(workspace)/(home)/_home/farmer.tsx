import Link from "next/link";
import { getTranslations } from "next-intl/server";
import { FarmerAccounts } from "@/components/dashboards/farmer-accounts";
import { NextSteps } from "@/components/dashboards/next-steps";
import { LogLauncher } from "@/components/interactions/log-launcher";
import { PageBody, PageHeader, PageLead } from "@/components/layout/page-header";
import { Card, CardBody, CardHeader } from "@/components/ui/card";
import { ScoreMark } from "@/components/ui/score-mark";
import type { SignedIn } from "@/lib/auth/doors";
import { listDueSteps, listOwnAccounts, listOwnDetractors, offerOutcomes } from "@/lib/dashboards/queries/sellers";
import { INDICATIVE_UNDER } from "@/lib/dashboards/scores";
import { formatAgo, formatDate, formatMoney, formatShare } from "@/lib/format";
import { dayIn } from "@/lib/period";
import { wilson } from "@/lib/stats/proportions";

const MOST_ACCOUNTS = 8;

/** A farmer's day: own accounts that ask for attention, each with its reasons. */
export async function FarmerHome({ session }: { session: SignedIn }) {
  const { actor, workspace } = session;
  const now = new Date();
  const [t, accounts, steps, { answers, detractors }, offers] = await Promise.all([
    getTranslations("dashboards"),
    listOwnAccounts(actor, now),
    listDueSteps(actor),
    listOwnDetractors(actor, now),
    offerOutcomes(actor),
  ]);
  const asking = accounts.filter(({ attention }) => attention.length > 0);
  const value = asking.reduce((sum, { valueCents }) => sum + valueCents, 0);
  const when = (date: Date | null) => (date ? formatAgo(date, now, workspace.timeZone) : null);
  return (
    <>
      <PageHeader title={t("title")} note={formatDate(now, workspace.timeZone)} actions={<LogLauncher />} />
      <PageBody>
        {accounts.length === 0 ? (
          <PageLead headline={t("farmer.none")} />
        ) : (
          <>
            <PageLead headline={t("farmer.headline", { count: asking.length, all: accounts.length })}>
              {asking.length > 0
                ? t.rich("farmer.lead", {
                    value: formatMoney(value, workspace.currency, { short: true }),
                    b: (chunks) => <b className="font-semibold text-detractor-text">{chunks}</b>,
                  })
                : t("farmer.leadNone")}
            </PageLead>
            {asking.length > 0 ? (
              <div className="flex flex-col gap-2">
                <FarmerAccounts
                  accounts={asking.slice(0, MOST_ACCOUNTS).map((account) => ({
                    id: account.id,
                    name: account.name,
                    kind: account.kind,
                    value: formatMoney(account.valueCents, workspace.currency),
                    lastContact: when(account.lastContactAt),
                    score: account.lastScore,
                    scoreWhen: when(account.lastScoreAt),
                    attention: account.attention,
                  }))}
                />
                <Link href="/customers" className="w-fit rounded-sm text-xs text-accent-text hover:underline">
                  {t("farmer.all")}
                </Link>
              </div>
            ) : null}
          </>
        )}
        <div className="grid items-start gap-4 lg:grid-cols-3">
          <Card>
            <CardHeader title={t("farmer.steps")} />
            <CardBody>
              <NextSteps steps={steps} today={dayIn(workspace.timeZone, now)} />
            </CardBody>
          </Card>
          <Card>
            <CardHeader
              title={t("farmer.detractors")}
              meta={answers > 0 ? t("farmer.detractorsOf", { count: detractors.length, all: answers }) : undefined}
            />
            <CardBody>
              {detractors.length === 0 ? (
                <p className="text-muted">{t("farmer.detractorsNone")}</p>
              ) : (
                <ul className="flex flex-col gap-3">
                  {detractors.slice(0, 4).map((one) => (
                    <li key={one.responseId}>
                      <p className="flex items-center gap-2">
                        <ScoreMark kind="detractor" score={one.score} compact />
                        <Link
                          href={`/customers/${one.customerId}`}
                          className="min-w-0 truncate rounded-sm font-medium hover:underline"
                        >
                          {one.name}
                        </Link>
                        <span className="ms-auto shrink-0 text-xs text-muted">{when(one.at)}</span>
                      </p>
                      {one.reason ? <p className="line-clamp-2 text-xs text-muted">“{one.reason}”</p> : null}
                    </li>
                  ))}
                </ul>
              )}
            </CardBody>
          </Card>
          <Card>
            <CardHeader title={t("farmer.offers")} meta={t("farmer.offersSub")} />
            <CardBody>
              {offers.every(({ answered }) => answered === 0) ? (
                <p className="text-muted">{t("farmer.offersNone")}</p>
              ) : (
                <ul className="flex flex-col gap-2">
                  {offers.map(({ name, accepted, answered }) => {
                    const share = wilson(accepted, answered);
                    return (
                      <li key={name} className="flex items-baseline justify-between gap-3">
                        <span className="min-w-0 truncate">{name}</span>
                        <span className="whitespace-nowrap text-end">
                          {share && answered >= workspace.smallGroup ? (
                            <>
                              <b className="font-semibold">{formatShare(share.share)}</b>{" "}
                              <span className="text-xs text-muted">
                                {Math.round(share.interval.low * 100)}–{Math.round(share.interval.high * 100)}, n{" "}
                                {answered}
                                {answered < INDICATIVE_UNDER ? t("farmer.indicative") : null}
                              </span>
                            </>
                          ) : (
                            <span className="text-xs text-muted">n {answered}</span>
                          )}
                        </span>
                      </li>
                    );
                  })}
                </ul>
              )}
            </CardBody>
          </Card>
        </div>
      </PageBody>
    </>
  );
}
