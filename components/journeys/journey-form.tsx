"use client";

import { ArrowDown, ArrowUp, Plus, Trash2 } from "lucide-react";
import { useTranslations } from "next-intl";
import { useActionState, useId, useState } from "react";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { FormMessage } from "@/components/ui/form-message";
import { IconButton } from "@/components/ui/icon-button";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { Textarea } from "@/components/ui/textarea";
import type { ActionState } from "@/lib/auth/action";
import { createJourneyAction, updateJourneyAction } from "@/lib/journeys/actions";
import { MOST_STAGES, MOST_STEPS } from "@/lib/journeys/schema";

type StepDraft = { key: string; touchpointId: string; doing: string; thinking: string; desired: string };
type StageDraft = { key: string; name: string; steps: StepDraft[] };
export type JourneyDraft = { id: string | null; name: string; segmentId: string; stages: StageDraft[] };

export type JourneyFormProps = {
  draft: JourneyDraft;
  segments: readonly { id: string; name: string }[];
  touchpoints: readonly { id: string; name: string }[];
};

const moved = <T,>(list: readonly T[], from: number, to: number): T[] => {
  const next = [...list];
  const [one] = next.splice(from, 1);
  if (one !== undefined) next.splice(to, 0, one);
  return next;
};

/** Name, segment, stages and their steps on one page. */
export function JourneyForm({ draft, segments, touchpoints }: JourneyFormProps) {
  const t = useTranslations("journeys.form");
  const prefix = useId();
  const [count, setCount] = useState(0);
  const [name, setName] = useState(draft.name);
  const [segmentId, setSegmentId] = useState(draft.segmentId);
  const [stages, setStages] = useState(draft.stages);
  const [state, send, pending] = useActionState<ActionState<void>>(async () => {
    const input = {
      name,
      segmentId,
      stages: stages.map((stage) => ({
        name: stage.name,
        steps: stage.steps.map(({ key, ...step }) => step),
      })),
    };
    return draft.id ? updateJourneyAction(null, { ...input, id: draft.id }) : createJourneyAction(null, input);
  }, null);
  const errors = state && !state.ok ? state.fieldErrors : {};
  const fresh = () => {
    setCount((n) => n + 1);
    return `${prefix}${count}`;
  };
  const setStage = (index: number, change: Partial<StageDraft>) =>
    setStages((all) => all.map((stage, at) => (at === index ? { ...stage, ...change } : stage)));
  const setStep = (stageAt: number, stepAt: number, change: Partial<StepDraft>) =>
    setStages((all) =>
      all.map((stage, at) =>
        at === stageAt
          ? { ...stage, steps: stage.steps.map((step, i) => (i === stepAt ? { ...step, ...change } : step)) }
          : stage,
      ),
    );
  const newStep = (): StepDraft => ({ key: fresh(), touchpointId: "", doing: "", thinking: "", desired: "" });
  if (touchpoints.length === 0) return <FormMessage tone="info">{t("noTouchpoints")}</FormMessage>;
  return (
    <form action={send} className="flex max-w-4xl flex-col gap-6">
      <FormMessage tone="error">{state && !state.ok ? state.message : null}</FormMessage>
      <div className="grid gap-4 md:grid-cols-2">
        <Field label={t("name")} name="name" hint={t("nameHint")} error={errors.name}>
          <Input value={name} onChange={(event) => setName(event.target.value)} required maxLength={100} />
        </Field>
        <Field label={t("segment")} name="segmentId" error={errors.segmentId}>
          <Select
            value={segmentId}
            onChange={(event) => setSegmentId(event.target.value)}
            options={[
              { value: "", label: t("everybody") },
              ...segments.map((segment) => ({ value: segment.id, label: segment.name })),
            ]}
          />
        </Field>
      </div>
      {stages.map((stage, stageAt) => (
        <fieldset key={stage.key} className="rounded-lg border border-line bg-surface p-4">
          <legend className="px-1 text-sm font-semibold">{t("stage", { no: stageAt + 1 })}</legend>
          <div className="flex items-end gap-2">
            <Field
              label={t("stageName")}
              name={`stages.${stageAt}.name`}
              error={errors[`stages.${stageAt}.name`]}
              className="flex-1"
            >
              <Input
                value={stage.name}
                onChange={(event) => setStage(stageAt, { name: event.target.value })}
                maxLength={60}
              />
            </Field>
            <IconButton
              label={t("up")}
              icon={<ArrowUp aria-hidden />}
              disabled={stageAt === 0}
              onClick={() => setStages((all) => moved(all, stageAt, stageAt - 1))}
            />
            <IconButton
              label={t("down")}
              icon={<ArrowDown aria-hidden />}
              disabled={stageAt === stages.length - 1}
              onClick={() => setStages((all) => moved(all, stageAt, stageAt + 1))}
            />
            <IconButton
              label={t("removeStage")}
              icon={<Trash2 aria-hidden />}
              disabled={stages.length === 1}
              onClick={() => setStages((all) => all.filter((_, at) => at !== stageAt))}
            />
          </div>
          <ol className="mt-4 flex flex-col gap-4">
            {stage.steps.map((step, stepAt) => {
              const at = `stages.${stageAt}.steps.${stepAt}`;
              return (
                <li
                  key={step.key}
                  className="grid gap-3 border-t border-line pt-4 md:grid-cols-[1.2fr_1.5fr_1.5fr_96px_auto]"
                >
                  <Field label={t("touchpoint")} name={`${at}.touchpointId`} error={errors[`${at}.touchpointId`]}>
                    <Select
                      value={step.touchpointId}
                      onChange={(event) => setStep(stageAt, stepAt, { touchpointId: event.target.value })}
                      placeholder={t("choose")}
                      options={touchpoints.map(({ id, name: label }) => ({ value: id, label }))}
                    />
                  </Field>
                  <Field label={t("doing")} name={`${at}.doing`} error={errors[`${at}.doing`]}>
                    <Textarea
                      rows={2}
                      value={step.doing}
                      maxLength={300}
                      onChange={(event) => setStep(stageAt, stepAt, { doing: event.target.value })}
                    />
                  </Field>
                  <Field label={t("thinking")} name={`${at}.thinking`} error={errors[`${at}.thinking`]}>
                    <Textarea
                      rows={2}
                      value={step.thinking}
                      maxLength={300}
                      onChange={(event) => setStep(stageAt, stepAt, { thinking: event.target.value })}
                    />
                  </Field>
                  <Field label={t("desired")} name={`${at}.desired`} error={errors[`${at}.desired`]}>
                    <Input
                      inputMode="decimal"
                      value={step.desired}
                      onChange={(event) => setStep(stageAt, stepAt, { desired: event.target.value })}
                    />
                  </Field>
                  <div className="flex items-start md:pt-6">
                    <IconButton
                      label={t("up")}
                      icon={<ArrowUp aria-hidden />}
                      disabled={stepAt === 0}
                      onClick={() => setStage(stageAt, { steps: moved(stage.steps, stepAt, stepAt - 1) })}
                    />
                    <IconButton
                      label={t("down")}
                      icon={<ArrowDown aria-hidden />}
                      disabled={stepAt === stage.steps.length - 1}
                      onClick={() => setStage(stageAt, { steps: moved(stage.steps, stepAt, stepAt + 1) })}
                    />
                    <IconButton
                      label={t("removeStep")}
                      icon={<Trash2 aria-hidden />}
                      onClick={() => setStage(stageAt, { steps: stage.steps.filter((_, i) => i !== stepAt) })}
                    />
                  </div>
                </li>
              );
            })}
          </ol>
          <Button
            className="mt-4"
            icon={<Plus aria-hidden />}
            disabled={stage.steps.length >= MOST_STEPS}
            onClick={() => setStage(stageAt, { steps: [...stage.steps, newStep()] })}
          >
            {t("addStep")}
          </Button>
        </fieldset>
      ))}
      <div className="flex justify-between gap-3">
        <Button
          icon={<Plus aria-hidden />}
          disabled={stages.length >= MOST_STAGES}
          onClick={() => setStages((all) => [...all, { key: fresh(), name: "", steps: [newStep()] }])}
        >
          {t("addStage")}
        </Button>
        <Button type="submit" variant="primary" pending={pending}>
          {t(draft.id ? "save" : "create")}
        </Button>
      </div>
    </form>
  );
}
