"use client";

import { Plus } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Card, CardBody, CardHeader } from "@/components/ui/card";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Textarea } from "@/components/ui/textarea";
import {
  archiveValueAction,
  createValueAction,
  moveValueAction,
  restoreValueAction,
  updateValueAction,
} from "@/lib/brand/actions";
import type { BrandValueRow } from "@/lib/brand/queries";
import { EntryDialog } from "./entry-dialog";
import { EntryMenu } from "./entry-menu";

function Fields({ value, errors }: { value?: BrandValueRow; errors: Record<string, string> | undefined }) {
  const t = useTranslations("brand.values");
  return (
    <>
      {value ? <input type="hidden" name="id" value={value.id} /> : null}
      <Field label={t("name")} name="name" fieldErrors={errors}>
        <Input autoFocus maxLength={60} defaultValue={value?.name} placeholder={t("namePlaceholder")} />
      </Field>
      <Field label={t("description")} name="description" optional fieldErrors={errors}>
        <Textarea rows={2} maxLength={300} defaultValue={value?.description} />
      </Field>
    </>
  );
}

function Value({
  value,
  isFirst,
  isLast,
  mayWrite,
}: {
  value: BrandValueRow;
  isFirst: boolean;
  isLast: boolean;
  mayWrite: boolean;
}) {
  const t = useTranslations("brand.values");
  const brand = useTranslations("brand");
  const [isEditing, setIsEditing] = useState(false);
  return (
    <li className="flex items-start justify-between gap-2 py-2 first:pt-0 last:pb-0">
      <div className="min-w-0">
        <p className="text-sm font-medium">{value.name}</p>
        {value.description ? <p className="text-xs text-muted">{value.description}</p> : null}
      </div>
      {mayWrite ? (
        <>
          <EntryMenu
            id={value.id}
            name={value.name}
            isFirst={isFirst}
            isLast={isLast}
            onEdit={() => setIsEditing(true)}
            move={moveValueAction}
            archive={archiveValueAction}
            restore={restoreValueAction}
          />
          <EntryDialog
            title={t("editTitle")}
            submitLabel={brand("save")}
            open={isEditing}
            onOpenChange={setIsEditing}
            send={(form) => updateValueAction(null, form)}
            undo={() => void updateValueAction(null, value)}
            fields={(errors) => <Fields value={value} errors={errors} />}
          />
        </>
      ) : null}
    </li>
  );
}

/** What the brand stands for, in order. */
export function ValueCard({ values, mayWrite }: { values: BrandValueRow[]; mayWrite: boolean }) {
  const t = useTranslations("brand.values");
  return (
    <Card>
      <CardHeader
        title={t("title")}
        action={
          mayWrite ? (
            <EntryDialog
              title={t("newTitle")}
              submitLabel={t("create")}
              trigger={
                <Button size="sm" icon={<Plus aria-hidden />}>
                  {t("new")}
                </Button>
              }
              send={(form) => createValueAction(null, form)}
              fields={(errors) => <Fields errors={errors} />}
            />
          ) : null
        }
      />
      <CardBody>
        {values.length === 0 ? (
          <p className="text-sm text-muted">{t("empty")}</p>
        ) : (
          <ul className="flex flex-col divide-y divide-line">
            {values.map((value, i) => (
              <Value
                key={value.id}
                value={value}
                isFirst={i === 0}
                isLast={i === values.length - 1}
                mayWrite={mayWrite}
              />
            ))}
          </ul>
        )}
      </CardBody>
    </Card>
  );
}
