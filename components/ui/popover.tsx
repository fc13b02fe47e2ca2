"use client";

import { Popover as Base } from "@base-ui/react/popover";
import type { ComponentProps, ReactElement, ReactNode } from "react";
import { cn } from "./cn";

export type PopoverProps = {
  /** The element that opens it; without one, control it with open and say where with anchor. */
  trigger?: ReactElement;
  /** Where it stands when not at its trigger: at selected words, at a point of a picture. */
  anchor?: ComponentProps<typeof Base.Positioner>["anchor"];
  /** False: opening leaves the keyboard where it is. */
  initialFocus?: boolean;
  /** Read out when it opens; shown unless titleHidden. */
  title: ReactNode;
  titleHidden?: boolean;
  children: ReactNode;
  open?: boolean;
  onOpenChange?: (open: boolean) => void;
  align?: "start" | "center" | "end";
  side?: "top" | "bottom" | "left" | "right";
  openOnHover?: boolean;
  className?: string;
};

/** A small panel at its button: a form of two fields, an explanation with a link. */
export function Popover(props: PopoverProps) {
  const {
    trigger,
    anchor,
    initialFocus,
    title,
    titleHidden,
    children,
    open,
    onOpenChange,
    align = "start",
    side = "bottom",
    openOnHover,
    className,
  } = props;
  return (
    <Base.Root open={open} onOpenChange={onOpenChange ? (next) => onOpenChange(next) : undefined}>
      {trigger ? <Base.Trigger render={trigger} openOnHover={openOnHover} delay={200} /> : null}
      <Base.Portal>
        <Base.Positioner
          anchor={anchor}
          align={align}
          side={side}
          sideOffset={6}
          collisionPadding={8}
          className="z-50 outline-none"
        >
          <Base.Popup
            initialFocus={initialFocus}
            className={cn(
              "pop w-72 max-w-[calc(100vw-16px)] rounded-lg border border-line bg-raised p-3 text-sm shadow-float outline-none",
              className,
            )}
          >
            <Base.Title className={titleHidden ? "sr-only" : "mb-1 text-sm font-semibold"}>{title}</Base.Title>
            {children}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}
