import Link from "next/link";
import { useTranslations } from "next-intl";
import { cn } from "@/components/ui/cn";
import { formatNumber } from "@/lib/format";
import type { Step } from "./map-data";

/** Heat of one hue by the gap's share of the scale; none where the gap is not proved. */
function heatOf({ gap }: Step): string | undefined {
  if (gap.verdict === "above") return "color-mix(in srgb, var(--color-promoter) 14%, var(--color-surface))";
  if (gap.verdict !== "short" || gap.gapShare === null) return undefined;
  const strength = Math.min(34, 6 + gap.gapShare * 90);
  return `color-mix(in srgb, var(--color-detractor) ${strength.toFixed(0)}%, var(--color-surface))`;
}

/** Actual of desired, the gap with its half width, and how many answered. */
export function RatingCell({ step, k }: { step: Step; k: number }) {
  const t = useTranslations("journeys.map");
  const { gap } = step;
  if (gap.actual === null) {
    return <p className="text-muted">{gap.state === "empty" ? t("nobody") : t("few", { k })}</p>;
  }
  const half = gap.gapInterval ? (gap.gapInterval.high - gap.gapInterval.low) / 2 : null;
  const spread = half === null ? "" : ` ±${formatNumber(half, half < 0.05 ? 2 : 1)}`;
  return (
    <Link href={step.answersHref} className="block rounded-sm">
      <p>
        <b className="text-sm font-semibold">{formatNumber(gap.actual, 1)}</b>{" "}
        {gap.desired !== null ? (
          <span className="text-muted-heat">{t("of", { desired: formatNumber(gap.desired, 1) })}</span>
        ) : null}
      </p>
      {gap.gap !== null ? (
        <p className={cn("whitespace-nowrap", gap.verdict !== "unproved" && "font-medium")}>
          {gap.verdict === "above"
            ? t("above", { gap: formatNumber(-gap.gap, 1), spread })
            : t("gap", { gap: formatNumber(gap.gap, 1), spread })}
        </p>
      ) : null}
      <p className="text-muted-heat">
        {t("n", { n: gap.n })}
        {gap.state === "indicative" ? `, ${t("indicative")}` : gap.verdict === "unproved" ? `, ${t("unproved")}` : ""}
      </p>
    </Link>
  );
}

export const ratingHeat = heatOf;
