"use client";

import { Check, Minus } from "lucide-react";
import { type ComponentProps, type ReactNode, useEffect, useRef } from "react";
import { cn } from "./cn";

export type CheckboxProps = Omit<ComponentProps<"input">, "type" | "ref"> & {
  /** Without one, give an aria-label. */
  label?: ReactNode;
  hint?: ReactNode;
  /** Some of what it stands for is checked. */
  indeterminate?: boolean;
};

export function Checkbox({ label, hint, indeterminate = false, className, ...rest }: CheckboxProps) {
  const box = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (box.current) box.current.indeterminate = indeterminate;
  }, [indeterminate]);
  const square = (
    <span className="relative inline-flex size-4 shrink-0">
      <input
        ref={box}
        type="checkbox"
        {...rest}
        className="peer size-4 appearance-none rounded-sm border border-input bg-surface checked:border-accent checked:bg-accent indeterminate:border-accent indeterminate:bg-accent disabled:opacity-50"
      />
      <Check
        aria-hidden
        strokeWidth={3}
        className="pointer-events-none absolute inset-0.5 size-3 text-on-accent opacity-0 peer-checked:opacity-100 peer-indeterminate:opacity-0"
      />
      <Minus
        aria-hidden
        strokeWidth={3}
        className="pointer-events-none absolute inset-0.5 size-3 text-on-accent opacity-0 peer-indeterminate:opacity-100"
      />
    </span>
  );
  return (
    // biome-ignore lint/a11y/noLabelWithoutControl: the input is inside, in the square; without words it has an aria-label
    <label className={cn("flex items-start gap-2 touch:min-h-11 touch:min-w-11 touch:items-center", className)}>
      <span className={cn("flex items-center", label ? "h-5" : "m-auto")}>{square}</span>
      {label ? (
        <span className="text-sm">
          {label}
          {hint ? <span className="block text-xs text-muted">{hint}</span> : null}
        </span>
      ) : null}
    </label>
  );
}
