"use client";

import { ChevronDown } from "lucide-react";
import type { ComponentProps } from "react";
import { cn } from "./cn";
import { useFieldControl } from "./field";
import { controlLook } from "./input";

export type SelectOption = { value: string; label: string; disabled?: boolean };

export type SelectProps = ComponentProps<"select"> & {
  /** Or pass <option> children. */
  options?: readonly SelectOption[];
  /** First, empty option. */
  placeholder?: string;
};

/** The browser's own select: it works without JavaScript and with every thumb. */
export function Select({ options, placeholder, className, children, ...rest }: SelectProps) {
  const control = useFieldControl(rest);
  return (
    <span className={cn("relative block", className)}>
      <select {...rest} {...control} className={cn(controlLook, "h-8 appearance-none ps-3 pe-8 touch:h-11")}>
        {placeholder !== undefined ? <option value="">{placeholder}</option> : null}
        {options?.map((option) => (
          <option key={option.value} value={option.value} disabled={option.disabled}>
            {option.label}
          </option>
        ))}
        {children}
      </select>
      <ChevronDown aria-hidden className="pointer-events-none absolute inset-y-0 end-2 my-auto text-muted" />
    </span>
  );
}
