"use client";

import { Plus } from "lucide-react";
import { useTranslations } from "next-intl";
import { type FormEvent, useDeferredValue, useEffect, useId, useMemo, useRef, useState, useTransition } from "react";
import { Button } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";
import { Dialog } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { FormMessage } from "@/components/ui/form-message";
import { Input } from "@/components/ui/input";
import { Menu, MenuGroup, MenuItem } from "@/components/ui/menu";
import { RadioGroup } from "@/components/ui/radio-group";
import { Select } from "@/components/ui/select";
import { useToast } from "@/components/ui/toaster";
import { createComputedAction, updateComputedAction } from "@/lib/computed/actions";
import type { ComputedField } from "@/lib/computed/computed";
import { checkReferences, FormulaFault, formulaText, kindOf, type Names, parseFormula } from "@/lib/computed/formula";
import {
  type Definition,
  type DefinitionInput,
  definitionInput,
  HOWS,
  type How,
  needsValue,
  type RollUp,
  SOURCE_KEYS,
  type SourceKey,
  sourceOf,
  WINDOWS,
} from "@/lib/computed/schema";
import { computedText, describeDefinition } from "@/lib/computed/words";
import { previewComputedAction } from "@/lib/customers/computed-actions";

export type ComputedFormProps = {
  names: Names;
  items: readonly { no: number; label: string; survey: string }[];
  /** Left out: a new one. */
  field?: ComputedField;
  open: boolean;
  onClose: () => void;
};

const START: RollUp = { type: "rollUp", source: "tasks", how: "count", state: "open", window: "all" };

/** "Revenue this year" → "revenue_this_year" */
const keyFrom = (label: string): string =>
  label
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "_")
    .replace(/^[^a-z]+|_+$/g, "")
    .slice(0, 60);

type Reading =
  | { ok: true; definition: Definition; kind: "number" | "money" }
  | { ok: false; message: string; path: string; at?: { from: number; to: number } };

/** What was chosen or typed so far, judged at once. */
function read(key: string | null, given: DefinitionInput, names: Names): Reading {
  try {
    if (given.type === "rollUp") {
      const parsed = definitionInput.safeParse(given);
      if (!parsed.success) {
        const [issue] = parsed.error.issues;
        return { ok: false, message: issue?.message ?? "", path: issue?.path.join(".") ?? "" };
      }
      return { ok: true, definition: given, kind: kindOf(given, names) };
    }
    const { node, kind } = parseFormula(given.text, names);
    const definition: Definition = { type: "formula", node };
    checkReferences(key, definition, names);
    return { ok: true, definition, kind };
  } catch (error) {
    if (error instanceof FormulaFault) return { ok: false, message: error.message, path: "text", at: error.at };
    throw error;
  }
}

/** Defines a computed field: what it is made of, in words, and what it says of customers one knows. */
export function ComputedForm({ names, items, field, open, onClose }: ComputedFormProps) {
  const t = useTranslations("computed");
  const toast = useToast();
  const formId = useId();
  const [type, setType] = useState<"rollUp" | "formula">(field?.definition.type ?? "rollUp");
  const [label, setLabel] = useState(field?.label ?? "");
  const [ownKey, setOwnKey] = useState<string | null>(null);
  const [unit, setUnit] = useState(field?.unit ?? "");
  const [rollUp, setRollUp] = useState<RollUp>(field?.definition.type === "rollUp" ? field.definition : START);
  const [text, setText] = useState(
    field?.definition.type === "formula" ? formulaText(field.definition.node, names) : "",
  );
  const [failed, setFailed] = useState<{ message: string; fieldErrors: Record<string, string> } | null>(null);
  const [pending, start] = useTransition();
  const formula = useRef<HTMLDivElement>(null);
  const key = field?.key ?? ownKey ?? keyFrom(label);
  const given: DefinitionInput = type === "rollUp" ? rollUp : { type: "formulaText", text };
  const reading = read(field?.key ?? null, given, names);
  const itemNames = useMemo(() => new Map(items.map(({ no, label: name }) => [no, name])), [items]);
  const say = t as unknown as (key: string, values?: Record<string, string | number>) => string;

  const save = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    start(async () => {
      const done = field
        ? await updateComputedAction(null, { id: field.id, label, unit, definition: given })
        : await createComputedAction(null, { key, label, unit, definition: given });
      if (!done) return;
      if (!done.ok) return setFailed(done);
      onClose();
      toast.say(t(field ? "saved" : "made", { name: label }));
    });
  };
  const insert = (name: string) => {
    const input = formula.current?.querySelector("input");
    const [from, to] = [input?.selectionStart ?? text.length, input?.selectionEnd ?? text.length];
    setText(`${text.slice(0, from)}${name}${text.slice(to)}`);
    requestAnimationFrame(() => {
      input?.focus();
      input?.setSelectionRange(from + name.length, from + name.length);
    });
  };
  const errors = failed?.fieldErrors;
  const others = names.fields.filter((one) => one.key !== field?.key);
  return (
    <Dialog
      size="lg"
      title={t(field ? "editTitle" : "new")}
      open={open}
      onOpenChange={(next) => {
        if (!next) onClose();
      }}
      footer={
        <>
          <Button onClick={onClose}>{t("cancel")}</Button>
          <Button type="submit" form={formId} variant="primary" pending={pending} disabled={!reading.ok}>
            {t("save")}
          </Button>
        </>
      }
    >
      <form id={formId} noValidate onSubmit={save} className="flex flex-col gap-4">
        <FormMessage>{failed?.message}</FormMessage>
        <div className="grid grid-cols-[minmax(0,2fr)_minmax(0,2fr)_minmax(0,1fr)] gap-3 max-md:grid-cols-1">
          <Field label={t("name")} name="label" fieldErrors={errors}>
            <Input
              autoFocus
              value={label}
              maxLength={80}
              autoComplete="off"
              onChange={(event) => setLabel(event.target.value)}
            />
          </Field>
          <Field label={t("key")} name="key" hint={t("keyHint")} fieldErrors={errors}>
            <Input
              value={key}
              maxLength={63}
              disabled={Boolean(field)}
              autoComplete="off"
              spellCheck={false}
              onChange={(event) => setOwnKey(event.target.value)}
            />
          </Field>
          <Field label={t("unit")} name="unit" hint={t("unitHint")} fieldErrors={errors}>
            <Input
              value={reading.ok && reading.kind === "money" ? names.currency : unit}
              disabled={reading.ok && reading.kind === "money"}
              maxLength={20}
              autoComplete="off"
              onChange={(event) => setUnit(event.target.value)}
            />
          </Field>
        </div>
        <RadioGroup
          name="type"
          legend={t("type")}
          variant="choice"
          value={type}
          onValueChange={(next) => setType(next as typeof type)}
          options={(["rollUp", "formula"] as const).map((value) => ({
            value,
            label: t(`types.${value}`),
            hint: t(`typeHints.${value}`),
          }))}
        />
        {type === "rollUp" ? (
          <RollUpEditor
            given={rollUp}
            items={items}
            onChange={setRollUp}
            errors={{
              ...(reading.ok ? {} : { [reading.path]: reading.message }),
              ...(errors?.["definition.item"] ? { item: errors["definition.item"] } : {}),
            }}
          />
        ) : (
          <div ref={formula}>
            <Field
              label={t("formula")}
              name="definition.text"
              hint={t("formulaHint", { currency: names.currency })}
              error={text.trim() === "" ? undefined : reading.ok ? errors?.["definition.text"] : reading.message}
            >
              <Input
                value={text}
                maxLength={500}
                autoComplete="off"
                spellCheck={false}
                placeholder="revenue_this_year / revenue_last_year"
                className="font-mono"
                onChange={(event) => setText(event.target.value)}
              />
            </Field>
            {!reading.ok && reading.at && text.trim() !== "" ? (
              <FaultPlace text={text} at={reading.at} label={t("faultAt", { text: "" })} />
            ) : null}
            <Menu
              trigger={
                <Button size="sm" className="mt-2" icon={<Plus aria-hidden />}>
                  {t("insert")}
                </Button>
              }
            >
              {others.length + names.attributes.length === 0 ? (
                <MenuItem disabled>{t("noNames")}</MenuItem>
              ) : (
                <>
                  {others.length > 0 ? (
                    <MenuGroup label={t("insertFields")}>
                      {others.map((one) => (
                        <MenuItem key={one.key} end={one.key} onSelect={() => insert(one.key)}>
                          {one.label}
                        </MenuItem>
                      ))}
                    </MenuGroup>
                  ) : null}
                  {names.attributes.length > 0 ? (
                    <MenuGroup label={t("insertAttributes")}>
                      {names.attributes.map((one) => (
                        <MenuItem key={one.key} end={one.key} onSelect={() => insert(one.key)}>
                          {one.label}
                        </MenuItem>
                      ))}
                    </MenuGroup>
                  ) : null}
                </>
              )}
            </Menu>
          </div>
        )}
        {reading.ok ? (
          <section className="rounded-lg border border-line bg-sunken p-3">
            <h3 className="text-xs font-medium text-muted">{t("inWords")}</h3>
            <p className="font-medium">{describeDefinition(reading.definition, names, itemNames, say)}</p>
            {reading.kind === "money" ? (
              <p className="text-xs text-muted">{t("otherCurrency", { currency: names.currency })}</p>
            ) : null}
            <Preview fieldKey={field?.key ?? null} given={given} unit={unit} currency={names.currency} />
          </section>
        ) : null}
      </form>
    </Dialog>
  );
}

/** The formula again, with what is wrong marked. */
function FaultPlace({ text, at, label }: { text: string; at: { from: number; to: number }; label: string }) {
  return (
    <p className="mt-1 overflow-x-auto font-mono text-xs whitespace-pre text-muted">
      <span className="sr-only">{label}</span>
      {text.slice(0, at.from)}
      <mark className="rounded-sm bg-detractor-soft text-detractor-text underline decoration-wavy">
        {text.slice(at.from, at.to) || " "}
      </mark>
      {text.slice(at.to)}
    </p>
  );
}

type RollUpEditorProps = {
  given: RollUp;
  items: ComputedFormProps["items"];
  onChange: (next: RollUp) => void;
  errors: Record<string, string>;
};

/** Sentence by sentence: number of · open · tasks · this year. */
function RollUpEditor({ given, items, onChange, errors }: RollUpEditorProps) {
  const t = useTranslations("computed");
  const { source, how } = given;
  const { values, states, narrow } = sourceOf(source);
  const valueKeys = Object.keys(values);
  const set = (part: Partial<RollUp>) => onChange({ ...given, ...part });
  const chooseSource = (next: SourceKey) => {
    const to = sourceOf(next);
    const keys = Object.keys(to.values);
    const keepsHow = !needsValue(how) || keys.length > 0;
    const nextHow: How = keepsHow ? how : "count";
    onChange({
      type: "rollUp",
      source: next,
      how: nextHow,
      ...(needsValue(nextHow) ? { value: keys[0] } : {}),
      ...(given.state && to.states.includes(given.state) ? { state: given.state } : {}),
      ...(next === "answers" && items[0] ? { item: items[0].no } : {}),
      window: given.window,
      ...(given.days ? { days: given.days } : {}),
    });
  };
  const chosen = (narrow && given[narrow.key]) ?? [];
  return (
    <div className="flex flex-col gap-3">
      <div className="grid grid-cols-2 gap-3 md:grid-cols-4">
        <Field label={t("howLabel")} name="how">
          <Select
            value={how}
            onChange={(event) => {
              const next = HOWS.find((one) => one === event.target.value);
              if (next) set({ how: next, value: needsValue(next) ? (given.value ?? valueKeys[0]) : undefined });
            }}
            options={HOWS.filter((one) => !needsValue(one) || valueKeys.length > 0).map((value) => ({
              value,
              label: t(`howOption.${value}`),
            }))}
          />
        </Field>
        {needsValue(how) ? (
          <Field label={t("valueLabel")} name="value" error={errors.value}>
            <Select
              value={given.value ?? ""}
              onChange={(event) => set({ value: event.target.value })}
              options={valueKeys.map((value) => ({ value, label: t(`valueOption.${source}.${value}` as never) }))}
            />
          </Field>
        ) : null}
        <Field label={t("sourceLabel")} name="source">
          <Select
            value={source}
            onChange={(event) => {
              const next = SOURCE_KEYS.find((one) => one === event.target.value);
              if (next) chooseSource(next);
            }}
            options={SOURCE_KEYS.map((value) => ({ value, label: t(`sourceOption.${value}`) }))}
          />
        </Field>
        {states.length > 0 ? (
          <Field label={t("stateLabel")} name="state" error={errors.state}>
            <Select
              value={given.state ?? ""}
              onChange={(event) => set({ state: event.target.value || undefined })}
              options={[
                { value: "", label: t("stateOption.all") },
                ...states.map((value) => ({ value, label: t(`stateOption.${value}` as never) })),
              ]}
            />
          </Field>
        ) : null}
        {source === "answers" ? (
          <Field label={t("itemLabel")} name="item" error={errors.item} className="col-span-2">
            <Select
              value={given.item === undefined ? "" : String(given.item)}
              placeholder={t("chooseItem")}
              onChange={(event) => set({ item: event.target.value === "" ? undefined : Number(event.target.value) })}
              options={items.map(({ no, label, survey }) => ({ value: String(no), label: `${label} (${survey})` }))}
            />
          </Field>
        ) : null}
        {how === "daysSince" ? null : (
          <Field label={t("windowLabel")} name="window">
            <Select
              value={given.window}
              onChange={(event) => {
                const next = WINDOWS.find((one) => one === event.target.value);
                if (next) set({ window: next, days: next === "days" ? (given.days ?? 90) : undefined });
              }}
              options={WINDOWS.map((value) => ({ value, label: t(`windowOption.${value}`) }))}
            />
          </Field>
        )}
        {given.window === "days" && how !== "daysSince" ? (
          <Field label={t("daysLabel")} name="days" error={errors.days}>
            <Input
              inputMode="numeric"
              value={given.days ?? ""}
              onChange={(event) => {
                const days = Number.parseInt(event.target.value, 10);
                set({ days: Number.isNaN(days) ? undefined : days });
              }}
            />
          </Field>
        ) : null}
      </div>
      {narrow ? (
        <fieldset>
          <legend className="mb-1.5 text-xs font-medium text-muted">{t("onlyLabel")}</legend>
          <div className="flex flex-wrap gap-1">
            {narrow.options.map((one) => {
              const isOn = chosen.includes(one);
              const next = isOn ? chosen.filter((other) => other !== one) : [...chosen, one];
              return (
                <button
                  key={one}
                  type="button"
                  aria-pressed={isOn}
                  onClick={() => set({ [narrow.key]: next.length > 0 ? next : undefined })}
                  className={cn(
                    "h-8 rounded-md border px-2 text-sm first-letter:uppercase touch:h-11",
                    isOn
                      ? "border-accent bg-accent-soft font-medium text-accent-text"
                      : "border-line-strong bg-surface hover:bg-hover",
                  )}
                >
                  <span className="inline-block first-letter:uppercase">
                    {t(`${narrow.key === "kinds" ? "kind" : "stage"}.${one}` as never)}
                  </span>
                </button>
              );
            })}
          </div>
        </fieldset>
      ) : null}
    </div>
  );
}

type PreviewState = NonNullable<Awaited<ReturnType<typeof previewComputedAction>>>;

/** What it would say of five customers, a moment after the last change. */
function Preview({
  fieldKey,
  given,
  unit,
  currency,
}: {
  fieldKey: string | null;
  given: DefinitionInput;
  unit: string;
  currency: string;
}) {
  const t = useTranslations("computed");
  const [answer, setAnswer] = useState<PreviewState | null>(null);
  const asked = useDeferredValue(JSON.stringify(given));
  useEffect(() => {
    let stale = false;
    const timer = setTimeout(() => {
      previewComputedAction(null, { key: fieldKey, definition: JSON.parse(asked) as DefinitionInput }).then(
        (found) => {
          if (!stale && found) setAnswer(found);
        },
        () => {},
      );
    }, 350);
    return () => {
      stale = true;
      clearTimeout(timer);
    };
  }, [asked, fieldKey]);
  return (
    <div className="mt-3 min-h-40" aria-live="polite">
      <h3 className="text-xs font-medium text-muted">{t("preview")}</h3>
      {answer === null ? (
        <p className="text-sm text-muted">{t("previewWait")}</p>
      ) : !answer.ok ? (
        <FormMessage>{answer.fieldErrors["definition.text"] ?? answer.message}</FormMessage>
      ) : answer.value.rows.length === 0 ? (
        <p className="text-sm text-muted">{t("previewNone")}</p>
      ) : (
        <>
          <dl className="mt-1">
            {answer.value.rows.map(({ id, name, value }) => (
              <div
                key={id}
                className="flex items-baseline justify-between gap-4 border-b border-line py-1 last:border-0"
              >
                <dt className="min-w-0 truncate">{name}</dt>
                <dd className={cn("figures shrink-0", value === null ? "text-muted" : "font-medium")}>
                  {value === null ? t("unknown") : computedText(value, { kind: answer.value.kind, unit }, currency)}
                </dd>
              </div>
            ))}
          </dl>
          <p className="mt-1 text-xs text-muted">
            {t("previewOf", { sampled: answer.value.sampled, known: answer.value.known })}
          </p>
        </>
      )}
    </div>
  );
}
