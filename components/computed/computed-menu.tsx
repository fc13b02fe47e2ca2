"use client";

import { Plus } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { FieldMenu } from "@/components/settings/field-menu";
import { Button } from "@/components/ui/button";
import { archiveComputedAction, restoreComputedAction } from "@/lib/computed/actions";
import type { ComputedField } from "@/lib/computed/computed";
import { ComputedForm, type ComputedFormProps } from "./computed-form";

type Choices = Pick<ComputedFormProps, "names" | "items">;

export function NewComputed(choices: Choices) {
  const t = useTranslations("computed");
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button variant="primary" icon={<Plus aria-hidden />} data-create onClick={() => setOpen(true)}>
        {t("new")}
      </Button>
      {open ? <ComputedForm {...choices} open onClose={() => setOpen(false)} /> : null}
    </>
  );
}

/** What may be done with a computed field. */
export function ComputedMenu({ field, ...choices }: Choices & { field: ComputedField }) {
  const t = useTranslations("computed");
  const { id, label: name } = field;
  return (
    <FieldMenu
      id={id}
      isArchived={field.archived}
      words={{
        more: t("more", { name }),
        edit: t("edit", { name }),
        archive: t("archive"),
        archived: t("archived", { name }),
        restore: t("restore"),
        restored: t("restored", { name }),
      }}
      archive={archiveComputedAction}
      restore={restoreComputedAction}
      form={(close) => <ComputedForm {...choices} field={field} open onClose={close} />}
    />
  );
}
