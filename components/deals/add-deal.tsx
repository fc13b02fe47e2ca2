"use client";

import { Plus } from "lucide-react";
import { useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import { CustomerPicker } from "@/components/interactions/customer-picker";
import { Avatar } from "@/components/ui/avatar";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { SaveForm, useSaveForm } from "@/components/ui/save-form";
import { Sheet } from "@/components/ui/sheet";
import { useToast } from "@/components/ui/toaster";
import { createDealAction } from "@/lib/deals/actions";
import { newId } from "@/lib/id";

export type AddDealProps = {
  currency: string;
  /** Left out: the customer is chosen in the sheet. */
  customer?: { id: string; name: string };
  /** The page's main action: it answers the key c. */
  primary?: boolean;
  open?: boolean;
};

export function AddDeal({ currency, customer, primary = false, open: asked = false }: AddDealProps) {
  const t = useTranslations("deals");
  const words = useTranslations("interactions");
  const toast = useToast();
  const [id, setId] = useState(newId);
  const [chosen, setChosen] = useState<{ id: string; name: string } | null>(customer ?? null);
  const form = useSaveForm(
    (sent) => {
      sent.set("id", id);
      sent.set("customerId", chosen?.id ?? "");
      if (sent.get("probability") === "") sent.delete("probability");
      return createDealAction(null, sent);
    },
    (sent) => {
      setId(newId());
      setChosen(customer ?? null);
      toast.say(t("form.added", { name: String(sent.get("name")) }));
    },
    asked,
  );
  const { setOpen, fieldErrors: errors } = form;
  useEffect(() => setOpen(asked), [asked]);
  return (
    <Sheet
      title={t("addTitle")}
      open={form.open}
      onOpenChange={form.setOpen}
      trigger={
        primary ? (
          <Button variant="primary" icon={<Plus aria-hidden />} data-create>
            {t("add")}
          </Button>
        ) : (
          <Button size="sm" icon={<Plus aria-hidden className="size-3.5" />}>
            {t("add")}
          </Button>
        )
      }
      footer={
        <Button type="submit" form={form.formId} variant="primary" pending={form.pending}>
          {t("form.save")}
        </Button>
      }
    >
      <SaveForm form={form}>
        {chosen ? (
          <div className="flex items-center gap-3">
            <Avatar name={chosen.name} size="lg" tone="accent" />
            <p className="min-w-0 flex-1 truncate font-medium">{chosen.name}</p>
            {customer ? null : (
              <Button variant="link" onClick={() => setChosen(null)}>
                {words("change")}
              </Button>
            )}
          </div>
        ) : (
          <CustomerPicker onPick={setChosen} error={errors?.customerId} />
        )}
        <Field label={t("form.name")} name="name" fieldErrors={errors}>
          <Input required maxLength={200} autoComplete="off" />
        </Field>
        <div className="grid grid-cols-2 gap-3">
          <Field label={t("form.amount", { currency })} name="amount" fieldErrors={errors}>
            <Input required inputMode="decimal" autoComplete="off" />
          </Field>
          <Field label={t("form.close")} name="expectedCloseOn" optional fieldErrors={errors}>
            <Input type="date" />
          </Field>
        </div>
        <Field
          label={t("form.probability")}
          name="probability"
          optional
          hint={t("form.probabilityHint")}
          fieldErrors={errors}
        >
          <Input inputMode="numeric" autoComplete="off" />
        </Field>
        <Field label={t("form.source")} name="source" optional fieldErrors={errors}>
          <Input maxLength={80} autoComplete="off" />
        </Field>
      </SaveForm>
    </Sheet>
  );
}
