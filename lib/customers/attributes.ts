import type { AttributeKind } from "../generated/prisma/enums";

export type AttributeDefinition = {
  id: string;
  key: string;
  label: string;
  kind: AttributeKind;
  /** For choice, in order. */
  options: string[];
  unit: string;
};

export type AttributeValue = string | number | boolean;

/** What is wrong with a value, in words, or its typed form; null removes it. */
type Read = { value: AttributeValue | null } | { wrong: string };

const READ: Record<AttributeKind, (given: unknown, definition: AttributeDefinition) => Read> = {
  text: (given) => {
    const text = String(given).trim();
    return text.length > 500 ? { wrong: "At most 500 characters." } : { value: text };
  },
  number: (given) => {
    const number = typeof given === "number" ? given : parseDecimal(String(given));
    return Number.isFinite(number) ? { value: number } : { wrong: "This is not a number." };
  },
  boolean: (given) => {
    const text = String(given).toLowerCase();
    if (["true", "on", "yes", "1"].includes(text)) return { value: true };
    if (["false", "off", "no", "0"].includes(text)) return { value: false };
    return { wrong: "Say yes or no." };
  },
  date: (given) => {
    const text = String(given).trim();
    const instant = /^\d{4}-\d{2}-\d{2}$/.test(text) ? new Date(`${text}T00:00:00Z`) : new Date(Number.NaN);
    return Number.isNaN(+instant) || instant.toISOString().slice(0, 10) !== text
      ? { wrong: "Write a day as 2026-10-31." }
      : { value: text };
  },
  choice: (given, { options }) => {
    const text = String(given).trim();
    return options.length === 0 || options.includes(text)
      ? { value: text }
      : { wrong: `Choose one of: ${options.slice(0, 12).join(", ")}.` };
  },
  // A number is cents already; text, as a person types it, is whole units.
  money: (given) => {
    const cents = typeof given === "number" ? given : Math.round(parseDecimal(String(given)) * 100);
    return Number.isSafeInteger(cents) ? { value: cents } : { wrong: "This is not an amount." };
  },
};

/** "1 234,5" and "1234.5" are one number; NaN for anything else. */
function parseDecimal(text: string): number {
  const plain = text.trim().replace(/[\s\u00a0]/g, "");
  const dotted = /^[+-]?\d+,\d+$/.test(plain) ? plain.replace(",", ".") : plain;
  return /^[+-]?(\d+\.?\d*|\.\d+)$/.test(dotted) ? Number(dotted) : Number.NaN;
}

/**
 * Types what was sent for a customer's own attributes.
 * @returns values to set (null removes), and errors by "attributes.<key>"
 */
export function readAttributes(
  definitions: readonly AttributeDefinition[],
  given: Readonly<Record<string, unknown>>,
): { values: Record<string, AttributeValue | null>; errors: Record<string, string> } {
  const byKey = new Map(definitions.map((definition) => [definition.key, definition]));
  const values: Record<string, AttributeValue | null> = {};
  const errors: Record<string, string> = {};
  for (const [key, raw] of Object.entries(given)) {
    const definition = byKey.get(key);
    if (!definition) {
      errors[`attributes.${key}`] = "There is no such attribute.";
      continue;
    }
    if (raw === null || raw === undefined || (typeof raw === "string" && raw.trim() === "")) {
      values[key] = null;
      continue;
    }
    const read = READ[definition.kind](raw, definition);
    if ("wrong" in read) errors[`attributes.${key}`] = read.wrong;
    else values[key] = read.value;
  }
  return { values, errors };
}
