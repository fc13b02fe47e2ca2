"use client";

import { Pencil } from "lucide-react";
import { useTranslations } from "next-intl";
import { useId, useState, useTransition } from "react";
import { Button } from "@/components/ui/button";
import { FormMessage } from "@/components/ui/form-message";
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
  const formId = useId();
  const [open, setOpen] = useState(false);
  const [pending, startTransition] = useTransition();
  const [failed, setFailed] = useState<{ message: string; fieldErrors: Record<string, string> } | null>(null);
  const save = (form: FormData) =>
    startTransition(async () => {
      form.set("id", customer.id);
      const done = await updateCustomerAction(null, form);
      if (!done) return;
      if (!done.ok) return setFailed(done);
      setFailed(null);
      setOpen(false);
      toast.say(t("form.saved"));
    });
  return (
    <Sheet
      title={t("form.editTitle", { name: customer.name })}
      open={open}
      onOpenChange={(next) => {
        setOpen(next);
        setFailed(null);
      }}
      trigger={
        <Button variant="ghost" size="sm" icon={<Pencil aria-hidden className="size-3.5" />}>
          {t("page.edit")}
        </Button>
      }
      footer={
        <Button type="submit" form={formId} variant="primary" pending={pending}>
          {t("form.save")}
        </Button>
      }
    >
      <form
        id={formId}
        noValidate
        onSubmit={(event) => {
          // Not the form's action: that would empty the fields when something is wrong.
          event.preventDefault();
          save(new FormData(event.currentTarget));
        }}
        className="flex flex-col gap-4"
      >
        <FormMessage>{failed?.message}</FormMessage>
        <CustomerFields
          customer={customer}
          definitions={definitions}
          currency={currency}
          fieldErrors={failed?.fieldErrors}
        />
      </form>
    </Sheet>
  );
}
