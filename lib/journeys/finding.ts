import { formatInterval, formatNumber } from "../format";
import { type Sheet, stepsOf, worstStep } from "./sheet";

type Words = (
  word: "headline" | "headlineAll" | "headlineNone" | "headlineUnheard" | "lead" | "leadAbove",
  values?: Record<string, string | number>,
) => string;

/** A name inside a sentence: "Families" → "families", but "VIP guests" as it is. */
export const inSentence = (name: string): string =>
  /^\p{Lu}\p{Ll}/u.test(name) ? name.charAt(0).toLowerCase() + name.slice(1) : name;

/** What a map says first, in a sentence and its proof. */
export function findingOf(sheet: Sheet, t: Words): { headline: string; lead: string } {
  const steps = stepsOf(sheet);
  const worst = worstStep(steps);
  const above = steps.filter(({ gap }) => gap.verdict === "above").map(({ name }) => inSentence(name));
  const headline = worst
    ? sheet.segmentName
      ? t("headline", { step: worst.name, who: inSentence(sheet.segmentName) })
      : t("headlineAll", { step: worst.name })
    : sheet.answers === 0
      ? t("headlineUnheard")
      : t("headlineNone");
  const lead = worst
    ? t("lead", {
        actual: formatNumber(worst.gap.actual ?? 0, 1),
        interval: worst.gap.interval ? formatInterval(worst.gap.interval, 1) : "–",
        n: worst.gap.n,
        desired: formatNumber(worst.gap.desired ?? 0, 1),
      })
    : "";
  return {
    headline,
    lead: [lead, above.length ? t("leadAbove", { steps: above.join(", ") }) : ""].filter(Boolean).join(" "),
  };
}
