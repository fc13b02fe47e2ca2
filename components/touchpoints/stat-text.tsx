import Link from "next/link";
import { useTranslations } from "next-intl";
import { cn } from "@/components/ui/cn";
import { formatInterval, formatNps, formatNumber } from "@/lib/format";
import type { TouchMeasure } from "@/lib/touchpoints/schema";
import type { Scale, Stat } from "@/lib/touchpoints/scores";

export type StatTextProps = {
  stat: Stat;
  measure: TouchMeasure;
  scale: Scale | null;
  k: number;
  /** The answers behind it. */
  href?: string | undefined;
  /** Written under it: the interval too. */
  full?: boolean;
  className?: string;
};

export const scoreText = (measure: TouchMeasure, value: number): string =>
  measure === "nps" ? formatNps(value) : formatNumber(value, 2);

/** One number of a table with its n; a door to its answers. */
export function StatText({ stat, measure, scale, k, href, full, className }: StatTextProps) {
  const t = useTranslations("touchpoints");
  if (stat.state === "empty") return <span className="text-muted">–</span>;
  if (stat.state === "hidden" || stat.value === null) {
    return (
      <span className="text-xs text-muted" title={t("hiddenFull", { k })}>
        {t("hidden", { k })}
      </span>
    );
  }
  const words = (
    <>
      <span className="font-semibold">{scoreText(measure, stat.value)}</span>
      {scale && measure !== "nps" ? (
        <span className="ps-1 text-xs text-muted-heat">{t("of", { max: scale.max })}</span>
      ) : null}
      <span className="block text-xs text-muted-heat">
        {full && stat.interval ? (
          <>{formatInterval(stat.interval, measure === "nps" ? 0 : 2, { signed: measure === "nps" })}, </>
        ) : null}
        {t("n", { n: stat.n })}
        {stat.state === "indicative" ? <span className="sr-only">, {t("indicative")}</span> : null}
      </span>
    </>
  );
  return href ? (
    <Link href={href} className={cn("figures inline-block whitespace-nowrap rounded-sm hover:underline", className)}>
      {words}
    </Link>
  ) : (
    <span className={cn("figures inline-block whitespace-nowrap", className)}>{words}</span>
  );
}
