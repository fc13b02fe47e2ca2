import Link from "next/link";
import { useTranslations } from "next-intl";
import { Avatar } from "@/components/ui/avatar";
import { ScoreMark } from "@/components/ui/score-mark";
import { Table, Td, Th, Tr } from "@/components/ui/table";
import type { Attention } from "@/lib/dashboards/attention";
import { formatNumber } from "@/lib/format";

export type AccountLine = {
  id: string;
  name: string;
  kind: "person" | "company";
  value: string;
  lastContact: string | null;
  score: number | null;
  scoreWhen: string | null;
  attention: readonly Attention[];
};

const classOf = (score: number) => (score >= 9 ? "promoter" : score >= 7 ? "passive" : "detractor");

/** Accounts with the facts for which each asks for its seller. */
export function FarmerAccounts({ accounts }: { accounts: readonly AccountLine[] }) {
  const t = useTranslations("dashboards.farmer");
  return (
    <div className="rounded-lg border border-line bg-surface px-5 py-1">
      <Table label={t("all")} look="inset">
        <thead>
          <Tr>
            <Th>{t("account")}</Th>
            <Th end>{t("value")}</Th>
            <Th className="max-md:hidden">{t("contact")}</Th>
            <Th className="max-lg:hidden">{t("score")}</Th>
            <Th>{t("why")}</Th>
          </Tr>
        </thead>
        <tbody>
          {accounts.map((account) => (
            <Tr key={account.id}>
              <Td>
                <span className="flex items-center gap-2.5 py-1.5">
                  <Avatar name={account.name} kind={account.kind} size="sm" />
                  <Link href={`/customers/${account.id}`} className="min-w-0 rounded-sm font-medium hover:underline">
                    {account.name}
                  </Link>
                </span>
              </Td>
              <Td end>{account.value}</Td>
              <Td muted className="whitespace-nowrap max-md:hidden">
                {account.lastContact ?? t("never")}
              </Td>
              <Td className="max-lg:hidden">
                {account.score !== null ? (
                  <ScoreMark kind={classOf(account.score)} score={account.score} compact meta={account.scoreWhen} />
                ) : (
                  <span className="text-muted">–</span>
                )}
              </Td>
              <Td>
                <Reasons attention={account.attention} />
              </Td>
            </Tr>
          ))}
        </tbody>
      </Table>
    </div>
  );
}

/** The reasons as one sentence's parts. */
function Reasons({ attention }: { attention: readonly Attention[] }) {
  const t = useTranslations("dashboards.farmer");
  const words = attention.map((reason) => sayReason(t, reason));
  const text = words.join(", ");
  return <span>{text.charAt(0).toUpperCase() + text.slice(1)}</span>;
}

function sayReason(t: ReturnType<typeof useTranslations<"dashboards.farmer">>, reason: Attention): string {
  switch (reason.kind) {
    case "gave":
      return t("gave", { score: reason.score });
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
