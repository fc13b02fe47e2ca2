import { CircleDashed } from "lucide-react";
import { useTranslations } from "next-intl";
import { Badge } from "@/components/ui/badge";
import type { Hygiene } from "@/lib/journeys/hygiene";

/** "1 step is a guess, 3 rest on some evidence". */
export function EvidenceWords({ guesses, some, full, steps }: Omit<Hygiene, "review">) {
  const t = useTranslations("journeys.hygiene");
  if (steps === 0) return null;
  return (
    <span className="inline-flex items-center gap-1.5">
      <CircleDashed aria-hidden className="size-3.5 shrink-0" />
      {[t("guesses", { guesses }), t("some", { some }), t("full", { full })]
        .map((part) => part.trim())
        .filter(Boolean)
        .join(", ")}
    </span>
  );
}

/** For the list of maps: stale or not, and how many steps are guesses. */
export function HygieneCell({ hygiene }: { hygiene: Hygiene }) {
  const t = useTranslations("journeys.hygiene");
  const { review } = hygiene;
  return (
    <span className="flex flex-col items-start gap-1 text-xs text-muted">
      {review.kind === "overdue" || review.kind === "untouched" ? (
        <Badge tone="warn" pill>
          {t(review.kind, { days: review.days })}
        </Badge>
      ) : null}
      <EvidenceWords {...hygiene} />
    </span>
  );
}
