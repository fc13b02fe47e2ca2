"use client";

import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { FormMessage } from "@/components/ui/form-message";
import { Input } from "@/components/ui/input";
import { useSaveForm } from "@/components/ui/save-form";
import { useToast } from "@/components/ui/toaster";
import { setMeasuresAction } from "@/lib/lifecycle/actions";

type Props = { lostAfterDays: number | null; marginShare: number; contactCostCents: number; currency: string };

/** What the measures are worked out with: an admin's to set. */
export function MeasuresDialog({ lostAfterDays, marginShare, contactCostCents, currency }: Props) {
  const t = useTranslations("lifecycle.measures");
  const toast = useToast();
  const form = useSaveForm(
    (sent) => setMeasuresAction(null, sent),
    () => toast.say(t("saved")),
  );
  return (
    <Dialog
      title={t("dialog")}
      size="sm"
      open={form.open}
      onOpenChange={form.setOpen}
      trigger={<Button size="sm">{t("edit")}</Button>}
      footer={
        <Button type="submit" form={form.formId} variant="primary" pending={form.pending}>
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
        <FormMessage>{form.fieldErrors && Object.keys(form.fieldErrors).length > 0 ? null : form.message}</FormMessage>
        <Field
          label={t("lostAfterDays")}
          name="lostAfterDays"
          hint={t("lostHint")}
          optional
          fieldErrors={form.fieldErrors}
        >
          <Input type="number" inputMode="numeric" defaultValue={lostAfterDays ?? ""} />
        </Field>
        <Field label={t("margin")} name="marginShare" hint={t("marginHint")} fieldErrors={form.fieldErrors}>
          <Input type="number" step="any" inputMode="decimal" defaultValue={Math.round(marginShare * 10_000) / 100} />
        </Field>
        <Field
          label={t("cost", { currency })}
          name="contactCostCents"
          hint={t("costHint")}
          fieldErrors={form.fieldErrors}
        >
          <Input type="number" step="any" inputMode="decimal" defaultValue={(contactCostCents / 100).toFixed(2)} />
        </Field>
      </form>
    </Dialog>
  );
}
