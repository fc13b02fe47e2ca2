"use client";

import { Pencil } from "lucide-react";
import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import { SaveForm, useSaveForm } from "@/components/ui/save-form";
import { Sheet } from "@/components/ui/sheet";
import { useToast } from "@/components/ui/toaster";
import { updateCustomerAction } from "@/lib/customers/actions";
import type { AttributeDefinition } from "@/lib/customers/attributes";
import type { Customer } from "@/lib/customers/customer";
import { CustomerFields } from "./customer-form";

export type EditCustomerProps = { customer: Customer; definitions: readonly AttributeDefinition[]; currency: string };

/** Edits everything about a customer beside the page. */
export function EditCustomer({ customer, definitions, currency }: EditCustomerProps) {
  const t = useTranslations("customers");
  const toast = useToast();
  const form = useSaveForm(
    (sent) => {
      sent.set("id", customer.id);
      return updateCustomerAction(null, sent);
    },
    () => toast.say(t("form.saved")),
  );
  return (
    <Sheet
      title={t("form.editTitle", { name: customer.name })}
      open={form.open}
      onOpenChange={form.setOpen}
      trigger={
        <Button variant="ghost" size="sm" icon={<Pencil aria-hidden className="size-3.5" />}>
          {t("page.edit")}
        </Button>
      }
      footer={
        <Button type="submit" form={form.formId} variant="primary" pending={form.pending}>
          {t("form.save")}
        </Button>
      }
    >
      <SaveForm form={form}>
        <CustomerFields
          customer={customer}
          definitions={definitions}
          currency={currency}
          fieldErrors={form.fieldErrors}
        />
      </SaveForm>
    </Sheet>
  );
}
