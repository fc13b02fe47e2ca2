import { useTranslations } from "next-intl";
import { cn } from "@/components/ui/cn";
import { type StageNorms, type Stay, standsLong } from "@/lib/deals/stage-time";
import { isOpen } from "@/lib/deals/stages";
import { formatDate, formatNumber } from "@/lib/format";

export type StageTimeProps = { stays: readonly Stay[]; norms: StageNorms; timeZone: string };

/** Where a deal stood and how long, stay after stay; what took longer than three of four won deals is marked. */
export function StageTime({ stays, norms, timeZone }: StageTimeProps) {
  const t = useTranslations("deals");
  const longest = Math.max(1, ...stays.map(({ days }) => days));
  const said = stays.some(({ stage }) => isOpen(stage) && norms[stage]);
  if (stays.length === 0) return <p className="text-muted">{t("page.historyEmpty")}</p>;
  return (
    <>
      <ol className="flex flex-col gap-2.5">
        {stays.map((stay) => {
          const norm = isOpen(stay.stage) ? norms[stay.stage] : undefined;
          const long = standsLong(stay.days, norm);
          return (
            <li key={`${stay.stage} ${+stay.from}`}>
              <p className="flex items-baseline justify-between gap-3">
                <span className="font-medium">{t(`stage.${stay.stage}`)}</span>
                {isOpen(stay.stage) ? (
                  <span className={cn("figures whitespace-nowrap", long && "text-warn-text")}>
                    {t("time.days", { days: stay.days })}
                  </span>
                ) : null}
              </p>
              {isOpen(stay.stage) ? (
                <div aria-hidden className="relative mt-1 h-1.5 rounded-full bg-sunken">
                  <span
                    className={cn("absolute inset-y-0 start-0 rounded-full", long ? "bg-warn" : "bg-accent")}
                    style={{ width: `${Math.max(1, (100 * stay.days) / longest)}%` }}
                  />
                </div>
              ) : null}
              <p className="mt-0.5 text-xs text-muted">
                {stay.byName
                  ? t("time.since", { date: formatDate(stay.from, timeZone), who: stay.byName })
                  : formatDate(stay.from, timeZone)}
                {long && norm ? `. ${t("time.long", { days: formatNumber(Math.round(norm.days)), n: norm.n })}` : null}
              </p>
            </li>
          );
        })}
      </ol>
      {said ? null : <p className="mt-3 text-xs text-muted">{t("time.noNorm")}</p>}
    </>
  );
}
