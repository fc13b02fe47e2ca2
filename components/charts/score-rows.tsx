import Link from "next/link";
import { useLocale, useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { cn } from "@/components/ui/cn";
import { ChartFrame, type ChartText } from "./chart-frame";
import { niceTicks, shareOf } from "./scale";
import { countText, type PointState, type ValueFormat, valueText } from "./value-text";

export type ScoreRow = {
  key: string;
  label: string;
  /** Muted, after the label. */
  sub?: ReactNode;
  value: number | null;
  low: number | null;
  high: number | null;
  n: number;
  state?: PointState;
  /** The people, the answers, the filter behind it. */
  href?: string;
  tone?: "neutral" | "promoter" | "detractor";
};

export type ScoreRowsProps = ChartText & {
  rows: readonly ScoreRow[];
  /** One scale for all rows. */
  scale: readonly [number, number];
  ticks?: readonly number[];
  format: ValueFormat;
  /** "Mean rating, 1 to 5" */
  unit: string;
  /** A dashed line across all rows: the whole, the target. */
  reference?: { value: number; label: string };
  /** Least number of answers that is shown. */
  k?: number;
  /** Head of the first column: "Touchpoint". */
  nameLabel: string;
};

const marks = { neutral: "bg-muted", promoter: "bg-promoter", detractor: "bg-detractor" };
const inks = { neutral: "text-ink", promoter: "text-promoter-text", detractor: "text-detractor-text" };

/** Scores under each other on one scale: dot, interval, value, n. A table by itself. */
export function ScoreRows(props: ScoreRowsProps) {
  const { rows, scale, ticks, format, unit, reference, k = 5, nameLabel, label, ...text } = props;
  const t = useTranslations("common");
  const locale = useLocale();
  const shownTicks = ticks ?? niceTicks(scale[0], scale[1], 4).filter((tick) => tick >= scale[0] && tick <= scale[1]);
  const percent = (value: number) => `${shareOf(value, scale) * 100}%`;
  const times = format.times ?? 1;
  const visible = (row: ScoreRow) => row.state !== "hidden" && row.value !== null;
  return (
    <ChartFrame
      {...text}
      label={label ?? unit}
      isTable
      table={{
        columns: [
          { label: nameLabel },
          { label: unit, end: true },
          { label: t("chart.from"), end: true },
          { label: t("chart.to"), end: true },
          { label: t("chart.n"), end: true },
        ],
        rows: rows.map((row) => {
          if (!visible(row) || row.value === null) return [row.label, t("chart.hidden"), null, null, null];
          return [
            row.label,
            row.value * times,
            row.low === null ? null : row.low * times,
            row.high === null ? null : row.high * times,
            row.n,
          ];
        }),
      }}
    >
      <table className="w-full border-separate border-spacing-0 text-sm">
        <caption className="sr-only">{text.title ?? label ?? unit}</caption>
        <thead>
          <tr className="text-xs text-muted [&>th]:h-7 [&>th]:font-medium">
            <th scope="col" className="w-[30%] max-w-60 text-start">
              {nameLabel}
            </th>
            <th scope="col" className="text-start">
              {unit}
            </th>
            <th scope="col" className="w-14 text-end">
              <span className="sr-only">{t("chart.value")}</span>
            </th>
            <th scope="col" className="w-14 text-end">
              {t("chart.n")}
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => {
            const tone = row.tone ?? "neutral";
            const shown = visible(row) && row.value !== null;
            const name = (
              <>
                {row.label}
                {row.sub ? <span className="ps-2 text-xs text-muted">{row.sub}</span> : null}
              </>
            );
            return (
              <tr key={row.key} className="group [&>*]:h-8 [&>*]:border-t [&>*]:border-line touch:[&>*]:h-11">
                <th scope="row" className="max-w-60 truncate pe-3 text-start font-normal">
                  {row.href ? (
                    <Link href={row.href} className="rounded-sm underline-offset-4 group-hover:underline">
                      {name}
                    </Link>
                  ) : (
                    name
                  )}
                </th>
                {shown && row.value !== null ? (
                  <>
                    <td className="px-2">
                      <Track
                        ticks={shownTicks.map(percent)}
                        reference={reference ? percent(reference.value) : undefined}
                      >
                        {row.low !== null && row.high !== null ? (
                          <span
                            className={cn(
                              "absolute inset-y-0 my-auto h-3 rounded-xs",
                              row.state === "indicative" ? "hatched" : cn(marks[tone], "opacity-30"),
                            )}
                            style={{
                              insetInlineStart: percent(row.low),
                              width: `max(2px, ${(shareOf(row.high, scale) - shareOf(row.low, scale)) * 100}%)`,
                            }}
                          />
                        ) : null}
                        <Mark tone={tone} hollow={row.state === "indicative"} at={percent(row.value)} />
                      </Track>
                    </td>
                    <td className={cn("figures whitespace-nowrap text-end font-semibold", inks[tone])}>
                      {valueText(row.value, format, locale)}
                      {row.low !== null && row.high !== null ? (
                        <span className="sr-only">
                          {" "}
                          {t("chart.interval")}{" "}
                          {t("chart.range", {
                            low: valueText(row.low, format, locale),
                            high: valueText(row.high, format, locale),
                          })}
                        </span>
                      ) : null}
                    </td>
                    <td className="figures whitespace-nowrap text-end text-xs text-muted">
                      {countText(row.n, locale)}
                      {row.state === "indicative" ? (
                        <span className="block text-[10px] leading-3">{t("indicativeShort")}</span>
                      ) : null}
                    </td>
                  </>
                ) : (
                  <td colSpan={3} className="text-end text-xs text-muted">
                    {t("fewerThan", { k })}
                  </td>
                )}
              </tr>
            );
          })}
        </tbody>
        <tfoot aria-hidden="true">
          <tr className="text-xs text-muted">
            <td className="border-t border-line pe-2">
              {reference ? <span className="whitespace-nowrap">┆ {reference.label}</span> : null}
            </td>
            <td className="border-t border-line px-2">
              <div className="relative h-6 max-md:[&>span:nth-child(even)]:hidden">
                {shownTicks.map((tick) => (
                  <span
                    key={tick}
                    className="figures absolute top-1 -translate-x-1/2 whitespace-nowrap rtl:translate-x-1/2"
                    style={{ insetInlineStart: percent(tick) }}
                  >
                    {valueText(tick, { ...format, digits: Number.isInteger(tick * times) ? 0 : 1 }, locale)}
                  </span>
                ))}
              </div>
            </td>
            <td colSpan={2} className="border-t border-line" />
          </tr>
        </tfoot>
      </table>
    </ChartFrame>
  );
}

function Track({ ticks, reference, children }: { ticks: string[]; reference?: string; children: ReactNode }) {
  return (
    <div aria-hidden="true" className="relative h-8 touch:h-11">
      {ticks.map((tick) => (
        <span key={tick} className="absolute inset-y-0 w-px bg-line" style={{ insetInlineStart: tick }} />
      ))}
      {reference ? (
        <span
          className="absolute inset-y-0 border-s border-dashed border-muted"
          style={{ insetInlineStart: reference }}
        />
      ) : null}
      {children}
    </div>
  );
}

/** A dot for the usual, ▼ and ▲ for what stands out, hollow when indicative: never colour alone. */
function Mark({ tone, hollow, at }: { tone: "neutral" | "promoter" | "detractor"; hollow: boolean; at: string }) {
  const colour = {
    neutral: "var(--color-muted)",
    promoter: "var(--color-promoter)",
    detractor: "var(--color-detractor)",
  }[tone];
  const look = { fill: hollow ? "var(--color-surface)" : colour, stroke: colour, strokeWidth: 1.75 };
  return (
    <svg
      aria-hidden="true"
      viewBox="0 0 12 12"
      className="absolute inset-y-0 my-auto size-3 -translate-x-1/2 rtl:translate-x-1/2"
      style={{ insetInlineStart: at }}
    >
      {tone === "neutral" ? <circle cx="6" cy="6" r="4" {...look} /> : null}
      {tone === "detractor" ? <path d="M6 10 1.5 2.5h9Z" {...look} /> : null}
      {tone === "promoter" ? <path d="M6 2l4.5 7.5h-9Z" {...look} /> : null}
    </svg>
  );
}
