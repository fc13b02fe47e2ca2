"use client";

import { Plus } from "lucide-react";
import { useTranslations } from "next-intl";
import { useId, useState, useTransition } from "react";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { FormMessage } from "@/components/ui/form-message";
import { Input } from "@/components/ui/input";
import { useToast } from "@/components/ui/toaster";
import { addContactAction } from "@/lib/customers/actions";
import { newId } from "@/lib/id";

/** A person at the company or in the household, with the part they play. */
export function AddPerson({ customerId }: { customerId: string }) {
  const t = useTranslations("customers.people");
  const toast = useToast();
  const formId = useId();
  const [open, setOpen] = useState(false);
  const [id, setId] = useState(newId);
  const [pending, startTransition] = useTransition();
  const [failed, setFailed] = useState<{ message: string; fieldErrors: Record<string, string> } | null>(null);
  const save = (form: FormData) =>
    startTransition(async () => {
      form.set("customerId", customerId);
      form.set("id", id);
      const done = await addContactAction(null, form);
      if (!done) return;
      if (!done.ok) return setFailed(done);
      setFailed(null);
      setId(newId());
      setOpen(false);
      toast.say(t("added", { name: String(form.get("name")) }));
    });
  const errors = failed?.fieldErrors;
  return (
    <Dialog
      title={t("addTitle")}
      open={open}
      onOpenChange={(next) => {
        setOpen(next);
        setFailed(null);
      }}
      trigger={
        <Button size="sm" icon={<Plus aria-hidden className="size-3.5" />}>
          {t("add")}
        </Button>
      }
      footer={
        <Button type="submit" form={formId} variant="primary" pending={pending}>
          {t("add")}
        </Button>
      }
    >
      <form
        id={formId}
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          save(new FormData(event.currentTarget));
        }}
        className="flex flex-col gap-4"
      >
        <FormMessage>{failed?.message}</FormMessage>
        <Field label={t("name")} name="name" fieldErrors={errors}>
          <Input required maxLength={200} autoComplete="off" />
        </Field>
        <div className="grid grid-cols-2 gap-3 max-md:grid-cols-1">
          <Field label={t("role")} name="role" optional hint={t("roleHint")} fieldErrors={errors}>
            <Input maxLength={60} autoComplete="off" />
          </Field>
          <Field label={t("influence")} name="influence" optional hint={t("influenceHint")} fieldErrors={errors}>
            <Input inputMode="numeric" autoComplete="off" />
          </Field>
          <Field label={t("email")} name="email" optional fieldErrors={errors}>
            <Input type="email" autoComplete="off" />
          </Field>
          <Field label={t("phone")} name="phone" optional fieldErrors={errors}>
            <Input type="tel" autoComplete="off" />
          </Field>
        </div>
      </form>
    </Dialog>
  );
}
