import { useTranslations } from "next-intl";
import { cn } from "@/components/ui/cn";
import { type QuotaProgress, quarterLabel, quotaPace } from "@/lib/deals/quota";
import { formatMoney, formatShare } from "@/lib/format";

/** How much of a quota is won, against how much of the quarter is over. @param today YYYY-MM-DD in the workspace's zone */
export function QuotaBar({ progress, today }: { progress: QuotaProgress; today: string }) {
  const t = useTranslations("deals.quota");
  const { share, time, onPace } = quotaPace(progress, today);
  const { amountCents, wonCents, currency, others } = progress;
  const won = formatMoney(wonCents, currency);
  if (share === null || amountCents === null) return <p className="text-muted">{t("unset", { won })}</p>;
  const words = t("pace", { share: formatShare(share), time: formatShare(time) });
  return (
    <div className="flex flex-col gap-1.5">
      <p className="flex flex-wrap items-baseline justify-between gap-x-3">
        <b className="figures text-lg font-semibold">{won}</b>
        <span className="figures text-muted">{t("of", { quota: formatMoney(amountCents, currency) })}</span>
      </p>
      <div
        role="img"
        aria-label={`${quarterLabel(progress.quarter)}: ${words}`}
        className="relative h-2.5 rounded-full bg-sunken"
      >
        <span
          className={cn("absolute inset-y-0 start-0 rounded-full", onPace ? "bg-promoter" : "bg-accent")}
          style={{ width: `${Math.min(100, 100 * share)}%` }}
        />
        {/* How much of the quarter is over. */}
        <span
          className="absolute -inset-y-1 w-0.5 -translate-x-1/2 rounded-full bg-ink"
          style={{ insetInlineStart: `${100 * time}%` }}
        />
      </div>
      <p className="text-xs text-muted">
        {words}
        {onPace ? t("onPace") : null}
      </p>
      {others.length > 0 ? (
        <p className="text-xs text-muted">
          {t("others", { sums: others.map((sum) => formatMoney(sum.amountCents, sum.currency)).join(" + ") })}
        </p>
      ) : null}
    </div>
  );
}
