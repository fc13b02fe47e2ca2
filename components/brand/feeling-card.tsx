"use client";

import { useTranslations } from "next-intl";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { Textarea } from "@/components/ui/textarea";
import {
  archiveFeelingAction,
  createFeelingAction,
  moveFeelingAction,
  restoreFeelingAction,
  updateFeelingAction,
} from "@/lib/brand/actions";
import type { BrandFeelingRow } from "@/lib/brand/queries";
import { RESPONSES } from "@/lib/surveys/battery";
import { EntryList } from "./entry-list";

function Fields({ feeling, errors }: { feeling?: BrandFeelingRow; errors: Record<string, string> | undefined }) {
  const t = useTranslations("brand.feelings");
  const responses = useTranslations("touchpoints.responses");
  const long = useTranslations("touchpoints.responsesLong");
  return (
    <>
      {feeling ? <input type="hidden" name="id" value={feeling.id} /> : null}
      <Field label={t("name")} name="name" fieldErrors={errors}>
        <Input autoFocus maxLength={60} defaultValue={feeling?.name} placeholder={t("namePlaceholder")} />
      </Field>
      <Field label={t("response")} name="response" hint={t("responseHint")} fieldErrors={errors}>
        <Select
          defaultValue={feeling?.response ?? "affective"}
          options={RESPONSES.map((value) => ({ value, label: `${responses(value)}: ${long(value)}` }))}
        />
      </Field>
      <Field label={t("words")} name="words" hint={t("wordsHint")} optional fieldErrors={errors}>
        <Textarea rows={2} defaultValue={feeling?.words.join(", ")} />
      </Field>
      <Field label={t("opposites")} name="opposites" hint={t("oppositesHint")} optional fieldErrors={errors}>
        <Textarea rows={2} defaultValue={feeling?.opposites.join(", ")} />
      </Field>
    </>
  );
}

/** What people should feel, and the words by which they say it. */
export function FeelingCard({ feelings, mayWrite }: { feelings: BrandFeelingRow[]; mayWrite: boolean }) {
  const t = useTranslations("brand.feelings");
  const responses = useTranslations("touchpoints.responses");
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
      entries={feelings}
      mayWrite={mayWrite}
      primary
      create={(form) => createFeelingAction(null, form)}
      update={(input) => updateFeelingAction(null, input)}
      move={moveFeelingAction}
      archive={archiveFeelingAction}
      restore={restoreFeelingAction}
      fields={(errors, feeling) => <Fields errors={errors} {...(feeling ? { feeling } : {})} />}
      show={(feeling) => (
        <>
          <p className="text-sm font-medium">
            {feeling.name} <span className="text-xs font-normal text-muted">{responses(feeling.response)}</span>
          </p>
          <p className="text-xs text-muted">
            {feeling.words.length === 0 ? t("noWords") : feeling.words.join(", ")}
            {feeling.opposites.length > 0 ? ` / ${feeling.opposites.join(", ")}` : ""}
          </p>
        </>
      )}
      className="grid gap-x-8 md:grid-cols-2"
      lineClassName="flex items-start justify-between gap-2 border-b border-line py-2"
    />
  );
}
