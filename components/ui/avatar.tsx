import { Building } from "lucide-react";
import { cn } from "./cn";

export type AvatarProps = {
  name: string;
  /** A company is square with a building, a person round with initials. */
  kind?: "person" | "company";
  size?: "sm" | "md" | "lg";
  tone?: "neutral" | "accent" | "promoter" | "detractor";
  className?: string;
};

const sizes = { sm: "size-5 text-[10px]", md: "size-6 text-[11px]", lg: "size-10 text-sm" };
const tones = {
  neutral: "bg-sunken text-ink inset-ring inset-ring-line",
  accent: "bg-accent-soft text-accent-text",
  promoter: "bg-promoter-soft text-promoter-text",
  detractor: "bg-detractor-soft text-detractor-text",
};

/** First letters of the first and last word: "The Lindgren family" is LF. */
export function initialsOf(name: string): string {
  const words = name
    .replace(/^the\s+/i, "")
    .split(/[\s-]+/)
    .filter((word) => /\p{L}|\p{N}/u.test(word));
  const first = [...(words[0] ?? "?")][0] ?? "?";
  const last = words.length > 1 ? ([...(words.at(-1) ?? "")][0] ?? "") : "";
  return (first + last).toUpperCase();
}

/** Decoration beside a name that is written out; hidden from those who listen. */
export function Avatar({ name, kind = "person", size = "md", tone = "neutral", className }: AvatarProps) {
  return (
    <span
      aria-hidden
      className={cn(
        "inline-flex shrink-0 items-center justify-center font-medium",
        kind === "company" ? "rounded-sm" : "rounded-full",
        sizes[size],
        tones[tone],
        className,
      )}
    >
      {kind === "company" ? <Building className={size === "lg" ? "size-5" : "size-3.5"} /> : initialsOf(name)}
    </span>
  );
}
