"use client";

import { useTranslations } from "next-intl";
import { memo } from "react";
import { cn } from "@/components/ui/cn";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { Td, Tr } from "@/components/ui/table";
import { adoptItems, guessAttribute, guessItem } from "@/lib/imports/guess";
import type { ImportCatalogue } from "@/lib/imports/plan";
import type { ColumnProfile } from "@/lib/imports/profile";
import {
  ATTRIBUTE_KINDS,
  type ColumnTarget,
  CUSTOMER_FIELDS,
  type FieldName,
  fieldsOf,
  ITEM_KINDS,
  type ItemTarget,
  type Kind,
} from "@/lib/imports/schema";
import { useFieldName } from "./use-field-name";

export type ColumnRowProps = {
  profile: ColumnProfile;
  target: ColumnTarget;
  kind: Kind;
  shape: "wide" | "long";
  attributes: ImportCatalogue["attributes"];
  /** Items of the chosen survey. */
  items: ImportCatalogue["surveys"][number]["items"];
  catalogue: ImportCatalogue;
  error?: string;
  onChange: (index: number, target: ColumnTarget) => void;
};

const BLOCK =
  "max-md:block max-md:h-auto max-md:w-full max-md:max-w-none max-md:min-w-0 max-md:border-0 max-md:px-4 max-md:py-1";

const SCALES = ["1-3", "1-4", "1-5", "1-6", "1-7", "1-10", "0-10"];

/** One column of the file: what is in it, what it becomes, and the details of that. */
export const ColumnRow = memo(function ColumnRow(props: ColumnRowProps) {
  const { profile, target, kind, shape, attributes, items, catalogue, error, onChange } = props;
  const t = useTranslations("imports.columns");
  const fieldName = useFieldName(kind);
  const name = profile.header || t("noName", { number: profile.index + 1 });
  const isCustomerField = (field: FieldName) => CUSTOMER_FIELDS.some((one) => one === field);
  const fields = fieldsOf(kind, shape);
  const errorId = `column-${profile.index}-error`;

  const choose = (value: string) => {
    const [to, rest = ""] = value.split(/:(.*)/s);
    const field = fields.find((one) => one === rest);
    if (to === "field" && field) return onChange(profile.index, { to: "field", field });
    if (to === "attribute") {
      const known = attributes.find((attribute) => attribute.key === rest);
      if (known)
        return onChange(profile.index, { to: "attribute", key: known.key, label: known.label, kind: known.kind });
      return onChange(
        profile.index,
        guessAttribute(profile, { ...catalogue, attributes: [] }, new Set(attributes.map((one) => one.key))),
      );
    }
    if (to === "item") {
      const guess: ItemTarget = guessItem(profile) ?? {
        itemId: null,
        label: name,
        kind: profile.type === "text" ? "text" : "rating",
        scaleMin: profile.type === "text" ? null : 1,
        scaleMax: profile.type === "text" ? null : 5,
        direction: profile.type === "text" ? "none" : "higher",
        measure: profile.type === "text" ? "other" : "csat",
        notApplicable: [],
        options: [],
        touchpoint: "",
      };
      const chosen = items.find((item) => item.id === rest);
      if (!chosen) return onChange(profile.index, { to: "item", item: guess });
      const [adopted] = adoptItems([{ to: "item", item: { ...guess, label: chosen.label } }], [chosen]);
      if (adopted) onChange(profile.index, adopted);
      return;
    }
    onChange(profile.index, { to: "ignore" });
  };
  const value =
    target.to === "ignore"
      ? "ignore"
      : target.to === "field"
        ? `field:${target.field}`
        : target.to === "attribute"
          ? `attribute:${attributes.some((one) => one.key === target.key) ? target.key : ""}`
          : `item:${target.item.itemId ?? ""}`;

  return (
    // On the phone a column is a block: its name, what is in it, what it becomes.
    <Tr
      className={cn(
        "max-md:block max-md:border-b max-md:border-line max-md:py-2",
        target.to === "ignore" && "text-muted",
      )}
    >
      <Td className={cn("max-w-56 align-top", BLOCK)}>
        <span className="block truncate pt-1.5 font-medium" title={name}>
          {name}
        </span>
        {error ? (
          <span id={errorId} className="block pb-1 text-xs whitespace-normal text-detractor-text">
            {error}
          </span>
        ) : null}
      </Td>
      <Td muted className={cn("max-w-52 align-top", BLOCK)}>
        <span className="block truncate pt-1.5" title={profile.examples.join(" · ")}>
          {profile.examples.join(" · ")}
        </span>
        {profile.blank > 0 ? <span className="block text-xs">{t("blank", { count: profile.blank })}</span> : null}
      </Td>
      <Td className={cn("w-60 min-w-48 align-top", BLOCK)}>
        <Select
          aria-label={t("ofColumn", { what: t("becomes"), column: name })}
          aria-describedby={error ? errorId : undefined}
          aria-invalid={error ? true : undefined}
          value={value}
          onChange={(event) => choose(event.target.value)}
        >
          <option value="ignore">{t("ignore")}</option>
          {kind === "answers" && shape === "wide" ? (
            <optgroup label={t("question")}>
              <option value="item:">{t("question")}</option>
              {items.map((item) => (
                <option key={item.id} value={`item:${item.id}`}>
                  {item.label}
                </option>
              ))}
            </optgroup>
          ) : null}
          {fields.some((field) => !isCustomerField(field)) ? (
            <optgroup label={t("groups.row")}>
              {fields
                .filter((field) => !isCustomerField(field))
                .map((field) => (
                  <option key={field} value={`field:${field}`}>
                    {fieldName(field)}
                  </option>
                ))}
            </optgroup>
          ) : null}
          <optgroup label={t("groups.customer")}>
            {fields.filter(isCustomerField).map((field) => (
              <option key={field} value={`field:${field}`}>
                {fieldName(field)}
              </option>
            ))}
          </optgroup>
          <optgroup label={t("groups.attributes")}>
            <option value="attribute:">{t("newAttribute")}</option>
            {attributes.map((attribute) => (
              <option key={attribute.key} value={`attribute:${attribute.key}`}>
                {attribute.label}
              </option>
            ))}
          </optgroup>
        </Select>
      </Td>
      <Td className={cn("min-w-80 align-top max-md:empty:hidden", BLOCK)}>
        {target.to === "attribute" && value === "attribute:" ? (
          <AttributeDetails column={name} target={target} onChange={(next) => onChange(profile.index, next)} />
        ) : null}
        {target.to === "item" ? (
          <ItemDetails
            column={name}
            item={target.item}
            onChange={(item) => onChange(profile.index, { to: "item", item })}
          />
        ) : null}
      </Td>
    </Tr>
  );
});

type AttributeTarget = Extract<ColumnTarget, { to: "attribute" }>;

function AttributeDetails({
  column,
  target,
  onChange,
}: {
  column: string;
  target: AttributeTarget;
  onChange: (target: AttributeTarget) => void;
}) {
  const t = useTranslations("imports");
  return (
    <span className="flex flex-wrap gap-2">
      <Input
        aria-label={t("columns.ofColumn", { what: t("columns.label"), column })}
        value={target.label}
        maxLength={200}
        onChange={(event) => onChange({ ...target, label: event.target.value })}
        className="w-44"
      />
      <Select
        aria-label={t("columns.ofColumn", { what: t("columns.type"), column })}
        value={target.kind}
        onChange={(event) => {
          const kind = ATTRIBUTE_KINDS.find((one) => one === event.target.value);
          if (kind) onChange({ ...target, kind });
        }}
        options={ATTRIBUTE_KINDS.map((kind) => ({ value: kind, label: t(`attributeKind.${kind}`) }))}
        className="w-28"
      />
    </span>
  );
}

/** What a column is as a question: also used for the questions of a file with one answer per row. */
export function ItemDetails({
  column,
  item,
  onChange,
  withTouchpoint = true,
}: {
  column: string;
  item: ItemTarget;
  onChange: (item: ItemTarget) => void;
  withTouchpoint?: boolean;
}) {
  const t = useTranslations("imports");
  const of = (what: string) => t("columns.ofColumn", { what, column });
  const fixed = item.itemId !== null;
  const scaled = item.kind === "rating" || item.kind === "effort";
  return (
    <span className="flex flex-wrap items-center gap-2">
      {fixed ? null : (
        <Select
          aria-label={of(t("columns.questionKind"))}
          value={item.kind}
          onChange={(event) => {
            const kind = ITEM_KINDS.find((one) => one === event.target.value);
            if (kind) onChange(withKind(item, kind));
          }}
          options={ITEM_KINDS.map((kind) => ({ value: kind, label: t(`itemKind.${kind}`) }))}
          className="w-28"
        />
      )}
      {scaled && !fixed ? (
        <Select
          aria-label={of(t("columns.scale"))}
          value={`${item.scaleMin}-${item.scaleMax}`}
          onChange={(event) => {
            const [low, high] = event.target.value.split("-").map(Number);
            onChange({ ...item, scaleMin: low ?? 1, scaleMax: high ?? 5 });
          }}
          options={[...new Set([...SCALES, `${item.scaleMin}-${item.scaleMax}`])].map((scale) => ({
            value: scale,
            label: scale.replace("-", "–"),
          }))}
          className="w-20"
        />
      ) : null}
      {scaled && !fixed ? (
        <Select
          aria-label={of(t("columns.direction"))}
          value={item.direction}
          onChange={(event) => onChange({ ...item, direction: event.target.value === "lower" ? "lower" : "higher" })}
          options={(["higher", "lower"] as const).map((direction) => ({
            value: direction,
            label: t(`direction.${direction}`),
          }))}
          className="w-24"
        />
      ) : null}
      {(scaled || item.kind === "choice") && !fixed ? (
        <Select
          aria-label={of(t("columns.measure"))}
          value={item.measure}
          onChange={(event) => {
            const measure = (["csat", "ces", "other"] as const).find((one) => one === event.target.value);
            if (measure) onChange({ ...item, measure });
          }}
          options={(item.kind === "effort" ? (["ces"] as const) : (["csat", "other"] as const)).map((measure) => ({
            value: measure,
            label: t(`measure.${measure}`),
          }))}
          className="w-28"
        />
      ) : null}
      {withTouchpoint && !fixed ? (
        <span className="inline-flex items-center gap-1.5 text-xs text-muted">
          {t("columns.touchpoint")}
          <Input
            aria-label={of(t("columns.touchpoint"))}
            value={item.touchpoint}
            list="import-touchpoints"
            maxLength={200}
            placeholder={t("columns.touchpointHint")}
            onChange={(event) => onChange({ ...item, touchpoint: event.target.value })}
            className="w-52 text-ink"
          />
        </span>
      ) : null}
      {item.kind === "text" ? null : (
        <span className="inline-flex items-center gap-1.5 text-xs text-muted">
          {t("columns.notApplicable")}
          <Input
            aria-label={of(t("columns.notApplicable"))}
            value={item.notApplicable.join(", ")}
            placeholder={t("columns.notApplicableHint")}
            onChange={(event) =>
              onChange({
                ...item,
                notApplicable: event.target.value
                  .split(",")
                  .map((value) => value.trim())
                  .filter((value, index, all) => value !== "" || (index === all.length - 1 && index > 0)),
              })
            }
            className="w-20 text-ink"
          />
        </span>
      )}
      {item.kind === "choice" && item.options.length > 0 ? (
        <span className="basis-full text-xs text-muted">
          {t("columns.options")}: {item.options.join(" · ")}
        </span>
      ) : null}
    </span>
  );
}

function withKind(item: ItemTarget, kind: ItemTarget["kind"]): ItemTarget {
  switch (kind) {
    case "nps":
      return { ...item, kind, scaleMin: 0, scaleMax: 10, direction: "higher", measure: "nps", notApplicable: [] };
    case "rating":
      return {
        ...item,
        kind,
        scaleMin: item.scaleMin ?? 1,
        scaleMax: item.scaleMax ?? 5,
        direction: "higher",
        measure: "csat",
      };
    case "effort":
      return { ...item, kind, scaleMin: 1, scaleMax: 7, direction: "higher", measure: "ces" };
    case "choice":
      return { ...item, kind, scaleMin: null, scaleMax: null, direction: "higher", measure: "csat" };
    case "text":
      return { ...item, kind, scaleMin: null, scaleMax: null, direction: "none", measure: "other", notApplicable: [] };
  }
}
