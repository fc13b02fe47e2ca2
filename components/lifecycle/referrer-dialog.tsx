"use client";

import { UserPlus, X } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState, useTransition } from "react";
import { CustomerPicker, type PickedCustomer } from "@/components/interactions/customer-picker";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { FormMessage } from "@/components/ui/form-message";
import { IconButton } from "@/components/ui/icon-button";
import { Input } from "@/components/ui/input";
import { useSaveForm } from "@/components/ui/save-form";
import { useToast } from "@/components/ui/toaster";
import { clearReferrerAction, setReferrerAction } from "@/lib/lifecycle/actions";

type Props = { customer: { id: string; name: string }; hasOne: boolean };

/** Says who brought a customer. */
export function ReferrerDialog({ customer, hasOne }: Props) {
  const t = useTranslations("lifecycle.referral");
  const toast = useToast();
  const [picked, setPicked] = useState<PickedCustomer | null>(null);
  const form = useSaveForm(
    (sent) => setReferrerAction(null, sent),
    () => {
      toast.say(t("saved", { name: picked?.name ?? "" }));
      setPicked(null);
    },
  );
  const known = form.fieldErrors?.referrerId || form.fieldErrors?.on;
  return (
    <Dialog
      title={t("dialog", { name: customer.name })}
      size="sm"
      open={form.open}
      onOpenChange={form.setOpen}
      trigger={
        <Button size="sm" variant="ghost" icon={<UserPlus aria-hidden />}>
          {t(hasOne ? "change" : "add")}
        </Button>
      }
      footer={
        <Button type="submit" form={form.formId} variant="primary" pending={form.pending} disabled={!picked}>
          {t("save")}
        </Button>
      }
    >
      <form
        id={form.formId}
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          form.submit(new FormData(event.currentTarget));
        }}
      >
        <input type="hidden" name="customerId" value={customer.id} />
        <input type="hidden" name="referrerId" value={picked?.id ?? ""} />
        <FormMessage>{known ? null : form.message}</FormMessage>
        <CustomerPicker onPick={setPicked} error={form.fieldErrors?.referrerId} />
        {picked ? <p className="text-sm font-medium">{t("picked", { name: picked.name })}</p> : null}
        <Field label={t("on")} name="on" hint={t("onHint")} optional fieldErrors={form.fieldErrors}>
          <Input type="date" />
        </Field>
      </form>
    </Dialog>
  );
}

export function RemoveReferrer({ customerId, timeZone }: { customerId: string; timeZone: string }) {
  const t = useTranslations("lifecycle.referral");
  const toast = useToast();
  const [pending, start] = useTransition();
  return (
    <IconButton
      size="sm"
      label={t("remove")}
      icon={<X aria-hidden />}
      pending={pending}
      onClick={() =>
        start(async () => {
          const done = await clearReferrerAction(null, { customerId });
          if (!done) return;
          if (!done.ok) return toast.fail(done.message);
          const { before } = done.value;
          if (!before) return;
          const day = new Intl.DateTimeFormat("en-CA", { timeZone }).format(new Date(before.at));
          toast.undo(t("removed"), async () => {
            await setReferrerAction(null, { customerId, referrerId: before.referrerId, on: day });
          });
        })
      }
    />
  );
}
