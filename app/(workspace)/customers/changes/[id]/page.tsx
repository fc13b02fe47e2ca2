import type { Metadata } from "next";
import Link from "next/link";
import { getTranslations } from "next-intl/server";
import { bulkWords } from "@/components/customers/bulk-words";
import { UndoBulk } from "@/components/customers/undo-bulk";
import { PageBody, PageHeader, PageLead } from "@/components/layout/page-header";
import { RefreshWhile } from "@/components/segments/refresh-while";
import { Card, CardBody } from "@/components/ui/card";
import { FormMessage } from "@/components/ui/form-message";
import { LinkButton } from "@/components/ui/link-button";
import { ProgressBar } from "@/components/ui/progress-bar";
import { Table, Td, Th, Tr } from "@/components/ui/table";
import { requireSession } from "@/lib/auth/doors";
import { orNotFound } from "@/lib/auth/page";
import { SKIP_REASONS, skippedCount } from "@/lib/customers/bulk";
import { type BulkRow, getBulkChange } from "@/lib/customers/queries/bulk";
import { formatDateTime } from "@/lib/format";

type Props = { params: Promise<{ id: string }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const [{ actor }, { id }, t] = await Promise.all([requireSession(), params, getTranslations("customers")]);
  return { title: bulkWords(await orNotFound(getBulkChange(actor, id, new Date())), t) };
}

export default async function BulkChangePage({ params }: Props) {
  const [{ actor, workspace }, { id }, t] = await Promise.all([requireSession(), params, getTranslations("customers")]);
  const change = await orNotFound(getBulkChange(actor, id, new Date()));
  const left = skippedCount(change.skipped);
  const { named, counts } = change.skipped;
  const running = change.finishedAt === null;
  return (
    <>
      <PageHeader
        title={bulkWords(change, t)}
        breadcrumb={[
          { href: "/customers", label: t("title") },
          { href: "/customers/changes", label: t("changes.title") },
        ]}
        actions={
          <>
            {change.undoable ? <UndoBulk id={id} /> : null}
            <LinkButton href={listOf(change.what)}>{t("changes.seeThem")}</LinkButton>
          </>
        }
      />
      <PageBody>
        {change.undoneAt ? <FormMessage tone="info">{t("changes.undoneNote")}</FormMessage> : null}
        {running ? (
          <Card className="max-w-2xl">
            <CardBody className="flex flex-col gap-4 pt-4">
              <RefreshWhile />
              <ProgressBar
                label={t("changes.running")}
                value={change.done + left}
                max={change.total}
                countText={t("changes.progress", { done: change.done + left, total: change.total })}
              />
              <p className="text-sm text-muted">{t("changes.leave")}</p>
            </CardBody>
          </Card>
        ) : (
          <PageLead headline={t("changes.headline", { done: change.done, left })}>
            {t("changes.by", {
              name: change.byName ?? t("changes.system"),
              when: formatDateTime(change.createdAt, workspace.timeZone),
            })}
            {change.undoable ? <> · {t("changes.undoNote")}</> : null}
          </PageLead>
        )}
        {named.length > 0 ? (
          <section aria-labelledby="left-title" className="-mx-6 max-md:-mx-4">
            <div className="px-6 pb-2 max-md:px-4">
              <h2 id="left-title" className="text-sm font-semibold">
                {t("changes.leftTitle")}
              </h2>
              <p className="text-xs text-muted">
                {SKIP_REASONS.flatMap((reason) =>
                  counts[reason]
                    ? t("changes.counted", { count: counts[reason], reason: t(`changes.reason.${reason}`) })
                    : [],
                ).join(", ")}
                {named.length < left ? `. ${t("changes.leftMore", { count: named.length })}` : null}
              </p>
            </div>
            <Table label={t("changes.leftTitle")} className="border-t border-line">
              <thead>
                <tr>
                  <Th>{t("changes.customer")}</Th>
                  <Th>{t("changes.why")}</Th>
                </tr>
              </thead>
              <tbody>
                {named.map((row) => (
                  <Tr key={row.id}>
                    <Td>
                      {row.name === "" ? (
                        "–"
                      ) : (
                        <Link href={`/customers/${row.id}`} prefetch={false} className="hover:underline">
                          {row.name}
                        </Link>
                      )}
                    </Td>
                    <Td muted>{t(`changes.reason.${row.reason}`)}</Td>
                  </Tr>
                ))}
              </tbody>
            </Table>
          </section>
        ) : null}
      </PageBody>
    </>
  );
}

/** The list of those who have now what the change gave. */
function listOf(what: BulkRow["what"]): string {
  const list = (filter: Record<string, string>) => `/customers?${new URLSearchParams({ owner: "all", ...filter })}`;
  if (what.do === "tag") return list({ tag: what.tag });
  if (what.do === "stage") return list({ lifecycle: what.stage });
  if (what.do === "assign") return list({ owner: what.ownerId ?? "none" });
  if (what.do === "archive") return list({ archived: "1" });
  return list({});
}
