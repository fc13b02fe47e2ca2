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
          <Th className="max-md:hidden">{t("columns.who")}</Th>
          <Th className="max-md:hidden">{t("columns.survey")}</Th>
          <Th className="max-lg:hidden">{t("columns.channel")}</Th>
          <Th end className="max-md:hidden">
            {t("columns.date")}
          </Th>
        </tr>
      </thead>
      <tbody>
        {responses.map((response) => {
          const href = `/responses/${response.id}`;
          return (
            <DataRow key={response.id} rowId={response.id} href={href}>
              <Td className="whitespace-nowrap max-md:py-3 max-md:align-top">
                <Link href={href} className="rounded-sm">
                  <ResponseScore score={response.score} />
                </Link>
              </Td>
              <Td className="w-full max-w-0 max-md:py-3 max-md:pe-4">
                {response.comment ? (
                  <span
                    className="block truncate max-md:line-clamp-3 max-md:whitespace-normal"
                    title={response.comment}
                  >
                    {response.comment}
                  </span>
                ) : (
                  <span className="text-muted">
                    <span aria-hidden className="max-md:hidden">
                      –
                    </span>
                    <span className="sr-only">{t("noComment")}</span>
                  </span>
                )}
                {/* On a phone who and when stand under the words: as columns they would leave no room for them. */}
                <span className="flex flex-wrap gap-x-2 text-xs text-muted md:hidden">
                  {/* No link in small type: the row opens the response, and that leads to its customer. */}
                  {response.customer ? (
                    <span>{response.customer.name}</span>
                  ) : (
                    <Respondent promise={response.promise} customer={null} />
                  )}
                  <span>{response.survey.name}</span>
                  <span>{formatDate(response.answeredAt, timeZone)}</span>
                </span>
              </Td>
              <Td className="whitespace-nowrap max-md:hidden">
                <Respondent promise={response.promise} customer={response.customer} />
              </Td>
              <Td muted className="whitespace-nowrap max-md:hidden">
                {response.survey.name}
              </Td>
              <Td muted className="whitespace-nowrap max-lg:hidden">
                {response.channel ?? "–"}
              </Td>
              <Td end muted className="whitespace-nowrap max-md:hidden">
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
