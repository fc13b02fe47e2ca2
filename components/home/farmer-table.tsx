import Link from "next/link";
import { useTranslations } from "next-intl";
import { Table, Td, Th, Tr } from "@/components/ui/table";
import type { Attention, FirstStep } from "@/lib/dashboards/attention";
import { formatDateParts, formatMoney, formatNumber, formatShare } from "@/lib/format";
import { AccountStep } from "./account-step";

export type FarmerLine = {
  id: string;
  name: string;
  kind: "person" | "company";
  /** 0 to 1; null when no condition of health counts. */
  risk: number | null;
  valueCents: number;
  atRiskCents: number;
  attention: readonly Attention[];
  /** Conditions of health that cost the most: said where no other reason is. */
  weak: readonly string[];
  step: FirstStep;
  /** What the log says under the name. */
  sub?: string;
};

/** Accounts by risk times value, each with why it asks for its seller and what to do first. */
export function FarmerTable({ accounts, currency }: { accounts: readonly FarmerLine[]; currency: string }) {
  const t = useTranslations("dashboards.farmer");
  const words = useTranslations("customers.kind");
  const most = Math.max(1, ...accounts.map(({ atRiskCents }) => atRiskCents));
  const money = (cents: number) => formatMoney(Math.round(cents / 100) * 100, currency);
  return (
    <div className="rounded-lg border border-line bg-surface px-4 py-1 max-md:px-3">
      <Table label={t("table")} look="inset">
        <thead>
          <Tr>
            <Th>{t("account")}</Th>
            <Th end className="max-md:hidden">
              {t("risk")}
            </Th>
            <Th end className="max-lg:hidden">
              {t("value")}
            </Th>
            <Th end>{t("atRisk")}</Th>
            <Th className="max-md:hidden">{t("why")}</Th>
            <Th className="relative">
              <span className="sr-only">{t("first")}</span>
            </Th>
          </Tr>
        </thead>
        <tbody>
          {accounts.map((account) => (
            <Tr key={account.id}>
              <Td className="max-w-56">
                <Link
                  href={`/customers/${account.id}`}
                  className="block truncate rounded-sm font-medium hover:underline"
                >
                  {account.name}
                </Link>
                <span className="block text-xs text-muted max-md:hidden">{words(account.kind)}</span>
                <span className="block text-xs text-muted md:hidden">
                  <Reasons attention={account.attention} weak={account.weak} />
                </span>
              </Td>
              <Td end className="figures max-md:hidden">
                {account.risk === null ? <span className="text-muted">–</span> : formatShare(account.risk)}
              </Td>
              <Td end muted className="figures max-lg:hidden">
                {money(account.valueCents)}
              </Td>
              <Td end className="figures whitespace-nowrap">
                <span className="flex items-center justify-end gap-2">
                  <span aria-hidden className="flex w-14 justify-end max-lg:hidden">
                    <span
                      className="block h-2 rounded-sm bg-detractor"
                      style={{ width: `${Math.max(4, (100 * account.atRiskCents) / most)}%` }}
                    />
                  </span>
                  <b className="font-semibold">{money(account.atRiskCents)}</b>
                </span>
              </Td>
              <Td className="max-w-80 max-md:hidden">
                <Reasons attention={account.attention} weak={account.weak} />
              </Td>
              <Td>
                <AccountStep customer={{ id: account.id, name: account.name, sub: account.sub }} step={account.step} />
              </Td>
            </Tr>
          ))}
        </tbody>
      </Table>
    </div>
  );
}

/** The reasons as one sentence's parts; three at most, the rest is on the customer's page. */
function Reasons({ attention, weak }: Pick<FarmerLine, "attention" | "weak">) {
  const t = useTranslations("dashboards.farmer");
  if (attention.length === 0)
    return <span>{weak.length > 0 ? t("weak", { conditions: weak.join(", ").toLowerCase() }) : t("noReason")}</span>;
  const text = attention
    .slice(0, 3)
    .map((reason) => sayReason(t, reason))
    .join(", ");
  return <span>{text.charAt(0).toUpperCase() + text.slice(1)}</span>;
}

function sayReason(t: ReturnType<typeof useTranslations<"dashboards.farmer">>, reason: Attention): string {
  switch (reason.kind) {
    case "renews":
      return t(reason.days < 0 ? "renewalPassed" : "renews", {
        day: formatDateParts(new Date(reason.day), "UTC", "day"),
      });
    case "fell":
      return t("fell", { scores: reason.scores.join(", ") });
    case "gave":
      return t("gave", { score: reason.score });
    case "promise":
      return t("promiseMissed", { count: reason.count });
    case "cases":
      return t("cases", { count: reason.count });
    case "silent":
      return t("silent", { days: reason.days });
    case "stepLate":
      return t("stepLate", { days: reason.days });
    case "fewer":
      return t("fewer", { percent: `−${formatNumber(reason.share * 100)} %` });
    case "noOrder":
      return t("noOrder", { days: reason.days });
  }
}
