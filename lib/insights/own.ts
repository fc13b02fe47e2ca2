import { z } from "zod";
import { type AttributeFacts, asksExperience, type SegmentFacts } from "./conditions";
import { type ItemFacts, outcomesOf } from "./experience";
import { findingOf } from "./finding";
import { type Listed, type PairCounts, testOutcome, testSaying } from "./scan";
import type { Base, Finding, Outcome, Said } from "./schema";

/** A sentence that a person puts together: one comparison they chose, as it stands in the URL. */
export const ownParams = z.object({
  /** "segment", "attribute:<key>", "orders" … */
  base: z.string().max(120).catch(""),
  op: z.enum(["is", "below", "atLeast", "within", "notFor"]).catch("is"),
  value: z.string().trim().max(200).catch(""),
  /** "<item id>:low", ":high" or ":<value of an option>" */
  said: z.string().max(80).catch(""),
  outcome: z.string().max(160).catch(""),
  period: z.string().max(40).catch("all"),
});
export type OwnParams = z.output<typeof ownParams>;

type FieldKind = "choice" | "text" | "number" | "money" | "days";

/** What customers may be told apart by, for a form. */
export type OwnField = {
  key: string;
  /** Of an attribute; other fields are named by messages. */
  label: string | null;
  kind: FieldKind;
  /** Of a choice: value and, where it is not a word of messages, its label. */
  options: { value: string; label: string | null }[];
  unit: string;
};

export type OwnWorld = {
  currency: string;
  attributes: readonly (AttributeFacts & { options: readonly string[] })[];
  segments: readonly SegmentFacts[];
  items: readonly ItemFacts[];
};

const CHOICES = {
  kind: ["person", "company"],
  side: ["buyer", "seller", "both"],
  lifecycle: ["lead", "prospect", "new", "active", "loyal", "at_risk", "lost"],
} as const;
const TEXTS = ["country", "city", "language", "tag"] as const;

const plain = (values: readonly string[]) => values.map((value) => ({ value, label: null }));

/** Segments made of answers are left out: what they select is the experience that is to be explained. */
const ownSegments = ({ segments }: Pick<OwnWorld, "segments">) => segments.filter(({ rule }) => !asksExperience(rule));

/** Every field of a workspace that a base can be made of. */
export function ownFields(world: OwnWorld): OwnField[] {
  const segments = ownSegments(world).map(({ id, name }) => ({ value: id, label: name }));
  const fields: OwnField[] = segments.length
    ? [{ key: "segment", label: null, kind: "choice", options: segments, unit: "" }]
    : [];
  for (const { key, label, kind, unit, options } of world.attributes) {
    const own = { key: `attribute:${key}`, label, unit };
    if (kind === "choice" && options.length > 0)
      fields.push({ ...own, kind, options: options.map((value) => ({ value, label: value })) });
    else if (kind === "choice" || kind === "text") fields.push({ ...own, kind: "text", options: [] });
    else if (kind === "boolean") fields.push({ ...own, kind: "choice", options: plain(["true", "false"]) });
    else if (kind === "number") fields.push({ ...own, kind, options: [] });
    else if (kind === "money") fields.push({ ...own, kind, options: [], unit: world.currency });
  }
  for (const [key, values] of Object.entries(CHOICES))
    fields.push({ key, label: null, kind: "choice", options: plain(values), unit: "" });
  for (const key of TEXTS) fields.push({ key, label: null, kind: "text", options: [], unit: "" });
  for (const key of ["orders", "interactions"])
    fields.push({ key, label: null, kind: "number", options: [], unit: "" });
  fields.push({ key: "revenue", label: null, kind: "money", options: [], unit: world.currency });
  fields.push({ key: "lastOrder", label: null, kind: "days", options: [], unit: "" });
  return fields;
}

/** Which comparison a field takes. */
export const OPS: Record<FieldKind, readonly OwnParams["op"][]> = {
  choice: ["is"],
  text: ["is"],
  number: ["atLeast", "below"],
  money: ["atLeast", "below"],
  days: ["within", "notFor"],
};

export type OwnProblem = "base" | "value" | "number" | "said" | "outcome" | "sameItem";

const numberIn = (text: string): number | null => {
  const value = Number(text.replace(",", "."));
  return text.trim() !== "" && Number.isFinite(value) && Math.abs(value) < 1e12 ? value : null;
};

/** The base that was chosen: words, rule and key as the scan would have them. */
export function ownBase(params: OwnParams, world: OwnWorld): Base | OwnProblem {
  const field = ownFields(world).find(({ key }) => key === params.base);
  if (!field) return "base";
  const { value } = params;
  if (value === "") return "value";
  const made = (key: string, words: Base["words"], rule: Base["rule"], segmentId: string | null = null): Base => ({
    key,
    words,
    rule,
    segmentId,
  });
  if (field.kind === "choice" && !field.options.some((option) => option.value === value)) return "value";
  const op = OPS[field.kind].includes(params.op) ? params.op : (OPS[field.kind][0] as OwnParams["op"]);

  if (field.key === "segment") {
    const segment = ownSegments(world).find(({ id }) => id === value);
    return segment ? made(`segment:${value}`, { kind: "segment", name: segment.name }, segment.rule, value) : "value";
  }
  const attribute = field.key.startsWith("attribute:")
    ? world.attributes.find(({ key }) => `attribute:${key}` === field.key)
    : undefined;
  if (field.kind === "choice" || field.kind === "text") {
    if (attribute?.kind === "boolean") {
      const yes = value === "true";
      return made(
        `${field.key}=${value}`,
        { kind: "boolean", label: attribute.label, yes },
        { field: "attribute", attribute: attribute.key, op: "is", value: [yes] },
      );
    }
    if (attribute) {
      // A text is the same in any case; a choice is one of its words.
      const folded = attribute.kind === "text" ? value.toLowerCase() : value;
      return made(
        `${field.key}=${folded}`,
        { kind: "choice", label: attribute.label, value },
        { field: "attribute", attribute: attribute.key, op: "is", value: [value] },
      );
    }
    const key = field.key as keyof typeof CHOICES | (typeof TEXTS)[number];
    if (key === "tag") {
      return made(`tag=${value}`, { kind: "tag", value }, { field: "tags", op: "is", value: [value] });
    }
    const isText = key === "country" || key === "city" || key === "language";
    return made(
      `${key}=${isText ? value.toLowerCase() : value}`,
      { kind: key === "kind" ? "customerKind" : key, value },
      { field: key, op: "is", value: [value] },
    );
  }
  const typed = numberIn(value);
  if (typed === null || typed < 0) return "number";
  if (field.kind === "days") {
    const days = Math.round(typed);
    if (days < 1 || days > 3650) return "number";
    return op === "notFor"
      ? made(
          `lastOrder>=${days}`,
          { kind: "notOrderedFor", days },
          { field: "lastOrderAt", op: "olderThan", value: days },
        )
      : made(
          `lastOrder<${days}`,
          { kind: "orderedWithin", days },
          { field: "lastOrderAt", op: "withinLast", value: days },
        );
  }
  const limit = op === "below" ? "below" : "atLeast";
  const sign = limit === "below" ? "<" : ">=";
  // Money is kept in cents, and typed as it is spoken of.
  const amount = field.kind === "money" ? Math.round(typed * 100) : typed;
  if (attribute) {
    const currency = attribute.kind === "money" ? world.currency : null;
    return made(
      `${field.key}${sign}${amount}`,
      { kind: limit, label: attribute.label, value: amount, unit: attribute.unit, currency },
      { field: "attribute", attribute: attribute.key, op: limit, value: amount },
    );
  }
  if (field.key === "revenue") {
    return made(
      `revenue${sign}${amount}`,
      { kind: limit === "below" ? "spentBelow" : "spentAtLeast", value: amount, currency: world.currency },
      { field: "revenue", op: limit, value: amount },
    );
  }
  const whole = Math.round(amount);
  const key = field.key === "orders" ? "orders" : "interactions";
  return made(
    `${key}${sign}${whole}`,
    key === "interactions"
      ? { kind: limit === "below" ? "fewerInteractions" : "moreInteractions", value: whole }
      : limit === "atLeast"
        ? { kind: "moreOrders", value: whole }
        : { kind: whole === 1 ? "noOrders" : "fewerOrders", value: whole },
    { field: key, op: limit, value: whole },
  );
}

/** How an answer is named in the URL. */
export const saidKey = ({ itemId, box, values }: Pick<Said, "itemId" | "box" | "values">): string =>
  `${itemId}:${box === "option" ? values[0] : box}`;

/** True where the scan would test the two together: not of one question, and a touchpoint's rating by what happened there. */
export function fitsOutcome(said: Pick<Said, "itemId">, outcome: Outcome, items: readonly ItemFacts[]): boolean {
  if (outcome.itemId === said.itemId) return false;
  const known = outcomesOf(items).find((one) => one.outcome.key === outcome.key);
  const place = items.findIndex(({ id }) => id === said.itemId);
  return !known?.explainedBy || known.explainedBy.includes(place);
}

const LOG_ALPHA = Math.log(0.05);

export type OwnSentence =
  | { state: "ok"; finding: Finding; isProved: boolean }
  /** Some group is smaller than may be shown. */
  | { state: "few" }
  /** Nobody, or nothing to compare: all answered alike. */
  | { state: "none" };

/**
 * Both tests of one pair that somebody chose: its p stands as it is, since nothing else was tried with it.
 * @param k no statistic under so many customers
 */
export function concludeOwn(
  pair: PairCounts,
  words: { base: Base; said: Said; outcome: Outcome },
  k: number,
): OwnSentence {
  const groups = [pair.asked, pair.said, pair.asked - pair.said, pair.saidOutcome.n, pair.restOutcome.n];
  if (pair.asked === 0) return { state: "none" };
  if (groups.some((n) => n < k)) return { state: "few" };
  const explained = testOutcome(pair, words.outcome.kind);
  if (!explained) return { state: "none" };
  const areOthersFew = pair.othersAsked < k;
  const saying = areOthersFew ? null : testSaying(pair);
  const logBoth = Math.max(saying?.logP ?? 0, explained.test.logP);
  const isWeak = !(logBoth < LOG_ALPHA);
  const logP = isWeak ? explained.test.logP : logBoth;
  const d = explained.kind === "mean" ? explained.test.d : explained.test.difference;
  const { low, high } = explained.kind === "mean" ? explained.test.dInterval : explained.test.interval;
  const concerned = Math.round((pair.said / pair.asked) * pair.baseSize);
  const listed: Omit<Listed, "condition" | "experience" | "outcome"> = {
    pair: areOthersFew ? { ...pair, othersAsked: 0, othersSaid: 0 } : pair,
    saying,
    explained,
    isWeak,
    logP,
    logQ: logP,
    d,
    dLow: low,
    dHigh: high,
    concerned,
    weight: low <= 0 && high >= 0 ? 0 : Math.min(Math.abs(low), Math.abs(high)) * concerned,
    standsOut: saying ? Math.abs(saying.logP) : 0,
  };
  return { state: "ok", isProved: logP < LOG_ALPHA, finding: findingOf(listed, words, 1) };
}
