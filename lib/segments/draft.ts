// A rule while it is being edited: every part may be missing or half typed. Pure; the builder's state.
import { type FieldKey, fieldOf, type Operator, type SegmentCatalogue, subjectOf } from "./fields";
import { type Condition, groupOf, isCondition, type Match, type SegmentRule, type Where } from "./schema";

export type DraftCondition = {
  id: string;
  field: FieldKey | null;
  attribute?: string;
  item?: number;
  touchpoint?: string;
  computed?: string;
  where: Where;
  op: Operator;
  /** For lists. */
  list: (string | number | boolean)[];
  /** As typed: a text, a number, an amount in whole currency, a count of days, a day. */
  first: string;
  /** The second of two. */
  second: string;
};

export type DraftGroup = { id: string; match: Match; rules: Draft[] };
export type Draft = DraftCondition | DraftGroup;

export const isDraftGroup = (draft: Draft): draft is DraftGroup => "rules" in draft;

/** Ids only tell the parts of one draft apart. */
let lastId = 0;
export const draftId = (): string => `part-${++lastId}`;

export const emptyCondition = (): DraftCondition => ({
  id: draftId(),
  field: null,
  where: {},
  op: "is",
  list: [],
  first: "",
  second: "",
});

export const emptyGroup = (match: Match = "any"): DraftGroup => ({ id: draftId(), match, rules: [emptyCondition()] });

const LIST_OPERATORS: readonly Operator[] = ["is", "isNot", "hasAll"];
const NUMBER_OPERATORS: readonly Operator[] = ["below", "above", "atLeast", "atMost", "equals", "between"];

/** What the value of an operator is typed into. */
export type Editor = "list" | "text" | "number" | "numbers" | "days" | "day" | "twoDays" | "none";

export function editorOf(op: Operator): Editor {
  if (LIST_OPERATORS.includes(op)) return "list";
  if (op === "contains" || op === "startsWith") return "text";
  if (op === "between") return "numbers";
  if (NUMBER_OPERATORS.includes(op)) return "number";
  if (op === "withinLast" || op === "olderThan" || op === "withinNext") return "days";
  if (op === "before" || op === "from") return "day";
  return op === "during" ? "twoDays" : "none";
}

/** The operator a newly chosen subject begins with: its likeliest one. */
export function startWith(
  draft: DraftCondition,
  subject: { field: FieldKey; attribute?: string; item?: number; touchpoint?: string; computed?: string },
  catalogue: SegmentCatalogue,
): DraftCondition {
  const found = subjectOf(subject, catalogue);
  const op = found?.operators[0] ?? "is";
  return {
    ...emptyCondition(),
    id: draft.id,
    ...subject,
    op,
    list: found?.kind === "boolean" ? [true] : [],
    first: editorOf(op) === "days" ? "30" : "",
  };
}

/** Another operator keeps what was typed when the same editor takes it. */
export function withOperator(draft: DraftCondition, op: Operator): DraftCondition {
  const [before, after] = [editorOf(draft.op), editorOf(op)];
  if (before === after) return { ...draft, op };
  const isNumeric = (editor: Editor) => editor === "number" || editor === "numbers";
  if (isNumeric(before) && isNumeric(after)) return { ...draft, op };
  return { ...draft, op, list: [], first: after === "days" ? "30" : "", second: "" };
}

const isMoney = (draft: DraftCondition, catalogue: SegmentCatalogue): boolean =>
  draft.field !== null && subjectOf({ ...draft, field: draft.field }, catalogue)?.kind === "money";

/** A typed number; undefined when it is none. Comma and point both begin decimals. */
function numberFrom(text: string): number | undefined {
  const plain = text
    .trim()
    .replace(/\u2212/g, "-")
    .replace(",", ".");
  if (!/^-?(\d+\.?\d*|\.\d+)$/.test(plain)) return undefined;
  return Number(plain);
}

function typed(text: string, money: boolean): number | undefined {
  const value = numberFrom(text);
  return value !== undefined && money ? Math.round(value * 100) : value;
}

function conditionFrom(draft: DraftCondition, catalogue: SegmentCatalogue): unknown {
  const { field, attribute, item, touchpoint, computed, op, list, first, second } = draft;
  const money = isMoney(draft, catalogue);
  const value = {
    list: () => list,
    text: () => first.trim(),
    number: () => typed(first, money),
    numbers: () => [typed(first, money), typed(second, money)],
    days: () => numberFrom(first),
    day: () => first,
    twoDays: () => [first, second],
    none: () => undefined,
  }[editorOf(op)]();
  const where = Object.fromEntries(
    Object.entries(draft.where).filter(([, part]) => part !== undefined && !(Array.isArray(part) && part.length === 0)),
  );
  return {
    field: field ?? "",
    ...(attribute === undefined ? {} : { attribute }),
    ...(item === undefined ? {} : { item }),
    ...(touchpoint === undefined ? {} : { touchpoint }),
    ...(computed === undefined ? {} : { computed }),
    ...(Object.keys(where).length > 0 ? { where } : {}),
    op,
    ...(value === undefined ? {} : { value }),
  };
}

/** The rule as far as it was typed, for segmentRule to judge; and which part stands at which path. */
export function readDraft(draft: Draft, catalogue: SegmentCatalogue): { rule: unknown; ids: Map<string, string> } {
  const ids = new Map<string, string>();
  const walk = (part: Draft, path: string): unknown => {
    ids.set(path, part.id);
    if (!isDraftGroup(part)) return conditionFrom(part, catalogue);
    const below = (index: number) => [path, part.match, index].filter((step) => step !== "").join(".");
    return { [part.match]: part.rules.map((one, index) => walk(one, below(index))) };
  };
  return { rule: walk(draft, ""), ids };
}

/** The part that an issue's path lies in. */
export function partAt(path: string, ids: Map<string, string>): string | undefined {
  let at = path;
  while (at !== "" && !ids.has(at)) at = at.includes(".") ? at.slice(0, at.lastIndexOf(".")) : "";
  return ids.get(at);
}

const amount = (value: number, money: boolean): string => String(money ? value / 100 : value);

function draftCondition(condition: Condition, catalogue: SegmentCatalogue): DraftCondition {
  const { field, attribute, item, touchpoint, computed, where = {}, op } = condition;
  const draft: DraftCondition = { ...emptyCondition(), field, attribute, item, touchpoint, computed, where, op };
  const money = isMoney(draft, catalogue);
  if (!("value" in condition)) return draft;
  const { value } = condition;
  if (condition.op === "is" || condition.op === "isNot" || condition.op === "hasAll") draft.list = condition.value;
  else if (Array.isArray(value))
    [draft.first, draft.second] = value.map((one) => (typeof one === "number" ? amount(one, money) : String(one))) as [
      string,
      string,
    ];
  else draft.first = typeof value === "number" ? amount(value, money) : String(value);
  return draft;
}

/** A stored rule, ready to be edited: its outermost part is always a group. */
export function draftFrom(rule: SegmentRule, catalogue: SegmentCatalogue): DraftGroup {
  const walk = (part: SegmentRule): Draft => {
    if (isCondition(part)) return draftCondition(part, catalogue);
    const { match, rules } = groupOf(part);
    return { id: draftId(), match, rules: rules.map(walk) };
  };
  const whole = walk(rule);
  return isDraftGroup(whole) ? whole : { id: draftId(), match: "all", rules: [whole] };
}

/** The tree with one part changed, or taken out when `change` gives null. A group that loses its last part goes with it. */
export function changePart(group: DraftGroup, id: string, change: (part: Draft) => Draft | null): DraftGroup {
  const rules = group.rules.flatMap((part): Draft[] => {
    if (part.id === id) {
      const next = change(part);
      return next ? [next] : [];
    }
    if (!isDraftGroup(part)) return [part];
    const next = changePart(part, id, change);
    return next.rules.length > 0 ? [next] : [];
  });
  return { ...group, rules };
}

export const countConditions = (draft: Draft): number =>
  isDraftGroup(draft) ? draft.rules.reduce((sum, part) => sum + countConditions(part), 0) : 1;

/** What can narrow the condition's subject. */
export const narrowingOf = (draft: DraftCondition) => (draft.field ? (fieldOf(draft.field).narrow ?? []) : []);
