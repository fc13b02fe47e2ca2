import { useLocale, useTranslations } from "next-intl";
import { cn } from "@/components/ui/cn";
import { ChartFrame, type ChartText } from "./chart-frame";
import { valueText } from "./value-text";

export type ShareBarProps = ChartText & {
  /** Shares from 0 to 1; together 1. */
  promoters: number;
  passives: number;
  detractors: number;
};

/** Three shares of one whole, each with its figure and word beneath. */
export function ShareBar({ promoters, passives, detractors, label, ...text }: ShareBarProps) {
  const t = useTranslations("common.chart");
  const locale = useLocale();
  const parts = [
    { key: "promoters", share: promoters, fill: "bg-promoter", ink: "text-promoter-text" },
    { key: "passives", share: passives, fill: "bg-passive", ink: "text-ink" },
    { key: "detractors", share: detractors, fill: "bg-detractor", ink: "text-detractor-text" },
  ] as const;
  const percent = { times: 100, suffix: " %" };
  return (
    <ChartFrame
      {...text}
      label={label ?? t("answers")}
      table={{
        columns: [{ label: t("class") }, { label: `${t("share")}, %`, end: true }],
        rows: parts.map((part) => [t(part.key), Math.round(part.share * 1000) / 10]),
      }}
    >
      <div className="flex h-2.5 gap-0.5 overflow-hidden rounded-sm">
        {parts.map((part) =>
          part.share > 0 ? (
            <span key={part.key} className={part.fill} style={{ width: `${part.share * 100}%` }} />
          ) : null,
        )}
      </div>
      <div className="mt-1.5 flex flex-wrap justify-between gap-x-3 text-xs">
        {parts.map((part) => (
          <span key={part.key} className="whitespace-nowrap text-muted">
            <strong className={cn("font-semibold", part.ink)}>{valueText(part.share, percent, locale)}</strong>{" "}
            {t(part.key)}
          </span>
        ))}
      </div>
    </ChartFrame>
  );
}
