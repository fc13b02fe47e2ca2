import Link from "next/link";
import { useTranslations } from "next-intl";
import { Badge } from "@/components/ui/badge";
import { DataRow, DataTable } from "@/components/ui/data-table";
import { Td, Th } from "@/components/ui/table";
import type { TouchpointRow } from "@/lib/catalogue/queries";
import { formatCount } from "@/lib/format";
import { TouchpointMenu } from "./touchpoint-menu";

export type TouchpointTableProps = {
  touchpoints: TouchpointRow[];
  channels: { id: string; name: string }[];
  mayWrite: boolean;
};

/** The catalogue, in the order in which customers meet it. */
export function TouchpointTable({ touchpoints, channels, mayWrite }: TouchpointTableProps) {
  const t = useTranslations("catalogue");
  return (
    <DataTable label={t("table")} rowIds={touchpoints.map(({ id }) => id)}>
      <thead>
        <tr>
          <Th>{t("columns.name")}</Th>
          <Th>{t("columns.controller")}</Th>
          <Th className="max-lg:hidden">{t("columns.channels")}</Th>
          <Th end>{t("columns.items")}</Th>
          <Th end>{t("columns.answers")}</Th>
          <Th end className="max-md:hidden">
            {t("columns.steps")}
          </Th>
          {mayWrite ? (
            <Th end className="relative">
              <span className="sr-only">{t("edit")}</span>
            </Th>
          ) : null}
        </tr>
      </thead>
      <tbody>
        {touchpoints.map((touchpoint, i) => (
          <DataRow key={touchpoint.id} rowId={touchpoint.id}>
            <Td>
              <span className="font-medium">{touchpoint.name}</span>
              {touchpoint.description ? (
                <span className="text-muted max-md:hidden"> {touchpoint.description}</span>
              ) : null}
            </Td>
            <Td className="whitespace-nowrap">{t(`controller.${touchpoint.controller}`)}</Td>
            <Td muted className="max-lg:hidden">
              {touchpoint.channels.map(({ name }) => name).join(", ") || "–"}
            </Td>
            <Td end className="figures">
              {touchpoint.items === 0 ? <Badge tone="warn">{t("silent")}</Badge> : formatCount(touchpoint.items)}
            </Td>
            <Td end className="figures">
              {touchpoint.answers > 0 ? (
                <Link href={`/responses?touchpoint=${touchpoint.id}&period=all`} className="rounded-sm hover:underline">
                  {formatCount(touchpoint.answers)}
                </Link>
              ) : (
                0
              )}
            </Td>
            <Td end className="figures max-md:hidden">
              {formatCount(touchpoint.steps)}
            </Td>
            {mayWrite ? (
              <Td end>
                <TouchpointMenu
                  touchpoint={touchpoint}
                  channels={channels}
                  isFirst={i === 0}
                  isLast={i === touchpoints.length - 1}
                />
              </Td>
            ) : null}
          </DataRow>
        ))}
      </tbody>
    </DataTable>
  );
}
