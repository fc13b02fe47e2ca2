"use client";

import { Pencil } from "lucide-react";
import { useTranslations } from "next-intl";
import { useActionState, useId, useState } from "react";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { FormMessage } from "@/components/ui/form-message";
import { Input } from "@/components/ui/input";
import { Textarea } from "@/components/ui/textarea";
import type { ActionState } from "@/lib/auth/action";
import { setPersonaAction } from "@/lib/segments/needs-actions";

export type EditPersonaProps = { id: string; name: string; line: string; story: string };

/** Name, one line, story. */
export function EditPersona(props: EditPersonaProps) {
  const t = useTranslations("segments.portrait");
  const formId = useId();
  const [open, setOpen] = useState(false);
  return (
    <Dialog
      title={t("editTitle")}
      description={t("editLead")}
      open={open}
      onOpenChange={setOpen}
      trigger={
        <Button icon={<Pencil aria-hidden />} className="no-print shrink-0 max-md:w-11 max-md:px-0">
          <span className="max-md:sr-only">{props.name ? t("edit") : t("write")}</span>
        </Button>
      }
      footer={
        <>
          <Button onClick={() => setOpen(false)}>{t("cancel")}</Button>
          <Button type="submit" form={formId} variant="primary">
            {t("save")}
          </Button>
        </>
      }
    >
      {open ? <PersonaForm formId={formId} {...props} onSaved={() => setOpen(false)} /> : null}
    </Dialog>
  );
}

function PersonaForm({
  formId,
  id,
  name,
  line,
  story,
  onSaved,
}: EditPersonaProps & { formId: string; onSaved: () => void }) {
  const t = useTranslations("segments.portrait");
  const [values, setValues] = useState({ name, line, story });
  const [state, submit] = useActionState(async (): Promise<ActionState<unknown>> => {
    const after = await setPersonaAction(null, { id, ...values });
    if (after?.ok) onSaved();
    return after;
  }, null);
  const errors = state && !state.ok ? state.fieldErrors : {};
  return (
    <form id={formId} action={submit} className="flex flex-col gap-4">
      <FormMessage tone="error">{state && !state.ok ? state.message : null}</FormMessage>
      <Field label={t("name")} name="name" error={errors.name} hint={t("nameHint")}>
        <Input
          autoFocus
          maxLength={80}
          value={values.name}
          onChange={(event) => setValues({ ...values, name: event.target.value })}
        />
      </Field>
      <Field label={t("line")} name="line" error={errors.line} hint={t("lineHint")} optional>
        <Input
          maxLength={160}
          value={values.line}
          onChange={(event) => setValues({ ...values, line: event.target.value })}
        />
      </Field>
      <Field label={t("story")} name="story" error={errors.story} hint={t("storyHint")} optional>
        <Textarea
          rows={6}
          maxLength={2000}
          value={values.story}
          onChange={(event) => setValues({ ...values, story: event.target.value })}
        />
      </Field>
    </form>
  );
}
