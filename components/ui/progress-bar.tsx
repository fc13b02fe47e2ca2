import { type ReactNode, useId } from "react";
import { cn } from "./cn";

export type ProgressBarProps = {
  /** What is under way: "Reading rows". */
  label: ReactNode;
  labelHidden?: boolean;
  value: number;
  /** Unknown: the bar only says that work goes on. */
  max?: number | null;
  /** "48,200 of 129,880 rows". */
  countText?: ReactNode;
  className?: string;
};

export function ProgressBar({ label, labelHidden, value, max, countText, className }: ProgressBarProps) {
  const id = useId();
  const known = typeof max === "number" && max > 0;
  const share = known ? Math.max(0, Math.min(1, value / max)) : 0;
  return (
    <div className={cn("flex flex-col gap-1.5", className)}>
      <div className={cn("flex justify-between gap-4 text-sm", labelHidden && !countText && "sr-only")}>
        <span id={id} className={cn("font-medium", labelHidden && "sr-only")}>
          {label}
        </span>
        {countText ? <span className="figures text-muted">{countText}</span> : null}
      </div>
      <div
        role="progressbar"
        aria-labelledby={id}
        aria-valuemin={0}
        aria-valuemax={known ? max : undefined}
        aria-valuenow={known ? Math.min(value, max) : undefined}
        className="h-1.5 overflow-hidden rounded-full bg-[color-mix(in_srgb,var(--color-ink)_10%,transparent)]"
      >
        <div
          className={cn(
            "h-full rounded-full bg-accent transition-[width] duration-150",
            !known && "w-1/3 animate-pulse",
          )}
          style={known ? { width: `${share * 100}%` } : undefined}
        />
      </div>
    </div>
  );
}
