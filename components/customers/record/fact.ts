import { countryName, languageName } from "@/lib/customers/codes";
import type { FactHistory, FactValue } from "@/lib/customers/history";
import { formatDay, formatMoney, formatNumber } from "@/lib/format";

/** One property of a customer as the page edits it. */
export type FactSpec = {
  /** As in lib/customers/history.ts. */
  field: string;
  label: string;
  editor: "text" | "email" | "tel" | "choice" | "boolean" | "date" | "number" | "money" | "tags";
  value: FactValue;
  /** For a choice. */
  options?: readonly { value: string; label: string }[];
  unit?: string;
  /** For money. */
  currency?: string;
  required?: boolean;
  /** Below the value: since when. */
  note?: string;
  readOnly?: boolean;
};

export type FactWords = { yes: string; no: string; gone: string };

/** A value as it is read; "" when nothing is said. */
export function factText(spec: FactSpec, value: FactValue, words: FactWords): string {
  if (value === null || value === "") return "";
  if (typeof value === "boolean") return value ? words.yes : words.no;
  if (typeof value === "number") {
    return spec.editor === "money"
      ? formatMoney(value, spec.currency ?? "EUR")
      : `${formatNumber(value, 2, 0)}${spec.unit ? ` ${spec.unit}` : ""}`;
  }
  if (typeof value !== "string") return value.join(", ");
  if (spec.options)
    return (
      spec.options.find((option) => option.value === value)?.label ?? (spec.field === "ownerId" ? words.gone : value)
    );
  if (spec.editor === "date" && !Number.isNaN(Date.parse(value))) return formatDay(new Date(value));
  if (spec.field === "language") return languageName(value);
  if (spec.field === "country") return countryName(value) ?? value;
  return value;
}

/** A value as it is typed. */
export function typedText(spec: FactSpec, value: FactValue): string {
  if (value === null) return "";
  if (typeof value === "number") return String(spec.editor === "money" ? value / 100 : value);
  return typeof value === "object" ? value.join(", ") : String(value);
}

/** What was typed, as it is stored; what cannot be read goes as it is, and the server says what is wrong with it. */
export function readTyped(spec: FactSpec, text: string): FactValue {
  const plain = text.trim();
  if (spec.editor === "tags")
    return [
      ...new Set(
        plain
          .split(",")
          .map((tag) => tag.trim())
          .filter(Boolean),
      ),
    ];
  if (plain === "") return null;
  if (spec.editor === "boolean") return plain === "true";
  if (spec.editor === "number" || spec.editor === "money") {
    const number = Number(plain.replace(",", "."));
    if (!Number.isFinite(number)) return plain;
    return spec.editor === "money" ? Math.round(number * 100) : number;
  }
  return plain;
}

/** The changes of one property, newest first. */
export const changesOf = (changes: readonly FactHistory[], field: string): FactHistory[] =>
  changes.filter((change) => change.field === field);
