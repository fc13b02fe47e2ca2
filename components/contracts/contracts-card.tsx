import { useTranslations } from "next-intl";
import { Badge } from "@/components/ui/badge";
import { Card, CardBody, CardHeader } from "@/components/ui/card";
import { cn } from "@/components/ui/cn";
import { type Contract, yearsByCurrency } from "@/lib/contracts/contract";
import { formatDay, formatMoney } from "@/lib/format";
import { AddContract } from "./contract-form";
import { ContractMenu } from "./contract-menu";

export type ContractsCardProps = {
  /** lib/contracts/queries.ts: contractsOfCustomer */
  contracts: readonly Contract[];
  customer: { id: string; name: string };
  /** Of the workspace: what a new contract begins with. */
  currency: string;
  /** YYYY-MM-DD in the workspace's zone */
  today: string;
  mayWrite: boolean;
};

const day = (text: string) => formatDay(new Date(text));
const daysUntil = (text: string, today: string) => Math.round((Date.parse(text) - Date.parse(today)) / 86_400_000);
/** A renewal this near asks for attention. */
const NEAR_DAYS = 90;

/** What was agreed: a year's worth, since when, and when it renews. */
export function ContractsCard({ contracts, customer, currency, today, mayWrite }: ContractsCardProps) {
  const t = useTranslations("contracts");
  const running = contracts.filter(({ endedOn }) => endedOn === null);
  const worth = yearsByCurrency(running).map((one) => formatMoney(one.cents, one.currency));
  return (
    <Card>
      <CardHeader
        title={t("title")}
        meta={running.length > 0 ? t("worth", { amounts: worth.join(", ") }) : undefined}
        action={mayWrite ? <AddContract customerId={customer.id} currency={currency} today={today} /> : undefined}
      />
      <CardBody>
        {contracts.length === 0 ? (
          <p className="text-muted">{t("none")}</p>
        ) : (
          <ul className="flex flex-col">
            {contracts.map((contract) => {
              const left = contract.renewsOn ? daysUntil(contract.renewsOn, today) : null;
              return (
                <li
                  key={contract.id}
                  className="flex items-start gap-2 border-b border-line py-2 last:border-0 last:pb-0"
                >
                  <div className="min-w-0 flex-1">
                    <p className={cn("break-words font-medium", contract.endedOn && "text-muted")}>{contract.name}</p>
                    <p className="text-xs text-muted">
                      {t("since", { day: day(contract.startsOn) })}
                      {contract.endedOn ? (
                        <>
                          {", "}
                          {t("ended", { day: day(contract.endedOn), reason: contract.endReason })}
                        </>
                      ) : null}
                    </p>
                    {!contract.endedOn && contract.renewsOn && left !== null ? (
                      <p className={cn("text-xs", left < 0 ? "text-detractor-text" : "text-muted")}>
                        {left < 0
                          ? t("overdue", { day: day(contract.renewsOn), days: -left })
                          : t("renews", { day: day(contract.renewsOn) })}{" "}
                        {left >= 0 && left <= NEAR_DAYS ? (
                          <Badge tone="warn">{t("inDays", { days: left })}</Badge>
                        ) : null}
                      </p>
                    ) : null}
                  </div>
                  <p className="figures whitespace-nowrap text-end">
                    <span className={contract.endedOn ? "text-muted" : "font-medium"}>
                      {formatMoney(contract.yearCents, contract.currency)}
                    </span>
                    <span className="block text-xs text-muted">{t("aYear")}</span>
                  </p>
                  {mayWrite ? <ContractMenu contract={contract} today={today} /> : null}
                </li>
              );
            })}
          </ul>
        )}
      </CardBody>
    </Card>
  );
}
