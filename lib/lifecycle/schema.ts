import { z } from "zod";
import { storableOnly } from "../storable";

const one = z.preprocess((given) => {
  const first: unknown = Array.isArray(given) ? given[0] : given;
  return typeof first === "string" ? storableOnly(first) : undefined;
}, z.string().optional());
const id = z.uuid("This is not a known id.");

/** A year is what a relationship is judged by; shorter ones can be chosen. */
export const LIFECYCLE_PERIOD = "12m";

export const WHAT = [
  "acquired",
  "before",
  "retained",
  "left",
  "loyal",
  "lost",
  "profitable",
  "past",
  "longPast",
] as const;
export type What = (typeof WHAT)[number];

/** The address of the reports. A wrong value counts as not given. */
export const lifecycleParams = z.object({
  period: one.transform((text) => text?.slice(0, 40) || undefined),
  segment: one.pipe(id.optional()).catch(undefined),
  /** A user's id, or "none". */
  owner: one.pipe(z.union([z.literal("none"), id]).optional()).catch(undefined),
});

export const peopleParams = lifecycleParams.extend({
  what: one.pipe(z.enum(WHAT)).catch("acquired"),
  /** A loss reason of lib/lifecycle/loss.ts, for "lost". */
  reason: one.transform((text) => text?.slice(0, 40) || undefined),
  cursor: one,
});

/** Money in a form: euros and cents become cents. */
const cents = z.coerce
  .number({ error: "A number, such as 8.00." })
  .min(0, "0 or more.")
  .max(100_000, "At most 100,000.")
  .transform((value) => Math.round(value * 100));

export const measuresInput = z.object({
  lostAfterDays: z.union([
    z.literal("").transform(() => null),
    z.null(),
    z.coerce
      .number({ error: "A number of days, or nothing." })
      .int("Whole days.")
      .min(7, "At least 7.")
      .max(3650, "At most 3650."),
  ]),
  /** Per cent. */
  marginShare: z.coerce
    .number({ error: "A number from 0 to 100." })
    .min(0, "0 to 100.")
    .max(100, "0 to 100.")
    .transform((percent) => percent / 100),
  contactCostCents: cents,
});
export type MeasuresInput = z.output<typeof measuresInput>;

export const channelService = z.object({ id, isSelfService: z.boolean() });

export const newReferral = z.object({
  customerId: id,
  referrerId: z.uuid("Choose a customer."),
  /** YYYY-MM-DD; today when empty. */
  on: z
    .string()
    .trim()
    .regex(/^(\d{4}-\d{2}-\d{2})?$/, "A day, such as 2026-10-05.")
    .default(""),
});
export const referralOf = z.object({ customerId: id });

/** The reports' address with these parameters; what is not given is left out. */
export function lifecycleHref(
  page: "" | "/people" | "/sides" | "/habit" | "/self-service",
  params: Record<string, string | undefined>,
): string {
  const search = new URLSearchParams();
  for (const [key, value] of Object.entries(params)) if (value) search.set(key, value);
  const text = search.toString();
  return `/customers/lifecycle${page}${text ? `?${text}` : ""}`;
}
