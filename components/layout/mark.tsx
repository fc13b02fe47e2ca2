import { cn } from "@/components/ui/cn";

/** The product's sign: a way with two peaks on a dark tile. Decoration; the name stands beside it. */
export function Mark({ className }: { className?: string }) {
  return (
    <svg aria-hidden="true" viewBox="0 0 20 20" className={cn("size-5 shrink-0", className)}>
      <rect width="20" height="20" rx="5" fill="var(--color-ink)" />
      <path
        d="M5 14V7.5L8.5 11 12 6.5l3 2.5v5"
        fill="none"
        stroke="var(--color-background)"
        strokeWidth="1.8"
        strokeLinecap="round"
        strokeLinejoin="round"
      />
    </svg>
  );
}
