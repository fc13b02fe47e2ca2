"use client";

import { Copy, KeyRound } from "lucide-react";
import { useTranslations } from "next-intl";
import { type FormEvent, useState, useTransition } from "react";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { Dialog } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { FormMessage } from "@/components/ui/form-message";
import { Input } from "@/components/ui/input";
import { RadioGroup } from "@/components/ui/radio-group";
import { useToast } from "@/components/ui/toaster";
import { createKeyAction, withdrawKeyAction } from "@/lib/keys/actions";
import { KEY_ROLES } from "@/lib/keys/schema";

/** Makes a key and shows it, this once. */
export function KeyForm() {
  const t = useTranslations("keys");
  const toast = useToast();
  const [open, setOpen] = useState(false);
  const [key, setKey] = useState<string | null>(null);
  const [failed, setFailed] = useState<{ message: string; fieldErrors: Record<string, string> } | null>(null);
  const [pending, start] = useTransition();
  const show = (next: boolean) => {
    setOpen(next);
    setKey(null);
    setFailed(null);
  };
  const create = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    start(async () => {
      const done = await createKeyAction(null, form);
      if (!done) return;
      if (done.ok) setKey(done.value.key);
      else setFailed(done);
    });
  };
  return (
    <>
      <Button variant="primary" data-create icon={<KeyRound aria-hidden />} onClick={() => show(true)}>
        {t("new")}
      </Button>
      <Dialog title={t("newTitle")} open={open} onOpenChange={show}>
        {key === null ? (
          <form onSubmit={create} className="flex flex-col gap-4">
            <Field label={t("name")} hint={t("nameHint")} name="name" fieldErrors={failed?.fieldErrors ?? null}>
              <Input required maxLength={80} autoComplete="off" />
            </Field>
            <RadioGroup
              name="role"
              legend={t("role")}
              defaultValue={KEY_ROLES[0]}
              options={KEY_ROLES.map((value) => ({ value, label: t(`roles.${value}`) }))}
            />
            <FormMessage tone="error">
              {failed && Object.keys(failed.fieldErrors).length === 0 ? failed.message : null}
            </FormMessage>
            <Button type="submit" variant="primary" pending={pending}>
              {t("create")}
            </Button>
          </form>
        ) : (
          <div className="flex flex-col gap-4">
            <FormMessage tone="warn">{t("once")}</FormMessage>
            <div className="flex gap-2">
              <Field label={t("newTitle")} labelHidden className="flex-1">
                <Input readOnly value={key} onFocus={(event) => event.currentTarget.select()} />
              </Field>
              <Button
                icon={<Copy aria-hidden />}
                onClick={() => {
                  void navigator.clipboard.writeText(key).then(() => toast.say(t("copied")));
                }}
              >
                {t("copy")}
              </Button>
            </div>
            <Button variant="primary" onClick={() => show(false)}>
              {t("done")}
            </Button>
          </div>
        )}
      </Dialog>
    </>
  );
}

export function WithdrawKey({ id, name }: { id: string; name: string }) {
  const t = useTranslations("keys");
  const toast = useToast();
  return (
    <ConfirmDialog
      title={t("withdrawTitle", { name })}
      confirmLabel={t("withdraw")}
      destructive
      trigger={<Button size="sm">{t("withdraw")}</Button>}
      onConfirm={async () => {
        const done = await withdrawKeyAction(null, { id });
        if (done?.ok) toast.say(t("withdrawn", { name }));
        else toast.fail(done?.message ?? "");
      }}
    >
      {t("withdrawText")}
    </ConfirmDialog>
  );
}
