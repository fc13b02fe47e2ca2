import { useTranslations } from "next-intl";
import { cn } from "@/components/ui/cn";
import { formatNumber } from "@/lib/format";
import { healthClass } from "@/lib/health/health";

const TEXT = { trouble: "text-detractor-text", watch: "text-warn-text", healthy: "text-promoter-text" };
const FILL = { trouble: "bg-detractor", watch: "bg-warn", healthy: "bg-promoter" };
const SIGN = { trouble: "▼", watch: "■", healthy: "▲" };

/** A health as number, sign and word: never by colour alone. */
export function HealthMark({ score, words = false }: { score: number; words?: boolean }) {
  const t = useTranslations("health");
  const its = healthClass(score);
  return (
    <span className="inline-flex items-baseline gap-1.5 whitespace-nowrap">
      <span aria-hidden className={cn("text-[0.625rem]", TEXT[its])}>
        {SIGN[its]}
      </span>
      <b className="figures font-semibold">{formatNumber(score, 1)}</b>
      <span className={words ? cn("text-xs", TEXT[its]) : "sr-only"}>{t(`class.${its}`)}</span>
    </span>
  );
}

/** The same as a bar over 0 to 10. */
export function HealthBar({ score }: { score: number }) {
  return (
    <span aria-hidden className="block h-1.5 rounded-full bg-sunken">
      <span
        className={cn("block h-full rounded-full", FILL[healthClass(score)])}
        style={{ width: `${Math.max(2, score * 10)}%` }}
      />
    </span>
  );
}
