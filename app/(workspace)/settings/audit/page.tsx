import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { SettingsFrame } from "@/components/settings/settings-frame";
import { FormMessage } from "@/components/ui/form-message";
import { Pagination } from "@/components/ui/pagination";
import { Table, Td, Th, Tr } from "@/components/ui/table";
import { listAuditEvents } from "@/lib/audit/queries";
import { requireSession } from "@/lib/auth/doors";
import { orNotFound } from "@/lib/auth/page";
import { formatDateTime } from "@/lib/format";
import { auditIsEnforced } from "@/lib/workspaces/queries";

export const metadata: Metadata = { title: "Audit trail" };

export default async function AuditPage({ searchParams }: { searchParams: Promise<{ cursor?: string }> }) {
  const [{ actor, workspace }, { cursor }, t] = await Promise.all([
    requireSession(),
    searchParams,
    getTranslations("settings"),
  ]);
  const [page, enforced] = await orNotFound(Promise.all([listAuditEvents(actor, cursor), auditIsEnforced(actor)]));
  const who = (row: (typeof page.rows)[number]) =>
    row.actorName ??
    (row.via.startsWith("api: ")
      ? t("apiKey", { name: row.via.slice("api: ".length) })
      : t(row.via === "respondent" ? "respondent" : "system"));
  return (
    <SettingsFrame active="audit" hasAudit>
      <div className="flex max-w-[860px] flex-col gap-4">
        <FormMessage tone={enforced ? "done" : "warn"}>
          {enforced ? t("auditEnforced") : t("auditNotEnforced")}
        </FormMessage>
        {page.rows.length ? (
          <Table label={t("audit")} look="inset">
            <thead>
              <tr>
                <Th>{t("auditWhen")}</Th>
                <Th>{t("auditWho")}</Th>
                <Th>{t("auditWhat")}</Th>
              </tr>
            </thead>
            <tbody>
              {page.rows.map((row) => (
                <Tr key={row.id}>
                  <Td muted>{formatDateTime(row.at, workspace.timeZone)}</Td>
                  <Td>{who(row)}</Td>
                  <Td>
                    {row.action.replace(".", ": ").replaceAll("-", " ")}{" "}
                    {row.subjectId ? <span className="text-muted">…{row.subjectId.slice(-8)}</span> : null}
                  </Td>
                </Tr>
              ))}
            </tbody>
          </Table>
        ) : (
          <p className="text-sm text-muted">{t("auditEmpty")}</p>
        )}
        <Pagination nextHref={page.next ? `/settings/audit?cursor=${page.next}` : undefined} />
      </div>
    </SettingsFrame>
  );
}
