"use client";

import { Plus } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { SaveDialog, useSaveForm } from "@/components/ui/save-form";
import { useToast } from "@/components/ui/toaster";
import { newId } from "@/lib/id";
import type { PromiseMade } from "@/lib/interactions/promise";
import { changePromiseAction, makePromiseAction } from "@/lib/interactions/promise-actions";

function PromiseFields(props: { text: string; dueOn: string; errors: Record<string, string> | undefined }) {
  const t = useTranslations("interactions.promise");
  return (
    <>
      <Field label={t("what")} name="text" fieldErrors={props.errors}>
        <Input
          required
          maxLength={200}
          autoComplete="off"
          autoFocus
          placeholder={t("whatHint")}
          defaultValue={props.text}
        />
      </Field>
      <Field label={t("dueOn")} name="dueOn" fieldErrors={props.errors}>
        <Input type="date" required defaultValue={props.dueOn} />
      </Field>
    </>
  );
}

const inAWeek = (today: string) => new Date(Date.parse(today) + 7 * 86_400_000).toISOString().slice(0, 10);

export function AddPromise({ customerId, today }: { customerId: string; today: string }) {
  const t = useTranslations("interactions.promise");
  const toast = useToast();
  const [id, setId] = useState(newId);
  const form = useSaveForm(
    (sent) => {
      sent.set("id", id);
      sent.set("customerId", customerId);
      return makePromiseAction(null, sent);
    },
    () => {
      setId(newId());
      toast.say(t("added"));
    },
  );
  return (
    <SaveDialog
      form={form}
      size="sm"
      title={t("addTitle")}
      trigger={
        <Button size="sm" variant="ghost" icon={<Plus aria-hidden />}>
          {t("add")}
        </Button>
      }
      submitLabel={t("save")}
    >
      <PromiseFields text="" dueOn={inAWeek(today)} errors={form.fieldErrors} />
    </SaveDialog>
  );
}

export function EditPromise({ promise, onClose }: { promise: PromiseMade; onClose: () => void }) {
  const t = useTranslations("interactions.promise");
  const toast = useToast();
  const form = useSaveForm(
    (sent) => {
      sent.set("id", promise.id);
      return changePromiseAction(null, sent);
    },
    () => {
      onClose();
      toast.say(t("saved"));
    },
  );
  return (
    <SaveDialog form={form} size="sm" title={t("edit")} open onOpenChange={onClose} submitLabel={t("save")}>
      <PromiseFields text={promise.text} dueOn={promise.dueOn} errors={form.fieldErrors} />
    </SaveDialog>
  );
}
