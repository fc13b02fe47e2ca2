import { Clock, LifeBuoy } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Avatar } from "@/components/ui/avatar";
import { Badge } from "@/components/ui/badge";
import type { CustomerCase, CustomerContact } from "@/lib/customers/customer";
import type { DealRow } from "@/lib/deals/deal";
import { isOpen } from "@/lib/deals/stages";
import { formatDate, formatDay, formatMoney, formatShare } from "@/lib/format";
import type { NextStep } from "@/lib/interactions/interaction";
import type { CustomerOffer } from "@/lib/offers/offer";

type SectionProps = { title: string; meta?: ReactNode; action?: ReactNode; empty?: string; children?: ReactNode };

/** One relation of the customer: title, count, rows; one muted line when there is none. */
function Section({ title, meta, action, empty, children }: SectionProps) {
  return (
    <section className="border-b border-line pb-5 last:border-0">
      <div className="mb-2 flex items-baseline justify-between gap-3">
        <h2 className="text-sm font-semibold">{title}</h2>
        {meta ? <p className="text-xs text-muted">{meta}</p> : null}
      </div>
      {empty ? <p className="text-muted">{empty}</p> : children}
      {action ? <div className="mt-3">{action}</div> : null}
    </section>
  );
}

export function CasesSection(props: { open: readonly CustomerCase[]; solved: number; now: Date; timeZone: string }) {
  const { open, solved, now, timeZone } = props;
  const t = useTranslations("customers.cases");
  return (
    <Section
      title={t("title")}
      meta={t("counts", { open: open.length, solved })}
      empty={open.length === 0 ? t("none") : undefined}
    >
      <ul className="flex flex-col gap-2">
        {open.map((one) => (
          <li key={one.id} className="flex items-center gap-2">
            <Badge pill tone="detractor" icon={<LifeBuoy aria-hidden />}>
              {one.number}
            </Badge>
            <Link href={`/cases/${one.id}`} className="min-w-0 flex-1 truncate rounded-sm font-medium hover:underline">
              {one.title}
            </Link>
            {one.dueAt ? (
              <span className={one.dueAt < now ? "text-xs text-detractor-text" : "text-xs text-muted"}>
                {t(one.dueAt < now ? "late" : "due", { date: formatDate(one.dueAt, timeZone) })}
              </span>
            ) : null}
          </li>
        ))}
      </ul>
    </Section>
  );
}

export function PeopleSection({ contacts, add }: { contacts: readonly CustomerContact[]; add?: ReactNode }) {
  const t = useTranslations("customers.people");
  return (
    <Section
      title={t("title")}
      meta={contacts.length > 0 ? t("counts", { count: contacts.length }) : undefined}
      empty={contacts.length === 0 ? t("none") : undefined}
      action={add}
    >
      <ul className="flex flex-col gap-2.5">
        {contacts.map((contact) => (
          <li key={contact.id} className="flex items-center gap-3">
            <Avatar name={contact.name} />
            <div className="min-w-0 flex-1">
              <p className="truncate font-medium">{contact.name}</p>
              <p className="truncate text-xs text-muted">
                {[contact.role, contact.email ?? contact.phone].filter(Boolean).join(", ")}
              </p>
            </div>
            {contact.influence === null ? null : (
              <span className="text-xs text-muted">{t("influenceOf", { share: formatShare(contact.influence) })}</span>
            )}
          </li>
        ))}
      </ul>
    </Section>
  );
}

type StepsProps = { steps: readonly NextStep[]; today: string; done: (step: NextStep) => ReactNode };

export function StepsSection({ steps, today, done }: StepsProps) {
  const t = useTranslations("customers.steps");
  return (
    <Section
      title={t("title")}
      meta={steps.length > 0 ? t("counts", { count: steps.length }) : undefined}
      empty={steps.length === 0 ? t("none") : undefined}
    >
      <ul className="flex flex-col gap-2">
        {steps.map((step) => {
          const missed = step.dueOn !== null && step.dueOn < today;
          return (
            <li key={step.id} className="flex items-center gap-2">
              <Clock aria-hidden className={missed ? "text-detractor-text" : "text-muted"} />
              <span className="min-w-0 flex-1 break-words">{step.text}</span>
              {step.dueOn ? (
                <span className={missed ? "shrink-0 text-xs text-detractor-text" : "shrink-0 text-xs text-muted"}>
                  {missed ? t("missed", { date: formatDay(new Date(step.dueOn)) }) : formatDay(new Date(step.dueOn))}
                </span>
              ) : null}
              {done(step)}
            </li>
          );
        })}
      </ul>
    </Section>
  );
}

export function DealsSection({ deals, add }: { deals: readonly DealRow[]; add?: ReactNode }) {
  const t = useTranslations("deals");
  const open = deals.filter(({ stage }) => isOpen(stage)).length;
  return (
    <Section
      title={t("card.title")}
      meta={deals.length > 0 ? t("card.open", { count: open }) : undefined}
      empty={deals.length === 0 ? t("card.none") : undefined}
      action={add}
    >
      <ul className="flex flex-col gap-2">
        {deals.map((deal) => (
          <li key={deal.id} className="grid grid-cols-[1fr_auto] gap-x-3">
            <span className="truncate font-medium">{deal.name}</span>
            <span className="figures font-medium">{formatMoney(deal.amountCents, deal.currency)}</span>
            <span className="col-span-2 text-xs text-muted">
              {[
                t(`stage.${deal.stage}`),
                isOpen(deal.stage) ? t("card.chance", { share: formatShare(deal.probability) }) : deal.lossReason,
                deal.ownerName,
              ]
                .filter(Boolean)
                .join(", ")}
            </span>
          </li>
        ))}
      </ul>
    </Section>
  );
}

export function OffersSection({ offers, timeZone }: { offers: readonly CustomerOffer[]; timeZone: string }) {
  const t = useTranslations("offers");
  return (
    <Section
      title={t("title")}
      meta={offers.length > 0 ? t("counts", { count: offers.length }) : undefined}
      empty={offers.length === 0 ? t("none") : undefined}
    >
      <ul className="flex flex-col gap-2">
        {offers.map((offer) => (
          <li key={offer.id} className="grid grid-cols-[1fr_auto] gap-x-3">
            <span className="truncate font-medium">{offer.name}</span>
            <span className="figures">
              {offer.priceCents !== null && offer.currency ? formatMoney(offer.priceCents, offer.currency) : null}
            </span>
            <span className="col-span-2 text-xs text-muted">
              {offer.acceptedAt
                ? t("accepted", { date: formatDate(offer.acceptedAt, timeZone) })
                : offer.declinedAt
                  ? t("declined", { date: formatDate(offer.declinedAt, timeZone) })
                  : t("waiting", { date: formatDate(offer.offeredAt, timeZone) })}
            </span>
          </li>
        ))}
      </ul>
    </Section>
  );
}
