"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { type ReactNode, startTransition, useActionState, useEffect, useId, useState } from "react";
import { Button } from "@/components/ui/button";
import { FormMessage } from "@/components/ui/form-message";
import { Sheet } from "@/components/ui/sheet";
import { useToast } from "@/components/ui/toaster";
import type { ActionState } from "@/lib/auth/action";
import { createCustomerAction } from "@/lib/customers/actions";
import type { AttributeDefinition } from "@/lib/customers/attributes";
import { newId } from "@/lib/id";
import { CustomerFields } from "./customer-form";

export type AddCustomerProps = {
  definitions: readonly AttributeDefinition[];
  currency: string;
  icon: ReactNode;
  /** From the address: whoever came by the palette finds the form open. */
  open?: boolean;
};

/** The button and the sheet behind it. The customer's id is made here: a second press makes no second customer. */
export function AddCustomer({ definitions, currency, icon, open: asked = false }: AddCustomerProps) {
  const t = useTranslations("customers");
  const router = useRouter();
  const toast = useToast();
  const formId = useId();
  const [open, setOpen] = useState(asked);
  const [id, setId] = useState<string | null>(null);
  useEffect(() => setOpen(asked), [asked]);
  const [state, submit, pending] = useActionState(
    async (before: ActionState<{ id: string }>, form: FormData): Promise<ActionState<{ id: string }>> => {
      const made = id ?? newId();
      setId(made);
      form.set("id", made);
      const after = await createCustomerAction(before, form);
      if (after?.ok) {
        toast.say(t("form.created", { name: String(form.get("name")) }));
        router.push(`/customers/${after.value.id}`);
      }
      return after;
    },
    null,
  );
  const failed = state && !state.ok ? state : null;
  return (
    <Sheet
      title={t("form.addTitle")}
      open={open}
      onOpenChange={(next) => {
        setOpen(next);
        if (!next) setId(null);
      }}
      trigger={
        <Button variant="primary" icon={icon} data-create className="max-md:w-11 max-md:px-0">
          <span className="max-md:sr-only">{t("add")}</span>
        </Button>
      }
      footer={
        <Button type="submit" form={formId} variant="primary" pending={pending}>
          {t("form.create")}
        </Button>
      }
    >
      <form
        id={formId}
        noValidate
        onSubmit={(event) => {
          // Not the form's action: that would empty the fields when something is wrong.
          event.preventDefault();
          const form = new FormData(event.currentTarget);
          startTransition(() => submit(form));
        }}
        className="flex flex-col gap-4"
      >
        <FormMessage>{failed?.message}</FormMessage>
        <CustomerFields definitions={definitions} currency={currency} fieldErrors={failed?.fieldErrors} />
      </form>
    </Sheet>
  );
}
