"use client";

import { ChevronDown, ListFilter, X } from "lucide-react";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { cn } from "@/components/ui/cn";
import { IconButton } from "@/components/ui/icon-button";
import { controlLook, Input } from "@/components/ui/input";
import { Popover } from "@/components/ui/popover";
import { Select } from "@/components/ui/select";
import { type DraftCondition, editorOf, narrowingOf, startWith, withOperator } from "@/lib/segments/draft";
import {
  answersOf,
  FIELD_KEYS,
  type FieldGroup,
  type FieldKey,
  fieldOf,
  isFieldKey,
  NARROW_OPTIONS,
  type Operator,
  type SegmentCatalogue,
  subjectOf,
} from "@/lib/segments/fields";
import { placeName } from "@/lib/segments/places";
import { MOST_DAYS } from "@/lib/segments/schema";
import { type PickGroup, PickList } from "./pick-list";

export type Suggestions = Record<"country" | "city" | "language" | "tags", string[]>;

export type ConditionRowProps = {
  draft: DraftCondition;
  catalogue: SegmentCatalogue;
  suggestions: Suggestions;
  /** What is wrong here; shown once the person has been here or tried to save. */
  error?: string;
  /** "and", "or": between this part and the one before. */
  joint: ReactNode;
  /** Opens the choice of the field at once: the row was just added. */
  isFresh: boolean;
  onChange: (next: DraftCondition) => void;
  onRemove: () => void;
};

const GROUPS: FieldGroup[] = ["customer", "behaviour", "experience"];

/** The subject as one text, and back: field, attribute:<key>, computed:<key>, item:<no>, itemMean:<no>, touchpointScore:<id>. */
function subjectKey({
  field,
  attribute,
  item,
  touchpoint,
  computed,
}: Pick<DraftCondition, "field" | "attribute" | "item" | "touchpoint" | "computed">): string {
  if (!field) return "";
  if (computed !== undefined) return `${field}:${computed}`;
  if (touchpoint !== undefined) return `${field}:${touchpoint}`;
  return attribute !== undefined ? `attribute:${attribute}` : item !== undefined ? `${field}:${item}` : field;
}

function subjectFrom(
  key: string,
): { field: FieldKey; attribute?: string; item?: number; touchpoint?: string; computed?: string } | null {
  const colon = key.indexOf(":");
  const [field, rest] = colon < 0 ? [key, ""] : [key.slice(0, colon), key.slice(colon + 1)];
  if (!isFieldKey(field)) return null;
  if (field === "attribute") return { field, attribute: rest };
  if (field === "computed") return { field, computed: rest };
  if (field === "touchpointScore") return { field, touchpoint: rest };
  return field === "item" || field === "itemMean" ? { field, item: Number(rest) } : { field };
}

function useFieldGroups(catalogue: SegmentCatalogue): PickGroup[] {
  const t = useTranslations("segments");
  // What there is none of cannot be asked about.
  const isOffered = (key: FieldKey) => {
    const { from } = fieldOf(key);
    return !from || catalogue[from].length > 0;
  };
  const groups: PickGroup[] = GROUPS.map((group) => ({
    label: t(`group.${group}`),
    options: FIELD_KEYS.filter((key) => fieldOf(key).group === group && !fieldOf(key).of && isOffered(key)).map(
      (key) => ({
        value: key,
        label: t(`field.${key}`),
      }),
    ),
  }));
  const attributes = catalogue.attributes.filter(({ archived }) => !archived);
  groups.splice(1, 0, {
    label: t("group.attributes"),
    options: attributes.map(({ key, label, unit }) => ({ value: `attribute:${key}`, label, hint: unit })),
  });
  const computed = catalogue.computed.filter(({ archived }) => !archived);
  if (computed.length > 0)
    groups.splice(2, 0, {
      label: t("group.computed"),
      options: computed.map(({ key, label, unit }) => ({ value: `computed:${key}`, label, hint: unit })),
    });
  const items = catalogue.items.filter(({ archived, kind }) => !archived && kind !== "text");
  groups.push({
    label: t("group.answers"),
    options: items.map(({ no, label, survey }) => ({ value: `item:${no}`, label, hint: survey, keywords: [survey] })),
  });
  groups.push({
    label: t("group.means"),
    options: items
      .filter(({ kind }) => kind !== "choice")
      .map(({ no, label, survey }) => ({ value: `itemMean:${no}`, label, hint: survey, keywords: [survey] })),
  });
  groups.push({
    label: t("group.scores"),
    options: catalogue.touchpoints.map(({ id, name }) => ({ value: `touchpointScore:${id}`, label: name })),
  });
  return groups;
}

const triggerLook = cn(controlLook, "inline-flex h-8 items-center gap-2 px-3 text-start touch:h-11");

/** What one condition is about. */
function SubjectPicker({
  draft,
  catalogue,
  isFresh,
  onChange,
}: Omit<ConditionRowProps, "suggestions" | "joint" | "onRemove">) {
  const t = useTranslations("segments");
  const groups = useFieldGroups(catalogue);
  const key = subjectKey(draft);
  const chosen = groups.flatMap(({ options }) => options).find(({ value }) => value === key);
  const named = chosen && {
    itemMean: t("text.meanOf", { item: chosen.label }),
    touchpointScore: t("text.scoreAt", { name: chosen.label }),
    other: chosen.label,
  };
  const label = named
    ? named[draft.field === "itemMean" || draft.field === "touchpointScore" ? draft.field : "other"]
    : key && t("builder.gone");
  return (
    <PickList
      title={t("builder.chooseField")}
      groups={groups}
      chosen={key ? [key] : []}
      defaultOpen={isFresh}
      onPick={(value) => {
        const subject = subjectFrom(value);
        if (subject) onChange(startWith(draft, subject, catalogue));
      }}
      trigger={
        <button
          type="button"
          aria-label={`${t("builder.field")}: ${label || t("builder.chooseField")}`}
          className={triggerLook}
        >
          <span className={cn("min-w-0 flex-1 truncate", label ? "font-medium" : "text-muted")}>
            {label || t("builder.chooseField")}
          </span>
          <ChevronDown aria-hidden className="shrink-0 text-muted" />
        </button>
      }
    />
  );
}

type ListOption = { value: string | number | boolean; label: string };

/** The choices a list operator offers, and whether anything may be written besides. */
function useListOptions(
  draft: DraftCondition,
  catalogue: SegmentCatalogue,
  suggestions: Suggestions,
): { options: ListOption[]; isFree: boolean; isFew: boolean } {
  const t = useTranslations("segments");
  const { field } = draft;
  if (!field) return { options: [], isFree: false, isFew: false };
  const fixed = fieldOf(field).options;
  if (fixed)
    return {
      options: fixed.map((value) => ({ value, label: t(`option.${field}.${value}`) })),
      isFree: false,
      isFew: true,
    };
  const { from } = fieldOf(field);
  if (from === "products") {
    return {
      options: catalogue.products.map(({ id, name }) => ({ value: id, label: name })),
      isFree: false,
      isFew: false,
    };
  }
  if (from === "lists") {
    const lists = catalogue.lists.filter(({ id, archived }) => !archived || draft.list.includes(id));
    return { options: lists.map(({ id, name }) => ({ value: id, label: name })), isFree: false, isFew: false };
  }
  const plain = (values: string[]) => values.map((value) => ({ value, label: value }));
  switch (field) {
    case "owner":
      return {
        options: catalogue.people.map(({ id, name }) => ({ value: id, label: name })),
        isFree: false,
        isFew: false,
      };
    case "country":
    case "language":
      return {
        options: suggestions[field].map((value) => ({ value, label: placeName(field, value) })),
        isFree: true,
        isFew: false,
      };
    case "city":
    case "tags":
      return { options: plain(suggestions[field]), isFree: true, isFew: false };
    case "item": {
      const item = catalogue.items.find(({ no }) => no === draft.item);
      const options = item ? answersOf(item) : [];
      return {
        options,
        isFree: false,
        isFew: options.every(({ label }) => label.length <= 24) && options.length <= 11,
      };
    }
    case "attribute": {
      const attribute = catalogue.attributes.find(({ key }) => key === draft.attribute);
      if (attribute?.kind === "boolean")
        return {
          options: [
            { value: true, label: t("text.yes") },
            { value: false, label: t("text.no") },
          ],
          isFree: false,
          isFew: true,
        };
      const options = plain(attribute?.options ?? []);
      return { options, isFree: true, isFew: false };
    }
    default:
      return { options: [], isFree: true, isFew: false };
  }
}

/** Several values: switches side by side when they are few, a searchable list when they are many. */
function ListEditor({
  draft,
  catalogue,
  suggestions,
  onChange,
  label,
}: { label: string } & Pick<ConditionRowProps, "draft" | "catalogue" | "suggestions" | "onChange">) {
  const t = useTranslations("segments");
  const { options, isFree, isFew } = useListOptions(draft, catalogue, suggestions);
  const isOne = subjectOf({ ...draft, field: draft.field! }, catalogue)?.kind === "boolean";
  const toggle = (value: string | number | boolean) =>
    onChange({
      ...draft,
      list: isOne
        ? [value]
        : draft.list.includes(value)
          ? draft.list.filter((one) => one !== value)
          : [...draft.list, value],
    });
  const words = (value: string | number | boolean) =>
    options.find((one) => one.value === value)?.label ?? String(value);
  if (isFew) {
    return (
      <fieldset className="flex flex-wrap gap-1">
        <legend className="sr-only">{label}</legend>
        {options.map(({ value, label: name }) => (
          <button
            key={String(value)}
            type="button"
            aria-pressed={draft.list.includes(value)}
            onClick={() => toggle(value)}
            className={cn(
              "inline-flex h-8 min-w-8 items-center justify-center rounded-md border px-2 text-sm transition-colors touch:h-11 touch:min-w-11",
              draft.list.includes(value)
                ? "border-accent bg-accent-soft font-medium text-accent-text"
                : "border-line-strong bg-surface hover:bg-hover",
            )}
          >
            <span className="inline-block first-letter:uppercase">{name}</span>
          </button>
        ))}
      </fieldset>
    );
  }
  const strangers = draft.list.filter((value) => !options.some((one) => one.value === value));
  return (
    <PickList
      title={label}
      multiple
      groups={[
        {
          options: [...strangers.map((value) => ({ value, label: String(value) })), ...options].map((one) => ({
            value: String(one.value),
            label: one.label,
          })),
        },
      ]}
      chosen={draft.list.map(String)}
      onPick={(text) => toggle(options.find(({ value }) => String(value) === text)?.value ?? text)}
      onWrite={isFree ? toggle : undefined}
      trigger={
        <button
          type="button"
          aria-label={`${label}: ${draft.list.map(words).join(", ") || t("builder.chooseValues")}`}
          className={cn(triggerLook, "w-48 max-w-full max-md:w-full")}
        >
          <span className={cn("min-w-0 flex-1 truncate", draft.list.length === 0 && "text-muted")}>
            {draft.list.map(words).join(", ") || t("builder.chooseValues")}
          </span>
          <ChevronDown aria-hidden className="shrink-0 text-muted" />
        </button>
      }
    />
  );
}

function ValueEditor(props: Pick<ConditionRowProps, "draft" | "catalogue" | "suggestions" | "onChange">) {
  const { draft, catalogue, onChange } = props;
  const t = useTranslations("segments.builder");
  const subject = draft.field ? subjectOf({ ...draft, field: draft.field }, catalogue) : null;
  if (!draft.field || !subject) return null;
  const set = (part: Partial<DraftCondition>) => onChange({ ...draft, ...part });
  const unit =
    subject.kind === "money"
      ? catalogue.currency
      : draft.field === "attribute"
        ? (catalogue.attributes.find(({ key }) => key === draft.attribute)?.unit ?? "")
        : draft.field === "computed"
          ? (catalogue.computed.find(({ key }) => key === draft.computed)?.unit ?? "")
          : "";
  const number = (key: "first" | "second", label: string) => (
    <Input
      inputMode="decimal"
      aria-label={unit ? `${label}, ${unit}` : label}
      value={draft[key]}
      end={unit || undefined}
      onChange={(event) => set({ [key]: event.target.value })}
      className={unit ? "w-32" : "w-20"}
    />
  );
  const day = (key: "first" | "second", label: string) => (
    <Input
      type="date"
      aria-label={label}
      value={draft[key]}
      onChange={(event) => set({ [key]: event.target.value })}
      className="w-40"
    />
  );
  switch (editorOf(draft.op)) {
    case "list":
      return <ListEditor {...props} label={t("values")} />;
    case "text":
      return (
        <Input
          aria-label={t("text")}
          value={draft.first}
          maxLength={200}
          onChange={(event) => set({ first: event.target.value })}
          className="w-56 max-w-full"
        />
      );
    case "number":
      return number("first", t("number"));
    case "numbers":
      return (
        <span className="flex items-center gap-2">
          {number("first", t("least"))}
          <span className="text-muted">{t("and")}</span>
          {number("second", t("most"))}
        </span>
      );
    case "days":
      return (
        <span className="flex items-center gap-2">
          <Input
            inputMode="numeric"
            aria-label={t("days")}
            value={draft.first}
            onChange={(event) => set({ first: event.target.value })}
            className="w-20"
          />
          <span className="text-muted">{t(draft.op === "olderThan" ? "daysAgo" : "daysUnit")}</span>
        </span>
      );
    case "day":
      return day("first", t("day"));
    case "twoDays":
      return (
        <span className="flex flex-wrap items-center gap-2">
          {day("first", t("firstDay"))}
          <span className="text-muted">{t("and")}</span>
          {day("second", t("lastDay"))}
        </span>
      );
    case "none":
      return null;
  }
}

/** What narrows by a choice of several, and where the choices come from. */
const CHOICES = ["channels", "products", "touchpoints", "kinds", "outcomes", "reasons"] as const;

/** Which events count: the last days, channels, products, touchpoints, how somebody was in touch. */
function WhereEditor({ draft, catalogue, onChange }: Pick<ConditionRowProps, "draft" | "catalogue" | "onChange">) {
  const t = useTranslations("segments.builder");
  const say = useTranslations("segments");
  const narrow = narrowingOf(draft);
  if (narrow.length === 0) return null;
  const { where } = draft;
  const set = (part: typeof where) => onChange({ ...draft, where: { ...where, ...part } });
  const toggle = (key: (typeof CHOICES)[number], id: string) => {
    const ids = where[key] ?? [];
    const next = ids.includes(id) ? ids.filter((one) => one !== id) : [...ids, id];
    set({ [key]: next.length > 0 ? next : undefined });
  };
  const optionsOf = (key: (typeof CHOICES)[number]): { id: string; name: string }[] =>
    key === "kinds" || key === "outcomes" || key === "reasons"
      ? NARROW_OPTIONS[key].map((id) => ({ id, name: say(`narrow.${key}.${id}`) }))
      : catalogue[key];
  const parts = [
    where.days ? t("whereDays", { days: where.days }) : "",
    ...CHOICES.flatMap((key) =>
      (where[key] ?? []).map((id) => optionsOf(key).find((one) => one.id === id)?.name ?? ""),
    ),
  ].filter(Boolean);
  return (
    <Popover
      title={t("narrow")}
      trigger={
        parts.length > 0 ? (
          <Button variant="soft" icon={<ListFilter aria-hidden />} aria-label={`${t("narrow")}: ${parts.join(", ")}`}>
            <span className="max-w-48 truncate">{parts.join(", ")}</span>
          </Button>
        ) : (
          <IconButton label={t("narrow")} icon={<ListFilter aria-hidden />} />
        )
      }
    >
      <div className="flex max-h-96 flex-col gap-3 overflow-y-auto pt-1">
        {narrow.includes("days") ? (
          <span className="flex items-center gap-2">
            <span>{t("inLast")}</span>
            <Input
              inputMode="numeric"
              aria-label={t("days")}
              value={where.days ?? ""}
              onChange={(event) => {
                const days = Number.parseInt(event.target.value, 10);
                set({ days: Number.isNaN(days) ? undefined : Math.min(Math.max(days, 1), MOST_DAYS) });
              }}
              className="w-20"
            />
            <span>{t("daysUnit")}</span>
          </span>
        ) : null}
        {CHOICES.map((key) =>
          narrow.includes(key) && optionsOf(key).length > 0 ? (
            <fieldset key={key} className="flex max-h-48 shrink-0 flex-col gap-1 overflow-y-auto">
              <legend className="pb-1 text-xs font-medium text-muted">{t(key)}</legend>
              {optionsOf(key).map(({ id, name }) => (
                <Checkbox
                  key={id}
                  label={<span className="inline-block first-letter:uppercase">{name}</span>}
                  checked={where[key]?.includes(id) ?? false}
                  onChange={() => toggle(key, id)}
                />
              ))}
            </fieldset>
          ) : null,
        )}
      </div>
    </Popover>
  );
}

function useOperatorOptions(draft: DraftCondition, catalogue: SegmentCatalogue) {
  const t = useTranslations("segments");
  const subject = draft.field ? subjectOf({ ...draft, field: draft.field }, catalogue) : null;
  if (!subject) return null;
  const words = (op: Operator) => {
    const own = `operatorOf.${subject.kind}.${op}`;
    return t.has(own) ? t(own) : t(`operator.${op}`);
  };
  return subject.operators.map((op) => ({ value: op, label: words(op) }));
}

/** One condition: what, how, against what. */
export function ConditionRow(props: ConditionRowProps) {
  const { draft, catalogue, suggestions, error, joint, onChange, onRemove } = props;
  const t = useTranslations("segments.builder");
  const operators = useOperatorOptions(draft, catalogue);
  return (
    <div className="flex flex-col gap-1">
      <div className="grid grid-cols-[3rem_minmax(0,1fr)_auto] items-start gap-2 max-md:grid-cols-[minmax(0,1fr)_auto]">
        <span className="flex h-8 items-center text-xs text-muted empty:hidden max-md:col-span-2 max-md:h-auto md:empty:flex">
          {joint}
        </span>
        <div className="flex min-w-0 flex-wrap items-start gap-2">
          <span className="w-60 max-w-full max-md:w-full">
            <SubjectPicker {...props} />
          </span>
          {operators ? (
            <Select
              aria-label={t("operator")}
              value={draft.op}
              options={operators}
              onChange={(event) => {
                const next = operators.find(({ value }) => value === event.target.value);
                if (next) onChange(withOperator(draft, next.value));
              }}
              className="w-36"
            />
          ) : null}
          <ValueEditor draft={draft} catalogue={catalogue} suggestions={suggestions} onChange={onChange} />
          <WhereEditor draft={draft} catalogue={catalogue} onChange={onChange} />
        </div>
        <IconButton label={t("removeCondition")} icon={<X aria-hidden />} onClick={onRemove} />
      </div>
      {error ? <p className="ps-14 max-md:ps-0 text-xs text-detractor-text">{error}</p> : null}
    </div>
  );
}
