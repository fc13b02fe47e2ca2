import Link from "next/link";
import { useTranslations } from "next-intl";
import { formatNumber } from "@/lib/format";
import type { GapRow, RankedGaps } from "@/lib/journeys/priority";

const MOST = 3;

/** The head of a map: what to fix first, and what is not known. */
export function GapsFirst({ ranked, href }: { ranked: RankedGaps<GapRow>; href: string }) {
  const t = useTranslations("journeys.gaps");
  if (ranked.proved.length + ranked.unknown.length === 0) return null;
  return (
    <div>
      <p className="text-sm font-semibold">
        {t("first")} <span className="ps-1 text-xs font-normal text-muted">{t("firstSub")}</span>
      </p>
      <ol className="mt-1 flex flex-wrap items-center gap-x-5 gap-y-1">
        {ranked.proved.slice(0, MOST).map((row, index) => (
          <li key={`${row.stepId}/${row.measure}`} className="flex items-center gap-2">
            <span className="rounded-sm bg-sunken px-1.5 text-xs text-muted">{index + 1}</span>
            {row.stepName}
            <b className="font-semibold text-detractor-text">
              {formatNumber((row.priority ?? 0) * 100, (row.priority ?? 0) < 0.01 ? 2 : 1)}
            </b>
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
