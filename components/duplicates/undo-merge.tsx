"use client";

import { useTranslations } from "next-intl";
import { useTransition } from "react";
import { Button } from "@/components/ui/button";
import { useToast } from "@/components/ui/toaster";
import { attributeKeyOf } from "@/lib/customers/history";
import { undoMergeAction } from "@/lib/duplicates/actions";
import { MERGE_FIELDS } from "@/lib/duplicates/schema";

export type UndoMergeProps = { id: string; keptName: string; mergedName: string };

/** Takes a merge back and says what stays. */
export function UndoMerge({ id, keptName, mergedName }: UndoMergeProps) {
  const t = useTranslations("duplicates");
  const undo = useUndoMerge();
  const [pending, startTransition] = useTransition();
  return (
    <Button
      size="sm"
      pending={pending}
      aria-label={t("undoOf", { merged: mergedName, kept: keptName })}
      onClick={() => startTransition(() => undo(id, keptName))}
    >
      {t("undo")}
    </Button>
  );
}

export function useUndoMerge() {
  const t = useTranslations("duplicates");
  const toast = useToast();
  const nameOf = (field: string) => {
    const known = [...MERGE_FIELDS, "tags" as const].find((one) => one === field);
    return known ? t(`field.${known}`) : (attributeKeyOf(field) ?? field);
  };
  return async (id: string, keptName: string) => {
    const done = await undoMergeAction(null, { id });
    if (!done) return;
    if (!done.ok) return toast.fail(done.message);
    const { fields } = done.value;
    toast.say(
      t("undone", { kept: keptName }),
      fields.length > 0 ? t("undoneFields", { fields: fields.map(nameOf).join(", ") }) : undefined,
    );
  };
}
