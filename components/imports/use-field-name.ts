"use client";

import { useTranslations } from "next-intl";
import type { FieldName, Kind } from "@/lib/imports/schema";

/** What a field is called on the screen; the row's own fields carry the row's kind in their name. */
export function useFieldName(kind: Kind): (field: FieldName) => string {
  const t = useTranslations("imports.field");
  return (field) => (field === "rowId" || field === "date" ? t(`${field}.${kind}`) : t(field));
}
