import type { Metadata } from "next";
import Link from "next/link";
import { getTranslations } from "next-intl/server";
import { LastAnswer } from "@/components/customers/last-answer";
import { Timeline } from "@/components/customers/timeline";
import { ArchiveDeal } from "@/components/deals/archive-deal";
import { Competitors } from "@/components/deals/competitors";
import { DealMove } from "@/components/deals/deal-move";
import { DealSteps } from "@/components/deals/deal-steps";
import { StageBadge } from "@/components/deals/deal-table";
import { FactField } from "@/components/deals/fact-field";
import { QuoteLines } from "@/components/deals/quote-lines";
import { StageTime } from "@/components/deals/stage-time";
import { HandoverCard } from "@/components/handovers/handover-card";
import { StartHandover } from "@/components/handovers/start-handover";
import { PageBody, PageHeader, PageLead } from "@/components/layout/page-header";
import { Avatar } from "@/components/ui/avatar";
import { Card, CardBody, CardHeader } from "@/components/ui/card";
import { FormMessage } from "@/components/ui/form-message";
import { requireSession } from "@/lib/auth/doors";
import { orNotFound } from "@/lib/auth/page";
import { may } from "@/lib/auth/permissions";
import { listTimeline } from "@/lib/customers/queries/timeline";
import type { DealEvent } from "@/lib/deals/deal";
import { formValue } from "@/lib/deals/form-values";
import { getDeal, listDealEvents, listDealSources } from "@/lib/deals/queries";
import {
  listCompetitors,
  listMoves,
  listQuoteLines,
  listQuoteProducts,
  stageNorms,
} from "@/lib/deals/queries/pipeline";
import { DEAL_FIELDS } from "@/lib/deals/schema";
import { staysOf } from "@/lib/deals/stage-time";
import { isOpen } from "@/lib/deals/stages";
import { formatDate, formatDateTime, formatDay, formatMoney, formatShare } from "@/lib/format";
import { handoverOfDeal, listFarmers } from "@/lib/handovers/queries";
import { openNextSteps } from "@/lib/interactions/queries";
import { dayIn } from "@/lib/period";
import { listMembers } from "@/lib/users/queries";

type Props = { params: Promise<{ id: string }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const [{ actor, workspace }, { id }] = await Promise.all([requireSession(), params]);
  return { title: (await orNotFound(getDeal(actor, id, { today: dayIn(workspace.timeZone, new Date()) }))).name };
}

/** What the history names when it was changed. */
const CHANGES = [...DEAL_FIELDS, "demoDone", "competitors", "quote"] as const;

/** Interactions that stand on a deal's page; the customer's page has them all. */
const SHOWN = 8;

export default async function DealPage({ params }: Props) {
  const [{ actor, workspace }, { id }, t] = await Promise.all([requireSession(), params, getTranslations("deals")]);
  const now = new Date();
  const today = dayIn(workspace.timeZone, now);
  const deal = await orNotFound(getDeal(actor, id, { today }));
  const [events, timeline, steps, moves, norms, lines, products, rivals, sources, members, handover] =
    await Promise.all([
      listDealEvents(actor, id),
      listTimeline(actor, deal.customerId, { kind: "interaction" }),
      openNextSteps(actor, deal.customerId),
      listMoves(actor, id),
      stageNorms(actor, now),
      listQuoteLines(actor, id),
      listQuoteProducts(actor),
      listCompetitors(actor),
      listDealSources(actor),
      listMembers(actor),
      handoverOfDeal(actor, id),
    ]);
  const mayWrite = may(actor, "deals.write") && deal.archivedAt === null;
  const open = isOpen(deal.stage);
  const offers = deal.stage === "won" && !handover && mayWrite && may(actor, "handovers.write");
  const farmers = offers ? await listFarmers(actor, { dealId: id }) : [];
  const money = (cents: number) => formatMoney(Math.round(cents), deal.currency);
  const weighted = money(Math.round((deal.amountCents * deal.probability) / 100) * 100);
  const reason = deal.winReason || deal.lossReason;
  const fact = { dealId: id, readOnly: !mayWrite };
  const words = (event: DealEvent): string => {
    const who = event.byName ?? t("page.somebody");
    if (event.action === "deal.move" && event.from && event.to) {
      const places = { who, from: t(`stage.${event.from}`), to: t(`stage.${event.to}`) };
      return event.undoes ? t("page.undone", places) : t("page.moved", places);
    }
    if (event.action === "deal.create") return t("page.made", { who });
    if (event.action === "deal.archive") return t("page.archivedBy", { who });
    if (event.action === "deal.restore") return t("page.restoredBy", { who });
    const field = CHANGES.find((one) => one === event.field);
    return field ? t(`page.changed.${field}`, { who }) : t("page.updated", { who });
  };
  return (
    <>
      <PageHeader
        breadcrumb={[{ href: "/deals", label: t("title") }]}
        title={t("board.card", { name: deal.name, customer: deal.customerName })}
        beside={<StageBadge stage={deal.stage} label={t(`stage.${deal.stage}`)} />}
        actions={
          may(actor, "deals.write") ? (
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
              : t(
                  deal.stage === "won"
                    ? reason
                      ? "page.headlineWonWhy"
                      : "page.headlineWon"
                    : reason
                      ? "page.headlineLostWhy"
                      : "page.headlineLost",
                  { amount: money(deal.amountCents), reason },
                )
          }
        />
        <div className="grid items-start gap-4 lg:grid-cols-[20rem_minmax(0,1fr)_20rem]">
          <div className="flex min-w-0 flex-col gap-4">
            <Card>
              <CardHeader title={t("page.facts")} />
              <CardBody>
                <dl className="flex flex-col gap-2">
                  <FactField {...fact} field="name" label={t("page.name")} value={formValue(deal, "name")}>
                    {deal.name}
                  </FactField>
                  <FactField
                    {...fact}
                    field="amount"
                    label={t("columns.amount")}
                    value={formValue(deal, "amount")}
                    input="decimal"
                  >
                    {money(deal.amountCents)}
                  </FactField>
                  {open ? (
                    <>
                      <FactField
                        {...fact}
                        field="probability"
                        label={t("form.probabilityShort")}
                        value={formValue(deal, "probability")}
                        input="decimal"
                      >
                        {formatShare(deal.probability)}
                      </FactField>
                      <div className="grid grid-cols-[7.5rem_minmax(0,1fr)] gap-3">
                        <dt className="text-muted">{t("page.weighted")}</dt>
                        <dd>{weighted}</dd>
                      </div>
                    </>
                  ) : null}
                  <FactField
                    {...fact}
                    field="expectedCloseOn"
                    label={t("columns.close")}
                    value={formValue(deal, "expectedCloseOn")}
                    input="date"
                  >
                    {deal.expectedCloseOn === null ? (
                      <span className="text-muted">{t("none")}</span>
                    ) : open && deal.expectedCloseOn < today ? (
                      <span className="text-detractor-text">
                        {t("overdue", { date: formatDay(new Date(deal.expectedCloseOn)) })}
                      </span>
                    ) : (
                      formatDay(new Date(deal.expectedCloseOn))
                    )}
                  </FactField>
                  <FactField
                    {...fact}
                    field="source"
                    label={t("columns.source")}
                    value={formValue(deal, "source")}
                    suggestions={sources}
                  >
                    {deal.source || <span className="text-muted">{t("none")}</span>}
                  </FactField>
                  <FactField
                    {...fact}
                    field="ownerId"
                    label={t("columns.owner")}
                    value={formValue(deal, "ownerId")}
                    options={[
                      { value: "", label: t("nobody") },
                      ...members.map(({ userId, name }) => ({ value: userId, label: name })),
                      ...(deal.ownerId && !members.some(({ userId }) => userId === deal.ownerId)
                        ? [{ value: deal.ownerId, label: deal.ownerName ?? t("nobody") }]
                        : []),
                    ]}
                  >
                    {deal.ownerName ?? <span className="text-muted">{t("nobody")}</span>}
                  </FactField>
                  <div className="grid grid-cols-[7.5rem_minmax(0,1fr)] gap-3">
                    <dt className="text-muted">{t("page.created")}</dt>
                    <dd>{formatDate(deal.createdAt, workspace.timeZone)}</dd>
                  </div>
                </dl>
              </CardBody>
            </Card>
            <Card>
              <CardHeader title={t("steps.title")} />
              <CardBody>
                <DealSteps
                  dealId={id}
                  demoOn={deal.demoOn}
                  isDemoDone={deal.demoDoneAt !== null}
                  contractSentOn={deal.contractSentOn}
                  contractSignedOn={deal.contractSignedOn}
                  today={today}
                  readOnly={!mayWrite}
                />
              </CardBody>
            </Card>
            <Card>
              <CardHeader title={t("rivals.title")} />
              <CardBody>
                <Competitors dealId={id} competitors={deal.competitors} known={rivals} readOnly={!mayWrite} />
              </CardBody>
            </Card>
          </div>
          <div className="flex min-w-0 flex-col gap-4">
            {offers ? <StartHandover dealId={id} farmers={farmers} /> : null}
            {handover ? <HandoverCard handovers={[handover]} timeZone={workspace.timeZone} /> : null}
            <Card>
              <CardHeader title={t("quote.title")} meta={deal.currency} />
              <CardBody>
                <QuoteLines
                  dealId={id}
                  amountCents={deal.amountCents}
                  currency={deal.currency}
                  lines={lines}
                  products={products}
                  readOnly={!mayWrite}
                />
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
          </div>
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
              <CardHeader title={t("time.title")} />
              <CardBody>
                <StageTime stays={staysOf(moves, now).toReversed()} norms={norms} timeZone={workspace.timeZone} />
              </CardBody>
            </Card>
            {events.length === 0 ? null : (
              <Card>
                <CardHeader title={t("page.history")} />
                <CardBody>
                  <ol className="flex flex-col gap-2.5">
                    {events.map((event) => (
                      <li key={event.id}>
                        {words(event)}
                        <span className="block text-xs text-muted">{formatDateTime(event.at, workspace.timeZone)}</span>
                      </li>
                    ))}
                  </ol>
                </CardBody>
              </Card>
            )}
          </div>
        </div>
      </PageBody>
    </>
  );
}
