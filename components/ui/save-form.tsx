"use client";

import { type ReactNode, useId, useState, useTransition } from "react";
import { Button } from "./button";
import { Dialog, type DialogProps } from "./dialog";
import { FormMessage } from "./form-message";

type Sent = { ok: true; value: unknown } | { ok: false; message: string; fieldErrors: Record<string, string> } | null;

export type SaveFormState = {
  formId: string;
  open: boolean;
  /** Opening or closing forgets what was wrong. */
  setOpen: (open: boolean) => void;
  pending: boolean;
  fieldErrors: Record<string, string> | undefined;
  message: string | undefined;
  submit: (form: FormData) => void;
};

/**
 * A form in a dialog or sheet that closes once it is saved, and stays with what is wrong at its fields until then.
 * @param send an action; it may add to the form what is not in its fields
 * @param onSaved after the form closed
 */
export function useSaveForm(
  send: (form: FormData) => Promise<Sent>,
  onSaved: (form: FormData) => void,
  startsOpen = false,
): SaveFormState {
  const formId = useId();
  const [open, setIsOpen] = useState(startsOpen);
  const [pending, start] = useTransition();
  const [failed, setFailed] = useState<Extract<Sent, { ok: false }> | null>(null);
  return {
    formId,
    open,
    setOpen: (next) => {
      setIsOpen(next);
      setFailed(null);
    },
    pending,
    fieldErrors: failed?.fieldErrors,
    message: failed?.message,
    submit: (form) =>
      start(async () => {
        const done = await send(form);
        if (!done) return;
        if (!done.ok) return setFailed(done);
        setFailed(null);
        setIsOpen(false);
        onSaved(form);
      }),
  };
}

/** The form itself: its message, then its fields. Its button stands in the footer of what it opens in, by formId. */
export function SaveForm({ form, children }: { form: SaveFormState; children: ReactNode }) {
  return (
    <form
      id={form.formId}
      noValidate
      onSubmit={(event) => {
        // Not the form's action: that would empty the fields when something is wrong.
        event.preventDefault();
        form.submit(new FormData(event.currentTarget));
      }}
      className="flex flex-col gap-4"
    >
      <FormMessage>{form.message}</FormMessage>
      {children}
    </form>
  );
}

export type SaveDialogProps = Omit<DialogProps, "footer" | "children"> & {
  form: SaveFormState;
  submitLabel: string;
  tone?: "primary" | "danger";
  children: ReactNode;
};

/** A dialog around the form and its button. It opens by the form's own state, unless open and onOpenChange say otherwise. */
export function SaveDialog({ form, submitLabel, tone = "primary", children, ...dialog }: SaveDialogProps) {
  return (
    <Dialog
      open={form.open}
      onOpenChange={form.setOpen}
      {...dialog}
      footer={
        <Button type="submit" form={form.formId} variant={tone} pending={form.pending}>
          {submitLabel}
        </Button>
      }
    >
      <SaveForm form={form}>{children}</SaveForm>
    </Dialog>
  );
}
