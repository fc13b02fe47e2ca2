import { useTranslations } from "next-intl";
import { ScoreRows } from "@/components/charts/score-rows";
import type { Group, Score } from "@/lib/dashboards/scores";

export type BreakdownProps = {
  groups: readonly Group[];
  /** Of everything in the filter: a dashed line, and what better and worse are against. */
  whole: Score;
  hrefs: Record<string, string>;
  nameLabel: string;
  k: number;
  label: string;
  /** Worst first, or as given. */
  sort?: "worst" | "given";
};

const WHOLE_NPS = [-100, 100] as const;

/** Ends of the axis that hold every interval: tens of points, within what is possible. */
function scaleOf(groups: readonly Group[], whole: Score): readonly [number, number] {
  const isNps = whole.measure === "nps";
  const unit = isNps ? 10 : 0.1;
  const [least, most] = isNps ? WHOLE_NPS : [0, 1];
  const shown = groups.filter(({ score }) => score.state !== "hidden" && score.interval);
  const low = Math.min(whole.interval?.low ?? 0, ...shown.map(({ score }) => score.interval?.low ?? 0));
  const high = Math.max(whole.interval?.high ?? 0, ...shown.map(({ score }) => score.interval?.high ?? 0));
  return [Math.max(least, Math.floor(low / unit) * unit), Math.min(most, Math.ceil(high / unit) * unit)];
}

/** Four or five round ticks within the scale, in the unit that is written. */
function ticksOf([low, high]: readonly [number, number], isNps: boolean): number[] {
  const times = isNps ? 1 : 100;
  const span = (high - low) * times;
  const step = span > 100 ? 50 : span > 50 ? 20 : 10;
  const first = Math.ceil((low * times) / step) * step;
  return Array.from(
    { length: Math.floor((high * times - first) / step) + 1 },
    (_, index) => (first + index * step) / times,
  );
}

/** Groups on one scale; a group is coloured only when its interval leaves out the whole. */
export function Breakdown({ groups, whole, hrefs, nameLabel, k, label, sort = "worst" }: BreakdownProps) {
  const t = useTranslations("dashboards");
  const isNps = whole.measure === "nps";
  const scale = scaleOf(groups, whole);
  const ordered =
    sort === "given" ? groups : [...groups].sort((a, b) => (a.score.value ?? 999) - (b.score.value ?? 999));
  return (
    <ScoreRows
      label={label}
      nameLabel={nameLabel}
      unit={isNps ? t("score.npsTerm") : t("touchpoints.unit")}
      format={isNps ? { signed: true } : { times: 100, suffix: " %" }}
      scale={scale}
      ticks={ticksOf(scale, isNps)}
      k={k}
      rows={ordered.map(({ key, name, score }) => ({
        key,
        label: name,
        value: score.value,
        low: score.interval?.low ?? null,
        high: score.interval?.high ?? null,
        n: score.n,
        state: score.state,
        href: hrefs[key],
        tone:
          score.state !== "ok" || whole.value === null || !score.interval
            ? ("neutral" as const)
            : score.interval.high < whole.value
              ? ("detractor" as const)
              : score.interval.low > whole.value
                ? ("promoter" as const)
                : ("neutral" as const),
      }))}
      reference={
        whole.value !== null && whole.state !== "hidden"
          ? {
              value: whole.value,
              label: t("touchpoints.all", {
                share: isNps
                  ? `${whole.value > 0 ? "+" : ""}${Math.round(whole.value)}`
                  : `${Math.round(whole.value * 100)} %`,
              }),
            }
          : undefined
      }
    />
  );
}
