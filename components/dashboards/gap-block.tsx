import Link from "next/link";
import { useTranslations } from "next-intl";
import { formatInterval, formatNumber } from "@/lib/format";
import type { Gap } from "@/lib/journeys/gap";
import { SheetCell, SheetNote } from "./sheet";

export type GapBlockProps = {
  worst: {
    journeyHref: string;
    who: string | null;
    step: string;
    gap: Gap;
    scale: { min: number; max: number };
  } | null;
  next: readonly { step: string; gap: number }[];
};

/** The step that falls furthest short of what is desired, drawn on its own scale. */
export function GapBlock({ worst, next }: GapBlockProps) {
  const t = useTranslations("dashboards.gap");
  if (!worst || worst.gap.actual === null || worst.gap.desired === null || worst.gap.gap === null) {
    return (
      <SheetCell title={t("title")}>
        <SheetNote>{t("none")}</SheetNote>
      </SheetCell>
    );
  }
  const { gap, scale, step } = worst;
  const actual = gap.actual as number;
  const desired = gap.desired as number;
  const at = (value: number) => `${(100 * (value - scale.min)) / (scale.max - scale.min)}%`;
  const ticks = Array.from({ length: scale.max - scale.min + 1 }, (_, index) => scale.min + index);
  return (
    <SheetCell title={t("title")} sub={worst.who}>
      <div className="flex items-center gap-4">
        <p className="text-2xl font-semibold text-detractor-text">
          <Link href={worst.journeyHref} className="rounded-sm">
            {formatNumber(gap.gap as number, 1)}
          </Link>
        </p>
        <p className="text-sm font-medium">
          {t("lead", { step })}
          <span className="block text-xs font-normal text-muted">
            {t("interval", { interval: gap.gapInterval ? formatInterval(gap.gapInterval, 1) : "", n: gap.n })}
          </span>
        </p>
      </div>
      <figure
        className="relative mx-1 mt-2 h-16 text-xs"
        role="img"
        aria-label={`${t("scale", { step, min: scale.min, max: scale.max })}: ${t("actual", { value: formatNumber(actual, 1) })}, ${t("desired", { value: formatNumber(desired, 1) })}`}
      >
        <span
          className="absolute top-0 whitespace-nowrap pe-1.5 font-semibold text-detractor-text"
          style={{ insetInlineEnd: `calc(100% - ${at(actual)} - 14px)` }}
        >
          {t("actual", { value: formatNumber(actual, 1) })}
        </span>
        <span className="absolute top-0 whitespace-nowrap" style={{ insetInlineStart: `calc(${at(desired)} - 8px)` }}>
          {t("desired", { value: formatNumber(desired, 1) })}
        </span>
        <span
          className="absolute top-5.5 h-3.5 bg-detractor-soft"
          style={{ insetInlineStart: at(actual), width: `calc(${at(desired)} - ${at(actual)})` }}
        />
        {gap.interval ? (
          <span
            className="absolute top-5.5 h-3.5 bg-detractor opacity-30"
            style={{
              insetInlineStart: at(gap.interval.low),
              width: `calc(${at(gap.interval.high)} - ${at(gap.interval.low)})`,
            }}
          />
        ) : null}
        <span
          className="absolute top-6 size-2.5 -translate-x-1/2 rounded-full bg-detractor rtl:translate-x-1/2"
          style={{ insetInlineStart: at(actual) }}
        />
        <span className="absolute top-5 h-4.5 w-0.5 bg-ink" style={{ insetInlineStart: at(desired) }} />
        <span className="absolute inset-x-0 top-10 h-px bg-line-strong" />
        {ticks.map((tick) => (
          <span
            key={tick}
            className="figures absolute top-11 -translate-x-1/2 text-muted rtl:translate-x-1/2"
            style={{ insetInlineStart: at(tick) }}
          >
            {tick}
          </span>
        ))}
      </figure>
      <p className="text-xs text-muted">
        {next.length > 0 ? (
          <>
            {t("next", {
              steps: next.map(({ step: name, gap: short }) => `${name}, ${formatNumber(short, 1)}`).join("; "),
            })}{" "}
          </>
        ) : null}
        <Link href={worst.journeyHref} className="no-print rounded-sm text-accent-text underline underline-offset-2">
          {t("open")}
        </Link>
      </p>
    </SheetCell>
  );
}
