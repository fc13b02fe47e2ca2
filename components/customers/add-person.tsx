"use client";

import { Plus } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { SaveForm, useSaveForm } from "@/components/ui/save-form";
import { useToast } from "@/components/ui/toaster";
import { addContactAction } from "@/lib/customers/actions";
import { newId } from "@/lib/id";

/** A person at the company or in the household, with the part they play. */
export function AddPerson({ customerId }: { customerId: string }) {
  const t = useTranslations("customers.people");
  const toast = useToast();
  const [id, setId] = useState(newId);
  const form = useSaveForm(
    (sent) => {
      sent.set("customerId", customerId);
      sent.set("id", id);
      return addContactAction(null, sent);
    },
    (sent) => {
      setId(newId());
      toast.say(t("added", { name: String(sent.get("name")) }));
    },
  );
  const errors = form.fieldErrors;
  return (
    <Dialog
      title={t("addTitle")}
      open={form.open}
      onOpenChange={form.setOpen}
      trigger={
        <Button size="sm" icon={<Plus aria-hidden className="size-3.5" />}>
          {t("add")}
        </Button>
      }
      footer={
        <Button type="submit" form={form.formId} variant="primary" pending={form.pending}>
          {t("add")}
        </Button>
      }
    >
      <SaveForm form={form}>
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
      </SaveForm>
    </Dialog>
  );
}
