"use client";

import { useTranslations } from "next-intl";
import { useMemo } from "react";
import { Toaster as Sonner, toast } from "sonner";

/** Placed once, in the root layout. Its colours are the roles, so it follows the theme by itself. */
export function Toaster() {
  const t = useTranslations("common");
  return (
    <Sonner
      position="bottom-center"
      containerAriaLabel={t("messages")}
      mobileOffset={{ bottom: 84 }}
      toastOptions={{
        unstyled: true,
        classNames: {
          toast:
            "flex w-full items-center gap-3 rounded-lg border border-line bg-raised px-4 py-3 font-sans text-sm text-ink shadow-float",
          content: "min-w-0 flex-1",
          description: "text-xs text-muted",
          actionButton: "shrink-0 rounded-md px-2 py-1 font-medium text-accent-text hover:bg-accent-soft",
        },
      }}
    />
  );
}

/** Says what happened: say(words), undo(words, back) for ten seconds, fail(words). */
export function useToast() {
  const t = useTranslations("common");
  return useMemo(
    () => ({
      say: (message: string, description?: string) => {
        toast(message, { description });
      },
      undo: (message: string, back: () => void | Promise<void>) => {
        toast(message, { duration: 10_000, action: { label: t("undo"), onClick: () => void back() } });
      },
      fail: (message: string, description?: string) => {
        toast.error(message, { description, duration: 8_000 });
      },
    }),
    [t],
  );
}
