import Link from "next/link";
import { useTranslations } from "next-intl";
import { Avatar } from "@/components/ui/avatar";
import { Badge } from "@/components/ui/badge";
import { Table, Td, Th, ThHidden, Tr } from "@/components/ui/table";
import type { DealRow } from "@/lib/deals/deal";
import { OPEN_STAGES, type StageTotal, totalsOf } from "@/lib/deals/stages";
import { formatDate, formatDay, formatMoney, formatShare } from "@/lib/format";
import { DealMove } from "./deal-move";

/** "€12,500 and $300": amounts of different currencies are never added. */
export function amountsOf(totals: readonly StageTotal[], of: "amountCents" | "weightedCents"): string {
  return totals
    .map((total) =>
      formatMoney(of === "amountCents" ? total.amountCents : Math.round(total[of] / 100) * 100, total.currency),
    )
    .join(" + ");
}

type DealsByStageProps = { deals: readonly DealRow[]; today: string; mayWrite: boolean };

/** Open deals, stage under stage, each with what it is worth. */
export function DealsByStage({ deals, today, mayWrite }: DealsByStageProps) {
  const t = useTranslations("deals");
  return (
    <Table label={t("title")}>
      <thead>
        <tr>
          <Th>{t("columns.deal")}</Th>
          <Th className="max-lg:hidden">{t("columns.customer")}</Th>
          <Th end>{t("columns.amount")}</Th>
          <Th end className="max-md:hidden">
            {t("columns.probability")}
          </Th>
          <Th end className="max-md:hidden">
            {t("columns.weighted")}
          </Th>
          <Th className="max-md:hidden">{t("columns.close")}</Th>
          <Th className="max-xl:hidden">{t("columns.owner")}</Th>
          {mayWrite ? <ThHidden>{t("columns.move")}</ThHidden> : null}
        </tr>
      </thead>
      {OPEN_STAGES.map((stage) => {
        const rows = deals.filter((deal) => deal.stage === stage);
        const totals = totalsOf(rows);
        return (
          <tbody key={stage}>
            <tr>
              <th
                scope="rowgroup"
                colSpan={mayWrite ? 8 : 7}
                className="border-b border-line bg-sunken px-6 py-2 text-start text-sm max-md:px-4"
              >
                {t(`stage.${stage}`)}
                <span className="ms-3 text-xs font-normal text-muted">
                  {rows.length === 0
                    ? t("stageEmpty")
                    : t("stageSums", {
                        count: rows.length,
                        amount: amountsOf(totals, "amountCents"),
                        weighted: amountsOf(totals, "weightedCents"),
                      })}
                </span>
              </th>
            </tr>
            {rows.map((deal) => (
              <Tr key={deal.id}>
                <Td>
                  <DealName deal={deal} />
                </Td>
                <Td className="max-lg:hidden">
                  <CustomerLink deal={deal} />
                </Td>
                <Td end className="font-medium">
                  {formatMoney(deal.amountCents, deal.currency)}
                </Td>
                <Td end className="max-md:hidden">
                  {formatShare(deal.probability)}
                </Td>
                <Td end className="max-md:hidden">
                  {formatMoney(Math.round((deal.amountCents * deal.probability) / 100) * 100, deal.currency)}
                </Td>
                <Td className="whitespace-nowrap max-md:hidden">
                  {deal.expectedCloseOn === null ? (
                    <span className="text-muted">{t("none")}</span>
                  ) : deal.expectedCloseOn < today ? (
                    <span className="text-detractor-text">
                      {t("overdue", { date: formatDay(new Date(deal.expectedCloseOn)) })}
                    </span>
                  ) : (
                    formatDay(new Date(deal.expectedCloseOn))
                  )}
                </Td>
                <Td className="max-xl:hidden">
                  <OwnerName name={deal.ownerName} />
                </Td>
                {mayWrite ? (
                  <Td end>
                    <DealMove id={deal.id} name={deal.name} stage={deal.stage} />
                  </Td>
                ) : null}
              </Tr>
            ))}
          </tbody>
        );
      })}
    </Table>
  );
}

/** Won and lost deals, newest first. */
export function ClosedDeals({
  deals,
  timeZone,
  mayWrite,
}: {
  deals: readonly DealRow[];
  timeZone: string;
  mayWrite: boolean;
}) {
  const t = useTranslations("deals");
  return (
    <Table label={t("closedLabel")}>
      <thead>
        <tr>
          <Th>{t("columns.deal")}</Th>
          <Th className="max-lg:hidden">{t("columns.customer")}</Th>
          <Th>{t("columns.outcome")}</Th>
          <Th end>{t("columns.amount")}</Th>
          <Th className="max-md:hidden">{t("columns.reason")}</Th>
          <Th className="max-md:hidden">{t("columns.date")}</Th>
          <Th className="max-xl:hidden">{t("columns.owner")}</Th>
          {mayWrite ? <ThHidden>{t("columns.move")}</ThHidden> : null}
        </tr>
      </thead>
      <tbody>
        {deals.map((deal) => (
          <Tr key={deal.id}>
            <Td>
              <DealName deal={deal} />
            </Td>
            <Td className="max-lg:hidden">
              <CustomerLink deal={deal} />
            </Td>
            <Td>
              <Badge tone={deal.stage === "won" ? "promoter" : "detractor"}>{t(`stage.${deal.stage}`)}</Badge>
            </Td>
            <Td end className="font-medium">
              {formatMoney(deal.amountCents, deal.currency)}
            </Td>
            <Td muted className="max-md:hidden">
              {deal.lossReason}
            </Td>
            <Td className="whitespace-nowrap max-md:hidden">
              {deal.closedAt ? formatDate(deal.closedAt, timeZone) : null}
            </Td>
            <Td className="max-xl:hidden">
              <OwnerName name={deal.ownerName} />
            </Td>
            {mayWrite ? (
              <Td end>
                <DealMove id={deal.id} name={deal.name} stage={deal.stage} />
              </Td>
            ) : null}
          </Tr>
        ))}
      </tbody>
    </Table>
  );
}

/** The deal by name; its customer beneath where there is no column for it. */
function DealName({ deal }: { deal: DealRow }) {
  return (
    <span className="block max-w-80">
      <Link href={`/customers/${deal.customerId}`} className="block truncate rounded-sm font-medium">
        {deal.name}
      </Link>
      <span className="block truncate text-xs text-muted lg:hidden">{deal.customerName}</span>
    </span>
  );
}

function CustomerLink({ deal }: { deal: DealRow }) {
  return (
    <span className="flex max-w-64 items-center gap-2">
      <Avatar name={deal.customerName} kind={deal.customerKind} />
      <Link href={`/customers/${deal.customerId}`} className="truncate rounded-sm">
        {deal.customerName}
      </Link>
    </span>
  );
}

function OwnerName({ name }: { name: string | null }) {
  if (!name) return <span className="text-muted">–</span>;
  return (
    <span className="flex items-center gap-2 whitespace-nowrap">
      <Avatar name={name} tone="accent" />
      {name}
    </span>
  );
}
