import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { AttributeForm, AttributeMenu } from "@/components/settings/attribute-form";
import { SettingsFrame } from "@/components/settings/settings-frame";
import { Badge } from "@/components/ui/badge";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { Table, Td, Th, Tr } from "@/components/ui/table";
import { requireSession } from "@/lib/auth/doors";
import { may } from "@/lib/auth/permissions";
import { listAllAttributes } from "@/lib/customers/queries/definitions";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("settings"))("attributes") };
}

/** Choices shown of an attribute before the rest is left out. */
const MOST_SHOWN = 6;

/** The workspace's own columns of customers. */
export default async function AttributesPage() {
  const [{ actor }, t] = await Promise.all([requireSession(), getTranslations("settings.attribute")]);
  const attributes = await listAllAttributes(actor);
  const mayChange = may(actor, "catalogue.write");
  return (
    <SettingsFrame
      active="attributes"
      hasAudit={may(actor, "audit.read")}
      actions={mayChange ? <AttributeForm /> : null}
    >
      <div className="flex max-w-[860px] flex-col gap-4">
        <p className="text-muted">{t("lead")}</p>
        {attributes.length === 0 ? (
          <EmptyState title={t("empty")}>{t("emptyText")}</EmptyState>
        ) : (
          <Card className="px-4 pb-2 max-md:px-0">
            <Table label={t("table")} look="inset">
              <thead>
                <tr>
                  <Th>{t("label")}</Th>
                  <Th className="max-md:hidden">{t("key")}</Th>
                  <Th>{t("kind")}</Th>
                  <Th className="max-md:hidden">{t("of")}</Th>
                  {mayChange ? (
                    <Th end className="relative">
                      <span className="sr-only">{t("editTitle")}</span>
                    </Th>
                  ) : null}
                </tr>
              </thead>
              <tbody>
                {attributes.map(({ archivedAt, ...attribute }) => (
                  <Tr key={attribute.id}>
                    <Td className={archivedAt ? "text-muted" : "font-medium"}>
                      {attribute.label} {archivedAt ? <Badge outline>{t("isArchived")}</Badge> : null}
                    </Td>
                    <Td muted className="max-md:hidden">
                      <code className="text-xs">{attribute.key}</code>
                    </Td>
                    <Td>{t(`kinds.${attribute.kind}`)}</Td>
                    <Td muted className="max-w-72 truncate max-md:hidden">
                      {attribute.options.length > 0
                        ? t("choices", {
                            count: attribute.options.length,
                            list: `${attribute.options.slice(0, MOST_SHOWN).join(", ")}${attribute.options.length > MOST_SHOWN ? " …" : ""}`,
                          })
                        : attribute.unit || "–"}
                    </Td>
                    {mayChange ? (
                      <Td end>
                        <AttributeMenu attribute={attribute} isArchived={archivedAt !== null} />
                      </Td>
                    ) : null}
                  </Tr>
                ))}
              </tbody>
            </Table>
          </Card>
        )}
      </div>
    </SettingsFrame>
  );
}
