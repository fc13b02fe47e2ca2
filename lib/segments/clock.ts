import { conditionsOf, type SegmentRule } from "./schema";

const CLASSES: readonly string[] = ["rfmRecency", "rfmFrequency", "rfmMonetary", "valueTier"];

/** Asks about classes of value, whose borders must be there. */
export const usesClasses = (rule: SegmentRule): boolean =>
  conditionsOf(rule).some(({ field }) => CLASSES.includes(field));

/** Changes its members though nothing about a customer changes: it speaks of "the last days", or of classes within the workspace. */
export const dependsOnClock = (rule: SegmentRule): boolean =>
  conditionsOf(rule).some(
    ({ field, op, where }) =>
      // "This year", "days since": most of them move by themselves.
      field === "computed" ||
      where?.days !== undefined ||
      op === "withinLast" ||
      op === "olderThan" ||
      op === "withinNext" ||
      CLASSES.includes(field),
  );
