import Link from "next/link";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { cn } from "@/components/ui/cn";
import { formatNumber, formatShare, formatSigned } from "@/lib/format";
import type { Gap } from "@/lib/journeys/gap";
import { formatPriority } from "@/lib/journeys/gap-words";
import type { GapMeasure, Importance, Reach } from "@/lib/journeys/priority";
import { StepIcon } from "./step-icon";

/** A row of the list: finished numbers, words and one door. */
export type GapsItem = {
  key: string;
  stepName: string;
  stageName: string;
  measure: GapMeasure;
  gap: Gap;
  importance: Importance;
  reach: Reach;
  priority: number | null;
  answersHref: string;
  action: ReactNode;
};

const digitsOf = (measure: GapMeasure) => (measure === "nps" ? 0 : 1);

/** A factor as a figure with a bar of what it is of 1. */
function Factor({
  label,
  figure,
  part,
  children,
}: {
  label: string;
  figure: ReactNode;
  part: number | null;
  children: ReactNode;
}) {
  return (
    <div className="min-w-0">
      <p className="text-xs text-muted md:sr-only">{label}</p>
      <p className="font-medium">{figure}</p>
      <div aria-hidden className="my-1 h-1 w-20 overflow-hidden rounded-full bg-sunken">
        {part !== null ? <div className="h-full bg-passive" style={{ width: `${Math.min(1, part) * 100}%` }} /> : null}
      </div>
      <p className="text-xs text-muted">{children}</p>
    </div>
  );
}

/** Gaps in their order, each factor shown; one under the other on the phone. */
export function GapsList({ label, items, numbered }: { label: string; items: readonly GapsItem[]; numbered: boolean }) {
  const t = useTranslations("journeys.gaps");
  const columns =
    "md:grid-cols-[24px_minmax(150px,1.3fr)_minmax(150px,1.2fr)_minmax(150px,1.2fr)_minmax(120px,1fr)_72px_minmax(150px,1.2fr)]";
  return (
    <div className="overflow-hidden rounded-lg border border-line bg-surface">
      <div aria-hidden className="max-md:hidden">
        <div className={cn("grid gap-4 border-b border-line bg-sunken px-4 py-2 text-xs text-muted", columns)}>
          <span />
          <span>{t("step")}</span>
          <span>{t("gap")}</span>
          <span>{t("importance")}</span>
          <span>{t("reach")}</span>
          <span className="text-end">{t("priority")}</span>
          <span>{t("plan")}</span>
        </div>
      </div>
      <ol aria-label={label}>
        {items.map((item, index) => {
          const { gap, importance, reach, priority } = item;
          const digits = digitsOf(item.measure);
          const half = gap.gapInterval ? (gap.gapInterval.high - gap.gapInterval.low) / 2 : null;
          const spread = half === null ? "" : `±${formatNumber(half, half < 0.05 && digits ? 2 : digits)}`;
          const size = formatNumber(Math.abs(gap.gap ?? 0), digits);
          return (
            <li
              key={item.key}
              className={cn(
                "grid gap-x-4 gap-y-2 border-b border-line px-4 py-3 last:border-0 max-md:grid-cols-2",
                columns,
                gap.state === "indicative" && "hatched",
              )}
            >
              <span className="text-xs text-muted max-md:hidden">
                {numbered ? (
                  <span className="inline-grid size-5 place-items-center rounded-sm bg-sunken">{index + 1}</span>
                ) : null}
              </span>
              <div className="flex min-w-0 gap-2.5 max-md:col-span-2">
                <StepIcon name={item.stepName} className="mt-0.5 size-4 shrink-0 text-muted" />
                <div className="min-w-0">
                  <p className="font-semibold">
                    {numbered ? <span className="md:hidden">{index + 1}. </span> : null}
                    {item.stepName}
                  </p>
                  <p className="text-xs text-muted">
                    {item.stageName} · {t(`measure.${item.measure}`)}
                  </p>
                </div>
              </div>
              <div>
                <Factor
                  label={t("gap")}
                  figure={
                    <>
                      <span
                        className={cn(
                          gap.verdict === "short" && "text-detractor-text",
                          gap.verdict === "above" && "text-promoter-text",
                        )}
                      >
                        {gap.verdict === "above"
                          ? t("above", { gap: size, spread })
                          : gap.verdict === "short"
                            ? t("shortBy", { gap: size, spread })
                            : t("level", { gap: formatSigned(-(gap.gap ?? 0), digits), spread })}
                      </span>
                      {gap.gapShare !== null && gap.gapShare > 0 ? (
                        <span className="text-xs font-normal whitespace-nowrap text-muted">
                          {" "}
                          {t("share", { share: formatShare(gap.gapShare) })}
                        </span>
                      ) : null}
                    </>
                  }
                  part={gap.gapShare === null ? null : Math.max(0, gap.gapShare)}
                >
                  <Link href={item.answersHref} className="rounded-sm hover:underline">
                    {t("of", {
                      actual: gap.actual === null ? "–" : formatNumber(gap.actual, digits),
                      desired: gap.desired === null ? "–" : formatNumber(gap.desired, digits),
                    })}
                    , {t(gap.state === "indicative" ? "indicative" : "n", { n: gap.n })}
                  </Link>
                </Factor>
              </div>
              <div>
                {importance.kind === "unknown" ? (
                  <Factor label={t("importance")} figure={t("importanceUnknown")} part={null}>
                    {t("importanceUnknownSub", { n: importance.n })}
                  </Factor>
                ) : (
                  <Factor
                    label={t("importance")}
                    figure={formatShare(importance.value, importance.value < 0.1 ? 1 : 0)}
                    part={importance.value}
                  >
                    {importance.kind === "drivers"
                      ? t("drivers", { among: importance.among, n: importance.n })
                      : t("nextNps", { n: importance.n })}
                  </Factor>
                )}
              </div>
              <div>
                {reach.share === null ? (
                  <p className="text-muted">
                    <span className="sr-only">{t("reach")} </span>
                    {t("reachHidden")}
                  </p>
                ) : (
                  <Factor label={t("reach")} figure={formatShare(reach.share)} part={reach.share}>
                    {t("reachSub", { customers: reach.customers, total: reach.of })}
                  </Factor>
                )}
              </div>
              <div className="md:text-end">
                <p className="text-xs text-muted md:sr-only">{t("priority")}</p>
                {priority === null || gap.verdict !== "short" ? (
                  <span className="text-muted">–</span>
                ) : (
                  <>
                    <p className="figures text-lg font-semibold">{formatPriority(priority * 100)}</p>
                    <p className="text-xs text-muted">{t("priorityUnit")}</p>
                  </>
                )}
              </div>
              <div className="max-md:col-span-2">{item.action}</div>
            </li>
          );
        })}
      </ol>
    </div>
  );
}
