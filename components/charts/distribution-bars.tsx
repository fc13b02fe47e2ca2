import Link from "next/link";
import { useLocale, useTranslations } from "next-intl";
import { cn } from "@/components/ui/cn";
import { ChartFrame, type ChartText } from "./chart-frame";
import { countText, valueText } from "./value-text";

export type DistributionBin = {
  /** On the axis: "0", "1" … */
  label: string;
  count: number;
  kind?: "promoter" | "passive" | "detractor";
  /** The answers behind it. */
  href?: string;
};

export type DistributionBarsProps = ChartText & {
  bins: readonly DistributionBin[];
  /** Under the axis: "Likelihood to recommend, 0 to 10". */
  unit?: string;
  /** Height of the highest bar in pixels. */
  height?: number;
};

const fills = { promoter: "bg-promoter", passive: "bg-passive", detractor: "bg-detractor" };
const inks = { promoter: "text-promoter-text", passive: "text-ink", detractor: "text-detractor-text" };
const words = { promoter: "promoters", passive: "passives", detractor: "detractors" } as const;

/** How often each answer was given; the classes are named beneath, with their shares. */
export function DistributionBars({ bins, unit, height = 120, label, ...text }: DistributionBarsProps) {
  const t = useTranslations("common.chart");
  const locale = useLocale();
  const most = Math.max(1, ...bins.map((bin) => bin.count));
  const total = bins.reduce((sum, bin) => sum + bin.count, 0);
  const groups: { kind: DistributionBin["kind"]; width: number; count: number }[] = [];
  for (const bin of bins) {
    const last = groups.at(-1);
    if (last && last.kind === bin.kind) {
      last.width += 1;
      last.count += bin.count;
    } else groups.push({ kind: bin.kind, width: 1, count: bin.count });
  }
  const columns = { gridTemplateColumns: `repeat(${bins.length}, minmax(0, 1fr))` };
  return (
    <ChartFrame
      {...text}
      label={label ?? unit ?? t("answers")}
      table={{
        columns: [{ label: t("score") }, { label: t("answers"), end: true }, { label: `${t("share")}, %`, end: true }],
        rows: bins.map((bin) => [
          bin.label,
          bin.count,
          total === 0 ? null : Math.round((bin.count / total) * 1000) / 10,
        ]),
        hrefs: bins.map((bin) => (bin.count > 0 ? bin.href : undefined)),
      }}
      isTable
    >
      <div
        aria-hidden="true"
        className="grid items-end gap-x-1 border-b border-line-strong"
        style={{ ...columns, minHeight: height + 18 }}
      >
        {bins.map((bin) => {
          const look = {
            className: cn("w-full max-w-14 rounded-t-[3px]", bin.kind ? fills[bin.kind] : "bg-accent"),
            style: { height: bin.count === 0 ? 0 : Math.max(1, (bin.count / most) * height) },
          };
          return (
            <div key={bin.label} className="flex flex-col items-center">
              <span className="figures text-xs text-muted max-md:text-[10px]">{countText(bin.count, locale)}</span>
              {/* For the mouse alone: the same link stands beneath the bar. */}
              {bin.href && bin.count > 0 ? (
                <Link href={bin.href} tabIndex={-1} prefetch={false} {...look} />
              ) : (
                <span {...look} />
              )}
            </div>
          );
        })}
      </div>
      <ol className="grid gap-x-1 text-center text-xs text-ink" style={columns}>
        {bins.map((bin) => {
          const words = (
            <>
              {bin.label}
              <span className="sr-only">: {t("countAnswers", { count: bin.count })}</span>
            </>
          );
          return (
            <li key={bin.label} className="figures flex justify-center pt-1">
              {bin.href && bin.count > 0 ? (
                <Link
                  href={bin.href}
                  className="relative flex min-h-6 w-full min-w-6 items-center justify-center rounded-sm hover:bg-hover hover:underline touch:min-h-11"
                >
                  {words}
                </Link>
              ) : (
                <span className="relative flex min-h-6 items-center touch:min-h-11">{words}</span>
              )}
            </li>
          );
        })}
      </ol>
      {total > 0 && groups.some((group) => group.kind) ? (
        <div className="grid gap-x-1 pt-1 text-xs" style={columns}>
          {groups.map((group, index) => (
            <span
              key={index}
              className="border-t border-line-strong pt-1 text-center text-muted"
              style={{ gridColumn: `span ${group.width}` }}
            >
              {group.kind ? (
                <>
                  <strong className={cn("whitespace-nowrap font-semibold", inks[group.kind])}>
                    {valueText(group.count / total, { times: 100, suffix: " %" }, locale)}
                  </strong>{" "}
                  {t(words[group.kind])}
                </>
              ) : null}
            </span>
          ))}
        </div>
      ) : null}
      {unit ? <p className="pt-1 text-xs text-muted">{unit}</p> : null}
    </ChartFrame>
  );
}
