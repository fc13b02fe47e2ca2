"use client";

import { Link2 } from "lucide-react";
import { useTranslations } from "next-intl";
import { startTransition, useActionState, useId, useState } from "react";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { FormMessage } from "@/components/ui/form-message";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { useToast } from "@/components/ui/toaster";
import type { ActionState } from "@/lib/auth/action";
import { createLinkAction } from "@/lib/surveys/actions";

type Choice = { id: string; name: string };
export type NewLinkProps = {
  surveyId: string;
  channels: Choice[];
  touchpoints: Choice[];
  /** Found open and filled in, by the door of a place where nobody listens. */
  asked?: { name: string; channelId: string; touchpointId: string } | undefined;
};

/** Makes an open link for one place. */
export function NewLink({ surveyId, channels, touchpoints, asked }: NewLinkProps) {
  const t = useTranslations("surveys.link");
  const toast = useToast();
  const formId = useId();
  const [open, setOpen] = useState(asked !== undefined);
  const [state, submit, pending] = useActionState(
    async (before: ActionState<{ id: string; token: string }>, form: FormData) => {
      const after = await createLinkAction(before, form);
      if (after?.ok) {
        setOpen(false);
        toast.say(t("made"));
      }
      return after;
    },
    null,
  );
  const failed = state && !state.ok ? state : null;
  const options = (choices: Choice[]) => [
    { value: "", label: t("none") },
    ...choices.map(({ id, name }) => ({ value: id, label: name })),
  ];
  return (
    <Dialog
      title={t("newTitle")}
      description={t("newText")}
      open={open}
      onOpenChange={setOpen}
      trigger={<Button icon={<Link2 aria-hidden />}>{t("new")}</Button>}
      footer={
        <Button type="submit" form={formId} variant="primary" pending={pending}>
          {t("create")}
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
        <input type="hidden" name="surveyId" value={surveyId} />
        <FormMessage>{failed?.message}</FormMessage>
        <Field label={t("name")} name="name" fieldErrors={failed?.fieldErrors}>
          <Input autoFocus maxLength={120} placeholder={t("namePlaceholder")} defaultValue={asked?.name} />
        </Field>
        <Field label={t("channel")} name="channelId" optional fieldErrors={failed?.fieldErrors}>
          <Select options={options(channels)} defaultValue={asked?.channelId} />
        </Field>
        <Field
          label={t("touchpoint")}
          name="touchpointId"
          optional
          hint={t("touchpointHint")}
          fieldErrors={failed?.fieldErrors}
        >
          <Select options={options(touchpoints)} defaultValue={asked?.touchpointId} />
        </Field>
      </form>
    </Dialog>
  );
}
