"use client";

import { Menu as Base } from "@base-ui/react/menu";
import { Check } from "lucide-react";
import Link from "next/link";
import type { ReactElement, ReactNode } from "react";
import { cn } from "./cn";

/** The look of a floating list and of its rows; the filter and the palette wear it too. */
export const floatLook = "z-50 rounded-lg border border-line bg-raised p-1 shadow-float outline-none";
export const rowLook =
  "flex min-h-8 w-full cursor-default select-none items-center gap-2 rounded-md px-2 py-1 text-start text-sm outline-none data-disabled:opacity-50 data-highlighted:bg-[color-mix(in_srgb,var(--color-ink)_6%,transparent)] touch:min-h-11";

export type MenuProps = {
  /** The button that opens it. */
  trigger: ReactElement;
  children: ReactNode;
  align?: "start" | "center" | "end";
  side?: "top" | "bottom" | "left" | "right";
  className?: string;
};

export function Menu({ trigger, children, align = "start", side = "bottom", className }: MenuProps) {
  return (
    <Base.Root>
      <Base.Trigger render={trigger} />
      <Base.Portal>
        <Base.Positioner align={align} side={side} sideOffset={4} collisionPadding={8} className="z-50 outline-none">
          <Base.Popup className={cn("pop max-h-(--available-height) min-w-44 overflow-y-auto", floatLook, className)}>
            {children}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}

export type MenuItemProps = {
  children: ReactNode;
  icon?: ReactNode;
  /** Muted, at the end: a key or a count. */
  end?: ReactNode;
  href?: string;
  onSelect?: () => void;
  disabled?: boolean;
  destructive?: boolean;
};

/** A link when it goes somewhere, otherwise a command. */
export function MenuItem({ children, icon, end, href, onSelect, disabled, destructive }: MenuItemProps) {
  const className = cn(rowLook, destructive && "text-detractor-text");
  const inside = (
    <>
      {icon}
      <span className="min-w-0 flex-1 truncate">{children}</span>
      {end ? <span className="text-xs text-muted">{end}</span> : null}
    </>
  );
  if (href) {
    return (
      <Base.LinkItem closeOnClick className={className} render={<Link href={href} />} onClick={onSelect}>
        {inside}
      </Base.LinkItem>
    );
  }
  return (
    <Base.Item disabled={disabled} className={className} onClick={onSelect}>
      {inside}
    </Base.Item>
  );
}

export type MenuChoiceProps = {
  value: string;
  onValueChange: (value: string) => void;
  options: readonly { value: string; label: ReactNode; hint?: ReactNode }[];
};

/** One of several inside a menu, the chosen one ticked. */
export function MenuChoice({ value, onValueChange, options }: MenuChoiceProps) {
  return (
    <Base.RadioGroup value={value} onValueChange={(next: string) => onValueChange(next)}>
      {options.map((option) => (
        <Base.RadioItem key={option.value} value={option.value} closeOnClick className={rowLook}>
          <span className="inline-flex size-4 shrink-0">
            <Base.RadioItemIndicator>
              <Check aria-hidden />
            </Base.RadioItemIndicator>
          </span>
          <span className="min-w-0 flex-1 truncate">{option.label}</span>
          {option.hint ? <span className="text-xs text-muted">{option.hint}</span> : null}
        </Base.RadioItem>
      ))}
    </Base.RadioGroup>
  );
}

/** A named part of a menu. */
export function MenuGroup({ label, children }: { label: ReactNode; children: ReactNode }) {
  return (
    <Base.Group>
      <Base.GroupLabel className="px-2 pt-2 pb-1 text-xs text-muted">{label}</Base.GroupLabel>
      {children}
    </Base.Group>
  );
}

export function MenuSeparator() {
  return <Base.Separator className="mx-1 my-1 h-px bg-line" />;
}
