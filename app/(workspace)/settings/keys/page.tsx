import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { KeyForm, WithdrawKey } from "@/components/settings/key-form";
import { SettingsFrame } from "@/components/settings/settings-frame";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { Table, Td, Th, ThHidden, Tr } from "@/components/ui/table";
import { requireSession } from "@/lib/auth/doors";
import { orNotFound } from "@/lib/auth/page";
import { env } from "@/lib/env";
import { formatDate, formatDateTime } from "@/lib/format";
import { listKeys } from "@/lib/keys/queries";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("settings"))("keys") };
}

/** The keys by which other systems speak to the API. */
export default async function KeysPage() {
  const [{ actor, workspace }, t] = await Promise.all([requireSession(), getTranslations("keys")]);
  const keys = await orNotFound(listKeys(actor));
  const example = [
    `curl ${env().PUBLIC_URL}/api/v1/customers \\`,
    '  -H "Authorization: Bearer wmk_…" -H "Content-Type: application/json" \\',
    `  -d '{"rows":[{"externalId":"C-1001","name":"Anna Lind","email":"anna@example.com"}]}'`,
  ].join("\n");
  return (
    <SettingsFrame active="keys" hasAudit actions={<KeyForm />}>
      <div className="flex max-w-[860px] flex-col gap-4">
        <p className="text-muted">{t("lead")}</p>
        {keys.length === 0 ? (
          <EmptyState title={t("empty")}>{t("emptyText")}</EmptyState>
        ) : (
          <Card className="px-4 pb-2 max-md:px-0">
            <Table label={t("table")} look="inset">
              <thead>
                <tr>
                  <Th>{t("name")}</Th>
                  <Th className="max-md:hidden">{t("begins")}</Th>
                  <Th>{t("role")}</Th>
                  <Th className="max-md:hidden">{t("made")}</Th>
                  <Th>{t("used")}</Th>
                  <ThHidden>{t("withdraw")}</ThHidden>
                </tr>
              </thead>
              <tbody>
                {keys.map((key) => (
                  <Tr key={key.id}>
                    <Td className="font-medium">{key.name}</Td>
                    <Td muted className="max-md:hidden">
                      <code className="text-xs">{key.prefix}…</code>
                    </Td>
                    <Td>{t(`roles.${key.role}`)}</Td>
                    <Td muted className="max-md:hidden">
                      {formatDate(key.createdAt, workspace.timeZone)}
                    </Td>
                    <Td muted>{key.lastUsedAt ? formatDateTime(key.lastUsedAt, workspace.timeZone) : t("never")}</Td>
                    <Td end>
                      <WithdrawKey id={key.id} name={key.name} />
                    </Td>
                  </Tr>
                ))}
              </tbody>
            </Table>
          </Card>
        )}
        <section className="flex flex-col gap-2">
          <h2 className="text-base font-semibold">{t("how")}</h2>
          <pre className="whitespace-pre-wrap break-words rounded-md border border-line bg-sunken p-3 text-xs">
            <code>{example}</code>
          </pre>
        </section>
      </div>
    </SettingsFrame>
  );
}
