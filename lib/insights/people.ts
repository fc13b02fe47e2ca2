import type { SegmentRule } from "../segments/schema";
import type { Finding } from "./schema";

/** Who of a sentence's base: those who say so, those who answered otherwise, or both together. */
export const PEOPLE_GROUPS = ["said", "rest", "asked"] as const;
export type PeopleGroup = (typeof PEOPLE_GROUPS)[number];

/** The people who say so as a segment's rule: the base, and the latest answer being one of these. */
export function findingRule({ base, said }: Pick<Finding, "base" | "said">): SegmentRule {
  const answered: SegmentRule = { field: "item", item: said.itemNo, op: "is", value: said.values };
  return "all" in base.rule ? { all: [...base.rule.all, answered] } : { all: [base.rule, answered] };
}
