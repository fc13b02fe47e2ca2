import { z } from "zod";
import { LifecycleStage } from "../generated/prisma/enums";

// A change of many customers at once: what it does, to whom, and what came of it. Done by a job (lib/customers/jobs.ts).

/** Customers of one change: their ids are kept with it, and so are those of segments that must be looked at again. */
export const MOST_AT_ONCE = 50_000;
/** Left-out customers named in a report; all are counted. */
export const MOST_NAMED = 500;
/** For so long a change can be taken back. */
export const UNDO_DAYS = 30;

const id = z.uuid("This is not a known id.");
const tag = z.string().trim().min(1, "Name the tag.").max(40, "A tag has at most 40 characters.");

/** What is done to each. An attribute's value as a form sends it; "" takes it off. */
export const bulkWhat = z.discriminatedUnion("do", [
  z.object({ do: z.literal("assign"), ownerId: id.nullable() }),
  z.object({ do: z.literal("tag"), tag }),
  z.object({ do: z.literal("untag"), tag }),
  z.object({ do: z.literal("stage"), stage: z.enum(LifecycleStage, "Choose a stage.") }),
  z.object({
    do: z.literal("attribute"),
    key: z.string().min(1, "Choose an attribute.").max(64),
    value: z.string().max(500),
  }),
  z.object({ do: z.literal("archive") }),
  z.object({ do: z.literal("restore") }),
]);
export type BulkWhat = z.output<typeof bulkWhat>;

/** Either picked by hand, or all that a list's address finds. */
const bulkWho = z.union([
  z.object({ ids: z.array(id).min(1, "Choose at least one customer.").max(500, "At most 500 by hand.") }),
  z.object({ search: z.string().max(4000) }),
]);
export type BulkWho = z.output<typeof bulkWho>;

export const bulkRequest = z.object({ what: bulkWhat, who: bulkWho });
export type BulkRequest = z.output<typeof bulkRequest>;
export const bulkSearch = z.object({ search: z.string().max(4000) });
export const bulkId = z.object({ id });

/** bulk_changes.change */
export const storedBulk = z.object({
  what: z.union([bulkWhat, z.object({ do: z.literal("undo"), changeId: id, what: bulkWhat })]),
  ids: z.array(id),
  /** The attribute's value as it is stored; null takes it off. */
  typed: z.union([z.string(), z.number(), z.boolean()]).nullable().optional(),
});
export type StoredBulk = z.output<typeof storedBulk>;

export const SKIP_REASONS = ["already", "gone", "tooManyTags", "changedSince"] as const;
export type SkipReason = (typeof SKIP_REASONS)[number];

/** bulk_changes.skipped */
export const storedSkipped = z.object({
  counts: z.partialRecord(z.enum(SKIP_REASONS), z.number()),
  named: z.array(z.object({ id, name: z.string(), reason: z.enum(SKIP_REASONS) })),
});
export type StoredSkipped = z.output<typeof storedSkipped>;
export const NOBODY_SKIPPED: StoredSkipped = { counts: {}, named: [] };

export const skippedCount = ({ counts }: StoredSkipped): number =>
  Object.values(counts).reduce((sum, count) => sum + count, 0);
