"use client";

import { Select as Base } from "@base-ui/react/select";
import { Check, ChevronDown } from "lucide-react";
import { parseAsString, useQueryState } from "nuqs";
import { type ReactNode, useTransition } from "react";
import { cn } from "./cn";
import { floatLook, rowLook } from "./menu";

export type FilterOption = { value: string; label: string; hint?: ReactNode };

export type FilterSelectProps = {
  /** What is filtered: "Segment". */
  label: string;
  icon?: ReactNode;
  value: string;
  options: readonly FilterOption[];
  onValueChange: (value: string) => void;
  /** Words of the chosen value when it is none of the options. */
  valueLabel?: string;
  pending?: boolean;
  className?: string;
};

/** The look of a filter that opens: icon, name, value, chevron. */
export const filterLook =
  "inline-flex h-7 max-w-full items-center gap-1.5 whitespace-nowrap rounded-md border border-line-strong bg-surface px-2 text-xs text-ink transition-colors hover:bg-hover data-popup-open:bg-hover touch:h-11 touch:px-3 touch:text-sm [&_.lucide]:size-3.5 [&_.lucide]:text-muted";

/** "Segment All customers ⌄". Typing goes to an option by its first letters. */
export function FilterSelect(props: FilterSelectProps) {
  const { label, icon, value, options, onValueChange, valueLabel, pending, className } = props;
  const chosen = options.find((option) => option.value === value)?.label ?? valueLabel ?? value;
  return (
    <Base.Root value={value} onValueChange={(next) => (next === null ? undefined : onValueChange(next))} modal={false}>
      <Base.Trigger
        aria-busy={pending || undefined}
        aria-label={`${label}: ${chosen}`}
        className={cn(filterLook, pending && "opacity-70", className)}
      >
        {icon}
        <span className="text-muted">{label}</span>
        <span className="truncate font-medium">{chosen}</span>
        <ChevronDown aria-hidden />
      </Base.Trigger>
      <Base.Portal>
        <Base.Positioner
          sideOffset={4}
          align="start"
          alignItemWithTrigger={false}
          collisionPadding={8}
          className="z-50 outline-none"
        >
          <Base.Popup
            className={cn(
              "pop max-h-[min(var(--available-height),24rem)] min-w-(--anchor-width) overflow-y-auto",
              floatLook,
            )}
          >
            {options.map((option) => (
              <Base.Item key={option.value} value={option.value} className={rowLook}>
                <span className="inline-flex size-4 shrink-0">
                  <Base.ItemIndicator>
                    <Check aria-hidden />
                  </Base.ItemIndicator>
                </span>
                <Base.ItemText className="min-w-0 flex-1 truncate">{option.label}</Base.ItemText>
                {option.hint ? <span className="ps-4 text-xs text-muted">{option.hint}</span> : null}
              </Base.Item>
            ))}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}

export type UrlFilterProps = Omit<FilterSelectProps, "value" | "onValueChange" | "pending"> & {
  /** Name in the URL. */
  param: string;
  /** Value when the URL says nothing; it is left out of the URL. */
  defaultValue: string;
  /** Another parameter that loses its meaning when this one changes: the cursor of the page. */
  resets?: string;
};

/** The same filter, kept in the URL; the server renders anew. */
export function UrlFilter({ param, defaultValue, resets = "cursor", ...rest }: UrlFilterProps) {
  const [pending, startTransition] = useTransition();
  const [value, setValue] = useQueryState(
    param,
    parseAsString.withDefault(defaultValue).withOptions({ shallow: false, history: "push", startTransition }),
  );
  const [, setReset] = useQueryState(resets, parseAsString.withOptions({ shallow: false, history: "push" }));
  return (
    <FilterSelect
      {...rest}
      value={value}
      pending={pending}
      onValueChange={(next) => {
        void setReset(null);
        void setValue(next === defaultValue ? null : next);
      }}
    />
  );
}
