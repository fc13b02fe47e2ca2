import Link from "next/link";
import { useLocale, useTranslations } from "next-intl";
import { cn } from "@/components/ui/cn";
import { ChartFrame, type ChartText } from "./chart-frame";
import { valueText } from "./value-text";

const PARTS = [
  { key: "promoters", fill: "bg-promoter", ink: "text-promoter-text" },
  { key: "passives", fill: "bg-passive", ink: "text-ink" },
  { key: "detractors", fill: "bg-detractor", ink: "text-detractor-text" },
] as const;

export type ShareBarProps = ChartText & {
  /** Shares from 0 to 1; together 1. */
  promoters: number;
  passives: number;
  detractors: number;
  /** The answers behind each. */
  hrefs?: Readonly<Partial<Record<(typeof PARTS)[number]["key"], string>>>;
};

/** Three shares of one whole, each with its figure and word beneath. */
export function ShareBar({ promoters, passives, detractors, hrefs = {}, label, ...text }: ShareBarProps) {
  const t = useTranslations("common.chart");
  const locale = useLocale();
  const shares = { promoters, passives, detractors };
  const percent = { times: 100, suffix: " %" };
  return (
    <ChartFrame
      {...text}
      label={label ?? t("answers")}
      isTable
      table={{
        columns: [{ label: t("class") }, { label: `${t("share")}, %`, end: true }],
        rows: PARTS.map(({ key }) => [t(key), Math.round(shares[key] * 1000) / 10]),
        hrefs: PARTS.map(({ key }) => hrefs[key]),
      }}
    >
      <div aria-hidden="true" className="flex h-2.5 gap-0.5 overflow-hidden rounded-sm">
        {PARTS.map(({ key, fill }) => {
          if (shares[key] <= 0) return null;
          const look = { className: fill, style: { width: `${shares[key] * 100}%` } };
          // For the mouse alone: the same link stands in words beneath.
          return hrefs[key] ? (
            <Link key={key} href={hrefs[key]} tabIndex={-1} prefetch={false} {...look} />
          ) : (
            <span key={key} {...look} />
          );
        })}
      </div>
      <ul className="mt-0.5 flex flex-wrap justify-between gap-x-3 text-xs">
        {PARTS.map(({ key, ink }) => {
          const words = (
            <>
              <strong className={cn("font-semibold", ink)}>{valueText(shares[key], percent, locale)}</strong> {t(key)}
            </>
          );
          return (
            <li key={key} className="flex min-h-6 items-center whitespace-nowrap text-muted touch:min-h-11">
              {hrefs[key] ? (
                <Link href={hrefs[key]} className="rounded-sm py-1 underline-offset-4 hover:underline touch:py-3">
                  {words}
                </Link>
              ) : (
                <span>{words}</span>
              )}
            </li>
          );
        })}
      </ul>
    </ChartFrame>
  );
}
