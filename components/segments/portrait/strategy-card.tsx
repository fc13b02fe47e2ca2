import { CircleSlash, Crosshair, Gauge } from "lucide-react";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import type { MarketStrategy } from "@/lib/generated/prisma/enums";

export type StrategyCardProps = {
  strategy: MarketStrategy;
  /** Finished lines. */
  measure: readonly string[];
  aim: readonly string[];
  avoid: readonly string[];
  /** The choice, for those who may. */
  choice?: ReactNode;
};

/** What this segment is to the firm, and what follows from it. */
export function StrategyCard({ strategy, measure, aim, avoid, choice }: StrategyCardProps) {
  const t = useTranslations("segments.portrait.strategy");
  return (
    <section
      aria-label={t("title")}
      className="rounded-lg border border-line bg-surface print:break-inside-avoid print:rounded-none print:border-0 print:border-t"
    >
      <header className="flex flex-wrap items-center justify-between gap-3 px-4 pt-3 print:px-0 print:pt-2">
        <h2 className="text-sm font-semibold">{t(`sentence.${strategy}`)}</h2>
        {choice}
      </header>
      <p className="px-4 pb-3 text-muted print:px-0 print:pb-1">{t(`meaning.${strategy}`)}</p>
      <div className="grid divide-line border-t border-line max-md:divide-y md:grid-cols-3 md:divide-x print:grid-cols-3 print:divide-none">
        <Column icon={<Gauge aria-hidden />} title={t("measure")} lines={measure} />
        <Column icon={<Crosshair aria-hidden />} title={t("aim")} lines={aim} />
        <Column icon={<CircleSlash aria-hidden />} title={t("avoid")} lines={avoid} />
      </div>
    </section>
  );
}

function Column({ icon, title, lines }: { icon: ReactNode; title: string; lines: readonly string[] }) {
  return (
    <div className="px-4 py-3 print:px-0 print:py-2 print:pe-4">
      <h3 className="mb-1.5 flex items-center gap-2 text-xs font-medium text-muted">
        {icon}
        {title}
      </h3>
      <ul className="flex flex-col gap-1.5">
        {lines.map((line) => (
          <li key={line} className="text-pretty">
            {line}
          </li>
        ))}
      </ul>
    </div>
  );
}
