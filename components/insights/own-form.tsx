"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { type FormEvent, useState, useTransition } from "react";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { OPS, type OwnField, type OwnParams, type OwnProblem } from "@/lib/insights/own";
import { ownHref } from "@/lib/insights/url";

export type OwnChoice = { value: string; label: string };

export type OwnFormProps = {
  params: OwnParams;
  /** With their names; options of choices with their words. */
  fields: (Omit<OwnField, "options" | "label"> & { label: string; options: OwnChoice[] })[];
  said: OwnChoice[];
  outcomes: (OwnChoice & { fits: string[] })[];
  periods: OwnChoice[];
  problem: OwnProblem | null;
};

/** The three parts of a sentence, and the time it looks at. The address keeps what was chosen. */
export function OwnForm({ params, fields, said, outcomes, periods, problem }: OwnFormProps) {
  const t = useTranslations("insights.own");
  const router = useRouter();
  const [pending, start] = useTransition();
  const [own, setOwn] = useState(params);
  const set = (change: Partial<OwnParams>) => setOwn((before) => ({ ...before, ...change }));
  const field = fields.find(({ key }) => key === own.base);
  const ops = field ? OPS[field.kind] : [];
  const op = ops.includes(own.op) ? own.op : (ops[0] ?? "is");
  const fitting = outcomes.filter(({ fits }) => own.said === "" || fits.includes(own.said));
  const wrong = (...parts: OwnProblem[]) => (problem && parts.includes(problem) ? t(`wrong.${problem}`) : undefined);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    start(() => router.push(ownHref({ ...own, op })));
  };
  return (
    <form
      onSubmit={submit}
      className="grid items-start gap-x-4 gap-y-3 rounded-lg border border-line bg-surface p-4 sm:grid-cols-2 lg:grid-cols-4"
    >
      <div className="flex flex-col gap-3">
        <Field label={t("who")} error={wrong("base")}>
          <Select
            value={own.base}
            onChange={(event) => set({ base: event.target.value, value: "" })}
            placeholder={t("choose")}
            options={fields.map(({ key, label }) => ({ value: key, label }))}
          />
        </Field>
        {field ? (
          <div className="flex items-start gap-2">
            {ops.length > 1 ? (
              <Field label={t("op")} labelHidden className="min-w-28">
                <Select
                  value={op}
                  onChange={(event) => set({ op: event.target.value as OwnParams["op"] })}
                  options={ops.map((one) => ({ value: one, label: t(`ops.${one}`) }))}
                />
              </Field>
            ) : null}
            <Field label={t("value")} labelHidden error={wrong("value", "number")} className="min-w-0 flex-1">
              {field.kind === "choice" ? (
                <Select
                  value={own.value}
                  onChange={(event) => set({ value: event.target.value })}
                  placeholder={t("choose")}
                  options={field.options}
                />
              ) : (
                <Input
                  value={own.value}
                  onChange={(event) => set({ value: event.target.value })}
                  inputMode={field.kind === "text" ? undefined : "decimal"}
                  end={field.kind === "days" ? t("days") : field.unit || undefined}
                  maxLength={200}
                />
              )}
            </Field>
          </div>
        ) : null}
      </div>
      <Field label={t("said")} error={wrong("said", "sameItem")}>
        <Select
          value={own.said}
          onChange={(event) => set({ said: event.target.value })}
          placeholder={t("choose")}
          options={said}
        />
      </Field>
      <Field label={t("outcome")} error={wrong("outcome")}>
        <Select
          value={fitting.some(({ value }) => value === own.outcome) ? own.outcome : ""}
          onChange={(event) => set({ outcome: event.target.value })}
          placeholder={t("choose")}
          options={fitting.map(({ value, label }) => ({ value, label }))}
        />
      </Field>
      <Field label={t("period")}>
        <Select value={own.period} onChange={(event) => set({ period: event.target.value })} options={periods} />
      </Field>
      <div className="sm:col-span-2 lg:col-span-4">
        <Button type="submit" variant="primary" pending={pending}>
          {t("show")}
        </Button>
      </div>
    </form>
  );
}
