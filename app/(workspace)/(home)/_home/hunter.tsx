import Link from "next/link";
import { getTranslations } from "next-intl/server";
import { BarList } from "@/components/charts/bar-list";
import { NextSteps } from "@/components/dashboards/next-steps";
import { LogLauncher } from "@/components/interactions/log-launcher";
import { PageBody, PageHeader, PageLead } from "@/components/layout/page-header";
import { Avatar } from "@/components/ui/avatar";
import { Card, CardBody, CardHeader } from "@/components/ui/card";
import { cn } from "@/components/ui/cn";
import { Table, Td, Th, Tr } from "@/components/ui/table";
import type { SignedIn } from "@/lib/auth/doors";
import { listDueSteps, listOwnDeals, listOwnLeads } from "@/lib/dashboards/queries/sellers";
import { OPEN_STAGES } from "@/lib/deals/stages";
import { formatAgo, formatDate, formatDay, formatMoney } from "@/lib/format";
import { listTouchpointChoices } from "@/lib/interactions/queries";
import { dayIn } from "@/lib/period";

const MOST_LEADS = 8;
const MOST_DEALS = 5;

/** A hunter's day: whom to contact, and what is in the pipeline. */
export async function HunterHome({ session }: { session: SignedIn }) {
  const { actor, workspace, role } = session;
  const now = new Date();
  const [t, stages, leads, deals, steps, touchpoints] = await Promise.all([
    getTranslations("dashboards"),
    getTranslations("deals.stage"),
    listOwnLeads(actor),
    listOwnDeals(actor),
    listDueSteps(actor),
    listTouchpointChoices(actor),
  ]);
  const today = dayIn(workspace.timeZone, now);
  const own = deals.filter(({ currency }) => currency === workspace.currency);
  const money = (cents: number, short = false) => formatMoney(Math.round(cents), workspace.currency, { short });
  const amount = own.reduce((sum, { amountCents }) => sum + amountCents, 0);
  const weighted = own.reduce((sum, { amountCents, probability }) => sum + amountCents * probability, 0);
  const isLate = (date: Date | null) => date !== null && date.toISOString().slice(0, 10) < today;
  return (
    <>
      <PageHeader
        title={t("title")}
        note={formatDate(now, workspace.timeZone)}
        actions={<LogLauncher role={role} touchpoints={touchpoints} />}
      />
      <PageBody>
        <PageLead headline={t("hunter.headline", { count: leads.length })}>
          {own.length > 0
            ? t.rich("hunter.lead", {
                value: money(amount, true),
                weighted: money(weighted, true),
                b: (chunks) => <b className="font-semibold text-ink">{chunks}</b>,
              })
            : t("hunter.leadNone")}
        </PageLead>
        {leads.length > 0 ? (
          <div className="flex flex-col gap-2">
            <div className="rounded-lg border border-line bg-surface px-5 py-1">
              <Table label={t("hunter.all")} look="inset">
                <thead>
                  <Tr>
                    <Th>{t("hunter.name")}</Th>
                    <Th className="max-md:hidden">{t("hunter.since")}</Th>
                    <Th className="max-lg:hidden">{t("hunter.contact")}</Th>
                    <Th>{t("hunter.next")}</Th>
                  </Tr>
                </thead>
                <tbody>
                  {leads.slice(0, MOST_LEADS).map((lead) => (
                    <Tr key={lead.id}>
                      <Td>
                        <span className="flex items-center gap-2.5 py-1.5">
                          <Avatar name={lead.name} kind={lead.kind} size="sm" />
                          <Link
                            href={`/customers/${lead.id}`}
                            className="min-w-0 rounded-sm font-medium hover:underline"
                          >
                            {lead.name}
                          </Link>
                        </span>
                      </Td>
                      <Td muted className="whitespace-nowrap max-md:hidden">
                        {formatAgo(lead.createdAt, now, workspace.timeZone)}
                      </Td>
                      <Td muted className="whitespace-nowrap max-lg:hidden">
                        {lead.lastContactAt
                          ? formatAgo(lead.lastContactAt, now, workspace.timeZone)
                          : t("hunter.never")}
                      </Td>
                      <Td>
                        {lead.step ? (
                          <>
                            {lead.step}
                            {lead.stepDueOn ? (
                              <span
                                className={cn(
                                  "ps-2 text-xs",
                                  isLate(lead.stepDueOn) ? "text-detractor-text" : "text-muted",
                                )}
                              >
                                {formatDay(lead.stepDueOn)}
                                {isLate(lead.stepDueOn) ? `, ${t("farmer.late").toLowerCase()}` : ""}
                              </span>
                            ) : null}
                          </>
                        ) : (
                          <span className="text-muted">–</span>
                        )}
                      </Td>
                    </Tr>
                  ))}
                </tbody>
              </Table>
            </div>
            <Link href="/customers" className="w-fit rounded-sm text-xs text-accent-text hover:underline">
              {t("hunter.all")}
            </Link>
          </div>
        ) : null}
        <div className="grid items-start gap-4 lg:grid-cols-3">
          <Card>
            <CardHeader title={t("farmer.steps")} />
            <CardBody>
              <NextSteps steps={steps} today={today} />
            </CardBody>
          </Card>
          <Card>
            <CardHeader title={t("hunter.deals")} />
            <CardBody>
              {deals.length === 0 ? (
                <p className="text-muted">{t("hunter.dealsNone")}</p>
              ) : (
                <ul className="flex flex-col gap-2">
                  {deals.slice(0, MOST_DEALS).map((deal) => (
                    <li key={deal.id} className="flex items-baseline justify-between gap-3">
                      <span className="min-w-0">
                        <Link
                          href={`/customers/${deal.customerId}`}
                          className="block truncate rounded-sm font-medium hover:underline"
                        >
                          {deal.customerName}
                        </Link>
                        <span
                          className={cn("text-xs", isLate(deal.expectedCloseOn) ? "text-detractor-text" : "text-muted")}
                        >
                          {stages(deal.stage)}
                          {deal.expectedCloseOn
                            ? `, ${isLate(deal.expectedCloseOn) ? `${t("hunter.late")} ` : ""}${formatDay(deal.expectedCloseOn)}`
                            : ""}
                        </span>
                      </span>
                      <span className="figures whitespace-nowrap">{formatMoney(deal.amountCents, deal.currency)}</span>
                    </li>
                  ))}
                </ul>
              )}
            </CardBody>
          </Card>
          <Card>
            <CardHeader title={t("hunter.pipeline")} meta={t("hunter.pipelineSub")} />
            <CardBody>
              <BarList
                label={t("hunter.pipeline")}
                nameLabel={t("hunter.stage")}
                format={{ prefix: "€", digits: 0 }}
                rows={OPEN_STAGES.map((stage) => {
                  const here = own.filter((deal) => deal.stage === stage);
                  const total = here.reduce((sum, { amountCents }) => sum + amountCents, 0);
                  const likely = here.reduce((sum, { amountCents, probability }) => sum + amountCents * probability, 0);
                  return {
                    key: stage,
                    label: stages(stage),
                    value: total / 100,
                    note: money(likely, true),
                    href: "/deals",
                  };
                })}
              />
            </CardBody>
          </Card>
        </div>
      </PageBody>
    </>
  );
}
