import type { Metadata } from "next";
import Link from "next/link";
import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { LastAnswer } from "@/components/customers/last-answer";
import { Timeline } from "@/components/customers/timeline";
import { DealMove } from "@/components/deals/deal-move";
import { StageBadge } from "@/components/deals/deal-table";
import { ArchiveDeal, EditDeal } from "@/components/deals/edit-deal";
import { PageBody, PageHeader, PageLead } from "@/components/layout/page-header";
import { Avatar } from "@/components/ui/avatar";
import { Card, CardBody, CardHeader } from "@/components/ui/card";
import { FormMessage } from "@/components/ui/form-message";
import { requireSession } from "@/lib/auth/doors";
import { orNotFound } from "@/lib/auth/page";
import { may } from "@/lib/auth/permissions";
import { listTimeline } from "@/lib/customers/queries/timeline";
import { type DealEvent, daysBetween } from "@/lib/deals/deal";
import { getDeal, listDealEvents } from "@/lib/deals/queries";
import { isOpen } from "@/lib/deals/stages";
import { formatDate, formatDateTime, formatDay, formatMoney, formatShare } from "@/lib/format";
import { openNextSteps } from "@/lib/interactions/queries";
import { dayIn } from "@/lib/period";

type Props = { params: Promise<{ id: string }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const [{ actor, workspace }, { id }] = await Promise.all([requireSession(), params]);
  return { title: (await orNotFound(getDeal(actor, id, { today: dayIn(workspace.timeZone, new Date()) }))).name };
}

/** Interactions that stand on a deal's page; the customer's page has them all. */
const SHOWN = 8;

export default async function DealPage({ params }: Props) {
  const [{ actor, workspace }, { id }, t] = await Promise.all([requireSession(), params, getTranslations("deals")]);
  const now = new Date();
  const today = dayIn(workspace.timeZone, now);
  const deal = await orNotFound(getDeal(actor, id, { today }));
  const [events, timeline, steps] = await Promise.all([
    listDealEvents(actor, id),
    listTimeline(actor, deal.customerId, { kind: "interaction" }),
    openNextSteps(actor, deal.customerId),
  ]);
  const mayWrite = may(actor, "deals.write");
  const open = isOpen(deal.stage);
  const money = (cents: number) => formatMoney(Math.round(cents), deal.currency);
  const weighted = money(Math.round((deal.amountCents * deal.probability) / 100) * 100);
  const facts: [string, ReactNode][] = [
    [t("columns.amount"), money(deal.amountCents)],
    ...(open
      ? ([
          [t("columns.probability"), formatShare(deal.probability)],
          [t("page.weighted"), weighted],
        ] satisfies [string, ReactNode][])
      : []),
    [
      t("columns.close"),
      deal.expectedCloseOn === null ? (
        t("none")
      ) : open && deal.expectedCloseOn < today ? (
        <span className="text-detractor-text">{t("overdue", { date: formatDay(new Date(deal.expectedCloseOn)) })}</span>
      ) : (
        formatDay(new Date(deal.expectedCloseOn))
      ),
    ],
    [
      t("page.inStage"),
      t("page.inStageSince", {
        days: daysBetween(deal.since, now),
        date: formatDate(deal.since, workspace.timeZone),
      }),
    ],
    ...(deal.lossReason ? ([[t("page.lossReason"), deal.lossReason]] satisfies [string, ReactNode][]) : []),
    [t("columns.source"), deal.source || t("none")],
    [t("columns.owner"), deal.ownerName ?? t("nobody")],
    [t("page.created"), formatDate(deal.createdAt, workspace.timeZone)],
  ];
  const words = (event: DealEvent): string => {
    const who = event.byName ?? t("page.somebody");
    if (event.action === "deal.move" && event.from && event.to) {
      const places = { who, from: t(`stage.${event.from}`), to: t(`stage.${event.to}`) };
      return event.undoes ? t("page.undone", places) : t("page.moved", places);
    }
    if (event.action === "deal.create") return t("page.made", { who });
    if (event.action === "deal.archive") return t("page.archivedBy", { who });
    if (event.action === "deal.restore") return t("page.restoredBy", { who });
    return t("page.updated", { who });
  };
  return (
    <>
      <PageHeader
        breadcrumb={[{ href: "/deals", label: t("title") }]}
        title={t("board.card", { name: deal.name, customer: deal.customerName })}
        beside={<StageBadge stage={deal.stage} label={t(`stage.${deal.stage}`)} />}
        actions={
          mayWrite ? (
            <>
              <ArchiveDeal id={id} name={deal.name} archived={deal.archivedAt !== null} />
              {deal.archivedAt ? null : <DealMove deal={{ id, name: deal.name, stage: deal.stage }} primary />}
            </>
          ) : null
        }
      />
      <PageBody>
        {deal.archivedAt ? (
          <FormMessage tone="warn">
            {t("page.archivedNote", { date: formatDate(deal.archivedAt, workspace.timeZone) })}
          </FormMessage>
        ) : null}
        <PageLead
          headline={
            open
              ? t("page.headline", { amount: money(deal.amountCents), chance: formatShare(deal.probability), weighted })
              : t(deal.stage === "won" ? "page.headlineWon" : "page.headlineLost", { amount: money(deal.amountCents) })
          }
        />
        <div className="grid items-start gap-4 lg:grid-cols-[20rem_minmax(0,1fr)_20rem]">
          <Card>
            <CardHeader
              title={t("page.facts")}
              action={mayWrite && !deal.archivedAt ? <EditDeal deal={deal} /> : null}
            />
            <CardBody>
              <dl className="flex flex-col gap-2">
                {facts.map(([name, value]) => (
                  <div key={name} className="grid grid-cols-[7.5rem_minmax(0,1fr)] gap-3">
                    <dt className="text-muted">{name}</dt>
                    <dd className="break-words">{value}</dd>
                  </div>
                ))}
              </dl>
            </CardBody>
          </Card>
          <Card>
            <CardHeader title={t("page.interactions")} />
            <CardBody>
              {timeline.events.length === 0 ? (
                <p className="text-muted">{t("page.noInteractions")}</p>
              ) : (
                <Timeline
                  events={timeline.events.slice(0, SHOWN)}
                  now={now}
                  timeZone={workspace.timeZone}
                  loudFirstAnswer={false}
                />
              )}
              <Link
                href={`/customers/${deal.customerId}`}
                className="mt-3 inline-block rounded-sm text-xs text-accent-text hover:underline touch:py-3"
              >
                {t("page.allInteractions")}
              </Link>
            </CardBody>
          </Card>
          <div className="flex flex-col gap-4">
            <Card>
              <CardHeader title={t("page.customer")} />
              <CardBody className="flex flex-col gap-4">
                <p className="flex items-center gap-2.5">
                  <Avatar name={deal.customerName} kind={deal.customerKind} />
                  <Link
                    href={`/customers/${deal.customerId}`}
                    className="min-w-0 rounded-sm font-medium hover:underline"
                  >
                    {deal.customerName}
                  </Link>
                </p>
                <div>
                  <h3 className="mb-1 text-xs text-muted">{t("page.feels")}</h3>
                  {deal.lastNps === null ? (
                    <p className="text-muted">{t("page.noScore")}</p>
                  ) : (
                    <LastAnswer
                      lastNps={deal.lastNps}
                      lastNpsAt={deal.lastNpsAt}
                      lastAnswerAt={deal.lastNpsAt}
                      now={now}
                      timeZone={workspace.timeZone}
                    />
                  )}
                </div>
                {steps.length > 0 ? (
                  <div>
                    <h3 className="mb-1 text-xs text-muted">{t("page.nextSteps")}</h3>
                    <ul className="flex flex-col gap-1.5">
                      {steps.map((step) => {
                        const day = step.dueOn;
                        return (
                          <li key={step.id} className="flex items-baseline justify-between gap-3">
                            <span className="min-w-0">{step.text}</span>
                            {day ? (
                              <span
                                className={
                                  day < today ? "shrink-0 text-xs text-detractor-text" : "shrink-0 text-xs text-muted"
                                }
                              >
                                {day < today
                                  ? t("overdue", { date: formatDay(new Date(day)) })
                                  : formatDay(new Date(day))}
                              </span>
                            ) : null}
                          </li>
                        );
                      })}
                    </ul>
                  </div>
                ) : null}
              </CardBody>
            </Card>
            <Card>
              <CardHeader title={t("page.history")} />
              <CardBody>
                {events.length === 0 ? (
                  <p className="text-muted">{t("page.historyEmpty")}</p>
                ) : (
                  <ol className="flex flex-col gap-2.5">
                    {events.map((event) => (
                      <li key={event.id}>
                        {words(event)}
                        <span className="block text-xs text-muted">{formatDateTime(event.at, workspace.timeZone)}</span>
                      </li>
                    ))}
                  </ol>
                )}
              </CardBody>
            </Card>
          </div>
        </div>
      </PageBody>
    </>
  );
}
