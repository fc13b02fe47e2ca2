"use client";

import { useTranslations } from "next-intl";
import { type ReactElement, type ReactNode, startTransition, useActionState, useId, useState } from "react";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { FormMessage } from "@/components/ui/form-message";
import { useToast } from "@/components/ui/toaster";
import type { ActionState } from "@/lib/auth/action";

export type EntryDialogProps = {
  title: string;
  submitLabel: string;
  send: (form: FormData) => Promise<ActionState<unknown>>;
  /** Puts back what stood there; absent for a new entry. */
  undo?: (() => void) | undefined;
  trigger?: ReactElement;
  open?: boolean;
  onOpenChange?: (open: boolean) => void;
  fields: (fieldErrors: Record<string, string> | undefined) => ReactNode;
};

/** The frame of a small form in a dialog: sends it, says what is wrong at its field, closes and tells. */
export function EntryDialog(props: EntryDialogProps) {
  const { title, submitLabel, send, undo, trigger, open, onOpenChange, fields } = props;
  const t = useTranslations("brand");
  const toast = useToast();
  const formId = useId();
  const [inner, setInner] = useState(false);
  const change = (next: boolean) => {
    setInner(next);
    onOpenChange?.(next);
  };
  const [state, submit, pending] = useActionState(
    async (before: ActionState<unknown>, form: FormData): Promise<ActionState<unknown>> => {
      const after = await send(form);
      if (after?.ok) {
        change(false);
        if (undo) toast.undo(t("saved"), undo);
        else toast.say(t("saved"));
      }
      return after ?? before;
    },
    null,
  );
  const failed = state && !state.ok ? state : null;
  return (
    <Dialog
      title={title}
      open={open ?? inner}
      onOpenChange={change}
      {...(trigger ? { trigger } : {})}
      footer={
        <Button type="submit" form={formId} variant="primary" pending={pending}>
          {submitLabel}
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
        {fields(failed?.fieldErrors)}
      </form>
    </Dialog>
  );
}
