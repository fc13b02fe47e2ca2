import type { useTranslations } from "next-intl";
import type { AttributeDefinition } from "@/lib/customers/attributes";
import type { SegmentChoice } from "@/lib/customers/customer";
import type { ListChanges } from "@/lib/customers/list-url";
import { attributeFilterText, type CustomerListParams, SCORE_CLASSES } from "@/lib/customers/schema";
import { formatDay, formatMoney } from "@/lib/format";
import { CustomerKind, LifecycleStage, type Role } from "@/lib/generated/prisma/enums";
import type { FilterField } from "./add-filter";

export type FilterWords = {
  t: ReturnType<typeof useTranslations<"customers">>;
  roles: ReturnType<typeof useTranslations<"users.role">>;
  definitions: readonly AttributeDefinition[];
  owners: readonly { id: string; name: string; role: Role }[];
  segments: readonly SegmentChoice[];
  tags: readonly string[];
  currency: string;
};

type Href = (changes: ListChanges) => string;
type FilterChip = { key: string; label: string; value: string; removeHref: string };

/** The filters that are on, in words, each with its way out. @param tabs segments that are shown as tabs */
export function filterChips(
  params: CustomerListParams,
  { t, definitions, owners, segments, currency }: FilterWords,
  href: Href,
  tabs: ReadonlySet<string>,
): FilterChip[] {
  const chips: FilterChip[] = [];
  const add = (key: string, label: string, value: string, changes: ListChanges) =>
    chips.push({ key, label, value, removeHref: href(changes) });
  if (params.owner === "none") add("owner", t("filter.owner"), t("nobody"), { owner: "all" });
  else if (params.owner && params.owner !== "all" && params.owner !== "mine") {
    add("owner", t("filter.owner"), owners.find(({ id }) => id === params.owner)?.name ?? "?", { owner: "all" });
  }
  if (params.kind) add("kind", t("filter.kind"), t(`kind.${params.kind}`), { kind: undefined });
  if (params.lifecycle) {
    add("lifecycle", t("filter.lifecycle"), t(`lifecycle.${params.lifecycle}`), { lifecycle: undefined });
  }
  if (params.score) add("score", t("filter.score"), t(`score.${params.score}`), { score: undefined });
  if (params.tag) add("tag", t("filter.tag"), params.tag, { tag: undefined });
  if (params.segment && !tabs.has(params.segment)) {
    const name = segments.find(({ id }) => id === params.segment)?.name ?? "?";
    add("segment", t("filter.segment"), name, { segment: undefined });
  }
  if (params.archived) add("archived", t("filter.archived"), t("filter.onlyArchived"), { archived: false });
  for (const filter of params.attr) {
    const definition = definitions.find(({ key }) => key === filter.key);
    const value = attributeWords(filter.value, definition, { t, currency });
    const words = { eq: "filter.is", gte: "filter.atLeast", lte: "filter.atMost" } as const;
    add(attributeFilterText(filter), definition?.label ?? filter.key, t(words[filter.operator], { value }), {
      attr: params.attr.filter((other) => other !== filter),
    });
  }
  return chips;
}

function attributeWords(
  value: string,
  definition: AttributeDefinition | undefined,
  { t, currency }: Pick<FilterWords, "t" | "currency">,
): string {
  if (definition?.kind === "boolean") return t(value === "true" ? "filter.yes" : "filter.no");
  if (definition?.kind === "money") return formatMoney(Number(value) * 100, currency);
  if (definition?.kind === "date" && !Number.isNaN(Date.parse(value))) return formatDay(new Date(value));
  return definition?.unit ? `${value} ${definition.unit}` : value;
}

/** Everything the list can be filtered by that is not on yet. */
export function filterFields(
  params: CustomerListParams,
  { t, roles, definitions, owners, segments, tags }: FilterWords,
  href: Href,
): FilterField[] {
  const fields: FilterField[] = [];
  const choose = (key: string, label: string, choices: { label: string; changes: ListChanges }[]) => {
    if (choices.length > 0) {
      fields.push({ key, label, choices: choices.map((one) => ({ label: one.label, href: href(one.changes) })) });
    }
  };
  choose("owner", t("filter.owner"), [
    ...owners.map(({ id, name, role }) => ({ label: `${name}, ${roles(role)}`, changes: { owner: id } })),
    { label: t("nobody"), changes: { owner: "none" as const } },
  ]);
  choose(
    "score",
    t("filter.score"),
    SCORE_CLASSES.map((score) => ({ label: t(`score.${score}`), changes: { score } })),
  );
  choose(
    "lifecycle",
    t("filter.lifecycle"),
    Object.values(LifecycleStage).map((lifecycle) => ({ label: t(`lifecycle.${lifecycle}`), changes: { lifecycle } })),
  );
  choose(
    "kind",
    t("filter.kind"),
    Object.values(CustomerKind).map((kind) => ({ label: t(`kind.${kind}`), changes: { kind } })),
  );
  choose(
    "segment",
    t("filter.segment"),
    segments.map(({ id, name }) => ({ label: name, changes: { segment: id } })),
  );
  choose(
    "tag",
    t("filter.tag"),
    tags.map((tag) => ({ label: tag, changes: { tag } })),
  );
  for (const definition of definitions) {
    const { key, label, kind, options, unit } = definition;
    const values = kind === "boolean" ? ["true", "false"] : kind === "choice" ? options : [];
    if (values.length > 0) {
      choose(
        `attr.${key}`,
        label,
        values.map((value) => ({
          label: kind === "boolean" ? t(value === "true" ? "filter.yes" : "filter.no") : value,
          changes: { attr: [...params.attr, { key, operator: "eq" as const, value }] },
        })),
      );
    } else {
      const typed = kind === "date" ? "date" : kind === "number" || kind === "money" ? "number" : "text";
      fields.push({ key: `attr.${key}`, label, range: { href: href({}), attribute: key, kind: typed, unit } });
    }
  }
  if (!params.archived)
    choose("archived", t("filter.archived"), [{ label: t("filter.onlyArchived"), changes: { archived: true } }]);
  return fields;
}
