import Link from "next/link";
import { useTranslations } from "next-intl";
import { GlossaryTerm } from "@/components/ui/glossary-term";
import { formatPriority } from "@/lib/journeys/gap-words";
import type { GapRow, RankedGaps } from "@/lib/journeys/priority";

const MOST = 3;

/** The head of a map: what to fix first, and what is not known. */
export function GapsFirst({ ranked, href }: { ranked: RankedGaps<GapRow>; href: string }) {
  const t = useTranslations("journeys.gaps");
  if (ranked.proved.length + ranked.unknown.length === 0) return null;
  return (
    <div className="flex flex-wrap items-baseline gap-x-4 gap-y-1 text-sm">
      <p className="font-semibold">
        <GlossaryTerm definition={t("firstSub")}>{t("first")}</GlossaryTerm>
        <span className="hidden ps-2 text-xs font-normal text-muted print:inline">{t("firstSub")}</span>
      </p>
      <ol className="flex flex-wrap items-baseline gap-x-4 gap-y-1">
        {ranked.proved.slice(0, MOST).map((row, index) => (
          <li key={`${row.stepId}/${row.measure}`} className="flex items-baseline gap-1.5 whitespace-nowrap">
            <span className="rounded-sm bg-sunken px-1.5 text-xs text-muted">{index + 1}</span>
            {row.stepName}
            <b className="font-semibold text-detractor-text">{formatPriority((row.priority ?? 0) * 100)}</b>
          </li>
        ))}
        {ranked.unknown.length > 0 ? (
          <li className="text-muted">
            {t("firstUnknown", {
              steps: ranked.unknown
                .slice(0, 2)
                .map(({ stepName }) => stepName)
                .join(", "),
            })}
          </li>
        ) : null}
        <li>
          <Link href={href} className="rounded-sm text-accent-text hover:underline">
            {t("open")}
          </Link>
        </li>
      </ol>
    </div>
  );
}
