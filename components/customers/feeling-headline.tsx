import { type RichTranslationValues, useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { cn } from "@/components/ui/cn";
import type { FeelingHeadline as Headline } from "@/lib/customers/headline";
import type { ScoreClass } from "@/lib/customers/score";
import { formatDate } from "@/lib/format";

const TONES: Record<ScoreClass, string> = {
  promoter: "text-promoter-text",
  passive: "",
  detractor: "text-detractor-text",
};

export type FeelingHeadlineProps = {
  headline: Headline;
  /** Whose answers they are; left out where there is only one who answers. */
  who?: string | undefined;
  timeZone: string;
};

/** The sentence of lib/customers/headline.ts, with its figures in the colours of their classes. */
export function FeelingHeadline({ headline, who, timeZone }: FeelingHeadlineProps) {
  const t = useTranslations("customers.feeling");
  const named = useTranslations("record.feeling");
  const say = (key: "once" | "fell" | "rose" | "steady", values: RichTranslationValues) =>
    who ? named.rich(key, { ...values, who }) : t.rich(key, values);
  const tone = (kind: ScoreClass) => (words: ReactNode) => (
    <strong className={cn("font-semibold", TONES[kind])}>{words}</strong>
  );
  const span = (days: number) => {
    if (days < 1) return t("sameDay");
    if (days < 60) return t("days", { count: days });
    const months = Math.round(days / 30.44);
    return months < 24 ? t("months", { count: months }) : t("years", { count: Math.round(days / 365.25) });
  };
  switch (headline.kind) {
    case "none":
      return t("none");
    case "once":
      return say("once", {
        value: headline.score,
        score: tone(headline.class),
        date: formatDate(headline.at, timeZone),
      });
    case "steady":
      return say("steady", {
        value: headline.score,
        score: tone(headline.class),
        answers: headline.answers,
        span: span(headline.days),
      });
    default:
      return say(headline.kind, {
        before: headline.from,
        after: headline.to,
        from: tone(headline.fromClass),
        to: tone(headline.toClass),
        span: span(headline.days),
      });
  }
}
