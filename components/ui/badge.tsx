import type { ReactNode } from "react";
import { cn } from "./cn";

export type Tone = "neutral" | "accent" | "promoter" | "detractor" | "warn";
export type BadgeProps = {
  tone?: Tone;
  /** Pill: round ends, as labels of people and states; otherwise a small tag. */
  pill?: boolean;
  outline?: boolean;
  icon?: ReactNode;
  children: ReactNode;
  className?: string;
};

const fills: Record<Tone, string> = {
  neutral: "bg-sunken text-ink",
  accent: "bg-accent-soft text-accent-text",
  promoter: "bg-promoter-soft text-promoter-text",
  detractor: "bg-detractor-soft text-detractor-text",
  warn: "bg-warn-soft text-warn-text",
};

export function Badge({ tone = "neutral", pill, outline, icon, children, className }: BadgeProps) {
  return (
    <span
      className={cn(
        "inline-flex h-5 items-center gap-1 whitespace-nowrap px-1.5 text-xs font-medium [&_.lucide]:size-3.5",
        pill ? "rounded-full px-2" : "rounded-sm",
        outline ? "border border-line-strong bg-surface text-muted" : fills[tone],
        className,
      )}
    >
      {icon}
      {children}
    </span>
  );
}
