import Link from "next/link";
import { useTranslations } from "next-intl";
import { DataRow, DataTable } from "@/components/ui/data-table";
import { Td, Th } from "@/components/ui/table";
import { formatCount, formatDay } from "@/lib/format";
import type { SurveyRow } from "@/lib/surveys/queries";
import { headlineOf } from "@/lib/surveys/results";
import { PromiseBadge, StateBadge } from "./badges";
import { headlineInterval, headlineValue } from "./headline-text";

/** The surveys of a workspace with what stands for each. @param k no number under so many answers */
export function SurveyTable({ surveys, k }: { surveys: SurveyRow[]; k: number }) {
  const t = useTranslations("surveys");
  const common = useTranslations("common");
  return (
    <DataTable label={t("table")} rowIds={surveys.map((survey) => survey.id)}>
      <thead>
        <tr>
          <Th>{t("columns.name")}</Th>
          <Th>{t("columns.state")}</Th>
          <Th className="max-md:hidden">{t("columns.promise")}</Th>
          <Th end>{t("columns.answered")}</Th>
          <Th>{t("columns.score")}</Th>
          <Th end className="max-md:hidden">
            {t("columns.last")}
          </Th>
        </tr>
      </thead>
      <tbody>
        {surveys.map((survey) => {
          const href = survey.state === "draft" ? `/surveys/${survey.id}/edit` : `/surveys/${survey.id}`;
          const headline = survey.headline && headlineOf(survey.headline, survey.headline.sums);
          return (
            <DataRow key={survey.id} rowId={survey.id} href={href}>
              <Td>
                <Link href={href} className="font-medium">
                  {survey.name}
                </Link>
              </Td>
              <Td>
                <StateBadge state={survey.state} />
              </Td>
              <Td className="max-md:hidden">
                <PromiseBadge promise={survey.promise} />
              </Td>
              <Td end className="figures">
                {formatCount(survey.answered)}
              </Td>
              <Td className="whitespace-nowrap">
                {headline === null ? (
                  <span className="text-muted">–</span>
                ) : headline.n < k ? (
                  <span className="text-muted">{common("fewerThan", { k })}</span>
                ) : (
                  <>
                    <span className="text-muted">{t(`measure.${headline.measure}`)}</span>{" "}
                    <strong className="font-semibold">{headlineValue(headline)}</strong>{" "}
                    <span className="text-muted max-md:hidden">
                      ({headlineInterval(headline)}) {t("nEquals", { n: headline.n })}
                    </span>
                  </>
                )}
              </Td>
              <Td end muted className="max-md:hidden">
                {survey.lastAnsweredOn ? formatDay(survey.lastAnsweredOn) : t("never")}
              </Td>
            </DataRow>
          );
        })}
      </tbody>
    </DataTable>
  );
}
