"use client";

import { useTranslations } from "next-intl";
import { useId, useRef, useState } from "react";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import type { AttributeDefinition } from "@/lib/customers/attributes";
import type { BulkWhat } from "@/lib/customers/bulk";
import { LifecycleStage } from "@/lib/generated/prisma/enums";

/** What is being asked for; its value comes from the dialog. */
export type BulkAsk = { do: Exclude<BulkWhat["do"], "assign"> } | { do: "assign"; ownerId: string | null };

export type BulkDialogProps = {
  ask: BulkAsk | null;
  /** How many it is done to. */
  count: number;
  owners: readonly { id: string; name: string }[];
  tags: readonly string[];
  definitions: readonly AttributeDefinition[];
  pending: boolean;
  onStart: (what: BulkWhat) => void;
  onClose: () => void;
};

/** The value of a change and how many it meets, before it begins. */
export function BulkDialog({ ask, count, owners, tags, definitions, pending, onStart, onClose }: BulkDialogProps) {
  const t = useTranslations("customers");
  const common = useTranslations("common");
  const form = useRef<HTMLFormElement>(null);
  const list = useId();
  const [key, setKey] = useState(definitions[0]?.key ?? "");
  const [wrong, setWrong] = useState("");
  const definition = definitions.find((one) => one.key === key);
  const send = (given: FormData) => {
    if (!ask) return;
    const value = (name: string) => String(given.get(name) ?? "").trim();
    switch (ask.do) {
      case "assign":
        return onStart(ask);
      case "archive":
      case "restore":
        return onStart({ do: ask.do });
      case "stage": {
        const stage = Object.values(LifecycleStage).find((one) => one === value("stage"));
        return stage ? onStart({ do: "stage", stage }) : undefined;
      }
      case "attribute":
        return onStart({ do: "attribute", key, value: value("value") });
      default:
        if (value("tag") === "") return setWrong(t("bulk.nameTag"));
        return onStart({ do: ask.do, tag: value("tag") });
    }
  };
  const ownerName = ask?.do === "assign" ? (owners.find(({ id }) => id === ask.ownerId)?.name ?? t("nobody")) : "";
  return (
    <Dialog
      size="sm"
      open={ask !== null}
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
      title={ask ? t(`bulk.title.${ask.do}`, { count }) : ""}
      description={t("bulk.lead")}
      footer={
        <>
          <Button onClick={onClose}>{common("cancel")}</Button>
          <Button variant="primary" pending={pending} onClick={() => form.current?.requestSubmit()}>
            {ask ? t(`bulk.go.${ask.do}`) : ""}
          </Button>
        </>
      }
    >
      <form
        ref={form}
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          send(new FormData(event.currentTarget));
        }}
      >
        {ask?.do === "assign" ? <p className="text-sm">{t("bulk.toOwner", { name: ownerName })}</p> : null}
        {ask?.do === "tag" || ask?.do === "untag" ? (
          <Field label={t("filter.tag")} name="tag" error={wrong || undefined} hint={t("bulk.tagHint")}>
            <Input list={list} maxLength={40} autoComplete="off" onChange={() => setWrong("")} />
          </Field>
        ) : null}
        <datalist id={list}>
          {tags.map((tag) => (
            <option key={tag} value={tag} />
          ))}
        </datalist>
        {ask?.do === "stage" ? (
          <Field label={t("filter.lifecycle")} name="stage">
            <Select
              options={Object.values(LifecycleStage).map((stage) => ({ value: stage, label: t(`lifecycle.${stage}`) }))}
            />
          </Field>
        ) : null}
        {ask?.do === "attribute" ? (
          <>
            <Field label={t("bulk.which")} name="key">
              <Select
                value={key}
                onChange={(event) => setKey(event.target.value)}
                options={definitions.map((one) => ({ value: one.key, label: one.label }))}
              />
            </Field>
            <Field label={t("bulk.value")} name="value" hint={t("bulk.valueHint")}>
              {definition && valuesOf(definition).length > 0 ? (
                <Select
                  placeholder={t("form.notSaid")}
                  options={valuesOf(definition).map((value) => ({
                    value,
                    label: definition.kind === "boolean" ? t(value === "true" ? "filter.yes" : "filter.no") : value,
                  }))}
                />
              ) : (
                <Input
                  key={key}
                  type={definition?.kind === "date" ? "date" : "text"}
                  inputMode={definition?.kind === "number" || definition?.kind === "money" ? "decimal" : undefined}
                  end={definition?.unit || undefined}
                />
              )}
            </Field>
          </>
        ) : null}
      </form>
    </Dialog>
  );
}

const valuesOf = ({ kind, options }: AttributeDefinition): readonly string[] =>
  kind === "boolean" ? ["true", "false"] : kind === "choice" ? options : [];
