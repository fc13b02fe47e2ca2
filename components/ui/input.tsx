"use client";

import type { ComponentProps, ReactNode } from "react";
import { cn } from "./cn";
import { useFieldControl } from "./field";

/** The look of everything that is typed into or chosen from; its border keeps 3:1. */
export const controlLook =
  "w-full rounded-md border border-input bg-surface text-sm text-ink transition-colors hover:border-muted focus-visible:border-accent focus-visible:outline-2 focus-visible:outline-offset-0 focus-visible:outline-accent aria-invalid:border-detractor-text disabled:bg-sunken disabled:text-muted touch:text-base";

export type InputProps = ComponentProps<"input"> & {
  /** A lucide element inside, at the start. */
  icon?: ReactNode;
  /** Something small inside, at the end: a unit, a key. */
  end?: ReactNode;
};

/** One line of text. Inside a Field it takes id, name and its messages from there. */
export function Input({ icon, end, className, type = "text", ...rest }: InputProps) {
  const control = useFieldControl(rest);
  const input = (
    <input
      type={type}
      {...rest}
      {...control}
      className={cn(
        controlLook,
        "h-8 px-3 touch:h-11 [&::-webkit-search-cancel-button]:hidden",
        icon && "ps-9",
        end && "pe-10",
        !icon && !end && className,
      )}
    />
  );
  if (!icon && !end) return input;
  return (
    <span className={cn("relative block", className)}>
      {icon ? (
        <span aria-hidden className="pointer-events-none absolute inset-y-0 start-3 flex items-center text-muted">
          {icon}
        </span>
      ) : null}
      {input}
      {end ? (
        <span className="pointer-events-none absolute inset-y-0 end-3 flex items-center text-xs text-muted">{end}</span>
      ) : null}
    </span>
  );
}
