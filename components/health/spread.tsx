import { useTranslations } from "next-intl";
import { cn } from "@/components/ui/cn";
import { formatCount } from "@/lib/format";
import { HEALTHY_FROM, healthClass, TROUBLE_UNDER } from "@/lib/health/health";
import type { HealthSpread } from "@/lib/health/health-sql";

const FILLS = { trouble: "bg-detractor", watch: "bg-passive", healthy: "bg-promoter" };
const TALLEST_PX = 96;

/** Customers by whole point of health, trouble to the left. */
export function Spread({ spread }: { spread: HealthSpread }) {
  const t = useTranslations("health.settings");
  const from = (low: number, high: number) => spread.bins.slice(low, high).reduce((sum, count) => sum + count, 0);
  const counted = from(0, 10);
  const without = spread.customers - counted;
  const most = Math.max(1, ...spread.bins);
  const label = (bin: number) => (bin === 9 ? t("bin", { from: 9, to: 10 }) : String(bin));
  return (
    <div>
      <p className="text-sm font-semibold">{t("spread", { count: counted })}</p>
      <p className="mb-3 text-xs text-muted">
        {t("spreadSub", {
          trouble: formatCount(from(0, TROUBLE_UNDER)),
          watch: formatCount(from(TROUBLE_UNDER, HEALTHY_FROM)),
          healthy: formatCount(from(HEALTHY_FROM, 10)),
        })}
      </p>
      <ol className="grid grid-cols-10 items-end gap-1">
        {spread.bins.map((count, bin) => (
          <li key={label(bin)} className="min-w-0 text-center text-xs">
            <span className="sr-only">{t("binOf", { bin: label(bin), count })}</span>
            <span aria-hidden className="figures block truncate text-muted">
              {count > 0 ? formatCount(count) : ""}
            </span>
            <span
              aria-hidden
              className={cn("block rounded-t-sm", FILLS[healthClass(bin)])}
              style={{ height: count > 0 ? Math.max(2, (TALLEST_PX * count) / most) : 0 }}
            />
            <span aria-hidden className="figures block border-t border-line-strong pt-1 text-muted">
              {label(bin)}
            </span>
          </li>
        ))}
      </ol>
      {without > 0 ? <p className="mt-2 text-xs text-muted">{t("without", { count: without })}</p> : null}
    </div>
  );
}

type Hits = HealthSpread["conditions"][number];

/** Whom one condition hits: good, between and bad as one bar, and in numbers. */
export function HitBar({ good, between, bad, counted }: Hits) {
  const t = useTranslations("health.settings");
  const share = (count: number) => `${counted ? (100 * count) / counted : 0}%`;
  return (
    <div className="min-w-32">
      <div aria-hidden className="flex h-2 gap-px overflow-hidden rounded-full bg-sunken">
        <span className="bg-promoter" style={{ width: share(good) }} />
        <span className="bg-line-strong" style={{ width: share(between) }} />
        <span className="bg-detractor" style={{ width: share(bad) }} />
      </div>
      <p className="figures mt-1 flex justify-between gap-3 text-xs text-muted">
        <span title={t("good")}>
          <span className="sr-only">{t("good")}: </span>
          <span aria-hidden className="text-promoter-text">
            ▲{" "}
          </span>
          {formatCount(good)}
        </span>
        <span title={t("between")}>
          <span className="sr-only">{t("between")}: </span>
          <span aria-hidden>■ </span>
          {formatCount(between)}
        </span>
        <span title={t("bad")}>
          <span className="sr-only">{t("bad")}: </span>
          <span aria-hidden className="text-detractor-text">
            ▼{" "}
          </span>
          {formatCount(bad)}
        </span>
      </p>
    </div>
  );
}
