import { ArrowRight, Download } from "lucide-react";
import { useTranslations } from "next-intl";
import { buttonLook } from "@/components/ui/button";
import { Card, CardBody, CardHeader } from "@/components/ui/card";
import { LinkButton } from "@/components/ui/link-button";
import { Table, Td, Th, Tr } from "@/components/ui/table";
import { formatCount } from "@/lib/format";
import type { ImportResult, Kind } from "@/lib/imports/schema";

export type ImportSummaryProps = {
  id: string;
  kind: Kind;
  counts: { created: number; updated: number; unchanged: number; refused: number };
  result: ImportResult;
  tookSeconds: number | null;
};

/** What came of an import. */
export function ImportSummary({ id, kind, counts, result, tookSeconds }: ImportSummaryProps) {
  const t = useTranslations("imports.done");
  const made = (
    ["customersCreated", "customersUpdated", "answers", "items", "touchpoints", "attributes", "orderLines"] as const
  )
    .filter(
      (key) => result[key] > 0 && !(kind === "customers" && (key === "customersCreated" || key === "customersUpdated")),
    )
    .map((key) => ({ key, text: t(key, { count: result[key] }) }));
  return (
    <div className="flex flex-col gap-6">
      <h2 className="text-xl font-semibold">{t("title", { count: counts.created })}</h2>
      <dl className="grid grid-cols-2 gap-4 md:grid-cols-4">
        {(["created", "updated", "unchanged", "refused"] as const).map((key) => (
          <div key={key} className="rounded-lg border border-line bg-surface px-4 py-3">
            <dt className="text-sm font-medium text-muted">{t(key)}</dt>
            <dd
              className={`text-2xl font-semibold ${key === "refused" && counts.refused > 0 ? "text-detractor-text" : ""}`}
            >
              {formatCount(counts[key])}
            </dd>
          </div>
        ))}
      </dl>
      <Card>
        <CardHeader title={t("made")} meta={tookSeconds === null ? undefined : t("took", { seconds: tookSeconds })} />
        <CardBody className="flex flex-col gap-4">
          {made.length > 0 ? (
            <ul className="flex flex-col gap-1 text-sm">
              {made.map(({ key, text }) => (
                <li key={key}>{text}</li>
              ))}
            </ul>
          ) : counts.created + counts.updated === 0 ? (
            <p className="text-sm text-muted">{t("nothing")}</p>
          ) : null}
          <div className="flex flex-wrap gap-2">
            <LinkButton
              href="/customers"
              variant="primary"
              icon={<ArrowRight aria-hidden className="rtl:rotate-180" />}
            >
              {t("seeCustomers")}
            </LinkButton>
            {result.surveyId ? <LinkButton href={`/surveys/${result.surveyId}`}>{t("seeSurvey")}</LinkButton> : null}
            {counts.refused > 0 ? <RefusedDownload id={id} /> : null}
          </div>
        </CardBody>
      </Card>
    </div>
  );
}

export function RefusedDownload({ id }: { id: string }) {
  const t = useTranslations("imports.done");
  return (
    <a href={`/api/imports/${id}/refused`} download className={buttonLook()}>
      <Download aria-hidden />
      {t("download")}
    </a>
  );
}

/** The first refused rows with their reasons. */
export function RefusedRows({
  refusals,
  total,
}: {
  refusals: { line: number; reason: string; cells: string[] }[];
  total: number;
}) {
  const t = useTranslations("imports");
  if (refusals.length === 0) return null;
  return (
    <section aria-label={t("done.refusedTitle")} className="-mx-6 max-md:-mx-4">
      <h2 className="px-6 text-sm font-semibold max-md:px-4">{t("done.refusedTitle")}</h2>
      <p className="px-6 pb-2 text-xs text-muted max-md:px-4">
        {refusals.length < total ? t("done.refusedMore", { count: refusals.length }) : null}
      </p>
      <Table label={t("done.refusedTitle")} className="border-t border-line">
        <thead>
          <tr>
            <Th end className="w-20">
              {t("check.line")}
            </Th>
            <Th>{t("check.problem")}</Th>
            <Th>{t("done.row")}</Th>
          </tr>
        </thead>
        <tbody>
          {refusals.map((row) => (
            <Tr key={row.line}>
              <Td end muted>
                {formatCount(row.line)}
              </Td>
              <Td className="min-w-60 whitespace-normal">{row.reason}</Td>
              <Td muted className="max-w-96 truncate">
                {row.cells.join(", ").slice(0, 300)}
              </Td>
            </Tr>
          ))}
        </tbody>
      </Table>
    </section>
  );
}
