"use client";

import { CircleAlert, CircleCheck } from "lucide-react";
import { useTranslations } from "next-intl";
import { Card, CardBody, CardHeader } from "@/components/ui/card";
import { cn } from "@/components/ui/cn";
import { Table, Td, Th, Tr } from "@/components/ui/table";
import { formatCount } from "@/lib/format";
import type { Preview } from "@/lib/imports/preview";

/** What an import will do, and the first rows of the file with what is wrong marked at its cell. */
export function ImportPreview({ preview }: { preview: Preview }) {
  const t = useTranslations("imports.check");
  const facts = [
    preview.customers > 0 ? t("customers", { count: preview.customers }) : null,
    preview.answers > 0 ? t("answers", { count: preview.answers }) : null,
    preview.newItems > 0 ? t("items", { count: preview.newItems }) : null,
    preview.newTouchpoints > 0 ? t("touchpoints", { count: preview.newTouchpoints }) : null,
    preview.newAttributes > 0 ? t("attributes", { count: preview.newAttributes }) : null,
  ].filter((fact) => fact !== null);
  return (
    <>
      <div className="grid gap-6 lg:grid-cols-2">
        <Card>
          <CardHeader title={t("title")} />
          <CardBody className="flex flex-col gap-2 text-sm">
            <p className="flex items-start gap-2 text-base font-semibold">
              <CircleCheck aria-hidden className="mt-1 text-promoter-text" />
              <span>
                {t("accepted", { count: preview.accepted })}
                {preview.whole ? null : (
                  <span className="block text-sm font-normal text-muted">
                    {t("partly", { checked: preview.checked })}
                  </span>
                )}
              </span>
            </p>
            <p className={cn("flex items-start gap-2", preview.refused > 0 ? "text-detractor-text" : "text-muted")}>
              <CircleAlert aria-hidden className={cn("mt-0.5", preview.refused === 0 && "invisible")} />
              {preview.refused > 0 ? t("refused", { count: preview.refused }) : t("none")}
            </p>
            <ul className="flex flex-col gap-1 ps-6">
              {facts.map((fact) => (
                <li key={fact}>{fact}</li>
              ))}
            </ul>
            <p className="ps-6 text-xs text-muted">{t("keeps")}</p>
          </CardBody>
        </Card>
        {preview.reasons.length > 0 ? (
          <Card>
            <CardHeader title={t("reasons")} />
            <CardBody>
              <Table label={t("reasons")} look="inset">
                <thead>
                  <tr>
                    <Th>{t("reason")}</Th>
                    <Th end>{t("rows")}</Th>
                    <Th end>{t("firstLine")}</Th>
                  </tr>
                </thead>
                <tbody>
                  {preview.reasons.slice(0, 12).map((reason) => (
                    <Tr key={reason.reason}>
                      <Td className="whitespace-normal">{reason.reason}</Td>
                      <Td end>{formatCount(reason.rows)}</Td>
                      <Td end>{formatCount(reason.firstLine)}</Td>
                    </Tr>
                  ))}
                </tbody>
              </Table>
            </CardBody>
          </Card>
        ) : null}
      </div>
      <section aria-label={t("table", { count: preview.rows.length })} className="-mx-6 max-md:-mx-4">
        <h2 className="px-6 pb-2 text-sm font-semibold max-md:px-4">{t("table", { count: preview.rows.length })}</h2>
        <div className="overflow-x-auto border-t border-line">
          <Table label={t("table", { count: preview.rows.length })} look="inset" className="px-6 max-md:px-4">
            <thead>
              <tr>
                <Th end>{t("line")}</Th>
                {preview.header.map((name, index) => (
                  <Th key={index} className="max-w-40 truncate" title={name}>
                    {name}
                  </Th>
                ))}
              </tr>
            </thead>
            <tbody>
              {preview.rows.map((row) => (
                <PreviewRow key={row.line} row={row} header={preview.header} />
              ))}
            </tbody>
          </Table>
        </div>
      </section>
    </>
  );
}

/** A row; below it, where something is wrong, what it is. */
function PreviewRow({ row, header }: { row: Preview["rows"][number]; header: string[] }) {
  const t = useTranslations("imports.check");
  const wrong = new Set(row.problems.map((problem) => problem.column));
  return (
    <>
      <Tr>
        <Td end muted>
          {row.line}
        </Td>
        {header.map((_, index) => (
          <Td
            key={index}
            className={cn("max-w-52 truncate", wrong.has(index) && "bg-detractor-soft font-medium text-detractor-text")}
            title={row.cells[index]}
          >
            {row.cells[index]}
          </Td>
        ))}
      </Tr>
      {row.problems.length > 0 ? (
        <Tr>
          <Td />
          <Td colSpan={header.length} className="text-xs text-detractor-text">
            <span className="sticky start-0 inline-flex items-start gap-1.5">
              <CircleAlert aria-hidden className="mt-px size-3.5 shrink-0" />
              <span>
                {row.problems
                  .map(({ column, reason }) =>
                    column === null ? reason : t("wrong", { column: header[column] ?? String(column + 1), reason }),
                  )
                  .join(" ")}
              </span>
            </span>
          </Td>
        </Tr>
      ) : null}
    </>
  );
}
