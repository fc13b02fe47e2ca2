import { z } from "zod";
import {
  FIELD_KEYS,
  type FieldKey,
  fieldOf,
  isFieldKey,
  NARROW_OPTIONS,
  OPERATORS,
  OPERATORS_OF,
  type Operator,
} from "./fields";
import { MOST_REFERENCES } from "./references";

/** Groups within groups, counting the outermost. */
export const MOST_DEPTH = 5;
export const MOST_CONDITIONS = 50;
export const MOST_VALUES = 50;
export const LONGEST_TEXT = 200;
export const MOST_DAYS = 3650;
/** Beyond this a number is no longer exact. */
const LARGEST = 9e15;

type Values = string[] | number[] | boolean[];

/** What is compared, by operator (lib/segments/fields.ts says what each means). */
export type Test =
  | { op: "is" | "isNot" | "hasAll"; value: Values }
  | { op: "contains" | "startsWith"; value: string }
  | { op: "below" | "above" | "atLeast" | "atMost" | "equals"; value: number }
  | { op: "between"; value: [number, number] }
  | { op: "withinLast" | "olderThan" | "withinNext"; value: number }
  | { op: "before" | "from"; value: string }
  | { op: "during"; value: [string, string] }
  | { op: "known" | "unknown" };

/** Which events a count or a sum takes in. */
export type Where = {
  /** Calendar days of the workspace up to and with today. */
  days?: number;
  /** Ids. */
  channels?: string[];
  products?: string[];
  touchpoints?: string[];
  /** Of interactions. */
  kinds?: string[];
  outcomes?: string[];
  reasons?: string[];
};

export type Condition = {
  field: FieldKey;
  /** The key of a custom attribute, when field is "attribute". */
  attribute?: string;
  /** The number of an item, when field is "item" or "itemMean". */
  item?: number;
  /** The id of a touchpoint, when field is "touchpointScore". */
  touchpoint?: string;
  /** The key of a computed field, when field is "computed". */
  computed?: string;
  where?: Where;
} & Test;

/** all: every part holds (none given: everybody); any: one at least; none: not one. */
export type SegmentRule = { all: SegmentRule[] } | { any: SegmentRule[] } | { none: SegmentRule[] } | Condition;

export const MATCHES = ["all", "any", "none"] as const;
export type Match = (typeof MATCHES)[number];

export const isCondition = (rule: SegmentRule): rule is Condition => "field" in rule;

/** A group's word and parts. */
export function groupOf(rule: Exclude<SegmentRule, Condition>): { match: Match; rules: SegmentRule[] } {
  if ("all" in rule) return { match: "all", rules: rule.all };
  if ("any" in rule) return { match: "any", rules: rule.any };
  return { match: "none", rules: rule.none };
}

export function group(match: Match, rules: SegmentRule[]): SegmentRule {
  return match === "all" ? { all: rules } : match === "any" ? { any: rules } : { none: rules };
}

/** Every condition of a rule, from left to right. */
export function conditionsOf(rule: SegmentRule): Condition[] {
  return isCondition(rule) ? [rule] : groupOf(rule).rules.flatMap(conditionsOf);
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

function isDay(value: unknown): value is string {
  if (typeof value !== "string" || !/^\d{4}-\d{2}-\d{2}$/.test(value)) return false;
  const date = new Date(`${value}T00:00:00Z`);
  return !Number.isNaN(+date) && date.toISOString().startsWith(value) && value >= "1900" && value < "2200";
}

// Neither NUL nor half a character can be stored or compared by Postgres.
const isText = (value: unknown): value is string =>
  typeof value === "string" && value.trim() !== "" && value.length <= LONGEST_TEXT && !/\p{Cc}|\p{Cs}/u.test(value);
const isNumber = (value: unknown): value is number =>
  typeof value === "number" && Number.isFinite(value) && Math.abs(value) <= LARGEST;
const isDays = (value: unknown): value is number =>
  Number.isInteger(value) && (value as number) >= 1 && (value as number) <= MOST_DAYS;

type Bag = Record<string, unknown>;
type Path = (string | number)[];
type Report = (path: Path, message: string) => null;

/** The value of a test, cleaned; null after a report. */
function readTest(op: Operator, given: unknown, path: Path, report: Report): Test | null {
  switch (op) {
    case "is":
    case "isNot":
    case "hasAll": {
      if (!Array.isArray(given) || given.length === 0) return report(path, "Choose at least one value.");
      if (given.length > MOST_VALUES) return report(path, `Choose at most ${MOST_VALUES} values.`);
      if (given.every(isText)) return { op, value: [...new Set(given)] };
      if (given.every(isNumber)) return { op, value: [...new Set(given)] };
      if (given.every((one) => typeof one === "boolean")) return { op, value: [...new Set(given)] };
      return report(path, `Each value is a text of up to ${LONGEST_TEXT} characters, a number, or yes or no.`);
    }
    case "contains":
    case "startsWith":
      return isText(given) ? { op, value: given } : report(path, `Write a text of 1 to ${LONGEST_TEXT} characters.`);
    case "below":
    case "above":
    case "atLeast":
    case "atMost":
    case "equals":
      return isNumber(given) ? { op, value: given } : report(path, "Write a number.");
    case "between": {
      if (!Array.isArray(given) || given.length !== 2 || !given.every(isNumber))
        return report(path, "Write two numbers.");
      const [low, high] = given as [number, number];
      return low <= high ? { op, value: [low, high] } : report(path, "The first number is above the second.");
    }
    case "withinLast":
    case "olderThan":
    case "withinNext":
      return isDays(given) ? { op, value: given } : report(path, `Write a number of days, 1 to ${MOST_DAYS}.`);
    case "before":
    case "from":
      return isDay(given) ? { op, value: given } : report(path, "Choose a date.");
    case "during": {
      if (!Array.isArray(given) || given.length !== 2 || !given.every(isDay)) return report(path, "Choose two dates.");
      const [first, last] = given as [string, string];
      return first <= last ? { op, value: [first, last] } : report(path, "The first date is after the second.");
    }
    case "known":
    case "unknown":
      return given === undefined ? { op } : report(path, "This comparison takes no value.");
  }
}

function readIds(given: unknown, path: Path, report: Report): string[] | null {
  if (!Array.isArray(given) || given.length === 0 || given.length > MOST_VALUES)
    return report(path, `Choose 1 to ${MOST_VALUES}.`);
  return given.every((one) => typeof one === "string" && UUID.test(one))
    ? [...new Set(given.map((one: string) => one.toLowerCase()))]
    : report(path, "This is not one of the choices.");
}

function readWhere(field: FieldKey, given: unknown, path: Path, report: Report): Where | undefined | null {
  if (given === undefined) return undefined;
  if (typeof given !== "object" || given === null || Array.isArray(given))
    return report(path, "This part cannot be read.");
  const bag = given as Bag;
  const allowed = fieldOf(field).narrow ?? [];
  const where: Where = {};
  for (const key of Object.keys(bag)) {
    if (bag[key] === undefined) continue;
    if (!allowed.some((one) => one === key)) return report([...path, key], "This cannot be narrowed so.");
  }
  if (bag.days !== undefined) {
    if (!isDays(bag.days)) return report([...path, "days"], `Write a number of days, 1 to ${MOST_DAYS}.`);
    where.days = bag.days;
  }
  for (const key of ["channels", "products", "touchpoints"] as const) {
    if (bag[key] === undefined) continue;
    const ids = readIds(bag[key], [...path, key], report);
    if (!ids) return null;
    where[key] = ids;
  }
  for (const key of ["kinds", "outcomes", "reasons"] as const) {
    const given = bag[key];
    if (given === undefined) continue;
    const options: readonly string[] = NARROW_OPTIONS[key];
    if (!Array.isArray(given) || given.length === 0 || !given.every((one) => options.includes(one)))
      return report([...path, key], "This is not one of the choices.");
    where[key] = [...new Set<string>(given)];
  }
  return Object.keys(where).length > 0 ? where : undefined;
}

/** What the field itself, without the catalogue, says about a test. */
function misfit(field: FieldKey, test: Test): string | null {
  const { kind, options, of, from, min, max, whole, optional } = fieldOf(field);
  // The kind of an attribute and of a computed field is known only to the catalogue (check.ts).
  if (of === "attribute" || of === "computed") return null;
  if (!OPERATORS_OF[kind].includes(test.op)) return "This comparison does not fit the field.";
  if (!optional && (test.op === "known" || test.op === "unknown")) return "This is always known.";
  if (!("value" in test)) return null;
  if (test.op === "is" || test.op === "isNot" || test.op === "hasAll") {
    const expected = kind === "answer" ? "number" : "string";
    if (!test.value.every((one) => typeof one === expected)) return "A value does not fit the field.";
    if (from && !test.value.every((one) => UUID.test(String(one)))) return "This is not one of the choices.";
    if (kind === "person" && !test.value.every((one) => UUID.test(String(one)))) return "Choose a person.";
    if (kind === "answer" && !test.value.every((one) => Number.isInteger(one))) return "An answer is a whole number.";
    const unknown = options && test.value.find((one) => !options.includes(String(one)));
    if (unknown !== undefined) return `“${String(unknown)}” is not one of the choices.`;
    return null;
  }
  const numbers = typeof test.value === "number" ? [test.value] : Array.isArray(test.value) ? test.value : [];
  if (kind === "money" && numbers.some((one) => !Number.isInteger(one))) return "Write an amount in whole cents.";
  if (kind === "number") {
    if (whole && numbers.some((one) => !Number.isInteger(one))) return "Write a whole number.";
    if (min !== undefined && numbers.some((one) => typeof one === "number" && one < min))
      return `Write a number from ${min}.`;
    if (max !== undefined && numbers.some((one) => typeof one === "number" && one > max))
      return `Write a number up to ${max}.`;
  }
  return null;
}

const CONDITION_KEYS = new Set(["field", "attribute", "item", "touchpoint", "computed", "where", "op", "value"]);

function readCondition(bag: Bag, path: Path, report: Report): Condition | null {
  const stranger = Object.keys(bag).find((key) => bag[key] !== undefined && !CONDITION_KEYS.has(key));
  if (stranger !== undefined) return report([...path, stranger], "This part of the condition is not known.");
  const { field, op } = bag;
  if (!isFieldKey(field))
    return report([...path, "field"], `Choose what to ask about: one of ${FIELD_KEYS.join(", ")}.`);
  const operator = OPERATORS.find((one) => one === op);
  if (!operator) return report([...path, "op"], "Choose how to compare.");
  const { of } = fieldOf(field);
  const condition: Pick<Condition, "field" | "attribute" | "item" | "touchpoint" | "computed"> = { field };
  if (of === "attribute") {
    if (!isText(bag.attribute)) return report([...path, "attribute"], "Choose an attribute.");
    condition.attribute = bag.attribute;
  } else if (bag.attribute !== undefined) return report([...path, "attribute"], "This field names no attribute.");
  if (of === "item") {
    if (!Number.isInteger(bag.item) || (bag.item as number) < 0 || (bag.item as number) > 2 ** 31 - 1)
      return report([...path, "item"], "Choose a question.");
    condition.item = bag.item as number;
  } else if (bag.item !== undefined) return report([...path, "item"], "This field names no question.");
  if (of === "touchpoint") {
    if (typeof bag.touchpoint !== "string" || !UUID.test(bag.touchpoint))
      return report([...path, "touchpoint"], "Choose a touchpoint.");
    condition.touchpoint = bag.touchpoint.toLowerCase();
  } else if (bag.touchpoint !== undefined) return report([...path, "touchpoint"], "This field names no touchpoint.");
  if (of === "computed") {
    if (!isText(bag.computed)) return report([...path, "computed"], "Choose a computed field.");
    condition.computed = bag.computed;
  } else if (bag.computed !== undefined) return report([...path, "computed"], "This field names no computed field.");
  const test = readTest(operator, bag.value, [...path, "value"], report);
  if (!test) return null;
  const wrong = misfit(field, test);
  if (wrong) return report([...path, "value"], wrong);
  const where = readWhere(field, bag.where, [...path, "where"], report);
  if (where === null) return null;
  return { ...condition, ...(where ? { where } : {}), ...test };
}

function readRule(
  given: unknown,
  depth: number,
  path: Path,
  count: { conditions: number },
  report: Report,
): SegmentRule | null {
  if (typeof given !== "object" || given === null || Array.isArray(given))
    return report(path, "A rule is a condition, or a group of conditions.");
  const bag = given as Bag;
  const match = MATCHES.find((one) => Object.hasOwn(bag, one));
  if (!match) {
    count.conditions += 1;
    if (count.conditions > MOST_CONDITIONS) return report([], `A rule has at most ${MOST_CONDITIONS} conditions.`);
    return readCondition(bag, path, report);
  }
  if (Object.keys(bag).length > 1) return report(path, "A group has one list: all, any or none.");
  const parts = bag[match];
  if (!Array.isArray(parts)) return report([...path, match], "A group is a list of conditions.");
  if (depth > MOST_DEPTH) return report([], `Groups go at most ${MOST_DEPTH} deep.`);
  // An empty "any" would match nobody and an empty "none" everybody: neither is what somebody meant.
  if (parts.length === 0 && (depth > 1 || match !== "all"))
    return report([...path, match], "Add a condition to this group.");
  if (parts.length > MOST_CONDITIONS) return report([], `A rule has at most ${MOST_CONDITIONS} conditions.`);
  const rules: SegmentRule[] = [];
  let isWhole = true;
  for (const [index, part] of parts.entries()) {
    const rule = readRule(part, depth + 1, [...path, match, index], count, report);
    if (rule) rules.push(rule);
    else isWhole = false;
  }
  return isWhole ? group(match, rules) : null;
}

/**
 * A segment's rule: parsed on write and when read back. Depth, size and lengths are limited before anything is walked
 * further, and each fault is told at its place. That attributes and items exist is checked by checkRule.
 */
export const segmentRule: z.ZodType<SegmentRule, SegmentRule> = z.unknown().transform((given, context) => {
  const report: Report = (path, message) => {
    if (context.issues.length < 20) context.issues.push({ code: "custom", input: given, path, message });
    return null;
  };
  return readRule(given, 1, [], { conditions: 0 }, report) ?? z.NEVER;
}) as unknown as z.ZodType<SegmentRule, SegmentRule>;

export const segmentInput = z.object({
  name: z
    .string("Give the segment a name.")
    .trim()
    .min(1, "Give the segment a name.")
    .max(100, "Use at most 100 characters."),
  description: z.string().trim().max(500, "Use at most 500 characters.").default(""),
  rule: segmentRule,
});

/** A static list: external ids and e-mail addresses, each once. */
export const listInput = z.object({
  name: segmentInput.shape.name,
  description: segmentInput.shape.description,
  references: z
    .array(z.string().trim().min(1).max(320))
    .min(1, "Give at least one external id or e-mail address.")
    .max(
      MOST_REFERENCES,
      `A file brings at most ${MOST_REFERENCES.toLocaleString("en")} customers; add the rest after it.`,
    )
    .transform((given) => [...new Set(given)]),
});
export type ListInput = z.input<typeof listInput>;
export type SegmentInput = z.input<typeof segmentInput>;
