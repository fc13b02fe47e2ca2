import { ChevronLeft, ChevronRight } from "lucide-react";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Button } from "./button";
import { LinkButton } from "./link-button";

export type PaginationProps = {
  /** Left out at the ends. */
  prevHref?: string | null;
  nextHref?: string | null;
  /** Where one is: "1,864 customers". */
  summary?: ReactNode;
};

/** Back and on through a list read by keys, not by page numbers. */
export function Pagination({ prevHref, nextHref, summary }: PaginationProps) {
  const t = useTranslations("common");
  // All of it is on the screen: nothing to turn.
  if (!prevHref && !nextHref && !summary) return null;
  const before = <ChevronLeft aria-hidden className="rtl:rotate-180" />;
  const after = <ChevronRight aria-hidden className="rtl:rotate-180" />;
  return (
    <nav aria-label={t("pages")} className="no-print flex items-center justify-between gap-4 px-6 py-3 max-md:px-4">
      <p className="text-xs text-muted">{summary}</p>
      <div className="flex gap-2">
        {prevHref ? (
          <LinkButton href={prevHref} icon={before}>
            {t("previous")}
          </LinkButton>
        ) : (
          <Button disabled icon={before}>
            {t("previous")}
          </Button>
        )}
        {nextHref ? (
          <LinkButton href={nextHref}>
            {t("next")}
            {after}
          </LinkButton>
        ) : (
          <Button disabled>
            {t("next")}
            {after}
          </Button>
        )}
      </div>
    </nav>
  );
}
