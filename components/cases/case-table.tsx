import Link from "next/link";
import { useTranslations } from "next-intl";
import { Avatar } from "@/components/ui/avatar";
import { DataRow, DataTable } from "@/components/ui/data-table";
import { ScoreMark } from "@/components/ui/score-mark";
import { Td, Th } from "@/components/ui/table";

export type CaseLine = {
  id: string;
  number: number;
  title: string;
  score: number | null;
  customer: { id: string; name: string; kind: "person" | "company" } | null;
  touchpoint: string | null;
  owner: string | null;
  due: string | null;
  /** Null when it is not late. */
  lateDays: number | null;
  resolved: string | null;
};

const classOf = (score: number) => (score >= 9 ? "promoter" : score >= 7 ? "passive" : "detractor");

/** What the title says after the customer and the score, which have columns of their own. */
const wordsOf = ({ title, score }: CaseLine): string | null => {
  const found = /^.* gave \d+(?:: (.*))?$/.exec(title);
  return score !== null && found ? (found[1] ?? null) : title;
};

export function CaseTable({ lines, state }: { lines: readonly CaseLine[]; state: "open" | "resolved" }) {
  const t = useTranslations("cases.list");
  return (
    <DataTable label={t("page")} rowIds={lines.map(({ id }) => id)}>
      <thead>
        <tr>
          <Th className="w-16">{t("number")}</Th>
          <Th>{t("what")}</Th>
          <Th className="max-md:hidden">{t("customer")}</Th>
          <Th className="max-lg:hidden">{t("touchpoint")}</Th>
          <Th className="max-lg:hidden">{t("owner")}</Th>
          <Th end>{t(state === "open" ? "due" : "resolved")}</Th>
        </tr>
      </thead>
      <tbody>
        {lines.map((line) => (
          <DataRow key={line.id} rowId={line.id} href={`/cases/${line.id}`}>
            <Td muted>{line.number}</Td>
            <Td className="max-w-0 w-full">
              <span className="flex items-center gap-3 max-md:flex-wrap max-md:gap-y-0 max-md:py-1.5">
                {line.score !== null ? <ScoreMark kind={classOf(line.score)} score={line.score} compact /> : null}
                <Link
                  href={`/cases/${line.id}`}
                  className="min-w-0 truncate rounded-sm font-medium max-md:whitespace-normal"
                >
                  {wordsOf(line) ?? <span className="font-normal text-muted">{t("noReason")}</span>}
                </Link>
                <span className="w-full truncate text-xs text-muted md:hidden">{line.customer?.name}</span>
              </span>
            </Td>
            <Td className="whitespace-nowrap max-md:hidden">
              {line.customer ? (
                <span className="flex items-center gap-2">
                  <Avatar name={line.customer.name} kind={line.customer.kind} size="sm" />
                  <Link
                    href={`/customers/${line.customer.id}`}
                    className="max-w-44 truncate rounded-sm hover:underline"
                  >
                    {line.customer.name}
                  </Link>
                </span>
              ) : (
                <span className="text-muted">–</span>
              )}
            </Td>
            <Td muted className="whitespace-nowrap max-lg:hidden">
              {line.touchpoint ?? "–"}
            </Td>
            <Td muted={!line.owner} className="whitespace-nowrap max-lg:hidden">
              {line.owner ?? t("nobody")}
            </Td>
            <Td end className="whitespace-nowrap">
              {state === "resolved" ? (
                line.resolved
              ) : line.lateDays !== null ? (
                <span className="text-detractor-text">{t("late", { days: line.lateDays })}</span>
              ) : (
                line.due
              )}
            </Td>
          </DataRow>
        ))}
      </tbody>
    </DataTable>
  );
}
