import { useTranslations } from "next-intl";
import { formatCount, formatInterval, formatNps } from "@/lib/format";
import type { Nps } from "@/lib/stats/nps";

export type NpsCellProps = {
  nps: Nps | null;
  /** Least answers that are shown. */
  k: number;
};

const WIDTH = 160;
const at = (score: number) => ((score + 100) / 200) * WIDTH;

/** NPS in a row: the score, its 95 % interval drawn on −100 to +100 with zero, and n. */
export function NpsCell({ nps, k }: NpsCellProps) {
  const t = useTranslations("segments");
  if (!nps) return <span className="text-muted">{t("noAnswers")}</span>;
  if (nps.n < k) return <span className="text-muted">{t("fewerThan", { k })}</span>;
  const { score, interval, n } = nps;
  const isIndicative = n < 30;
  const color = "var(--color-accent)";
  return (
    <span className="inline-flex items-center gap-3 whitespace-nowrap">
      <span className="figures w-9 text-end font-semibold">{formatNps(score)}</span>
      <svg aria-hidden="true" viewBox={`0 0 ${WIDTH} 14`} className="h-3.5 w-40 shrink-0 max-md:hidden">
        <line x1="0" x2={WIDTH} y1="7" y2="7" stroke="var(--color-line-strong)" />
        <line x1={WIDTH / 2} x2={WIDTH / 2} y1="1" y2="13" stroke="var(--color-line-strong)" />
        <rect
          x={at(interval.low)}
          width={Math.max(at(interval.high) - at(interval.low), 1)}
          y="2"
          height="10"
          rx="2"
          fill={color}
          opacity={isIndicative ? 0.15 : 0.35}
          strokeDasharray={isIndicative ? "2 2" : undefined}
          stroke={isIndicative ? color : undefined}
        />
        <circle cx={at(score)} cy="7" r="3" fill={color} />
      </svg>
      <span className="text-xs text-muted">
        <span className="md:max-lg:hidden">{formatInterval(interval, 0, { signed: true })}, </span>
        {t("n", { n: formatCount(n) })}
        {isIndicative ? `, ${t("indicative")}` : ""}
      </span>
    </span>
  );
}
