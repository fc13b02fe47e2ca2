"use client";

import { Plus } from "lucide-react";
import { useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import { Button } from "@/components/ui/button";
import type { TouchpointChoice } from "@/lib/interactions/interaction";
import type { DraftCustomer } from "./draft";
import { LogSheet } from "./log-sheet";

export type LogLauncherProps = {
  /** Decides which reasons are offered. */
  role: string;
  touchpoints: readonly TouchpointChoice[];
  /** Left out: the customer is chosen in the sheet. */
  customer?: DraftCustomer;
  contacts?: readonly { id: string; name: string; role: string }[];
  /** From the address: whoever came by the palette finds the sheet open. */
  open?: boolean;
  /** The page's main action: it answers the key c. */
  primary?: boolean;
};

/** The button that logs an interaction, and the sheet behind it. */
export function LogLauncher({ open: asked = false, primary = false, ...rest }: LogLauncherProps) {
  const t = useTranslations("interactions");
  const [open, setOpen] = useState(asked);
  useEffect(() => setOpen(asked), [asked]);
  return (
    <>
      <Button
        variant={primary ? "primary" : "secondary"}
        icon={<Plus aria-hidden className={primary ? undefined : "max-md:hidden"} />}
        onClick={() => setOpen(true)}
        aria-expanded={open}
        // The open sheet takes its room.
        className={open && !primary ? "hidden" : undefined}
        {...(primary ? { "data-create": "" } : {})}
      >
        <span className="max-md:hidden">{t("log")}</span>
        <span className="md:hidden">{t("logShort")}</span>
      </Button>
      {open ? <LogSheet {...rest} onClose={() => setOpen(false)} /> : null}
    </>
  );
}
