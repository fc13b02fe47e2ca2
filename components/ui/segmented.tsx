"use client";

import type { ReactNode } from "react";
import { cn } from "./cn";

export type SegmentedProps<Value extends string> = {
  label: string;
  value: Value;
  options: readonly { value: Value; label: ReactNode }[];
  onValueChange: (value: Value) => void;
  className?: string;
};

/** Two or three ways to look at the same thing: Map | Table. */
export function Segmented<Value extends string>({
  label,
  value,
  options,
  onValueChange,
  className,
}: SegmentedProps<Value>) {
  return (
    <fieldset className={cn("no-print inline-flex rounded-md border border-line bg-sunken p-px", className)}>
      <legend className="sr-only">{label}</legend>
      {options.map((option) => (
        <button
          key={option.value}
          type="button"
          aria-pressed={option.value === value}
          onClick={() => onValueChange(option.value)}
          className={cn(
            "h-6 rounded-[5px] px-2 text-xs touch:h-10 touch:px-3 touch:text-sm",
            option.value === value
              ? "bg-raised font-medium text-ink outline outline-line-strong"
              : "text-muted hover:text-ink",
          )}
        >
          {option.label}
        </button>
      ))}
    </fieldset>
  );
}
