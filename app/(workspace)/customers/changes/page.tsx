import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { bulkWords } from "@/components/customers/bulk-words";
import { PageHeader } from "@/components/layout/page-header";
import { Badge } from "@/components/ui/badge";
import { DataRow, DataTable } from "@/components/ui/data-table";
import { EmptyState } from "@/components/ui/empty-state";
import { LinkButton } from "@/components/ui/link-button";
import { Td, Th } from "@/components/ui/table";
import { requireSession } from "@/lib/auth/doors";
import { may } from "@/lib/auth/permissions";
import { skippedCount } from "@/lib/customers/bulk";
import { listBulkChanges } from "@/lib/customers/queries/bulk";
import { formatCount, formatDateTime } from "@/lib/format";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("customers"))("changes.title") };
}

export default async function BulkChangesPage() {
  const [{ actor, workspace }, t] = await Promise.all([requireSession(), getTranslations("customers")]);
  if (!may(actor, "customers.bulk")) notFound();
  const changes = await listBulkChanges(actor, new Date());
  return (
    <>
      <PageHeader title={t("changes.title")} breadcrumb={[{ href: "/customers", label: t("title") }]} />
      {changes.length === 0 ? (
        <EmptyState
          title={t("changes.empty")}
          actions={<LinkButton href="/customers">{t("changes.toCustomers")}</LinkButton>}
        >
          {t("changes.emptyLead")}
        </EmptyState>
      ) : (
        <DataTable label={t("changes.title")} rowIds={changes.map(({ id }) => id)}>
          <thead>
            <tr>
              <Th>{t("changes.columns.what")}</Th>
              <Th end>{t("changes.columns.done")}</Th>
              <Th end>{t("changes.columns.left")}</Th>
              <Th>{t("changes.columns.who")}</Th>
              <Th>{t("changes.columns.when")}</Th>
              <Th>{t("changes.columns.state")}</Th>
            </tr>
          </thead>
          <tbody>
            {changes.map((row) => (
              <DataRow key={row.id} rowId={row.id} href={`/customers/changes/${row.id}`}>
                <Td className="max-w-96">
                  <Link href={`/customers/changes/${row.id}`} className="block truncate font-medium">
                    {bulkWords(row, t)}
                  </Link>
                </Td>
                <Td end>{formatCount(row.done)}</Td>
                <Td end muted>
                  {formatCount(skippedCount(row.skipped))}
                </Td>
                <Td muted className="whitespace-nowrap">
                  {row.byName ?? t("changes.system")}
                </Td>
                <Td muted className="whitespace-nowrap">
                  {formatDateTime(row.createdAt, workspace.timeZone)}
                </Td>
                <Td>
                  <Badge tone={row.finishedAt ? "neutral" : "accent"}>
                    {t(`changes.state.${row.undoneAt ? "undone" : row.finishedAt ? "done" : "running"}`)}
                  </Badge>
                </Td>
              </DataRow>
            ))}
          </tbody>
        </DataTable>
      )}
    </>
  );
}
