"use client";

import { useTranslations } from "next-intl";
import { type ReactElement, startTransition, useActionState, useId, useState } from "react";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { Dialog } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { FormMessage } from "@/components/ui/form-message";
import { Input } from "@/components/ui/input";
import { RadioGroup } from "@/components/ui/radio-group";
import { Select } from "@/components/ui/select";
import { Textarea } from "@/components/ui/textarea";
import { useToast } from "@/components/ui/toaster";
import type { ActionState } from "@/lib/auth/action";
import { createTouchpointAction, updateTouchpointAction } from "@/lib/catalogue/actions";

const CONTROLLERS = ["firm", "partner", "customer", "public"] as const;

export type EditedTouchpoint = {
  id: string;
  name: string;
  description: string;
  controller: (typeof CONTROLLERS)[number];
  isDirect: boolean;
  owner: { id: string } | null;
  channels: { id: string }[];
  /** Left out: not edited here. */
  cue?: string;
  reward?: string;
};

export type TouchpointDialogProps = {
  /** Absent for a new one. */
  touchpoint?: EditedTouchpoint;
  channels: { id: string; name: string }[];
  /** Who may own it. */
  members: { id: string; name: string }[];
  trigger?: ReactElement;
  open?: boolean;
  onOpenChange?: (open: boolean) => void;
};

/** Adds or edits one touchpoint. */
export function TouchpointDialog({
  touchpoint,
  channels,
  members,
  trigger,
  open,
  onOpenChange,
}: TouchpointDialogProps) {
  const t = useTranslations("catalogue");
  const toast = useToast();
  const formId = useId();
  const [inner, setInner] = useState(false);
  const change = (next: boolean) => {
    setInner(next);
    onOpenChange?.(next);
  };
  const [state, submit, pending] = useActionState(async (before: ActionState, form: FormData): Promise<ActionState> => {
    const after = touchpoint ? await updateTouchpointAction(null, form) : await createTouchpointAction(null, form);
    if (after?.ok) {
      change(false);
      toast.say(t("saved"));
    }
    return after ?? before;
  }, null);
  const failed = state && !state.ok ? state : null;
  const met = new Set(touchpoint?.channels.map(({ id }) => id));
  return (
    <Dialog
      title={touchpoint ? t("edit") : t("newTitle")}
      open={open ?? inner}
      onOpenChange={change}
      {...(trigger ? { trigger } : {})}
      footer={
        <Button type="submit" form={formId} variant="primary" pending={pending}>
          {touchpoint ? t("save") : t("create")}
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
        {touchpoint ? <input type="hidden" name="id" value={touchpoint.id} /> : null}
        <FormMessage>{failed?.message}</FormMessage>
        <Field label={t("name")} name="name" fieldErrors={failed?.fieldErrors}>
          <Input autoFocus maxLength={80} defaultValue={touchpoint?.name} placeholder={t("namePlaceholder")} />
        </Field>
        <Field label={t("description")} name="description" optional fieldErrors={failed?.fieldErrors}>
          <Textarea rows={2} maxLength={500} defaultValue={touchpoint?.description} />
        </Field>
        <RadioGroup
          name="controller"
          legend={t("controllerLabel")}
          defaultValue={touchpoint?.controller ?? "firm"}
          options={CONTROLLERS.map((value) => ({
            value,
            label: t(`controller.${value}`),
            hint: t(`controllerHint.${value}`),
          }))}
        />
        <RadioGroup
          name="isDirect"
          legend={t("contactLabel")}
          variant="choice"
          defaultValue={touchpoint && !touchpoint.isDirect ? "indirect" : "direct"}
          options={[
            { value: "direct", label: t("direct") },
            { value: "indirect", label: t("indirect") },
          ]}
        />
        <Field label={t("owner")} name="ownerId" optional fieldErrors={failed?.fieldErrors}>
          <Select
            defaultValue={touchpoint?.owner?.id ?? ""}
            options={[
              { value: "", label: t("nobody") },
              ...members.map(({ id, name }) => ({ value: id, label: name })),
            ]}
          />
        </Field>
        {!touchpoint || touchpoint.cue !== undefined ? (
          <div className="grid gap-4 sm:grid-cols-2">
            <Field label={t("cue")} name="cue" hint={t("cueHint")} optional fieldErrors={failed?.fieldErrors}>
              <Textarea rows={2} maxLength={300} defaultValue={touchpoint?.cue} />
            </Field>
            <Field label={t("reward")} name="reward" hint={t("rewardHint")} optional fieldErrors={failed?.fieldErrors}>
              <Textarea rows={2} maxLength={300} defaultValue={touchpoint?.reward} />
            </Field>
          </div>
        ) : null}
        <fieldset className="flex flex-col gap-1">
          <legend className="mb-1 text-sm font-medium">{t("channelsLabel")}</legend>
          {channels.length === 0 ? <p className="text-sm text-muted">{t("noChannels")}</p> : null}
          <div className="grid grid-cols-2 gap-x-4 gap-y-1">
            {channels.map((channel) => (
              <Checkbox
                key={channel.id}
                name="channelIds"
                value={channel.id}
                label={channel.name}
                defaultChecked={met.has(channel.id)}
              />
            ))}
          </div>
        </fieldset>
      </form>
    </Dialog>
  );
}
