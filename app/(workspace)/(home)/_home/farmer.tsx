import Link from "next/link";
import { getTranslations } from "next-intl/server";
import { MyHandovers } from "@/components/handovers/my-handovers";
import {
  DetractorsCard,
  OffersDueCard,
  PlansCard,
  PromisesDueCard,
  RenewalsCard,
} from "@/components/home/farmer-cards";
import { FarmerTable } from "@/components/home/farmer-table";
import { LogLauncher } from "@/components/interactions/log-launcher";
import { PageBody, PageHeader, PageLead } from "@/components/layout/page-header";
import { MyTasks } from "@/components/tasks/my-tasks";
import type { SignedIn } from "@/lib/auth/doors";
import { may } from "@/lib/auth/permissions";
import { listRenewals } from "@/lib/contracts/queries";
import { RENEWALS_WITHIN_DAYS } from "@/lib/contracts/schema";
import { firstStepOf } from "@/lib/dashboards/attention";
import { listOwnAccounts, listOwnDetractors } from "@/lib/dashboards/queries/sellers";
import { formatAgo, formatDate, formatDay, formatMoney, formatShare } from "@/lib/format";
import { listOpenHandovers } from "@/lib/handovers/queries";
import { HEALTHY_FROM } from "@/lib/health/health";
import { listDuePromises } from "@/lib/interactions/queries/promises";
import { ownSuggestions } from "@/lib/offers/queries";
import { dayIn } from "@/lib/period";
import { plansOverview } from "@/lib/plans/queries";
import { countMyTasks, listTasks } from "@/lib/tasks/queries";
import { addDays } from "@/lib/tasks/task";

const MOST_ACCOUNTS = 8;
const OFFERS_SHOWN = 4;
const TASKS_SHOWN = 6;
const DETRACTOR_DAYS = 7;
/** Promises due so soon are shown; the headline counts those of a week. */
const PROMISE_DAYS = 30;

/** A farmer's day: own accounts by risk times value, each with why, and what is due to whom. */
export async function FarmerHome({ session }: { session: SignedIn }) {
  const { actor, workspace } = session;
  const { timeZone, currency } = workspace;
  const now = new Date();
  const today = dayIn(timeZone, now);
  const [t, home, accounts, renewals, promises, { answers, detractors }, suggestions, plans, tasks, counts, handovers] =
    await Promise.all([
      getTranslations("dashboards.farmer"),
      getTranslations("dashboards"),
      listOwnAccounts(actor, now, today),
      listRenewals(actor, { today, until: addDays(today, RENEWALS_WITHIN_DAYS), ownerId: session.user.id }),
      listDuePromises(actor, { until: addDays(today, PROMISE_DAYS) }),
      listOwnDetractors(actor, now, DETRACTOR_DAYS),
      ownSuggestions(actor, { now, today, most: 500 }),
      plansOverview(actor, { today, mine: true }),
      listTasks(actor, { whose: "mine", show: "open" }, TASKS_SHOWN),
      countMyTasks(actor, today),
      listOpenHandovers(actor),
    ]);
  const money = (cents: number) => formatMoney(Math.round(cents / 100) * 100, currency);
  const troubled = accounts.filter(({ health }) => health !== null && health < HEALTHY_FROM);
  const atRisk = troubled.reduce((sum, { atRiskCents }) => sum + atRiskCents, 0);
  // Before health is worked out, the facts alone say whom to see.
  const asking = troubled.length > 0 ? troubled : accounts.filter(({ attention }) => attention.length > 0);
  const shown = asking.slice(0, MOST_ACCOUNTS);
  const [worst] = troubled;
  const weekOut = addDays(today, 7);
  const dueThisWeek = promises.filter(({ dueOn }) => dueOn <= weekOut).length;
  const offered = new Set(suggestions.map(({ customerId }) => customerId));
  const isWorkedOut = accounts.some(({ health }) => health !== null);
  return (
    <>
      <PageHeader title={home("title")} note={formatDate(now, timeZone)} actions={<LogLauncher primary />} />
      <PageBody>
        {accounts.length === 0 ? (
          <PageLead headline={t("noneTitle")}>{t("none")}</PageLead>
        ) : (
          <>
            <PageLead
              headline={
                troubled.length > 0
                  ? t.rich("headline", {
                      count: troubled.length,
                      all: accounts.length,
                      amount: money(atRisk),
                      b: (chunks) => <span className="text-detractor-text">{chunks}</span>,
                    })
                  : t("headlineNone", { all: accounts.length })
              }
            >
              {worst && atRisk > 0
                ? t("worst", {
                    name: worst.name,
                    share: formatShare(worst.atRiskCents / atRisk),
                    renews: worst.attention.some(({ kind }) => kind === "renews") ? "yes" : "no",
                    day: worst.renewsOn ? formatDay(worst.renewsOn) : "",
                    shown: shown.length,
                    together: formatShare(shown.reduce((sum, { atRiskCents }) => sum + atRiskCents, 0) / atRisk),
                  })
                : null}{" "}
              <span className="text-muted">{t("dueWeek", { count: dueThisWeek })}</span>
            </PageLead>
            {shown.length > 0 ? (
              <div className="flex flex-col gap-2">
                <FarmerTable
                  currency={currency}
                  accounts={shown.map((account) => ({
                    id: account.id,
                    name: account.name,
                    kind: account.kind,
                    risk: account.risk,
                    valueCents: account.valueCents,
                    atRiskCents: account.atRiskCents,
                    attention: account.attention,
                    weak: account.weak,
                    step: firstStepOf(account.attention, account.kind === "company", offered.has(account.id)),
                    ...(account.lastContactAt
                      ? {
                          sub: t("lastContact", { ago: formatAgo(account.lastContactAt, now, timeZone).toLowerCase() }),
                        }
                      : {}),
                  }))}
                />
                <p className="text-xs text-muted text-pretty">
                  {t.rich(isWorkedOut ? "riskNote" : "riskMissing", {
                    link: (chunks) => (
                      <Link href="/settings/health" className="rounded-sm text-accent-text hover:underline">
                        {chunks}
                      </Link>
                    ),
                    currency,
                  })}{" "}
                  <Link href="/customers" className="rounded-sm text-accent-text hover:underline">
                    {t("all", { count: accounts.length })}
                  </Link>
                </p>
              </div>
            ) : null}
          </>
        )}
        <div className="grid items-start gap-4 lg:grid-cols-2">
          <div className="flex min-w-0 flex-col gap-4">
            <RenewalsCard renewals={renewals} today={today} />
            <DetractorsCard
              answers={answers}
              detractors={detractors.map((one) => ({ ...one, when: formatAgo(one.at, now, timeZone) }))}
            />
            <MyHandovers handovers={handovers} userId={actor.userId} now={now} timeZone={timeZone} />
            <MyTasks tasks={tasks.rows} counts={counts} today={today} mayWrite={may(actor, "tasks.write")} />
          </div>
          <div className="flex min-w-0 flex-col gap-4">
            <PromisesDueCard promises={promises} today={today} mayWrite={may(actor, "interactions.write")} />
            <OffersDueCard suggestions={suggestions.slice(0, OFFERS_SHOWN)} smallGroup={workspace.smallGroup} />
            <PlansCard plans={plans} today={today} />
          </div>
        </div>
      </PageBody>
    </>
  );
}
