"use client";

import { type ReactNode, useId } from "react";
import { cn } from "./cn";

export type RadioOption = { value: string; label: ReactNode; hint?: ReactNode; icon?: ReactNode; disabled?: boolean };

export type RadioGroupProps = {
  name: string;
  legend: ReactNode;
  legendHidden?: boolean;
  options: readonly RadioOption[];
  defaultValue?: string;
  value?: string;
  onValueChange?: (value: string) => void;
  /** "list" one under another; "choice" as pressable boxes beside each other. */
  variant?: "list" | "choice";
  error?: string | string[];
  className?: string;
};

/** One of a few, all visible. Native radios: arrow keys and forms work by themselves. */
export function RadioGroup(props: RadioGroupProps) {
  const {
    name,
    legend,
    legendHidden,
    options,
    defaultValue,
    value,
    onValueChange,
    variant = "list",
    error,
    className,
  } = props;
  const id = useId();
  const messages = error === undefined ? [] : Array.isArray(error) ? error : [error];
  return (
    <fieldset className={cn("min-w-0", className)} aria-describedby={messages.length > 0 ? `${id}-error` : undefined}>
      <legend className={cn("mb-1 text-xs font-medium text-muted", legendHidden && "sr-only")}>{legend}</legend>
      <div className={variant === "choice" ? "flex flex-wrap gap-2" : "flex flex-col gap-2"}>
        {options.map((option) => {
          const input = (
            <input
              id={`${id}-${option.value}`}
              type="radio"
              name={name}
              value={option.value}
              disabled={option.disabled}
              {...(value === undefined
                ? { defaultChecked: option.value === defaultValue }
                : { checked: option.value === value })}
              onChange={() => onValueChange?.(option.value)}
              className={
                variant === "choice"
                  ? "sr-only"
                  : "mt-0.5 size-4 shrink-0 appearance-none rounded-full border border-input bg-surface checked:border-[5px] checked:border-accent disabled:opacity-50"
              }
            />
          );
          if (variant === "choice") {
            return (
              <label
                key={option.value}
                htmlFor={`${id}-${option.value}`}
                className="relative inline-flex h-8 items-center gap-2 rounded-md border border-line-strong bg-surface px-3 text-sm font-medium hover:bg-hover has-checked:border-accent has-checked:bg-accent-soft has-checked:text-accent-text has-checked:inset-ring has-checked:inset-ring-accent has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-accent has-disabled:opacity-50 touch:h-11"
              >
                {input}
                {option.icon}
                {option.label}
              </label>
            );
          }
          return (
            <label
              key={option.value}
              htmlFor={`${id}-${option.value}`}
              className="flex items-start gap-2 text-sm touch:min-h-11 touch:items-center"
            >
              {input}
              <span>
                {option.label}
                {option.hint ? <span className="block text-xs text-muted">{option.hint}</span> : null}
              </span>
            </label>
          );
        })}
      </div>
      {messages.length > 0 ? (
        <p id={`${id}-error`} className="mt-1 text-xs text-detractor-text">
          {messages.join(" ")}
        </p>
      ) : null}
    </fieldset>
  );
}
