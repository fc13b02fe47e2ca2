"use client";

import { Plus } from "lucide-react";
import { useTranslations } from "next-intl";
import { type FormEvent, useId, useState, useTransition } from "react";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { FormMessage } from "@/components/ui/form-message";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { Textarea } from "@/components/ui/textarea";
import { useToast } from "@/components/ui/toaster";
import {
  archiveAttributeAction,
  createAttributeAction,
  restoreAttributeAction,
  updateAttributeAction,
} from "@/lib/customers/actions";
import type { AttributeDefinition } from "@/lib/customers/attributes";
import { FieldMenu } from "./field-menu";

const KINDS = ["choice", "text", "number", "boolean", "date", "money"] as const;

type AttributeFormProps = {
  /** Left out: a new one, opened by a button of its own. */
  attribute?: AttributeDefinition;
  open?: boolean;
  onClose?: () => void;
};

/** Makes an attribute, or changes what it is called and what may be chosen. */
export function AttributeForm({ attribute, open: asked, onClose }: AttributeFormProps) {
  const t = useTranslations("settings.attribute");
  const toast = useToast();
  const formId = useId();
  const [isOpen, setIsOpen] = useState(false);
  const [kind, setKind] = useState<string>(attribute?.kind ?? "choice");
  const [failed, setFailed] = useState<{ message: string; fieldErrors: Record<string, string> } | null>(null);
  const [pending, start] = useTransition();
  const setOpen = (next: boolean) => {
    setFailed(null);
    setIsOpen(next);
    if (!next) onClose?.();
  };
  const save = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    start(async () => {
      const done = attribute ? await updateAttributeAction(null, form) : await createAttributeAction(null, form);
      if (!done) return;
      if (!done.ok) return setFailed(done);
      setOpen(false);
      toast.say(t(attribute ? "saved" : "made"));
    });
  };
  const errors = failed?.fieldErrors;
  return (
    <Dialog
      title={t(attribute ? "editTitle" : "new")}
      open={asked ?? isOpen}
      onOpenChange={setOpen}
      trigger={
        attribute ? undefined : (
          <Button variant="primary" icon={<Plus aria-hidden />} data-create>
            {t("new")}
          </Button>
        )
      }
      footer={
        <Button type="submit" form={formId} variant="primary" pending={pending}>
          {t("save")}
        </Button>
      }
    >
      <form id={formId} noValidate onSubmit={save} className="flex flex-col gap-4">
        <FormMessage>{failed?.message}</FormMessage>
        {attribute ? <input type="hidden" name="id" value={attribute.id} /> : null}
        <Field label={t("label")} name="label" fieldErrors={errors}>
          <Input defaultValue={attribute?.label} maxLength={80} autoComplete="off" />
        </Field>
        {attribute ? null : (
          <>
            <Field label={t("key")} name="key" hint={t("keyHint")} fieldErrors={errors}>
              <Input maxLength={63} autoComplete="off" spellCheck={false} />
            </Field>
            <Field label={t("kind")} name="kind" fieldErrors={errors}>
              <Select
                value={kind}
                onChange={(event) => setKind(event.target.value)}
                options={KINDS.map((value) => ({ value, label: t(`kinds.${value}`) }))}
              />
            </Field>
          </>
        )}
        {kind === "choice" ? (
          <Field label={t("options")} name="options" hint={t("optionsHint")} fieldErrors={errors}>
            <Textarea rows={6} defaultValue={attribute?.options.join("\n")} />
          </Field>
        ) : null}
        {kind === "number" ? (
          <Field label={t("unit")} name="unit" optional hint={t("unitHint")} fieldErrors={errors}>
            <Input defaultValue={attribute?.unit} maxLength={20} autoComplete="off" />
          </Field>
        ) : null}
      </form>
    </Dialog>
  );
}

/** What may be done with an attribute. */
export function AttributeMenu({ attribute, isArchived }: { attribute: AttributeDefinition; isArchived: boolean }) {
  const t = useTranslations("settings.attribute");
  const { id, label: name } = attribute;
  return (
    <FieldMenu
      id={id}
      isArchived={isArchived}
      words={{
        more: t("more", { name }),
        edit: t("edit", { name }),
        archive: t("archive"),
        archived: t("archived", { name }),
        restore: t("restore"),
        restored: t("restored", { name }),
      }}
      archive={archiveAttributeAction}
      restore={restoreAttributeAction}
      form={(close) => <AttributeForm attribute={attribute} open onClose={close} />}
    />
  );
}
