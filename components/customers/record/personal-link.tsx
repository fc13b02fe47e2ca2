"use client";

import { useTranslations } from "next-intl";
import { useId, useState, useTransition } from "react";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { FormMessage } from "@/components/ui/form-message";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { useToast } from "@/components/ui/toaster";
import { createLinkAction } from "@/lib/surveys/actions";

export type PersonalLinkProps = {
  customerId: string;
  contact: { id: string; name: string };
  surveys: readonly { id: string; name: string }[];
  publicUrl: string;
  close: () => void;
};

/** A survey link for one person: their answer counts as theirs. */
export function PersonalLink({ customerId, contact, surveys, publicUrl, close }: PersonalLinkProps) {
  const t = useTranslations("record.people");
  const toast = useToast();
  const formId = useId();
  const [pending, startTransition] = useTransition();
  const [failed, setFailed] = useState<string | null>(null);
  const [address, setAddress] = useState<string | null>(null);
  const make = (form: FormData) =>
    startTransition(async () => {
      const surveyId = String(form.get("surveyId"));
      const none = { channelId: null, touchpointId: null };
      const done = await createLinkAction(null, {
        ...none,
        surveyId,
        name: contact.name,
        customerId,
        contactId: contact.id,
      });
      if (!done) return;
      if (!done.ok) return setFailed(Object.values(done.fieldErrors)[0] ?? done.message);
      setFailed(null);
      setAddress(`${publicUrl}/s/${done.value.token}`);
    });
  const copy = async () => {
    if (!address) return;
    await navigator.clipboard.writeText(address).then(
      () => toast.say(t("copied")),
      () => toast.fail(t("notCopied")),
    );
  };
  return (
    <Dialog
      open
      onOpenChange={(open) => {
        if (!open) close();
      }}
      title={t("linkTitle", { name: contact.name })}
      description={t("linkLead")}
      footer={
        address ? (
          <Button variant="primary" onClick={copy}>
            {t("copy")}
          </Button>
        ) : (
          <Button variant="primary" type="submit" form={formId} pending={pending}>
            {t("makeLink")}
          </Button>
        )
      }
    >
      {address ? (
        <Field label={t("linkAddress")}>
          <Input readOnly value={address} onFocus={(event) => event.target.select()} />
        </Field>
      ) : (
        <form
          id={formId}
          onSubmit={(event) => {
            event.preventDefault();
            make(new FormData(event.currentTarget));
          }}
          className="flex flex-col gap-4"
        >
          <FormMessage>{failed}</FormMessage>
          <Field label={t("survey")} name="surveyId">
            <Select options={surveys.map(({ id, name }) => ({ value: id, label: name }))} />
          </Field>
        </form>
      )}
    </Dialog>
  );
}
