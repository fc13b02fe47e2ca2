"use client";

import { Plus } from "lucide-react";
import { useTranslations } from "next-intl";
import { startTransition, useActionState, useEffect, useId, useState } from "react";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { FormMessage } from "@/components/ui/form-message";
import { Input } from "@/components/ui/input";
import { RadioGroup } from "@/components/ui/radio-group";
import { createSurveyAction } from "@/lib/surveys/actions";

const TEMPLATES = ["nps", "csat", "ces", "empty"] as const;

/** The button and the dialog that makes a survey and opens its builder. @param open found open, by the palette's link */
export function NewSurvey({ open: asked = false }: { open?: boolean }) {
  const t = useTranslations("surveys");
  const formId = useId();
  const [open, setOpen] = useState(asked);
  useEffect(() => setOpen(asked), [asked]);
  const [state, submit, pending] = useActionState(createSurveyAction, null);
  const failed = state && !state.ok ? state : null;
  return (
    <Dialog
      title={t("create.title")}
      description={t("create.text")}
      open={open}
      onOpenChange={setOpen}
      trigger={
        <Button variant="primary" icon={<Plus aria-hidden />} data-create>
          {t("new")}
        </Button>
      }
      footer={
        <Button type="submit" form={formId} variant="primary" pending={pending}>
          {t("create.submit")}
        </Button>
      }
    >
      <form
        id={formId}
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          const form = new FormData(event.currentTarget);
          startTransition(() => submit(form));
        }}
      >
        <FormMessage>{failed?.message}</FormMessage>
        <Field label={t("create.name")} name="name" hint={t("create.nameHint")} fieldErrors={failed?.fieldErrors}>
          <Input autoFocus maxLength={120} />
        </Field>
        <RadioGroup
          name="template"
          legend={t("create.template")}
          variant="list"
          defaultValue="nps"
          options={TEMPLATES.map((value) => ({
            value,
            label: t(`create.${value}`),
            hint: t(`create.${value}Hint`),
          }))}
        />
      </form>
    </Dialog>
  );
}
