"use client";

import { useTranslations } from "next-intl";
import { useActionState } from "react";
import { Field } from "@/components/ui/field";
import { FormMessage } from "@/components/ui/form-message";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { SubmitButton } from "@/components/ui/submit-button";
import { Textarea } from "@/components/ui/textarea";
import { createImprovementAction } from "@/lib/improvements/actions";

export type ImprovementFormProps = {
  /** What a gap or an insight has filled in already. */
  given: { title: string; reason: string; touchpointId: string; segmentId: string; insightSignature: string };
  touchpoints: readonly { id: string; name: string }[];
  segments: readonly { id: string; name: string }[];
};

export function ImprovementForm({ given, touchpoints, segments }: ImprovementFormProps) {
  const t = useTranslations("improvements.form");
  const [state, send] = useActionState(createImprovementAction, null);
  const errors = state && !state.ok ? state.fieldErrors : {};
  const options = (none: string, list: readonly { id: string; name: string }[]) => [
    { value: "", label: none },
    ...list.map(({ id, name }) => ({ value: id, label: name })),
  ];
  return (
    <form action={send} className="flex max-w-xl flex-col gap-4">
      <FormMessage tone="error">{state && !state.ok ? state.message : null}</FormMessage>
      {given.insightSignature ? <input type="hidden" name="insightSignature" value={given.insightSignature} /> : null}
      <Field label={t("title")} name="title" hint={t("titleHint")} error={errors.title}>
        <Input defaultValue={given.title} required maxLength={160} />
      </Field>
      <Field label={t("reason")} name="reason" hint={t("reasonHint")} error={errors.reason} optional>
        <Textarea rows={4} defaultValue={given.reason} maxLength={2000} />
      </Field>
      <div className="grid gap-4 md:grid-cols-2">
        <Field label={t("touchpoint")} name="touchpointId" error={errors.touchpointId}>
          <Select defaultValue={given.touchpointId} options={options(t("noTouchpoint"), touchpoints)} />
        </Field>
        <Field label={t("segment")} name="segmentId" error={errors.segmentId}>
          <Select defaultValue={given.segmentId} options={options(t("everybody"), segments)} />
        </Field>
      </div>
      <SubmitButton variant="primary" className="w-fit">
        {t("create")}
      </SubmitButton>
    </form>
  );
}
