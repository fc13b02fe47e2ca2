import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { MergeForm, type MergeRow } from "@/components/duplicates/merge-form";
import { PageBody, PageHeader, PageLead } from "@/components/layout/page-header";
import { requireSession } from "@/lib/auth/doors";
import { orNotFound } from "@/lib/auth/page";
import type { AttributeDefinition } from "@/lib/customers/attributes";
import { countryName, languageName } from "@/lib/customers/codes";
import { attributeField, type FactValue, sameFact } from "@/lib/customers/history";
import { type MergeSide, previewMerge } from "@/lib/duplicates/queries";
import { MERGE_FIELDS, type MergeField } from "@/lib/duplicates/schema";
import { formatDay, formatMoney, formatNumber } from "@/lib/format";

type Props = { params: Promise<{ first: string; second: string }> };

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("duplicates"))("preview.title") };
}

/** The first of the address stays, the second goes. */
export default async function MergePage({ params }: Props) {
  const [{ actor, workspace }, { first, second }, t, customers] = await Promise.all([
    requireSession(),
    params,
    getTranslations("duplicates"),
    getTranslations("customers"),
  ]);
  const { kept, merged, definitions, moves } = await orNotFound(previewMerge(actor, first, second));
  const fieldWords = (side: MergeSide, field: MergeField): string | null => {
    switch (field) {
      case "kind":
        return customers(`kind.${side.kind}`);
      case "side":
        return side.side === "seller" || side.side === "both"
          ? customers(`side.${side.side}`)
          : customers("side.buyer");
      case "lifecycle":
        return customers(`lifecycle.${side.lifecycle as "lead"}`);
      case "ownerId":
        return side.ownerName;
      case "country":
        return countryName(textOf(side.country));
      case "language":
        return side.language ? languageName(String(side.language)) : null;
      default:
        return textOf(side[field]);
    }
  };
  const attributeWords = (side: MergeSide, { key, kind }: AttributeDefinition): string | null => {
    const value = ownValue(side, key);
    if (value === null) return null;
    if (typeof value === "boolean") return customers(value ? "filter.yes" : "filter.no");
    if (typeof value === "number")
      return kind === "money" ? formatMoney(value, workspace.currency) : formatNumber(value, 2, 0);
    const text = String(value);
    return kind === "date" && !Number.isNaN(Date.parse(text)) ? formatDay(new Date(text)) : text;
  };
  const rows: MergeRow[] = [
    ...MERGE_FIELDS.filter((field) => !sameFact(kept[field], merged[field])).map((field) => ({
      field,
      label: t(`field.${field}`),
      kept: fieldWords(kept, field),
      merged: fieldWords(merged, field),
    })),
    ...definitions
      .filter(({ key }) => !sameFact(ownValue(kept, key), ownValue(merged, key)))
      .map((definition) => ({
        field: attributeField(definition.key),
        label: definition.label,
        kept: attributeWords(kept, definition),
        merged: attributeWords(merged, definition),
      })),
  ];
  return (
    <>
      <PageHeader
        title={t("preview.title")}
        breadcrumb={[
          { href: "/customers", label: customers("title") },
          { href: "/customers/duplicates", label: t("title") },
        ]}
      />
      <PageBody>
        <PageLead headline={t("preview.headline", { merged: merged.name, kept: kept.name })}>
          {t("preview.lead")}
        </PageLead>
        <MergeForm
          key={kept.id}
          kept={{ id: kept.id, name: kept.name }}
          merged={{ id: merged.id, name: merged.name }}
          rows={rows}
          moves={moves.map(({ says, count }) => t(`preview.count.${says}`, { count }))}
          tags={merged.tags.length > 0 ? t("preview.tagsBoth") : null}
        />
      </PageBody>
    </>
  );
}

const textOf = (value: FactValue | undefined): string | null =>
  value === null || value === undefined || value === "" ? null : String(value);

const ownValue = (side: MergeSide, key: string): FactValue =>
  ((side.attributes ?? {}) as Record<string, FactValue>)[key] ?? null;
