import { useTranslations } from "next-intl";
import { cn } from "@/components/ui/cn";
import type { Evidence } from "@/lib/generated/prisma/enums";

/** An empty, a half and a full circle: how well something is known. The word is read out or stands beside it. */
export function EvidenceMark({ evidence, withWord }: { evidence: Evidence; withWord?: boolean }) {
  const t = useTranslations("segments.portrait.evidence");
  return (
    <span className="inline-flex items-center gap-1.5" title={withWord ? undefined : t(evidence)}>
      <svg
        aria-hidden
        viewBox="0 0 12 12"
        className={cn("size-3 shrink-0", evidence === "none" ? "text-warn-text" : "text-promoter-text")}
      >
        <circle
          cx="6"
          cy="6"
          r="5"
          fill={evidence === "full" ? "currentColor" : "none"}
          stroke="currentColor"
          strokeWidth="1.5"
          strokeDasharray={evidence === "none" ? "2 1.5" : undefined}
        />
        {evidence === "some" ? <path d="M6 1a5 5 0 0 1 0 10z" fill="currentColor" /> : null}
      </svg>
      <span className={withWord ? undefined : "sr-only"}>{t(evidence)}</span>
    </span>
  );
}
