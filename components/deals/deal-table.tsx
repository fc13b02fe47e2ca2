import { Hourglass } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { Avatar } from "@/components/ui/avatar";
import { Badge } from "@/components/ui/badge";
import { Table, Td, Th, ThHidden, Tr } from "@/components/ui/table";
import { type DealCard, daysBetween } from "@/lib/deals/deal";
import type { DealSort } from "@/lib/deals/list-params";
import { type StageNorm, type StageNorms, standsLong } from "@/lib/deals/stage-time";
import { isOpen } from "@/lib/deals/stages";
import { formatCount, formatDate, formatDay, formatMoney, formatShare } from "@/lib/format";
import { DealMove } from "./deal-move";

export type DealTableProps = {
  deals: readonly DealCard[];
  now: Date;
  /** YYYY-MM-DD in the workspace's zone */
  today: string;
  timeZone: string;
  mayWrite: boolean;
  /** Won and lost ones: their day and reason instead of what is still to come. */
  ended: boolean;
  norms: StageNorms;
  order: { sort: DealSort; dir: "asc" | "desc" };
  sortHrefs: Readonly<Record<DealSort, string>>;
};

/** Deals as rows, open or ended. */
export function DealTable({ deals, now, today, timeZone, mayWrite, ended, norms, order, sortHrefs }: DealTableProps) {
  const t = useTranslations("deals");
  const by = (sort: DealSort) => ({
    sortHref: sortHrefs[sort],
    sorted: order.sort === sort ? order.dir : undefined,
  });
  return (
    <Table label={ended ? t("closedLabel") : t("openLabel")}>
      <thead>
        <tr>
          <Th {...by("name")}>{t("columns.deal")}</Th>
          <Th className="max-lg:hidden" {...by("customer")}>
            {t("columns.customer")}
          </Th>
          <Th {...by("stage")}>{t("columns.stage")}</Th>
          <Th end {...by("amount")}>
            {t("columns.amount")}
          </Th>
          {ended ? (
            <>
              <Th className="max-md:hidden">{t("columns.reason")}</Th>
              <Th className="max-md:hidden" {...by("ended")}>
                {t("columns.date")}
              </Th>
            </>
          ) : (
            <>
              <Th end className="max-md:hidden" {...by("chance")}>
                {t("columns.probability")}
              </Th>
              <Th end className="max-md:hidden" {...by("weighted")}>
                {t("columns.weighted")}
              </Th>
              <Th className="max-md:hidden" {...by("close")}>
                {t("columns.close")}
              </Th>
              <Th end className="max-xl:hidden">
                {t("columns.inStage")}
              </Th>
            </>
          )}
          <Th className="max-xl:hidden">{t("columns.source")}</Th>
          <Th className="max-xl:hidden">{t("columns.owner")}</Th>
          {mayWrite ? <ThHidden>{t("columns.move")}</ThHidden> : null}
        </tr>
      </thead>
      <tbody>
        {deals.map((deal) => (
          <Tr key={deal.id}>
            <Td>
              <span className="block max-w-72">
                <Link href={`/deals/${deal.id}`} className="block truncate rounded-sm font-medium hover:underline">
                  {deal.name}
                </Link>
                <span className="block truncate text-xs text-muted lg:hidden">{deal.customerName}</span>
              </span>
            </Td>
            <Td className="max-lg:hidden">
              <span className="flex max-w-56 items-center gap-2">
                <Avatar name={deal.customerName} kind={deal.customerKind} />
                <Link href={`/customers/${deal.customerId}`} className="truncate rounded-sm hover:underline">
                  {deal.customerName}
                </Link>
              </span>
            </Td>
            <Td>
              <StageBadge stage={deal.stage} label={t(`stage.${deal.stage}`)} />
            </Td>
            <Td end className="font-medium">
              {formatMoney(deal.amountCents, deal.currency)}
            </Td>
            {ended ? (
              <>
                <Td muted className="max-md:hidden">
                  {deal.lossReason || deal.winReason || "–"}
                </Td>
                <Td className="whitespace-nowrap max-md:hidden">
                  {deal.closedAt ? formatDate(deal.closedAt, timeZone) : "–"}
                </Td>
              </>
            ) : (
              <>
                <Td end className="max-md:hidden">
                  {formatShare(deal.probability)}
                </Td>
                <Td end className="max-md:hidden">
                  {formatMoney(Math.round((deal.amountCents * deal.probability) / 100) * 100, deal.currency)}
                </Td>
                <Td className="whitespace-nowrap max-md:hidden">
                  {deal.expectedCloseOn === null ? (
                    <span className="text-muted">{t("none")}</span>
                  ) : isOpen(deal.stage) && deal.expectedCloseOn < today ? (
                    <span className="text-detractor-text">
                      {t("overdue", { date: formatDay(new Date(deal.expectedCloseOn)) })}
                    </span>
                  ) : (
                    formatDay(new Date(deal.expectedCloseOn))
                  )}
                </Td>
                <Td end className="max-xl:hidden">
                  <DaysHere
                    days={daysBetween(deal.since, now)}
                    norm={isOpen(deal.stage) ? norms[deal.stage] : undefined}
                  />
                </Td>
              </>
            )}
            <Td muted className="max-xl:hidden">
              {deal.source || "–"}
            </Td>
            <Td className="max-xl:hidden">
              {deal.ownerName ? (
                <span className="flex items-center gap-2 whitespace-nowrap">
                  <Avatar name={deal.ownerName} tone="accent" />
                  {deal.ownerName}
                </span>
              ) : (
                <span className="text-muted">–</span>
              )}
            </Td>
            {mayWrite ? (
              <Td end>
                <DealMove deal={{ id: deal.id, name: deal.name, stage: deal.stage }} />
              </Td>
            ) : null}
          </Tr>
        ))}
      </tbody>
    </Table>
  );
}

function DaysHere({ days, norm }: { days: number; norm: StageNorm | undefined }) {
  const t = useTranslations("deals");
  const long = standsLong(days, norm);
  const why =
    long && norm ? t("card.long", { days: formatCount(Math.round(norm.days)), n: formatCount(norm.n) }) : undefined;
  return (
    <span className={long ? "inline-flex items-center gap-1 text-warn-text" : undefined} title={why}>
      {long ? <Hourglass aria-hidden className="size-3.5" /> : null}
      {t("days", { days: formatCount(days) })}
      {why ? <span className="sr-only">, {why}</span> : null}
    </span>
  );
}

export function StageBadge({ stage, label }: { stage: DealCard["stage"]; label: string }) {
  return <Badge tone={stage === "won" ? "promoter" : stage === "lost" ? "detractor" : "neutral"}>{label}</Badge>;
}
