import { Upload } from "lucide-react";
import type { Metadata } from "next";
import Link from "next/link";
import { getTranslations } from "next-intl/server";
import { ImportPicture } from "@/components/imports/empty-picture";
import { StatusBadge } from "@/components/imports/status-badge";
import { PageHeader } from "@/components/layout/page-header";
import { DataRow, DataTable } from "@/components/ui/data-table";
import { EmptyState } from "@/components/ui/empty-state";
import { LinkButton } from "@/components/ui/link-button";
import { Pagination } from "@/components/ui/pagination";
import { Td, Th } from "@/components/ui/table";
import { requireSession } from "@/lib/auth/doors";
import { orNotFound } from "@/lib/auth/page";
import { may } from "@/lib/auth/permissions";
import { formatCount, formatDateTime } from "@/lib/format";
import { listImports } from "@/lib/imports/queries";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("imports"))("title") };
}

type Props = { searchParams: Promise<{ cursor?: string }> };

export default async function ImportsPage({ searchParams }: Props) {
  const [{ actor, workspace }, { cursor }, t] = await Promise.all([
    requireSession(),
    searchParams,
    getTranslations("imports"),
  ]);
  const page = await orNotFound(listImports(actor, { cursor }));
  const add = may(actor, "imports.write") ? (
    <LinkButton href="/imports/new" variant="primary" icon={<Upload aria-hidden />} data-create>
      {t("new")}
    </LinkButton>
  ) : null;
  return (
    <>
      <PageHeader title={t("title")} actions={page.rows.length > 0 ? add : null} />
      {page.rows.length === 0 ? (
        <EmptyState title={t("empty.title")} picture={<ImportPicture />} actions={add}>
          {t("empty.text")}
        </EmptyState>
      ) : (
        <>
          <DataTable label={t("list.label")} rowIds={page.rows.map((row) => row.id)}>
            <thead>
              <tr>
                <Th>{t("list.file")}</Th>
                <Th>{t("list.kind")}</Th>
                <Th>{t("list.status")}</Th>
                <Th end>{t("list.created")}</Th>
                <Th end>{t("list.updated")}</Th>
                <Th end>{t("list.unchanged")}</Th>
                <Th end>{t("list.refused")}</Th>
                <Th>{t("list.when")}</Th>
                <Th>{t("list.by")}</Th>
              </tr>
            </thead>
            <tbody>
              {page.rows.map((row) => (
                <DataRow key={row.id} rowId={row.id} href={`/imports/${row.id}`}>
                  <Td className="max-w-80">
                    <Link href={`/imports/${row.id}`} className="block truncate font-medium">
                      {row.fileName}
                    </Link>
                  </Td>
                  <Td muted>{row.kind ? t(`kind.${row.kind}`) : null}</Td>
                  <Td>
                    <StatusBadge status={row.status} />
                  </Td>
                  {row.status === "done" ? (
                    <>
                      <Td end>{formatCount(row.created)}</Td>
                      <Td end>{formatCount(row.updated)}</Td>
                      <Td end>{formatCount(row.unchanged)}</Td>
                      <Td end className={row.refused > 0 ? "text-detractor-text" : undefined}>
                        {formatCount(row.refused)}
                      </Td>
                    </>
                  ) : (
                    <Td colSpan={4} />
                  )}
                  <Td muted className="whitespace-nowrap">
                    {formatDateTime(row.createdAt, workspace.timeZone)}
                  </Td>
                  <Td muted className="whitespace-nowrap">
                    {row.createdBy}
                  </Td>
                </DataRow>
              ))}
            </tbody>
          </DataTable>
          <Pagination
            prevHref={cursor ? "/imports" : null}
            nextHref={page.next ? `/imports?cursor=${page.next}` : null}
            summary={t("list.count", { count: page.rows.length })}
          />
        </>
      )}
    </>
  );
}
