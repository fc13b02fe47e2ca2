"use client";

import { Dialog as Base } from "@base-ui/react/dialog";
import { X } from "lucide-react";
import { useTranslations } from "next-intl";
import { type ReactElement, type ReactNode, useEffect } from "react";
import { cn } from "./cn";
import { IconButton } from "./icon-button";
import { Kbd } from "./kbd";

export type SheetProps = {
  title: ReactNode;
  trigger?: ReactElement;
  open?: boolean;
  onOpenChange?: (open: boolean) => void;
  /** Docked at the foot: a muted note at the start, buttons at the end. */
  footer?: ReactNode;
  /** "push" moves the page over and leaves it usable; "over" lies on it behind a scrim. */
  mode?: "push" | "over";
  children?: ReactNode;
  className?: string;
};

const pushWidth = "392px";

/** Work beside the page: log, edit, read. On the phone it is the whole screen. */
export function Sheet({ title, trigger, open, onOpenChange, footer, mode = "push", children, className }: SheetProps) {
  const t = useTranslations("common");
  const push = mode === "push";
  return (
    <Base.Root
      open={open}
      onOpenChange={onOpenChange ? (next) => onOpenChange(next) : undefined}
      modal={!push}
      disablePointerDismissal={push}
    >
      {trigger ? <Base.Trigger render={trigger} /> : null}
      <Base.Portal>
        {push ? null : <Base.Backdrop className="pop fixed inset-0 z-40 bg-[rgb(20_20_18_/_0.4)]" />}
        <Base.Popup
          className={cn(
            "no-print fixed inset-y-0 end-0 z-50 flex w-full flex-col border-line bg-raised outline-none transition-transform duration-100 data-ending-style:translate-x-4 data-starting-style:translate-x-4 md:w-98 md:border-s",
            push ? "md:shadow-[-12px_0_24px_rgb(28_27_25_/_0.05)]" : "shadow-float",
            className,
          )}
        >
          {push ? <PagePush /> : null}
          <div className="flex h-13 shrink-0 items-center gap-3 border-b border-line px-5 max-md:h-14 max-md:px-4">
            <Base.Title className="min-w-0 flex-1 truncate text-base font-semibold">{title}</Base.Title>
            <Kbd className="max-md:hidden">Esc</Kbd>
            <Base.Close render={<IconButton label={t("close")} icon={<X aria-hidden />} className="-me-2" />} />
          </div>
          <div className="min-h-0 flex-1 overflow-y-auto p-5 max-md:p-4">{children}</div>
          {footer ? (
            <div className="flex min-h-15 shrink-0 flex-wrap items-center justify-end gap-2 border-t border-line px-5 py-3 max-md:px-4">
              {footer}
            </div>
          ) : null}
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  );
}

/** While mounted, the page's main column gives way by the sheet's width. */
function PagePush() {
  useEffect(() => {
    const root = document.documentElement;
    root.style.setProperty("--sheet-width", pushWidth);
    return () => {
      root.style.removeProperty("--sheet-width");
    };
  }, []);
  return null;
}
