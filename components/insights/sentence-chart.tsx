import { useTranslations } from "next-intl";
import { Dumbbell } from "@/components/charts/dumbbell";
import type { Finding } from "@/lib/insights/schema";
import { outcomeText, type Sentence, sidesOf } from "@/lib/insights/sentence";

/** The end of a share's axis: the whole, or less where all of it would be far from the figures. */
function shareEnd(highest: number): number {
  return [0.1, 0.2, 0.5].find((end) => highest <= end) ?? 1;
}

/** Every point of a short scale, every second of a long one. */
function ticksOf(min: number, max: number): number[] | undefined {
  const step = max - min <= 7 ? 1 : max - min <= 14 ? 2 : 0;
  return step === 0
    ? undefined
    : Array.from({ length: Math.floor((max - min) / step) + 1 }, (_, at) => min + at * step);
}

/** Those who said so against those who did not, on the full scale of the outcome. */
export function SentenceChart({ finding, sentence }: { finding: Finding; sentence: Sentence }) {
  const t = useTranslations("insights");
  const { outcome } = finding;
  const { said, rest } = sidesOf(finding);
  const isShare = finding.explained.kind === "share";
  const side = (one: typeof said, label: string) => ({
    label,
    value: one.value,
    low: one.interval?.low ?? null,
    high: one.interval?.high ?? null,
    n: one.n,
  });
  const highest = Math.max(said.interval?.high ?? said.value, rest.interval?.high ?? rest.value);
  const min = outcome.scaleMin ?? 0;
  const max = outcome.scaleMax ?? 10;
  const name = outcomeText(outcome);
  const unit = isShare
    ? t("chart.share", { word: outcome.goodWord ?? name })
    : outcome.measure === "nps"
      ? t("chart.recommend")
      : outcome.measure === "ces"
        ? t("chart.ease", { min, max })
        : t("chart.scale", {
            label: outcome.label.length > 44 ? `${outcome.label.slice(0, 43)}…` : outcome.label,
            min,
            max,
          });
  return (
    <Dumbbell
      a={side(said, t("legend.said"))}
      b={side(rest, t("legend.rest"))}
      scale={isShare ? [0, shareEnd(highest)] : [min, max]}
      ticks={isShare ? undefined : ticksOf(min, max)}
      unit={unit}
      format={isShare ? { times: 100, digits: sentence.digits, suffix: " %" } : { digits: sentence.digits }}
      better={outcome.higherIsBetter ? "higher" : "lower"}
      label={t("chart.label", { ...sentence.values, outcome: name })}
    />
  );
}
