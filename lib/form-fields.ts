import { z } from "zod";

// Fields that several forms have.

/** A day that the calendar has: 31 February would silently become another. */
function isDay(text: string): boolean {
  const instant = new Date(`${text}T00:00:00Z`);
  return (
    /^(19|20|21)\d{2}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(+instant) && instant.toISOString().startsWith(text)
  );
}

/** YYYY-MM-DD */
export const dayField = z.string("Choose a day.").trim().refine(isDay, "Write a day as 2026-10-31.");

/** YYYY-MM-DD; empty becomes null. */
export const optionalDayField = z
  .string()
  .trim()
  .refine((text) => text === "" || isDay(text), "Write a day as 2026-10-31.")
  .nullish()
  .transform((text) => text || null);

/** "12 500.50" in whole units, to cents. */
export const amountField = z.union([z.string(), z.number()]).transform((given, context) => {
  const plain = String(given)
    .trim()
    .replace(/[\s\u00a0]/g, "")
    .replace(/^(\d+),(\d{1,2})$/, "$1.$2")
    .replace(/,(?=\d{3}(\D|$))/g, "");
  const cents = /^\d+(\.\d{1,2})?$/.test(plain) ? Math.round(Number(plain) * 100) : Number.NaN;
  if (!Number.isSafeInteger(cents) || cents > 1e14) {
    context.addIssue({ code: "custom", message: "Write an amount such as 12500 or 12500.50." });
    return z.NEVER;
  }
  return cents;
});

/** Three letters, as EUR. */
export const currencyField = z
  .string()
  .trim()
  .toUpperCase()
  .refine((text) => /^[A-Z]{3}$/.test(text) && Intl.supportedValuesOf("currency").includes(text), {
    message: "Write a currency as EUR.",
  });

export const optionalIdField = z
  .union([z.literal(""), z.uuid("This is not one of the choices.")])
  .nullish()
  .transform((given) => given || null);

/** A calendar day as the database keeps it. */
export const dayDate = (day: string): Date => new Date(`${day}T00:00:00Z`);
