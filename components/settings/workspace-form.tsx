"use client";

import { useTranslations } from "next-intl";
import { useActionState } from "react";
import { Field } from "@/components/ui/field";
import { FormMessage } from "@/components/ui/form-message";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { SubmitButton } from "@/components/ui/submit-button";
import { updateWorkspaceAction } from "@/lib/workspaces/actions";
import type { WorkspaceInput } from "@/lib/workspaces/schema";

const MODELS = ["b2b", "b2c", "c2c", "c2b", "platform"] as const;
const STRATEGIES = ["leader", "pretender", "niche", "price"] as const;

type Props = { workspace: WorkspaceInput; timeZones: readonly string[]; mayChange: boolean };

export function WorkspaceForm({ workspace, timeZones, mayChange }: Props) {
  const t = useTranslations("settings");
  const [state, submit] = useActionState(updateWorkspaceAction, null);
  const errors = state?.ok === false ? state.fieldErrors : null;
  return (
    <form action={submit} className="max-w-[560px]">
      <fieldset disabled={!mayChange} className="flex flex-col gap-5">
        {mayChange ? null : <FormMessage tone="info">{t("readOnly")}</FormMessage>}
        <Field label={t("name")} name="name" fieldErrors={errors}>
          <Input required maxLength={120} defaultValue={workspace.name} />
        </Field>
        <div className="grid gap-5 sm:grid-cols-2">
          <Field label={t("timeZone")} name="timeZone" hint={t("timeZoneHint")} fieldErrors={errors}>
            <Select
              options={timeZones.map((zone) => ({ value: zone, label: zone }))}
              defaultValue={workspace.timeZone}
            />
          </Field>
          <Field label={t("currency")} name="currency" fieldErrors={errors}>
            <Input required maxLength={3} defaultValue={workspace.currency} />
          </Field>
          <Field label={t("model")} name="model" fieldErrors={errors}>
            <Select
              options={MODELS.map((value) => ({ value, label: t(`models.${value}`) }))}
              defaultValue={workspace.model}
            />
          </Field>
          <Field label={t("strategy")} name="strategy" fieldErrors={errors}>
            <Select
              options={STRATEGIES.map((value) => ({ value, label: t(`strategies.${value}`) }))}
              defaultValue={workspace.strategy}
            />
          </Field>
          <Field label={t("smallGroup")} name="smallGroup" hint={t("smallGroupHint")} fieldErrors={errors}>
            <Input type="number" min={3} max={10} required defaultValue={workspace.smallGroup} />
          </Field>
          <Field label={t("brandColor")} name="brandColor" hint={t("brandColorHint")} fieldErrors={errors}>
            <Input required maxLength={7} defaultValue={workspace.brandColor} />
          </Field>
        </div>
        <div className="flex items-center gap-3">
          {mayChange ? <SubmitButton variant="primary">{t("save")}</SubmitButton> : null}
          <FormMessage tone="done">{state?.ok ? t("saved") : null}</FormMessage>
          <FormMessage tone="error">{state?.ok === false ? state.message : null}</FormMessage>
        </div>
      </fieldset>
    </form>
  );
}
