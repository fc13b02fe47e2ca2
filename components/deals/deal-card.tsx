import { BellRing, CalendarClock, Hourglass } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Avatar } from "@/components/ui/avatar";
import { cn } from "@/components/ui/cn";
import type { DealCard } from "@/lib/deals/deal";
import { daysBetween } from "@/lib/deals/deal";
import { type StageNorm, standsLong } from "@/lib/deals/stage-time";
import { isOpen } from "@/lib/deals/stages";
import { formatDate, formatDay, formatMoney, formatNumber, formatShare } from "@/lib/format";

export type DealCardBodyProps = {
  deal: DealCard;
  now: Date;
  /** YYYY-MM-DD in the workspace's zone */
  today: string;
  timeZone: string;
  withOwner: boolean;
  /** What three of four won deals needed at its stage. */
  norm: StageNorm | undefined;
  /** At the top's end: handle and menu. */
  tools?: ReactNode;
};

/** What a card of the board says. */
export function DealCardBody({ deal, now, today, timeZone, withOwner, norm, tools }: DealCardBodyProps) {
  const t = useTranslations("deals");
  const open = isOpen(deal.stage);
  const days = daysBetween(deal.since, now);
  const long = open && standsLong(days, norm);
  const late = open && deal.expectedCloseOn !== null && deal.expectedCloseOn < today;
  return (
    <>
      <div className="flex items-start gap-2">
        <Avatar name={deal.customerName} kind={deal.customerKind} size="sm" />
        <Link
          href={`/deals/${deal.id}`}
          draggable={false}
          className="line-clamp-2 min-w-0 flex-1 rounded-sm font-medium hover:underline"
        >
          {deal.customerName}
          <span className="sr-only">, {deal.name}</span>
        </Link>
        {tools}
      </div>
      <div className="flex min-w-0 items-center gap-1.5 text-xs text-muted">
        <span aria-hidden className="min-w-0 flex-1 truncate">
          {deal.name}
        </span>
        {withOwner && deal.ownerName ? (
          <span className="shrink-0" title={deal.ownerName}>
            <Avatar name={deal.ownerName} size="sm" tone="accent" />
            <span className="sr-only">{t("ownedBy", { name: deal.ownerName })}</span>
          </span>
        ) : null}
      </div>
      <p className="figures flex items-baseline gap-1.5">
        <b className="font-semibold">{formatMoney(deal.amountCents, deal.currency)}</b>
        {open ? <span className="text-xs text-muted">× {formatShare(deal.probability)}</span> : null}
      </p>
      {open ? (
        <p
          className="flex flex-wrap gap-x-2 text-xs text-muted"
          title={
            long && norm
              ? t("card.long", { days: formatNumber(Math.round(norm.days)), n: formatNumber(norm.n) })
              : undefined
          }
        >
          <span className={cn("inline-flex items-center gap-1", late && "text-detractor-text")}>
            {late ? <CalendarClock aria-hidden className="size-3.5" /> : null}
            {deal.expectedCloseOn === null
              ? t("card.noClose")
              : t(late ? "card.closeLate" : "card.close", { date: formatDay(new Date(deal.expectedCloseOn)) })}
          </span>
          <span className={cn("inline-flex items-center gap-1", long && "text-warn-text")}>
            {long ? <Hourglass aria-hidden className="size-3.5" /> : null}
            {t("card.inStage", { days })}
            {long && norm ? (
              <span className="sr-only">
                , {t("card.long", { days: formatNumber(Math.round(norm.days)), n: formatNumber(norm.n) })}
              </span>
            ) : null}
          </span>
        </p>
      ) : (
        <p className="truncate text-xs text-muted">
          {deal.closedAt ? formatDate(deal.closedAt, timeZone) : null}
          {deal.lossReason || deal.winReason ? `, ${deal.lossReason || deal.winReason}` : null}
        </p>
      )}
      {open && deal.lateStep && deal.lateStepOn ? (
        <p className="flex items-center gap-1 text-xs text-detractor-text">
          <BellRing aria-hidden className="size-3.5 shrink-0" />
          <span className="truncate">
            {t("card.stepLate", { step: deal.lateStep, date: formatDay(new Date(deal.lateStepOn)) })}
          </span>
        </p>
      ) : null}
    </>
  );
}
