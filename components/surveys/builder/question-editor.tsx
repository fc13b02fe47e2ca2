"use client";

import { ArrowDown, ArrowUp, Plus, Trash2, X } from "lucide-react";
import { useTranslations } from "next-intl";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Card, CardBody } from "@/components/ui/card";
import { Checkbox } from "@/components/ui/checkbox";
import { Field } from "@/components/ui/field";
import { IconButton } from "@/components/ui/icon-button";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import type { ItemDirection, Measure } from "@/lib/generated/prisma/enums";
import type { Question } from "@/lib/surveys/questions/kind";
import { QUESTION_KINDS } from "@/lib/surveys/questions/registry";

export type QuestionEditorProps = {
  question: Question;
  index: number;
  count: number;
  touchpoints: { id: string; name: string }[];
  /** By field of the question. */
  errors: Record<string, string>;
  onChange: (fields: Partial<Question>) => void;
  onMove: (by: -1 | 1) => void;
  onRemove: () => void;
};

function OptionsEditor({ question, errors, onChange }: Pick<QuestionEditorProps, "question" | "errors" | "onChange">) {
  const t = useTranslations("surveys.builder");
  const { options } = question;
  const set = (next: Question["options"]) => onChange({ options: next });
  return (
    <fieldset className="flex flex-col gap-2">
      <legend className="mb-1 text-sm font-medium">{t("options")}</legend>
      {options.map((option, i) => (
        <div key={option.value} className="flex items-center gap-2">
          <Input
            aria-label={t("option", { number: i + 1 })}
            value={option.label}
            maxLength={120}
            onChange={(event) => set(options.with(i, { ...option, label: event.target.value }))}
          />
          <IconButton
            label={t("removeOption", { number: i + 1 })}
            icon={<X aria-hidden />}
            disabled={options.length <= 2}
            onClick={() => set(options.filter((_, at) => at !== i))}
          />
        </div>
      ))}
      {errors.options ? <p className="text-xs text-detractor-text">{errors.options}</p> : null}
      <Button
        size="sm"
        variant="ghost"
        className="w-fit"
        icon={<Plus aria-hidden />}
        // A value is never given to another option: old answers keep their meaning.
        onClick={() => set([...options, { value: Math.max(0, ...options.map(({ value }) => value)) + 1, label: "" }])}
      >
        {t("addOption")}
      </Button>
    </fieldset>
  );
}

/** One question in the builder; what can be changed depends on what its kind says. */
export function QuestionEditor(props: QuestionEditorProps) {
  const { question, index, count, touchpoints, errors, onChange, onMove, onRemove } = props;
  const t = useTranslations("surveys.builder");
  const kinds = useTranslations("surveys.kind");
  const measures = useTranslations("surveys.measureFull");
  const batteries = useTranslations("surveys.battery");
  const { edits } = QUESTION_KINDS[question.kind];
  const number = index + 1;
  return (
    <Card aria-label={t("question", { number })}>
      <header className="flex items-center gap-1 ps-4 pe-2 pt-2">
        <h3 className="flex flex-1 flex-wrap items-center gap-x-2 text-sm font-semibold">
          {t("kindTitle", { number, kind: kinds(question.kind) })}
          {question.response ? (
            <Badge tone="accent">
              {batteries("badge", { response: batteries(`responses.${question.response}`).toLowerCase() })}
            </Badge>
          ) : null}
        </h3>
        <IconButton
          label={t("up", { number })}
          icon={<ArrowUp aria-hidden />}
          disabled={index === 0}
          onClick={() => onMove(-1)}
          data-move={`${question.key} up`}
        />
        <IconButton
          label={t("down", { number })}
          icon={<ArrowDown aria-hidden />}
          disabled={index === count - 1}
          onClick={() => onMove(1)}
          data-move={`${question.key} down`}
        />
        <IconButton label={t("delete", { number })} icon={<Trash2 aria-hidden />} onClick={onRemove} />
      </header>
      <CardBody className="flex flex-col gap-3">
        <Field label={t("label")} error={errors.label}>
          <Input
            value={question.label}
            maxLength={300}
            data-label={question.key}
            onChange={(event) => onChange({ label: event.target.value })}
          />
        </Field>
        <div className="grid gap-3 sm:grid-cols-2">
          <Field label={t("help")} optional error={errors.help}>
            <Input value={question.help} maxLength={300} onChange={(event) => onChange({ help: event.target.value })} />
          </Field>
          <Field label={t("touchpoint")} error={errors.touchpointId}>
            <Select
              value={question.touchpointId ?? ""}
              onChange={(event) => onChange({ touchpointId: event.target.value || null })}
              options={[
                { value: "", label: t("noTouchpoint") },
                ...touchpoints.map(({ id, name }) => ({ value: id, label: name })),
              ]}
            />
          </Field>
          {edits.points.length > 0 ? (
            <Field label={t("points")} error={errors.scaleMax}>
              <Select
                value={String(question.scaleMax)}
                onChange={(event) => onChange({ scaleMax: Number(event.target.value) })}
                options={edits.points.map((points) => ({
                  value: String(points),
                  label: t("pointsOf", { count: points }),
                }))}
              />
            </Field>
          ) : null}
          {edits.directions.length > 0 ? (
            <Field label={t("direction")} error={errors.direction}>
              <Select
                value={question.direction}
                onChange={(event) => onChange({ direction: event.target.value as ItemDirection })}
                options={edits.directions.map((direction) => ({ value: direction, label: t(direction) }))}
              />
            </Field>
          ) : null}
          {edits.measures.length > 0 && !question.response ? (
            <Field label={t("measure")} error={errors.measure}>
              <Select
                value={question.measure}
                onChange={(event) => onChange({ measure: event.target.value as Measure })}
                options={edits.measures.map((measure) => ({ value: measure, label: measures(measure) }))}
              />
            </Field>
          ) : null}
          {edits.endLabels ? (
            <>
              <Field label={t("lowLabel")} optional>
                <Input
                  value={question.lowLabel}
                  maxLength={60}
                  onChange={(event) => onChange({ lowLabel: event.target.value })}
                />
              </Field>
              <Field label={t("highLabel")} optional>
                <Input
                  value={question.highLabel}
                  maxLength={60}
                  onChange={(event) => onChange({ highLabel: event.target.value })}
                />
              </Field>
            </>
          ) : null}
        </div>
        {edits.options ? <OptionsEditor question={question} errors={errors} onChange={onChange} /> : null}
        <div className="flex flex-wrap gap-x-6 gap-y-2">
          <Checkbox
            label={t("required")}
            checked={question.required}
            onChange={(event) => onChange({ required: event.target.checked })}
          />
          {edits.notSay ? (
            <Checkbox
              label={t("notSay")}
              checked={question.notSay}
              onChange={(event) => onChange({ notSay: event.target.checked })}
            />
          ) : null}
        </div>
      </CardBody>
    </Card>
  );
}
