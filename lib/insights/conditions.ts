import { fieldOf } from "../segments/fields";
import { type Condition, conditionsOf, type SegmentRule } from "../segments/schema";
import { quantileOfSorted } from "../stats/quantile";
import type { Base, BaseWords } from "./schema";

/** What the scan reads of one customer; days count back from today. */
export type CustomerFacts = {
  kind: string;
  side: string;
  lifecycle: string;
  country: string | null;
  city: string | null;
  language: string | null;
  tags: readonly string[];
  attributes: Readonly<Record<string, unknown>>;
  orders: number;
  revenueCents: number;
  interactions: number;
  /** Calendar days since the last order, 0 for today; null when there is none. */
  lastOrderDays: number | null;
  /** Ids of the segments they are in. */
  segments: readonly string[];
};

export type AttributeFacts = {
  key: string;
  label: string;
  kind: "text" | "number" | "boolean" | "date" | "choice" | "money";
  unit: string;
};

export type SegmentFacts = { id: string; name: string; rule: SegmentRule };

/** Where a condition's value is read. Conditions of one source are told apart by one look. */
type Source =
  | { of: "segments" | "tags" }
  | { of: "attribute"; key: string; anyCase: boolean }
  | { of: Exclude<keyof CustomerFacts, "attributes">; anyCase?: boolean };

/** A CRM condition that can be scanned: words, rule, and how it is true of facts. */
export type ScanCondition = Base & {
  source: Source;
  test: { op: "is"; value: string } | { op: "below" | "atLeast"; value: number };
};

/** A condition must be true of this share of customers at least, and of not more than the other: what nearly all share says nothing of anyone. */
const LEAST_SHARE = 0.005;
const MOST_SHARE = 0.85;
/** A limit, or a "not", is said of the smaller part: "who spent €4,000 or more", not "under €4,000" of nearly everybody. */
const MOST_SHARE_OF_PART = 0.5;
/** And of so many customers: under that no two groups of 30 can come of it. */
const LEAST_CUSTOMERS = 60;
const MOST_VALUES = 30;
const QUANTILES = [0.1, 0.25, 0.5, 0.75, 0.9];
const DAYS_SINCE_ORDER = [30, 90, 180, 365];

/** The nearest number that a person would choose as a limit: two figures, the second 0 or 5 where that is still near. */
export function roundLimit(value: number): number {
  if (value === 0 || !Number.isFinite(value)) return 0;
  const step = 10 ** (Math.floor(Math.log10(Math.abs(value))) - 1);
  const figures = value / step;
  const five = Math.round(figures / 5) * 5;
  const chosen = Math.abs(five - figures) <= Math.abs(figures) * 0.12 ? five : Math.round(figures);
  // Written by its figures: 0.3 and not 0.30000000000000004.
  return Number((chosen * step).toPrecision(12));
}

/** Limits that part known values into groups worth comparing; increasing, each once. */
export function limitsOf(values: readonly number[], whole: boolean): number[] {
  if (values.length < 20) return [];
  const sorted = Float64Array.from(values).sort();
  const lowest = sorted[0] as number;
  const highest = sorted[sorted.length - 1] as number;
  const limits = QUANTILES.map((share) => roundLimit(quantileOfSorted(sorted, share) ?? 0)).map((limit) =>
    whole ? Math.round(limit) : limit,
  );
  return [...new Set(limits)].filter((limit) => limit > lowest && limit <= highest).sort((a, b) => a - b);
}

/** True for a rule that asks about answers: what it selects is made of the experience that is to be explained. */
export function asksExperience(rule: SegmentRule): boolean {
  return conditionsOf(rule).some(({ field }) => fieldOf(field).group === "experience");
}

const textOf = (value: unknown): string | null => (typeof value === "string" && value.trim() !== "" ? value : null);
const numberOf = (value: unknown): number | null =>
  typeof value === "number" && Number.isFinite(value) ? value : null;

/**
 * Which CRM conditions a workspace's customers differ in, from a sample of them. Segments come first: where one is the
 * same customers as another condition, its name says it best.
 * @param sample of the customers, by chance
 * @param customers how many there are in all
 */
export function deriveConditions(
  sample: readonly CustomerFacts[],
  customers: number,
  given: { attributes: readonly AttributeFacts[]; segments: readonly SegmentFacts[]; currency: string },
): ScanCondition[] {
  const found: ScanCondition[] = [];
  const isUseful = (count: number, most = MOST_SHARE): boolean => {
    const share = count / Math.max(1, sample.length);
    return share >= LEAST_SHARE && share <= most && share * customers >= LEAST_CUSTOMERS;
  };
  const add = (
    key: string,
    source: Source,
    test: ScanCondition["test"],
    words: BaseWords,
    rule: SegmentRule,
    segmentId: string | null = null,
  ) => found.push({ key, source, test, words, rule, segmentId });

  /** One condition for each value that enough customers have. */
  const values = (
    source: Source,
    read: (facts: CustomerFacts) => readonly (string | null)[],
    say: (value: string) => BaseWords,
    rule: (value: string) => Condition,
    prefix: string,
  ) => {
    // A text is the same in any case, as in a segment's rule; it is shown as it was written first.
    const folds = "anyCase" in source && source.anyCase;
    const counts = new Map<string, { value: string; n: number }>();
    for (const facts of sample) {
      for (const value of read(facts)) {
        if (value === null) continue;
        const folded = folds ? value.toLowerCase() : value;
        const known = counts.get(folded);
        if (known) known.n += 1;
        else counts.set(folded, { value, n: 1 });
      }
    }
    const kept = [...counts].filter(([, { value, n }]) =>
      isUseful(n, value === "false" ? MOST_SHARE_OF_PART : MOST_SHARE),
    );
    kept.sort(([a, { n }], [b, { n: m }]) => m - n || (a < b ? -1 : 1));
    for (const [folded, { value }] of kept.slice(0, MOST_VALUES).sort(([a], [b]) => (a < b ? -1 : 1))) {
      add(`${prefix}=${folded}`, source, { op: "is", value: folded }, say(value), rule(value));
    }
  };

  /** Conditions on either side of each limit. */
  const limits = (
    source: Source,
    read: (facts: CustomerFacts) => number | null,
    whole: boolean,
    say: (op: "below" | "atLeast", value: number) => BaseWords,
    rule: (op: "below" | "atLeast", value: number) => Condition,
    prefix: string,
  ) => {
    const known = sample.map(read).filter((value) => value !== null);
    for (const limit of limitsOf(known, whole)) {
      const below = known.filter((value) => value < limit).length;
      if (isUseful(below, MOST_SHARE_OF_PART))
        add(`${prefix}<${limit}`, source, { op: "below", value: limit }, say("below", limit), rule("below", limit));
      if (isUseful(known.length - below, MOST_SHARE_OF_PART))
        add(
          `${prefix}>=${limit}`,
          source,
          { op: "atLeast", value: limit },
          say("atLeast", limit),
          rule("atLeast", limit),
        );
    }
  };

  for (const { id, name, rule } of given.segments) {
    if (asksExperience(rule)) continue;
    if (!isUseful(sample.filter(({ segments }) => segments.includes(id)).length)) continue;
    add(`segment:${id}`, { of: "segments" }, { op: "is", value: id }, { kind: "segment", name }, rule, id);
  }

  for (const { key, label, kind, unit } of given.attributes) {
    const source: Source = { of: "attribute", key, anyCase: kind === "text" };
    const field = { field: "attribute", attribute: key } as const;
    if (kind === "choice" || kind === "text") {
      values(
        source,
        ({ attributes }) => [textOf(attributes[key])],
        (value) => ({ kind: "choice", label, value }),
        (value) => ({ ...field, op: "is", value: [value] }),
        `attribute:${key}`,
      );
    } else if (kind === "boolean") {
      values(
        source,
        ({ attributes }) => (typeof attributes[key] === "boolean" ? [String(attributes[key])] : []),
        (value) => ({ kind: "boolean", label, yes: value === "true" }),
        (value) => ({ ...field, op: "is", value: [value === "true"] }),
        `attribute:${key}`,
      );
    } else if (kind === "number" || kind === "money") {
      const currency = kind === "money" ? given.currency : null;
      limits(
        source,
        ({ attributes }) => numberOf(attributes[key]),
        kind === "money",
        (op, value) => ({ kind: op, label, value, unit, currency }),
        (op, value) => ({ ...field, op, value }),
        `attribute:${key}`,
      );
    }
  }

  for (const [field, kind] of [
    ["kind", "customerKind"],
    ["side", "side"],
    ["lifecycle", "lifecycle"],
  ] as const) {
    values(
      { of: field },
      (facts) => [facts[field]],
      (value) => ({ kind, value }),
      (value) => ({ field, op: "is", value: [value] }),
      field,
    );
  }
  for (const field of ["country", "city", "language"] as const) {
    values(
      { of: field, anyCase: true },
      (facts) => [textOf(facts[field])],
      (value) => ({ kind: field, value }),
      (value) => ({ field, op: "is", value: [value] }),
      field,
    );
  }
  values(
    { of: "tags" },
    ({ tags }) => tags,
    (value) => ({ kind: "tag", value }),
    (value) => ({ field: "tags", op: "is", value: [value] }),
    "tag",
  );

  limits(
    { of: "orders" },
    ({ orders }) => orders,
    true,
    (op, value) =>
      op === "atLeast"
        ? { kind: "moreOrders", value }
        : value === 1
          ? { kind: "noOrders", value }
          : { kind: "fewerOrders", value },
    (op, value) => ({ field: "orders", op, value }),
    "orders",
  );
  limits(
    { of: "revenueCents" },
    ({ revenueCents }) => revenueCents,
    true,
    (op, value) => ({ kind: op === "below" ? "spentBelow" : "spentAtLeast", value, currency: given.currency }),
    (op, value) => ({ field: "revenue", op, value }),
    "revenue",
  );
  limits(
    { of: "interactions" },
    ({ interactions }) => interactions,
    true,
    (op, value) => ({ kind: op === "below" ? "fewerInteractions" : "moreInteractions", value }),
    (op, value) => ({ field: "interactions", op, value }),
    "interactions",
  );
  const sinceOrder = sample.map(({ lastOrderDays }) => lastOrderDays).filter((days) => days !== null);
  for (const days of DAYS_SINCE_ORDER) {
    const within = sinceOrder.filter((since) => since < days).length;
    const source: Source = { of: "lastOrderDays" };
    if (isUseful(within, MOST_SHARE_OF_PART))
      add(
        `lastOrder<${days}`,
        source,
        { op: "below", value: days },
        { kind: "orderedWithin", days },
        { field: "lastOrderAt", op: "withinLast", value: days },
      );
    if (isUseful(sinceOrder.length - within, MOST_SHARE_OF_PART))
      add(
        `lastOrder>=${days}`,
        source,
        { op: "atLeast", value: days },
        { kind: "notOrderedFor", days },
        { field: "lastOrderAt", op: "olderThan", value: days },
      );
  }
  return found;
}

/** Writes the numbers of the conditions that are true of a customer into `out` and returns how many there are. */
export type Conditions = (facts: CustomerFacts, out: Int32Array) => number;

/** Prepares conditions for many customers: one look per source, not one test per condition. */
export function compileConditions(conditions: readonly ScanCondition[]): Conditions {
  type Group = {
    source: Source;
    values: Map<string, number>;
    limits: { atLeast: boolean; value: number; index: number }[];
  };
  const groups = new Map<string, Group>();
  conditions.forEach(({ source, test }, index) => {
    const name = source.of === "attribute" ? `attribute ${source.key}` : source.of;
    let group = groups.get(name);
    if (!group) {
      group = { source, values: new Map(), limits: [] };
      groups.set(name, group);
    }
    if (test.op === "is") group.values.set(test.value, index);
    else group.limits.push({ atLeast: test.op === "atLeast", value: test.value, index });
  });
  const read = (source: Source): ((facts: CustomerFacts) => unknown) => {
    if (source.of === "attribute") {
      const { key } = source;
      return ({ attributes }) => attributes[key];
    }
    const field = source.of;
    return (facts) => facts[field];
  };
  const compiled = [...groups.values()].map(({ source, values, limits }) => ({
    read: read(source),
    folds: "anyCase" in source && source.anyCase === true,
    values,
    limits,
  }));
  return (facts, out) => {
    let length = 0;
    for (const { read: valueIn, folds, values, limits } of compiled) {
      const value = valueIn(facts);
      if (value === null || value === undefined) continue;
      if (typeof value === "number") {
        for (const limit of limits) if (limit.atLeast === value >= limit.value) out[length++] = limit.index;
      } else if (Array.isArray(value)) {
        for (const one of value) {
          const index = values.get(one);
          if (index !== undefined) out[length++] = index;
        }
      } else {
        const text = String(value);
        const index = values.get(folds ? text.toLowerCase() : text);
        if (index !== undefined) out[length++] = index;
      }
    }
    return length;
  };
}
