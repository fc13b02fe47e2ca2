"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { SaveDialog, type SaveFormState, useSaveForm } from "@/components/ui/save-form";
import { Select } from "@/components/ui/select";
import { useToast } from "@/components/ui/toaster";
import type { CustomerContact } from "@/lib/customers/customer";
import { addPersonAction, updateContactAction } from "@/lib/customers/record-actions";
import { newId } from "@/lib/id";

/** A new person at the company or in the household: the form's state, for a button that stands elsewhere. */
export function useNewPerson(customerId: string): SaveFormState {
  const t = useTranslations("record.people");
  const toast = useToast();
  const [id, setId] = useState(newId);
  return useSaveForm(
    (sent) => {
      sent.set("customerId", customerId);
      sent.set("id", id);
      return addPersonAction(null, sent);
    },
    (sent) => {
      setId(newId());
      toast.say(t("added", { name: String(sent.get("name")) }));
    },
  );
}

/** The same for somebody who is known. */
export function useChangedPerson(contact: CustomerContact): SaveFormState {
  const t = useTranslations("record.people");
  const toast = useToast();
  return useSaveForm(
    (sent) => {
      sent.set("id", contact.id);
      return updateContactAction(null, sent);
    },
    () => toast.say(t("saved")),
  );
}

/** Who they are, which part they play, how much they decide, and whether they speak for us. */
export function PersonDialog({ form, contact }: { form: SaveFormState; contact?: CustomerContact }) {
  const t = useTranslations("record.people");
  const errors = form.fieldErrors;
  const influence = contact?.influence ?? null;
  return (
    <SaveDialog
      form={form}
      title={contact ? t("editTitle", { name: contact.name }) : t("addTitle")}
      submitLabel={t(contact ? "save" : "add")}
    >
      <Field label={t("name")} name="name" fieldErrors={errors}>
        <Input required maxLength={200} autoComplete="off" defaultValue={contact?.name} />
      </Field>
      <div className="grid grid-cols-2 gap-3 max-md:grid-cols-1">
        <Field label={t("role")} name="role" optional hint={t("roleHint")} fieldErrors={errors}>
          <Input maxLength={60} autoComplete="off" defaultValue={contact?.role} />
        </Field>
        <Field label={t("influence")} name="influence" optional hint={t("influenceHint")} fieldErrors={errors}>
          <Input
            inputMode="numeric"
            autoComplete="off"
            end="%"
            defaultValue={influence === null ? "" : String(Math.round(influence * 1000) / 10)}
          />
        </Field>
        <Field label={t("stance")} name="stance" optional fieldErrors={errors}>
          <Select
            defaultValue={contact?.stance == null ? "" : String(contact.stance)}
            placeholder={t("stanceOf.unknown")}
            options={[
              { value: "1", label: t("stanceOf.for") },
              { value: "0", label: t("stanceOf.neither") },
              { value: "-1", label: t("stanceOf.against") },
            ]}
          />
        </Field>
        <Field label={t("email")} name="email" optional fieldErrors={errors}>
          <Input type="email" autoComplete="off" defaultValue={contact?.email ?? ""} />
        </Field>
        <Field label={t("phone")} name="phone" optional fieldErrors={errors}>
          <Input type="tel" autoComplete="off" defaultValue={contact?.phone ?? ""} />
        </Field>
      </div>
    </SaveDialog>
  );
}
