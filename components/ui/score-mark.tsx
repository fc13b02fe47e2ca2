import { useTranslations } from "next-intl";
import { cn } from "./cn";

export type ScoreClass = "promoter" | "passive" | "detractor";

export type ScoreMarkProps = {
  /** Which class; worked out by the caller from the measure. */
  kind: ScoreClass;
  score?: number;
  /** Muted, after the word: a date. */
  meta?: React.ReactNode;
  /** Only the shape and the score; the word is read out. */
  compact?: boolean;
  className?: string;
};

/** ▼ ■ ▲ with the score and the word: never colour alone. */
export function ScoreMark({ kind, score, meta, compact, className }: ScoreMarkProps) {
  const t = useTranslations("common");
  return (
    <span className={cn("inline-flex items-center gap-2 whitespace-nowrap", className)}>
      <svg aria-hidden="true" viewBox="0 0 10 10" className="size-2.5 shrink-0">
        {kind === "promoter" ? <path d="M5 1 10 9.5H0Z" fill="var(--color-promoter)" /> : null}
        {kind === "passive" ? <rect x="1" y="1" width="8" height="8" rx="1" fill="var(--color-passive)" /> : null}
        {kind === "detractor" ? <path d="M5 9 0 .5h10Z" fill="var(--color-detractor)" /> : null}
      </svg>
      {score !== undefined ? (
        <span
          className={cn(
            "figures min-w-4 text-end font-semibold",
            kind === "promoter" && "text-promoter-text",
            kind === "detractor" && "text-detractor-text",
          )}
        >
          {score}
        </span>
      ) : null}
      <span className={compact ? "sr-only" : undefined}>{t(`score.${kind}`)}</span>
      {meta ? <span className="text-muted">{meta}</span> : null}
    </span>
  );
}
