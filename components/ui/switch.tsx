"use client";

import { Switch as Base } from "@base-ui/react/switch";
import type { ReactNode } from "react";
import { cn } from "./cn";

export type SwitchProps = {
  label: ReactNode;
  hint?: ReactNode;
  name?: string;
  checked?: boolean;
  defaultChecked?: boolean;
  onCheckedChange?: (checked: boolean) => void;
  disabled?: boolean;
  className?: string;
};

/** On or off, at once. Inside a form that has a save button use a checkbox. */
export function Switch({ label, hint, onCheckedChange, className, ...rest }: SwitchProps) {
  return (
    // biome-ignore lint/a11y/noLabelWithoutControl: the switch inside brings its own input
    <label className={cn("inline-flex items-start gap-3 touch:min-h-11 touch:items-center", className)}>
      <Base.Root
        {...rest}
        onCheckedChange={onCheckedChange ? (checked) => onCheckedChange(checked) : undefined}
        className="mt-0.5 inline-flex h-4.5 w-8 shrink-0 items-center rounded-full border border-input bg-sunken px-px transition-colors data-checked:border-accent data-checked:bg-accent data-disabled:opacity-50"
      >
        <Base.Thumb className="size-3.5 rounded-full bg-muted transition-transform data-checked:translate-x-3.5 data-checked:bg-on-accent rtl:data-checked:-translate-x-3.5" />
      </Base.Root>
      <span className="text-sm">
        {label}
        {hint ? <span className="block text-xs text-muted">{hint}</span> : null}
      </span>
    </label>
  );
}
