import type { useTranslations } from "next-intl";
import type { BulkRow } from "@/lib/customers/queries/bulk";

/** What a change of many did, in words. */
export function bulkWords(
  row: Pick<BulkRow, "what" | "words">,
  t: ReturnType<typeof useTranslations<"customers">>,
): string {
  const { what, words } = row;
  switch (what.do) {
    case "undo":
      return t("changes.what.undo", { what: bulkWords({ what: what.what, words }, t) });
    case "assign":
      return what.ownerId === null
        ? t("changes.what.assignNobody")
        : t("changes.what.assign", { owner: words.owner ?? "?" });
    case "stage":
      return t("changes.what.stage", { stage: t(`lifecycle.${what.stage}`) });
    case "attribute":
      return what.value.trim() === ""
        ? t("changes.what.attributeOff", { attribute: words.attribute ?? what.key })
        : t("changes.what.attribute", { attribute: words.attribute ?? what.key, value: what.value });
    case "tag":
    case "untag":
      return t(`changes.what.${what.do}`, { tag: what.tag });
    default:
      return t(`changes.what.${what.do}`);
  }
}
