import { invalid } from "../errors";
import { fieldOf, type SegmentCatalogue, subjectOf, type ValueKind } from "./fields";
import { type Condition, conditionsOf, type SegmentRule } from "./schema";

/** What a list operator's values must be, by kind. */
const VALUE_TYPE: Partial<Record<ValueKind, "string" | "number" | "boolean">> = {
  text: "string",
  choice: "string",
  person: "string",
  tags: "string",
  set: "string",
  words: "string",
  boolean: "boolean",
  answer: "number",
};

/**
 * Checks a condition against this workspace: the attribute or question exists and the test fits it.
 * @returns its kind
 * @throws AppError invalid, in words
 */
export function checkCondition(condition: Condition, catalogue: SegmentCatalogue): ValueKind {
  const { of } = fieldOf(condition.field);
  const subject = subjectOf(condition, catalogue);
  if (!subject) {
    throw invalid(
      of === "attribute"
        ? `The attribute “${condition.attribute ?? ""}” is not there.`
        : of === "computed"
          ? `The computed field “${condition.computed ?? ""}” is not there.`
          : of === "touchpoint"
            ? "A touchpoint of this rule is not there."
            : "A question of this rule is not there, or its answers cannot be compared.",
    );
  }
  const { kind, operators } = subject;
  if (!operators.includes(condition.op)) throw invalid("A comparison of this rule does not fit what it asks about.");
  if (condition.op === "is" || condition.op === "isNot" || condition.op === "hasAll") {
    const expected = VALUE_TYPE[kind];
    if (!condition.value.every((one) => typeof one === expected))
      throw invalid("A value does not fit what it is compared with.");
  } else if (kind === "money" && "value" in condition) {
    const amounts = typeof condition.value === "number" ? [condition.value] : condition.value;
    if (Array.isArray(amounts) && amounts.some((one) => !Number.isInteger(one)))
      throw invalid("Write an amount in whole cents.");
  }
  return kind;
}

/** checkCondition for every condition of a rule. */
export function checkRule(rule: SegmentRule, catalogue: SegmentCatalogue): void {
  for (const condition of conditionsOf(rule)) checkCondition(condition, catalogue);
}
