"use client";

import { useTranslations } from "next-intl";
import { useActionState, useTransition } from "react";
import { MentionTextarea } from "@/components/notifications/mention-textarea";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { FormMessage } from "@/components/ui/form-message";
import { Select } from "@/components/ui/select";
import { SubmitButton } from "@/components/ui/submit-button";
import { useToast } from "@/components/ui/toaster";
import { assignCaseAction, reopenCaseAction, resolveCaseAction } from "@/lib/cases/actions";

/** Closing takes a note: whoever talks to the customer next reads it. */
export function ResolveCase({ id }: { id: string }) {
  const t = useTranslations("cases.resolve");
  const [state, send] = useActionState(resolveCaseAction, null);
  return (
    <form action={send} className="flex flex-col gap-3">
      <FormMessage tone="error">{state && !state.ok ? state.message : null}</FormMessage>
      <input type="hidden" name="id" value={id} />
      <Field
        label={t("label")}
        name="resolution"
        hint={t("hint")}
        error={state && !state.ok ? state.fieldErrors.resolution : undefined}
      >
        <MentionTextarea rows={4} maxLength={2000} required />
      </Field>
      <SubmitButton variant="primary" className="w-fit">
        {t("action")}
      </SubmitButton>
    </form>
  );
}

export function ReopenCase({ id }: { id: string }) {
  const t = useTranslations("cases.resolve");
  const toast = useToast();
  const [pending, start] = useTransition();
  return (
    <Button
      pending={pending}
      className="w-fit"
      onClick={() =>
        start(async () => {
          const result = await reopenCaseAction(null, { id });
          if (result && !result.ok) toast.fail(result.message);
        })
      }
    >
      {t("reopen")}
    </Button>
  );
}

export type AssignCaseProps = { id: string; ownerId: string | null; members: readonly { id: string; name: string }[] };

export function AssignCase({ id, ownerId, members }: AssignCaseProps) {
  const t = useTranslations("cases.assign");
  const toast = useToast();
  const [pending, start] = useTransition();
  return (
    <Field label={t("label")} name="ownerId">
      <Select
        value={ownerId ?? ""}
        disabled={pending}
        onChange={(event) => {
          const next = event.target.value || null;
          start(async () => {
            const result = await assignCaseAction(null, { id, ownerId: next });
            if (!result?.ok) return toast.fail(result?.message ?? "");
            toast.undo(t("done"), async () => {
              await assignCaseAction(null, { id, ownerId });
            });
          });
        }}
        options={[{ value: "", label: t("nobody") }, ...members.map(({ id: value, name }) => ({ value, label: name }))]}
      />
    </Field>
  );
}
