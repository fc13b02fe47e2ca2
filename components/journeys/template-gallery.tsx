"use client";

import { useTranslations } from "next-intl";
import { useActionState, useState } from "react";
import { Button } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";
import { Field } from "@/components/ui/field";
import { FormMessage } from "@/components/ui/form-message";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import type { ActionState } from "@/lib/auth/action";
import { createJourneyAction } from "@/lib/journeys/actions";
import { sampleCurve } from "@/lib/journeys/curve";
import { TEMPLATES, type Template, type TemplateKey, type TemplateStep } from "@/lib/journeys/templates";

const WIDTH = 232;
const HEIGHT = 84;

/** A template at a glance: its stages as bands, its steps as columns, the assumed feeling as a line. */
function TemplatePicture({ template }: { template: Template }) {
  // starts: how many columns the stage has, at its first one.
  const columns = template.stages.flatMap((stage): { step: TemplateStep | null; starts: number }[] =>
    stage.steps.length > 0
      ? stage.steps.map((step, index) => ({ step, starts: index === 0 ? stage.steps.length : 0 }))
      : [{ step: null, starts: 1 }],
  );
  const wide = WIDTH / columns.length;
  const points = columns.flatMap(({ step }, index) =>
    step?.cells?.assumedFeeling === null || step?.cells?.assumedFeeling === undefined
      ? []
      : [{ x: (index + 0.5) * wide, y: 50 - step.cells.assumedFeeling * 9 }],
  );
  const line = sampleCurve(points, 10);
  return (
    <svg aria-hidden viewBox={`0 0 ${WIDTH} ${HEIGHT}`} className="block w-full rounded-sm bg-surface">
      <rect width={WIDTH} height={14} fill="var(--color-sunken)" />
      <line x1={0} x2={WIDTH} y1={50} y2={50} stroke="var(--color-line-strong)" />
      {columns.map(({ starts, step }, index) => (
        <g key={index}>
          {starts > 0 && index > 0 ? (
            <line x1={index * wide} x2={index * wide} y1={0} y2={HEIGHT} stroke="var(--color-line-strong)" />
          ) : null}
          {starts > 0 ? (
            <rect
              x={index * wide + 4}
              y={5}
              width={Math.min(26, wide * starts - 8)}
              height={4}
              rx={2}
              fill="var(--color-muted)"
            />
          ) : null}
          {step ? (
            <>
              <rect
                x={index * wide + wide * 0.2}
                y={18}
                width={wide * 0.6}
                height={3}
                rx={1.5}
                fill="var(--color-passive)"
              />
              <rect
                x={index * wide + wide * 0.2}
                y={76}
                width={wide * 0.45}
                height={3}
                rx={1.5}
                fill="var(--color-line-strong)"
              />
            </>
          ) : null}
        </g>
      ))}
      {line.length > 1 ? (
        <path
          d={line.map(({ x, y }, index) => `${index === 0 ? "M" : "L"}${x.toFixed(1)} ${y.toFixed(1)}`).join("")}
          fill="none"
          stroke="var(--color-accent)"
          strokeWidth={2}
        />
      ) : null}
      {points.map(({ x, y }) => (
        <circle key={x} cx={x} cy={y} r={2.5} fill="var(--color-accent)" />
      ))}
    </svg>
  );
}

/** A new map: whose it is first, then what it begins from. */
export function NewJourney({ segments }: { segments: readonly { id: string; name: string }[] }) {
  const t = useTranslations("journeys");
  const [name, setName] = useState("");
  const [segmentId, setSegmentId] = useState(segments[0]?.id ?? "");
  const [template, setTemplate] = useState<TemplateKey>("digital");
  const [state, send, pending] = useActionState<ActionState<void>>(
    async () => createJourneyAction(null, { name, segmentId, template }),
    null,
  );
  const errors = state && !state.ok ? state.fieldErrors : {};
  return (
    <form action={send} noValidate className="flex max-w-5xl flex-col gap-6">
      <FormMessage tone="error">{state && !state.ok ? state.message : null}</FormMessage>
      <div className="grid gap-4 md:grid-cols-2">
        <Field label={t("form.segment")} name="segmentId" hint={t("form.segmentHint")} error={errors.segmentId}>
          <Select
            value={segmentId}
            onChange={(event) => setSegmentId(event.target.value)}
            options={[
              ...segments.map((segment) => ({ value: segment.id, label: segment.name })),
              { value: "", label: t("form.everybody") },
            ]}
          />
        </Field>
        <Field label={t("form.name")} name="name" hint={t("form.nameHint")} error={errors.name}>
          <Input value={name} onChange={(event) => setName(event.target.value)} required maxLength={100} />
        </Field>
      </div>
      <fieldset className="min-w-0" aria-describedby="template-hint">
        <legend className="text-sm font-semibold">{t("form.template")}</legend>
        <p id="template-hint" className="mt-0.5 mb-3 max-w-2xl text-xs text-muted">
          {t("form.templateHint")}
        </p>
        <div className="grid gap-4 sm:grid-cols-2 lg:grid-cols-4">
          {TEMPLATES.map((one: Template & { key: TemplateKey }) => (
            <label
              key={one.key}
              className={cn(
                "flex flex-col gap-2 rounded-lg border bg-surface p-3 hover:bg-hover has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-accent",
                one.key === template ? "border-accent outline outline-accent" : "border-line",
              )}
            >
              <input
                type="radio"
                name="template"
                value={one.key}
                checked={one.key === template}
                onChange={() => setTemplate(one.key)}
                className="sr-only"
              />
              <TemplatePicture template={one} />
              <span className="font-semibold">{t(`templates.${one.key}.name`)}</span>
              <span className="text-xs text-muted">{t(`templates.${one.key}.lead`)}</span>
              <span className="mt-auto text-xs text-muted">
                {t("templates.size", {
                  stages: one.stages.length,
                  steps: one.stages.reduce((sum, { steps }) => sum + steps.length, 0),
                })}
              </span>
            </label>
          ))}
        </div>
      </fieldset>
      <div>
        <Button type="submit" variant="primary" pending={pending}>
          {t("form.create")}
        </Button>
      </div>
    </form>
  );
}
