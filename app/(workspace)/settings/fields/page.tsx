import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { ComputedMenu, NewComputed } from "@/components/computed/computed-menu";
import { SettingsFrame } from "@/components/settings/settings-frame";
import { Badge } from "@/components/ui/badge";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { Table, Td, Th, Tr } from "@/components/ui/table";
import { requireSession } from "@/lib/auth/doors";
import { may } from "@/lib/auth/permissions";
import { computedContext, listComputedFields, numericItems } from "@/lib/computed/queries";
import { describeDefinition, type Say } from "@/lib/computed/words";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("computed"))("title") };
}

/** Numbers made from related records and from other numbers. */
export default async function FieldsPage() {
  const [{ actor }, t] = await Promise.all([requireSession(), getTranslations("computed")]);
  const [fields, { names }, items] = await Promise.all([
    listComputedFields(actor),
    computedContext(actor, new Date()),
    numericItems(actor),
  ]);
  const mayChange = may(actor, "catalogue.write");
  const itemNames = new Map(items.map(({ no, label }) => [no, label]));
  return (
    <SettingsFrame
      active="fields"
      hasAudit={may(actor, "audit.read")}
      actions={mayChange ? <NewComputed names={names} items={items} /> : null}
    >
      <div className="flex max-w-[860px] flex-col gap-4">
        <p className="text-muted">{t("lead")}</p>
        {fields.length === 0 ? (
          <EmptyState title={t("empty")}>{t("emptyText")}</EmptyState>
        ) : (
          <Card className="px-4 pb-2 max-md:px-0">
            <Table label={t("table")} look="inset">
              <thead>
                <tr>
                  <Th>{t("name")}</Th>
                  <Th>{t("meaning")}</Th>
                  <Th className="max-md:hidden">{t("key")}</Th>
                  <Th className="max-md:hidden">{t("kindHead")}</Th>
                  {mayChange ? (
                    <Th end className="relative">
                      <span className="sr-only">{t("editTitle")}</span>
                    </Th>
                  ) : null}
                </tr>
              </thead>
              <tbody>
                {fields.map((field) => (
                  <Tr key={field.id}>
                    <Td className={field.archived ? "text-muted" : "font-medium"}>
                      {field.label} {field.archived ? <Badge outline>{t("isArchived")}</Badge> : null}
                    </Td>
                    <Td muted className="max-w-80 py-2 whitespace-normal">
                      {describeDefinition(field.definition, names, itemNames, t as unknown as Say)}
                    </Td>
                    <Td muted className="max-md:hidden">
                      <code className="text-xs">{field.key}</code>
                    </Td>
                    <Td muted className="max-md:hidden">
                      {t(`kinds.${field.kind}`)}
                      {field.unit ? `, ${field.unit}` : ""}
                    </Td>
                    {mayChange ? (
                      <Td end>
                        <ComputedMenu field={field} names={names} items={items} />
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
