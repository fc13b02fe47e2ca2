import { createTranslator } from "next-intl";
import english from "../../messages/en/segments.json";
import { formatDay, formatMoney, formatNumber } from "../format";
import { answersOf, fieldOf, type SegmentCatalogue, subjectOf, type ValueKind } from "./fields";
import { placeName } from "./places";
import { type Condition, groupOf, isCondition, type SegmentRule } from "./schema";

/** Says the messages of "segments"; useTranslations("segments") and getTranslations("segments") are such functions. */
export type Say = (key: string, values?: Record<string, string | number>) => string;

const inEnglish: Say = createTranslator({
  locale: "en",
  messages: { segments: english },
  namespace: "segments",
}) as unknown as Say;

const dayText = (day: string) => formatDay(new Date(`${day}T00:00:00Z`));

/** 1, 2, 3 → "1 to 3"; 1, 3 → "1, 3" */
function numbersText(values: number[], say: Say): string {
  const sorted = [...values].sort((a, b) => a - b);
  const isRun = sorted.length > 2 && sorted.every((value, index) => value === sorted[0]! + index);
  return isRun ? say("text.range", { from: String(sorted[0]), to: String(sorted.at(-1)) }) : sorted.join(", ");
}

/** "Loyalty tier" → "loyalty tier"; "NPS", "e-mail" and "iPad" stay. */
const inSentence = (label: string): string =>
  /^\p{Lu}(\p{Ll}|\s|$)/u.test(label) ? label[0]!.toLowerCase() + label.slice(1) : label;

class Describer {
  constructor(
    private readonly catalogue: SegmentCatalogue,
    private readonly say: Say,
  ) {}

  private number(value: number, kind: ValueKind, condition: Condition): string {
    if (kind === "money") return formatMoney(value, this.catalogue.currency);
    const text = formatNumber(value, 6, 0);
    const unit = this.attribute(condition)?.unit ?? this.computed(condition)?.unit;
    return unit ? `${text} ${unit}` : text;
  }

  private attribute(condition: Condition) {
    return condition.field === "attribute"
      ? this.catalogue.attributes.find(({ key }) => key === condition.attribute)
      : undefined;
  }

  private computed(condition: Condition) {
    return condition.field === "computed"
      ? this.catalogue.computed.find(({ key }) => key === condition.computed)
      : undefined;
  }

  private value(value: string | number | boolean, condition: Condition): string {
    if (typeof value === "boolean") return this.say(value ? "text.yes" : "text.no");
    if (condition.field === "owner")
      return this.catalogue.people.find(({ id }) => id === value)?.name ?? this.say("text.somebody");
    if (condition.field === "country" || condition.field === "language")
      return placeName(condition.field, String(value));
    const { from } = fieldOf(condition.field);
    if (from) return this.catalogue[from].find(({ id }) => id === value)?.name ?? this.say("text.something");
    if (condition.field === "comment") return this.say("text.quoted", { value: String(value) });
    if (fieldOf(condition.field).options) return this.say(`option.${condition.field}.${value}`);
    return String(value);
  }

  private values(condition: Condition & { value: (string | number | boolean)[] }): string {
    if (condition.field !== "item") return condition.value.map((one) => this.value(one, condition)).join(", ");
    const item = this.catalogue.items.find(({ no }) => no === condition.item);
    const named = item && item.options.length > 0 ? answersOf(item) : [];
    if (named.length === 0) return numbersText(condition.value as number[], this.say);
    return condition.value.map((one) => named.find(({ value }) => value === one)?.label ?? String(one)).join(", ");
  }

  /** " in the last 90 days through Web for Flexi" */
  private where({ where }: Condition): string {
    if (!where) return "";
    const names = (ids: string[], all: { id: string; name: string }[]) =>
      ids.map((id) => all.find((one) => one.id === id)?.name ?? this.say("text.something")).join(", ");
    return [
      where.channels ? this.say("text.channels", { names: names(where.channels, this.catalogue.channels) }) : "",
      where.products ? this.say("text.products", { names: names(where.products, this.catalogue.products) }) : "",
      where.touchpoints
        ? this.say("text.touchpoints", { names: names(where.touchpoints, this.catalogue.touchpoints) })
        : "",
      ...(["kinds", "outcomes", "reasons"] as const).map((key) =>
        where[key]
          ? this.say(`text.${key}`, { names: where[key].map((one) => this.say(`narrow.${key}.${one}`)).join(", ") })
          : "",
      ),
      where.days ? this.say("text.withinLast", { days: where.days }) : "",
    ]
      .filter(Boolean)
      .map((part) => ` ${part}`)
      .join("");
  }

  private subject(condition: Condition): string {
    if (condition.field === "attribute") {
      const label = this.attribute(condition)?.label;
      return label ? inSentence(label) : this.say("text.missing", { name: condition.attribute ?? "" });
    }
    if (condition.field === "computed") {
      const label = this.computed(condition)?.label;
      return label ? inSentence(label) : this.say("text.missing", { name: condition.computed ?? "" });
    }
    if (condition.field === "item" || condition.field === "itemMean") {
      const item = this.catalogue.items.find(({ no }) => no === condition.item);
      const name = item?.label ?? this.say("text.missingItem");
      return condition.field === "item" ? name : this.say("text.meanOf", { item: name });
    }
    if (condition.field === "touchpointScore") {
      const found = this.catalogue.touchpoints.find(({ id }) => id === condition.touchpoint);
      return this.say("text.scoreAt", { name: found?.name ?? this.say("text.something") });
    }
    return this.say(`subject.${condition.field}`);
  }

  /** "below 100 €", "one of Austria, Germany", "in the last 30 days" */
  private test(condition: Condition, kind: ValueKind): string {
    const { op } = condition;
    switch (op) {
      case "is":
      case "isNot":
      case "hasAll": {
        const values = this.values(condition);
        const many = condition.value.length > 1 ? "Many" : "";
        if (kind === "boolean") return this.say("text.isBoolean", { values });
        return this.say(`text.${kind === "tags" ? "tags" : kind === "answer" ? "answer" : "value"}.${op}${many}`, {
          values,
        });
      }
      case "contains":
      case "startsWith":
        return this.say(`text.${op}`, { value: condition.value });
      case "between":
        return this.say("text.between", {
          from: this.number(condition.value[0], kind, condition),
          to: this.number(condition.value[1], kind, condition),
        });
      case "withinLast":
      case "olderThan":
      case "withinNext":
        return this.say(`text.${op}`, { days: condition.value });
      case "before":
      case "from":
        return this.say(`text.${op}`, { day: dayText(condition.value) });
      case "during":
        return this.say("text.during", { from: dayText(condition.value[0]), to: dayText(condition.value[1]) });
      case "known":
      case "unknown":
        return this.say(`text.${op}`);
      default:
        return this.say(`text.${op}`, { value: this.number(condition.value, kind, condition) });
    }
  }

  condition(condition: Condition): string {
    const kind = subjectOf(condition, this.catalogue)?.kind ?? fieldOf(condition.field).kind;
    const where = this.where(condition);
    if (kind === "set" || kind === "words") {
      // "bought Flexi or Basic in the last 90 days", "no comment mentions “queue”"
      if (!("value" in condition)) return `${this.say(`text.${condition.field}.${condition.op}`)}${where}`;
      const said = (condition.value as (string | number | boolean)[]).map((one) => this.value(one, condition));
      const joint = this.say(condition.op === "hasAll" ? "text.and" : "text.or");
      return `${this.say(`text.${condition.field}.${condition.op}`, { values: said.join(joint) })}${where}`;
    }
    const subject = this.subject(condition);
    if (kind === "tags")
      return condition.op === "known" || condition.op === "unknown"
        ? this.say(`text.tags.${condition.op}`)
        : this.test(condition, kind);
    if (kind === "answer") {
      // "answered “Seat comfort” with 1 to 3", "did not answer “Seat comfort”"
      const test = condition.op === "known" || condition.op === "unknown" ? "" : this.test(condition, kind);
      const verb =
        condition.op === "unknown" ? "text.answer.unanswered" : test ? "text.answer.rated" : "text.answer.answered";
      return `${this.say(verb, { item: subject, test })}${where}`;
    }
    if (condition.field.startsWith("rfm") && "value" in condition) {
      const test = this.test(condition, kind);
      return `${subject} ${this.say("text.ofFive", { test })}`;
    }
    const test = this.test(condition, kind);
    // "newsletter: yes"
    return `${subject}${kind === "boolean" && condition.op === "is" ? "" : " "}${test}${where}`;
  }

  rule(rule: SegmentRule, isInner: boolean): string {
    if (isCondition(rule)) return this.condition(rule);
    const { match, rules } = groupOf(rule);
    if (rules.length === 0) return this.say("text.everybody");
    if (rules.length === 1 && match !== "none") return this.rule(rules[0]!, isInner);
    const parts = rules.map((part) => this.rule(part, true)).join(this.say(match === "all" ? "text.and" : "text.or"));
    if (match === "none") return this.say("text.noneOf", { parts });
    return isInner ? `(${parts})` : parts;
  }
}

/** A rule in words, as it is shown on pages, in the audit trail and in messages: "spent below €100 and last NPS below 7". */
export function describeRule(rule: SegmentRule, catalogue: SegmentCatalogue, say: Say = inEnglish): string {
  return new Describer(catalogue, say).rule(rule, false);
}

/** The same, one condition. */
export function describeCondition(condition: Condition, catalogue: SegmentCatalogue, say: Say = inEnglish): string {
  return new Describer(catalogue, say).condition(condition);
}
