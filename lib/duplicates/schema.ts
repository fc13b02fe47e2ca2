import { z } from "zod";
import { FACT_FIELDS, type FactField } from "../customers/history";

/** For so long a merge can be taken back. */
export const MERGE_UNDO_DAYS = 30;

/** Why two records look like one. */
export const REASONS = ["email", "phone", "domain", "name"] as const;
export type Reason = (typeof REASONS)[number];

/** What is chosen field by field; tags of both are kept. */
export const MERGE_FIELDS = FACT_FIELDS.filter((field): field is Exclude<FactField, "tags"> => field !== "tags");
export type MergeField = (typeof MERGE_FIELDS)[number];

const id = z.uuid("This is not a known customer.");

export const pair = z.object({ firstId: id, secondId: id });

export const mergeRequest = z.object({
  keptId: id,
  mergedId: id,
  /** Fields, and attributes as "attribute:<key>", whose value comes from the record that goes. */
  fromMerged: z.array(z.string().max(80)).max(300).default([]),
});
export type MergeRequest = z.output<typeof mergeRequest>;

export const mergeId = z.object({ id: z.uuid() });

/** The duplicates page's address. */
export const duplicateParams = z.object({
  /** Only pairs of which one came since this instant: after an import. */
  since: z.iso.datetime().optional().catch(undefined),
});

export type Strength = "sure" | "likely" | "possible";

/** @param score 0 to 1 */
export const strengthOf = (score: number): Strength => (score >= 0.9 ? "sure" : score >= 0.65 ? "likely" : "possible");
