"use client";

import { useTranslations } from "next-intl";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Textarea } from "@/components/ui/textarea";
import {
  archiveValueAction,
  createValueAction,
  moveValueAction,
  restoreValueAction,
  updateValueAction,
} from "@/lib/brand/actions";
import type { BrandValueRow } from "@/lib/brand/queries";
import { EntryList } from "./entry-list";

function Fields({ value, errors }: { value?: BrandValueRow; errors: Record<string, string> | undefined }) {
  const t = useTranslations("brand.values");
  return (
    <>
      {value ? <input type="hidden" name="id" value={value.id} /> : null}
      <Field label={t("name")} name="name" fieldErrors={errors}>
        <Input autoFocus maxLength={60} defaultValue={value?.name} placeholder={t("namePlaceholder")} />
      </Field>
      <Field label={t("description")} name="description" optional fieldErrors={errors}>
        <Textarea rows={2} maxLength={300} defaultValue={value?.description} />
      </Field>
    </>
  );
}

/** What the brand stands for, in order. */
export function ValueCard({ values, mayWrite }: { values: BrandValueRow[]; mayWrite: boolean }) {
  const t = useTranslations("brand.values");
  return (
    <EntryList
      words={{
        title: t("title"),
        newTitle: t("newTitle"),
        new: t("new"),
        create: t("create"),
        editTitle: t("editTitle"),
        empty: t("empty"),
      }}
      entries={values}
      mayWrite={mayWrite}
      create={(form) => createValueAction(null, form)}
      update={(input) => updateValueAction(null, input)}
      move={moveValueAction}
      archive={archiveValueAction}
      restore={restoreValueAction}
      fields={(errors, value) => <Fields errors={errors} {...(value ? { value } : {})} />}
      show={(value) => (
        <>
          <p className="text-sm font-medium">{value.name}</p>
          {value.description ? <p className="text-xs text-muted">{value.description}</p> : null}
        </>
      )}
      className="flex flex-col divide-y divide-line"
      lineClassName="flex items-start justify-between gap-2 py-2 first:pt-0 last:pb-0"
    />
  );
}
