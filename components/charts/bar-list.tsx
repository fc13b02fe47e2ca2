import Link from "next/link";
import { useLocale, useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { cn } from "@/components/ui/cn";
import { ChartFrame, type ChartText } from "./chart-frame";
import { shareOf } from "./scale";
import { type PointState, type ValueFormat, valueText } from "./value-text";

export type BarTone = "accent" | "neutral" | "promoter" | "detractor";

export type BarRow = {
  key: string;
  label: string;
  /** Null when it cannot be shown. */
  value: number | null;
  low?: number | null;
  high?: number | null;
  /** Muted, after the value: "not significant", "of 3,240". */
  note?: ReactNode;
  href?: string;
  /** indicative is drawn hatched; so is what is not significant. */
  state?: PointState;
  tone?: BarTone;
  /** Full strength; the others are lighter when any row has it. */
  strong?: boolean;
};

export type BarListProps = ChartText & {
  rows: readonly BarRow[];
  /** End of the scale, which begins at 0; the greatest value or interval when left out. */
  max?: number;
  format: ValueFormat;
  /** "Share of what explains the score, 95 % interval" */
  unit?: string;
  tone?: BarTone;
  /** Head of the first column. */
  nameLabel: string;
  k?: number;
};

const fills = { accent: "bg-accent", neutral: "bg-muted", promoter: "bg-promoter", detractor: "bg-detractor" };

/** Amounts from zero under each other, with whiskers where there are intervals. A table by itself. */
export function BarList(props: BarListProps) {
  const { rows, max, format, unit, tone = "accent", nameLabel, k = 5, label, ...text } = props;
  const t = useTranslations("common");
  const locale = useLocale();
  const most = max ?? Math.max(0, ...rows.map((row) => Math.max(row.value ?? 0, row.high ?? 0)));
  // Room at the end for the figure of the longest bar.
  const scale = [0, most === 0 ? 1 : most] as const;
  const reserve = rows.some((row) => row.note && shareOf(Math.max(row.value ?? 0, row.high ?? 0), scale) > 0.5)
    ? "11rem"
    : "5.5rem";
  const emphasis = rows.some((row) => row.strong);
  const withIntervals = rows.some((row) => typeof row.low === "number");
  const times = format.times ?? 1;
  return (
    <ChartFrame
      {...text}
      label={label ?? unit ?? nameLabel}
      isTable
      table={{
        columns: [
          { label: nameLabel },
          { label: unit ?? t("chart.value"), end: true },
          ...(withIntervals
            ? [
                { label: t("chart.from"), end: true },
                { label: t("chart.to"), end: true },
              ]
            : []),
        ],
        rows: rows.map((row) => [
          row.label,
          row.value === null || row.state === "hidden" ? t("chart.hidden") : row.value * times,
          ...(withIntervals
            ? [
                (row.low ?? null) === null ? null : Number(row.low) * times,
                (row.high ?? null) === null ? null : Number(row.high) * times,
              ]
            : []),
        ]),
      }}
    >
      <table className="w-full border-separate border-spacing-0 text-sm">
        <caption className="sr-only">{text.title ?? label ?? unit ?? nameLabel}</caption>
        <thead className={unit ? "text-xs text-muted" : "sr-only"}>
          <tr>
            <th scope="col" className="h-7 font-medium">
              <span className="sr-only">{nameLabel}</span>
            </th>
            <th scope="col" className="h-7 text-start font-medium">
              {unit ?? t("chart.value")}
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => {
            const hidden = row.value === null || row.state === "hidden";
            const share = hidden ? 0 : shareOf(row.value ?? 0, scale);
            const low = typeof row.low === "number" ? shareOf(row.low, scale) : null;
            const high = typeof row.high === "number" ? shareOf(row.high, scale) : null;
            const end = Math.max(share, high ?? 0);
            return (
              <tr key={row.key} className="group [&>*]:h-7 touch:[&>*]:h-11">
                <th
                  scope="row"
                  className={cn("w-px max-w-48 truncate pe-3 text-start", row.strong ? "font-semibold" : "font-normal")}
                >
                  {row.href ? (
                    <Link href={row.href} className="rounded-sm underline-offset-4 group-hover:underline">
                      {row.label}
                    </Link>
                  ) : (
                    row.label
                  )}
                </th>
                <td>
                  {hidden ? (
                    <span className="text-xs text-muted">{t("fewerThan", { k })}</span>
                  ) : (
                    <div className="flex items-center border-s border-line-strong">
                      <div
                        aria-hidden="true"
                        className="relative h-4 shrink-0"
                        style={{ width: `calc((100% - ${reserve}) * ${end})` }}
                      >
                        <span
                          className={cn(
                            "absolute inset-y-0 my-auto h-3",
                            row.state === "indicative"
                              ? "hatched outline outline-muted -outline-offset-1"
                              : cn(fills[row.tone ?? tone], emphasis && !row.strong && "opacity-55"),
                          )}
                          style={{ insetInlineStart: 0, width: end === 0 ? 0 : `${(share / end) * 100}%` }}
                        />
                        {low !== null && high !== null && end > 0 ? (
                          <span
                            className="absolute inset-y-0 my-auto h-2 border-x border-ink before:absolute before:inset-x-0 before:top-1/2 before:h-px before:bg-ink"
                            style={{
                              insetInlineStart: `${(low / end) * 100}%`,
                              width: `${((high - low) / end) * 100}%`,
                            }}
                          />
                        ) : null}
                      </div>
                      <span className="ps-2 whitespace-nowrap">
                        <span className={cn("figures", row.strong && "font-semibold")}>
                          {valueText(row.value ?? 0, format, locale)}
                        </span>
                        {low !== null && high !== null ? (
                          <span className="sr-only">
                            {" "}
                            {t("chart.interval")}{" "}
                            {t("chart.range", {
                              low: valueText(row.low ?? 0, format, locale),
                              high: valueText(row.high ?? 0, format, locale),
                            })}
                          </span>
                        ) : null}
                        {row.note || row.state === "indicative" ? (
                          <span className="ps-1.5 text-xs text-muted">{row.note ?? t("indicativeShort")}</span>
                        ) : null}
                      </span>
                    </div>
                  )}
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </ChartFrame>
  );
}
