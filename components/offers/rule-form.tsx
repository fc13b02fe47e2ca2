"use client";

import { Plus } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { SaveForm, type SaveFormState, useSaveForm } from "@/components/ui/save-form";
import { Select } from "@/components/ui/select";
import { Sheet } from "@/components/ui/sheet";
import { useToast } from "@/components/ui/toaster";
import { amountText } from "@/lib/format";
import { OfferTrigger } from "@/lib/generated/prisma/enums";
import { createOfferRuleAction, updateOfferRuleAction } from "@/lib/offers/actions";
import type { OfferRule } from "@/lib/offers/offer";

type Choice = { id: string; name: string };

export type RuleChoices = {
  segments: readonly Choice[];
  products: readonly Choice[];
  channels: readonly Choice[];
  /** The workspace's. */
  currency: string;
};

type FieldsProps = { rule: OfferRule | null; choices: RuleChoices; form: SaveFormState };

function RuleFields({ rule, choices, form: { fieldErrors: errors } }: FieldsProps) {
  const t = useTranslations("offers");
  const [trigger, setTrigger] = useState<OfferTrigger>(rule?.trigger ?? "habit_passed");
  const from = (list: readonly Choice[], first: string) => [
    { value: "", label: first },
    ...list.map(({ id, name }) => ({ value: id, label: name })),
  ];
  return (
    <>
      <Field label={t("form.name")} name="name" fieldErrors={errors}>
        <Input
          required
          maxLength={80}
          autoComplete="off"
          placeholder={t("form.nameHint")}
          defaultValue={rule?.name ?? ""}
        />
      </Field>
      <Field label={t("form.segment")} name="segmentId" fieldErrors={errors}>
        <Select defaultValue={rule?.segmentId ?? ""} options={from(choices.segments, t("rules.everybody"))} />
      </Field>
      <div className="grid grid-cols-2 gap-3">
        <Field label={t("form.trigger")} name="trigger" fieldErrors={errors}>
          <Select
            value={trigger}
            onChange={(event) => setTrigger(event.target.value as OfferTrigger)}
            options={Object.values(OfferTrigger).map((value) => ({ value, label: t(`trigger.${value}`) }))}
          />
        </Field>
        <Field label={t(`daysLabel.${trigger}`)} name="triggerDays" fieldErrors={errors}>
          <Input required inputMode="numeric" autoComplete="off" defaultValue={rule?.triggerDays ?? 30} />
        </Field>
      </div>
      <Field label={t("form.offer")} name="offer" fieldErrors={errors}>
        <Input
          required
          maxLength={120}
          autoComplete="off"
          placeholder={t("form.offerHint")}
          defaultValue={rule?.offer ?? ""}
        />
      </Field>
      <Field label={t("form.product")} name="productId" optional fieldErrors={errors}>
        <Select defaultValue={rule?.productId ?? ""} options={from(choices.products, t("form.none"))} />
      </Field>
      <div className="grid grid-cols-[minmax(0,1fr)_6rem] gap-3">
        <Field label={t("form.price")} name="price" optional fieldErrors={errors}>
          <Input
            inputMode="decimal"
            autoComplete="off"
            placeholder={t("form.priceNone")}
            defaultValue={rule?.priceCents === null || rule === null ? "" : amountText(rule.priceCents)}
          />
        </Field>
        <Field label={t("form.currency")} name="currency" fieldErrors={errors}>
          <Input maxLength={3} autoComplete="off" defaultValue={rule?.currency ?? choices.currency} />
        </Field>
      </div>
      <Field label={t("form.channel")} name="channelId" optional fieldErrors={errors}>
        <Select defaultValue={rule?.channelId ?? ""} options={from(choices.channels, t("form.anyChannel"))} />
      </Field>
      <div className="grid grid-cols-2 gap-3">
        <Field label={t("form.fromDay")} name="fromDay" optional fieldErrors={errors}>
          <Input type="date" defaultValue={rule?.fromDay ?? ""} />
        </Field>
        <Field label={t("form.untilDay")} name="untilDay" optional fieldErrors={errors}>
          <Input type="date" defaultValue={rule?.untilDay ?? ""} />
        </Field>
      </div>
      <Field label={t("form.capDays")} name="capDays" fieldErrors={errors}>
        <Input required inputMode="numeric" autoComplete="off" defaultValue={rule?.capDays ?? 90} />
      </Field>
    </>
  );
}

export function AddRule({ choices }: { choices: RuleChoices }) {
  const t = useTranslations("offers");
  const toast = useToast();
  const form = useSaveForm(
    (sent) => createOfferRuleAction(null, sent),
    (sent) => toast.say(t("rules.saved", { name: String(sent.get("name")) })),
  );
  return (
    <Sheet
      title={t("form.new")}
      open={form.open}
      onOpenChange={form.setOpen}
      trigger={
        <Button variant="primary" icon={<Plus aria-hidden />} data-create="">
          {t("rules.add")}
        </Button>
      }
      footer={
        <Button type="submit" form={form.formId} variant="primary" pending={form.pending}>
          {t("form.save")}
        </Button>
      }
    >
      <SaveForm form={form}>
        <RuleFields rule={null} choices={choices} form={form} />
      </SaveForm>
    </Sheet>
  );
}

export function EditRule({ rule, choices, onClose }: { rule: OfferRule; choices: RuleChoices; onClose: () => void }) {
  const t = useTranslations("offers");
  const toast = useToast();
  const form = useSaveForm(
    (sent) => {
      sent.set("id", rule.id);
      return updateOfferRuleAction(null, sent);
    },
    (sent) => {
      onClose();
      toast.say(t("rules.saved", { name: String(sent.get("name")) }));
    },
  );
  return (
    <Sheet
      title={t("form.edit")}
      open
      onOpenChange={onClose}
      footer={
        <Button type="submit" form={form.formId} variant="primary" pending={form.pending}>
          {t("form.save")}
        </Button>
      }
    >
      <SaveForm form={form}>
        <RuleFields rule={rule} choices={choices} form={form} />
      </SaveForm>
    </Sheet>
  );
}
