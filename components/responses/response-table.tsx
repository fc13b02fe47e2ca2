import Link from "next/link";
import { useTranslations } from "next-intl";
import { DataRow, DataTable } from "@/components/ui/data-table";
import { Td, Th } from "@/components/ui/table";
import { formatDate, formatDateTime } from "@/lib/format";
import type { ResponseRow } from "@/lib/responses/queries";
import { Respondent } from "./respondent";
import { ResponseScore } from "./response-score";

/** Responses as rows: what they said first, then who and when. */
export function ResponseTable({ responses, timeZone }: { responses: ResponseRow[]; timeZone: string }) {
  const t = useTranslations("responses");
  return (
    <DataTable label={t("table")} rowIds={responses.map((response) => response.id)}>
      <thead>
        <tr>
          <Th>{t("columns.score")}</Th>
          <Th>{t("columns.comment")}</Th>
          <Th>{t("columns.who")}</Th>
          <Th className="max-md:hidden">{t("columns.survey")}</Th>
          <Th className="max-lg:hidden">{t("columns.channel")}</Th>
          <Th end>{t("columns.date")}</Th>
        </tr>
      </thead>
      <tbody>
        {responses.map((response) => {
          const href = `/responses/${response.id}`;
          return (
            <DataRow key={response.id} rowId={response.id} href={href}>
              <Td className="whitespace-nowrap">
                <Link href={href}>
                  <ResponseScore score={response.score} />
                </Link>
              </Td>
              <Td className="w-full max-w-0">
                {response.comment ? (
                  <span className="block truncate" title={response.comment}>
                    {response.comment}
                  </span>
                ) : (
                  <span className="text-muted">{t("noComment")}</span>
                )}
              </Td>
              <Td className="whitespace-nowrap">
                <Respondent promise={response.promise} customer={response.customer} />
              </Td>
              <Td muted className="whitespace-nowrap max-md:hidden">
                {response.survey.name}
              </Td>
              <Td muted className="whitespace-nowrap max-lg:hidden">
                {response.channel ?? "–"}
              </Td>
              <Td end muted className="whitespace-nowrap">
                {response.promise === "anonymous"
                  ? formatDate(response.answeredAt, timeZone)
                  : formatDateTime(response.answeredAt, timeZone)}
              </Td>
            </DataRow>
          );
        })}
      </tbody>
    </DataTable>
  );
}
