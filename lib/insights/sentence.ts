import { formatCount, formatInterval, formatMoney, formatNumber, formatShare, formatSigned } from "../format";
import { meanOf } from "../stats/moments";
import { wilson } from "../stats/proportions";
import type { Interval } from "../stats/types";
import { isWorse } from "./finding";
import type { Base, Finding, Outcome, Said } from "./schema";

/** Says the messages of "insights"; useTranslations("insights") and getTranslations("insights") are such functions. */
export type Say = (key: string, values?: Record<string, string | number>) => string;

/** From this many answers a share is shown with two decimals: its interval is then narrower than they are. */
const MANY = 10_000;

/** Words for people in a segment's name: then the name itself can stand in a sentence. */
const PEOPLE =
  /\b(accounts?|buyers|clients|companies|couples|customers|detractors|families|fans|flyers|guests|holders|households|leads|members|men|owners|parents|passengers|passives|patients|people|promoters|prospects|sellers|shoppers|students|subscribers|travell?ers|users|visitors|women)\b/i;

/** A label inside a sentence: "Usual fare class" → "usual fare class", "Type of Travel" → "type of travel", "NPS" stays. */
export function midSentence(label: string): string {
  const words = label.split(" ");
  const isCapitalised = (word: string) => /^\p{Lu}[\p{Ll}'-]*$/u.test(word);
  const isTitle = words.length > 1 && words.every((word) => isCapitalised(word) || word.length <= 3);
  if (isTitle) return words.map((word) => (isCapitalised(word) ? word.toLowerCase() : word)).join(" ");
  return words.map((word, index) => (index === 0 && isCapitalised(word) ? word.toLowerCase() : word)).join(" ");
}

/** "Travels for" → "travel for": a label that is half a sentence about the customer; null for a noun. */
export function verbOf(label: string): string | null {
  const match = /^(\p{L}+)s (?:.+ )?(?:at|by|for|from|in|on|through|to|via|with)$/u.exec(label);
  if (!match) return null;
  const [, stem = ""] = match;
  return midSentence(label).replace(/^\p{L}+/u, stem.toLowerCase());
}

/** True when the base's words name people, so that "the other …" can follow. */
export function isNamed({ words }: Base): boolean {
  if (words.kind === "segment") return PEOPLE.test(words.name);
  return (
    words.kind === "customerKind" || words.kind === "lifecycle" || (words.kind === "side" && words.value !== "both")
  );
}

/** "de" → "German", "PL" → "Poland"; other words stay as they are. */
function nameOf(type: "language" | "region", code: string): string {
  if (!(type === "language" ? /^[a-z]{2,3}(-[A-Za-z]+)?$/ : /^[A-Z]{2}$/).test(code)) return code;
  return new Intl.DisplayNames("en", { type, fallback: "code" }).of(code) ?? code;
}

/** The CRM condition as a noun: "families with a toddler", "customers who spent under €100". */
export function baseText(base: Base, say: Say): string {
  const { words } = base;
  switch (words.kind) {
    case "segment":
      return isNamed(base)
        ? say("base.segmentPeople", { name: midSentence(words.name) })
        : say("base.segmentOther", { name: words.name });
    case "choice": {
      const verb = verbOf(words.label);
      return verb
        ? say("base.choiceVerb", { label: verb, value: words.value })
        : say("base.choice", { label: midSentence(words.label), value: words.value });
    }
    case "boolean": {
      const [, verb, rest = ""] = /^(has|have|is|are) (.+)$/i.exec(words.label) ?? [];
      const not = words.yes ? "" : "Not";
      if (verb) return say(`base.boolean${/^ha/i.test(verb) ? "Has" : "Is"}${not}`, { label: rest });
      return say(words.yes ? "base.booleanWith" : "base.booleanWithout", { label: words.label });
    }
    case "below":
    case "atLeast": {
      const amount = words.currency ? formatMoney(words.value, words.currency) : formatNumber(words.value, 6, 0);
      const value = words.unit && !words.currency ? `${amount} ${words.unit}` : amount;
      return say(`base.${words.kind}`, { label: midSentence(words.label), value });
    }
    case "spentBelow":
    case "spentAtLeast":
      return say(`base.${words.kind}`, { value: formatMoney(words.value, words.currency) });
    case "orderedWithin":
    case "notOrderedFor":
      return say(`base.${words.kind}`, { days: words.days });
    case "language":
      return say("base.language", { value: nameOf("language", words.value) });
    case "country":
      return say("base.country", { value: nameOf("region", words.value) });
    default:
      return say(`base.${words.kind}`, { value: words.value });
  }
}

/** 1, 2 → "1–2"; 1 → "1" */
function rangeText(values: readonly number[]): string {
  const low = Math.min(...values);
  const high = Math.max(...values);
  return low === high ? String(low) : `${low}–${high}`;
}

/** A question or a statement keeps its form inside a sentence, in quotes. */
const isPhrase = (label: string): boolean => /[?.!]$/.test(label);
const quoted = (label: string): string => (isPhrase(label) ? `“${label}”` : label);

/** What they said, as a verb and what it speaks of: "rated" "Boarding 1–2 of 5", "said" "no to “Offered early boarding”". */
export function saidText(said: Said, say: Say): { verb: string; object: string } {
  if (said.kind !== "choice") {
    return {
      verb: say("said.verbRated"),
      object: say("said.rated", { label: quoted(said.label), range: rangeText(said.values), max: said.scaleMax ?? "" }),
    };
  }
  const option = said.option ?? "";
  const word = option.trim().toLowerCase();
  const object =
    word === "yes" || word === "no"
      ? say(`said.${word}`, { label: said.label })
      : say("said.option", { option, label: said.label });
  return { verb: say("said.verbSaid"), object };
}

/** What is explained, inside a sentence: "the flight as a whole"; a statement or question keeps its own form. */
export function outcomeText({ label, measure }: Outcome): string {
  return measure === "ces" || isPhrase(label) ? `“${label}”` : midSentence(label);
}

/** One of the two groups, with the figure that is compared. */
export type Side = { n: number; value: number; interval: Interval | null; sd: number | null };

/** The two groups as numbers: means on the outcome's scale, or shares (0 to 1). */
export function sidesOf({ explained }: Pick<Finding, "explained">): { said: Side; rest: Side } {
  if (explained.kind === "share") {
    const side = ({ yes, n }: { yes: number; n: number }): Side => ({
      n,
      value: n === 0 ? 0 : yes / n,
      interval: wilson(yes, n)?.interval ?? null,
      sd: null,
    });
    return { said: side(explained.said), rest: side(explained.rest) };
  }
  const side = (moments: { n: number; sum: number; sumSq: number }): Side => {
    const mean = meanOf(moments);
    return { n: moments.n, value: moments.sum / moments.n, interval: mean?.interval ?? null, sd: mean?.sd ?? null };
  };
  return { said: side(explained.said), rest: side(explained.rest) };
}

/** Decimals of a share that stands on n answers: 2 from ten thousand on; else the least given. */
export const shareDigits = (n: number, least: 0 | 1 = 0): number => (n >= MANY ? 2 : least);

/** Decimals at which two figures can be told apart, at least `least` and at most 3. */
function apart(a: number, b: number, least: number): number {
  let digits = least;
  while (digits < 3 && formatNumber(a, digits) === formatNumber(b, digits)) digits += 1;
  return digits;
}

/** Everything a sentence needs, in words and rounded: the values of message sentence.<key>. */
export type Sentence = {
  key: string;
  values: {
    share: string;
    base: string;
    verb: string;
    object: string;
    outcome: string;
    predicate: string;
    first: string;
    firstInterval: string;
    second: string;
    secondInterval: string;
    others: string;
  };
  /** True when those who say so are worse off: which figure takes which colour. */
  isWorse: boolean;
  /** Decimals of the two figures, in their shown unit (percent for shares). */
  digits: number;
};

export function sentenceOf(finding: Finding, say: Say): Sentence {
  const { base, outcome, explained } = finding;
  const sides = sidesOf(finding);
  const isShare = explained.kind === "share";
  const times = isShare ? 100 : 1;
  const many = Math.min(sides.said.n, sides.rest.n) >= MANY;
  const digits = apart(sides.said.value * times, sides.rest.value * times, many ? 2 : isShare ? 0 : 1);
  const figure = (side: Side) => (isShare ? formatShare(side.value, digits) : formatNumber(side.value, digits));
  const interval = (side: Side) => (side.interval ? formatInterval(side.interval, digits, { scale: times }) : "–");
  const named = isNamed(base);
  const phrase = isShare ? "Share" : outcome.measure === "nps" ? "Recommend" : "Rate";
  const word = outcome.goodWord ?? "";
  const baseWords = baseText(base, say);
  return {
    key: `sentence.${finding.isWeak ? "weak" : "both"}${phrase}${finding.isWeak && named ? "Named" : ""}`,
    values: {
      share: formatShare(finding.saidSo / finding.asked, shareDigits(finding.asked)),
      base: baseWords,
      ...saidText(finding.said, say),
      outcome: outcomeText(outcome),
      predicate: /satisf|happy|pleased/i.test(word)
        ? say("predicate.are", { word: midSentence(word) })
        : say("predicate.said", { word, label: outcome.label }),
      first: figure(sides.said),
      firstInterval: interval(sides.said),
      second: figure(sides.rest),
      secondInterval: interval(sides.rest),
      others: named ? say("others.named", { base: baseWords }) : say("others.plain"),
    },
    isWorse: isWorse(finding),
    digits,
  };
}

/** n, difference and q beneath a sentence. */
export function metaOf(finding: Finding, say: Say): { n: string; difference: string; q: string; weak: string | null } {
  const isShare = finding.explained.kind === "share";
  const { difference, interval } = finding.explained.test;
  const times = isShare ? 100 : 1;
  const { digits } = sentenceOf(finding, say);
  const words = {
    difference: formatSigned(difference * times, digits),
    interval: formatInterval(interval, digits, { signed: true, scale: times }),
  };
  // Never rounded up to the limit under which it is listed.
  const qValue = Math.exp(finding.logQ);
  const q =
    finding.logQ < Math.log(0.0001)
      ? say("meta.qUnder", { q: "0.0001" })
      : say("meta.q", { q: formatNumber(qValue, qValue >= 0.01 && qValue < 0.0495 ? 3 : 4) });
  return {
    n: say("meta.n", { n: formatCount(finding.saidSo), asked: formatCount(finding.asked) }),
    difference: say(isShare ? "meta.points" : "meta.difference", words),
    q,
    weak: !finding.isWeak
      ? null
      : finding.saying === null
        ? say("meta.weakAlone")
        : say("meta.weak", { share: formatShare(finding.saidSo / finding.asked, shareDigits(finding.asked)) }),
  };
}
