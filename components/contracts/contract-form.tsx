"use client";

import { Plus } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { SaveDialog, useSaveForm } from "@/components/ui/save-form";
import { useToast } from "@/components/ui/toaster";
import { createContractAction, updateContractAction } from "@/lib/contracts/actions";
import { type Contract, yearLater } from "@/lib/contracts/contract";
import { amountText } from "@/lib/format";
import { newId } from "@/lib/id";

type FieldsProps = {
  contract: Pick<Contract, "name" | "yearCents" | "currency" | "startsOn" | "renewsOn"> | null;
  currency: string;
  today: string;
  errors: Record<string, string> | undefined;
};

function ContractFields({ contract, currency, today, errors }: FieldsProps) {
  const t = useTranslations("contracts.form");
  return (
    <>
      <Field label={t("name")} name="name" fieldErrors={errors}>
        <Input
          required
          maxLength={120}
          autoComplete="off"
          placeholder={t("nameHint")}
          defaultValue={contract?.name ?? ""}
        />
      </Field>
      <div className="grid grid-cols-[minmax(0,1fr)_6rem] gap-3">
        <Field label={t("yearAmount")} name="yearAmount" fieldErrors={errors}>
          <Input
            required
            inputMode="decimal"
            autoComplete="off"
            defaultValue={contract ? amountText(contract.yearCents) : ""}
          />
        </Field>
        <Field label={t("currency")} name="currency" fieldErrors={errors}>
          <Input required maxLength={3} autoComplete="off" defaultValue={contract?.currency ?? currency} />
        </Field>
      </div>
      <div className="grid grid-cols-2 gap-3">
        <Field label={t("startsOn")} name="startsOn" fieldErrors={errors}>
          <Input type="date" required defaultValue={contract?.startsOn ?? today} />
        </Field>
        <Field label={t("renewsOn")} name="renewsOn" optional fieldErrors={errors}>
          <Input type="date" defaultValue={contract ? (contract.renewsOn ?? "") : yearLater(today)} />
        </Field>
      </div>
    </>
  );
}

export function AddContract({ customerId, currency, today }: { customerId: string; currency: string; today: string }) {
  const t = useTranslations("contracts");
  const toast = useToast();
  const [id, setId] = useState(newId);
  const form = useSaveForm(
    (sent) => {
      sent.set("id", id);
      sent.set("customerId", customerId);
      return createContractAction(null, sent);
    },
    (sent) => {
      setId(newId());
      toast.say(t("added", { name: String(sent.get("name")) }));
    },
  );
  return (
    <SaveDialog
      form={form}
      title={t("add")}
      trigger={
        <Button size="sm" variant="ghost" icon={<Plus aria-hidden />}>
          {t("add")}
        </Button>
      }
      submitLabel={t("form.save")}
    >
      <ContractFields contract={null} currency={currency} today={today} errors={form.fieldErrors} />
    </SaveDialog>
  );
}

type EditProps = { contract: Contract; today: string; open: boolean; onOpenChange: (open: boolean) => void };

export function EditContract({ contract, today, open, onOpenChange }: EditProps) {
  const t = useTranslations("contracts");
  const toast = useToast();
  const form = useSaveForm(
    (sent) => {
      sent.set("id", contract.id);
      return updateContractAction(null, sent);
    },
    () => {
      onOpenChange(false);
      toast.say(t("saved"));
    },
  );
  return (
    <SaveDialog form={form} title={t("edit")} open={open} onOpenChange={onOpenChange} submitLabel={t("form.save")}>
      <ContractFields contract={contract} currency={contract.currency} today={today} errors={form.fieldErrors} />
    </SaveDialog>
  );
}
