import { Clock, LifeBuoy } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Badge } from "@/components/ui/badge";
import type { CustomerCase } from "@/lib/customers/customer";
import type { DealRow } from "@/lib/deals/deal";
import { isOpen } from "@/lib/deals/stages";
import { formatDate, formatDay, formatMoney, formatShare } from "@/lib/format";
import type { NextStep } from "@/lib/interactions/interaction";
import { RecordSection } from "./record/section";

export function CasesSection(props: { open: readonly CustomerCase[]; solved: number; now: Date; timeZone: string }) {
  const { open, solved, now, timeZone } = props;
  const t = useTranslations("customers.cases");
  return (
    <RecordSection
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
    </RecordSection>
  );
}

type StepsProps = { steps: readonly NextStep[]; today: string; done: (step: NextStep) => ReactNode };

export function StepsSection({ steps, today, done }: StepsProps) {
  const t = useTranslations("customers.steps");
  return (
    <RecordSection
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
    </RecordSection>
  );
}

export function DealsSection({ deals, add }: { deals: readonly DealRow[]; add?: ReactNode }) {
  const t = useTranslations("deals");
  const open = deals.filter(({ stage }) => isOpen(stage)).length;
  return (
    <RecordSection
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
    </RecordSection>
  );
}
