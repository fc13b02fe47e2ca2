"use client";

import { Check, Plus } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";
import { Dialog } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import type { ActionState } from "@/lib/auth/action";
import type { Stage, Step } from "@/lib/journeys/map";
import { MOST_STAGE_NAME } from "@/lib/journeys/schema";

export type TouchpointChoice = { touchpointId: string } | { touchpointName: string };

const MOST_SHOWN = 60;

/** Chooses a touchpoint of the catalogue, or makes one by the name typed. */
export function TouchpointDialog({
  touchpoints,
  change,
  stageName,
  onChoose,
  close,
}: {
  touchpoints: readonly { id: string; name: string }[];
  change?: Step;
  stageName: string;
  onChoose: (choice: TouchpointChoice) => Promise<ActionState<unknown>>;
  close: () => void;
}) {
  const t = useTranslations("journeys.structure");
  const [words, setWords] = useState("");
  const [error, setError] = useState<string | undefined>();
  const [pending, setPending] = useState(false);
  const needle = words.trim().toLowerCase();
  const fitting = touchpoints.filter(({ name }) => name.toLowerCase().includes(needle));
  const exact = touchpoints.find(({ name }) => name.toLowerCase() === needle);
  const choose = async (choice: TouchpointChoice) => {
    setPending(true);
    const result = await onChoose(choice);
    setPending(false);
    if (result?.ok) close();
    else setError(result ? (result.fieldErrors.touchpointName ?? result.message) : t("failed"));
  };
  return (
    <Dialog
      open
      onOpenChange={(open) => {
        if (!open) close();
      }}
      size="sm"
      title={change ? t("changeTitle", { name: change.touchpointName }) : t("addTitle", { stage: stageName })}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (exact) void choose({ touchpointId: exact.id });
          else if (needle.length > 1) void choose({ touchpointName: words.trim() });
          else setError(t("nameFirst"));
        }}
      >
        <Field label={t("touchpoint")} name="touchpointName" hint={t("touchpointHint")} error={error}>
          <Input
            autoFocus
            autoComplete="off"
            value={words}
            maxLength={80}
            onChange={(event) => {
              setWords(event.target.value);
              setError(undefined);
            }}
          />
        </Field>
        <ul className="mt-3 flex max-h-64 flex-col overflow-y-auto rounded-md border border-line">
          {needle.length > 1 && !exact ? (
            <li>
              <button
                type="submit"
                disabled={pending}
                className="flex min-h-8 w-full items-center gap-2 px-3 py-1 text-start font-medium text-accent-text hover:bg-hover ring-inset-focus touch:min-h-11"
              >
                <Plus aria-hidden />
                {t("make", { name: words.trim() })}
              </button>
            </li>
          ) : null}
          {fitting.slice(0, MOST_SHOWN).map(({ id, name }) => (
            <li key={id}>
              <button
                type="button"
                disabled={pending}
                onClick={() => void choose({ touchpointId: id })}
                className={cn(
                  "flex min-h-8 w-full items-center gap-2 px-3 py-1 text-start hover:bg-hover ring-inset-focus touch:min-h-11",
                  id === change?.touchpointId && "font-medium",
                )}
              >
                {name}
                {id === change?.touchpointId ? <Check aria-hidden className="ms-auto" /> : null}
              </button>
            </li>
          ))}
        </ul>
      </form>
    </Dialog>
  );
}

/** Names a stage and the number it is run by. */
export function StageDialog({
  change,
  onSave,
  close,
}: {
  change?: Stage;
  onSave: (input: { name: string; metric: string }) => Promise<ActionState<unknown>>;
  close: () => void;
}) {
  const t = useTranslations("journeys.structure");
  const [name, setName] = useState(change?.name ?? "");
  const [metric, setMetric] = useState(change?.metric ?? "");
  const [errors, setErrors] = useState<Record<string, string>>({});
  const [pending, setPending] = useState(false);
  const save = async () => {
    setPending(true);
    const result = await onSave({ name, metric });
    setPending(false);
    if (result?.ok) close();
    else if (result) setErrors({ ...result.fieldErrors, name: result.fieldErrors.name ?? result.message });
  };
  return (
    <Dialog
      open
      onOpenChange={(open) => {
        if (!open) close();
      }}
      size="sm"
      title={change ? t("renameStage") : t("addStage")}
    >
      <form
        noValidate
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        <Field label={t("stageName")} name="name" error={errors.name}>
          <Input autoFocus value={name} maxLength={MOST_STAGE_NAME} onChange={(event) => setName(event.target.value)} />
        </Field>
        <Field label={t("metric")} name="metric" hint={t("metricHint")} optional error={errors.metric}>
          <Input value={metric} maxLength={120} onChange={(event) => setMetric(event.target.value)} />
        </Field>
        <div className="flex justify-end gap-2">
          <Button onClick={close}>{t("cancel")}</Button>
          <Button type="submit" variant="primary" pending={pending}>
            {change ? t("save") : t("addStage")}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
