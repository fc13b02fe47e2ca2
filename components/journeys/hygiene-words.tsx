import { useTranslations } from "next-intl";
import { Badge } from "@/components/ui/badge";
import type { Hygiene } from "@/lib/journeys/hygiene";

type HygieneCellProps = { hygiene: Hygiene; ownerName: string | null; reviewDay: string | null };

/** For the list of maps: who answers for it and when it is looked at again, stale or not, and what its steps rest on. */
export function HygieneCell({ hygiene, ownerName, reviewDay }: HygieneCellProps) {
  const t = useTranslations("journeys.hygiene");
  const { review, steps, full, some, guesses } = hygiene;
  const isStale = review.kind === "overdue" || review.kind === "untouched";
  const parts = [
    { key: "full", count: full, look: "bg-muted" },
    { key: "some", count: some, look: "bg-passive/60" },
    { key: "guesses", count: guesses, look: "hatched border border-line-strong" },
  ];
  return (
    <span className="flex min-w-0 flex-col items-start gap-1 text-xs text-muted">
      <span className="text-sm text-ink">
        {ownerName ?? t("noOwnerYet")}
        {reviewDay && !isStale ? (
          <span className="text-xs text-muted"> · {t("reviewDay", { day: reviewDay })}</span>
        ) : null}
      </span>
      {isStale ? (
        <Badge tone="warn" pill>
          {t(review.kind, { days: review.days })}
        </Badge>
      ) : null}
      {steps > 0 ? (
        <span className="flex w-full flex-col gap-1">
          <span aria-hidden className="flex h-1.5 w-full max-w-40 gap-px overflow-hidden rounded-full">
            {parts
              .filter(({ count }) => count > 0)
              .map(({ key, count, look }) => (
                <span key={key} className={look} style={{ flexGrow: count }} />
              ))}
          </span>
          <span>
            {[t("proofFull", { full }), t("proofSome", { some }), t("guessCount", { guesses })]
              .filter(Boolean)
              .join(", ")}
          </span>
        </span>
      ) : null}
    </span>
  );
}
