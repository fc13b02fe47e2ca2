import { createTranslator } from "next-intl";
import english from "../../messages/en/offers.json";
import type { Suggestion } from "./offer";

/** useTranslations("offers") and getTranslations("offers") are such functions. */
export type Say = (key: string, values?: Record<string, string | number>) => string;

const inEnglish = createTranslator({
  locale: "en",
  messages: { offers: english },
  namespace: "offers",
}) as unknown as Say;

/** Why an offer is due to this customer, in words. */
export function reasonText(
  {
    trigger,
    days,
    score,
    habitDays,
    segmentName,
  }: Pick<Suggestion, "trigger" | "days" | "score" | "habitDays" | "segmentName">,
  say: Say = inEnglish,
): string {
  return say(`why.${trigger}`, {
    days,
    score: score ?? 0,
    habit: Math.round(habitDays ?? 0),
    segment: segmentName ?? "",
  });
}
