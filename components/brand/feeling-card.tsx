"use client";

import { Plus } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Card, CardBody, CardHeader } from "@/components/ui/card";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { Textarea } from "@/components/ui/textarea";
import {
  archiveFeelingAction,
  createFeelingAction,
  moveFeelingAction,
  restoreFeelingAction,
  updateFeelingAction,
} from "@/lib/brand/actions";
import type { BrandFeelingRow } from "@/lib/brand/queries";
import { RESPONSES } from "@/lib/surveys/battery";
import { EntryDialog } from "./entry-dialog";
import { EntryMenu } from "./entry-menu";

function Fields({ feeling, errors }: { feeling?: BrandFeelingRow; errors: Record<string, string> | undefined }) {
  const t = useTranslations("brand.feelings");
  const responses = useTranslations("touchpoints.responses");
  const long = useTranslations("touchpoints.responsesLong");
  return (
    <>
      {feeling ? <input type="hidden" name="id" value={feeling.id} /> : null}
      <Field label={t("name")} name="name" fieldErrors={errors}>
        <Input autoFocus maxLength={60} defaultValue={feeling?.name} placeholder={t("namePlaceholder")} />
      </Field>
      <Field label={t("response")} name="response" hint={t("responseHint")} fieldErrors={errors}>
        <Select
          defaultValue={feeling?.response ?? "affective"}
          options={RESPONSES.map((value) => ({ value, label: `${responses(value)}: ${long(value)}` }))}
        />
      </Field>
      <Field label={t("words")} name="words" hint={t("wordsHint")} optional fieldErrors={errors}>
        <Textarea rows={2} defaultValue={feeling?.words.join(", ")} />
      </Field>
      <Field label={t("opposites")} name="opposites" hint={t("oppositesHint")} optional fieldErrors={errors}>
        <Textarea rows={2} defaultValue={feeling?.opposites.join(", ")} />
      </Field>
    </>
  );
}

type FeelingProps = { feeling: BrandFeelingRow; isFirst: boolean; isLast: boolean; mayWrite: boolean };

function Feeling({ feeling, isFirst, isLast, mayWrite }: FeelingProps) {
  const t = useTranslations("brand.feelings");
  const brand = useTranslations("brand");
  const responses = useTranslations("touchpoints.responses");
  const [isEditing, setIsEditing] = useState(false);
  return (
    <li className="flex items-start justify-between gap-2 border-b border-line py-2">
      <div className="min-w-0">
        <p className="text-sm font-medium">
          {feeling.name} <span className="text-xs font-normal text-muted">{responses(feeling.response)}</span>
        </p>
        <p className="text-xs text-muted">
          {feeling.words.length === 0 ? t("noWords") : feeling.words.join(", ")}
          {feeling.opposites.length > 0 ? ` / ${feeling.opposites.join(", ")}` : ""}
        </p>
      </div>
      {mayWrite ? (
        <>
          <EntryMenu
            id={feeling.id}
            name={feeling.name}
            isFirst={isFirst}
            isLast={isLast}
            onEdit={() => setIsEditing(true)}
            move={moveFeelingAction}
            archive={archiveFeelingAction}
            restore={restoreFeelingAction}
          />
          <EntryDialog
            title={t("editTitle")}
            submitLabel={brand("save")}
            open={isEditing}
            onOpenChange={setIsEditing}
            send={(form) => updateFeelingAction(null, form)}
            undo={() => void updateFeelingAction(null, feeling)}
            fields={(errors) => <Fields feeling={feeling} errors={errors} />}
          />
        </>
      ) : null}
    </li>
  );
}

/** What people should feel, and the words by which they say it. */
export function FeelingCard({ feelings, mayWrite }: { feelings: BrandFeelingRow[]; mayWrite: boolean }) {
  const t = useTranslations("brand.feelings");
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
                <Button size="sm" icon={<Plus aria-hidden />} data-create>
                  {t("new")}
                </Button>
              }
              send={(form) => createFeelingAction(null, form)}
              fields={(errors) => <Fields errors={errors} />}
            />
          ) : null
        }
      />
      <CardBody>
        {feelings.length === 0 ? (
          <p className="text-sm text-muted">{t("empty")}</p>
        ) : (
          <ul className="grid gap-x-8 md:grid-cols-2">
            {feelings.map((feeling, i) => (
              <Feeling
                key={feeling.id}
                feeling={feeling}
                isFirst={i === 0}
                isLast={i === feelings.length - 1}
                mayWrite={mayWrite}
              />
            ))}
          </ul>
        )}
      </CardBody>
    </Card>
  );
}
