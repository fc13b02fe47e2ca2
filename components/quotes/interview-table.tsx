import Link from "next/link";
import { useTranslations } from "next-intl";
import { DataRow, DataTable } from "@/components/ui/data-table";
import { Td, Th } from "@/components/ui/table";
import type { QuoteConsent } from "@/lib/generated/prisma/enums";
import { ConsentBadge } from "./consent";

/** An interview ready for the screen. */
export type InterviewLine = {
  id: string;
  title: string;
  speaker: string;
  heldOn: string;
  segment: string | null;
  consent: QuoteConsent;
  /** "3,120 characters", or null without a transcript. */
  length: string | null;
  passages: number;
  bad: number;
  good: number;
};

export function InterviewTable({ lines }: { lines: readonly InterviewLine[] }) {
  const t = useTranslations("quotes.interviews");
  return (
    <DataTable label={t("title")} rowIds={lines.map(({ id }) => id)}>
      <thead>
        <tr>
          <Th>{t("columns.title")}</Th>
          <Th className="max-md:hidden">{t("columns.heldOn")}</Th>
          <Th className="max-md:hidden">{t("columns.segment")}</Th>
          <Th>{t("columns.consent")}</Th>
          <Th end className="max-lg:hidden">
            {t("columns.length")}
          </Th>
          <Th>{t("columns.passages")}</Th>
        </tr>
      </thead>
      <tbody>
        {lines.map((line) => (
          <DataRow key={line.id} rowId={line.id} href={`/quotes/interviews/${line.id}`}>
            <Td>
              <Link href={`/quotes/interviews/${line.id}`} className="rounded-sm font-medium">
                {line.title}
              </Link>
              {line.speaker ? <span className="ps-2 text-muted max-lg:hidden">{line.speaker}</span> : null}
            </Td>
            <Td muted className="whitespace-nowrap max-md:hidden">
              {line.heldOn}
            </Td>
            <Td className="max-md:hidden">{line.segment ?? <span className="text-muted">{t("none")}</span>}</Td>
            <Td className="[&>span]:flex [&>span]:w-fit">
              <ConsentBadge consent={line.consent} />
            </Td>
            <Td end muted className="figures whitespace-nowrap max-lg:hidden">
              {line.length ?? t("noTranscript")}
            </Td>
            <Td className="figures whitespace-nowrap">
              <span className="inline-block min-w-5 text-end">{line.passages}</span>
              {line.bad + line.good > 0 ? (
                <span className="ps-2 text-xs text-muted max-lg:hidden">
                  {t("feelings", { bad: line.bad, good: line.good })}
                </span>
              ) : null}
            </Td>
          </DataRow>
        ))}
      </tbody>
    </DataTable>
  );
}
