import type { ScanOutcome, ScanPlan } from "./scan";
import type { Outcome, Said } from "./schema";

/** What the scan knows of an item. */
export type ItemFacts = {
  id: string;
  no: number;
  label: string;
  kind: "nps" | "rating" | "effort" | "choice" | "text";
  scaleMin: number | null;
  scaleMax: number | null;
  direction: "higher" | "lower" | "none";
  measure: "nps" | "csat" | "ces" | "other";
  touchpointId: string | null;
  touchpoint: string | null;
  firmControlled: boolean;
  options: readonly { value: number; label: string }[];
};

/** A choice attribute with two words, one of them good: "Satisfied" or not. */
export type AttributeOutcome = { key: string; label: string; options: readonly string[] };

const MOST_LEVELS = 30;
/** Words that deny, or that stop short of, what is asked. */
const BAD_WORD = /\b(dis\w+|un\w+|not|no|never|neutral|bad|poor|low|worse|worst|neither)\b/i;
const SATISFIED = /\bsatisf|\bhappy\b|\brecommend|\bpleased\b/i;

/** Of two words the good one, when it is plain which: "Satisfied" beside "Neutral or Dissatisfied". */
export function goodWordOf(words: readonly string[]): string | null {
  if (words.length !== 2) return null;
  const good = words.filter((word) => !BAD_WORD.test(word));
  return good.length === 1 ? (good[0] as string) : null;
}

/** True for an attribute that holds an overall verdict: it is explained, and explains nobody. */
export function isVerdict({ label, options }: { label: string; options: readonly string[] }): boolean {
  const good = goodWordOf(options);
  return good !== null && (SATISFIED.test(label) || SATISFIED.test(good));
}

/**
 * The ends of a scale, worst end first: the boxes of the measures (CES: 1–3 and 5–7 of 7; one point of 2 or 3, two of 4
 * to 7, three beyond).
 */
export function boxesOf(
  item: Pick<ItemFacts, "kind" | "scaleMin" | "scaleMax" | "direction">,
): { low: number[]; high: number[] } | null {
  const { kind, scaleMin, scaleMax, direction } = item;
  if (scaleMin === null || scaleMax === null) return null;
  const points = scaleMax - scaleMin + 1;
  if (points < 2 || points > MOST_LEVELS) return null;
  const size = kind === "effort" && points === 7 ? 3 : points <= 3 ? 1 : points <= 7 ? 2 : 3;
  const bottom = Array.from({ length: size }, (_, step) => scaleMin + step);
  const top = Array.from({ length: size }, (_, step) => scaleMax - size + 1 + step);
  return direction === "lower" ? { low: top, high: bottom } : { low: bottom, high: top };
}

/** What customers can be said to have said: both ends of each scale, each option of each choice. NPS is an outcome only. */
export function experiencesOf(items: readonly ItemFacts[]): Said[] {
  return items.flatMap((item): Said[] => {
    if (isHeadline(item)) return [];
    const common = {
      itemId: item.id,
      itemNo: item.no,
      label: item.label,
      scaleMin: item.scaleMin,
      scaleMax: item.scaleMax,
      touchpointId: item.touchpointId,
      touchpoint: item.touchpoint,
      firmControlled: item.firmControlled,
    };
    if (item.kind === "choice") {
      if (item.options.length > MOST_LEVELS) return [];
      return item.options.map(({ value, label }) => ({
        ...common,
        kind: "choice",
        values: [value],
        box: "option",
        option: label,
      }));
    }
    if (item.kind !== "rating" && item.kind !== "effort") return [];
    const { kind } = item;
    const boxes = boxesOf(item);
    if (!boxes) return [];
    return (["low", "high"] as const).map((box) => ({ ...common, kind, values: boxes[box], box, option: null }));
  });
}

/** An overall verdict: NPS, or satisfaction or effort that belongs to no single touchpoint. */
export function isHeadline(item: ItemFacts): boolean {
  if (item.kind === "nps") return true;
  if (item.touchpointId !== null) return false;
  if (item.kind === "choice") {
    const words = item.options.map(({ label }) => label);
    return goodWordOf(words) !== null && (item.measure === "csat" || isVerdict({ label: item.label, options: words }));
  }
  return (item.kind === "rating" && item.measure === "csat") || (item.kind === "effort" && item.measure === "ces");
}

/** What is to be explained, and by which items: verdicts by all, a touchpoint's rating by what happened at that touchpoint. */
export function outcomesOf(items: readonly ItemFacts[]): { outcome: Outcome; explainedBy: number[] | undefined }[] {
  const found: { outcome: Outcome; explainedBy: number[] | undefined }[] = [];
  for (const item of items) {
    const words = item.options.map(({ label }) => label);
    const common = {
      key: `item:${item.id}`,
      itemId: item.id,
      itemNo: item.no,
      attribute: null,
      label: item.label,
      measure: item.measure,
      higherIsBetter: item.direction !== "lower",
      scaleMin: item.scaleMin,
      scaleMax: item.scaleMax,
    };
    const hasScale = item.scaleMin !== null && item.scaleMax !== null && item.scaleMax - item.scaleMin < MOST_LEVELS;
    if (isHeadline(item)) {
      const goodWord = goodWordOf(words);
      if (item.kind === "choice" && goodWord !== null) {
        const goodValues = item.options.filter(({ label }) => label === goodWord).map(({ value }) => value);
        found.push({
          outcome: { ...common, kind: "share", higherIsBetter: true, goodWord, goodValues },
          explainedBy: undefined,
        });
      } else if (hasScale) {
        found.push({ outcome: { ...common, kind: "mean", goodWord: null, goodValues: [] }, explainedBy: undefined });
      }
    } else if ((item.kind === "rating" || item.kind === "effort") && item.touchpointId !== null && hasScale) {
      const explainedBy = items.flatMap((other, index) =>
        other.kind === "choice" && other.touchpointId === item.touchpointId ? [index] : [],
      );
      if (explainedBy.length > 0)
        found.push({ outcome: { ...common, kind: "mean", goodWord: null, goodValues: [] }, explainedBy });
    }
  }
  return found;
}

/** An attribute's verdict as an outcome. */
export function attributeOutcome({ key, label, options }: AttributeOutcome): Outcome {
  return {
    key: `attribute:${key}`,
    itemId: null,
    itemNo: null,
    attribute: key,
    label,
    kind: "share",
    measure: "csat",
    higherIsBetter: true,
    goodWord: goodWordOf(options),
    goodValues: [],
    scaleMin: null,
    scaleMax: null,
  };
}

/** The scan of a workspace: its plan in numbers, and what the numbers stand for. */
export type Experience = {
  items: ItemFacts[];
  said: Said[];
  outcomes: Outcome[];
  plan: Omit<ScanPlan, "conditions">;
  /** By item: value of its code 0. Choices are coded by their place. */
  code: (item: number, value: number) => number;
  /** The outcome's code + 1 for an answer's value or an attribute's word; 0 when it is none. */
  outcomeCode: (outcome: number, value: unknown) => number;
};

/** The values that an item's answers may have, in order; none for no item. */
export function valuesOf(item: ItemFacts | undefined): number[] {
  if (!item) return [];
  if (item.kind === "choice") return item.options.map(({ value }) => value);
  const least = item.scaleMin ?? 0;
  return Array.from({ length: (item.scaleMax ?? 0) - least + 1 }, (_, step) => least + step);
}

/** Codes the items that can be scanned: texts and endless scales are left out. */
export function codeExperience(all: readonly ItemFacts[], attributes: readonly AttributeOutcome[] = []): Experience {
  const items = all.filter(
    (item) =>
      (item.kind === "choice" && item.options.length > 0 && item.options.length <= MOST_LEVELS) ||
      (item.kind !== "choice" && item.kind !== "text" && boxesOf(item) !== null),
  );
  const itemValues = items.map(valuesOf);
  const codes = itemValues.map((values) => new Map(values.map((value, code) => [value, code])));
  const numberOf = new Map(items.map((item, index) => [item.id, index]));
  const said = experiencesOf(items);
  const explained = outcomesOf(items);
  const outcomes = [...explained.map(({ outcome }) => outcome), ...attributes.map(attributeOutcome)];
  const planOutcomes = outcomes.map((outcome, index): ScanOutcome => {
    const item = outcome.itemId === null ? null : (numberOf.get(outcome.itemId) ?? null);
    return {
      kind: outcome.kind,
      values: outcome.kind === "share" ? [0, 1] : (itemValues[item ?? -1] ?? []),
      item,
      explainedBy: explained[index]?.explainedBy,
    };
  });
  return {
    items,
    said,
    outcomes,
    plan: {
      items: itemValues.map((values) => ({ levels: values.length })),
      experiences: said.map(({ itemId, box, values, firmControlled }, index) => {
        const item = numberOf.get(itemId) ?? -1;
        const isSecondOfTwo = box === "option" && itemValues[item]?.length === 2 && said[index - 1]?.itemId === itemId;
        return {
          item,
          codes: values.map((value) => codes[item]?.get(value) ?? -1),
          firmControlled,
          mirrorOf: isSecondOfTwo ? index - 1 : undefined,
        };
      }),
      outcomes: planOutcomes,
    },
    code: (item, value) => codes[item]?.get(value) ?? -1,
    outcomeCode: (index, value) => {
      const outcome = outcomes[index];
      if (!outcome) return 0;
      if (outcome.kind === "mean") return (codes[planOutcomes[index]?.item ?? -1]?.get(Number(value)) ?? -1) + 1;
      if (outcome.attribute !== null)
        return typeof value !== "string" || value === "" ? 0 : value === outcome.goodWord ? 2 : 1;
      if (typeof value !== "number" || !codes[planOutcomes[index]?.item ?? -1]?.has(value)) return 0;
      return outcome.goodValues.includes(value) ? 2 : 1;
    },
  };
}
