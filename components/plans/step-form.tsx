"use client";

import { useTranslations } from "next-intl";
import { useState, useTransition } from "react";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { FormMessage } from "@/components/ui/form-message";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";

export type PlanMember = { id: string; name: string };
type Sent = { ok: true; value: unknown } | { ok: false; message: string; fieldErrors: Record<string, string> } | null;

export type StepFormProps = {
  isGoal: boolean;
  initial: { text: string; dueOn: string | null; ownerId: string | null };
  members: readonly PlanMember[];
  send: (fields: { text: string; dueOn: string; ownerId: string }) => Promise<Sent>;
  onSaved: () => void;
  onCancel: () => void;
};

/** A goal's or milestone's words, day and owner, edited where it stands. Enter saves, Esc leaves. */
export function StepForm({ isGoal, initial, members, send, onSaved, onCancel }: StepFormProps) {
  const t = useTranslations("plans.form");
  const [pending, start] = useTransition();
  const [failed, setFailed] = useState<Extract<Sent, { ok: false }> | null>(null);
  return (
    <form
      noValidate
      className="no-print flex flex-col gap-2 rounded-md bg-sunken p-3"
      onKeyDown={(event) => {
        if (event.key === "Escape") {
          event.stopPropagation();
          onCancel();
        }
      }}
      onSubmit={(event) => {
        event.preventDefault();
        const given = new FormData(event.currentTarget);
        const field = (name: string) => String(given.get(name) ?? "");
        start(async () => {
          const done = await send({ text: field("text"), dueOn: field("dueOn"), ownerId: field("ownerId") });
          if (!done) return;
          if (done.ok) onSaved();
          else setFailed(done);
        });
      }}
    >
      <FormMessage>{failed?.message}</FormMessage>
      <Field label={t(isGoal ? "goal" : "milestone")} name="text" fieldErrors={failed?.fieldErrors}>
        <Input
          required
          maxLength={300}
          autoComplete="off"
          autoFocus
          placeholder={t(isGoal ? "goalHint" : "milestoneHint")}
          defaultValue={initial.text}
        />
      </Field>
      <div className="flex flex-wrap items-start gap-2">
        <Field label={t("dueOn")} name="dueOn" optional fieldErrors={failed?.fieldErrors} className="w-40">
          <Input type="date" defaultValue={initial.dueOn ?? ""} />
        </Field>
        <Field label={t("owner")} name="ownerId" optional fieldErrors={failed?.fieldErrors} className="min-w-40 flex-1">
          <Select
            defaultValue={initial.ownerId ?? ""}
            options={[
              { value: "", label: t("nobody") },
              ...members.map(({ id, name }) => ({ value: id, label: name })),
            ]}
          />
        </Field>
      </div>
      <div className="flex justify-end gap-2">
        <Button size="sm" variant="ghost" onClick={onCancel}>
          {t("cancel")}
        </Button>
        <Button size="sm" type="submit" variant="primary" pending={pending}>
          {t("save")}
        </Button>
      </div>
    </form>
  );
}
