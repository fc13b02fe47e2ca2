import { useTranslations } from "next-intl";
import { INDICATIVE_UNDER } from "@/lib/dashboards/scores";
import { formatCount, formatInterval, formatShare } from "@/lib/format";
import { wilson } from "@/lib/stats/proportions";

type RateProps = {
  accepted: number;
  answered: number /** No rate under so many answers. */;
  k: number;
  stacked?: boolean;
};

/** Accepted of those answered, with its 95 % interval and n. */
export function AcceptanceRate({ accepted, answered, k, stacked = false }: RateProps) {
  const t = useTranslations("offers.rate");
  const rate = answered >= k ? wilson(accepted, answered) : null;
  if (!rate) {
    return (
      <span className="shrink-0 whitespace-nowrap text-xs text-muted">{t("few", { n: formatCount(answered), k })}</span>
    );
  }
  return (
    <span className="shrink-0 whitespace-nowrap text-end" title={t("title")}>
      <b className={stacked ? "block font-semibold" : "font-semibold"}>{formatShare(rate.share)}</b>{" "}
      <span className="text-xs text-muted">
        {formatInterval(rate.interval, 0, { scale: 100 })}, {t("n", { n: formatCount(answered) })}
        {answered < INDICATIVE_UNDER ? `, ${t("indicative")}` : null}
      </span>
    </span>
  );
}
